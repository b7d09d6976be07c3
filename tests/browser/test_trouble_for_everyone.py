"""The pages that tell of trouble have no fault that axe finds either, with and without what was typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import AnyTemplate, sign_in
from tests.browser.test_for_everyone import WIDE, look
from tests.ground.desk import Desk

REASON = "Communiqué du 13 juin, recoupé avec la valorisation qu’a donnée le groupe " * 6
# Sends a form as a browser without scripts would: to an address, or with the token of another session.
SEND = """([action, token]) => {
    const form = document.createElement('form');
    form.method = 'post';
    form.action = action;
    const give = (name, value) => form.append(Object.assign(document.createElement('input'), { name, value }));
    give('reason', document.querySelector('#typed').value);
    give('outcome', 'contested');
    give('csrfmiddlewaretoken', token);
    document.body.append(form);
    form.submit();
}"""


@pytest.fixture(scope="module")
def troubled(desk_template: AnyTemplate, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with desk_template.serve(tmp_path_factory.mktemp("troubled") / "served", "tests.ground.troubled") as served:
        yield served


@pytest.fixture
def page(chromium: Browser, troubled: Desk) -> Iterator[Page]:
    """An editor's window."""
    context = chromium.new_context(base_url=troubled.url, viewport=WIDE, locale="fr-FR", reduced_motion="reduce")
    context.set_default_timeout(20_000)
    page = context.new_page()
    sign_in(page, troubled)
    yield page
    context.close()


def send(page: Page, action: str, token: str = "") -> None:
    """Something typed on the page, sent."""
    page.goto("/d/seeds/")
    typed = page.locator("article.figure textarea[name=reason]").first
    typed.evaluate("field => { field.id = 'typed'; field.removeAttribute('maxlength'); }")
    typed.evaluate("(field, words) => { field.value = words; }", REASON)
    page.evaluate(SEND, [action, token])


@pytest.mark.parametrize(("address", "title"), [("500", "Un problème est survenu"), ("503", "base de données")])
def test_a_mistake_and_a_database_that_is_away(page: Page, address: str, title: str) -> None:
    page.goto(f"/trouble/{address}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    found = look(page, address)
    send(page, f"/trouble/{address}/")
    expect(page.locator("textarea")).to_have_value(REASON)
    found += look(page, f"{address} with what was typed")
    assert not found, "\n".join(found)


def test_a_form_that_is_too_old(page: Page) -> None:
    send(page, "/d/seeds/figures/1/decide/", token="x" * 64)
    expect(page.get_by_role("heading", level=1)).to_contain_text("trop ancienne")
    expect(page.locator("textarea")).to_have_value(REASON)
    found = look(page, "too old")
    assert not found, "\n".join(found)


def test_a_session_that_has_ended(page: Page) -> None:
    page.goto("/d/seeds/")
    page.context.clear_cookies(name="session")
    expect(page.get_by_role("link", name=re.compile("connect", re.I)).first).to_be_visible()
    found = look(page, "the page that was open")
    page.goto("/d/seeds/overview/")
    expect(page).to_have_url(re.compile("login"))
    found += look(page, "the way back in")
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("address", "said"), [("/d/seeds/claims/99999/", "404"), ("/dossiers/new/", "403")])
def test_what_is_not_there_and_what_is_not_allowed(page: Page, address: str, said: str) -> None:
    answer = page.goto(address)
    assert answer is not None
    assert str(answer.status) == said
    found = look(page, said)
    assert not found, "\n".join(found)
