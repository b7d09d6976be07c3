"""The claims that a figure may move to: offered where they are wanted, to whoever may edit, with scripts or without."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from sources.models import Dossier
from tests import factories
from tests.views.reading import page
from tests.views.sending import text

pytestmark = pytest.mark.django_db


def test_a_claim_page_names_no_other_claim_in_its_forms_and_says_where_to_ask(editor: Client, story: Dossier) -> None:
    factories.disputed_claim(story)
    factories.claim(story, "Une tout autre question")
    claim = page(editor, "/d/story/claims/1/").split('id="claim"')[1].split('id="foot"')[0]
    assert "<option>Une tout autre question" not in claim
    assert claim.count('hx-get="/d/story/claims/1/others/"') == 4  # three figures to move, the claim to merge
    assert re.search(r'<noscript><a href="/d/story/claims/1/others/\?figure=\d+">', claim)


def test_htmx_gets_the_options_of_the_same_kind_alone(editor: Client, story: Dossier) -> None:
    factories.disputed_claim(story)
    factories.claim(story, "Prix payé")
    factories.claim(story, "Effectif", kind="count", unit="salarié")
    html = page(editor, "/d/story/claims/1/others/", **{"HX-Request": "true"})
    assert re.findall(r'<option value="(\d*)"', html) == ["", "2"]
    assert "Prix payé" in html
    assert "<html" not in html


def test_without_scripts_a_page_moves_the_figure_or_merges_the_claim(editor: Client, story: Dossier) -> None:
    _claim, low, *_ = factories.disputed_claim(story)
    factories.claim(story, "Prix payé")
    moving = page(editor, f"/d/story/claims/1/others/?figure={low.pk}")
    assert f'action="/d/story/figures/{low.pk}/move/"' in moving
    assert "Moved." in text(editor.post(f"/d/story/figures/{low.pk}/move/", {"to": "2"}, follow=True))
    assert 'action="/d/story/claims/1/merge/"' in page(editor, "/d/story/claims/1/others/")


def test_the_figure_of_another_claim_is_not_moved_from_here(editor: Client, story: Dossier) -> None:
    factories.disputed_claim(story)
    _claim, other, *_ = factories.disputed_claim(story)
    assert "/merge/" in page(editor, f"/d/story/claims/1/others/?figure={other.pk}")


def test_a_list_is_asked_for_by_those_who_may_use_it(client: Client, story: Dossier) -> None:
    factories.disputed_claim(story)
    client.force_login(factories.user(role="viewer"))
    assert client.get("/d/story/claims/1/others/").status_code == 403
