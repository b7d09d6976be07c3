"""The claims that a figure may move to: offered where they are wanted, to whoever may edit, with scripts or without."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from sources.models import Dossier
from tests import factories
from tests.views.reading import page, queries
from tests.views.sending import text

pytestmark = pytest.mark.django_db


def test_a_claim_page_names_no_other_claim_in_its_forms_and_says_where_to_ask(editor: Client, story: Dossier) -> None:
    _claim, *figures = factories.disputed_claim(story)
    factories.claim(story, "Une tout autre question")
    claim = page(editor, "/d/story/claims/1/").split('id="claim"')[1].split('id="foot"')[0]
    assert "<option>Une tout autre question" not in claim
    assert claim.count('hx-get="/d/story/claims/1/others/"') == 1
    for figure in figures:
        assert claim.count(f'<a href="/d/story/figures/{figure.pk}/more/">') == 1
        assert claim.count(f'hx-get="/d/story/figures/{figure.pk}/more/"') == 1


def test_htmx_gets_the_options_of_the_same_kind_alone(editor: Client, story: Dossier) -> None:
    factories.disputed_claim(story)
    factories.claim(story, "Prix payé")
    factories.claim(story, "Effectif", kind="count", unit="salarié")
    html = page(editor, "/d/story/claims/1/others/", **{"HX-Request": "true"})
    assert re.findall(r'<option value="(\d*)"', html) == ["", "2"]
    assert "Prix payé" in html
    assert "<html" not in html


def test_a_figures_forms_are_asked_for_where_they_are_unfolded(editor: Client, story: Dossier) -> None:
    _claim, low, *_ = factories.disputed_claim(story)
    factories.claim(story, "Prix payé")
    address = f"/d/story/figures/{low.pk}/more/"
    forms = page(editor, address, **{"HX-Request": "true"})
    assert "<html" not in forms
    whole = page(editor, address)
    for act in ("value", "facts", "dismiss", "move"):
        for html in (forms, whole):
            assert len(re.findall(rf'\saction="/d/story/figures/{low.pk}/{act}/"', html)) == 1
    assert re.findall(r'<option value="(\d*)"', forms) == ["", "2"]
    assert "Moved." in text(editor.post(f"/d/story/figures/{low.pk}/move/", {"to": "2"}, follow=True))
    low.refresh_from_db()
    low.dismiss(by=factories.user())
    assert f'action="/d/story/figures/{low.pk}/restore/"' in page(editor, address, **{"HX-Request": "true"})


def test_a_figures_forms_ask_no_more_queries_in_a_larger_dossier(editor: Client, story: Dossier) -> None:
    _claim, low, *_ = factories.disputed_claim(story)
    few = queries(editor, f"/d/story/figures/{low.pk}/more/")
    for _ in range(3):
        factories.disputed_claim(story)
    assert queries(editor, f"/d/story/figures/{low.pk}/more/") == few


def test_without_scripts_a_page_merges_the_claim(editor: Client, story: Dossier) -> None:
    factories.disputed_claim(story)
    factories.claim(story, "Prix payé")
    assert 'action="/d/story/claims/1/merge/"' in page(editor, "/d/story/claims/1/others/")


def test_a_list_is_asked_for_by_those_who_may_use_it(client: Client, story: Dossier) -> None:
    _claim, low, *_ = factories.disputed_claim(story)
    client.force_login(factories.user(role="viewer"))
    assert client.get(f"/d/story/figures/{low.pk}/more/").status_code == 403
    assert client.get("/d/story/claims/1/others/").status_code == 403
