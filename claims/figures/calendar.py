"""Spans of days: what a printed date, month, quarter or part of a year stands for."""

from datetime import date, timedelta
from typing import NamedTuple

MIDDLE_START, MIDDLE_END = 10, 20
AHEAD = 60  # days around publication in which a date without a year is looked for
AHEAD_WHEN_FUTURE = 330


class Moment(NamedTuple):
    """A span of days from `start` to `finish` (month, day), with or without its year.

    Day 0 is the last of its month; `years` is how many years after `year` it ends. `fixed` is a span of days already
    resolved. `grain` is what was printed: day, month, quarter, half, season or year.
    """

    start: tuple[int, int]
    finish: tuple[int, int]
    year: int | None = None
    years: int = 0
    grain: str = "day"
    fixed: tuple[date, date] | None = None

    def days(self, year: int | None = None) -> tuple[date, date] | None:
        """The first and last day; None where the year is not known or has no such day.

        >>> Moment((2, 1), (2, 0), 2024).days()
        (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
        >>> Moment((2, 29), (2, 29)).days(2023) is None
        True
        """
        if self.fixed is not None:
            return self.fixed
        of = self.year if self.year is not None else year
        if of is None or not 1 <= of <= 9998:
            return None
        try:
            return date(of, *self.start), _day(of + self.years, *self.finish)
        except ValueError:
            return None


def _day(year: int, month: int, day: int) -> date:
    if day:
        return date(year, month, day)
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def whole_year(year: int | None) -> Moment:
    return Moment((1, 1), (12, 0), year, grain="year")


def whole_month(month: int, year: int | None = None) -> Moment:
    return Moment((month, 1), (month, 0), year, grain="month")


def one_day(month: int, day: int, year: int | None = None) -> Moment | None:
    """A day of a month; None where no year has it.

    >>> one_day(2, 30) is None, one_day(2, 29).start
    (True, (2, 29))
    """
    try:
        date(2000 if year is None else year, month, day)
    except ValueError:
        return None
    return Moment((month, day), (month, day), year)


def period(number: int, count: int, year: int | None = None) -> Moment | None:
    """One of the `count` equal periods of a year.

    >>> period(4, 4, 2026).days()
    (datetime.date(2026, 10, 1), datetime.date(2026, 12, 31))
    """
    if not 1 <= number <= count:
        return None
    months = 12 // count
    return Moment(((number - 1) * months + 1, 1), (number * months, 0), year, grain="quarter")


def part(moment: Moment, which: str) -> Moment:
    """The early, middle or late part: days 1-10, 11-20, 21-end of a month; thirds of a year.

    >>> part(whole_month(6, 2025), "middle").days()
    (datetime.date(2025, 6, 11), datetime.date(2025, 6, 20))
    >>> part(whole_year(2025), "late").days()
    (datetime.date(2025, 9, 1), datetime.date(2025, 12, 31))
    """
    if moment.grain == "month":
        month = moment.start[0]
        days = {"early": (1, MIDDLE_START), "middle": (MIDDLE_START + 1, MIDDLE_END), "late": (MIDDLE_END + 1, 0)}
        first, last = days[which]
        return moment._replace(start=(month, first), finish=(month, last), grain="day")
    if moment.grain == "year":
        first = {"early": 1, "middle": 5, "late": 9}[which]
        return moment._replace(start=(first, 1), finish=(first + 3, 0), grain="month")
    return moment


def part_of_decade(year: int, which: str) -> Moment:
    """The early, middle or late years of the decade that starts with a year.

    >>> part_of_decade(1980, "late").days()
    (datetime.date(1987, 1, 1), datetime.date(1989, 12, 31))
    """
    first, years = {"early": (0, 3), "middle": (4, 2), "late": (7, 2)}[which]
    return whole_year(year + first)._replace(years=years)


def joined(low: Moment, high: Moment) -> Moment | None:
    """The span from one moment to the other; a year printed only at the end holds for both.

    >>> joined(whole_month(11), whole_month(2, 2017)).days()
    (datetime.date(2016, 11, 1), datetime.date(2017, 2, 28))
    >>> joined(whole_year(2019), whole_year(2023)).days()
    (datetime.date(2019, 1, 1), datetime.date(2023, 12, 31))
    """
    if low.fixed or high.fixed:
        return None
    start, year, years = low.start, low.year, 0
    if low.year is not None and high.year is not None:
        years = high.year + high.years - low.year
        if years < 0:
            return None
    elif high.finish[0] < start[0] or (high.finish[0] == start[0] and 0 < high.finish[1] < start[1]):
        years = 1
        year = high.year - 1 if high.year is not None and low.year is None else low.year
    else:
        year = low.year if low.year is not None else high.year
    return Moment(start, high.finish, year, years, grain=high.grain)


def fitting_year(moment: Moment, published: date, future: bool = False) -> int:
    """The year that fits the publication date best for a date printed without one.

    >>> june = whole_month(6)
    >>> [fitting_year(june, date(2025, month, 15)) for month in (1, 6, 11)]
    [2024, 2025, 2025]
    >>> fitting_year(june, date(2025, 1, 15), future=True), fitting_year(whole_month(1), date(2025, 11, 21))
    (2025, 2026)
    """
    current = moment.days(published.year)
    if current is not None and current[0] <= published <= current[1]:
        return published.year
    ahead = AHEAD_WHEN_FUTURE if future else 0 if moment.grain == "quarter" else AHEAD
    for year in (published.year, published.year + 1, published.year - 1):
        span = moment.days(year)
        if span is not None and -(365 - ahead) < (span[0] - published).days <= ahead:
            return year
    return next((y for y in range(published.year, published.year - 8, -1) if moment.days(y)), published.year)


def weekday_on_or_before(weekday: int, published: date) -> date:
    """The last such weekday (Monday is 0) on or before publication.

    >>> weekday_on_or_before(3, date(2025, 6, 13))
    datetime.date(2025, 6, 12)
    """
    return published - timedelta(days=(published.weekday() - weekday) % 7)
