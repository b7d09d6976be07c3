"""Lighthouse on the main pages of a served desk, as a phone on a slow line and as a desktop: `make lighthouse`.

It comes from npm at a pinned version, without install scripts, into the user's cache. Whatever else the machine does
can only slow a page down, so where a score falls short the page is asked again, up to three times; its best counts.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.ground.chromium import fetch
from tests.ground.desk import Desk, DeskTemplate, free_port

PACKAGE = "lighthouse@12.8.2"  # the newest that runs on Node 20
CATEGORIES = {"performance": "performance", "accessibility": "accessibility", "best-practices": "best practices"}
DEVICES: dict[str, tuple[str, ...]] = {"phone": (), "desktop": ("--preset=desktop",)}
TRIES = 3
PAGES = {
    "sign-in": "/accounts/login/",
    "desk": "/",
    "review, a claim open": "/d/seeds/claims/1/",
    "source reader": "/d/seeds/sources/2/",
    "overview": "/d/seeds/overview/",
    "journal": "/d/seeds/journal/",
    "summary": "/d/seeds/summary/",
    "public sheet": "/s/seeds/",
}
OPEN_TO_ALL = {"sign-in", "public sheet"}
FILL = "from tests.ground.everything import fill; fill()"
SIGN_IN = """
from django.test import Client
from dealdesk.models import User
client = Client()
client.force_login(User.objects.get(username="editor"))
print("session", client.cookies["session"].value, sep="=")
"""


@dataclass(frozen=True, slots=True)
class Report:
    """Scores of 100 by category, and what cost points: (weight lost, audit, what was measured)."""

    scores: dict[str, int]
    lost: list[tuple[float, str, str]]

    @property
    def total(self) -> int:
        return sum(self.scores.values())


def tool() -> Path:
    """Lighthouse's command line, fetched where the cache has none."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "dealdesk" / PACKAGE.replace("@", "-")
    command = folder / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not command.exists():
        folder.mkdir(parents=True, exist_ok=True)
        options = ["--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(["npm", "install", *options, PACKAGE], cwd=folder, check=True, timeout=600)
    return command


@contextmanager
def browser(cookie: str) -> Iterator[int]:
    """A browser that has seen nothing yet, but is signed in where there is a cookie; its port for Lighthouse.

    A cookie in a header of Lighthouse's own would be gone as soon as the page sets another.
    """
    port = free_port()
    flags = [f"--remote-debugging-port={port}", "--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with tempfile.TemporaryDirectory(prefix="dealdesk-profile-") as profile, sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(profile, executable_path=fetch(), args=flags)
        if cookie:
            name, value = cookie.split("=")
            context.add_cookies([{"name": name, "value": value, "domain": "127.0.0.1", "path": "/"}])
        yield port
        context.close()


def ask(command: Path, url: str, cookie: str, options: tuple[str, ...], folder: Path) -> dict[str, Any]:
    """One run of Lighthouse; its whole report."""
    given = [
        f"--only-categories={','.join(CATEGORIES)}", "--output=json", "--quiet", "--disable-storage-reset",
        f"--output-path={folder / 'report.json'}", *options,
    ]  # fmt: skip
    with browser(cookie) as port:
        done = subprocess.run(
            ["node", command, url, f"--port={port}", *given], capture_output=True, text=True, check=False, timeout=300
        )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    found: dict[str, Any] = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return found


def read(report: dict[str, Any]) -> Report:
    categories, audits = report["categories"], report["audits"]
    if error := report.get("runtimeError"):
        raise RuntimeError(error["message"])
    scores = {name: round((categories[name]["score"] or 0) * 100) for name in CATEGORIES}
    lost = [
        (one["weight"] * (1 - audits[one["id"]]["score"]), one["id"], audits[one["id"]].get("displayValue", ""))
        for name in CATEGORIES
        for one in categories[name]["auditRefs"]
        if one["weight"] and audits[one["id"]]["score"] not in {None, 1}
    ]
    return Report(scores, sorted(lost, reverse=True))


def best(command: Path, url: str, cookie: str, options: tuple[str, ...], folder: Path) -> Report:
    """The best of up to three runs; one that broke off counts as a try."""
    found: list[Report] = []
    error: RuntimeError | None = None
    for _try in range(TRIES):
        try:
            report = ask(command, url, cookie, options, folder)
        except RuntimeError as broken:
            error = broken
            continue
        assert report["finalDisplayedUrl"] == url, f"{url} led to {report['finalDisplayedUrl']}"
        found.append(read(report))
        if found[-1].total == 100 * len(CATEGORIES):
            break
    if not found and error:
        raise error
    return max(found, key=lambda one: one.total)


def measured(desk: Desk, only: list[str], devices: list[str]) -> Iterator[tuple[str, str, Report]]:
    command, cookie = tool(), desk.manage("shell", "--verbosity", "0", "--command", SIGN_IN).strip()
    for name, path in PAGES.items():
        for device in devices:
            if not only or name in only:
                asked = "" if name in OPEN_TO_ALL else cookie
                yield name, device, best(command, desk.url + path, asked, DEVICES[device], desk.folder)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("page", nargs="*", help=f"of {', '.join(PAGES)}; all without one")
    parser.add_argument("--device", choices=DEVICES, action="append", help="all without one")
    given = parser.parse_args()
    missing = [name for name in ("npm", "node") if shutil.which(name) is None]
    if missing:
        sys.exit(f"Lighthouse did not run: {', '.join(missing)} is not installed")
    short = 0
    with tempfile.TemporaryDirectory(prefix="dealdesk-lighthouse-") as folder:
        template = DeskTemplate(Path(folder) / "template")
        with template.serve(Path(folder) / "served") as desk:
            desk.manage("shell", "--verbosity", "0", "--command", FILL)
            say(f"| page | device | {' | '.join(CATEGORIES.values())} | what cost points |")
            say(f"|---|---|{'---|' * len(CATEGORIES)}---|")
            for name, device, report in measured(desk, given.page, given.device or list(DEVICES)):
                lost = "; ".join(f"{audit} {value}".strip() for _weight, audit, value in report.lost)
                short += report.total < 100 * len(CATEGORIES)
                say(f"| {name} | {device} | {' | '.join(map(str, report.scores.values()))} | {lost} |")
    sys.exit(f"{short} pages have less than 100" if short else 0)


if __name__ == "__main__":
    main()
