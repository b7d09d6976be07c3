"""Correcting a figure on the review page: what is kept when refused, who may, and what the page offers."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from claims.correcting import seen_token
from claims.models import Entry, Figure
from tests import factories
from tests.views.reading import queries
from tests.views.sending import card, succeeded, text

pytestmark = pytest.mark.django_db


def post(client: Client, figure: Figure, act: str, headers: dict[str, str] | None = None, **sent: str) -> Any:
    url = f"/d/{figure.claim.dossier.slug}/figures/{figure.pk}/{act}/"
    return client.post(url, {"shown": seen_token(figure)} | sent, headers=headers or {})


def test_a_value_is_corrected_with_a_journal_entry(editor: Client, headers: dict[str, str]) -> None:
    claim, _low, high, _over = factories.disputed_claim()
    response = post(editor, high, "value", headers, words="14,3 milliards de dollars")
    assert succeeded(response, headers)
    claim.refresh_from_db()
    assert (claim.status, Entry.objects.get().act) == ("agreed", "correct")
    shown = text(editor.get(claim.get_absolute_url())) if not headers else text(response)
    assert "it is now read as" in shown


def test_what_cannot_be_read_is_refused_beside_the_field_and_stays_typed(
    editor: Client, headers: dict[str, str]
) -> None:
    _claim, _low, high, _over = factories.disputed_claim()
    response = post(editor, high, "value", headers, words="49 % du capital")
    assert response.status_code == 422
    shown = card(response, high)
    assert "was read as 49% (percent)" in shown
    assert 'value="49 % du capital"' in shown
    assert f'<details class="more" id="f{high.pk}-more" open>' in shown
    assert not Entry.objects.exists()


def test_date_and_origin_are_corrected(editor: Client, headers: dict[str, str]) -> None:
    claim, low, *_ = factories.disputed_claim()
    origin = claim.dossier.origins.create(name="Agence")
    assert succeeded(post(editor, low, "facts", headers, as_of="2024-05", origin=str(origin.pk)), headers)
    low.refresh_from_db()
    assert (low.as_of, low.origin) == ("2024-05", origin)
    assert succeeded(
        post(editor, low, "facts", headers, as_of="2024-05", origin=str(origin.pk), new_origin="AFP"), headers
    )
    low.refresh_from_db()
    assert low.origin is not None
    assert low.origin.name == "AFP"
    assert succeeded(post(editor, low, "facts", headers, as_of="", origin=""), headers)
    low.refresh_from_db()
    assert low.as_of == ""
    assert low.origin_id is None


def test_a_date_that_is_none_or_a_foreign_origin_is_refused_and_stays_typed(editor: Client) -> None:
    _claim, low, *_ = factories.disputed_claim()
    foreign = factories.dossier().origins.create(name="Ailleurs")
    response = post(editor, low, "facts", as_of="2024-13")
    assert response.status_code == 422
    assert "Write a year, a month or a day" in card(response, low)
    assert 'value="2024-13"' in card(response, low)
    assert post(editor, low, "facts", origin=str(foreign.pk)).status_code == 422
    assert not Entry.objects.exists()


def test_two_origins_at_once_are_refused(editor: Client) -> None:
    claim, low, *_ = factories.disputed_claim()
    origin = claim.dossier.origins.create(name="Agence")
    response = post(editor, low, "facts", origin=str(origin.pk), new_origin="AFP")
    assert "Choose one: an origin of the list or a new name." in card(response, low)
    assert not Entry.objects.exists()


def test_a_page_older_than_another_correction_is_refused(editor: Client) -> None:
    _claim, low, *_ = factories.disputed_claim()
    old = seen_token(low)
    post(editor, low, "value", words="14 milliards de dollars")
    response = post(editor, low, "value", words="15 milliards de dollars", shown=old)
    assert (response.status_code, Entry.objects.count()) == (422, 1)
    assert "corrected this figure meanwhile" in card(response, low)
    assert post(editor, low, "facts", as_of="2024", shown="").status_code == 422


def test_a_doubtful_place_has_a_button_that_says_it_belongs_here(editor: Client, headers: dict[str, str]) -> None:
    claim, low, high, _over = factories.disputed_claim()
    Figure.objects.filter(pk=high.pk).update(joined=low, join_strength=0.3)
    page = editor.get(claim.get_absolute_url())
    assert "It belongs here" in card(page, high)
    assert "It belongs here" not in card(page, low)
    response = editor.post(f"/d/{claim.dossier.slug}/figures/{high.pk}/place/", headers=headers)
    assert succeeded(response, headers)
    high.refresh_from_db()
    assert (high.placed, Entry.objects.get().act) == (True, "place")
    assert "It belongs here" not in card(editor.get(claim.get_absolute_url()), high)


@pytest.mark.parametrize("act", ["value", "facts", "place"])
def test_a_viewer_is_offered_no_correction_and_can_send_none(client: Client, act: str) -> None:
    claim, low, high, _over = factories.disputed_claim()
    Figure.objects.filter(pk=high.pk).update(joined=low, join_strength=0.3)
    client.force_login(factories.user(role="viewer"))
    assert f"/{act}/" not in client.get(claim.get_absolute_url()).content.decode()
    assert post(client, high, act, words="14 milliards").status_code == 403
    assert not Entry.objects.exists()


@pytest.mark.parametrize("act", ["value", "facts"])
def test_where_signing_in_leads_back_to_shows_the_figure(editor: Client, act: str) -> None:
    claim, low, *_ = factories.disputed_claim()
    response = editor.get(f"/d/{claim.dossier.slug}/figures/{low.pk}/{act}/")
    assert response.status_code == 302
    assert response.headers["Location"].endswith(f"#f{low.pk}")


def test_a_figure_of_another_dossier_is_not_found(editor: Client) -> None:
    _claim, low, *_ = factories.disputed_claim()
    other = factories.dossier()
    for act in ("value", "facts", "place"):
        assert editor.post(f"/d/{other.slug}/figures/{low.pk}/{act}/").status_code == 404


def test_every_field_that_corrects_has_a_label(editor: Client) -> None:
    claim, low, *_ = factories.disputed_claim()
    claim.dossier.origins.create(name="Agence")
    shown = editor.get(f"/d/{claim.dossier.slug}/figures/{low.pk}/more/").content.decode()
    fields = set(re.findall(r'<(?:input type="text"|select|textarea)\s+id="([^"]+)"', shown))
    assert {f"f{low.pk}-words", f"f{low.pk}-as-of", f"f{low.pk}-origin", f"f{low.pk}-new-origin"} <= fields
    assert fields <= set(re.findall(r'<label for="([^"]+)"', shown))


def test_more_figures_ask_no_more_queries(editor: Client) -> None:
    claim, *_ = factories.disputed_claim()
    claim.dossier.origins.create(name="Agence")
    few = queries(editor, claim.get_absolute_url())
    for n in range(12):
        factories.figure(claim, n + 1, quote=str(n + 1))
    assert queries(editor, claim.get_absolute_url()) <= few
