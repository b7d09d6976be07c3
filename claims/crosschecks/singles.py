"""Checks that need no law: the weekday of a date, swapped days and months, points, another currency, ages."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import permutations

from babel.dates import get_day_names

from claims.agreement import Statement, Value, comparable, conflict
from claims.crosschecks.ages import ages
from claims.crosschecks.arithmetic import change, difference
from claims.crosschecks.facts import Fact, Print, apart, reach
from claims.crosschecks.shapes import Finding, Operand
from claims.crosschecks.sides import Sides, is_bounded, operand, opposed, shown
from claims.crosschecks.tying import sign
from claims.dimensions import divided, scaled
from claims.figures.interval import Interval
from claims.matching.words import fold, sentences

_BEFORE = 12  # code points in which a weekday may stand before its date
_SHARP = 2  # a value is sharp where its upper bound is below this many times its lower one
_REACH = 2  # sentences
_LONG = 31  # days


def singles(fact: Fact, known: Sequence[Fact]) -> Iterator[Finding]:
    """All such checks of one claim in dispute."""
    for found in (weekday(fact), swap(fact), reported(fact)) if fact.kind == "date" else ():
        if found:
            yield found
    if fact.kind == "percent":
        yield from percent_for_points(fact, known)
    if fact.kind == "money":
        yield from currency(fact, known)
    if fact.kind == "age":
        yield from ages(fact, known)


def weekday(fact: Fact) -> Finding | None:
    """The weekday that articles name, against the days of the versions; none where they name several.

    A weekday printed alone was itself read as a day, so that such a figure proves nothing here.
    """
    naming = [(p, day) for p in fact.prints if (day := printed_weekday(p)) is not None]
    if len({day for _, day in naming}) != 1:
        return None
    wanted = naming[0][1]
    days = {s.id: on for s in fact.question.statements if s.values and (on := only_day(s.values[0].interval))}
    alone = {p.figure for p, _ in naming if not any(c.isdigit() for c in p.reading.quote)}
    able = [s for s in fact.question.statements if s.id in days and s.id not in alone]
    fit = [s for s in able if days[s.id].weekday() == wanted]
    fits, out = opposed(fit, [s for s in able if s not in fit])
    if not fits:
        return None
    sources = tuple(sorted({p.figure for p, _ in naming}))
    value = next(s.values[0] for s in fact.question.statements if s.id in sources)
    named = Operand(fact.question.number, fact.question.label, sources, value)
    return _finding("weekday", fact, (named,), None, (fits, out), 0.8, (str(wanted),))


def only_day(days: Interval) -> date | None:
    """The day, where it is a single one.

    >>> from decimal import Decimal
    >>> only_day(Interval(Decimal(738000), Decimal(738000)))
    datetime.date(2021, 7, 29)
    """
    return date.fromordinal(int(days.low)) if days.low is not None and days.low == days.high else None


@cache
def weekday_names() -> dict[str, int]:
    """The weekdays of each language that is read, Monday being 0."""
    return {fold(name): n for locale in ("fr", "en") for n, name in get_day_names("wide", locale=locale).items()}


def printed_weekday(item: Print) -> int | None:
    """The weekday in the print of a date, or right before it."""
    near = item.text[max(item.reading.start - _BEFORE, 0) : item.reading.end]
    found = [weekday_names()[w.key] for s in sentences(near) for w in s if w.key in weekday_names()]
    return found[-1] if found else None


def swap(fact: Fact) -> Finding | None:
    """Two versions that differ by day and month swapped, of which one is printed in digits and one in words."""
    digits = {p.figure for p in fact.prints if not any(c.isalpha() for c in p.reading.quote)}
    words = {p.figure for p in fact.prints} - digits
    days = {s.id: on for s in fact.question.statements if s.values and (on := only_day(s.values[0].interval))}
    fits = {a for a in words & days.keys() for b in digits & days.keys() if _swapped(days[a], days[b])}
    out = {b for b in digits & days.keys() for a in fits if _swapped(days[a], days[b])}
    return _finding("swap", fact, (), None, (tuple(sorted(fits)), tuple(sorted(out))), 0.7) if fits else None


def _swapped(a: date, b: date) -> bool:
    return a != b and (a.year, a.month, a.day) == (b.year, b.day, b.month)


def reported(fact: Fact) -> Finding | None:
    """The first article that prints the date as past: what lies after its publication cannot be what it reports.

    Only what lies long after counts, and only what no article announces: near days and plans are other questions.
    """
    values = {s.id: s.values[0] for s in fact.question.statements if s.values}
    past = [
        (p.published_on, p.figure)
        for p in fact.prints
        if p.published_on is not None
        and "future" not in p.context.phase
        and p.figure in values
        and is_over(values[p.figure].interval, p.published_on)
    ]
    if not past:
        return None
    first, figure = min(past)
    until = Value(Interval(None, Decimal(first.toordinal())), "date", "date")
    planned = {p.figure for p in fact.prints if "future" in p.context.phase}
    fit = [s for s in fact.question.statements if s.id in values and not conflict(s, Statement(0, "", (until,)))]
    late = [s for s in fact.question.statements if s.id in values and _long_after(values[s.id].interval, first)]
    fits, out = opposed(fit, [s for s in late if s.id not in planned])
    if not any(is_bounded(values[id_].interval) for id_ in fits):
        return None
    by = Operand(fact.question.number, fact.question.label, (figure,), values[figure])
    return _finding("reported", fact, (by,), until, (fits, out), 0.6, (first.isoformat(),))


def _long_after(days: Interval, today: date) -> bool:
    return days.low is not None and days.low > today.toordinal() + _LONG


def is_over(days: Interval, today: date) -> bool:
    """Whether a span of days has an end, and that is not after today."""
    return days.low is not None and days.high is not None and days.high <= today.toordinal()


def percent_for_points(fact: Fact, known: Sequence[Fact]) -> Iterator[Finding]:
    """A change in percent whose number is that of the points between two printed percentages."""
    near = [f for f in known if f is not fact and f.kind == "percent" and f.known and apart(f, fact) <= 1]
    for old, new in permutations(near, 2):
        step = reach(old, fact, new)
        up = sign(fact, old, new)
        if not up or step > 1 or (step == 1 and not old.topics & new.topics):
            continue
        assert old.known is not None
        assert new.known is not None
        right = change(old.known, new.known, up)
        gap = difference(new.known, old.known) if up > 0 else difference(old.known, new.known)
        parted = _told_apart(fact, right, gap) if right else ((), ())
        if right and parted[0]:
            value = Value(divided(right, fact.factor), fact.unit, fact.kind)
            yield _finding("points", fact, (operand(old), operand(new)), value, parted, 0.7)


def _told_apart(fact: Fact, right: Interval, wrong: Interval) -> Sides:
    """The figures that fit the one value, and those that fit the other only."""
    value, other = (Statement(0, "", (Value(divided(v, fact.factor), "%", "percent"),)) for v in (right, wrong))
    able = [s for s in fact.question.statements if any(comparable(v, value.values[0]) for v in s.values)]
    fit = [s for s in able if not conflict(s, value)]
    return opposed(fit, [s for s in able if s not in fit and not conflict(s, other)])


def currency(fact: Fact, known: Sequence[Fact]) -> Iterator[Finding]:
    """A figure whose number is that of the same amount as others print it in another currency."""
    for other in known:
        if not _rivals_currency(fact, other):
            continue
        assert other.known is not None
        bare = scaled(other.known, 1 / other.factor)
        able = [s for s in fact.question.statements if s.values and _sharp(s.values[0].interval)]
        out = [s for s in able if s.values[0].interval.meets(bare)]
        parted = opposed([s for s in able if s not in out], out)
        if parted[0]:
            yield _finding("currency", fact, (operand(other),), None, parted, 0.5)


def _rivals_currency(fact: Fact, other: Fact) -> bool:
    """Whether the other claim is of the same amount in another currency, by topic, place and names."""
    if other.kind != "money" or other.dimension == fact.dimension or other.known is None:
        return False
    if "/" in other.unit or not fact.topics & other.topics or not _sharp(other.known):
        return False
    return apart(fact, other) <= _REACH or bool(names(fact) & names(other))


def names(fact: Fact) -> frozenset[str]:
    """The names near the prints of a claim."""
    return frozenset(name for p in fact.prints for name, weight in p.context.names.items() if weight > 0.3)


def _sharp(interval: Interval) -> bool:
    return bool(interval.low and interval.high and interval.high < interval.low * _SHARP)


def _finding(
    check: str,
    fact: Fact,
    operands: tuple[Operand, ...],
    result: Value | None,
    parted: Sides,
    strength: float,
    detail: tuple[str, ...] = (),
) -> Finding:
    fits, out = parted
    values = shown(fact.question, fits + out)
    return Finding(check, fact.question.number, operands, result, fits, out, values, strength, detail)
