"""The review page: what the queue lists, what a claim shows, and which fragment htmx gets."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.test import Client

from claims.figures.interval import Interval
from claims.models import Claim
from sources.models import Dossier
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(factories.user(role="editor"))
    return client


def page(client: Client, path: str, **headers: str) -> str:
    response = client.get(path, headers=headers)
    assert response.status_code == 200, response
    return response.content.decode()


def labels(html: str) -> list[str]:
    return re.findall(r'class="row-label">([^<]*)<', html)


def queue_of(story: Dossier) -> tuple[Claim, Claim, Claim]:
    """One claim in dispute, one agreed, one from a single origin."""
    disputed, *_ = factories.disputed_claim(story)
    agreed = factories.claim(story, "Part acquise", kind="percent", unit="%")
    factories.figure(agreed, 49, quote="49 %")
    factories.figure(agreed, 49, quote="49 %")
    single = factories.claim(story, "Salariés", kind="count", unit="salarié")
    factories.figure(single, 80, quote="quatre-vingts")
    return disputed, agreed, single


def test_the_queue_lists_what_is_in_dispute_first(editor: Client, story: Dossier) -> None:
    single = factories.claim(story, "Zéro")
    factories.figure(single, 7)
    factories.disputed_claim(story)
    assert labels(page(editor, "/d/story/")) == ["Montant investi", "Zéro"]


def test_the_review_opens_the_first_claim_that_waits_for_a_decision(editor: Client, story: Dossier) -> None:
    queue_of(story)
    html = page(editor, "/d/story/")
    assert '<h2 class="claim-title" id="claim-title" tabindex="-1">Montant investi</h2>' in html


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


def test_a_figure_shows_value_compared_interval_print_and_quote_in_context(editor: Client, story: Dossier) -> None:
    source = factories.source(story, "Un long début. Nordwind paie plus de 14 milliards, dit-on.", publisher="Le Port")
    claim = factories.claim(story, "Montant")
    over = factories.figure(claim, Interval(Decimal(14), None, low_open=True), of=source, quote="14 milliards")
    over.mentions.update(hedge="plus de")
    html = page(editor, "/d/story/")
    assert "plus de <mark>14 milliards</mark>, dit-on." in html
    assert "plus de 14 milliards</span>" in html
    assert "&gt;\xa0$14" in html
    assert "Le Port" in html


def test_figures_are_worded_in_the_readers_language(editor: Client, story: Dossier) -> None:
    factories.disputed_claim(story)
    html = page(editor, "/d/story/", **{"Accept-Language": "fr"})
    assert '<html lang="fr">' in html
    assert "14,3\xa0Md\xa0$US" in html


def test_a_reconstructed_source_is_marked_as_a_demonstration(editor: Client, story: Dossier) -> None:
    source = factories.source(story, "Il y en a 12.", reconstructed=True)
    factories.figure(factories.claim(story, "Nombre", kind="count"), 12, of=source)
    assert page(editor, "/d/story/").count("emonstration text, not the publisher") == 2


def test_what_was_assumed_and_what_looks_wrong_is_said_in_words(editor: Client, story: Dossier) -> None:
    claim = factories.claim(story, "Date", kind="date", unit="date")
    source = factories.source(story, "Signé jeudi 13 juin.")
    factories.figure(
        claim, factories.days("2025-06-13"), of=source, quote="jeudi 13 juin", assumed=["year"], findings=["weekday"]
    )
    html = page(editor, "/d/story/")
    assert "The year is not printed" in html
    assert "The weekday that is printed does not fit the date." in html


def test_another_reading_is_shown_with_its_reason(editor: Client, story: Dossier) -> None:
    other = {"low": "29", "high": "29", "low_open": False, "high_open": False}
    alternative = {"said": other, "compared": other, "unit": "CAD", "why": "currency"}
    factories.figure(factories.claim(story, "Prix"), 29, alternatives=[alternative])
    assert "Can also be read as CA$29: the $ sign can mean another currency." in page(editor, "/d/story/")


def test_the_picture_can_be_read_in_words(editor: Client, story: Dossier) -> None:
    factories.disputed_claim(story)
    html = page(editor, "/d/story/")
    words = re.search(r'<desc id="range-desc">(.*?)</desc>', html, re.DOTALL)
    assert words
    assert "Article 1: $14.3B" in words[1]
    assert "in dispute, not decided yet" in words[1]
    assert 'role="img"' in html
    assert "style=" not in html


def test_a_claim_in_dispute_shows_its_versions(editor: Client, story: Dossier) -> None:
    factories.disputed_claim(story)
    html = page(editor, "/d/story/")
    assert "2 incompatible versions" in " ".join(html.split())
    assert html.count("Confirm this version") == 2


def test_a_claim_without_dispute_shows_no_versions(editor: Client, story: Dossier) -> None:
    _, agreed, _ = queue_of(story)
    html = page(editor, f"/d/story/claims/{agreed.number}/")
    assert "Confirm this version" not in html
    assert "Decide anyway" in html


def test_a_stale_verdict_is_shown_as_such_and_can_be_renewed(editor: Client, story: Dossier) -> None:
    _, low, _, _ = factories.disputed_claim(story)
    factories.decide(low, "contested", reason="Un seul journal.")
    factories.mention(low, "chiffre est")
    low.refresh()
    low.claim.refresh()
    html = page(editor, "/d/story/")
    assert "this verdict no longer counts" in html
    assert "Renew the verdict" in html
    assert "Un seul journal." in html


def test_earlier_verdicts_are_kept_in_view(editor: Client, story: Dossier) -> None:
    _, low, _, _ = factories.disputed_claim(story)
    for outcome, reason in (("contested", "Premier avis."), ("withdrawn", ""), ("confirmed", "Second avis.")):
        factories.decide(low, outcome, reason=reason)
    html = page(editor, "/d/story/")
    assert "Earlier verdicts" in html
    assert html.index("Second avis.") < html.index("Premier avis.")


def test_a_figure_that_does_not_count_is_set_apart(editor: Client, story: Dossier) -> None:
    claim, _, high, _ = factories.disputed_claim(story)
    high.dismiss(by=factories.user())
    html = page(editor, f"/d/story/claims/{claim.number}/")
    out = html[html.index("Figures that do not count") :]
    assert f'id="f{high.pk}"' in out
    assert "Restore" in out


def test_the_named_figure_is_open_and_its_quote_marked_in_the_source(editor: Client, story: Dossier) -> None:
    claim, _, high, _ = factories.disputed_claim(story)
    html = page(editor, f"/d/story/claims/{claim.number}/?figure={high.pk}")
    pane = html[html.index('id="source-pane"') :]
    assert "<mark>14,8 milliards</mark>" in pane
    assert f"#m{high.mentions.get().pk}" in pane


def test_a_merged_claim_leads_to_the_one_it_went_into(editor: Client, story: Dossier) -> None:
    disputed, agreed, _ = queue_of(story)
    Claim.objects.filter(pk=agreed.pk).update(merged_into=disputed)
    response = editor.get(f"/d/story/claims/{agreed.number}/")
    assert response.status_code == 302
    assert response["Location"] == f"/d/story/claims/{disputed.number}/"


@pytest.mark.parametrize("path", ["/d/none/", "/d/story/claims/77/", "/d/other/claims/1/"])
def test_what_is_not_there_is_not_found(editor: Client, story: Dossier, path: str) -> None:
    factories.claim(story)
    factories.dossier("other")
    assert editor.get(path).status_code == 404


def test_htmx_gets_the_claim_and_what_changes_around_it(editor: Client, story: Dossier) -> None:
    claim, *_ = factories.disputed_claim(story)
    url = f"/d/story/claims/{claim.number}/"
    html = page(editor, url, **{"HX-Request": "true", "HX-Target": "claim"})
    assert "<html" not in html
    assert '<div id="claim"' in html
    for swapped in ("source-pane", "queue", "progress", "messages", "chips"):
        assert re.search(rf'id="{swapped}"[^>]*hx-swap-oob=', html), swapped


def test_htmx_gets_the_source_alone_when_a_figure_is_opened(editor: Client, story: Dossier) -> None:
    claim, *_ = factories.disputed_claim(story)
    response = editor.get(
        f"/d/story/claims/{claim.number}/", headers={"HX-Request": "true", "HX-Target": "source-pane"}
    )
    assert response.content.decode().strip().startswith('<div id="source-pane"')
    assert "hx-swap-oob" not in response.content.decode()
    assert {"HX-Request", "HX-Target"} <= {name.strip() for name in response["Vary"].split(",")}


def test_going_back_gets_the_whole_page(editor: Client, story: Dossier) -> None:
    claim, *_ = factories.disputed_claim(story)
    headers = {"HX-Request": "true", "HX-Target": "claim", "HX-History-Restore-Request": "true"}
    assert "<html" in page(editor, f"/d/story/claims/{claim.number}/", **headers)


def test_the_header_says_how_far_the_dossier_is(editor: Client, story: Dossier) -> None:
    _, low, _, _ = factories.disputed_claim(story)
    factories.decide(low, "confirmed")
    html = " ".join(page(editor, "/d/story/").split())
    assert "1 of 2 figures decided · 1 claim in dispute" in html


def test_steps_follow_the_queue(editor: Client, story: Dossier) -> None:
    disputed, agreed, single = queue_of(story)
    html = page(editor, f"/d/story/claims/{agreed.number}/")
    assert re.search(rf'id="previous-claim"\s+href="/d/story/claims/{disputed.number}/#claim"', html)
    assert re.search(rf'id="next-claim"\s+href="/d/story/claims/{single.number}/#claim"', html)
    assert re.search(rf'id="next-undecided"\s+href="/d/story/claims/{disputed.number}/#claim"', html)


def _queries(client: Client, path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_a_longer_queue_asks_no_more_queries(editor: Client, story: Dossier) -> None:
    for _ in range(3):
        factories.disputed_claim(story)
    few = _queries(editor, "/d/story/")
    for _ in range(9):
        factories.disputed_claim(story)
    assert _queries(editor, "/d/story/") == few
    assert few <= 24


def test_a_claim_with_more_figures_asks_no_more_queries(editor: Client, story: Dossier) -> None:
    claim, low, high, _ = factories.disputed_claim(story)
    factories.decide(low, "confirmed")
    factories.decide(high, "contested")
    few = _queries(editor, f"/d/story/claims/{claim.number}/")
    for value in range(15, 25):
        factories.decide(factories.figure(claim, value * 10**9, quote=f"{value} milliards"), "contested")
    assert _queries(editor, f"/d/story/claims/{claim.number}/") == few


def test_filtering_by_htmx_leaves_a_clean_address(editor: Client, story: Dossier) -> None:
    claim, *_ = factories.disputed_claim(story)
    headers = {"HX-Request": "true", "HX-Target": "claim", "HX-Trigger": "filters"}
    response = editor.get(f"/d/story/claims/{claim.number}/?status=&q=Mont&kind=", headers=headers)
    assert response["HX-Push-Url"] == f"/d/story/claims/{claim.number}/?q=Mont"
