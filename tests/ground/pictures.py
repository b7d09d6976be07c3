"""Take the pictures of the documentation again, from a served desk: `make pictures`."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from uuid import uuid4

from playwright.sync_api import Page, sync_playwright

from tests.ground.chromium import fetch
from tests.ground.desk import ROOT, Desk, DeskTemplate

PICTURES = {"review.png": "/d/seeds/", "summary.png": "/d/seeds/summary/"}
SIZE = {"width": 1440, "height": 900}


def sign_in(page: Page, desk: Desk) -> None:
    page.goto("/")
    page.locator("[name=username]").fill("editor")
    page.locator("[name=password]").fill(desk.passwords["editor"])
    page.locator("main button").click()
    page.wait_for_url(lambda url: "login" not in url)


def decide_first_figure(page: Page) -> None:
    """A desk at work: the first figure of the first dispute is confirmed."""
    page.goto("/d/seeds/")
    figure = page.locator("article.figure").first
    figure.locator("textarea[name=reason]").fill("Communiqué du 13 juin, recoupé avec la valorisation")
    figure.locator("button[value=confirmed]").click()
    page.locator("article.figure.confirmed").first.wait_for()


def main() -> None:
    arguments = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with tempfile.TemporaryDirectory(prefix="dealdesk-pictures-") as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=fetch(), args=arguments)
        with DeskTemplate(Path(folder) / "template").serve(Path(folder) / uuid4().hex) as desk:
            page = browser.new_page(base_url=desk.url, viewport=SIZE, locale="fr-FR", color_scheme="light")  # type: ignore[arg-type]
            sign_in(page, desk)
            decide_first_figure(page)
            for name, path in PICTURES.items():
                page.goto(path)
                page.screenshot(path=ROOT / "docs" / name, caret="initial")
                sys.stdout.write(f"docs/{name}\n")
        browser.close()


if __name__ == "__main__":
    main()
