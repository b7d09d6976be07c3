"""The summary: every figure is led to its quote, and nothing in a text can break out of the page."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urldefrag

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.editing import withdraw_source
from claims.models import Claim, Mention
from sources.models import Dossier
from tests import factories

pytestmark = pytest.mark.django_db


class Page(HTMLParser):
    """What a reader can follow: ids, links with their class, and the links inside each element that has an id."""

    VOID = frozenset({"meta", "link", "input", "br", "img", "hr"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[tuple[str, str]] = []
        self.inside: dict[str, list[str]] = {}
        self._open: list[dict[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.add(given["id"])
        if tag == "a" and "href" in given:
            self.links.append((given.get("class", ""), given["href"]))
            for parent in self._open:
                if "id" in parent:
                    self.inside.setdefault(parent["id"], []).append(given["href"])
        if tag not in self.VOID:
            self._open.append(given)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            self._open.pop()


@pytest.fixture
def reader(client: Client) -> Client:
    client.force_login(factories.user(role="viewer"))
    return client


def page(client: Client, dossier: Dossier) -> Page:
    return Page(client.get(reverse("summary", args=[dossier.slug])).content.decode())


def text(client: Client, dossier: Dossier) -> str:
    return client.get(reverse("summary", args=[dossier.slug])).content.decode()


@pytest.fixture
def decided(story: Dossier) -> Dossier:
    """A settled claim, a disputed one, and one that only one origin answers."""
    _claim, low, high, _over = factories.disputed_claim(story)
    factories.decide(low, "confirmed", reason="Recoupé.")
    factories.decide(high, "contested", reason="Supposerait 51 %.")
    factories.disputed_claim(story)
    factories.figure(factories.claim(story, "Part", kind="percent", unit="%"), 49, quote="49 %")
    return story


def test_every_figure_on_the_page_is_within_two_clicks_of_its_quote(reader: Client, decided: Dossier) -> None:
    summary = page(reader, decided)
    reached: set[str] = set()
    texts: dict[str, Page] = {}
    for link in [href for _class, href in summary.links]:
        first, anchor = urldefrag(link)
        onward = summary.inside.get(anchor, []) if not first else [link]
        for href in onward:
            path, place = urldefrag(href)
            if place.startswith("m"):
                texts.setdefault(path, Page(reader.get(path).content.decode()))
                assert place in texts[path].ids
                reached.add(place)
    assert reached == {f"m{pk}" for pk in Mention.objects.values_list("pk", flat=True)}


def test_no_link_on_the_page_leads_nowhere(reader: Client, decided: Dossier) -> None:
    summary = page(reader, decided)
    anchors = {href[1:] for _class, href in summary.links if href.startswith("#")}
    assert anchors <= summary.ids
    assert any(anchor.startswith("q") for anchor in anchors)


def test_every_answer_in_the_matrix_leads_straight_to_its_quote(reader: Client, decided: Dossier) -> None:
    answers = [href for class_, href in page(reader, decided).links if class_.startswith("answer")]
    assert len(answers) == 6
    assert all("/sources/" in href and "#m" in href for href in answers)


def test_agreeing_disagreeing_and_undecided_differ_in_word_and_glyph(reader: Client, decided: Dossier) -> None:
    shown = text(reader, decided)
    for glyph, words in (("✓", "Confirmed: "), ("✗", "Contested: "), ("≠", "In dispute: ")):
        assert f'<span class="glyph" aria-hidden="true">{glyph}</span>{words}' in shown
    assert "The desk has not decided." in shown


def test_claims_of_one_origin_are_listed_apart_until_they_are_pinned(reader: Client, decided: Dossier) -> None:
    claim = Claim.objects.get(label="Part")
    assert f'<section class="claim" id="c{claim.number}"' not in text(reader, decided)
    assert "Not on the sheet: one origin only" in text(reader, decided)
    claim.pin(by=factories.user(role="chief"))
    shown = text(reader, decided)
    assert f'<section class="claim" id="c{claim.number}"' in shown
    assert "One origin only." in shown
    assert "Not on the sheet" not in shown


def test_markup_in_texts_titles_and_reasons_is_shown_as_text(reader: Client, story: Dossier) -> None:
    evil = '<script>alert("x")</script>'
    claim = factories.claim(story, f"Prix {evil}")
    sources = [
        factories.source(story, f'{evil} & "14,{n} milliards" {evil}', title=f"{evil} {n}", publisher=f"{evil}{n}")
        for n in (3, 8)
    ]
    low, high = (
        factories.figure(claim, 14_000_000_000 + n * 10**8, quote=f"14,{n} milliards", of=source)
        for n, source in zip((3, 8), sources, strict=True)
    )
    factories.decide(low, "confirmed", reason=evil)
    factories.decide(high, "contested", reason=evil)
    shown = text(reader, story)
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &quot;" in shown


def test_a_demonstration_text_is_marked_as_one(reader: Client, story: Dossier) -> None:
    factories.disputed_claim(story)
    assert "demonstration text" not in text(reader, story)
    story.sources.filter(number=1).update(reconstructed=True)
    shown = text(reader, story)
    assert "demonstration text, not the publisher&#x27;s words" in shown
    assert shown.count("†") >= 4


def test_a_withdrawn_source_is_named_and_its_figure_is_gone(reader: Client, decided: Dossier) -> None:
    source = decided.sources.get(number=2)
    withdraw_source(source, by=factories.user(role="chief"), reason="Rétracté")
    shown = text(reader, decided)
    assert f"Source 2 ({source.title}) was withdrawn: its figures do not count." in shown
    assert "Contested: " not in shown


def test_the_sentences_are_in_the_language_of_the_dossier_and_say_so(reader: Client, decided: Dossier) -> None:
    assert '<div class="says" lang="en">' in text(reader, decided)
    Dossier.objects.filter(pk=decided.pk).update(language="fr-CA")
    decided.refresh_from_db()
    assert '<div class="says" lang="fr">' in text(reader, decided)
    Dossier.objects.filter(pk=decided.pk).update(language="de")
    assert '<div class="says" lang="en">' in text(reader, decided)


def test_a_dossier_without_anything_to_say_says_what_to_do(reader: Client, story: Dossier) -> None:
    assert "manage.py import_seeds PATH --dossier story" in text(reader, story)
    factories.source(story)
    assert "No claim is on the sheet yet" in text(reader, story)


def test_an_unknown_dossier_is_not_found(reader: Client) -> None:
    assert reader.get(reverse("summary", args=["nowhere"])).status_code == 404


def test_it_asks_as_many_questions_of_a_large_dossier_as_of_a_small_one(reader: Client, story: Dossier) -> None:
    counts = []
    for more in (1, 5):
        for _claim in range(more):
            factories.disputed_claim(story)
        with CaptureQueriesContext(connection) as asked:
            text(reader, story)
        counts.append(len(asked))
    assert counts[0] == counts[1]
