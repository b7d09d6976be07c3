"""A reading in numbers: what it measures, in base units, and by what it is looked up."""

from collections.abc import Mapping
from decimal import Decimal
from math import log, sqrt

from claims.dimensions import base, scaled
from claims.figures.interval import Interval, in_another_year
from claims.figures.reading import Reading

_TIGHT = Decimal("0.07")  # relative width under which an interval is one printed value
_SMALL = 13  # counts, ranks and lengths below it are said of anything
_YEARS_AROUND = (-3, -2, -1, 1, 2, 3)  # as a figure has them when statements are compared


def marks(topics: Mapping[str, float], noun: str, terms: Mapping[str, float]) -> frozenset[str]:
    """The topics, the noun and the best words of a reading.

    >>> sorted(marks({"price": 0.9, "loan": 0.1}, "jobs", {"plant": 1.0}))
    ['noun jobs', 'term plant', 'topic price']
    """
    best = sorted(terms, key=lambda term: (-terms[term], term))[:5]
    found = {f"topic {name}" for name, weight in topics.items() if weight > 0.15} | {f"term {term}" for term in best}
    return frozenset(found | {f"noun {noun}"} if noun else found)


def position(interval: Interval, kind: str) -> float:
    """The logarithm of a figure, or its days in units of two months."""
    ends = [float(end) for end in (interval.low, interval.high) if end is not None]
    middle = sum(ends) / len(ends) if ends else 0.0
    return middle / 60 if kind == "date" else 1.5 * log(1e-9 + abs(middle))


def measured_values(reading: Reading) -> tuple[tuple[str, Interval], ...]:
    """What agreement compares: the main reading, then the alternatives, each with its dimension, in base units.

    A year that was assumed decides nothing: the years around it are other ways to read the date.
    """
    ways = [(reading.compared, reading.unit), *((a.compared, a.unit) for a in reading.alternatives)]
    if reading.kind == "date" and "year" in reading.assumed:
        ways += [(in_another_year(reading.compared, years), reading.unit) for years in _YEARS_AROUND]
    based = [(interval, *base(unit, reading.kind)) for interval, unit in ways]
    return tuple((dimension, scaled(interval, factor)) for interval, dimension, factor in based)


def telling_value(reading: Reading) -> tuple[str, Decimal] | None:
    """What a figure says in base units where that is seldom said twice by chance: a day, or two digits and more."""
    low, high = reading.said.low, reading.said.high
    if low is None or low != high:
        return None
    if reading.kind not in ("date", "age") and len(low.normalize().as_tuple().digits) < 2:
        return None
    dimension, factor = base(reading.unit, reading.kind)
    return f"{reading.kind} {dimension}", low * factor


def unit_length(weights: Mapping[str, float]) -> dict[str, float]:
    """The weights scaled so that their squares sum to 1.

    >>> unit_length({"a": 3.0, "b": 4.0})
    {'a': 0.6, 'b': 0.8}
    """
    length = sqrt(sum([w * w for w in weights.values()]))
    return {name: weight / length for name, weight in weights.items()}


def is_tight(interval: Interval, kind: str) -> bool:
    """Whether an interval is that of one printed value rather than of a bound or an estimate.

    >>> is_tight(Interval(Decimal("14.25"), Decimal("14.35")), "money"), is_tight(Interval(Decimal(14), None), "money")
    (True, False)
    """
    low, high = interval.low, interval.high
    if low is None or high is None:
        return False
    return kind == "date" or high - low <= _TIGHT * max(abs(low), abs(high))


def printed_digits(reading: Reading) -> int:
    """How telling the print is, 0 to 3: a day says more than a year, 14.35 more than 14, and a small count nothing."""
    said = reading.said
    if said.low is None or said.high is None:
        return 0
    if reading.kind == "date":
        days = said.high - said.low
        return 3 if days < 1 else 2 if days < 100 else 0
    if reading.kind in ("count", "ordinal", "ratio", "duration") and said.low < _SMALL:
        return 0
    return min(len(said.low.normalize().as_tuple().digits), 3)


def middle(interval: Interval) -> Decimal | None:
    """The number that stands for an interval: its middle, or its only bound."""
    if interval.low is None or interval.high is None:
        return interval.high if interval.low is None else interval.low
    return (interval.low + interval.high) / 2
