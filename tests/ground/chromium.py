"""Find or fetch a Chromium: one on PATH, else Playwright's own, else Debian's (as root)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


class NoChromium(Exception):
    """None could be had; the message says why in one line."""


def find() -> str | None:
    """The path of a browser that is here, or None."""
    given = os.environ.get("CHROMIUM")
    if given:
        return given
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return path
    return _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if os.path.exists(path) else None  # noqa: PTH110


def fetch() -> str:
    """The path of a browser, fetched where none is here; NoChromium where that fails too."""
    found = find()
    if found:
        return found
    tries = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get") and os.geteuid() == 0:
        tries = [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"], *tries]
    for command in tries:
        subprocess.run(command, capture_output=True, check=False, timeout=600)
        found = find()
        if found:
            return found
    raise NoChromium(
        "Chromium: none on PATH, and neither Playwright nor apt could fetch one. "
        "Install Chromium, or set CHROMIUM to its path."
    )


if __name__ == "__main__":
    try:
        sys.stdout.write(f"{fetch()}\n")
    except NoChromium as error:
        sys.stderr.write(f"No browser tests. {error}\n")
        sys.exit(3)
