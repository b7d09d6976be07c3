"""A real Chromium against a served desk. Screenshots go to artefacts/, which git ignores."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.ground.chromium import find
from tests.ground.desk import Desk, DeskTemplate
from tests.ground.many_desks import SetTemplate

ARTEFACTS = Path(__file__).resolve().parent.parent.parent / "artefacts"
QUIET = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
AnyTemplate = DeskTemplate | SetTemplate
SIZES = {"wide": (1440, 900), "phone": (390, 844)}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(item.path).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = find()
    if path is None:
        message = "no Chromium was found or could be fetched (set CHROMIUM to its path)"
        if os.environ.get("REQUIRE_ALL"):
            pytest.fail(message)
        pytest.skip(message)
    arguments = [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def desk_template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AnyTemplate]:
    """One process tree on a file; with DESK_SET=1 a newsroom's set (`make test-set`)."""
    folder = tmp_path_factory.mktemp("desk") / "template"
    with ExitStack() as stack:
        yield SetTemplate(stack, folder) if os.environ.get("DESK_SET") else DeskTemplate(folder)


@pytest.fixture
def desk(desk_template: AnyTemplate, tmp_path: Path) -> Iterator[Desk]:
    """A desk of this test's own, on the imported seeds."""
    with desk_template.serve(tmp_path / "served") as served:
        yield served


Open = Callable[..., Page]
# What Chromium and htmx say of an answer that refuses: the tests look at what the page makes of it.
REFUSED = re.compile(r"[Ss]tatus (?:of|Error Code) (?:401|403|404|409|422|429|503)")


@pytest.fixture
def open_page(chromium: Browser, desk: Desk) -> Iterator[Open]:
    """Opens a page of a new visitor; any error on the browser's console fails the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and not REFUSED.search(message.text):
            errors.append(f"{message.text} ({message.location})")

    def open_(size: str = "wide", *, scheme: str = "light", locale: str = "en-US", scripts: bool = True) -> Page:
        width, height = SIZES[size]
        context = chromium.new_context(
            base_url=desk.url,
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            locale=locale,
            java_script_enabled=scripts,
            accept_downloads=True,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield open_
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def keep(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """Keeps a screenshot of the whole page under the test's name."""

    def keep_(page: Page, name: str) -> None:
        ARTEFACTS.mkdir(exist_ok=True)
        page.screenshot(path=ARTEFACTS / f"{request.node.name}-{name}.png", full_page=True, caret="initial")

    return keep_


def sign_in(page: Page, desk: Desk, name: str = "editor") -> None:
    page.goto("/")
    page.get_by_label(re.compile("Username|Nom d’utilisateur")).fill(name)
    page.get_by_label(re.compile("Password|Mot de passe")).fill(desk.passwords[name])
    page.get_by_role("button", name=re.compile("Sign in|Se connecter|Connexion")).click()
    page.wait_for_url(lambda url: "login" not in url)
