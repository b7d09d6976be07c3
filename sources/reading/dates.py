"""Dates that an article prints about itself: in a dateline, under a headline. Never resolved against a clock."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from sources.reading.languages import languages

_DIGIT = re.compile("[0-9]")  # in every date, and in few of the lines that are asked for one


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """`day` is None where no year is printed or the calendar has no such day; `printed` includes the weekday."""

    printed: str
    day: date | None
    fits_weekday: bool = True


def find_date(text: str, *, month_first: bool = False) -> PrintedDate | None:
    """The first date in `text`. `12/06/2025` is day first unless `month_first` (US English) or only the other fits.

    >>> find_date("PARIS, 3 mars 2025").day
    datetime.date(2025, 3, 3)
    >>> find_date("12/06/2025").day, find_date("12/06/2025", month_first=True).day
    (datetime.date(2025, 6, 12), datetime.date(2025, 12, 6))
    >>> find_date("vendredi 12/06/2025").fits_weekday
    False
    >>> find_date("LONDON, March 3").day is None
    True
    """
    match = _date_pattern().search(text) if _DIGIT.search(text) else None
    if not match:
        return None
    day = _day(match, month_first)
    weekday = _weekdays().get((match["weekday"] or "").casefold())
    fits = day is None or weekday is None or weekday == day.weekday()
    return PrintedDate(match.group(), day, fits)


def _day(match: re.Match[str], month_first: bool) -> date | None:
    named = _named_parts(match)
    if named:
        return _calendar_day(*named)
    if match["iso_year"]:
        return _calendar_day(match["iso_year"], int(match["iso_month"]), match["iso_day"])
    first, second, year = match["first"], match["second"], match["year"]
    readings = [(second, first), (first, second)] if not month_first else [(first, second), (second, first)]
    days = [day for month, number in readings if (day := _calendar_day(year, int(month), number))]
    return days[0] if days else None


def _named_parts(match: re.Match[str]) -> tuple[str, int, str] | None:
    """Year, month and day where the month is a word ("3 mars 2025", "March 3, 2025")."""
    for day, month, year in (("day_1", "month_1", "year_1"), ("day_2", "month_2", "year_2")):
        if match[month]:
            # 0 where the pattern, which ignores case, found a letter that does not fold to ours ("juİn")
            return match[year] or "", _months().get(match[month].casefold(), 0), match[day]
    return None


def _calendar_day(year: str, month: int, day: str) -> date | None:
    try:
        return date(int(year), month, int(day)) if year else None
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    return {form: number for language in languages() for form, number in language.months.items()}


@cache
def _weekdays() -> dict[str, int]:
    return {form: number for language in languages() for form, number in language.weekdays.items()}


@cache
def _date_pattern() -> re.Pattern[str]:
    year = "[12][0-9]{3}"
    month = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    weekday = "|".join(sorted(map(re.escape, _weekdays()), key=len, reverse=True))
    return re.compile(
        rf"""
        (?<![^\W_]) (?: (?P<weekday>{weekday})\b \.? ,? \s+ (?:le\s+)? )?
        (?:
          (?P<iso_year>{year}) - (?P<iso_month>[0-9]{{2}}) - (?P<iso_day>[0-9]{{2}}) (?![0-9-])
        | (?P<first>[0-9]{{1,2}}) (?P<mark>[/.-]) (?P<second>[0-9]{{1,2}}) (?P=mark) (?P<year>{year}) (?![0-9])
        | (?P<day_1>[0-9]{{1,2}}) (?:er|st|nd|rd|th)? \s+ (?P<month_1>{month})\b \.?
          (?: ,? \s+ (?P<year_1>{year})\b )?
        | (?P<month_2>{month})\b \.? \s+ (?P<day_2>[0-9]{{1,2}}) (?:st|nd|rd|th)? (?![0-9])
          (?: ,? \s+ (?P<year_2>{year})\b )?
        )
        """,
        re.VERBOSE | re.IGNORECASE,
    )
