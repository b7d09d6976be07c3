"""The overview: every claim by every source, when the sources were published, and how the decisions added up."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from claims.factsheet.matrix import WIDEST
from claims.models import Verdict
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


def test_of_many_sources_each_answer_names_its_own_and_nothing_stands_for_those_that_are_silent(
    editor: Client, story: Dossier
) -> None:
    claim, low, _high, _ = factories.disputed_claim(story)
    for number in range(WIDEST):
        factories.source(story, f"Rien du chiffre {number}.", publisher=f"Journal {number}")
    html = page(editor, "/d/story/overview/")
    table = html.partition("<thead>")[2]
    assert "not said" not in html
    assert table.count('<th scope="col">') == 2
    address = f"/d/story/claims/{claim.number}/?figure={low.pk}#f{low.pk}"
    named = f'<span class="number" title="{low.source.short_name}">{low.source.number}</span>'
    assert re.search(rf'<a class="answer undecided" href="{re.escape(address)}">{re.escape(named)}', table)


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


def test_a_decision_that_is_withdrawn_or_made_anew_counts_no_more_than_once(editor: Client, story: Dossier) -> None:
    _, low, high, _ = factories.disputed_claim(story)
    factories.decide(low, "confirmed")
    factories.decide(high, "contested")
    low.refresh_from_db()
    factories.decide(low, "contested")
    assert [change for _day, change in Verdict.objects.filter(dossier=story).changes_by_day()] == [2]
    low.refresh_from_db()
    factories.decide(low, "withdrawn")
    assert [change for _day, change in Verdict.objects.filter(dossier=story).changes_by_day()] == [1]
    assert "1 figure with a verdict" in page(editor, "/d/story/overview/")


def test_an_empty_dossier_says_what_to_do(editor: Client, story: Dossier) -> None:
    assert "No claims yet." in page(editor, "/d/story/overview/")


def test_more_claims_and_sources_cost_no_more_queries(editor: Client, story: Dossier) -> None:
    queue_of(story)
    few = queries(editor, "/d/story/overview/")
    for _ in range(5):
        factories.disputed_claim(story)
    assert queries(editor, "/d/story/overview/") == few


def test_a_page_seen_before_is_remembered_until_something_it_shows_changes(
    editor: Client, story: Dossier, settings: Any
) -> None:
    claim, _, _, _ = factories.disputed_claim(story)
    first = queries(editor, "/d/story/overview/")
    settings.CHECK_FRAGMENTS = False
    assert queries(editor, "/d/story/overview/") < first / 2
    claim.rename("Autre question", by=factories.user(role="chief"))
    assert "Autre question" in page(editor, "/d/story/overview/")
