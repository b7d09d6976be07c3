"""An editor's hand in a browser: a figure added by selecting it, with mouse and keyboard, and a value corrected."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, sign_in
from tests.ground.desk import Desk

Keep = Callable[[Page, str], None]
# Signs of two UTF-16 units before the figure, and line breaks of two characters: both shift what a browser counts.
TEXT = "😀 Nordwind 😀\r\n\r\nNordwind a déboursé une paille (« 😀 ») pour le port.\r\nLe reste tient en une poignée."


@pytest.fixture
def story(desk: Desk, tmp_path: Path) -> str:
    """A dossier with one source whose figures the reader cannot see."""
    (tmp_path / "port.txt").write_bytes(TEXT.encode())
    desk.manage("import_seeds", str(tmp_path / "port.txt"), "--dossier", "port")
    return "/d/port/sources/1/"


def drag_over(page: Page, words: str) -> None:
    """Press the mouse where the words begin, and let go where they end."""
    edges = page.locator(".printed-text .text").evaluate(
        """(text, words) => {
          const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(words);
            if (at < 0) continue;
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + words.length);
            const box = range.getBoundingClientRect();
            return [box.left + 1, box.right - 1, box.top + box.height / 2];
          }
        }""",
        words,
    )
    left, right, middle = edges
    page.mouse.move(left, middle)
    page.mouse.down()
    page.mouse.move((left + right) / 2, middle)
    page.mouse.move(right, middle)
    page.mouse.up()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, selector: str) -> None:
    for _ in range(40):
        if page.locator(f"{selector}:focus").count():
            return
        press(page, "Tab")
    pytest.fail(f"Tab never reached {selector}")


def test_a_figure_is_added_by_selecting_it_with_the_mouse(desk: Desk, open_page: Open, story: str, keep: Keep) -> None:
    page = open_page()
    sign_in(page, desk)
    page.goto(story)
    drag_over(page, "une paille")
    form = page.get_by_role("region", name="Add a figure that the reader missed")
    expect(form.get_by_label("Exactly as printed")).to_have_value("une paille")
    expect(form).to_be_in_viewport()
    keep(page, "selected")
    form.get_by_label("or a new claim, named").fill("Prix du port")
    form.get_by_role("button", name="Add the figure").click()
    expect(form.get_by_role("alert")).to_contain_text("No figure was read in “une paille”")
    expect(form.get_by_label("or a new claim, named")).to_have_value("Prix du port")
    form.get_by_label("Read it as (optional)").fill("moins de 1 000 euros")
    form.get_by_role("button", name="Add the figure").click()
    expect(page.get_by_text("Added: “une paille”, read as")).to_be_visible()
    expect(page.locator(".text a.mention mark")).to_have_text("une paille")
    expect(page.get_by_text("added by hand")).to_be_visible()
    keep(page, "added")

    page.goto("/d/port/journal/")
    page.get_by_role("button", name="Undo").first.click()
    page.goto(story)
    expect(page.locator(".in-text .is-dismissed")).to_contain_text("une paille")


def test_a_figure_is_added_by_selecting_it_with_the_keyboard(desk: Desk, open_page: Open, story: str) -> None:
    page = open_page()
    sign_in(page, desk)
    page.goto(story)
    tab_to(page, "#select-by-keyboard")
    press(page, "Enter", "Control+End", "ArrowLeft", *["Shift+ArrowLeft"] * len("une poignée"))
    page.keyboard.type("x")
    assert page.locator(".text").inner_text().endswith("une poignée."), "nothing that is typed changes the text"
    press(page, "Enter")
    expect(page.locator("#add-claim")).to_be_focused()
    expect(page.locator("#add-quote")).to_have_value("une poignée")
    press(page, "Tab")
    page.keyboard.type("Reste")
    press(page, "Tab")
    page.keyboard.type("une dizaine de navires")
    press(page, "Enter")
    expect(page.get_by_text("Added: “une poignée”, read as")).to_be_visible()


def test_escape_leaves_the_selection(desk: Desk, open_page: Open, story: str) -> None:
    page = open_page()
    sign_in(page, desk)
    page.goto(story)
    tab_to(page, "#select-by-keyboard")
    press(page, "Enter", "Control+End", "Shift+ArrowLeft", "Escape")
    expect(page.locator("#select-by-keyboard")).to_be_focused()
    expect(page.locator("#adding.docked")).to_have_count(0)
    expect(page.locator("#add-quote")).to_have_value("")


def test_a_figure_is_added_without_scripts(desk: Desk, open_page: Open, story: str) -> None:
    page = open_page(scripts=False)
    sign_in(page, desk)
    page.goto(story)
    page.get_by_label("Exactly as printed").fill("une paille")
    page.get_by_label("or a new claim, named").fill("Prix du port")
    page.get_by_label("Read it as (optional)").fill("1 000 euros")
    page.get_by_role("button", name="Add the figure").click()
    expect(page.get_by_text("Added: “une paille”, read as")).to_be_visible()


def test_a_misread_value_is_corrected_in_place(desk: Desk, open_page: Open, keep: Keep) -> None:
    page = open_page()
    sign_in(page, desk)
    page.goto("/d/seeds/")
    figure = page.locator("article.figure").first
    value = figure.locator(".value").inner_text()
    figure.get_by_text("More", exact=True).click()
    field = figure.get_by_label("It is misread: read it as")
    field.fill("49 %")
    keep(page, "more")
    figure.get_by_role("button", name="Correct the value").click()
    expect(figure.get_by_role("alert")).to_contain_text("asks for another kind")
    expect(figure.get_by_label("It is misread: read it as")).to_have_value("49 %")
    keep(page, "refused")
    figure.get_by_label("It is misread: read it as").fill("9 milliards de dollars")
    figure.get_by_role("button", name="Correct the value").click()
    expect(page.get_by_text(re.compile("Corrected: it is now read as"))).to_be_visible()
    expect(page.locator("article.figure .value").filter(has_text=re.compile(r"9B|9 Md")).first).to_be_visible()
    page.goto("/d/seeds/journal/")
    expect(page.locator("dl.change").first).to_contain_text(value)
    keep(page, "journal")


def test_a_verdict_leaves_alone_what_it_does_not_change(desk: Desk, open_page: Open) -> None:
    """The other figures are the very same, with what is unfolded and typed there; one figure is the current one."""
    page = open_page()
    page.route("**/look/**", lambda route: route.fulfill(status=204))  # it would write the checks anew meanwhile
    sign_in(page, desk)
    page.goto("/d/seeds/")
    first, second = (page.locator(f"#{page.locator('article.figure').nth(n).get_attribute('id')}") for n in (0, 1))
    first.evaluate("figure => { figure.wasThere = true; }")
    first.get_by_text("More", exact=True).click()
    field = first.get_by_label("It is misread: read it as")
    field.fill("9 milli")
    for outcome in ("Confirm", "Withdraw"):
        second.get_by_role("button", name=outcome).first.click()
        expect(page.locator("#messages")).to_contain_text("onfirmed" if outcome == "Confirm" else "withdrawn")
        expect(field).to_have_value("9 milli")
        assert first.evaluate("figure => figure.wasThere")
        expect(page.locator("article.figure[aria-current=true]")).to_have_count(1)
        expect(second).to_have_attribute("aria-current", "true")
    first.get_by_role("button", name="Confirm").click()  # a form that was kept decides as before
    expect(first).to_have_class(re.compile("confirmed"))
