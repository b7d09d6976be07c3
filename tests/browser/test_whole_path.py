"""The main job in a real browser: sign in, decide the disputes of the first story, read the summary, take the sheet."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Download, Page, expect

from tests.browser.conftest import Open, sign_in
from tests.ground.desk import Desk

Keep = Callable[[Page, str], None]
REASON = "Checked with the company"
MOST_ACTS = 40


def sheet(download: Download) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(Path(download.path()).read_text(encoding="utf-8"))
    return data


def assert_decided(data: dict[str, Any], disputes: int) -> None:
    """Every figure in dispute has a verdict, every contest a reason, and no claim is left disputed."""
    statuses = [claim["status"] for claim in data["claims"]]
    assert "disputed" not in statuses
    assert statuses.count("settled") + statuses.count("contested") == disputes
    figures = [figure for claim in data["claims"] for figure in claim["figures"] if figure["in_dispute"]]
    assert len(figures) >= 2 * disputes
    assert all(figure["verdict"] for figure in figures)
    assert all(f["verdict"]["reason"] for f in figures if f["verdict"]["outcome"] == "contested")


def count_disputes(page: Page) -> int:
    found = re.search(r"(\d+) claims? in dispute", page.locator("header").inner_text())
    return int(found[1]) if found else 0


def test_by_visible_labels_alone(desk: Desk, open_page: Open, keep: Keep) -> None:
    page = open_page()
    sign_in(page, desk)
    keep(page, "desk")
    page.get_by_role("link", name=re.compile("^Decide")).first.click()
    disputes = count_disputes(page)
    assert disputes >= 3
    keep(page, "review")

    for _ in range(disputes):
        page.get_by_text("Confirm version 1…").click()
        page.get_by_role("group").get_by_label("Reason").first.fill(REASON)
        page.get_by_role("button", name="Confirm this version").first.click()
        expect(page.get_by_text(re.compile("^(Settled|All contested)$")).first).to_be_visible()
        following = page.get_by_role("link", name=re.compile("^Next to decide"))
        if following.count():
            following.click()
            expect(page.get_by_text("Confirm version 1…")).to_be_visible()
    expect(page.get_by_text("Nothing left to decide here")).to_be_visible()
    keep(page, "decided")

    page.get_by_role("link", name="Summary").first.click()
    expect(page.get_by_text(REASON).first).to_be_visible()
    keep(page, "summary")
    with page.expect_download() as download:
        page.get_by_role("link", name="JSON").first.click()
    assert_decided(sheet(download.value), disputes)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what has the focus is called `name`."""
    for _ in range(80):
        label = page.locator(":focus").first.inner_text() if page.locator(":focus").count() else ""
        if re.search(name, label):
            return
        press(page, "Tab")
    pytest.fail(f"Tab never reached {name!r}")


def settle(page: Page) -> None:
    """Until htmx has swapped what the last key asked for."""
    page.wait_for_load_state()
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)


def test_by_keyboard_alone(desk: Desk, open_page: Open, keep: Keep) -> None:
    page = open_page()
    page.goto("/")
    page.keyboard.type("editor")
    press(page, "Tab")
    page.keyboard.type(desk.passwords["editor"])
    press(page, "Enter")
    page.wait_for_url(lambda url: "login" not in url)
    tab_to(page, "^Decide")
    press(page, "Enter")
    page.wait_for_url(re.compile(r"/d/"))
    disputes = count_disputes(page)

    for _ in range(MOST_ACTS):
        if page.locator(".all-decided").count():
            break
        press(page, "u")
        settle(page)
        press(page, "c")
        settle(page)
        if page.get_by_role("alert").filter(has_text="cannot be true as well").count():
            press(page, "r")
            page.keyboard.type(REASON)
            press(page, "Escape", "x")
            settle(page)
    expect(page.locator(".all-decided")).to_be_visible()
    keep(page, "decided")

    tab_to(page, "^Summary$")
    press(page, "Enter")
    page.wait_for_url(re.compile("/summary/"))
    tab_to(page, "JSON")
    with page.expect_download() as download:
        press(page, "Enter")
    assert_decided(sheet(download.value), disputes)


def test_without_scripts(desk: Desk, open_page: Open) -> None:
    page = open_page(scripts=False)
    sign_in(page, desk)
    page.get_by_role("link", name=re.compile("^Decide")).first.click()
    figure = page.locator("article.figure").first
    figure.get_by_role("button", name="Contest").click()
    expect(page.get_by_role("alert").first).to_contain_text("reason")
    page.locator("article.figure").first.get_by_label("Reason").fill(REASON)
    page.locator("article.figure").first.get_by_role("button", name="Contest").click()
    expect(page.get_by_text(REASON).first).to_be_visible()
    assert desk.manage("verify_log").startswith("seeds: 1 verdicts")


def test_a_stale_tab_is_shown_the_other_editors_verdict_and_keeps_what_was_typed(desk: Desk, open_page: Open) -> None:
    first, second = open_page(), open_page()
    sign_in(first, desk)
    sign_in(second, desk, "chief")
    for page in (first, second):
        page.goto("/d/seeds/")
    first.locator("article.figure").first.get_by_role("button", name="Confirm").click()
    expect(first.locator("article.figure").first).to_contain_text("editor")

    mine = second.locator("article.figure").first
    mine.get_by_label("Reason").fill("The other tab says otherwise")
    mine.get_by_role("button", name="Contest").click()
    expect(second.get_by_role("alert").first).to_contain_text("Someone else decided meanwhile")
    expect(mine.get_by_label("Reason")).to_have_value("The other tab says otherwise")
    assert desk.manage("verify_log").startswith("seeds: 1 verdicts")


@pytest.mark.parametrize(
    ("size", "scheme"), [("wide", "light"), ("wide", "dark"), ("phone", "light"), ("phone", "dark")]
)
def test_every_page_opens_without_an_error_and_none_scrolls_sideways(
    desk: Desk, open_page: Open, keep: Keep, size: str, scheme: str
) -> None:
    page = open_page(size, scheme=scheme, locale="fr-FR")
    sign_in(page, desk, "chief")
    for name, path in {
        "desk": "/",
        "review": "/d/seeds/",
        "sources": "/d/seeds/sources/",
        "source": "/d/seeds/sources/2/",
        "summary": "/d/seeds/summary/",
        "journal": "/d/seeds/journal/",
    }.items():
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200
        keep(page, name)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), name


def test_a_figure_on_the_summary_leads_to_its_quote_in_two_clicks(desk: Desk, open_page: Open) -> None:
    page = open_page()
    sign_in(page, desk)
    page.goto("/d/seeds/summary/")
    page.locator("sup a").first.click()
    target = page.url.split("#")[1]
    if "/sources/" not in page.url:
        page.locator(f"[id='{target}'] a[href*='/sources/']").first.click()
        target = page.url.split("#")[1]
    expect(page.locator(f"[id='{target}']")).to_be_in_viewport()
    expect(page.locator(f"[id='{target}'] mark, mark[id='{target}'], [id='{target}']").first).to_be_visible()
