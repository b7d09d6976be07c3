"""The sources: their list, and each text shown whole with every figure in its place."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.editing import withdraw_source
from claims.models import Figure, Mention
from claims.passages import passages
from sources.models import Dossier, Source
from tests import factories

pytestmark = pytest.mark.django_db

TEXT = "menu\nclose\n\n  Le prix : <script>alert(1)</script> & « 14,3 milliards »,\n\n\n\tpuis 49 % — “fin”.\nSource:\n"


class Text(HTMLParser):
    """The character data inside `div.text`, and the links there with their content."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.data = ""
        self.links: list[dict[str, str]] = []
        self._depth = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if self._depth or given.get("class") == "text":
            self._depth += 1
        if self._depth and tag == "a":
            self.links.append(given)

    def handle_endtag(self, tag: str) -> None:
        self._depth -= bool(self._depth)

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.data += data


@pytest.fixture
def reader(client: Client) -> Client:
    client.force_login(factories.user(role="viewer"))
    return client


def shown(client: Client, source: Source) -> str:
    response = client.get(reverse("source", args=[source.dossier.slug, source.number]))
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def source(story: Dossier) -> Source:
    made = factories.source(story, TEXT)
    factories.figure(factories.claim(story, 'Prix "demandé" <b>'), 14_300_000_000, of=made, quote="14,3 milliards")
    factories.figure(factories.claim(story, "Part", kind="percent", unit="%"), 49, of=made, quote="49 %")
    return made


def test_the_text_is_shown_character_for_character(reader: Client, source: Source) -> None:
    html = shown(reader, source)
    assert Text(html).data == TEXT
    assert "<script>alert" not in html


def test_every_mention_is_anchored_where_it_is_printed_and_leads_to_its_claim(reader: Client, source: Source) -> None:
    links = {link["id"]: link for link in Text(shown(reader, source)).links}
    mentions = Mention.objects.select_related("figure__claim")
    assert set(links) == {f"m{mention.pk}" for mention in mentions}
    for mention in mentions:
        link = links[f"m{mention.pk}"]
        assert link["href"] == reverse("claim", args=["story", mention.figure.claim.number])
        assert mention.figure.claim.label in link["title"]
        assert TEXT[mention.start : mention.end] == mention.quote


def test_what_was_decided_shows_as_class_glyph_and_words(reader: Client, source: Source) -> None:
    figure = Figure.objects.get(kind="money")
    assert 'class="mention "' in shown(reader, source)
    factories.decide(figure, "contested", reason="Faux")
    html = shown(reader, source)
    (link,) = [link for link in Text(html).links if "contested" in link["class"]]
    assert link["title"].endswith("contested")
    assert '<mark data-glyph="✗">14,3 milliards</mark>' in html


def test_masked_spans_are_dimmed_and_named_and_never_removed(reader: Client, story: Dossier) -> None:
    source = factories.source(story, "vide")
    front = "---\ntitle: x\n---\n"
    text = f"{front}Un prix.\nLatest News"
    source.add_edition(factories.article(text, masks=((0, len(front)), (len(text) - 11, len(text)))))
    html = shown(reader, source)
    assert Text(html).data == text
    assert re.findall(r'class="masked" data-label="([^"]*)"', html) == ["front matter", "page furniture, not read"]


def test_mentions_that_overlap_all_have_their_place(reader: Client, story: Dossier) -> None:
    source = factories.source(story, "Il vaut 29 milliards de dollars.")
    claim = factories.claim(story)
    outer = factories.figure(claim, 29, of=source, quote="29 milliards de dollars")
    inner = factories.mention(outer, "milliards")
    html = shown(reader, source)
    assert Text(html).data == "Il vaut 29 milliards de dollars."
    assert f'id="m{inner.pk}"' in html


@pytest.mark.parametrize("masks", [[], [(0, 9)], [(3, 12)], [(0, 2), (30, 34)]])
def test_passages_joined_are_the_text_again(masks: list[tuple[int, int]]) -> None:
    text = "abcdefghijklmnopqrstuvwxyz 14 milliards"
    spans = [(3, 9, "a"), (5, 12, "b"), (12, 14, "c"), (27, 39, "d")]
    found = passages(text, masks, spans)
    assert "".join(passage.text for passage in found) == text
    assert sorted(one for passage in found for one in passage.printed) == ["a", "b", "c", "d"]


def test_a_demonstration_text_and_a_withdrawn_source_have_a_banner(reader: Client, source: Source) -> None:
    assert "Demonstration text" not in shown(reader, source)
    Source.objects.filter(pk=source.pk).update(reconstructed=True)
    withdraw_source(source, by=factories.user(role="chief"), reason="Rétracté")
    html = unescape(shown(reader, source))
    assert "Demonstration text, not the publisher's words." in html
    assert "Withdrawn." in html


def test_the_figures_are_listed_in_the_order_of_the_text(reader: Client, source: Source) -> None:
    listed = re.findall(r'<a href="#(m\d+)"', shown(reader, source))
    assert listed == [f"m{pk}" for pk in Mention.objects.order_by("start").values_list("pk", flat=True)]


def test_a_source_of_another_dossier_is_not_found(reader: Client, source: Source) -> None:
    factories.dossier("other")
    assert reader.get(reverse("source", args=["other", source.number])).status_code == 404
    assert reader.get(reverse("source", args=["story", 99])).status_code == 404


def test_a_text_with_many_figures_takes_as_many_queries_as_one_with_few(reader: Client, story: Dossier) -> None:
    counts = []
    for size in (2, 40):
        source = factories.source(story, " ".join(f"{n} milliards." for n in range(100, 100 + size)))
        claim = factories.claim(story)
        for n in range(100, 100 + size):
            factories.figure(claim, n, of=source, quote=f"{n} milliards")
        with CaptureQueriesContext(connection) as asked:
            shown(reader, source)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def listing(client: Client) -> str:
    return client.get(reverse("sources", args=["story"])).content.decode()


def test_the_list_says_what_is_known_and_what_was_guessed(reader: Client, story: Dossier) -> None:
    made = factories.source(
        story,
        title="Un titre",
        publisher="Le Matin",
        author="A. B.",
        guessed=["title", "language"],
        notes=["Dateline found."],
    )
    html = listing(reader)
    assert re.search(r"Un titre</a> <small class=\"guessed\">guessed</small>", html)
    assert "Le Matin<" in html
    assert "A. B.<" in html
    assert re.search(r"fr <small class=\"guessed\">", html)
    assert "Dateline found." in html
    assert made.current is not None
    assert f"{made.current.sha256[:12]}…" in html
    assert "not known" in html  # its date


def test_the_list_teaches_how_to_import(reader: Client, story: Dossier) -> None:
    assert "manage.py import_seeds PATH --dossier story" in listing(reader)


def test_the_list_of_sources_asks_the_same_of_few_and_many(reader: Client, story: Dossier) -> None:
    counts = []
    for more in (1, 12):
        for _source in range(more):
            factories.source(story)
        with CaptureQueriesContext(connection) as asked:
            listing(reader)
        counts.append(len(asked))
    assert counts[0] == counts[1]
