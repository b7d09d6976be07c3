"""The one entry of cross-checks: the claims and articles of a dossier in, findings out."""

from collections.abc import Iterator, Sequence

from claims.agreement import Value
from claims.crosschecks.facts import FAR, Fact, apart, facts, together
from claims.crosschecks.laws import bonds_of, is_law_kind
from claims.crosschecks.shapes import Finding, Question, Sheet
from claims.crosschecks.sides import operand, shown, sides
from claims.crosschecks.singles import singles
from claims.crosschecks.solving import Bound, solve
from claims.crosschecks.tying import sign
from claims.dimensions import divided
from claims.figures.interval import Interval
from claims.matching.gathering import Gathered

KEPT = 2  # findings of one kind a claim
_DISPUTES = frozenset({"disputed", "settled", "contested"})
_NEAR = 2  # sentences between a claim in dispute and the first operand


def check(questions: Sequence[Question], sheets: Sequence[Sheet], gathered: Gathered | None = None) -> list[Finding]:
    """What the other claims of a dossier say of those in dispute, best first within each claim.

    A finding fits at least one figure of the claim and excludes at least one that conflicts with it.
    `gathered`: what is worked out of the texts of these sheets, where that is at hand.
    """
    known = facts(questions, sheets, gathered)
    found: list[Finding] = []
    for fact in known:
        if fact.status in _DISPUTES:
            mine = sorted(relations(fact, known), key=lambda f: (-f.strength, f.key))
            found += _best(mine) + list(singles(fact, known))
    return found


def relations(target: Fact, known: Sequence[Fact]) -> Iterator[Finding]:
    """Every relation that decides between figures of one claim."""
    for bound, weight in bindings(target, known):
        result = solve(bound)
        if result is not None and (finding := judged(bound, result, weight)):
            yield finding


def _best(found: Sequence[Finding]) -> list[Finding]:
    """The strongest; of several that rest on the same claims one stays."""
    kept: dict[frozenset[int], Finding] = {}
    for finding in found:
        kept.setdefault(frozenset(operand.claim for operand in finding.operands), finding)
    return list(kept.values())[:KEPT]


def bindings(target: Fact, known: Sequence[Fact]) -> Iterator[tuple[Bound, float]]:
    """Each law that may bind the target with two known claims, with what speaks for it."""
    usable = [f for f in known if f is not target and f.known is not None and is_law_kind(f.kind)]
    near = [f for f in usable if apart(f, target) <= (_NEAR if f.kind != "date" else FAR - 1)]
    seen: set[int] = set()
    for operand_ in near:
        seen.add(operand_.question.number)
        for other in usable:
            if other.question.number not in seen:
                yield from _bound((target, operand_, other))


def _bound(trio: tuple[Fact, Fact, Fact]) -> Iterator[tuple[Bound, float]]:
    first, second, third = trio
    for order, law in bonds_of((first.kind, second.kind, third.kind)):
        members = trio[order[0]], trio[order[1]], trio[order[2]]
        weight = law.gate(*members)
        if weight > 0 and (law.ties or _may_serve(*trio)):
            yield Bound(law, members, order.index(0)), weight


def _may_serve(target: Fact, *operands: Fact) -> bool:
    """A claim of one origin serves only where it is printed in one sentence with another of the three."""
    trio = (target, *operands)
    return all(
        operand.status != "single" or any(any(together(operand, other)) for other in trio if other is not operand)
        for operand in operands
    )


def judged(bound: Bound, result: Interval, weight: float) -> Finding | None:
    """The finding, where the result fits some figure and excludes one that conflicts with it."""
    fact = bound.fact
    value = Value(divided(result, fact.factor), fact.unit, fact.kind)
    fits, excludes = sides(fact.question, value)
    if not fits:
        return None
    return Finding(
        check=bound.check,
        claim=fact.question.number,
        operands=tuple(operand(o) for o in bound.operands),
        result=value,
        fits=fits,
        excludes=excludes,
        shown=shown(fact.question, fits + excludes),
        strength=round(weight, 3),
        detail=_detail(bound),
    )


def _detail(bound: Bound) -> tuple[str, ...]:
    if bound.law.form != "change":
        return ()
    old, by, new = bound.members
    return ("up" if sign(by, old, new) > 0 else "down",)
