"""The review queue: what it lists, narrows to and keeps while one moves through it."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from claims.views.queue import ROWS
from sources.models import Dossier
from tests import factories
from tests.views.reading import labels, page, queries, queue_of

pytestmark = pytest.mark.django_db


def test_the_queue_lists_what_is_in_dispute_first(editor: Client, story: Dossier) -> None:
    single = factories.claim(story, "Zéro")
    factories.figure(single, 7)
    factories.disputed_claim(story)
    assert labels(page(editor, "/d/story/")) == ["Montant investi", "Zéro"]


@pytest.mark.parametrize("query", ["", "?sort=label", "?kind=money"])
def test_the_queue_opens_on_the_page_where_the_claim_stands(editor: Client, story: Dossier, query: str) -> None:
    for number in range(ROWS):
        factories.claim(story, f"Seule {number}")
    first, *_ = factories.disputed_claim(story)
    listed = [labels(page(editor, f"/d/story/{query}{'&' if query else '?'}page={number}")) for number in (1, 2)]
    assert [len(rows) for rows in listed] == [ROWS, 1]
    for number in (1, 2, ROWS - 1, ROWS, first.number):
        shown = page(editor, f"/d/story/claims/{number}/{query}")
        assert re.search(rf'href="/d/story/claims/{number}/[^"]*"[^>]*aria-current="true"', shown)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=disputed", ["Montant investi"]),
        ("status=agreed", ["Part acquise"]),
        ("kind=count", ["Salariés"]),
        ("decided=no", ["Montant investi"]),
        ("decided=yes", []),
        ("q=salari", ["Salariés"]),
        ("q=14,8", ["Montant investi"]),
        ("source=4", ["Part acquise"]),
        ("status=agreed&kind=count", []),
        ("status=nonsense&source=99&kind=", ["Montant investi", "Part acquise", "Salariés"]),
    ],
)
def test_filters_narrow_the_queue(editor: Client, story: Dossier, query: str, found: list[str]) -> None:
    queue_of(story)
    assert labels(page(editor, f"/d/story/?{query}")) == found


def test_the_queue_is_narrowed_to_a_unit_an_origin_and_whoever_decided(editor: Client, story: Dossier) -> None:
    disputed, agreed, _ = queue_of(story)
    origin = story.origins.create(name="AFP")
    agreed.figures.update(origin=origin)
    person = factories.user("marc")
    factories.decide(disputed.figures.get(low__gt=14_500_000_000), "contested", by=person)
    assert labels(page(editor, "/d/story/?unit=%25")) == ["Part acquise"]
    assert labels(page(editor, f"/d/story/?origin={origin.pk}")) == ["Part acquise"]
    assert labels(page(editor, f"/d/story/?editor={person.pk}")) == ["Montant investi"]
    assert labels(page(editor, "/d/story/?editor=999")) == ["Montant investi", "Part acquise", "Salariés"]


@pytest.mark.parametrize(
    ("sort", "found"),
    [
        ("label", ["Montant investi", "Part acquise", "Salariés"]),
        ("kind", ["Salariés", "Montant investi", "Part acquise"]),
        ("newest", ["Salariés", "Part acquise", "Montant investi"]),
        ("sources", ["Montant investi", "Part acquise", "Salariés"]),
    ],
)
def test_the_queue_is_sorted_and_walked_in_that_order(
    editor: Client, story: Dossier, sort: str, found: list[str]
) -> None:
    claims = {claim.label: claim for claim in queue_of(story)}
    assert labels(page(editor, f"/d/story/?sort={sort}")) == found
    middle = page(editor, f"/d/story/claims/{claims[found[1]].number}/?sort={sort}")
    addresses = {
        name: re.search(rf'id="{name}-claim"\s+href="/d/story/claims/(\d+)/', middle) for name in ("next", "previous")
    }
    assert {name: int(match[1]) for name, match in addresses.items() if match} == {
        "previous": claims[found[0]].number,
        "next": claims[found[2]].number,
    }


def test_kinds_head_their_groups_and_filters_say_how_many_there_are(editor: Client, story: Dossier) -> None:
    queue_of(story)
    html = page(editor, "/d/story/?sort=kind")
    assert re.findall(r'class="group-heading">([^<]*)<', html) == ["count · salarié", "money · USD", "percent · %"]
    assert ">money (1)</option>" in html
    assert "group-heading" not in page(editor, "/d/story/")


def test_a_claim_is_decided_once_all_its_figures_in_dispute_are(editor: Client, story: Dossier) -> None:
    _, low, high, _ = factories.disputed_claim(story)
    factories.decide(low, "confirmed")
    assert labels(page(editor, "/d/story/?decided=yes")) == []
    factories.decide(high, "contested")
    assert labels(page(editor, "/d/story/?decided=yes")) == ["Montant investi"]


def test_a_dismissed_figures_quote_is_not_searched(editor: Client, story: Dossier) -> None:
    _, _, high, _ = factories.disputed_claim(story)
    high.dismiss(by=factories.user())
    assert labels(page(editor, "/d/story/?q=14,8")) == []


def test_filters_stay_while_moving_between_claims(editor: Client, story: Dossier) -> None:
    disputed, agreed, _ = queue_of(story)
    html = page(editor, f"/d/story/claims/{disputed.number}/?kind=money&q=Mont")
    links = re.findall(r'href="(/d/story/claims/\d+/[^"]*)"', html)
    assert f"/d/story/claims/{disputed.number}/?kind=money&amp;q=Mont#claim" in links
    assert re.search(r'action="/d/story/figures/\d+/decide/\?kind=money&amp;q=Mont"', html)
    assert f"/d/story/claims/{agreed.number}/" not in html


def test_the_queue_shows_fifty_claims_a_page_and_the_open_one_among_them(editor: Client, story: Dossier) -> None:
    for number in range(1, 61):
        factories.claim(story, f"Claim {number:02}")
    html = page(editor, "/d/story/")
    assert len(labels(html)) == 50
    assert 'rel="next"' in html
    assert labels(page(editor, "/d/story/claims/57/")) == [f"Claim {number:02}" for number in range(51, 61)]
    assert labels(page(editor, "/d/story/claims/57/?page=1"))[0] == "Claim 01"


def test_statuses_are_counted_over_the_whole_dossier(editor: Client, story: Dossier) -> None:
    queue_of(story)
    html = " ".join(page(editor, "/d/story/?status=agreed").split())
    assert "≠</span> disputed <b>1</b>" in html
    assert "=</span> agreed <b>1</b>" in html


def test_a_dossier_without_claims_says_what_to_do(editor: Client, story: Dossier) -> None:
    assert "Import sources" in page(editor, "/d/story/")


def test_steps_follow_the_queue(editor: Client, story: Dossier) -> None:
    disputed, agreed, single = queue_of(story)
    html = page(editor, f"/d/story/claims/{agreed.number}/")
    assert re.search(rf'id="previous-claim"\s+href="/d/story/claims/{disputed.number}/#claim"', html)
    assert re.search(rf'id="next-claim"\s+href="/d/story/claims/{single.number}/#claim"', html)
    assert re.search(rf'id="next-undecided"\s+href="/d/story/claims/{disputed.number}/#claim"', html)


def test_filtering_by_htmx_leaves_a_clean_address(editor: Client, story: Dossier) -> None:
    claim, *_ = factories.disputed_claim(story)
    headers = {"HX-Request": "true", "HX-Target": "claim", "HX-Trigger": "filters"}
    response = editor.get(f"/d/story/claims/{claim.number}/?status=&q=Mont&kind=", headers=headers)
    assert response["HX-Push-Url"] == f"/d/story/claims/{claim.number}/?q=Mont"


def test_a_longer_queue_asks_no_morequeries(editor: Client, story: Dossier) -> None:
    for _ in range(3):
        factories.disputed_claim(story)
    few = queries(editor, "/d/story/")
    for _ in range(9):
        factories.disputed_claim(story)
    assert queries(editor, "/d/story/") == few
    assert few <= 30
