"""The sheet as one HTML file that asks nobody for anything, and what the public page shows of it.

The page is made as one string: what it takes grows with the sheet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from claims.agreement import CONFIRMED, CONTESTED
from claims.factsheet import claimreview
from claims.factsheet.matrix import build_matrix, state
from claims.factsheet.outline import (
    changes_title,
    counts,
    dateline,
    outlet,
    said,
    spoken,
    status_words,
    withdrawal_note,
)
from claims.factsheet.pictures import SheetPicture, picture_of
from claims.factsheet.quotes import quotes_by_source
from claims.factsheet.rules import reading_principle
from claims.factsheet.sentences import ClaimText, claim_text
from claims.factsheet.sheet import FactSheet, SheetClaim, SheetFigure
from claims.factsheet.spelling import dumps

TEMPLATE = "claims/public/sheet.html"
STYLES = "dealdesk/public.css"


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version with who says so; the statements give the reasons."""

    anchor: str
    words: str
    state: str
    names: str


@dataclass(frozen=True, slots=True)
class ClaimView:
    text: ClaimText
    words: str
    picture: SheetPicture | None
    versions: tuple[VersionView, ...]


def write(sheet: FactSheet, out: BinaryIO) -> None:
    with spoken(sheet):
        out.write(render_to_string(TEMPLATE, {**context(sheet), "styles": _styles()}).encode())


def context(sheet: FactSheet) -> dict[str, Any]:
    """What the template needs; the language of the sheet is active."""
    with spoken(sheet) as language:
        reviews = [one for claim in sheet.stated for one in claimreview.reviews(sheet, claim, language)]
        return {
            "sheet": sheet,
            "language": language,
            "dateline": dateline(sheet),
            "counts": counts(sheet),
            "withdrawal": withdrawal_note(sheet),
            "changes_title": changes_title(sheet),
            "matrix": build_matrix(sheet),
            "claims": [_claim(claim, sheet.language) for claim in sheet.stated],
            "quotes": quotes_by_source(sheet.sources, sheet.stated),
            "rules": sheet.rules,
            "principle": reading_principle(),
            "reviews": SafeString(dumps(reviews)) if reviews else "",  # dumps leaves no way out of a script
        }


def versions(claim: SheetClaim) -> Iterable[VersionView]:
    for number, version in enumerate(claim.versions, start=1):
        figures = [figure for figure in claim.figures if figure.id in version]
        deciding = [figure for figure in figures if figure.in_dispute] or figures
        yield VersionView(
            anchor=f"c{claim.id}-v{number}",
            words=", ".join(dict.fromkeys(said(figure) for figure in deciding)),
            state=_version_state(claim, deciding),
            names=", ".join(dict.fromkeys(outlet(figure.source) for figure in figures)),
        )


def _version_state(claim: SheetClaim, figures: Iterable[SheetFigure]) -> str:
    """The strongest of its figures' states: one that is confirmed carries its version."""
    found = [state(claim, figure) for figure in figures]
    return next((name for name in (CONFIRMED, "undecided", CONTESTED) if name in found), found[0])


def _claim(claim: SheetClaim, language: str) -> ClaimView:
    return ClaimView(claim_text(claim, language), status_words(claim), picture_of(claim), tuple(versions(claim)))


def _styles() -> SafeString:
    """Our own style sheet, to stand in the page."""
    path = finders.find(STYLES)
    assert isinstance(path, str)
    with open(path, encoding="utf-8") as file:  # noqa: PTH123
        return SafeString(file.read())
