"""`make bench` measures everything; `make bench ONLY="pages import"` some of it."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

from tests.bench.server import PASSWORD, environment, memory, served
from tests.bench.table import heading, say
from tests.ground.desk import ROOT

EXPORTED = 10_000  # figures


def reading(folder: Path) -> None:
    from tests.figures import bench

    heading("Reading figures, beside plain digit matching on the same text")
    bench.main()


def importing(folder: Path) -> None:
    heading("Importing: read, find figures, match, store, look for cross-checks and echoes")
    place = folder / "import"
    place.mkdir()
    command = [sys.executable, "-m", "tests.bench.importing", str(place)]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | environment(place), check=True, capture_output=True, text=True
    )
    found = json.loads(done.stdout)
    say("bare insert of the texts", f"{found['bare']:>9.2f} s")
    said = f"{found['articles']:,} articles, {found['characters']:,} characters, {found['figures']:,} figures"
    say(said, f"{found['seconds']:>9.1f} s   of the processor {found['processor']:.1f} s")
    say("", f"{found['processor'] / found['bare']:.0f}x the bare insert  (under 5 s: {_met(found['seconds'] < 5)})")
    say("its dossier of 200 articles", f"{found['large']:>9.1f} s of the processor")
    for count, seconds in found["more"].items():
        say(f"one article more, imported after {count}", f"{seconds:>9.2f} s of the processor")
    say("memory of the import, at most", f"{found['megabytes']:>9.0f} MB, before it {found['before']:.0f} MB")


def _met(is_met: bool) -> str:
    return "met" if is_met else "missed"


def desk(folder: Path) -> None:
    """Pages, memory and exports of one store."""
    place = folder / "desk"
    place.mkdir()
    os.environ.update(environment(place))
    import django

    django.setup()
    from django.core.management import call_command

    from tests.bench import exporting, pages
    from tests.bench.client import sign_in
    from tests.bench.ground import prepare

    start = time.perf_counter()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    say("migrate and collect static files", f"{time.perf_counter() - start:>9.1f} s")
    ground = prepare(EXPORTED)
    with served(place) as (url, pid):
        client = sign_in(url, "editor", PASSWORD)
        pages.measure(client, ground)
        heading("Memory of the server after that")
        for which, rss, pss in memory(pid):
            say(which, f"{rss / 1024:>9.0f} MB resident {pss / 1024:>9.0f} MB its share")
        total = sum(pss for _which, _rss, pss in memory(pid)) / 1024
        say("all of it (PSS)", f"{total:>9.0f} MB  (under 150 MB: {_met(total < 150)})")
        pages.weights(client)
    exporting.measure(EXPORTED)


def matching(folder: Path) -> None:
    from tests.bench import matching

    matching.measure()


def sheets(folder: Path) -> None:
    from tests.bench import sheets

    sheets.measure([])


def scale(folder: Path) -> None:
    from tests.bench import scale

    scale.measure(folder)


def together(folder: Path) -> None:
    from tests.bench import together

    together.measure(folder)


PARTS: dict[str, Callable[[Path], None]] = {
    "reading": reading,
    "pages": desk,
    "import": importing,
    "matching": matching,
    "scale": scale,
    "set": together,
    "sheets": sheets,
}


LONG = {"scale", "set"}  # measured where they are asked for


def main() -> None:
    parser = ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}")
    parts = parser.parse_args().parts or [name for name in PARTS if name not in LONG]
    for part in parts:
        if part not in PARTS:
            parser.error(f"there is no part {part!r}: {', '.join(PARTS)}")
    with tempfile.TemporaryDirectory(prefix="dealdesk-bench-") as folder:
        for part in parts:
            PARTS[part](Path(folder))
    say("", f"(this process used {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB)")


if __name__ == "__main__":
    main()
