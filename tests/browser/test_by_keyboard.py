"""The desk without a mouse: ten figures in twenty key presses, every tool reached, the focus never lost."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, sign_in
from tests.ground.desk import Desk

REASON = "Vu le contrat"


class Keyboard:
    """Presses keys as a person does, counts them, and sees after each that the focus is somewhere."""

    def __init__(self, page: Page) -> None:
        self.page, self.presses = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.presses += 1
            self.settle()
            assert self.focused() not in {"BODY", "HTML", ""}, f"{key} lost the focus"

    def type(self, words: str) -> None:
        """What is typed into a field, which no desk can spare anyone."""
        self.page.keyboard.type(words)

    def settle(self) -> None:
        """Until htmx has swapped what the last key asked for."""
        self.page.wait_for_load_state()
        expect(self.page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)

    def focused(self) -> str:
        return str(self.page.evaluate("document.activeElement ? document.activeElement.tagName : ''"))

    def tab_to(self, selector: str, key: str = "Tab") -> None:
        for _ in range(120):
            if self.page.locator(f"{selector}:focus").count():
                return
            self.press(key)
        pytest.fail(f"{key} never reached {selector}")


@pytest.fixture
def keyboard(desk: Desk, open_page: Open) -> Keyboard:
    page = open_page()
    sign_in(page, desk)
    return Keyboard(page)


def decided(desk: Desk) -> int:
    return desk.asked("select count(*) from claims_figure where decision <> ''")


def test_ten_figures_of_several_claims_in_twenty_presses(desk: Desk, keyboard: Keyboard) -> None:
    """What the sources agree on: confirm, next figure, and at the last one the next claim."""
    page = keyboard.page
    page.goto("/d/seeds/?status=agreed")
    claims = set()
    while decided(desk) < 10:
        claims.add(page.locator("#claim-title").inner_text())
        keyboard.press("c")
        card = page.locator("article.figure[aria-current=true]")
        expect(card).to_have_class(re.compile("confirmed"))
        last = page.locator("#claim article.figure").last.get_attribute("id")
        if decided(desk) < 10:
            keyboard.press("n" if card.get_attribute("id") == last else "j")
    assert keyboard.presses <= 20
    assert len(claims) > 1


def test_every_dispute_of_the_story_in_twenty_presses_and_its_reasons(desk: Desk, keyboard: Keyboard) -> None:
    """The version of the open figure is confirmed and its rivals contested, in one act with one reason."""
    page = keyboard.page
    page.goto("/d/seeds/")
    while not page.locator(".all-decided").count():
        keyboard.press("u")
        keyboard.press("v")
        expect(page.locator("textarea[name=reason]:focus")).to_have_count(1)
        keyboard.type(REASON)
        keyboard.press("Control+Enter")
        expect(page.get_by_text(REASON).first).to_be_visible()
    assert decided(desk) >= 9
    assert keyboard.presses <= 20


def test_a_figure_is_contested_from_its_reason(desk: Desk, keyboard: Keyboard) -> None:
    page = keyboard.page
    page.goto("/d/seeds/")
    keyboard.press("u", "x")
    expect(page.locator("textarea[name=reason][aria-invalid]")).to_be_focused()
    keyboard.press("Control+Enter")
    assert decided(desk) == 0, "a reason is still wanted"
    keyboard.type(REASON)
    keyboard.press("Enter")
    assert decided(desk) == 0, "a line break decides nothing"
    keyboard.press("Control+Enter")
    expect(page.locator("article.figure.contested")).to_have_count(1)
    assert decided(desk) == 1


def test_control_and_enter_in_a_reason_that_nothing_asked_for_decides_nothing(desk: Desk, keyboard: Keyboard) -> None:
    page = keyboard.page
    page.goto("/d/seeds/")
    keyboard.press("u", "r")
    keyboard.type(REASON)
    keyboard.press("Control+Enter")
    page.wait_for_timeout(300)
    assert decided(desk) == 0


def moves(keyboard: Keyboard) -> None:
    """From a page that was just opened, and out of a field, where nothing has the focus yet."""
    page = keyboard.page
    page.goto("/d/seeds/")
    keyboard.press("n")
    expect(page.locator("#claim-title")).to_be_focused()
    keyboard.press("j", "k", "p", "r", "Escape", "n")
    assert decided_nothing(page)


def decided_nothing(page: Page) -> bool:
    return page.locator("article.figure.confirmed, article.figure.contested").count() == 0


def filters(keyboard: Keyboard) -> None:
    page = keyboard.page
    page.goto("/d/seeds/")
    keyboard.tab_to("#status-all")
    keyboard.press("ArrowRight")
    page.wait_for_url(re.compile("status=disputed"))
    expect(page.locator("#status-disputed")).to_be_focused()
    keyboard.tab_to("#filters details summary")
    keyboard.press("Enter")
    keyboard.tab_to("#id_kind")
    keyboard.type("age")
    keyboard.settle()
    page.wait_for_url(re.compile("kind="))
    expect(page.locator("#id_kind")).to_be_focused()


def search(keyboard: Keyboard) -> None:
    page = keyboard.page
    page.goto("/d/seeds/")
    keyboard.press("/")
    expect(page.locator("#id_q")).to_be_focused()
    keyboard.type("Montant")
    page.wait_for_url(re.compile("q=Montant"))
    keyboard.settle()
    expect(page.locator("#id_q")).to_be_focused()
    expect(page.locator("#id_q")).to_have_value("Montant")
    keyboard.tab_to("#queue a[id]")
    keyboard.press("Enter")
    expect(page.locator("#claim-title")).to_contain_text("Montant")


def help_(keyboard: Keyboard) -> None:
    page = keyboard.page
    page.goto("/d/seeds/")
    keyboard.press("u", "?")
    expect(page.get_by_role("dialog")).to_be_visible()
    keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("article.figure:focus")).to_have_count(1)


def source(keyboard: Keyboard) -> None:
    page = keyboard.page
    page.goto("/d/seeds/")
    keyboard.press("u", "j")
    expect(page.locator("#source-pane mark").first).to_be_visible()
    page.keyboard.press("o")
    page.wait_for_url(re.compile(r"/sources/\d+/"))
    expect(page.locator("mark").first).to_be_visible()
    page.go_back()
    expect(page.locator("#claim-title")).to_be_visible()


def comment(keyboard: Keyboard) -> None:
    page = keyboard.page
    page.goto("/d/seeds/")
    keyboard.press("u")
    keyboard.tab_to("#comments textarea")
    keyboard.type("Qui a le contrat ?")
    keyboard.tab_to("#send-comment")
    keyboard.press("Enter")
    expect(page.get_by_text("Qui a le contrat ?")).to_be_visible()


def answer(keyboard: Keyboard) -> None:
    page = keyboard.page
    page.goto("/d/seeds/")
    keyboard.tab_to("a[href$='/claims/new/']")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/claims/new/"))
    keyboard.tab_to("#id_label")
    keyboard.type("Le siège reste-t-il ?")
    keyboard.press("Tab", "ArrowDown", "Tab")
    keyboard.type("No such words")
    keyboard.press("Tab")
    keyboard.type("oui")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    keyboard.tab_to("#id_quote")
    keyboard.press("Control+A")
    keyboard.type("Meta")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    if page.locator("input[name=place]").count():
        keyboard.tab_to("input[name=place]")
        keyboard.press("Space")
        keyboard.tab_to("#id_answer")
        page.keyboard.press("Enter")
    expect(page.get_by_text("It can be decided like any other")).to_be_visible()


TOOLS: tuple[Callable[[Keyboard], None], ...] = (moves, filters, search, help_, source, comment, answer)


def test_every_tool_is_reached_and_the_focus_is_never_lost(keyboard: Keyboard) -> None:
    for use in TOOLS:
        use(keyboard)
