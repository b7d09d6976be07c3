"""The reader's codes in words: what it assumed, how else a print can be read, what looks wrong in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from claims.matching import explain
from claims.models import Figure
from claims.models.figure import DOUBTFUL
from claims.wording import value_in_words

ASSUMED = {
    "year": gettext_lazy(
        "The year is not printed; it was taken from the date of publication or from the rest of the text."
    ),
    "currency": gettext_lazy("The currency is not printed; it was taken from the rest of the text."),
    "month": gettext_lazy("The month is not printed; it was taken from the rest of the text."),
    "unit": gettext_lazy("The unit is not printed here; it was taken from the words around."),
}
FINDINGS = {
    "weekday": gettext_lazy("The weekday that is printed does not fit the date."),
}
WHY = {
    "currency": gettext_lazy("the $ sign can mean another currency"),
    "day-month": gettext_lazy("day and month can be read the other way round"),
    "scale": gettext_lazy("a billion can be short or long"),
    "year": gettext_lazy("another year fits as well"),
}


def notes(figure: Figure) -> Iterator[str]:
    """One sentence for each thing that an editor should know before deciding."""
    for code in figure.findings:
        yield str(FINDINGS.get(code) or _("Worth a look: %(what)s.") % {"what": code})
    for code in figure.assumed:
        yield str(ASSUMED.get(code) or _("Not printed, but assumed: %(what)s.") % {"what": code})
    # The readings that are printed come before those that an assumed year adds.
    for other, value in zip(figure.alternatives, figure.values()[1:], strict=False):
        words = value_in_words(figure.kind, value.interval, value.unit, get_language() or "en")
        why = WHY.get(other.get("why", ""), other.get("why", ""))
        yield _("Can also be read as %(value)s: %(why)s.") % {"value": words, "why": why}


def provenance(figure: Figure, printed: int) -> Iterator[str]:
    """What stands behind the name of a figure's source: when it came out, how often it prints it, who says so."""
    if figure.source.published_on:
        yield date_format(figure.source.published_on, "DATE_FORMAT")
    if printed > 1:
        yield ngettext("printed %(n)s time", "printed %(n)s times", printed) % {"n": printed}
    if figure.attribution:
        yield _("according to %(who)s") % {"who": figure.attribution}
    if figure.origin:
        yield _("credits %(origin)s") % {"origin": figure.origin.name}
    elif figure.source.origin:
        yield _("origin: %(origin)s") % {"origin": figure.source.origin.name}
    if figure.as_of:
        yield _("as of %(day)s") % {"day": figure.as_of}


@dataclass(frozen=True, slots=True)
class Link:
    """Why a figure stands in its claim: beside which other one, and what speaks for that; `other` is None by hand."""

    other: Figure | None
    reasons: str
    is_doubtful: bool = False


def link_of(figure: Figure, held: Mapping[int, Figure]) -> Link | None:
    """The link of a figure among those that its claim holds; None for the first of a claim."""
    if figure.placed:
        return Link(None, "")
    other = held.get(figure.joined_id or 0)
    if other is None:
        return None
    return Link(other, reasons_in_words(figure), (figure.join_strength or 0) < DOUBTFUL)


def reasons_in_words(figure: Figure) -> str:
    """What matching saw, in the reader's language: "same unit; 3 % apart; both about investment"."""
    language = get_language() or "en"
    between = "\u202f; " if language.startswith("fr") else "; "
    return between.join(explain(code, language) for code in figure.join_why)
