"""The picture that stands beside a link to a published sheet: its title and how much of it is decided, as PNG."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.factsheet.matrix import state
from claims.factsheet.outline import GLYPHS, counts, dateline, said, spoken
from claims.factsheet.pdf import FONTS, compiled
from claims.factsheet.sheet import FactSheet
from claims.models.claim import Status
from claims.wording import NBSP

TEMPLATE = Path(__file__).with_name("card.typ")
PIXELS_PER_INCH = 72.0  # one pixel a point
LONGEST = 110


def write(sheet: FactSheet, out: BinaryIO) -> None:
    out.write(compiled(TEMPLATE, as_data(sheet), sheet, format="png", ppi=PIXELS_PER_INCH))


def as_data(sheet: FactSheet) -> dict[str, Any]:
    with spoken(sheet) as language:
        return {
            "lang": language,
            "fonts": FONTS,
            "desk": sheet.desk or "Dealdesk",
            "title": _cut(sheet.title, LONGEST),
            "dateline": dateline(sheet),
            "withdrawn": _("This sheet was withdrawn") if sheet.withdrawal else "",
            "lines": _lines(sheet),
            "tallies": _tallies(sheet) or [{"state": "agreed", "glyph": "=", "words": counts(sheet)}],
        }


def _tallies(sheet: FactSheet) -> list[dict[str, str]]:
    """How many figures were decided which way; what is nought is left out."""
    found = Counter(state(claim, figure) for claim in sheet.stated for figure in claim.figures)
    words = {
        "confirmed": ngettext("%(count)d figure confirmed", "%(count)d figures confirmed", found["confirmed"]),
        "contested": ngettext("%(count)d contested", "%(count)d contested", found["contested"]),
        "undecided": ngettext("%(count)d not decided", "%(count)d not decided", found["undecided"]),
    }
    return [
        {"state": name, "glyph": GLYPHS[name], "words": words[name] % {"count": found[name]}}
        for name in words
        if found[name]
    ]


def _lines(sheet: FactSheet) -> list[dict[str, str]]:
    """The claims that most origins answer and that are not in dispute, each with its value."""
    told = [claim for claim in sheet.stated if claim.leads and claim.status != Status.DISPUTED]
    told.sort(key=lambda claim: (claim.status != Status.SETTLED, -claim.origin_count, claim.id))
    return [
        {
            "state": state(claim, claim.leads[0]).replace("single", "agreed"),
            "glyph": GLYPHS[state(claim, claim.leads[0])],
            "words": _cut(f"{claim.label}{NBSP}: {said(claim.leads[0])}", 66),
        }
        for claim in told[:3]
    ]


def _cut(words: str, longest: int) -> str:
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"
