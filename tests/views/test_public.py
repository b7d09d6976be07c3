"""What readers see without signing in: published sheets, the same for everyone, cheap to ask for again."""

from __future__ import annotations

import io
import json
from html.parser import HTMLParser
from pathlib import Path

import feedparser  # type: ignore[import-untyped]
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image
from pytest_django import Settings

from claims.factsheet import FORMATS
from claims.factsheet.build import build_draft
from claims.models import Claim, Publication
from claims.publishing import fingerprint, publish, withdraw
from dealdesk.models import User
from sources.models import Dossier
from tests import factories

pytestmark = pytest.mark.django_db
ENDINGS = [format_.file for format_ in FORMATS.values()]
PAGES = ["/s/story/", "/s/story/1/", "/s/story/feed.atom", "/s/story/1/card.png", "/s/story/changes/1/1/"]
FILES = [f"/s/story/1/sheet.{ending}" for ending in ENDINGS] + ["/s/story/sheet.json"]


@pytest.fixture
def chief() -> User:
    return factories.user("chief", role="chief")


@pytest.fixture
def published(story: Dossier, chief: User) -> Publication:
    _claim, low, high, _over = factories.disputed_claim(story)
    factories.decide(low, "confirmed", reason="Recoupé.")
    factories.decide(high, "contested", reason="</script><script>alert(1)</script>")
    return go(story, chief)


def go(story: Dossier, chief: User) -> Publication:
    return publish(story, by=chief, seen=fingerprint(build_draft(story)), site="https://desk.example")


