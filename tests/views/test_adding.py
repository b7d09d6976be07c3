"""Adding a figure on the page of a source, with what the script sends and with what is typed by hand."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.editing import withdraw_source
from claims.models import Claim, Entry, Figure, Mention
from sources.models import Dossier, Source
from tests import factories
from tests.views.sending import text

pytestmark = pytest.mark.django_db

TEXT = "Nordwind débourse 14,8 milliards de dollars.\nAilleurs, 14,8 milliards de dollars encore.\n"


@pytest.fixture
def source(story: Dossier) -> Source:
    return factories.source(story, TEXT)


@pytest.fixture
def price(story: Dossier) -> Claim:
    return factories.claim(story, "Prix demandé")


def post(client: Client, source: Source, **sent: Any) -> Any:
    assert source.current is not None
    data = {"edition": source.current.sha256, "quote": "14,8 milliards de dollars"} | sent
    return client.post(f"/d/{source.dossier.slug}/sources/{source.number}/figures/", data)


def page(client: Client, source: Source) -> Any:
    return client.get(f"/d/{source.dossier.slug}/sources/{source.number}/")


def test_what_was_selected_is_added_and_shown_in_its_place(editor: Client, source: Source, price: Claim) -> None:
    response = post(editor, source, start=18, end=43, claim=price.number)
    mention = Mention.objects.get()
    assert response.status_code == 302
    assert response.headers["Location"] == f"/d/story/sources/1/#m{mention.pk}"
    assert mention.figure.claim == price
    shown = text(page(editor, source))
    assert "Added: “14,8 milliards de dollars”, read as" in shown
    assert "added by hand" in shown


def test_a_quote_typed_by_hand_that_is_printed_twice_offers_its_places(
    editor: Client, source: Source, price: Claim
) -> None:
    response = post(editor, source, claim=price.number)
    assert response.status_code == 422
    shown = text(response)
    assert "Choose the one that you mean" in shown
    places = re.findall(r'name="place" value="(\d+)"', shown)
    assert len(places) == 2
    assert '<option value="1" lang="en" selected>' in shown
    assert post(editor, source, claim=price.number, place=places[1]).status_code == 302
    assert Mention.objects.get().start == int(places[1])


def test_what_is_refused_stays_typed(editor: Client, source: Source, price: Claim) -> None:
    response = post(editor, source, quote="quinze", claim=price.number, read_as="beaucoup")
    shown = text(response)
    assert response.status_code == 422
    assert "The text does not print “quinze”" in shown
    assert ">quinze</textarea>" in shown
    assert 'value="beaucoup"' in shown


def test_where_a_figure_stands_the_page_leads_to_its_claim(editor: Client, source: Source, price: Claim) -> None:
    post(editor, source, start=18, end=43, claim=price.number)
    other = factories.claim(source.dossier, "Autre")
    response = post(editor, source, start=18, end=43, claim=other.number)
    assert response.status_code == 422
    alert = re.search(r'role="alert"[^>]*>(.*?)</div>', text(response))
    assert alert is not None
    assert f'href="/d/story/claims/{price.number}/"' in alert[1]
    assert Mention.objects.count() == 1


@pytest.mark.parametrize("sent", [{}, {"claim": "1", "label": "Deux choix"}, {"claim": "99"}])
def test_one_clear_goal_is_needed(editor: Client, source: Source, price: Claim, sent: dict[str, str]) -> None:
    assert post(editor, source, start=18, end=43, **sent).status_code == 422
    assert not Figure.objects.exists()


def test_a_new_label_makes_a_new_claim(editor: Client, source: Source) -> None:
    assert post(editor, source, start=18, end=43, label="Somme déboursée").status_code == 302
    assert Claim.objects.get().label == "Somme déboursée"


def test_a_page_older_than_the_newest_text_is_refused(editor: Client, source: Source, price: Claim) -> None:
    assert source.current is not None
    old = source.current.sha256
    source.add_edition(factories.article(f"{TEXT}Une ligne de plus.\n"))
    response = post(editor, source, start=18, end=43, claim=price.number, edition=old)
    assert response.status_code == 422
    assert "another text than your page showed" in text(response)


def test_a_viewer_sees_no_form_and_can_send_nothing(client: Client, source: Source, price: Claim) -> None:
    client.force_login(factories.user(role="viewer"))
    shown = text(page(client, source))
    assert 'id="adding"' not in shown
    assert "source.js" not in shown
    assert post(client, source, start=18, end=43, claim=price.number).status_code == 403
    assert not Mention.objects.exists()


def test_a_request_without_its_csrf_token_is_refused(source: Source, price: Claim) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.user(role="editor"))
    assert post(client, source, start=18, end=43, claim=price.number).status_code == 403


def test_a_withdrawn_source_offers_no_form(editor: Client, source: Source) -> None:
    withdraw_source(source, by=factories.user(role="chief"), reason="Rétracté")
    assert 'id="adding"' not in text(page(editor, source))


def test_the_claims_are_offered_as_the_queue_orders_them_without_those_of_words(editor: Client, source: Source) -> None:
    single = factories.claim(source.dossier, "Simple")
    factories.figure(single, 3)
    disputed, *_ = factories.disputed_claim(source.dossier)
    factories.claim(source.dossier, "En mots", kind="text", unit="")
    factories.claim(source.dossier, "Fondue", merged_into=single)
    shown = text(page(editor, source))
    offered = re.findall(r'<option value="(\d+)"', shown[shown.index('id="add-claim"') :])
    assert offered == [str(disputed.number), str(single.number)]


def test_the_list_marks_what_was_dismissed_and_what_was_added(editor: Client, source: Source, price: Claim) -> None:
    read = factories.source(source.dossier, "Un prix de 3 euros.")
    factories.figure(price, 3, of=read, quote="3 euros").dismiss(by=factories.user())
    post(editor, source, start=18, end=43, claim=price.number)
    assert 'class="is-dismissed"' in text(page(editor, read))
    assert "added by hand" not in text(page(editor, read))
    Entry.objects.undo(Entry.objects.get(act="add"), by=factories.user())
    shown = text(page(editor, source))
    assert 'class="is-dismissed"' in shown
    assert "added by hand" in shown


def test_where_signing_in_leads_back_to_shows_the_source(editor: Client, source: Source) -> None:
    response = editor.get("/d/story/sources/1/figures/")
    assert (response.status_code, response.headers["Location"]) == (302, "/d/story/sources/1/")
    assert editor.get("/d/story/sources/9/figures/").status_code == 404


def test_every_field_of_the_form_has_a_label(editor: Client, source: Source, price: Claim) -> None:
    shown = text(page(editor, source))
    form = shown[shown.index('id="adding"') :]
    fields = set(re.findall(r'<(?:input type="text"|select|textarea) id="([^"]+)"', form))
    assert fields == {"add-quote", "add-claim", "add-label", "add-read-as"}
    assert fields <= set(re.findall(r'<label for="([^"]+)"', form))


def test_more_figures_and_claims_ask_no_more_queries(editor: Client, story: Dossier) -> None:
    counts = []
    for size in (2, 30):
        made = factories.source(story, " ".join(f"{n} milliards." for n in range(100, 100 + size)))
        for n in range(100, 100 + size):
            factories.figure(factories.claim(story), n, of=made, quote=f"{n} milliards")
        with CaptureQueriesContext(connection) as asked:
            page(editor, made)
        counts.append(len(asked))
    assert counts[0] == counts[1]
