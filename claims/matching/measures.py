"""A reading in numbers: what it measures, in base units, and by what it is looked up."""

from collections.abc import Mapping
from decimal import Decimal
from math import log, sqrt

from claims.dimensions import base, scaled
from claims.figures.interval import Interval, in_another_year
from claims.figures.reading import Reading

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
    length = sqrt(sum(w * w for w in weights.values()))
    return {name: weight / length for name, weight in weights.items()}