def text(client: Client, path: str = "/s/story/1/") -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_a_dossier_without_a_published_sheet_is_not_there(client: Client, story: Dossier) -> None:
    factories.disputed_claim(story)
    for path in (*PAGES, *FILES, "/s/nowhere/"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", PAGES + FILES)
def test_a_published_sheet_is_read_by_anyone(client: Client, published: Publication, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert "Set-Cookie" not in response.headers
    assert "Vary" not in response.headers
    assert "public" in response.headers["Cache-Control"]
    assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("path", ["/s/story/2/", "/s/story/1/sheet.exe", "/s/story/changes/1/2/", "/schema/x.json"])
def test_what_was_not_published_is_not_there(client: Client, published: Publication, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", PAGES + FILES)
def test_who_has_it_already_is_told_so_without_the_sheet_being_read(
    client: Client, published: Publication, path: str
) -> None:
    etag = client.get(path).headers["ETag"]
    with CaptureQueriesContext(connection) as asked:
        response = client.get(path, headers={"If-None-Match": etag})
    assert response.status_code == 304
    assert response.content == b""
    assert response.headers["ETag"] == etag
    assert not [query for query in asked if '"claims_publication"."content"' in query["sql"]]
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_who_has_the_page_already_is_told_so_by_one_query(
    client: Client, published: Publication, settings: Settings
) -> None:
    settings.CHECK_FRAGMENTS = False
    etag = client.get("/s/story/1/").headers["ETag"]
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/s/story/1/", headers={"If-None-Match": etag}).status_code == 304
    assert len(asked) == 1


def test_a_page_that_somebody_has_read_is_there_for_all_who_come_by_the_same_address(
    client: Client, published: Publication, settings: Settings
) -> None:
    settings.CHECK_FRAGMENTS, settings.ALLOWED_HOSTS = False, ["one.example", "two.example"]
    settings.PUBLIC_URL = ""
    first, second = (client.get("/s/story/1/", headers={"host": host}) for host in settings.ALLOWED_HOSTS)
    with CaptureQueriesContext(connection) as asked:
        again = Client().get("/s/story/1/", headers={"host": "one.example"})
    assert len(asked) == 1
    assert again.content == first.content
    assert again.headers["Content-Language"] == first.headers["Content-Language"]
    assert "Set-Cookie" not in again.headers
    assert second.status_code == 200


def test_a_date_of_last_change_will_do_as_well(client: Client, published: Publication) -> None:
    changed = client.get("/s/story/1/sheet.json").headers["Last-Modified"]
    assert client.get("/s/story/1/sheet.json", headers={"If-Modified-Since": changed}).status_code == 304


def test_a_withdrawal_is_seen_at_once_and_the_sheet_stays(client: Client, published: Publication, chief: User) -> None:
    tags = {path: client.get(path).headers["ETag"] for path in ("/s/story/1/", "/s/story/1/sheet.json")}
    withdraw(published, by=chief, reason="Une source s’est rétractée.")
    for path, etag in tags.items():
        response = client.get(path, headers={"If-None-Match": etag})
        assert response.status_code == 200
        assert "Une source s’est rétractée." in response.content.decode()
    assert "14,3 milliards" in text(client)


def test_a_sheet_whose_verdicts_changed_is_marked_and_not_altered(
    client: Client, published: Publication, story: Dossier
) -> None:
    etag = client.get("/s/story/1/").headers["ETag"]
    before = client.get("/s/story/1/sheet.json").content
    factories.decide(Claim.objects.get().figures.order_by("pk")[0], "withdrawn")
    response = client.get("/s/story/1/", headers={"If-None-Match": etag})
    assert response.status_code == 200
    assert "Superseded." in response.content.decode()
    assert "The desk has decided anew" in response.content.decode()
    assert client.get("/s/story/1/sheet.json").content == before


def test_an_older_sheet_leads_to_the_newest_and_says_what_changed(
    client: Client, published: Publication, story: Dossier, chief: User
) -> None:
    Claim.objects.get().rename("Prix payé", by=chief)
    go(story, chief)
    old = text(client)
    assert "A newer sheet has taken its place: no. 2." in old
    assert 'href="/s/story/2/"' in old
    note = "“Prix payé”: this claim was called “Montant investi”."
    assert note in text(client, "/s/story/")
    assert note in text(client, "/s/story/changes/1/2/")
    assert "this claim was called “Prix payé”" in text(client, "/s/story/changes/2/1/")


class Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.metas: dict[str, str] = {}
        self.links: list[str] = []
        self.scripts: list[str] = []
        self._script = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self.metas[given.get("property") or given.get("name", "")] = given.get("content", "")
        if tag == "a":
            self.links.append(given.get("href", ""))
        self._script = tag == "script"
        if self._script:
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self._script:
            self.scripts[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._script = False


def test_the_page_runs_nothing_and_its_claim_reviews_stay_in_their_block(
    client: Client, published: Publication
) -> None:
    page = Page(text(client))
    (script,) = page.scripts
    reviews = json.loads(script)
    assert [review["reviewRating"]["alternateName"] for review in reviews] == ["Confirmed", "Contested"]
    assert reviews[1]["reviewRating"]["ratingExplanation"] == "</script><script>alert(1)</script>"


def test_the_page_can_be_shared_with_a_picture(client: Client, published: Publication) -> None:
    metas = Page(text(client)).metas
    assert metas["og:title"] == "Une histoire"
    assert metas["og:url"] == "https://desk.example/s/story/1/"
    assert metas["og:image"] == "https://desk.example/s/story/1/card.png"
    picture = client.get("/s/story/1/card.png")
    assert picture.headers["Content-Type"] == "image/png"
    with Image.open(io.BytesIO(picture.content)) as image:
        assert image.size == (1200, 630)


def test_no_link_of_the_page_leads_to_the_desk(client: Client, published: Publication) -> None:
    links = Page(text(client)).links
    assert links
    assert not [link for link in links if link.startswith("/d/")]
    for link in {link.split("#")[0] for link in links if link.startswith("/")}:
        assert client.get(link).status_code == 200


def test_the_page_speaks_the_language_of_the_dossier_whatever_the_readers(
    client: Client, published: Publication
) -> None:
    response = client.get("/s/story/1/", headers={"Accept-Language": "fr"})
    assert response.headers["Content-Language"] == "en"
    assert response.content == client.get("/s/story/1/", headers={"Accept-Language": "en"}).content


def test_a_file_is_made_once_and_a_withdrawal_makes_another(
    client: Client, published: Publication, chief: User, settings: Settings, tmp_path: Path
) -> None:
    settings.STATE_DIR = tmp_path
    first = client.get("/s/story/1/sheet.md").content
    (kept,) = (tmp_path / "sheets").iterdir()
    kept.write_bytes(b"kept")
    assert client.get("/s/story/1/sheet.md").content == b"kept" != first
    withdraw(published, by=chief, reason="Erreur.")
    assert b"Erreur." in client.get("/s/story/1/sheet.md").content


@pytest.mark.parametrize("path", ["/s/story/1/", "/s/story/feed.atom", "/s/story/sheet.json"])
def test_readers_can_only_read(client: Client, published: Publication, path: str) -> None:
    assert client.post(path).status_code == 405


def test_the_feed_is_atom_with_each_sheet_its_corrections_and_withdrawals(
    client: Client, published: Publication, story: Dossier, chief: User
) -> None:
    Claim.objects.get().rename("Prix payé", by=chief)
    go(story, chief)
    withdraw(published, by=chief, reason="Erreur <de> la rédaction")
    feed = feedparser.parse(client.get("/s/story/feed.atom").content)
    assert (feed.bozo, feed.version) == (False, "atom10")
    assert [entry.title for entry in feed.entries] == [
        "Une histoire · Sheet no. 1 was withdrawn",
        "Une histoire · Fact sheet no. 2",
        "Une histoire · Fact sheet no. 1",
    ]
    assert "this claim was called “Montant investi”" in feed.entries[1].summary
    assert "Erreur &lt;de&gt; la rédaction" in feed.entries[0].summary
    assert len({entry.id for entry in feed.entries}) == 3
    assert feed.entries[1].link.endswith("/s/story/2/")


def test_the_feed_changes_its_tag_with_each_event(
    client: Client, published: Publication, story: Dossier, chief: User
) -> None:
    etag = client.get("/s/story/feed.atom").headers["ETag"]
    withdraw(published, by=chief, reason="Erreur.")
    assert client.get("/s/story/feed.atom", headers={"If-None-Match": etag}).status_code == 200


def test_the_schemas_are_public(client: Client) -> None:
    for name in ("factsheet-1.json", "claimreview-1.json"):
        response = client.get(f"/schema/{name}")
        assert response.headers["Content-Type"] == "application/schema+json"
        assert json.loads(response.content)["$id"] == name


def test_the_json_names_its_schema_where_it_is_served(client: Client, published: Publication) -> None:
    data = json.loads(text(client, "/s/story/sheet.json"))
    assert data["$schema"] == "https://desk.example/schema/factsheet-1.json"
    assert data["url"] == "https://desk.example/s/story/1/"
    assert data["withdrawn"] is None


def test_it_asks_as_many_questions_of_a_large_sheet_as_of_a_small_one(
    client: Client, published: Publication, story: Dossier, chief: User
) -> None:
    def questions(path: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            text(client, path)
        return len(asked)

    small = questions("/s/story/1/")
    for _ in range(4):
        _claim, low, high, _over = factories.disputed_claim(story)
        factories.decide(low, "confirmed")
        factories.decide(high, "contested")
    go(story, chief)
    assert questions("/s/story/2/") == small
