"""The interval for which a printed figure stands.

A bound is a `Decimal`, or None for an open end of the line. Days are counted as proleptic Gregorian
ordinals (`date.toordinal`), so that a span of days is an interval like any other.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `low` to `high`; an open bound is itself excluded, a None bound is infinite.

    >>> Interval(Decimal("14.25"), Decimal("14.35"), high_open=True)
    Interval(low=Decimal('14.25'), high=Decimal('14.35'), low_open=False, high_open=True)
    >>> Interval(Decimal(2), Decimal(1))
    Traceback (most recent call last):
    ...
    ValueError: low 2 is above high 1
    """

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low} is above high {self.high}")

    def meets(self, other: "Interval") -> bool:
        """Whether some value lies in both.

        >>> exact = Interval(Decimal("14.25"), Decimal("14.35"), high_open=True)
        >>> exact.meets(Interval(Decimal(14), None, low_open=True))
        True
        >>> exact.meets(Interval(Decimal("14.75"), Decimal("14.85"), high_open=True))
        False
        >>> exact.meets(Interval(Decimal("14.35"), Decimal("14.45"), high_open=True))
        False
        """
        return _reaches(self, other) and _reaches(other, self)


def _reaches(left: Interval, right: Interval) -> bool:
    """Whether `left` starts no later than `right` ends."""
    if left.low is None or right.high is None:
        return True
    if left.low == right.high:
        return not (left.low_open or right.high_open)
    return left.low < right.high


def in_another_year(days: Interval, years: int) -> Interval:
    """The same days of the calendar some years later (earlier where negative); 29 February becomes the 28th.

    >>> april = Interval(Decimal(date(2024, 4, 1).toordinal()), Decimal(date(2024, 4, 30).toordinal()))
    >>> moved = in_another_year(april, 1)
    >>> [date.fromordinal(int(day)).isoformat() for day in (moved.low, moved.high)]
    ['2025-04-01', '2025-04-30']
    """
    return Interval(_moved(days.low, years), _moved(days.high, years), days.low_open, days.high_open)


def _moved(day: Decimal | None, years: int) -> Decimal | None:
    if day is None:
        return None
    old = date.fromordinal(int(day))
    year = min(max(old.year + years, date.min.year), date.max.year)
    leap_day = (old.month, old.day) == (2, 29)
    return Decimal(old.replace(year=year, day=28 if leap_day else old.day).toordinal())
