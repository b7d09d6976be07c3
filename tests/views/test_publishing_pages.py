"""Where a chief publishes and an editor words a claim."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from claims.models import Claim, Entry, Figure, Publication
from sources.models import Dossier
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def low(story: Dossier) -> Figure:
    _claim, low, high, _over = factories.disputed_claim(story)
    factories.decide(low, "confirmed", reason="Recoupé.")
    factories.decide(high, "contested", reason="Démenti.")
    return low


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(factories.user(role=role))
    return client


def html(client: Client, path: str = "/d/story/sheets/") -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def seen(client: Client) -> str:
    found = re.search(r'name="seen" value="(\w+)"', html(client))
    assert found
    return found[1]


def test_a_chief_publishes_what_the_page_showed(low: Figure) -> None:
    client = signed_in("chief")
    response = client.post("/d/story/sheets/publish/", {"seen": seen(client)}, follow=True)
    assert "Published." in response.content.decode()
    assert Publication.objects.get().number == 1
    assert '"site": "http://testserver"' in Publication.objects.get().content
    assert client.get("/s/story/").status_code == 200


def test_a_refusal_is_shown_and_nothing_is_published(low: Figure) -> None:
    client = signed_in("chief")
    response = client.post("/d/story/sheets/publish/", {"seen": "old"}, follow=True)
    assert "has changed since you looked" in response.content.decode()
    assert not Publication.objects.exists()


def test_the_page_asks_why_what_is_undecided_goes_out(story: Dossier) -> None:
    factories.disputed_claim(story)
    client = signed_in("chief")
    assert 'name="why_1"' in html(client)
    client.post("/d/story/sheets/publish/", {"seen": seen(client), "why_1": "Réponse attendue."})
    assert "Réponse attendue." in Publication.objects.get().content


def test_a_chief_withdraws_with_a_reason(low: Figure) -> None:
    client = signed_in("chief")
    client.post("/d/story/sheets/publish/", {"seen": seen(client)})
    client.post("/d/story/sheets/1/withdraw/", {"reason": ""})
    assert not Publication.objects.get().is_withdrawn
    client.post("/d/story/sheets/1/withdraw/", {"reason": "Erreur."})
    assert Publication.objects.get().is_withdrawn
    assert "Erreur." in html(client)


@pytest.mark.parametrize("role", ["viewer", "editor"])
@pytest.mark.parametrize("path", ["publish/", "1/withdraw/", "rule/"])
def test_nobody_but_a_chief_publishes_withdraws_or_sets_the_rule(low: Figure, role: str, path: str) -> None:
    chief = signed_in("chief")
    chief.post("/d/story/sheets/publish/", {"seen": seen(chief)})
    client = signed_in(role)
    assert 'name="seen"' not in html(client)
    given = {"seen": "x", "reason": "x", "second_pair_of_eyes": "on"}
    assert client.post(f"/d/story/sheets/{path}", given).status_code == 403
    assert not Publication.objects.get().is_withdrawn
    assert not Dossier.objects.get().second_pair_of_eyes


def test_the_rule_of_the_second_pair_of_eyes_is_journalled(low: Figure) -> None:
    client = signed_in("chief")
    client.post("/d/story/sheets/rule/", {"second_pair_of_eyes": "on"})
    assert Dossier.objects.get().second_pair_of_eyes
    client.post("/d/story/sheets/rule/", {})
    assert [(e.act, e.after) for e in Entry.objects.order_by("pk")] == [
        ("publishing", {"second_pair_of_eyes": True}),
        ("publishing", {"second_pair_of_eyes": False}),
    ]
    assert client.get("/d/story/journal/").status_code == 200


def test_an_editor_words_a_claim_and_the_journal_keeps_it(low: Figure) -> None:
    client = signed_in("editor")
    path = "/d/story/claims/1/sentence/"
    assert f"{{figure {low.pk}}}" in html(client, path)
    sentence = f"Meta paid {{figure {low.pk}}}, says {{sources {low.pk}}}."
    response = client.post(path, {"sentence": sentence, "reason": "Style"}, follow=True)
    assert "Meta paid " in response.content.decode()
    entry = Entry.objects.get()
    assert (entry.act, entry.before, entry.after, entry.reason) == (
        "reword", {"sentence": ""}, {"sentence": f"{{as confirmed}}{sentence}"}, "Style",
    )  # fmt: skip
    client.post(path, {"sentence": ""})
    assert Claim.objects.get().sentence == ""


def test_a_wording_that_loses_a_figure_is_refused_with_what_is_missing(low: Figure) -> None:
    client = signed_in("editor")
    response = client.post("/d/story/claims/1/sentence/", {"sentence": f"Meta paid {{figure {low.pk}}}."})
    assert response.status_code == 422
    assert f"{{sources {low.pk}}} is missing" in response.content.decode()
    assert f"Meta paid {{figure {low.pk}}}." in response.content.decode()
    assert Claim.objects.get().sentence == ""
    assert not Entry.objects.exists()


def test_a_viewer_words_nothing(low: Figure) -> None:
    client = signed_in("viewer")
    assert client.get("/d/story/claims/1/sentence/").status_code == 403
    assert client.post("/d/story/claims/1/sentence/", {"sentence": ""}).status_code == 403
    assert "/sentence/" not in html(client, "/d/story/summary/")


def test_an_undone_wording_is_the_sheets_own_again(low: Figure) -> None:
    client = signed_in("editor")
    client.post("/d/story/claims/1/sentence/", {"sentence": f"{{figure {low.pk}}}: {{sources {low.pk}}}."})
    Entry.objects.undo(Entry.objects.get(), by=factories.user())
    assert Claim.objects.get().sentence == ""


def test_a_wording_that_the_figures_outgrew_is_shown_as_set_aside(low: Figure) -> None:
    client = signed_in("editor")
    client.post("/d/story/claims/1/sentence/", {"sentence": f"{{figure {low.pk}}}: {{sources {low.pk}}}."})
    factories.decide(low, "withdrawn")
    assert "no longer fits the figures" in html(client, "/d/story/summary/")
    assert "no longer fits the figures" in html(client, "/d/story/claims/1/sentence/")


def test_every_format_of_the_draft_is_offered(low: Figure) -> None:
    client = signed_in("viewer")
    shown = html(client, "/d/story/summary/")
    for ending in (
        "html",
        "pdf",
        "docx",
        "md",
        "csv",
        "xlsx",
        "json",
        "claimreview.jsonld",
        "annotations.jsonld",
        "zip",
    ):
        assert f'href="/d/story/sheet.{ending}"' in shown
        assert client.get(f"/d/story/sheet.{ending}").status_code == 200
