"""The files: their contract, their names, and that they can be checked against the texts."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sources.models import Dossier
from tests import factories

pytestmark = pytest.mark.django_db

SOURCE = {"id", "file", "title", "publisher", "author", "published_on", "language", "url", "origin", "sha256"}
CLAIM = {"id", "label", "kind", "unit", "status", "on_sheet", "versions", "figures"}
FIGURE = {"id", "source", "low", "high", "unit", "as_of", "attribution", "verdict", "mentions"}
MENTION = {"id", "file", "start", "end", "quote", "printed", "hedge", "prefix", "suffix"}


@pytest.fixture
def reader(client: Client) -> Client:
    client.force_login(factories.user(role="viewer"))
    return client


@pytest.fixture
def decided(story: Dossier) -> Dossier:
    _claim, low, _high, _over = factories.disputed_claim(story)
    factories.decide(low, "confirmed", by=factories.user("claire"), reason="Recoupé.")
    return story


def download(client: Client, format_: str, slug: str = "story") -> str:
    response = client.get(reverse("download", args=[slug, format_]))
    assert response.status_code == 200
    return response.content.decode()


def sheet(client: Client) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(download(client, "json"))
    return found


@pytest.mark.parametrize(
    ("format_", "media_type"),
    [("json", "application/json"), ("csv", "text/csv; charset=utf-8"), ("md", "text/markdown; charset=utf-8")],
)
def test_each_format_is_a_file_with_a_name_that_says_draft(
    reader: Client, decided: Dossier, format_: str, media_type: str
) -> None:
    response = reader.get(reverse("download", args=["story", format_]))
    assert response.headers["Content-Type"] == media_type
    assert response.headers["Content-Disposition"].startswith('attachment; filename="story-draft-2')
    assert response.headers["Content-Disposition"].endswith(f'.{format_}"')
    assert "private" in response.headers["Cache-Control"]


def test_an_unknown_format_or_dossier_is_not_found(reader: Client, story: Dossier) -> None:
    assert reader.get(reverse("download", args=["story", "exe"])).status_code == 404
    assert reader.get(reverse("download", args=["nowhere", "json"])).status_code == 404


def test_the_json_keeps_its_contract(reader: Client, decided: Dossier) -> None:
    data = sheet(reader)
    assert data["dossier"] == {"slug": "story", "title": "Une histoire", "language": "en"}
    assert data["draft"] is True
    (claim,) = data["claims"]
    assert all(source.keys() >= SOURCE for source in data["sources"])
    assert claim.keys() >= CLAIM
    assert all(figure.keys() >= FIGURE for figure in claim["figures"])
    assert all(mention.keys() == MENTION for figure in claim["figures"] for mention in figure["mentions"])
    verdicts = [figure["verdict"] for figure in claim["figures"] if figure["verdict"]]
    assert [{name: verdict[name] for name in ("outcome", "reason", "by")} for verdict in verdicts] == [
        {"outcome": "confirmed", "reason": "Recoupé.", "by": "claire"}
    ]
    assert verdicts[0].keys() >= {"outcome", "reason", "by", "at"}


def test_the_json_names_sources_and_versions_by_the_ids_that_it_gives(reader: Client, decided: Dossier) -> None:
    data = sheet(reader)
    sources = {source["id"] for source in data["sources"]}
    (claim,) = data["claims"]
    figures = {figure["id"] for figure in claim["figures"]}
    assert {figure["source"] for figure in claim["figures"]} <= sources
    assert len(claim["versions"]) == 2
    assert {id_ for version in claim["versions"] for id_ in version} == figures


def test_every_quote_stands_at_its_offsets_in_the_file(reader: Client, story: Dossier) -> None:
    factories.disputed_claim(story)
    emoji = factories.source(story, "🙂🙂 Soit 29 milliards 🙂, ou é\u0301 plus.")
    factories.figure(factories.claim(story), 29, of=emoji, quote="29 milliards")
    texts = {
        source.name: bytes(source.current.raw).decode()
        for source in story.sources.select_related("current")
        if source.current
    }
    mentions = [m for claim in sheet(reader)["claims"] for figure in claim["figures"] for m in figure["mentions"]]
    assert len(mentions) == 4
    assert all(texts[m["file"]][m["start"] : m["end"]] == m["quote"] for m in mentions)


def test_no_cell_of_the_csv_can_run_as_a_formula(reader: Client, story: Dossier) -> None:
    claim = factories.claim(story, '=HYPERLINK("http://x")')
    source = factories.source(story, "Soit +14 et -3.", title="@SUM(A1)", publisher="-2+3")
    figure = factories.figure(claim, 14, of=source, quote="+14")
    factories.decide(figure, "contested", reason="=1+1")
    rows = list(csv.DictReader(io.StringIO(download(reader, "csv"), newline="")))
    cells = rows[0]
    assert cells["label"] == '\'=HYPERLINK("http://x")'
    assert [cells[name] for name in ("source_title", "publisher", "quote", "reason")] == [
        "'@SUM(A1)",
        "'-2+3",
        "'+14",
        "'=1+1",
    ]
    assert not [cell for cell in cells.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_the_csv_has_a_row_for_each_figure_and_is_marked_a_draft(reader: Client, decided: Dossier) -> None:
    rows = list(csv.DictReader(io.StringIO(download(reader, "csv"), newline="")))
    assert [row["low"] for row in rows] == ["14300000000", "14800000000", "14000000000"]
    assert {row["draft"] for row in rows} == {"1"}


def test_the_markdown_states_what_was_decided(reader: Client, decided: Dossier) -> None:
    text = download(reader, "md")
    assert text.startswith("# Une histoire\n")
    assert "**14,3 milliards**" in text
    assert "Recoupé." in text
