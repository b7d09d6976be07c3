"""Take the pictures of the documentation again, from a served desk at work on the first story: `make pictures`."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from playwright.sync_api import Locator, Page, sync_playwright

from tests.ground.chromium import fetch
from tests.ground.desk import ROOT, Desk, DeskTemplate

FOLDER = ROOT / "docs" / "pictures"
SIZE = {"width": 1440, "height": 900}
WHY = "Communiqué du 13 juin, recoupé avec la valorisation"


def sign_in(page: Page, desk: Desk, who: str = "editor") -> None:
    page.goto("/")
    page.locator("[name=username]").fill(who)
    page.locator("[name=password]").fill(desk.passwords[who])
    page.locator("main button").click()
    page.wait_for_url(lambda url: "login" not in url)


def sign_out(page: Page) -> None:
    page.context.clear_cookies()


def decide_first_claim(page: Page) -> None:
    """The first dispute is decided as one version: its figures confirmed, the rivals contested."""
    page.goto("/d/seeds/")
    act = page.locator("details.version-act").first
    act.locator("summary").first.click()
    act.locator("textarea[name=reason]").fill(WHY)
    act.locator("button.primary").click()
    page.locator("article.figure.confirmed").first.wait_for()


def publish(page: Page) -> None:
    """A sheet goes out; what is not decided says why."""
    page.goto("/d/seeds/sheets/")
    for field in page.locator("input[name^=why_]").all():
        field.fill("La rédaction attend la réponse du groupe.")
    page.locator("#publish form button.primary").click()
    page.locator("ol.entries li").first.wait_for()


def unfolded(page: Page) -> Locator:
    """The open figure with its corrections unfolded, on a page tall enough to show all of it."""
    page.set_viewport_size({"width": SIZE["width"], "height": 1800})
    figure = page.locator("article.figure").first
    figure.locator("details.more > summary").click()
    return figure


def whole(page: Page) -> Page:
    return page


SHOTS: tuple[tuple[str, str, Callable[[Page], Page | Locator]], ...] = (
    ("add.png", "/d/seeds/sources/add/", whole),
    ("review.png", "/d/seeds/", whole),
    ("check.png", "/d/seeds/?has=check", lambda page: page.locator("#checks")),
)
DECIDED: tuple[tuple[str, str, Callable[[Page], Page | Locator]], ...] = (
    ("decided.png", "/d/seeds/?status=settled", lambda page: page.locator("article.figure.confirmed").first),
    ("correct.png", "/d/seeds/?status=settled", unfolded),
    ("source.png", "/d/seeds/sources/2/", whole),
    ("overview.png", "/d/seeds/overview/", whole),
    ("origins.png", "/d/seeds/origins/", whole),
    ("journal.png", "/d/seeds/journal/", whole),
    ("summary.png", "/d/seeds/summary/", whole),
)


def take(page: Page, shots: tuple[tuple[str, str, Callable[[Page], Page | Locator]], ...]) -> None:
    for name, path, part in shots:
        page.set_viewport_size({"width": SIZE["width"], "height": SIZE["height"]})
        page.goto(path)
        page.wait_for_load_state("networkidle")
        part(page).screenshot(path=FOLDER / name, caret="initial")
        sys.stdout.write(f"docs/pictures/{name}\n")


def main() -> None:
    arguments = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="dealdesk-pictures-") as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=fetch(), args=arguments)
        with DeskTemplate(Path(folder) / "template").serve(Path(folder) / uuid4().hex) as desk:
            page = browser.new_page(base_url=desk.url, viewport=SIZE, locale="fr-FR", color_scheme="light")  # type: ignore[arg-type]
            sign_in(page, desk)
            take(page, SHOTS)
            decide_first_claim(page)
            take(page, DECIDED)
            sign_out(page)
            sign_in(page, desk, "chief")
            publish(page)
            sign_out(page)
            take(page, (("sheet.png", "/s/seeds/", whole),))
        browser.close()


if __name__ == "__main__":
    main()
