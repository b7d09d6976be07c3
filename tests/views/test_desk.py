"""The desk: which dossiers need someone, told in one query."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from claims.views.desk import PER_PAGE, dossiers_with_progress
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client: Client) -> Client:
    client.force_login(factories.user(role="viewer"))
    return client


def desk(client: Client, **asked: str) -> str:
    return client.get(reverse("desk"), asked).content.decode()


def rows() -> list[dict[str, Any]]:
    return [dict(row) for row in dossiers_with_progress().values()]


def titles(html: str) -> list[str]:
    return re.findall(r'<h2 lang="fr">\s*<a [^>]*>([^<]*)</a>', html)


def test_what_has_something_to_decide_comes_first(reader: Client) -> None:
    waiting = factories.dossier("waiting")
    factories.disputed_claim(waiting)
    done = factories.dossier("done")
    _claim, low, high, _over = factories.disputed_claim(done)
    factories.decide(low, "confirmed")
    factories.decide(high, "contested")
    factories.dossier("empty")
    assert titles(desk(reader)) == ["Waiting", "Empty", "Done"]


def test_each_dossier_says_how_far_it_is(reader: Client) -> None:
    story = factories.dossier("story")
    _claim, low, _high, _over = factories.disputed_claim(story)
    factories.decide(low, "confirmed")
    (row,) = rows()
    counts = ("claim_count", "source_count", "to_decide", "undecided", "decided", "disputed_claims")
    assert [row[name] for name in counts] == [1, 3, 2, 1, 1, 1]
    html = desk(reader)
    assert "1 figure to decide" in html
    assert reverse("review", args=["story"]) in html
    assert reverse("summary", args=["story"]) in html


def test_merged_claims_do_not_count(reader: Client) -> None:
    story = factories.dossier("story")
    claim, *_ = factories.disputed_claim(story)
    factories.claim(story, merged_into=claim)
    (row,) = rows()
    assert row["claim_count"] == 1


def test_the_last_activity_is_the_last_act_of_anyone(reader: Client) -> None:
    story = factories.dossier("story")
    claim, low, *_ = factories.disputed_claim(story)
    verdict = factories.decide(low, "confirmed")
    assert rows()[0]["active_at"] == verdict.at
    entry = claim.rename("Autre", by=factories.user())
    assert rows()[0]["active_at"] == entry.at


def test_an_empty_dossier_was_last_active_when_it_was_made() -> None:
    story = factories.dossier("story")
    assert rows()[0]["active_at"] == story.created_at


def test_it_is_filtered_by_the_words_of_a_title(reader: Client) -> None:
    factories.dossier("a", title="Le port de Bordeaux")
    factories.dossier("b", title="La mine")
    assert titles(desk(reader, q="bordeaux port")) == ["Le port de Bordeaux"]
    nothing = desk(reader, q="<gare>")
    assert titles(nothing) == []
    assert "No dossier is called “&lt;gare&gt;”." in nothing


def test_it_is_shown_page_by_page_and_keeps_the_filter(reader: Client) -> None:
    for n in range(PER_PAGE + 1):
        factories.dossier(f"d-{n}", title=f"Histoire {n}")
    first = desk(reader, q="histoire")
    assert len(titles(first)) == PER_PAGE
    assert 'href="?q=histoire&amp;page=2"' in first
    assert len(titles(desk(reader, q="histoire", page="2"))) == 1


def test_an_empty_desk_teaches_how_to_import(reader: Client) -> None:
    assert "manage.py import_seeds PATH --dossier SLUG" in desk(reader)


def test_all_counts_come_in_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for n in range(3):
        factories.disputed_claim(factories.dossier(f"d-{n}"))
    with django_assert_num_queries(1):
        assert [row["undecided"] for row in rows()] == [2, 2, 2]


def test_strangers_are_sent_to_sign_in(client: Client) -> None:
    assert client.get(reverse("desk")).status_code == 302
