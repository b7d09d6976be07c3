"""Importing 2,000 articles with all that an import does; in a process of its own, whose memory is told.

`python -m tests.bench.importing FOLDER` imports into the database that the environment names.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import django

SIZES = [200, *([8] * 225)]  # articles a dossier: 2,000 in all, one large dossier among many small ones
BARE = "bench_articles"
HELD = (50, 200)  # articles of a dossier to which one more is added


def main(folder: Path, sizes: Sequence[int] = SIZES) -> None:
    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction

    from claims.importing import import_files
    from claims.models import Figure
    from sources.models import Dossier
    from tests.bench.articles import write_many

    call_command("migrate", verbosity=0)
    stories = write_many(folder / "articles", sizes)
    texts = [path.read_text("utf-8") for paths in stories for path in paths]
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {BARE} (id integer PRIMARY KEY, name text NOT NULL, text text NOT NULL)")
        start = time.perf_counter()
        with transaction.atomic():
            rows = [(n, path.name, path.read_text("utf-8")) for n, path in enumerate(p for ps in stories for p in ps)]
            cursor.executemany(f"INSERT INTO {BARE} VALUES (%s, %s, %s)", rows)
        bare = time.perf_counter() - start
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start, busy = time.perf_counter(), time.process_time()
    each = []
    for number, paths in enumerate(stories):
        begun = time.process_time()
        outcomes = import_files(Dossier.objects.create(slug=f"story-{number}", title=f"Story {number}"), paths)
        assert all(outcome.state == "new" for outcome in outcomes)
        each.append(time.process_time() - begun)
    found = {
        "articles": len(texts),
        "characters": sum(map(len, texts)),
        "figures": Figure.objects.count(),
        "seconds": time.perf_counter() - start,
        "processor": time.process_time() - busy,
        "large": each[0],
        "bare": bare,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "before": before / 1024,
        "more": {count: _one_more(folder / f"more-{count}", count) for count in HELD},
    }
    sys.stdout.write(json.dumps(found) + "\n")


def _one_more(folder: Path, held: int) -> float:
    """Seconds of the processor for one article more in a dossier of so many: the mean of three."""
    from claims.importing import import_files
    from sources.models import Dossier
    from tests.bench.articles import story, write

    *paths, first, second, third = write(folder, story(held), held + 3)
    dossier = Dossier.objects.create(slug=folder.name, title=folder.name)
    import_files(dossier, paths)
    busy = time.process_time()
    for path in (first, second, third):
        import_files(dossier, [path])
    return (time.process_time() - busy) / 3


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(size) for size in sys.argv[2:]] or SIZES)
