"""The sheet as a workbook: figures, claims and sources, each cell of its own type, and no cell a formula.

Rows go to the file as they are made. A text that a spreadsheet would run if it were typed keeps its letters, is stored
as text, and has the cell's mark for it (the apostrophe of the input line), so that editing the cell does not run it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, BinaryIO

import xlsxwriter  # type: ignore[import-untyped]
from django.utils.translation import gettext as _

from claims.factsheet.csv import FORMULA_STARTS
from claims.factsheet.json import bound
from claims.factsheet.matrix import state
from claims.factsheet.outline import counts, dateline, said, spoken, state_words, status_word, withdrawal_note
from claims.factsheet.sentences import claim_text
from claims.factsheet.sheet import FactSheet, SheetClaim, SheetFigure

LONGEST = 32_767  # characters in a cell, by the format's own limit
FIRST_YEAR = 1900  # before it, a workbook knows no dates
OPTIONS = {
    "constant_memory": True,
    "default_date_format": "yyyy-mm-dd",
    "remove_timezone": True,
}


def write(sheet: FactSheet, out: BinaryIO) -> None:
    with spoken(sheet), xlsxwriter.Workbook(out, OPTIONS) as book:
        made = sheet.made_at.astimezone(UTC).replace(tzinfo=None)
        book.set_properties({"title": sheet.title, "author": sheet.desk, "created": made, "comments": dateline(sheet)})
        page = Pages(book)
        page.add(_("Figures"), _figure_columns(), (_figure(c, f) for c in sheet.claims for f in c.figures))
        page.add(_("Claims"), _claim_columns(), (_claim(sheet, claim) for claim in sheet.claims))
        page.add(_("Sources"), _source_columns(), _sources(sheet))
        page.add(_("Sheet"), ((_("Fact sheet"), 30), ("", 100)), _about(sheet))


Columns = Iterable[tuple[str, int]]


class Pages:
    """The workbook's pages: a head that stays in sight, then rows of typed cells."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self.head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.text = book.add_format({"valign": "top"})
        self.quoted = book.add_format({"valign": "top", "quote_prefix": True})
        self.number = book.add_format({"valign": "top", "num_format": "#,##0.#########"})
        self.day = book.add_format({"valign": "top", "num_format": "yyyy-mm-dd"})

    def add(self, name: str, columns: Columns, rows: Iterable[list[Any]]) -> None:
        page = self.book.add_worksheet(name)
        page.freeze_panes(1, 0)
        for at, (title, width) in enumerate(columns):
            page.set_column(at, at, width)
            page.write_string(0, at, title, self.head)
        for row, cells in enumerate(rows, start=1):
            for at, cell in enumerate(cells):
                self._cell(page, row, at, cell)

    def _cell(self, page: Any, row: int, at: int, cell: Any) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, bool):
            page.write_boolean(row, at, cell, self.text)
        elif isinstance(cell, int | float | Decimal):
            page.write_number(row, at, cell, self.number)
        elif isinstance(cell, date) and cell.year >= FIRST_YEAR:
            page.write_datetime(row, at, datetime(cell.year, cell.month, cell.day), self.day)  # noqa: DTZ001
        else:
            words = str(cell)[:LONGEST]
            page.write_string(row, at, words, self.quoted if words.startswith(FORMULA_STARTS) else self.text)


def _figure_columns() -> Columns:
    return (
        (_("Claim"), 8), (_("Label"), 34), (_("On the sheet"), 9), (_("Figure"), 8), (_("Source"), 8),
        (_("Publisher"), 20), (_("As printed"), 30), (_("Hedge"), 12), (_("Stands for"), 18), (_("Low"), 16),
        (_("High"), 16), (_("Unit"), 10), (_("As of"), 11), (_("According to"), 22), (_("State"), 16),
        (_("Reason"), 40), (_("Decided by"), 18), (_("Decided on"), 12), (_("File"), 24), (_("Start"), 8),
        (_("End"), 8),
    )  # fmt: skip


def _figure(claim: SheetClaim, figure: SheetFigure) -> list[Any]:
    source, verdict = figure.source, figure.verdict
    mention = figure.mentions[0] if figure.mentions else None
    return [
        claim.id, claim.label, claim.on_sheet, figure.id, source.number, source.publisher,
        mention.quote if mention else figure.answer, mention.hedge if mention else "", said(figure),
        _bound(figure.said.low, figure.kind), _bound(figure.said.high, figure.kind), figure.unit, figure.as_of,
        figure.attribution, state_words(state(claim, figure)), verdict.reason if verdict else "",
        verdict.by if verdict else "", verdict.at.date() if verdict else None,
        source.file, mention.start if mention else None, mention.end if mention else None,
    ]  # fmt: skip


def _bound(value: Decimal | None, kind: str) -> Any:
    if value is not None and kind == "date":
        return date.fromordinal(int(value))
    return bound(value, kind)


def _claim_columns() -> Columns:
    return ((_("Claim"), 8), (_("Label"), 40), (_("Status"), 16), (_("On the sheet"), 9), (_("Figures"), 9),
            (_("Independent origins"), 12), (_("In words"), 100))  # fmt: skip


def _claim(sheet: FactSheet, claim: SheetClaim) -> list[Any]:
    words = " ".join("".join(run.text for run in s.runs) for s in claim_text(claim, sheet.language).statements)
    status = status_word(claim.status)
    return [claim.id, claim.label, status, claim.on_sheet, len(claim.figures), claim.origin_count, words]


def _source_columns() -> Columns:
    return ((_("Source"), 8), (_("Title"), 50), (_("Publisher"), 20), (_("Author"), 20), (_("Published on"), 12),
            (_("Language"), 9), (_("Origin"), 20), (_("URL"), 40), (_("File"), 24), ("SHA-256", 66),
            (_("Demonstration text"), 14), (_("Withdrawn"), 10))  # fmt: skip


def _sources(sheet: FactSheet) -> Iterable[list[Any]]:
    for s in sheet.sources:
        yield [
            s.number, s.title, s.publisher, s.author, s.published_on, s.language, s.origin, s.url, s.file, s.sha256,
            s.reconstructed, s.withdrawn,
        ]  # fmt: skip


def _about(sheet: FactSheet) -> Iterable[list[Any]]:
    yield [_("Title"), sheet.title]
    yield [_("Sheet"), dateline(sheet)]
    yield ["", counts(sheet)]
    yield [_("Address"), sheet.url]
    yield [_("Reading rules"), sheet.rules_version]
    yield [_("Head of the verdict log"), sheet.log_head]
    if sheet.withdrawal:
        yield [_("Withdrawn"), withdrawal_note(sheet)]
    for note in sheet.notes:
        yield [_("Note"), note]
    for change in sheet.changes:
        yield [_("Changed"), change.text]
