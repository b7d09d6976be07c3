"""The overview: every claim by every source, when the sources were published, and how the decisions added up."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from sources.models import Dossier
from tests import factories
from tests.views.reading import page, queries, queue_of

pytestmark = pytest.mark.django_db


def test_each_answer_stands_under_its_source_lettered_and_leads_to_where_it_is_decided(
    editor: Client, story: Dossier
) -> None:
    claim, low, high, _ = factories.disputed_claim(story)
    factories.decide(low, "confirmed")
    html = page(editor, "/d/story/overview/")
    cells = re.findall(r'<a class="answer (\w+)" href="([^"]+)"', html)
    assert cells[:2] == [
        ("confirmed", f"/d/story/claims/{claim.number}/?figure={low.pk}#f{low.pk}"),
        ("undecided", f"/d/story/claims/{claim.number}/?figure={high.pk}#f{high.pk}"),
    ]
    assert "not said" not in html.partition("<tbody>")[2]
    factories.figure(factories.claim(story, "Part", kind="percent", unit="%"), 49, of=low.source, quote="milliards")
    silent = page(editor, "/d/story/overview/").partition("<tbody>")[2]
    assert silent.count('<span class="hidden-words">not said</span>') == 2


def test_the_matrix_follows_the_filters_of_the_queue(editor: Client, story: Dossier) -> None:
    queue_of(story)
    html = page(editor, "/d/story/overview/?kind=percent")
    assert "Part acquise" in html
    assert "Montant investi" not in html


def test_withdrawn_sources_have_no_column(editor: Client, story: Dossier) -> None:
    queue_of(story)
    first = story.sources.order_by("number")[0]
    first.withdrawn = True
    first.save()
    html = page(editor, "/d/story/overview/")
    assert f'title="{first.title}"' not in html


def test_sources_stand_in_the_order_of_their_days_and_undated_ones_apart(editor: Client, story: Dossier) -> None:
    factories.source(story, "Il y en a 12.", published_on=date(2025, 6, 14), publisher="Le Port")
    factories.source(story, "Il y en a 13.", published_on=date(2025, 6, 12), publisher="La Dépêche")
    factories.source(story, "Il y en a 14.", publisher="Sans date")
    html = page(editor, "/d/story/overview/")
    assert html.index("June 12, 2025") < html.index("La Dépêche</a>") < html.index("June 14, 2025")
    assert re.search(r'Without a date:</li>\s+<li>\s+<a [^>]*><span class="number">3</span> Sans date</a>', html)


def test_progress_counts_what_is_decided_and_draws_the_days(editor: Client, story: Dossier) -> None:
    _, low, _, _ = factories.disputed_claim(story)
    assert "No verdict yet." in page(editor, "/d/story/overview/")
    factories.decide(low, "confirmed")
    html = page(editor, "/d/story/overview/")
    assert "Of the figures in dispute (2), 1 is decided." in html
    assert "1 figure with a verdict" in html


def test_an_empty_dossier_says_what_to_do(editor: Client, story: Dossier) -> None:
    assert "No claims yet." in page(editor, "/d/story/overview/")


def test_more_claims_and_sources_cost_no_more_queries(editor: Client, story: Dossier) -> None:
    queue_of(story)
    few = queries(editor, "/d/story/overview/")
    for _ in range(5):
        factories.disputed_claim(story)
    assert queries(editor, "/d/story/overview/") == few
