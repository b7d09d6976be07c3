"""The interval for which a printed figure stands.

A bound is a `Decimal`, or None for an open end of the line. Days are counted as proleptic Gregorian
ordinals (`date.toordinal`), so that a span of days is an interval like any other.
"""

from dataclasses import dataclass
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
