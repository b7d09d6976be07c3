"""Remembered fragments: equal to what is rendered anew, for every role, language and token."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import Settings

from claims import remembering
from sources.models import Dossier
from tests import factories

pytestmark = pytest.mark.django_db
ADDRESS = "/d/story/claims/1/"


@pytest.fixture(autouse=True)
def empty_shelf(settings: Settings) -> None:
    settings.CHECK_FRAGMENTS = False  # what is kept is what is shown
    remembering.forget()


def signed_in(role: str, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(factories.user(role=role))
    return client


def html(client: Client) -> str:
    """A page, less what differs for each request."""
    page = client.get(ADDRESS).content.decode()
    return re.sub(r'(name="(?:csrfmiddlewaretoken|key)" value=)"[^"]+"', r"\1", page)


def test_roles_and_languages_get_what_they_would_without_the_others(story: Dossier) -> None:
    factories.disputed_claim(story)
    clients = [signed_in(role, language) for role in ("viewer", "editor", "chief") for language in ("en", "fr")]
    alone = []
    for client in clients:
        remembering.forget()
        alone.append(html(client))
    assert len(set(alone)) == len(alone)
    for _round in range(2):
        assert [html(client) for client in clients] == alone


def test_each_page_has_its_own_token_and_every_form_its_own_key(story: Dossier) -> None:
    factories.disputed_claim(story)
    client = signed_in("editor")
    pages = [client.get(ADDRESS).content.decode() for _ in range(3)]
    keys = [key for page in pages for key in re.findall(r'name="key" value="([^"]+)"', page)]
    tokens = [re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page) for page in pages]
    assert len(keys) == len(set(keys)) > 9
    assert all(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", key) for key in keys)
    assert all(len(set(found)) == 1 and re.fullmatch(r"\w{64}", found[0]) for found in tokens)
    assert len({found[0] for found in tokens}) == 3


def test_what_is_decided_renamed_or_moved_is_shown_at_once(story: Dossier) -> None:
    claim, low, high, _over = factories.disputed_claim(story)
    client, chief = signed_in("editor"), factories.user("chef", role="chief")
    assert "Pas cette somme" not in html(client)
    factories.decide(low, "contested", by=chief, reason="Pas cette somme")
    assert html(client).count("Pas cette somme") == 1
    claim.rename("Une autre question", by=chief)
    assert "Une autre question" in html(client)
    chief.first_name = "Colette"
    chief.save()
    assert "Colette" in html(client)
    high.dismiss(by=chief)
    assert "Figures that do not count" in html(client)
    high.source.publisher = "Le Relais"
    high.source.save()
    assert "Le Relais" in html(client)


def test_a_fragment_that_shows_more_than_its_key_is_found(settings: Settings) -> None:
    from django.template import Context

    settings.CHECK_FRAGMENTS = True
    context = {"card": {"last": None}, "state": "confirmed"}
    remembering.remembered("claims/_state.html", ("key",), Context(context))
    with pytest.raises(remembering.Differs):
        remembering.remembered("claims/_state.html", ("key",), Context(context | {"state": "contested"}))
    remembering.forget()


def test_what_is_kept_has_a_bound(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.template import Context

    monkeypatch.setattr(remembering, "KEPT", 300)
    for number in range(50):
        remembering.remembered("claims/_state.html", (number,), Context({"state": "confirmed"}))
    assert remembering.kept() <= 300
