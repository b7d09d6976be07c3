"""Remembered fragments: equal to what is rendered anew, for every role, language and token."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from claims import remembering
from claims.models import Comment, Presence
from sources.models import Dossier
from tests import factories
from tests.views.reading import queries
from tests.views.sending import HTMX

pytestmark = pytest.mark.django_db
ADDRESS = "/d/story/claims/1/"
FRAGMENT = "claims/_mark.html"
SHAPED, FORM = "claims/_reason.html", {"form": {"reason": {"value": ""}}}


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
    context = {"person": {"claim": 1, "name": "Marc"}}
    remembering.remembered(FRAGMENT, ("key",), Context(context))
    with pytest.raises(remembering.Differs):
        remembering.remembered(FRAGMENT, ("key",), Context({"person": {"claim": 1, "name": "Renée"}}))
    remembering.forget()


def test_fragments_of_one_shape_are_rendered_once_and_show_each_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.template import Context

    shown = [remembering.shaped(SHAPED, ("shape",), {"name": name}, Context(FORM)) for name in ("f1", "<f2>")]
    assert ['id="f1-reason"' in shown[0], 'id="&lt;f2&gt;-reason"' in shown[1]] == [True, True]
    assert shown[0].replace("f1", "&lt;f2&gt;") == shown[1]
    monkeypatch.setattr(remembering, "_render", None)
    assert remembering.shaped(SHAPED, ("shape",), {"name": "f1"}, Context(FORM)) == shown[0]


def test_a_fragment_that_asks_something_of_its_values_is_found(settings: Settings) -> None:
    from django.template import Context

    settings.CHECK_FRAGMENTS = True
    with pytest.raises(remembering.Differs):
        remembering.shaped(SHAPED, ("shape",), {"name": "f1", "needed": ""}, Context(FORM))
    remembering.forget()


def test_what_is_kept_has_a_bound(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.template import Context

    monkeypatch.setattr(remembering, "KEPT", 300)
    for number in range(50):
        remembering.remembered(FRAGMENT, (number,), Context({"person": {"claim": 1, "name": "Marc"}}))
    assert remembering.kept() <= 300


def test_a_page_that_was_seen_asks_for_the_session_the_person_and_the_pulse_alone(story: Dossier) -> None:
    for _ in range(3):
        factories.disputed_claim(story)
    client = signed_in("editor")
    addresses = (ADDRESS, "/d/story/", "/d/story/?q=montant", "/d/story/summary/", "/d/story/sources/1/")
    for address in addresses:
        assert queries(client, address) == 3


def test_a_page_never_seen_asks_no_more_however_many_figures_there_are(story: Dossier) -> None:
    client, asked = signed_in("editor"), []
    for figures in (1, 9):
        claim = factories.claim(story, "Combien")
        for value in range(figures):
            factories.figure(claim, 10 + 30 * value, quote=f"{10 + 30 * value}")
        client.get("/d/story/")
        with CaptureQueriesContext(connection) as caught:
            client.get(f"/d/story/claims/{claim.number}/")
        asked.append(len(caught))
    assert asked[0] >= asked[1]
    assert max(asked) <= 16


def test_a_verdict_elsewhere_leaves_the_figures_of_the_open_claim_unread(story: Dossier) -> None:
    factories.disputed_claim(story)
    _, other, *_ = factories.disputed_claim(story)
    client, colleague = signed_in("editor"), factories.user()
    client.get(ADDRESS)
    factories.decide(other, "confirmed", by=colleague)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(ADDRESS).status_code == 200
    assert not [query for query in caught if "claims_mention" in query["sql"]]


def test_colleagues_who_come_and_go_are_shown_on_a_page_that_was_seen(story: Dossier) -> None:
    claim, *_ = factories.disputed_claim(story)
    client, marc = signed_in("editor"), factories.user("marc", first_name="Marc", last_name="Le Goff")
    assert "Marc Le Goff looks" not in html(client)
    Presence.objects.note(marc, story.pk, claim.number, datetime.now(UTC))
    assert "Marc Le Goff looks at this claim too" in html(client)
    Presence.objects.all().delete()
    assert "Marc Le Goff looks" not in html(client)


def test_two_editors_with_equal_rights_see_their_own_name_and_their_own_buttons(story: Dossier) -> None:
    claim, *_ = factories.disputed_claim(story)
    one, other = factories.user("anne"), factories.user("berthe")
    clients = [Client(), Client()]
    for client, person in zip(clients, (one, other), strict=True):
        client.force_login(person)
    claim.assign(one, by=other)
    Comment.objects.add(claim, "Je rappelle.", by=one, key=uuid4())
    for _round in range(2):
        mine, theirs = (html(client) for client in clients)
        assert "<summary>anne</summary>" in mine
        assert "<summary>berthe</summary>" in theirs
        assert ("Assign to me" in mine, "Assign to me" in theirs) == (False, True)
        assert ("Withdraw this comment" in mine, "Withdraw this comment" in theirs) == (True, False)


def test_a_message_is_shown_once_and_kept_for_nobody(story: Dossier) -> None:
    factories.disputed_claim(story)
    client, colleague = signed_in("editor"), signed_in("editor")
    client.post("/d/story/claims/1/pin/")
    assert "Pinned to the fact sheet." in html(client)
    assert "Pinned to the fact sheet." not in html(client)
    assert "Pinned to the fact sheet." not in html(colleague)


def test_whoever_loses_a_right_loses_its_buttons_on_pages_that_were_seen(story: Dossier) -> None:
    factories.disputed_claim(story)
    client, person = Client(), factories.user("anne")
    client.force_login(person)
    assert 'data-act="confirm"' in html(client)
    person.groups.clear()
    assert 'data-act="confirm"' not in html(client)


def test_a_language_that_is_chosen_shows_at_once(story: Dossier) -> None:
    factories.disputed_claim(story)
    client = signed_in("editor")
    assert 'lang="en"' in html(client)
    client.post("/i18n/", {"language": "fr", "next": ADDRESS})
    assert '<html lang="fr">' in html(client)


def test_a_fragment_and_a_whole_page_of_one_address_are_kept_apart(story: Dossier) -> None:
    factories.disputed_claim(story)
    client = signed_in("editor")
    for _round in range(2):
        assert "<html" in client.get(ADDRESS).content.decode()
        assert "<html" not in client.get(ADDRESS, headers=HTMX).content.decode()


def test_the_summary_and_a_source_show_at_once_what_editors_do(story: Dossier) -> None:
    claim, low, *_ = factories.disputed_claim(story)
    client, chief = signed_in("editor"), factories.user(role="chief")
    summary, source = "/d/story/summary/", f"/d/story/sources/{low.source.number}/"
    for address in (summary, source):
        assert "Le vrai prix" not in client.get(address).content.decode()
    claim.rename("Le vrai prix", by=chief)
    for address in (summary, source):
        assert "Le vrai prix" in client.get(address).content.decode()
    assert "mention contested" not in client.get(source).content.decode()
    factories.decide(low, "contested", by=chief)
    assert "mention contested" in client.get(source).content.decode()
