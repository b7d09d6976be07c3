"""Geometry of the overview's two small pictures: sources on a line of days, and decisions as they added up.

Plain Python. Positions are strings such as "37.5%", ready for SVG attributes whatever the reader's locale.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

LANE = 22  # pixels between two dots of one day
EDGE = 4.0  # percent of the width kept free on either side


@dataclass(frozen=True, slots=True)
class Dot:
    """Where the `index`-th of the dates stands: `x` from the left, `lane` counted from 0 for those of one day."""

    index: int
    x: str
    lane: int


@dataclass(frozen=True, slots=True)
class Step:
    """A level of the growing line: from `x` on, `count` of the total are decided; `y` is measured from the top."""

    day: date
    count: int
    x: str
    y: str


def dots(days: Sequence[date]) -> list[Dot]:
    """Dates on one line; those that would cover one another get lanes.

    >>> [dot.x for dot in dots([date(2025, 6, 12), date(2025, 6, 12), date(2025, 6, 14)])]
    ['4.00%', '4.00%', '96.00%']
    >>> [dot.lane for dot in dots([date(2025, 6, 12), date(2025, 6, 12)])], dots([date(2025, 6, 12)])[0].x
    ([0, 1], '50.00%')
    """
    if not days:
        return []
    first, span = min(days), (max(days) - min(days)).days
    taken: dict[date, int] = {}
    found = []
    for index, day in enumerate(days):
        lane = taken[day] = taken.get(day, -1) + 1
        found.append(Dot(index, _percent((day - first).days / span if span else 0.5), lane))
    return found


def growth(decided: Iterable[tuple[date, int]], total: int) -> list[Step]:
    """Days with the number decided at their end, as steps of a line that reaches the top at `total`.

    >>> [(step.count, step.x, step.y) for step in growth([(date(2025, 6, 1), 1), (date(2025, 6, 3), 4)], 4)]
    [(1, '4.00%', '75.00%'), (4, '96.00%', '0.00%')]
    """
    levels = sorted(decided)
    if not levels:
        return []
    first, span = levels[0][0], (levels[-1][0] - levels[0][0]).days
    top = max(total, *(count for _day, count in levels), 1)
    return [
        Step(day, count, _percent((day - first).days / span if span else 0.5), f"{100 * (1 - count / top):.2f}%")
        for day, count in levels
    ]


def _percent(share: float) -> str:
    return f"{EDGE + share * (100 - 2 * EDGE):.2f}%"
