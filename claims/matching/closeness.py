"""How near figures are by value alone: what equality is worth, and how far apart they stand when they differ."""

from dataclasses import dataclass

import numpy as np

from claims.matching.columns import Flags, Floats, Rows
from claims.matching.table import Table

_SAME, _FITS, _APART = range(3)
_FARTHEST = 3.0
_EVENT_GAP = 1.0


@dataclass(frozen=True, slots=True)
class Closeness:
    """Of each pair: `same` (one printed value), `fits` (they share a value) or `apart`.

    `digits`: where the same, how much was printed alike, 0 to 3. `gap`: how far the printed numbers lie from one
    another, 0 to 3: the logarithm of their ratio, or of the days between two dates.
    """

    same: Flags
    fits: Flags
    apart: Flags
    digits: Rows
    gap: Floats


def closeness(table: Table, a: Rows, b: Rows) -> Closeness:
    """Of all the ways to read both, the nearest."""
    pair, x, y = table.ways.crossed(a, b)
    is_date, is_age = (table.kind.equals(kind)[a[pair]] for kind in ("date", "age"))
    met = table.ways.meet(x, y)
    printed_alike = met & table.tight[x] & table.tight[y] & (~is_date | table.ways.equal(x, y))
    found = np.where(printed_alike, _SAME, np.where(met, _FITS, _APART))
    gaps = np.where(printed_alike, 0.0, _gaps(*_ends(table, x, y, met), is_date, is_age))
    best = np.lexsort((gaps, found, pair))
    which, first = np.unique(pair[best], return_index=True)
    relation, gap = np.full(len(a), _APART), np.full(len(a), _FARTHEST)
    relation[which], gap[which] = found[best][first], gaps[best][first]
    both_main = table.main[a] & table.main[b]  # articles that report one event on two dates may print any two
    same = relation == _SAME
    return Closeness(
        same=same,
        fits=relation == _FITS,
        apart=relation == _APART,
        digits=np.where(same, np.minimum(table.digits[a], table.digits[b]), 0),
        gap=np.where(both_main, np.minimum(gap, _EVENT_GAP), gap),
    )


def _ends(table: Table, x: Rows, y: Rows, met: Flags) -> tuple[Floats, Floats]:
    """The ends that face each other, or the middles where the two meet."""
    ways = table.ways
    below = ways.high[x] <= ways.low[y]
    return (
        np.where(met, ways.middle[x], np.where(below, ways.high[x], ways.low[x])),
        np.where(met, ways.middle[y], np.where(below, ways.low[y], ways.high[y])),
    )


def _gaps(x: Floats, y: Floats, is_date: Flags, is_age: Flags) -> Floats:
    known = ~(np.isnan(x) | np.isnan(y))
    x, y = np.where(known, x, 0.0), np.where(known, y, 0.0)
    return np.where(is_date, day_gap(x, y), np.where(is_age, age_gap(x, y), ratio_gap(x, y)))


def ratio_gap(x: Floats, y: Floats) -> Floats:
    """The logarithm of the ratio of two figures, at most 3.

    >>> ratio_gap(np.array([14.0, -1.0, 0.0]), np.array([15.0, 1.0, 0.0])).round(2).tolist()
    [0.07, 3.0, 0.0]
    """
    alike = x * y > 0
    ratio = np.divide(x, y, out=np.ones_like(x), where=alike)
    return np.where(alike | (x == y), np.minimum(np.abs(np.log(ratio)), _FARTHEST), _FARTHEST)


def day_gap(x: Floats, y: Floats) -> Floats:
    """A measure of the days between two dates, 0 to 3: about 1 for a fortnight, 2 for three months, 3 for ten.

    >>> day_gap(np.array([100.0]), np.array([114.0])).round(1).tolist()
    [1.0]
    """
    return np.minimum(np.log(1 + np.abs(x - y) / 8), _FARTHEST)


def age_gap(x: Floats, y: Floats) -> Floats:
    """The years between two ages, halved, at most 3.

    >>> age_gap(np.array([24.0]), np.array([28.0])).tolist()
    [2.0]
    """
    return np.minimum(np.abs(x - y) / 2, _FARTHEST)
