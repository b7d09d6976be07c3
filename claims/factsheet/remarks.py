"""What a reader must know beside a figure: its date, and what is assumed, uncertain or odd in print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from babel.dates import format_date, format_skeleton
from django.utils.translation import gettext as _

from claims.factsheet.runs import Run, Runs, compose
from claims.factsheet.sayings import Saying, folded
from claims.factsheet.sheet import SheetFigure
from claims.wording import cldr_locale, value_in_words


def remarked(runs: Runs, remarks: Sequence[Runs]) -> Runs:
    """Remarks in brackets after what they are about."""
    if not remarks:
        return runs
    inside = list(remarks[0])
    for remark in remarks[1:]:
        inside += [Run(", "), *remark]
    return compose(_("%(text)s (%(remarks)s)"), text=runs, remarks=inside)


def day_meant(saying: Saying, language: str) -> list[str]:
    """The days for which a printed date stands, where it prints less than that ("jeudi", "le 13 juin")."""
    figure = saying.first
    if figure.kind != "date":
        return []
    words = value_in_words(figure.kind, figure.said, figure.unit, language)
    return [] if folded(words) == folded(saying.wording) else [words]


def doubts(figure: SheetFigure) -> list[str]:
    """What is assumed, uncertain or odd in what a source prints."""
    if not (figure.assumed or figure.alternatives or figure.findings):
        return []  # as nearly all are
    words = {
        "year": _("year assumed"),
        "currency": _("the currency is not certain"),
        "day-month": _("day and month are not certain"),
        "scale": _("the scale is not certain"),
        "weekday": _("the weekday printed does not fit the date"),
    }
    whys = [str(other.get("why", "")) for other in figure.alternatives]
    return [words[code] for code in dict.fromkeys([*figure.assumed, *whys, *figure.findings]) if code in words]


def shared_doubts(saying: Saying) -> list[str]:
    """The doubts that hold for every source of a saying; the others are told beside their source."""
    found = [doubts(figure) for figure in saying.figures]
    return [doubt for doubt in found[0] if all(doubt in others for others in found)]


def moment_in_words(as_of: str, language: str) -> str:
    """An ISO date of any precision.

    >>> moment_in_words("2024-05", "en"), moment_in_words("2024", "fr")
    ('May 2024', '2024')
    """
    year, *rest = (int(part) for part in as_of.split("-"))
    locale = cldr_locale(language)
    if not rest:
        return str(year)
    if len(rest) == 1:
        return str(format_skeleton("yMMMM", date(year, rest[0], 1), locale=locale))
    return str(format_date(date(year, rest[0], rest[1]), "long", locale=locale))
