"""When a form is too old or the database is away: the page says so, and what was typed is not lost."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Open, sign_in
from tests.ground.desk import Desk

REASON = "Communiqué du 13 juin, recoupé"


def contest(page: Page) -> Locator:
    """Type a reason for the first figure and send it; the field that it stands in."""
    figure = page.locator("article.figure").first
    figure.locator("textarea[name=reason]").fill(REASON)
    figure.locator("button[value=contested]").click()
    return figure.locator("textarea[name=reason]")


def test_a_page_that_is_too_old_says_so_and_keeps_what_was_typed_over_a_reload(open_page: Open, desk: Desk) -> None:
    page = open_page()
    sign_in(page, desk)
    page.goto("/d/seeds/")
    page.context.add_cookies([{"name": "csrf", "value": "x" * 32, "url": desk.url}])
    reason = contest(page)
    expect(page.locator("#messages")).to_contain_text("too old")
    expect(reason).to_have_value(REASON)
    page.context.clear_cookies(name="csrf")
    page.reload()
    expect(reason).to_have_value(REASON)
    page.locator("article.figure").first.locator("button[value=contested]").click()
    expect(page.locator("article.figure.contested").first).to_be_visible()


def test_while_the_database_is_away_the_page_says_so_and_what_was_typed_stays(open_page: Open, desk: Desk) -> None:
    page = open_page()
    sign_in(page, desk)
    page.goto("/d/seeds/")
    page.route(re.compile(r"/decide/"), lambda route: route.fulfill(status=503, body="<!doctype html>"))
    reason = contest(page)
    expect(page.locator("#messages")).to_contain_text("cannot reach its database")
    expect(reason).to_have_value(REASON)
    page.unroute(re.compile(r"/decide/"))
    page.locator("article.figure").first.locator("button[value=contested]").click()
    expect(page.locator("article.figure.contested").first).to_be_visible()
