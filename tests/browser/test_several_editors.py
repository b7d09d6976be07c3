"""Two editors in one dossier, each in a browser of their own: what one does the other sees, and is not disturbed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, sign_in
from tests.ground.desk import Desk

Keep = Callable[[Page, str], None]
SECONDS = 12_000  # "within seconds": one beat of four, and the answer


@pytest.fixture
def two(desk: Desk, open_page: Open) -> tuple[Page, Page]:
    """The editor and the chief, both on the first claim in dispute."""
    pages = open_page(), open_page()
    for page, name in zip(pages, ("editor", "chief"), strict=True):
        sign_in(page, desk, name)
        page.goto("/d/seeds/")
        expect(page.locator("#claim-title")).to_be_visible()
    return pages


def confirm_first(page: Page, reason: str = "") -> None:
    figure = page.locator("article.figure").first
    if reason:
        figure.get_by_label("Reason").fill(reason)
    figure.get_by_role("button", name="Confirm").click()
    expect(page.locator("article.figure.confirmed").first).to_be_visible()


def first_id(page: Page) -> str:
    return str(page.locator("article.figure").first.get_attribute("id"))


def test_anothers_verdict_appears_within_seconds_without_a_reload(two: tuple[Page, Page], keep: Keep) -> None:
    first, second = two
    figure = first_id(first)
    first.evaluate("window.notReloaded = true")
    confirm_first(second, "Checked with the company")
    expect(first.locator(f"#{figure}")).to_have_class(re.compile("confirmed"), timeout=SECONDS)
    expect(first.locator(f"#{figure}")).to_contain_text("Checked with the company")
    expect(first.locator("#heard")).to_contain_text("chief confirmed")
    expect(first.locator("#happened")).to_contain_text("chief confirmed")
    expect(first.locator("#show-news")).to_be_hidden()
    expect(first.locator("#progress-words")).to_contain_text(second.locator("#progress-words").inner_text()[:1])
    assert first.locator(f"#{figure}-form [name=seen]").get_attribute("value") == "1"
    assert first.evaluate("window.notReloaded")
    keep(first, "seen")


def test_what_is_being_typed_is_never_touched(two: tuple[Page, Page], keep: Keep) -> None:
    first, second = two
    figure = first_id(first)
    reason = first.locator(f"#{figure}").get_by_label("Reason")
    reason.focus()
    first.keyboard.type("Half a sen")
    confirm_first(second)
    expect(first.locator("#happened")).to_contain_text("chief confirmed", timeout=SECONDS)
    first.keyboard.type("tence")
    expect(reason).to_be_focused()
    expect(reason).to_have_value("Half a sentence")
    expect(first.locator(f"#{figure}")).not_to_have_class(re.compile("confirmed"))
    assert first.locator(f"#{figure}-form [name=seen]").get_attribute("value") == "0"
    keep(first, "waiting")

    first.locator("#show-news").click()
    expect(first.locator(f"#{figure}")).to_have_class(re.compile("confirmed"))
    expect(first.locator(f"#{figure}").get_by_label("Reason")).to_have_value("Half a sentence")
    assert first.locator(f"#{figure}-form [name=seen]").get_attribute("value") == "1"
    expect(first.locator("#happened")).to_be_hidden()


def test_a_correction_that_is_half_typed_survives_what_another_decides(two: tuple[Page, Page], keep: Keep) -> None:
    first, second = two
    figure = first.locator(f"#{first_id(first)}")
    figure.get_by_text("More", exact=True).click()
    figure.get_by_label("It is misread: read it as").fill("9 milli")
    first.evaluate("document.activeElement.blur()")
    confirm_first(second)
    expect(first.locator("#show-news")).to_be_visible(timeout=SECONDS)
    expect(figure).not_to_have_class(re.compile("confirmed"))
    first.locator("#show-news").click()
    expect(figure).to_have_class(re.compile("confirmed"))
    expect(figure.get_by_label("It is misread: read it as")).to_have_value("9 milli")
    expect(figure.get_by_label("It is misread: read it as")).to_be_visible()
    keep(first, "correction")


def test_a_decision_sent_past_the_line_is_answered_with_the_other_verdict_and_survives_the_next(
    two: tuple[Page, Page],
) -> None:
    first, second = two
    figure = first_id(first)
    first.locator(f"#{figure}").get_by_label("Reason").fill("The filing says otherwise")
    confirm_first(second)
    expect(first.locator("#show-news")).to_be_visible(timeout=SECONDS)
    first.locator(f"#{figure}").get_by_role("button", name="Contest").click()
    expect(first.get_by_role("alert").first).to_contain_text("Someone else decided meanwhile")
    expect(first.locator(f"#{figure}").get_by_label("Reason")).to_have_value("The filing says otherwise")

    first.evaluate("document.activeElement.blur()")  # a refused form alone holds a live swap off
    second.locator("article.figure.confirmed").first.get_by_role("button", name="Withdraw").first.click()
    expect(first.locator("#show-news")).to_be_visible(timeout=SECONDS)
    expect(first.get_by_role("alert").first).to_be_visible()
    first.locator("#show-news").click()
    expect(first.get_by_role("alert")).to_have_count(0)
    expect(first.locator(f"#{figure}").get_by_label("Reason")).to_have_value("The filing says otherwise")


def test_an_editor_who_reads_a_figure_by_keyboard_is_told_and_looks_when_ready(two: tuple[Page, Page]) -> None:
    first, second = two
    first.keyboard.press("j")
    expect(first.locator("article.figure:focus")).to_have_count(1)
    confirm_first(second)
    expect(first.locator("#show-news")).to_be_visible(timeout=SECONDS)
    expect(first.locator("article.figure:focus")).to_have_count(1)
    expect(first.locator("article.figure.confirmed")).to_have_count(0)
    first.keyboard.press("s")
    expect(first.locator("article.figure.confirmed").first).to_be_visible()
    expect(first.locator("article.figure:focus")).to_have_count(1)


def test_the_view_does_not_jump_and_the_current_figure_stays_current(two: tuple[Page, Page]) -> None:
    first, second = two
    last = first.locator("article.figure").last
    last.scroll_into_view_if_needed()
    first.evaluate(
        "for (const f of document.querySelectorAll('#claim article.figure')) f.removeAttribute('aria-current')"
    )
    last.evaluate("figure => figure.setAttribute('aria-current', 'true')")
    name = last.get_attribute("id")
    first.mouse.move(5, 5)
    # Chromium would hold the view by itself; not every browser does.
    first.evaluate("document.querySelector('.claim-pane').style.overflowAnchor = 'none'")
    before = last.evaluate("figure => figure.getBoundingClientRect().top")
    confirm_first(second)
    expect(first.locator("article.figure.confirmed").first).to_be_attached(timeout=SECONDS)
    assert first.locator("article.figure[aria-current]").get_attribute("id") == name
    after = first.locator(f"#{name}").evaluate("figure => figure.getBoundingClientRect().top")
    assert abs(after - before) < 3


def test_one_sees_who_is_here_and_on_which_claim(two: tuple[Page, Page], keep: Keep) -> None:
    first, second = two
    expect(first.locator("#with-you")).to_contain_text("chief looks at this claim too", timeout=SECONDS)
    other = second.locator("#queue a").nth(1)
    number = str(other.get_attribute("id"))
    other.click()
    expect(second.locator(f"#{number}")).to_have_attribute("aria-current", "true")
    mark = first.locator(f"#{number} .here")
    expect(mark).to_have_text(re.compile("CH"), timeout=25_000)  # a person is written once in ten seconds
    keep(first, "who")
    first.locator("#who a").first.click()
    expect(first.locator("#with-you")).to_contain_text("chief looks at this claim too")


def test_a_comment_appears_while_the_other_types(two: tuple[Page, Page]) -> None:
    first, second = two
    reason = first.locator("article.figure").first.get_by_label("Reason")
    reason.focus()
    first.keyboard.type("I am wri")
    second.get_by_label("Say something to the desk").fill("I call the company at noon")
    second.get_by_role("button", name="Comment").click()
    expect(second.locator("#comment-list")).to_contain_text("I call the company at noon")
    expect(second.get_by_label("Say something to the desk")).to_have_value("")
    expect(first.locator("#comment-list")).to_contain_text("I call the company at noon", timeout=SECONDS)
    expect(first.locator("#queue a[aria-current=true]")).to_contain_text("1 comment")
    expect(first.locator("#heard")).to_contain_text("chief commented")
    first.keyboard.type("ting")
    expect(reason).to_have_value("I am writing")
    expect(reason).to_be_focused()


def test_a_claim_is_assigned_and_the_other_sees_it(two: tuple[Page, Page]) -> None:
    first, second = two
    second.get_by_text("Assigned to nobody").click()
    second.get_by_role("button", name="Assign to me").click()
    expect(second.get_by_text("Assigned to chief", exact=True)).to_be_visible()
    expect(first.locator("#queue a[aria-current=true]")).to_contain_text("for chief", timeout=SECONDS)


def test_an_ended_session_is_said_once_and_keeps_what_is_typed(desk: Desk, two: tuple[Page, Page]) -> None:
    first, _ = two
    asked: list[str] = []
    first.on("request", lambda request: asked.append(request.url) if "/pulse/" in request.url else None)
    first.locator("article.figure").first.get_by_label("Reason").fill("Not sent yet")
    first.context.clear_cookies()
    expect(first.locator("#messages")).to_contain_text("no longer signed in", timeout=SECONDS)
    count = len(asked)
    first.wait_for_timeout(6000)
    assert len(asked) == count
    expect(first.locator("article.figure").first.get_by_label("Reason")).to_have_value("Not sent yet")
    first.get_by_role("link", name="Sign in again").click()
    first.get_by_label("Username").fill("editor")
    first.get_by_label("Password").fill(desk.passwords["editor"])
    first.get_by_role("button", name=re.compile("Sign in")).click()
    expect(first.locator("article.figure").first.get_by_label("Reason")).to_have_value("Not sent yet")


def test_a_hidden_page_asks_nothing(two: tuple[Page, Page]) -> None:
    first, _ = two
    first.evaluate(
        "Object.defineProperty(document, 'hidden', { get: () => true });"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    asked: list[str] = []
    first.on("request", lambda request: asked.append(request.url))
    first.wait_for_timeout(6000)
    assert asked == []


def test_without_scripts_colleagues_comments_and_assignment_are_there_on_reload(desk: Desk, open_page: Open) -> None:
    page = open_page(scripts=False)
    sign_in(page, desk)
    page.goto("/d/seeds/")
    page.get_by_label("Say something to the desk").fill("No script needed")
    page.get_by_role("button", name="Comment").click()
    expect(page.locator("#comment-list")).to_contain_text("No script needed")
    page.get_by_text("Assigned to nobody").click()
    page.get_by_label("Assign to", exact=True).select_option(label="editor")
    page.get_by_role("button", name="Assign", exact=True).click()
    expect(page.get_by_text("Assigned to editor", exact=True)).to_be_visible()


def test_a_press_that_was_aimed_at_what_stood_there_before_decides_nothing(two: tuple[Page, Page]) -> None:
    """The page's clock stops at the moment of the swap, so that the press comes right after it however slow the run."""
    first, second = two
    first.evaluate(
        """() => {
            const now = Date.now;
            window.goOn = () => { Date.now = now; };
            new MutationObserver((_, watcher) => {
                const at = now();
                Date.now = () => at;
                watcher.disconnect();
            }).observe(document.querySelector(".claim-pane"), { childList: true });
        }"""
    )
    confirm_first(second)
    expect(first.locator("article.figure.confirmed").first).to_be_visible(timeout=SECONDS)
    sent: list[str] = []
    first.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    waiting = first.locator("article.figure.disputed").first
    waiting.get_by_role("button", name="Contest").click()
    first.keyboard.press("x")
    first.wait_for_timeout(500)
    assert [url for url in sent if "decide" in url] == []
    expect(waiting.get_by_label("Reason")).not_to_be_focused()

    first.evaluate("goOn()")
    first.wait_for_timeout(1000)
    waiting.get_by_role("button", name="Contest").click()
    expect(waiting.get_by_label("Reason")).to_be_focused()  # to contest needs a reason: the press counts again
