"""Two editions of a source, compared: the words that changed and the figures that came and went."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

from claims.importing import import_files
from sources.comparing import compare
from sources.models import Dossier
from tests import factories
from tests.views.reading import page, queries

pytestmark = pytest.mark.django_db

FIRST = """Norvane paie 14,3 milliards d’euros.

Une ligne.

Une autre.

Encore une.

Norvane détient 49 % du capital.
"""


@pytest.fixture
def story(tmp_path: Path) -> Dossier:
    dossier = factories.dossier("story", title="Une histoire")
    path = tmp_path / "a.txt"
    for text in (FIRST, FIRST.replace("14,3", "14,8") + "\nElle emploie 1 500 salariés.\n"):
        path.write_text(text, encoding="utf-8")
        import_files(dossier, [path])
    return dossier


def test_changed_words_are_marked_and_the_rest_is_folded(editor: Client, story: Dossier) -> None:
    html = page(editor, "/d/story/sources/1/editions/")
    assert re.findall(r"<del>(.*?)</del>|<ins>(.*?)</ins>", html)[:2] == [("3", ""), ("", "8")]
    assert "<ins>Elle emploie 1 500 salariés.</ins>" in html
    assert "lines unchanged" in html


def test_figures_that_went_and_came_lead_to_their_claims(editor: Client, story: Dossier) -> None:
    gone, added = page(editor, "/d/story/sources/1/editions/").split('id="added-title"')
    assert "14.3B" in gone
    assert "14.8B" in added
    assert "49%" not in gone


def test_the_source_leads_to_its_editions_once_there_are_two(editor: Client, story: Dossier) -> None:
    assert 'href="/d/story/sources/1/editions/"' in page(editor, "/d/story/sources/1/")
    factories.source(story, "Il y en a 12.")
    assert "editions/" not in page(editor, "/d/story/sources/2/")
    assert editor.get("/d/story/sources/2/editions/").status_code == 404


@pytest.mark.parametrize("query", ["?old=2&new=2", "?old=9&new=x", "?old=2&new=1"])
def test_any_choice_of_editions_compares_two(editor: Client, story: Dossier, query: str) -> None:
    assert "<del>" in page(editor, f"/d/story/sources/1/editions/{query}")


def test_queries_do_not_grow_with_the_figures(editor: Client, story: Dossier) -> None:
    assert queries(editor, "/d/story/sources/1/editions/") <= 12


def test_texts_without_a_line_in_common_are_shown_whole() -> None:
    rows = compare("un\ndeux", "trois")
    assert [row.is_changed for row in rows] == [True, True]
    assert rows[1].new is None
