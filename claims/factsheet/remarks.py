"""What a reader must know beside a figure: its date, and what is assumed, uncertain or odd in print."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from babel.dates import format_skeleton
from django.utils.translation import gettext as _

from claims.factsheet.runs import Run, Runs, compose
from claims.factsheet.sayings import Saying, folded
from claims.factsheet.sheet import SheetFigure
from claims.figures.interval import Interval
from claims.wording import cldr_locale, day_in_words, value_in_words


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
    words = _days(figure.said, figure.unit, language)
    printed = folded(saying.wording).replace("1er ", "1 ")
    return [words] if words and folded(words).replace("1er ", "1 ") not in printed else []


def _days(said: Interval, unit: str, language: str) -> str:
    """In words where a value on its own has signs; nothing where any day would do."""
    low, high = (None if bound is None else date.fromordinal(int(bound)) for bound in (said.low, said.high))
    if low and high:
        return value_in_words("date", said, unit, language)
    if low:
        return _("%(date)s at the earliest") % {"date": day_in_words(low, language)}
    return _("%(date)s at the latest") % {"date": day_in_words(high, language)} if high else ""


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
    return day_in_words(date(year, rest[0], rest[1]), language)
