"""The value that a law gives for one of its places when the other two are known, in base units."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from claims.crosschecks import arithmetic as sums
from claims.crosschecks.facts import Fact
from claims.crosschecks.laws import Law, per_unit
from claims.crosschecks.tying import sign
from claims.dimensions import scaled
from claims.figures.interval import Interval

IN_POINTS = Decimal(100)  # a whole


@dataclass(frozen=True, slots=True)
class Bound:
    """A law with its three facts, of which the one at `target` is asked for."""

    law: Law
    members: tuple[Fact, Fact, Fact]
    target: int

    @property
    def fact(self) -> Fact:
        return self.members[self.target]

    @property
    def operands(self) -> tuple[Fact, Fact]:
        """The known facts in the order in which the arithmetic names them: the whole before its parts."""
        first, second, third = self.members
        return ((third, second), (third, first), (first, second))[self.target]

    @property
    def check(self) -> str:
        """What the arithmetic is called."""
        return _CHECKS[self.law.form][self.target]


_CHECKS = {
    "product": ("quotient", "quotient", "product"),
    "sum": ("difference", "difference", "sum"),
    "change": ("base", "change", "changed"),
    "span": ("before", "duration", "after"),
}


def solve(bound: Bound) -> Interval | None:
    """What the known facts say of the one asked for, in its base units; None where they say nothing."""
    values = [_value(fact, bound) for i, fact in enumerate(bound.members) if i != bound.target]
    if None in values or any(v.low is None and v.high is None for v in values if v):
        return None
    first, second = (v for v in values if v is not None)
    found = _FORMS[bound.law.form][bound.target](first, second, bound)
    return None if found is None else _out(found, bound)


def _value(fact: Fact, bound: Bound) -> Interval | None:
    """The known value, in units that the law can combine: prices by base unit, shares in points beside points."""
    known = fact.known
    if known is None:
        return None
    if bound.law.name == "rate" and fact is bound.members[1]:
        size = per_unit(fact, bound.members[0])
        return None if size is None else scaled(known, 1 / size)
    if bound.law.name == "points" and fact.dimension == "ratio":
        return scaled(known, IN_POINTS)
    return known


def _out(found: Interval, bound: Bound) -> Interval | None:
    if bound.law.name == "rate" and bound.target == 1:
        size = per_unit(bound.fact, bound.members[0])
        return None if size is None else scaled(found, size)
    if bound.law.name == "points" and bound.target != 1:
        return scaled(found, 1 / IN_POINTS)
    return found


Solver = Callable[[Interval, Interval, Bound], Interval | None]


def _direction(bound: Bound) -> int:
    old, by, new = bound.members
    return sign(by, old, new)


_FORMS: dict[str, tuple[Solver, Solver, Solver]] = {
    "product": (
        lambda second, third, _: sums.quotient(third, second),
        lambda first, third, _: sums.quotient(third, first),
        lambda first, second, _: sums.product(first, second),
    ),
    "sum": (
        lambda second, third, _: sums.not_negative(sums.difference(third, second)),
        lambda first, third, _: sums.not_negative(sums.difference(third, first)),
        lambda first, second, _: sums.total(first, second),
    ),
    "change": (
        lambda by, new, bound: sums.shrunk(new, by, _direction(bound)),
        lambda old, new, bound: sums.change(old, new, _direction(bound)),
        lambda old, by, bound: sums.grown(old, by, _direction(bound)),
    ),
    "span": (
        lambda length, end, _: sums.difference(end, length),
        lambda start, end, _: sums.difference(end, start),
        lambda start, length, _: sums.total(start, length),
    ),
}
