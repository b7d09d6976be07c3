"""Sources corrected from a table: what is shown is what is done, journalled in one batch, all of it or nothing."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
import xlsxwriter  # type: ignore[import-untyped]
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from claims.models import Entry
from claims.source_table import MOST_ROWS
from dealdesk.models import User
from sources.models import Dossier, Source
from tests import factories
from tests.administration.acting import choose

pytestmark = pytest.mark.django_db
HEAD = "dossier,number,title,publisher,author,published_on,language,origin"


@pytest.fixture
def dossier() -> Dossier:
    made = factories.dossier("story")
    for _ in range(3):
        factories.source(made, publisher="La Depeche")
    return made


def send(client: Client, table: str | bytes, name: str = "sources.csv") -> Any:
    raw = table.encode() if isinstance(table, str) else table
    return client.post(reverse("admin:sources_source_import"), {"table": SimpleUploadedFile(name, raw)})


def confirm(client: Client, page: Any, reason: str = "Relu") -> Any:
    found = re.search(r'name="plan" value="([^"]+)"', page.text)
    assert found, page.text
    return client.post(reverse("admin:sources_source_import"), {"plan": found[1], "reason": reason})


def workbook(*rows: tuple[object, ...]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet()
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)
    return out.getvalue()


def test_the_preview_writes_nothing_and_shows_each_change(client: Client, chief: User, dossier: Dossier) -> None:
    page = send(client, f"{HEAD}\nstory,2,,La Dépêche,,2025-06-12,,Agence\nstory,3,,La Depeche,,,,\n")
    assert page.status_code == 200
    (change,) = page.context["plan"].changes
    assert change.fields == {
        "publisher": ("La Depeche", "La Dépêche"), "published_on": ("", "2025-06-12"), "origin": ("", "Agence")
    }  # fmt: skip
    assert page.context["plan"].same == 1
    assert "La Dépêche" in page.text
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_what_was_shown_is_done_in_one_batch_with_its_reason(
    client: Client, chief: User, dossier: Dossier, separator: str
) -> None:
    lines = ["dossier,number,publisher,origin", "story,1,La Dépêche,Agence", "story,2,La Dépêche,AGENCE"]
    assert confirm(client, send(client, "\n".join(lines).replace(",", separator))).status_code == 302
    first, second, third = dossier.sources.order_by("number")
    assert (first.publisher, second.publisher, third.publisher) == ("La Dépêche", "La Dépêche", "La Depeche")
    assert first.origin == second.origin == dossier.origins.get(name="Agence")
    entries = Entry.objects.filter(subject="source", act="correct")
    assert {(entry.by, entry.reason) for entry in entries} == {(chief, "Relu")}
    assert len(entries) == 2
    assert len({entry.batch for entry in entries}) == 1


def test_a_batch_is_undone_as_a_whole(client: Client, chief: User, dossier: Dossier) -> None:
    confirm(client, send(client, "dossier,number,publisher\nstory,1,A\nstory,2,B\n"))
    batch = Entry.objects.all()[0].batch
    Entry.objects.undo_batch(batch, by=chief)
    assert set(dossier.sources.values_list("publisher", flat=True)) == {"La Depeche"}


def test_an_exported_table_comes_back_as_it_was(client: Client, chief: User, dossier: Dossier) -> None:
    Source.objects.filter(number=1).update(title="=1+1", publisher="'s-Hertogenbosch")
    for act, name in (("export_csv", "a.csv"), ("export_xlsx", "a.xlsx")):
        page = send(client, choose(client, act, *dossier.sources.all()).content, name)
        assert page.status_code == 422
        assert page.context["plan"].same == 3
        assert "nothing to correct" in page.text


def test_a_workbook_is_read_with_its_days(client: Client, chief: User, dossier: Dossier) -> None:
    table = workbook(("dossier", "number", "published_on", "title"), ("story", 2, "2025-06-12", "Un titre"))
    confirm(client, send(client, table, "a.xlsx"))
    source = dossier.sources.get(number=2)
    assert (str(source.published_on), source.title) == ("2025-06-12", "Un titre")


@pytest.mark.parametrize(
    ("table", "why"),
    [
        (f"{HEAD}\nstory,9,A,,,,,\n", "no source 9"),
        (f"{HEAD}\nother,1,A,,,,,\n", "no source 1"),
        (f"{HEAD}\nstory,1,A,,,,,\nstory,1,B,,,,,\n", "has a line already"),
        (f"{HEAD}\nstory,1,,,,12 juin,,\n", "is no day"),
        (f"{HEAD}\nstory,1,,{'x' * 201},,,,\n", "at most 200"),
        (f"{HEAD}\nstory,1,A,,,,,\nother,1,A,,,,,\n", "several dossiers"),
        ("number,title\n1,A\n", "must name the columns"),
        ("", "empty"),
        (f"{HEAD}\n" + "story,1,A,,,,,\n" * (MOST_ROWS + 1), "more than 500 lines"),
        (b"PK\x03\x04 no workbook", "damaged"),
    ],
)
def test_a_table_with_a_fault_is_refused_whole_with_the_reason(
    client: Client, chief: User, dossier: Dossier, table: str | bytes, why: str
) -> None:
    page = send(client, table)
    assert page.status_code == 422
    assert why in page.text
    assert 'role="alert"' in page.text
    assert 'name="plan"' not in page.text


def test_one_good_line_is_not_done_beside_a_bad_one(client: Client, chief: User, dossier: Dossier) -> None:
    page = send(client, f"{HEAD}\nstory,1,Good,,,,,\nstory,2,,,,bad,,\n")
    assert "Line 3" in page.text
    assert 'name="plan"' not in page.text


def test_a_workbook_that_would_unpack_to_too_much_is_refused(client: Client, chief: User, dossier: Dossier) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    assert "unpack to more" in send(client, out.getvalue(), "a.xlsx").text


def test_what_changed_meanwhile_refuses_all_of_it(client: Client, chief: User, dossier: Dossier) -> None:
    page = send(client, "dossier,number,publisher\nstory,1,A\nstory,2,B\n")
    Source.objects.filter(number=2).update(publisher="Another")
    assert confirm(client, page).status_code == 409
    assert Entry.objects.count() == 0
    assert dossier.sources.get(number=1).publisher == "La Depeche"


def test_sending_a_preview_again_does_nothing_twice(client: Client, chief: User, dossier: Dossier) -> None:
    page = send(client, "dossier,number,publisher\nstory,1,A\n")
    assert [confirm(client, page).status_code for _ in range(2)] == [302, 409]
    assert Entry.objects.count() == 1


def test_a_preview_is_its_authors_and_cannot_be_made_up(client: Client, chief: User, dossier: Dossier) -> None:
    page = send(client, "dossier,number,publisher\nstory,1,A\n")
    client.force_login(factories.user(role="chief"))
    assert confirm(client, page).status_code == 409
    forged = client.post(reverse("admin:sources_source_import"), {"plan": '[1,[[1,{"title":["Article 1","A"]}]]]'})
    assert forged.status_code == 409
    assert Entry.objects.count() == 0


def test_only_who_may_change_sources_imports(client: Client, dossier: Dossier) -> None:
    """Someone who may look at the list, and is let into the admin, is not shown the way and is refused the page."""
    editor = factories.user(role="editor")
    User.objects.filter(pk=editor.pk).update(is_staff=True)
    editor.user_permissions.add(Permission.objects.get(codename="view_source"))
    client.force_login(editor)
    address = reverse("admin:sources_source_import")
    assert address not in client.get(reverse("admin:sources_source_changelist")).text
    assert client.get(address).status_code == 403
    assert send(client, "dossier,number,publisher\nstory,1,A\n").status_code == 403
    for role in ("viewer", "editor"):
        client.force_login(factories.user(role=role))
        assert client.get(address).status_code == 404


def test_the_pages_carry_nothing_inline(client: Client, chief: User, dossier: Dossier) -> None:
    page = send(client, "dossier,number,publisher\nstory,1,A\n")
    assert "<style" not in page.text
    assert " style=" not in page.text
