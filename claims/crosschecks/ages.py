"""Ages against the year of birth and against other ages of one person."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from claims.agreement import Statement, Value, conflict
from claims.crosschecks.facts import Fact, Print
from claims.crosschecks.shapes import Finding
from claims.crosschecks.sides import operand, opposed, shown
from claims.figures.interval import Interval

_YEAR = Decimal("365.25")
_AFTER = frozenset({"apres", "after", "depuis", "since", "avant", "before", "later", "tard"})


@dataclass(frozen=True, slots=True)
class Life:
    """The days on which a person may have been born, and the claim that says so."""

    born: Interval
    by: Fact


def ages(fact: Fact, known: Sequence[Fact]) -> Iterator[Finding]:
    """The versions of an age against what else is known of the birth of the same person."""
    moments = {p.figure: days for p in fact.prints if (days := moment(p))}
    for life in _lives(fact, known):
        expected = {id_: age_at(life.born, days) for id_, days in moments.items()}
        able = [s for s in fact.question.statements if s.id in expected]
        fit = [s for s in able if not conflict(s, Statement(0, "", (_years(expected[s.id]),)))]
        fits, out = opposed(fit, [s for s in able if s not in fit])
        if fits:
            values = shown(fact.question, fits + out)
            result = _years(_hull([expected[id_] for id_ in (*fits, *out)]))
            yield Finding("age", fact.question.number, (operand(life.by),), result, fits, out, values, 0.8)


def _years(span: Interval) -> Value:
    return Value(span, "year", "age")


def _hull(spans: Sequence[Interval]) -> Interval:
    return Interval(min(s.low for s in spans if s.low is not None), max(s.high for s in spans if s.high is not None))


def _lives(fact: Fact, known: Sequence[Fact]) -> Iterator[Life]:
    who = persons(fact)
    for other in known:
        if other is fact or other.known is None or not who or not who & persons(other):
            continue
        if other.kind == "date" and "birth" in other.topics:
            yield Life(other.known, other)
        if other.kind == "age" and (days := next((m for p in other.prints if (m := moment(p))), None)):
            yield Life(birth(other.known, days), other)


def persons(fact: Fact) -> frozenset[str]:
    """The names of the person whose age it is; of a date of birth, the names near it."""
    if fact.kind == "age":
        return frozenset(name for p in fact.prints for name in p.context.person)
    return frozenset(name for p in fact.prints for name, weight in p.context.names.items() if weight > 0.3)


def moment(item: Print) -> Interval | None:
    """The days of which an age is said: a date beside it, unless that is of something before or after, else today's."""
    if item.context.times:
        return None if _AFTER & {word.key for word in item.words} else item.context.times[0]
    if "past" in item.context.phase or item.published_on is None:
        return None
    today = Decimal(item.published_on.toordinal())
    return Interval(today, today)


def birth(age: Interval, days: Interval) -> Interval:
    """The days of birth of someone of an age, in completed years, on some of these days.

    >>> day = Decimal(735000)
    >>> birth(Interval(Decimal(20), Decimal(20)), Interval(day, day))
    Interval(low=Decimal('727329.75'), high=Decimal('727695.00'), low_open=False, high_open=False)
    """
    low = None if days.low is None or age.high is None else days.low - (age.high + 1) * _YEAR
    high = None if days.high is None or age.low is None else days.high - age.low * _YEAR
    return Interval(low, high)


def age_at(born: Interval, days: Interval) -> Interval:
    """The completed years at some of these days.

    >>> year = Interval(Decimal(730120), Decimal(730485))
    >>> age_at(year, Interval(Decimal(740000), Decimal(740000)))
    Interval(low=Decimal('26'), high=Decimal('27'), low_open=False, high_open=False)
    """
    low = None if days.low is None or born.high is None else _floor((days.low - born.high) / _YEAR)
    high = None if days.high is None or born.low is None else _floor((days.high - born.low) / _YEAR)
    return Interval(low, high)


def _floor(years: Decimal) -> Decimal:
    return max(years.to_integral_value(ROUND_FLOOR), Decimal(0))
