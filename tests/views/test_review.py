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
from tests.views.reading import page, queries, queue_of

pytestmark = pytest.mark.django_db


def test_a_dossier_without_claims_leads_to_adding_sources(client: Client) -> None:
    factories.dossier("empty")
    client.force_login(factories.user(role="editor"))
    pane = client.get("/d/empty/").content.decode().split('id="claim"')[1]
    assert 'href="/d/empty/sources/add/"' in pane


def test_the_review_opens_the_first_claim_that_waits_for_a_decision(editor: Client, story: Dossier) -> None:
    queue_of(story)
    html = page(editor, "/d/story/")
    assert '<h2 class="claim-title" id="claim-title" tabindex="-1">Montant investi</h2>' in html


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


def test_a_claim_with_more_figures_asks_no_morequeries(editor: Client, story: Dossier) -> None:
    claim, low, high, _ = factories.disputed_claim(story)
    factories.decide(low, "confirmed")
    factories.decide(high, "contested")
    few = queries(editor, f"/d/story/claims/{claim.number}/")
    for value in range(15, 25):
        factories.decide(factories.figure(claim, value * 10**9, quote=f"{value} milliards"), "contested")
    assert queries(editor, f"/d/story/claims/{claim.number}/") == few


def test_a_claim_with_very_many_versions_spells_out_twelve(editor: Client, story: Dossier) -> None:
    claim = factories.claim(story, "Trop de questions")
    for value in range(10, 25):
        factories.figure(claim, value)
    html = page(editor, "/d/story/")
    assert html.count("Confirm this version") == 12
    assert "And 3 more versions." in html
    assert "15 incompatible versions" in " ".join(html.split())
