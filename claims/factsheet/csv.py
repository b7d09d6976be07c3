"""The sheet as CSV: one row a figure. No cell can run as a formula in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from claims.factsheet.json import bound
from claims.factsheet.sheet import FactSheet, SheetClaim, SheetFigure

COLUMNS = (
    "claim", "label", "kind", "status", "on_sheet", "figure",
    "source", "source_title", "publisher", "published_on", "url", "reconstructed",
    "quote", "hedge", "low", "high", "unit", "as_of", "attribution",
    "verdict", "reason", "decided_by", "decided_at", "stale", "file", "start", "end", "sha256",
    "draft", "sheet", "withdrawn",
)  # fmt: skip
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def render(sheet: FactSheet) -> str:
    out = io.BytesIO()
    write(sheet, out)
    return out.getvalue().decode()


def write(sheet: FactSheet, out: BinaryIO) -> None:
    """Row by row; no more than one is held as text."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows(sheet):
        writer.writerow([safe(cell) for cell in row])
    text.detach()


def safe(cell: object) -> object:
    """Text that a spreadsheet would run gets an apostrophe before it.

    >>> safe("=1+1"), safe("14,3"), safe(-3)
    ("'=1+1", '14,3', -3)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def rows(sheet: FactSheet) -> Iterator[list[object]]:
    for claim in sheet.claims:
        for figure in claim.figures:
            yield _row(sheet, claim, figure)


def _row(sheet: FactSheet, claim: SheetClaim, figure: SheetFigure) -> list[object]:
    source, verdict = figure.source, figure.verdict
    mention = figure.mentions[0] if figure.mentions else None
    return [
        claim.id, claim.label, claim.kind, claim.status, int(claim.on_sheet), figure.id,
        source.number, source.title, source.publisher, source.published_on or "", source.url, int(source.reconstructed),
        mention.quote if mention else figure.answer, mention.hedge if mention else "",
        _cell(bound(figure.said.low, figure.kind)), _cell(bound(figure.said.high, figure.kind)),
        figure.unit, figure.as_of, figure.attribution,
        verdict.outcome if verdict else "", verdict.reason if verdict else "", verdict.by if verdict else "",
        verdict.at.isoformat(timespec="seconds") if verdict else "", int(verdict.stale) if verdict else "",
        source.file, mention.start if mention else "", mention.end if mention else "", source.sha256,
        int(sheet.draft), sheet.number or "", int(sheet.withdrawal is not None),
    ]  # fmt: skip


def _cell(value: object) -> object:
    return "" if value is None else value
