"""Lists taken along as tables: what is ticked, in both formats, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.admin.exporting import EXPORTS
from claims.models import Claim, Figure, Verdict
from dealdesk.models import User
from sources.models import Source
from tests import factories
from tests.administration.acting import choose, full_story

pytestmark = pytest.mark.django_db
EXPORTED = (Claim, Figure, Source, Verdict)
FORMULA = '=HYPERLINK("https://evil.example")'


def from_csv(answer: Any) -> list[dict[str, str]]:
    assert answer.status_code == 200
    assert ".csv" in answer["Content-Disposition"]
    return list(csv.DictReader(io.StringIO(answer.content.decode(), newline="")))


def from_xlsx(answer: Any) -> list[Any]:
    assert answer.status_code == 200
    return list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows())  # type: ignore[union-attr]


@pytest.mark.parametrize("model", EXPORTED)
def test_what_is_ticked_is_exported_and_nothing_else(client: Client, chief: User, model: Any) -> None:
    full_story()
    full_story()
    row = model.objects.order_by("pk")[0]
    lines = from_csv(choose(client, "export_csv", row))
    assert len(lines) == 1
    head, first = from_xlsx(choose(client, "export_xlsx", row))
    assert tuple(cell.value for cell in head) == tuple(lines[0]) == EXPORTS[model].columns
    assert first[0].value == lines[0]["dossier"]
    every = choose(client, "export_csv", *model.objects.all())
    assert len(from_csv(every)) == model.objects.count()


def test_the_tables_say_what_was_printed_and_decided(client: Client, chief: User) -> None:
    full_story("story")
    figure = Figure.objects.get(decision="confirmed")
    (line,) = from_csv(choose(client, "export_csv", figure))
    assert (line["quote"], line["low"], line["verdict"]) == ("14,3 milliards", "14300000000", "confirmed")
    (line,) = from_csv(choose(client, "export_csv", figure.verdicts.get()))
    assert (line["outcome"], line["quotes"]) == ("confirmed", "14,3 milliards")
    (line,) = from_csv(choose(client, "export_csv", figure.source))
    assert (line["dossier"], line["number"], line["publisher"]) == ("story", "1", "La Dépêche")


def test_no_cell_runs_as_a_formula(client: Client, chief: User) -> None:
    source = factories.source(factories.dossier(), title=FORMULA, publisher="@SUM(A1)")
    (line,) = from_csv(choose(client, "export_csv", source))
    assert (line["title"], line["publisher"]) == (f"'{FORMULA}", "'@SUM(A1)")
    _head, row = from_xlsx(choose(client, "export_xlsx", source))
    (title,) = (cell for cell in row if cell.value == FORMULA)
    assert title.data_type == "s"
    assert title.quotePrefix


@pytest.mark.parametrize("model", EXPORTED)
def test_a_longer_table_asks_no_more_queries(client: Client, chief: User, model: Any) -> None:
    counts = []
    for _ in range(2):
        full_story()
        full_story()
        with CaptureQueriesContext(connection) as queries:
            choose(client, "export_csv", *model.objects.all())
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_texts_stay_in_the_database(client: Client, chief: User) -> None:
    full_story()
    with CaptureQueriesContext(connection) as queries:
        choose(client, "export_csv", *Figure.objects.all())
    assert not any('"sources_edition"."text"' in query["sql"].split(" FROM ")[0] for query in queries)


@pytest.mark.parametrize("role", ["viewer", "editor"])
def test_who_may_not_enter_the_admin_exports_nothing(client: Client, role: str) -> None:
    full_story()
    client.force_login(factories.user(role=role))
    assert choose(client, "export_csv", Claim.objects.get()).status_code == 404
