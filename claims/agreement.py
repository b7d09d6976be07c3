"""From intervals to versions to the status of a claim. Plain Python: knows no models and no texts.

Two statements of one claim conflict when no value fits both:

- intervals are compared in a base unit (GW with MW, months with days, acres with hectares);
- counts are compared by number, whatever the noun ("12 salariés", "12 employés");
- a statement that can be read in several ways conflicts only if every pair of comparable readings does;
- two currencies are never converted, hence never compared: 14 EUR and 15 USD may both be right. Where a bare
  "$" may be USD or CAD, its USD reading is what is compared with other USD amounts;
- units that measure different things (percents and percentage points, metres and tonnes) are not compared either;
- statements with as-of dates that do not overlap never conflict; a missing one matches any, and "2024" overlaps
  "2024-05".
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from claims.dimensions import base, divided, scaled
from claims.figures.interval import Interval

CONFIRMED = "confirmed"
CONTESTED = "contested"

# Versions are maximal cliques. For plain intervals there are at most as many as statements; alternatives and
# as-of dates can make them exponential, so the search stops after this many steps and a cover takes its place.
MAX_STEPS = 4_000


@dataclass(frozen=True, slots=True)
class Value:
    """One way to read a figure: the interval to compare, in `unit`. `kind` is that of the reading, or empty."""

    interval: Interval
    unit: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One standing figure. `values`: the main reading first, then the alternatives; empty for a typed `answer`.

    `as_of` is ISO 8601 at any precision, or empty. `decision` is "", "confirmed" or "contested": that of a
    verdict that counts, never of a stale or withdrawn one.
    """

    id: int
    origin: str
    values: tuple[Value, ...]
    as_of: str = ""
    answer: str = ""
    decision: str = ""


@lru_cache(maxsize=16_384)
def _in_base(value: Value) -> tuple[str, Interval]:
    dimension, factor = base(value.unit, value.kind)
    return dimension, scaled(value.interval, factor)


def comparable(a: Value, b: Value) -> bool:
    """Whether both measure the same thing.

    >>> from decimal import Decimal
    >>> one = Interval(Decimal(1), Decimal(1))
    >>> comparable(Value(one, "%"), Value(one, "ratio")), comparable(Value(one, "%"), Value(one, "pp"))
    (True, False)
    """
    return _in_base(a)[0] == _in_base(b)[0]


def same_time(a: str, b: str) -> bool:
    """Whether two as-of dates overlap; an empty one matches any.

    >>> same_time("2024", "2024-05"), same_time("2024-05", "2024-06"), same_time("", "2024")
    (True, False, True)
    """
    return not a or not b or a == b or a.startswith(b + "-") or b.startswith(a + "-")


def same_answer(a: str, b: str) -> bool:
    """Whether two typed answers say the same.

    >>> same_answer(" Oui", "oui"), same_answer("oui", "non")
    (True, False)
    """
    return " ".join(a.split()).casefold() == " ".join(b.split()).casefold()


def conflict(a: Statement, b: Statement) -> bool:
    """Whether no value fits both.

    >>> from decimal import Decimal
    >>> exact = Interval(Decimal("14.25"), Decimal("14.35"), high_open=True)
    >>> other = Interval(Decimal("14.75"), Decimal("14.85"), high_open=True)
    >>> a, b = Statement(1, "A", (Value(exact, "USD"),)), Statement(2, "B", (Value(other, "USD"),))
    >>> conflict(a, b)
    True
    >>> conflict(a, Statement(2, "B", (Value(other, "EUR"),)))
    False
    """
    if not same_time(a.as_of, b.as_of):
        return False
    if a.answer and b.answer:
        return not same_answer(a.answer, b.answer)
    pairs = [(_in_base(x), _in_base(y)) for x in a.values for y in b.values]
    met = [x[1].meets(y[1]) for x, y in pairs if x[0] == y[0]]
    return bool(met) and not any(met)


def conflicts(statements: Sequence[Statement]) -> dict[int, set[int]]:
    """For each id, the ids that it conflicts with. Statements that say the same are compared once."""
    alike: dict[tuple[object, ...], list[Statement]] = {}
    for statement in statements:
        alike.setdefault((statement.values, statement.as_of, statement.answer), []).append(statement)
    against: dict[int, set[int]] = {statement.id: set() for statement in statements}
    for left, right in combinations(alike.values(), 2):
        if conflict(left[0], right[0]):
            for a in left:
                against[a.id].update(b.id for b in right)
            for b in right:
                against[b.id].update(a.id for a in left)
    return against


def in_dispute(statements: Sequence[Statement]) -> frozenset[int]:
    """The ids of the statements that conflict with some other."""
    return frozenset(id_ for id_, others in conflicts(statements).items() if others)


def rivals(statement_id: int, statements: Sequence[Statement]) -> frozenset[int]:
    """The ids of the statements that conflict with this one; none when it is not among them."""
    me = next((s for s in statements if s.id == statement_id), None)
    if me is None:
        return frozenset()
    return frozenset(s.id for s in statements if s.id != me.id and conflict(me, s))


