"""How near two figures are by value alone: what equality is worth, and how far apart they stand when they differ."""

from dataclasses import dataclass
from decimal import Decimal
from math import log

from claims.figures.interval import Interval
from claims.matching.context import Context

_TIGHT = Decimal("0.07")  # relative width under which an interval is one printed value
_FARTHEST = 3.0


@dataclass(frozen=True, slots=True)
class Closeness:
    """`relation`: "same" (one printed value), "fits" (they share a value) or "apart".

    `digits`: for "same", how much was printed alike, 0 to 3. `gap`: how far the printed numbers lie from one another,
    0 to 3: the logarithm of their ratio, or of the days between two dates.
    """

    relation: str
    digits: int
    gap: float


def closeness(a: Context, b: Context) -> Closeness:
    """Of all the ways to read both, the nearest."""
    found = [_compare(x, y, a, b) for m, x in a.measured for n, y in b.measured if m == n]
    return found[0] if len(found) == 1 else min(found, key=lambda c: (_RELATIONS.index(c.relation), c.gap))


_RELATIONS = ("same", "fits", "apart")


def _compare(x: Interval, y: Interval, a: Context, b: Context) -> Closeness:
    kind = a.reading.kind
    gap = _GAPS.get(kind, ratio_gap)(x, y)
    if not x.meets(y):
        return Closeness("apart", 0, gap)
    if is_tight(x, kind) and is_tight(y, kind) and (kind != "date" or x == y):
        return Closeness("same", min(printed_digits(a), printed_digits(b)), 0.0)
    return Closeness("fits", 0, gap)


def is_tight(interval: Interval, kind: str) -> bool:
    """Whether an interval is that of one printed value rather than of a bound or an estimate.

    >>> is_tight(Interval(Decimal("14.25"), Decimal("14.35")), "money"), is_tight(Interval(Decimal(14), None), "money")
    (True, False)
    """
    low, high = interval.low, interval.high
    if low is None or high is None:
        return False
    return kind == "date" or high - low <= _TIGHT * max(abs(low), abs(high))


def printed_digits(context: Context) -> int:
    """How telling the print is, 0 to 3: a day says more than a year, 14.35 more than 14, and a small count nothing."""
    said = context.reading.said
    if said.low is None or said.high is None:
        return 0
    if context.reading.kind == "date":
        days = said.high - said.low
        return 3 if days < 1 else 2 if days < 100 else 0
    figures = said.low.normalize().as_tuple().digits
    if context.reading.kind in ("count", "ordinal", "ratio", "duration") and said.low < 13:
        return 0
    return min(len(figures), 3)


def middle(interval: Interval) -> Decimal | None:
    """The number that stands for an interval: its middle, or its only bound."""
    if interval.low is None or interval.high is None:
        return interval.high if interval.low is None else interval.low
    return (interval.low + interval.high) / 2


def ratio_gap(a: Interval, b: Interval) -> float:
    """The logarithm of the ratio of two figures, at most 3; between intervals that do not meet, of their nearest ends.

    >>> round(ratio_gap(Interval(Decimal(14), Decimal(14)), Interval(Decimal(15), Decimal(15))), 2)
    0.07
    >>> ratio_gap(Interval(Decimal(-1), Decimal(-1)), Interval(Decimal(1), Decimal(1)))
    3.0
    """
    x, y = _ends(a, b)
    if x is None or y is None or x == y:
        return 0.0
    if x * y <= 0:
        return _FARTHEST
    return min(abs(log(abs(float(x / y)))), _FARTHEST)


def day_gap(a: Interval, b: Interval) -> float:
    """A measure of the days between two spans, 0 to 3: about 1 for a fortnight, 2 for three months, 3 for ten.

    >>> day_gap(Interval(Decimal(100), Decimal(100)), Interval(Decimal(114), Decimal(114))) < 1.1
    True
    """
    x, y = _ends(a, b)
    if x is None or y is None:
        return 0.0
    return min(log(1 + abs(float(x - y)) / 8), _FARTHEST)


def age_gap(a: Interval, b: Interval) -> float:
    """The years between two ages, halved, at most 3.

    >>> age_gap(Interval(Decimal(24), Decimal(24)), Interval(Decimal(28), Decimal(28)))
    2.0
    """
    x, y = _ends(a, b)
    return 0.0 if x is None or y is None else min(abs(float(x - y)) / 2, _FARTHEST)


def _ends(a: Interval, b: Interval) -> tuple[Decimal | None, Decimal | None]:
    """The ends that face each other, or the middles where the two meet."""
    if a.meets(b):
        return middle(a), middle(b)
    if a.high is not None and b.low is not None and a.high <= b.low:
        return a.high, b.low
    return a.low, b.high


_GAPS = {"date": day_gap, "age": age_gap}
