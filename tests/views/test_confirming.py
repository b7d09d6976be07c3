"""What was staged is confirmed and imported: what is stored, journalled and undone, and what is there already."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from claims import intaking
from claims.importing import import_files
from claims.models import Entry, Figure
from claims.models.journal import EntryQuerySet
from claims.views import intake_check
from dealdesk.models import User
from sources import intake as intake_module
from sources.intake import Intake, Stage
from sources.models import Dossier, Edition, Source
from tests import factories
from tests.reading.documents import STORY, page, pdf, word
from tests.views.sending import text
from tests.views.staging import ARTICLE, CHECK, JSON, confirmed, paste, upload

pytestmark = pytest.mark.django_db


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


def test_a_new_edition_is_journalled_in_words_and_to_undo_it_gives_the_text_back(
    editor: Client, story: Dossier, rene: User
) -> None:
    head = "<link rel='canonical' href='https://c.example/port'>"
    editor.post(CHECK, confirmed(*upload(editor, ("a.html", page(head=head)))))
    (staged,) = upload(editor, ("b.html", page(STORY[1].replace("14,3", "14,8"), STORY[2], head=head)))
    editor.post(CHECK, confirmed(staged, taken_as="edition"))
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.subject, entry.by) == ("edition", "source", rene)
    html = text(editor.get("/d/story/journal/"))
    assert "new edition" in html
    assert "edition 1" in html
    assert "/d/story/sources/1/editions/?old=1&amp;new=2" in html
    Entry.objects.undo_batch(entry.batch, by=rene)
    assert [edition.number for edition in Edition.objects.filter(current_of__isnull=False)] == [1]
    assert Figure.objects.standing().filter(mentions__quote__startswith="14,3").exists()
    assert not Figure.objects.standing().filter(mentions__quote__startswith="14,8").exists()


def many(client: Client, count: int) -> list[Intake]:
    """Articles that are all different."""
    said = "La ville vend %d quais pour %d millions d'euros, dit le maire."
    return upload(client, *((f"{n}.txt", f"Quai {n}\n\n{said % (n + 20, n + 40)}".encode()) for n in range(count)))


def test_a_script_imports_a_few_at_a_time_as_one_act(
    editor: Client, story: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake_check, "SCRIPT_SECONDS", 0)
    data = confirmed(*many(editor, 7)) | {"act": "one and the same"}
    first = editor.post(CHECK, data, headers=JSON).json()
    assert (first, Source.objects.count()) == ({"left": 2, "next": ""}, intaking.FEW)
    assert Intake.objects.count() == 2
    last = editor.post(CHECK, data, headers=JSON).json()
    assert last == {"left": 0, "next": "/d/story/"}
    assert Source.objects.count() == 7
    assert Entry.objects.values("batch").distinct().count() == 1
    assert set(Figure.objects.values_list("arrival", flat=True)) == {1}
    assert text(editor.get("/d/story/")).count("7 sources imported: ") == 1


def test_without_a_script_the_page_asks_to_go_on_and_keeps_what_was_typed(
    editor: Client, story: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake_check, "SECONDS", 0)
    staged = many(editor, 7)
    html = text(editor.post(CHECK, confirmed(*staged, publisher="Le Courrier")))
    assert "2 sources wait still: go on." in html
    assert html.count('value="Le Courrier"') == 2
    editor.post(CHECK, confirmed(*staged[5:]))
    assert Source.objects.count() == 7


def test_what_is_stored_is_journalled_and_no_longer_staged_or_nothing_is(
    editor: Client, story: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    staged = paste(editor)

    def fail(*_given: object, **_more: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(EntryQuerySet, "arrived", fail)
    with pytest.raises(RuntimeError):
        editor.post(CHECK, confirmed(staged))
    assert not Source.objects.exists()
    assert Intake.objects.get().stage == Stage.READY


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

    def fail(*_given: object, **_more: object) -> None:
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

    def race(dossier: Dossier, given: Any, **more: Any) -> Any:
        factories.source(dossier, url="https://c.example/port")
        return import_files(dossier, given, **more)

    monkeypatch.setattr(intaking, "import_files", race)
    response = editor.post(CHECK, confirmed(first, second), follow=True)
    assert "Another source of this dossier has this address" in text(response)
    assert sorted(Source.objects.values_list("name", flat=True)) == ["1.txt", "b.txt"]
    assert Intake.objects.get() == first