def confirmed_rivals(statement_id: int, statements: Sequence[Statement]) -> frozenset[int]:
    """The rivals that stand confirmed: to confirm this one as well is refused."""
    confirmed = {s.id for s in statements if s.decision == CONFIRMED}
    return rivals(statement_id, statements) & confirmed


def status(statements: Sequence[Statement]) -> str:
    """`disputed`, `settled`, `contested`, `single` or `agreed`; `empty` when nothing stands.

    >>> from decimal import Decimal
    >>> at = lambda n: (Value(Interval(Decimal(n), Decimal(n)), "%"),)
    >>> status([Statement(1, "A", at(49)), Statement(2, "B", at(49))])
    'agreed'
    >>> status([Statement(1, "A", at(49), decision="confirmed"), Statement(2, "B", at(48))])
    'disputed'
    """
    return status_amid(statements, in_dispute(statements))


def status_amid(statements: Sequence[Statement], disputed: Collection[int]) -> str:
    """The same where it is known which are in dispute."""
    if not statements:
        return "empty"
    if not disputed:
        return "single" if len({s.origin for s in statements}) == 1 else "agreed"
    decisions = {s.decision for s in statements if s.id in disputed}
    if "" in decisions:
        return "disputed"
    return "settled" if CONFIRMED in decisions else "contested"


def versions(statements: Sequence[Statement]) -> tuple[frozenset[int], ...]:
    """The maximal sets of mutually compatible statements: most origins first, then most statements, then lowest ids.

    Statements with the same rivals share all their versions and count as one, so the search sees only what
    differs. Where it would take more than MAX_STEPS, each statement gets one maximal version instead of all.
    """
    against = conflicts(statements)
    alike: dict[frozenset[int], list[int]] = {}
    for id_, others in sorted(against.items()):
        alike.setdefault(frozenset(others), []).append(id_)
    twins = {ids[0]: frozenset(ids) for ids in alike.values()}
    friends = {a: {b for b in twins if b != a and b not in against[a]} for a in twins}
    origin = {s.id: s.origin for s in statements}
    found = {frozenset(id_ for head in clique for id_ in twins[head]) for clique in _maximal_cliques(friends)}
    return tuple(sorted(found, key=lambda ids: (-len({origin[i] for i in ids}), -len(ids), sorted(ids))))


def _maximal_cliques(friends: Mapping[int, set[int]]) -> list[frozenset[int]]:
    """Bron and Kerbosch with a pivot, on a stack; `_cover` when the steps run out."""
    found: list[frozenset[int]] = []
    todo = [(frozenset[int](), set(friends), set[int]())]
    for _ in range(MAX_STEPS):
        if not todo:
            return found
        chosen, open_, done = todo.pop()
        if not open_ and not done:
            found.append(chosen)
            continue
        pivot = max(open_ | done, key=lambda v: (len(friends[v] & open_), -v))
        for v in sorted(open_ - friends[pivot]):
            todo.append((chosen | {v}, open_ & friends[v], done & friends[v]))
            open_.remove(v)
            done.add(v)
    return found if not todo else _cover(friends)


def _cover(friends: Mapping[int, set[int]]) -> list[frozenset[int]]:
    """One maximal clique around each member, grown in order of id."""
    found = []
    for start in sorted(friends):
        clique, candidates = {start}, set(friends[start])
        while candidates:
            v = min(candidates)
            clique.add(v)
            candidates &= friends[v]
        found.append(frozenset(clique))
    return found


def common(statements: Sequence[Statement]) -> Interval | None:
    """Where the figures of a version overlap, in the unit of the first; None when they share no value or no dimension.

    Each figure counts with the first of its readings that still fits those before it.

    >>> from decimal import Decimal
    >>> at = lambda id_, low, high: Statement(id_, "A", (Value(Interval(Decimal(low), Decimal(high)), "GW"),))
    >>> common([at(1, 1, 3), at(2, 2, 4)])
    Interval(low=Decimal('2'), high=Decimal('3'), low_open=False, high_open=False)
    """
    numeric = [s for s in statements if s.values]
    if not numeric:
        return None
    first = numeric[0].values[0]
    dimension, shared = _in_base(first)
    for statement in numeric[1:]:
        readings = (reading for kind, reading in map(_in_base, statement.values) if kind == dimension)
        fit = next((reading for reading in readings if reading.meets(shared)), None)
        if fit is None:
            return None
        shared = _intersection(shared, fit)
    return divided(shared, base(first.unit, first.kind)[1])


def _intersection(a: Interval, b: Interval) -> Interval:
    """The values in both of two intervals that meet.

    >>> from decimal import Decimal
    >>> _intersection(Interval(Decimal(1), None), Interval(Decimal(1), Decimal(5), low_open=True))
    Interval(low=Decimal('1'), high=Decimal('5'), low_open=True, high_open=False)
    """
    low = max((i for i in (a, b) if i.low is not None), key=lambda i: (i.low, i.low_open), default=None)
    high = min((i for i in (a, b) if i.high is not None), key=lambda i: (i.high, not i.high_open), default=None)
    return Interval(
        low.low if low else None,
        high.high if high else None,
        low.low_open if low else False,
        high.high_open if high else False,
    )
