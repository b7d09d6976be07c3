"""The sheet as PDF/UA-1: tagged, its fonts in it, citations as notes at the foot of the page.

typst lays out in memory, some 75 kB for each citation: a long sheet is laid out in parts, which are joined.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import UTC
from pathlib import Path
from typing import Any, BinaryIO

import typst
from django.utils.translation import gettext as _

from claims.factsheet.joining import count_pages, join
from claims.factsheet.matrix import state
from claims.factsheet.outline import (
    GLYPHS,
    changes_title,
    column_name,
    counts,
    dateline,
    note_on,
    rules_title,
    said,
    source_facts,
    source_label,
    spoken,
    state_words,
    status_words,
    withdrawal_note,
)
from claims.factsheet.parts import ACROSS, Part, Table, split
from claims.factsheet.pictures import SheetPicture, picture_of
from claims.factsheet.rules import reading_principle
from claims.factsheet.runs import Run
from claims.factsheet.sentences import claim_text
from claims.factsheet.sheet import FactSheet, SheetClaim, SheetFigure, SheetSource
from claims.wording import NBSP

TEMPLATE = Path(__file__).with_name("sheet.typ")
FONTS = ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")  # they come with typst
BOX = "□"
_LACKING = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_FOREIGN = re.compile(
    "[\u0590-\u1dff\u2e80-\ufaff\ufb07-\ufffc\U00010000-\U0010ffff]"
)  # what typst's fonts hardly hold
LAYOUTS_KEPT = 10


def write(sheet: FactSheet, out: BinaryIO) -> None:
    parts = split(sheet)
    if len(parts) == 1:
        out.write(_laid_out(sheet, parts[0]))
    else:
        join(list(_laid_out_parts(sheet, parts)), out)


def _laid_out_parts(sheet: FactSheet, parts: Sequence[Part]) -> Iterator[bytes]:
    """Each part, from the page on where the one before it ended."""
    page = 1
    for number, part in enumerate(parts):
        made = _laid_out(sheet, part, {"number": number, "page": page, "note": part.cited})
        forget()
        page += count_pages(made)
        yield made


def _laid_out(sheet: FactSheet, part: Part, place: dict[str, int] | None = None) -> bytes:
    return compiled(TEMPLATE, as_data(sheet, part, place), sheet, format="pdf", pdf_standards=["ua-1"])


def forget() -> None:
    """Let typst drop what it remembers of earlier layouts: it does after ten of which none used it again."""
    for _attempt in range(LAYOUTS_KEPT):
        typst.compile(b"", ignore_system_fonts=True, format="svg")


def compiled(template: Path, data: dict[str, Any], sheet: FactSheet, **options: Any) -> bytes:
    """Laid out with the fonts that typst brings, the same on every machine.

    Where they lack a letter, with the machine's own; where these lack it too, with a box in its place: an emoji in one
    quote must not keep the sheet from being printed.
    """
    words = json.dumps(data, ensure_ascii=False)
    main, made = template.read_bytes(), int(sheet.made_at.timestamp())

    def attempt(words: str, *, own_fonts: bool) -> bytes | str:
        """What was made, or the letters that no font has."""
        files = {"main": main, "data.json": words.encode()}
        try:
            return bytes(typst.compile(files, timestamp=made, ignore_system_fonts=own_fonts, **options))
        except typst.TypstError as error:
            lacking = _LACKING.search(str(error))
            if lacking is None:
                raise
            return lacking[1]

    found = attempt(words, own_fonts=True)
    if isinstance(found, str):
        found = attempt(words, own_fonts=False)
    words = _FOREIGN.sub(BOX, words)
    while isinstance(found, str) and found != BOX:
        words = words.translate(dict.fromkeys(map(ord, found), BOX))
        found = attempt(words, own_fonts=True)
    assert isinstance(found, bytes)
    return found


def as_data(sheet: FactSheet, part: Part, place: dict[str, int] | None = None) -> dict[str, Any]:
    """What the template prints; `place` says where a part begins, of a sheet that has several."""
    with spoken(sheet) as language:
        day = sheet.made_at.astimezone(UTC)
        return {
            "lang": language,
            "fonts": FONTS,
            "title": sheet.title,
            "desk": sheet.desk or "Dealdesk",
            "short": _("no. %(number)s") % {"number": sheet.number} if sheet.number else _("Draft"),
            "day": {"year": day.year, "month": day.month, "day": day.day},
            "dateline": dateline(sheet),
            "place": place,
            "opening": None if place and place["number"] else _opening(sheet),
            "colon": f"{NBSP}: " if language == "fr" else ": ",
            "words": _words(sheet, part.begun),
            "tables": [_table(table) for table in part.tables],
            "claims": [_claim(claim, sheet.language) for claim in part.claims],
            "rules": [{"examples": rule.examples, "meaning": rule.meaning} for rule in sheet.rules if part.rules],
            "sources": [_source(source) for source in part.sources],
        }


def _opening(sheet: FactSheet) -> dict[str, Any]:
    """What stands under the title."""
    return {
        "counts": counts(sheet),
        "withdrawal": withdrawal_note(sheet),
        "notes": sheet.notes,
        "changes_title": changes_title(sheet),
        "changes": [change.text for change in sheet.changes],
    }


def _words(sheet: FactSheet, begun: Container[str]) -> dict[str, str]:
    """Headings; of a section that was `begun` in an earlier part, that it goes on."""

    def headed(title: str, section: str) -> str:
        return _("%(title)s (continued)") % {"title": title} if section in begun else title

    return {
        "overview": headed(_("Who says what"), "tables"),
        "claim": _("Claim"),
        "claims": headed(_("What the sources say"), "claims"),
        "rules": rules_title(sheet),
        "principle": reading_principle(),
        "printed": _("Printed"),
        "stands_for": _("Stands for"),
        "sources": headed(_("Sources"), "sources"),
    }


def _table(table: Table) -> dict[str, Any]:
    across = slice(table.at, table.at + ACROSS)
    return {
        "head": [column_name(source) for source in table.sources],
        "rows": [
            {
                "label": row.claim.label,
                "cells": [
                    [{"state": a.state, "glyph": GLYPHS[a.state], "words": said(a.figure)} for a in cell]
                    for cell in row.cells[across]
                ],
            }
            for row in table.rows
        ],
    }


def _claim(claim: SheetClaim, language: str) -> dict[str, Any]:
    picture = picture_of(claim)
    return {
        "label": claim.label,
        "status": claim.status,
        "glyph": GLYPHS.get(claim.status, ""),
        "words": status_words(claim),
        "statements": [
            {"role": statement.role, "runs": list(_runs(statement.runs))}
            for statement in claim_text(claim, language).statements
        ],
        "picture": picture and _picture(claim, picture),
    }


def _runs(runs: Iterable[Run]) -> Iterable[dict[str, Any]]:
    """What is empty is left out."""
    for run in runs:
        written = {"t": run.text, "r": run.role, "u": run.url, "l": base_language(run.language)}
        written["n"] = [_note(figure) for figure in run.cites]  # type: ignore[assignment]
        yield {name: value for name, value in written.items() if value or name == "t"}


def _note(figure: SheetFigure) -> dict[str, str]:
    note = note_on(figure)
    source = _("source %(number)s") % {"number": figure.source.number}
    who = f"{note.who}, {source}" if figure.source.publisher else note.who
    language = base_language(figure.source.language)
    return {
        "who": who, "before": note.before, "quote": note.quote, "after": note.after,
        "lang": language or "en",
    }  # fmt: skip


def _picture(claim: SheetClaim, drawn: SheetPicture) -> dict[str, Any]:
    rows = [
        {
            "name": line.name,
            "words": line.words,
            "state": line.state,
            "glyph": GLYPHS[line.state],
            "x": _percent(line.row.bar.x) if line.row.bar else None,
            "width": _percent(line.row.bar.width) if line.row.bar else None,
        }
        for line in drawn.lines
    ]
    told = "; ".join(f"{line.name}: {line.words}, {state_words(state(claim, line.figure))}" for line in drawn.lines)
    ticks = [{"at": _percent(tick.x), "label": tick.label} for tick in drawn.picture.ticks]
    return {"rows": rows, "ticks": ticks, "alt": told}


def _percent(words: str) -> float:
    return float(words.removesuffix("%"))


def _source(source: SheetSource) -> dict[str, str]:
    return {
        "label": source_label(source), "lang": base_language(source.language) or "en",
        "facts": " · ".join(source_facts(source)), "url": source.url, "file": source.file, "sha256": source.sha256,
    }  # fmt: skip


def base_language(tag: str) -> str:
    """
    >>> base_language("fr-CA"), base_language("")
    ('fr', '')
    """
    base = tag.split("-")[0].lower()
    return base if base.isascii() and base.isalpha() and len(base) in {2, 3} else ""
