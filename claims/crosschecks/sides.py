"""Which figures of a claim a value fits, and which it excludes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from claims.agreement import Statement, Value, comparable, conflict
from claims.crosschecks.facts import Fact
from claims.crosschecks.shapes import Operand, Question
from claims.dimensions import divided
from claims.figures.interval import Interval
from claims.wording import shown_unit

Sides = tuple[tuple[int, ...], tuple[int, ...]]


def operand(fact: Fact) -> Operand:
    """A fact as an operand, in the unit of its claim."""
    assert fact.known is not None
    value = Value(divided(fact.known, fact.factor), fact.unit, fact.kind)
    return Operand(fact.question.number, fact.question.label, fact.figures, value, fact.as_of)


def sides(question: Question, value: Value) -> Sides:
    """The figures that a value fits and those that it excludes, each in conflict with one of the others; else none.

    A figure with a single bound fits nearly anything, so that it never carries a finding alone.
    """
    able = [s for s in question.statements if any(comparable(v, value) for v in s.values)]
    test = Statement(0, "", (value,))
    out = [s for s in able if conflict(s, test)]
    fits, excludes = opposed([s for s in able if s not in out], out)
    bounded = any(is_bounded(value_.interval) for value_ in shown(question, fits).values())
    return (fits, excludes) if bounded else ((), ())


def is_bounded(interval: Interval) -> bool:
    return interval.low is not None and interval.high is not None


def opposed(fit: Iterable[Statement], out: Iterable[Statement]) -> Sides:
    """Of two lists, the figures that conflict with one in the other list."""
    fit, out = list(fit), list(out)
    fits = tuple(s.id for s in fit if any(conflict(s, o) for o in out))
    excludes = tuple(s.id for s in out if any(conflict(s, f) for f in fit))
    return fits, excludes


def shown(question: Question, ids: Iterable[int]) -> dict[int, Value]:
    """The value of each of some figures as its main reading gives it; a sign of several currencies stays bare."""
    wanted = set(ids)
    return {s.id: _as_printed(s.values) for s in question.statements if s.id in wanted}


def _as_printed(values: Sequence[Value]) -> Value:
    main = values[0]
    if main.kind != "money":
        return main
    return replace(main, unit=shown_unit(main.unit, [{"unit": v.unit, "why": "currency"} for v in values[1:]]))
