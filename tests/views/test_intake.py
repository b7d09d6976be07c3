"""Adding sources in the browser: sent, checked, imported; what is refused is named and the rest goes on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from ipaddress import ip_network
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from claims import intaking
from claims.importing import import_files
from claims.models import Entry, Figure
from dealdesk.models import User
from sources import intake as intake_module
from sources import uploads
from sources.intake import Intake, Stage
from sources.models import Dossier, Edition, Source
from sources.reading.formats import MAX_BYTES
from tests import factories
from tests.reading.documents import STORY, locked, page, pdf, word
from tests.reading.servers import says, served
from tests.views.sending import text

pytestmark = pytest.mark.django_db

ADD = "/d/story/sources/add/"
CHECK = "/d/story/sources/add/check/"
ARTICLE = "\n".join(STORY)
JSON = {"Accept": "application/json"}


def files(*given: tuple[str, bytes]) -> dict[str, Any]:
    return {"files": [SimpleUploadedFile(name, raw) for name, raw in given]}


def upload(client: Client, *given: tuple[str, bytes]) -> list[Intake]:
    client.post(ADD + "files/", files(*given))
    return list(Intake.objects.order_by("pk"))


def paste(client: Client, said: str = ARTICLE, title: str = "") -> Intake:
    client.post(ADD + "text/", {"text": said, "title": title})
    return Intake.objects.latest("pk")


def confirmed(*staged: Intake, chosen: bool = True, **changes: str) -> dict[str, str]:
    """What the page sends for these rows as it shows them, with changes."""
    data = {"import": "1"}
    for one in staged:
        for field in ("title", "publisher", "author", "published_on", "language", "url"):
            data[f"s{one.pk}-{field}"] = changes.get(field, one.article[field] or "")
        data[f"s{one.pk}-taken_as"] = changes.get("taken_as", "new")
        if chosen:
            data[f"s{one.pk}-chosen"] = "on"
    return data


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


# Confirming


def test_corrected_metadata_is_stored_and_is_no_guess_while_the_rest_still_is(editor: Client, story: Dossier) -> None:
    (staged,) = upload(editor, ("a.docx", word()))
    assert {"title", "author", "published_on", "language"} <= set(staged.article["guessed"])
    editor.post(CHECK, confirmed(staged, publisher="Le Courrier", published_on="2025-06-01", url="https://c.example/p"))
    made = Source.objects.get()
    assert (made.publisher, made.published_on, made.url) == ("Le Courrier", date(2025, 6, 1), "https://c.example/p")
    assert set(made.guessed) == {"title", "author", "language"}
    assert made.notes == []


def test_the_language_as_corrected_is_the_one_that_figures_are_read_in(editor: Client, story: Dossier) -> None:
    staged = paste(editor, "A port sold\nThe city is selling its port on 12/06/2025, the mayor said to the paper.")
    editor.post(CHECK, confirmed(staged, language="en-US"))
    figure = Figure.objects.get(kind="date")
    assert figure.low is not None
    assert date.fromordinal(int(figure.low)) == date(2025, 12, 6)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("title", ""),
        ("title", "x" * 501),
        ("language", "klingon!"),
        ("url", "javascript:alert(1)"),
        ("published_on", "x"),
    ],
)
def test_what_cannot_be_stored_is_named_and_nothing_is_imported(
    editor: Client, story: Dossier, field: str, wrong: str
) -> None:
    first, second = upload(editor, ("a.txt", ARTICLE.encode()), ("b.pdf", pdf()))
    data = confirmed(first, second) | {f"s{second.pk}-{field}": wrong, f"s{first.pk}-publisher": "Typed here"}
    response = editor.post(CHECK, data)
    assert response.status_code == 422
    assert "Nothing was imported yet" in text(response)
    assert f'id="id_s{second.pk}-{field}_error"' in text(response)
    assert 'value="Typed here"' in text(response)
    assert not Source.objects.exists()
    assert Intake.objects.filter(stage=Stage.READY).count() == 2


def test_what_is_not_chosen_waits(editor: Client, story: Dossier) -> None:
    first, second = upload(editor, ("a.txt", ARTICLE.encode()), ("b.pdf", pdf()))
    editor.post(CHECK, confirmed(first) | confirmed(second, chosen=False))
    assert Source.objects.get().name == "a.txt"
    assert Intake.objects.get() == second


def test_what_another_tab_staged_meanwhile_is_not_imported_unseen(editor: Client, story: Dossier) -> None:
    first = paste(editor)
    second = paste(editor, ARTICLE + "\nEncore 3 quais.")
    editor.post(CHECK, confirmed(first))
    assert Source.objects.count() == 1
    assert Intake.objects.get() == second


def test_removing_a_row_keeps_what_was_typed_in_the_others(editor: Client, story: Dossier) -> None:
    first, second = upload(editor, ("a.txt", ARTICLE.encode()), ("b.pdf", pdf()))
    data = confirmed(first, second, publisher="Typed here") | {"remove": str(first.pk)}
    response = editor.post(CHECK, data)
    assert 'value="Typed here"' in text(response)
    assert "a.txt" not in text(response)
    assert not Source.objects.exists()


def test_the_button_that_enter_presses_imports(editor: Client, story: Dossier) -> None:
    paste(editor)
    html = editor.get(CHECK).content.decode()
    form = html[html.index('class="checking"') :]
    first = re.search(r'<button type="submit"[^>]*?name="(\w+)"', form, re.DOTALL)
    assert first is not None
    assert first[1] == "import"


# Importing


def test_what_is_imported_leads_to_what_is_new(editor: Client, story: Dossier) -> None:
    assert editor.post(CHECK, confirmed(paste(editor)))["Location"] == "/d/story/"
    second = paste(editor, ARTICLE.replace("14,3", "14,8"))
    response = editor.post(CHECK, confirmed(second))
    assert response["Location"] == "/d/story/?has=new"
    assert "1 source imported: " in text(editor.get(response["Location"]))
    assert not Intake.objects.exists()


def test_each_imported_source_is_journalled_and_to_undo_it_withdraws_it(
    editor: Client, story: Dossier, rene: User
) -> None:
    editor.post(
        CHECK, confirmed(*upload(editor, ("a.txt", ARTICLE.encode()), ("b.docx", word(STORY[0], "Autre: 3 quais."))))
    )
    entries = Entry.objects.all()
    assert [(entry.act, entry.subject, entry.by) for entry in entries] == [("add", "source", rene)] * 2
    assert len({entry.batch for entry in entries}) == 1
    html = text(editor.get("/d/story/journal/"))
    assert html.count("source added") == 2
    assert "withdrawn" not in html[html.index("source added") : html.rindex("source added")]
    Entry.objects.undo_batch(entries[0].batch, by=rene)
    assert all(source.withdrawn for source in Source.objects.all())


def test_the_same_import_sent_twice_is_done_once(editor: Client, story: Dossier) -> None:
    data = confirmed(paste(editor))
    editor.post(CHECK, data)
    editor.post(CHECK, data)
    assert Source.objects.count() == 1


def test_what_is_being_imported_by_another_request_is_left_alone(editor: Client, story: Dossier) -> None:
    staged = paste(editor)
    Intake.objects.update(stage=Stage.IMPORTING, claimed_at=timezone.now())
    editor.post(CHECK, confirmed(staged))
    assert not Source.objects.exists()
    Intake.objects.update(claimed_at=timezone.now() - intake_module.INTERRUPTED - timedelta(seconds=1))
    editor.post(CHECK, confirmed(staged))
    assert Source.objects.count() == 1


def test_of_two_requests_that_saw_the_same_rows_one_imports_them(editor: Client, story: Dossier, rene: User) -> None:
    staged = paste(editor)
    seen = intaking.Confirmed(staged, staged.article | {"published_on": None})
    Intake.objects.all().claim_for_import(timezone.now())
    assert intaking.import_confirmed(story, [seen], by=rene, now=timezone.now()) == []
    assert not Source.objects.exists()
    Intake.objects.update(stage=Stage.READY)
    assert len(intaking.import_confirmed(story, [seen], by=rene, now=timezone.now())) == 1


def test_an_import_that_fails_leaves_what_was_staged(
    editor: Client, story: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    staged = paste(editor)

    def fail(*_given: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(intaking, "import_files", fail)
    with pytest.raises(RuntimeError):
        editor.post(CHECK, confirmed(staged))
    assert Intake.objects.get().stage == Stage.READY


# What is there already


def test_the_bytes_of_a_source_are_recognised_and_not_chosen(editor: Client, story: Dossier) -> None:
    editor.post(CHECK, confirmed(*upload(editor, ("a.txt", ARTICLE.encode()))))
    upload(editor, ("renamed.txt", ARTICLE.encode()))
    html = text(editor.get(CHECK))
    assert "holds this text already: there is nothing to import" in html
    assert re.search(r'<input type="checkbox"[^>]*chosen[^>]*>', html)
    assert not re.search(r'<input type="checkbox"[^>]*checked', html)


def test_another_text_at_the_address_of_a_source_is_offered_as_its_new_edition(editor: Client, story: Dossier) -> None:
    head = "<link rel='canonical' href='https://c.example/port'>"
    editor.post(CHECK, confirmed(*upload(editor, ("a.html", page(head=head)))))
    old = Source.objects.get()
    (staged,) = upload(editor, ("b.html", page(STORY[1].replace("14,3", "14,8"), STORY[2], head=head)))
    html = text(editor.get(CHECK))
    assert "has this address, with another text" in html
    assert re.search(r'value="edition"[^>]*checked', html)
    refused = editor.post(CHECK, confirmed(staged))
    assert "Source 1 has this address" in text(refused)
    editor.post(CHECK, confirmed(staged, taken_as="edition", title="Not taken"))
    assert Source.objects.get().title == old.title
    assert Edition.objects.filter(source=old).count() == 2
    assert not Intake.objects.exists()


def test_a_file_of_a_known_name_may_be_a_source_of_its_own(editor: Client, story: Dossier) -> None:
    editor.post(CHECK, confirmed(*upload(editor, ("a.txt", ARTICLE.encode()))))
    (staged,) = upload(editor, ("a.txt", b"Autre chose\nLa ville vend 3 quais pour 2 millions d'euros, dit le maire."))
    editor.post(CHECK, confirmed(staged))
    assert list(Source.objects.order_by("number").values_list("name", flat=True)) == ["a.txt", "a (2).txt"]


def test_two_staged_rows_of_one_address_are_told_apart_before_anything_is_stored(
    editor: Client, story: Dossier
) -> None:
    head = "<link rel='canonical' href='https://c.example/port'>"
    first, second = upload(editor, ("a.html", page(head=head)), ("b.html", page(STORY[1], "Fin. " * 9, head=head)))
    assert "The same as “a.html” above." in text(editor.get(CHECK))
    response = editor.post(CHECK, confirmed(first, second))
    assert "a.html has this address" in text(response)
    assert not Source.objects.exists()


def test_two_files_of_one_name_are_two_sources(editor: Client, story: Dossier) -> None:
    other = b"Autre chose\nLa ville vend 3 quais pour 2 millions d'euros, dit le maire."
    editor.post(CHECK, confirmed(*upload(editor, ("a.txt", ARTICLE.encode()), ("a.txt", other))))
    assert list(Source.objects.order_by("number").values_list("name", flat=True)) == ["a.txt", "a (2).txt"]


def test_a_source_that_came_in_meanwhile_is_named_and_the_rest_is_imported(
    editor: Client, story: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = "<link rel='canonical' href='https://c.example/port'>"
    first, second = upload(editor, ("a.html", page(head=head)), ("b.txt", ARTICLE.encode()))

    def race(dossier: Dossier, given: Any) -> Any:
        factories.source(dossier, url="https://c.example/port")
        return import_files(dossier, given)

    monkeypatch.setattr(intaking, "import_files", race)
    response = editor.post(CHECK, confirmed(first, second), follow=True)
    assert "Another source of this dossier has this address" in text(response)
    assert sorted(Source.objects.values_list("name", flat=True)) == ["1.txt", "b.txt"]
    assert Intake.objects.get() == first


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
