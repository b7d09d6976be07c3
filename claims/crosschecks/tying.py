"""What ties the prints of a relation: words beside a figure, words of change and of time, one noun or topic."""

from collections.abc import Iterator
from decimal import Decimal

from claims.crosschecks.facts import Fact, Print
from claims.crosschecks.lexicon import signs
from claims.matching.words import fold

_FAINT = 0.15


def is_share(fact: Fact) -> bool:
    """Whether it is a part of a whole: in proportion, at most 1."""
    return fact.dimension == "ratio" and (fact.known is None or (fact.known.high or Decimal(2)) <= Decimal("1.01"))


def beside_any(fact: Fact, *others: Fact) -> Iterator[Print]:
    """The prints of a fact that share a sentence with one of some others."""
    places = {p.place for other in others for p in other.prints}
    return (p for p in fact.prints if p.place in places)


def said_of(item: Print) -> bool:
    """Whether a word such as "of" follows, and no word of change stands near."""
    rest = fold(item.text[item.reading.end : item.reading.end + 12].replace("’", "'").replace("'", " ")).split()
    return bool(rest) and rest[0] in signs().share and not direction(item)


def direction(item: Print) -> int:
    """1 where the nearest word of change in the sentence says up, -1 where down, 0 where there is none."""
    found = [
        (_distance(item, item.words[at].start, item.words[at + n - 1].end), name)
        for at, n, name in signs().direction.find(item.words)
    ]
    near = min(((d, name) for d, name in found if d <= 40), default=None)
    return 0 if near is None else 1 if near[1] == "up" else -1


def _distance(item: Print, start: int, end: int) -> int:
    return max(item.reading.start - end, start - item.reading.end, 0)


def comparable(a: Fact, b: Fact) -> bool:
    """Whether two amounts may be of one thing: the same dimension, and for counts no wholly different noun."""
    return a.dimension == b.dimension and (a.kind != "count" or not a.nouns or not b.nouns or akin(a, b))


def akin(a: Fact, b: Fact) -> bool:
    """Whether two amounts may be of one thing: a noun or topic in common, or topics of one family (cost, price)."""
    if a.nouns & b.nouns or a.topics & b.topics:
        return True
    return any(hints(a) & family and hints(b) & family for family in signs().families)


def hints(fact: Fact) -> frozenset[str]:
    """The topics that some print of it speaks of, if only faintly."""
    return frozenset(name for p in fact.prints for name, weight in p.context.topics.items() if weight >= _FAINT)


def sign(by: Fact, old: Fact, new: Fact) -> int:
    """The direction that is printed beside the percentage, where that is with one of the amounts."""
    return next((d for p in beside_any(by, old, new) if (d := direction(p))), 0)


def is_dated(fact: Fact) -> bool:
    """Whether some print stands with a date or among words of the past."""
    return bool(fact.as_of) or any(p.context.times or "past" in p.context.phase for p in fact.prints)
