"""Adding sources in the browser: sent, checked, imported; what is refused is named and the rest goes on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from ipaddress import ip_network
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from sources import intake as intake_module
from sources import uploads
from sources.intake import Intake, Stage
from sources.models import Dossier, Source
from sources.reading.formats import MAX_BYTES
from tests import factories
from tests.reading.documents import STORY, locked, page, pdf, word
from tests.reading.servers import says, served
from tests.views.sending import text
from tests.views.staging import ADD, ARTICLE, CHECK, JSON, confirmed, files, paste, upload

pytestmark = pytest.mark.django_db

# Sending


def test_files_of_every_format_are_read_and_shown_to_be_checked(editor: Client, story: Dossier) -> None:
    given = (("a.txt", ARTICLE.encode()), ("b.html", page()), ("c.pdf", pdf()), ("d.docx", word()))
    response = editor.post(ADD + "files/", files(*given), follow=True)
    assert response.redirect_chain == [(CHECK, 302)]
    staged = list(Intake.objects.order_by("pk"))
    assert [(one.name, one.stage) for one in staged] == [(name, Stage.READY) for name, _raw in given]
    assert all(one.figures >= 3 for one in staged)
    assert not Source.objects.exists()
    html = text(response)
    assert f"{staged[0].figures} figures found" in html
    assert 'value="Un port vendu pour 14,3 milliards de dollars"' in html
    assert STORY[1] in html


def test_a_file_that_is_refused_is_explained_in_its_row_and_the_others_go_on(editor: Client, story: Dossier) -> None:
    good, bad = ("a.txt", ARTICLE.encode()), ("b.pdf", locked(pdf(), "secret"))
    response = editor.post(ADD + "files/", files(bad, good), follow=True)
    assert "protected by a password" in text(response)
    assert [one.stage for one in Intake.objects.order_by("pk")] == [Stage.REFUSED, Stage.READY]
    editor.post(CHECK, confirmed(Intake.objects.get(stage=Stage.READY)))
    assert Source.objects.get().name == "a.txt"


def test_a_pasted_text_is_a_file_with_the_line_ends_that_were_pasted(editor: Client, story: Dossier) -> None:
    staged = paste(editor, ARTICLE.replace("\n", "\r\n"), "Le port à 14 milliards")
    assert bytes(staged.raw) == ARTICLE.encode()
    assert staged.name.endswith(".txt")
    editor.post(CHECK, confirmed(staged))
    made = Source.objects.get()
    assert made.title == "Le port à 14 milliards"
    assert "title" not in made.guessed


@pytest.mark.parametrize("said", ["", "   ", "Un port\0 vendu 3 fois"])
def test_a_paste_that_is_no_text_is_refused_and_kept_in_the_field(editor: Client, story: Dossier, said: str) -> None:
    response = editor.post(ADD + "text/", {"text": said}, follow=True)
    refused = Intake.objects.filter(stage=Stage.REFUSED)
    assert response.status_code == 422 or refused.exists()
    assert not Intake.objects.filter(stage=Stage.READY).exists()


def test_no_file_at_all_is_said_so(editor: Client, story: Dossier) -> None:
    response = editor.post(ADD + "files/", {})
    assert response.status_code == 422
    assert "Choose one file or several first." in text(response)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("..\\..\\windows\\port.txt", "port.txt"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("port\u202etxt.txt", "porttxt.txt"),
        ("x" * 240 + ".txt", "x" * 95 + "….txt"),
        ("<script>.txt", "_script_.txt"),
    ],
)
def test_odd_file_names_are_shown_harmless(editor: Client, story: Dossier, name: str, shown: str) -> None:
    content = b'--b\r\nContent-Disposition: form-data; name="files"; filename="%s"\r\n\r\n' % name.encode()
    body = content + ARTICLE.encode() + b"\r\n--b--\r\n"
    editor.post(ADD + "files/", body, content_type="multipart/form-data; boundary=b")
    assert Intake.objects.get().name == shown
    assert shown.replace("_script_", "_script_") in editor.get(CHECK).content.decode()


# Bounds


def test_a_file_over_the_limit_is_refused_without_being_kept_or_parsed(
    editor: Client, story: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake_module, "read_article", lambda *_given, **_more: pytest.fail("it was parsed"))
    (staged,) = upload(editor, ("big.pdf", b"%PDF" + b"x" * MAX_BYTES))
    assert staged.stage == Stage.REFUSED
    assert bytes(staged.raw) == b""
    assert "larger than 20 MB" in text(editor.get(CHECK))


def test_what_is_kept_of_a_file_stops_at_the_limit_while_it_arrives() -> None:
    handler = uploads.BoundedUploadHandler()
    handler.new_file("files", "../a.txt", "text/plain", None)
    for _ in range(400):
        handler.receive_data_chunk(b"x" * 65_536, 0)
        assert handler.file.tell() <= MAX_BYTES
    kept = handler.file_complete(400 * 65_536)
    assert (kept.size, kept.read()) == (400 * 65_536, b"")
    kept.close()


def test_files_of_one_request_are_bound_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MAX_REQUEST", 100_000)
    handler = uploads.BoundedUploadHandler()
    for number, expected in ((1, b"x" * 60_000), (2, b"")):
        handler.new_file("files", f"{number}.txt", "text/plain", None)
        handler.receive_data_chunk(b"x" * 60_000, 0)
        kept = handler.file_complete(60_000)
        assert kept.read() == expected
        kept.close()
    assert kept.size is not None
    assert kept.size > MAX_BYTES


def test_no_more_is_staged_than_is_kept(editor: Client, story: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake_module, "MOST", 2)
    given = [(f"{number}.txt", f"{ARTICLE}\n{number}".encode()) for number in range(3)]
    response = editor.post(ADD + "files/", files(*given), follow=True)
    assert Intake.objects.count() == 2
    assert "wait already" in text(response)


def test_what_is_not_imported_is_gone_after_a_day(editor: Client, story: Dossier) -> None:
    staged = paste(editor)
    Intake.objects.update(staged_at=timezone.now() - intake_module.KEPT)
    assert "Nothing waits to be checked" in text(editor.get(CHECK))
    assert editor.post(f"{ADD}{staged.pk}/read/").status_code == 404
    paste(editor, ARTICLE + "\nEncore 3 quais.")
    assert not Intake.objects.filter(pk=staged.pk).exists()


def test_what_was_staged_is_shown_to_its_editor_in_its_dossier_and_nowhere_else(
    client: Client, editor: Client, story: Dossier
) -> None:
    factories.dossier("other")
    staged = paste(editor)
    for path in ("/d/other/sources/add/check/", "/d/other/sources/add/"):
        assert staged.name not in editor.get(path).content.decode()
    assert editor.post(f"/d/other/sources/add/{staged.pk}/read/").status_code == 404
    editor.post("/d/other/sources/add/check/", confirmed(staged))
    editor.post("/d/other/sources/add/check/", {"remove": staged.pk})
    assert not Source.objects.exists()
    client.force_login(factories.user(role="chief"))
    assert staged.name not in client.get(CHECK).content.decode()
    client.post(CHECK, {"remove": staged.pk})
    assert Intake.objects.filter(pk=staged.pk).exists()


# Stage by stage, as the script asks


def test_a_script_is_told_each_stage(editor: Client, story: Dossier) -> None:
    said = editor.post(ADD + "files/", files(("a.txt", ARTICLE.encode())), headers=JSON).json()
    assert (said["stage"], said["name"]) == ("sent", "a.txt")
    said = editor.post(said["next"], headers=JSON).json()
    assert said["stage"] == "read"
    response = editor.post(said["next"], headers=JSON)
    assert response["Vary"].find("Accept") >= 0
    said = response.json()
    assert said["stage"] == "ready"
    assert re.fullmatch(r"ready, \d+ figures", said["said"])
    assert "next" not in said


def test_a_script_is_told_why_a_file_is_refused(editor: Client, story: Dossier) -> None:
    said = editor.post(ADD + "files/", files(("a.pdf", b"%PDF-1.4")), headers=JSON).json()
    said = editor.post(said["next"], headers=JSON).json()
    assert said["stage"] == "refused"
    assert "The PDF is damaged" in said["said"]
    response = editor.post(ADD + "files/", {}, headers=JSON)
    assert (response.status_code, response.json()["stage"]) == (422, "refused")


def test_a_script_is_told_in_words_and_not_in_markup_why_a_text_is_refused(editor: Client, story: Dossier) -> None:
    said = editor.post(ADD + "text/", {"text": ""}, headers=JSON).json()["said"]
    assert said == "This field is required."


def test_a_text_with_more_figures_than_any_story_is_refused_before_they_are_compared(
    editor: Client, story: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.importing.MOST_FIGURES", 2)
    said = editor.post(ADD + "text/", {"text": "Le prix est de 3 M$, 4 M$ et 5 M$."}, headers=JSON).json()
    while "next" in said:
        said = editor.post(said["next"], headers=JSON).json()
    assert said["stage"] == "refused"
    assert "It holds 3 figures, more than the 2 of one source" in said["said"]


def test_reading_that_was_broken_off_goes_on_from_the_page(editor: Client, story: Dossier) -> None:
    editor.post(ADD + "files/", files(("a.txt", ARTICLE.encode())), headers=JSON)
    assert "Go on reading" in text(editor.get(CHECK))
    assert "Import what is chosen" in text(editor.post(CHECK, {"read": "1"}))
    assert Intake.objects.get().stage == Stage.READY


# Addresses


@pytest.fixture
def fetching(settings: Settings) -> Iterator[Any]:
    with served(says(page())) as server:
        settings.URL_FETCH_PORTS = (server.server_port,)
        settings.URL_FETCH_NETWORKS = [str(ip_network("127.0.0.1/32"))]
        yield server


def test_an_address_is_fetched_and_becomes_the_sources_address(editor: Client, story: Dossier, fetching: Any) -> None:
    url = f"http://127.0.0.1:{fetching.server_port}/port"
    response = editor.post(ADD + "address/", {"address": url}, follow=True)
    assert response.redirect_chain == [(CHECK, 302)]
    staged = Intake.objects.get()
    editor.post(CHECK, confirmed(staged))
    made = Source.objects.get()
    assert (made.url, made.name) == (url, "port.html")
    assert made.current is not None
    assert bytes(made.current.raw) == page()
    assert made.current.extractor.startswith("trafilatura")


def test_an_address_in_a_private_network_is_refused_in_its_row(
    editor: Client, story: Dossier, settings: Settings
) -> None:
    with served(says(page())) as server:
        settings.URL_FETCH_PORTS = (server.server_port,)
        response = editor.post(ADD + "address/", {"address": f"http://127.0.0.1:{server.server_port}/"}, follow=True)
        assert "private or reserved network" in text(response)
        assert server.asked == []
    assert Intake.objects.get().stage == Stage.REFUSED


def test_fetching_can_be_turned_off(editor: Client, story: Dossier, settings: Settings) -> None:
    assert "Address of the page" in text(editor.get(ADD))
    settings.URL_FETCH = False
    assert "Address of the page" not in text(editor.get(ADD))
    assert editor.post(ADD + "address/", {"address": "https://courrier.example/port"}).status_code == 404


# Pages


def queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as made:
        client.get(path)
    return len(made)


def test_the_page_costs_the_same_few_queries_however_much_is_staged(editor: Client, story: Dossier) -> None:
    paste(editor)
    few = queries(editor, CHECK)
    for number in range(4):
        paste(editor, f"{ARTICLE}\nEncore {number} quais.")
        factories.source(story)
    assert queries(editor, CHECK) == few
    assert few <= 14


def test_what_a_document_says_of_itself_is_never_markup_on_the_page(editor: Client, story: Dossier) -> None:
    marker = "<b onmouseover=alert(1)>x</b>"
    linked = json.dumps({"@type": "NewsArticle", "headline": marker, "author": marker, "publisher": {"name": marker}})
    head = f"<script type='application/ld+json'>{linked}</script>"
    upload(editor, ("<b>.html", page("3 &lt;b onmouseover=alert(1)&gt;x", *STORY, head=head)))
    assert "<b onmouseover" not in editor.get(CHECK).content.decode()


def test_a_viewer_is_shown_no_way_to_add(client: Client, story: Dossier) -> None:
    client.force_login(factories.user(role="viewer"))
    assert "/sources/add/" not in client.get("/d/story/sources/").content.decode()


def test_nobody_is_told_that_a_dossier_is_not_there_by_another_answer(editor: Client) -> None:
    assert editor.get("/d/none/sources/add/").status_code == 404


# A new dossier


def test_a_chief_makes_a_dossier_whose_address_comes_from_its_title(client: Client) -> None:
    client.force_login(factories.user(role="chief"))
    for expected in ("un-port-vendu-3-m", "un-port-vendu-3-m-2"):
        response = client.post("/dossiers/new/", {"title": "Un port vendu : 3 M€", "language": "fr-CA"})
        assert response["Location"] == f"/d/{expected}/sources/add/"
    assert Dossier.objects.get(slug="un-port-vendu-3-m").language == "fr-CA"


@pytest.mark.parametrize(
    "data",
    [{}, {"title": " ", "language": "fr"}, {"title": "x" * 201, "language": "fr"}, {"title": "x", "language": "xx"}],
)
def test_a_dossier_without_a_title_or_in_an_unknown_language_is_refused(client: Client, data: dict[str, str]) -> None:
    client.force_login(factories.user(role="chief"))
    assert client.post("/dossiers/new/", data).status_code in (200, 422)
    assert not Dossier.objects.exists()


def test_a_title_without_letters_makes_an_address_all_the_same(client: Client) -> None:
    client.force_login(factories.user(role="chief"))
    assert client.post("/dossiers/new/", {"title": "港湾", "language": "fr"})["Location"] == "/d/dossier/sources/add/"


def test_an_editor_makes_no_dossier_and_is_shown_no_way_to(editor: Client) -> None:
    assert editor.get("/dossiers/new/").status_code == 403
    assert "/dossiers/new/" not in editor.get("/").content.decode()
