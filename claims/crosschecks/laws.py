"""Which claims may stand in a relation, by what they measure and how they are printed: never by their values alone.

A law binds three facts in fixed places: `product` first * second = third; `sum` first + second = third;
`change` first, risen or fallen by the share second, = third; `span` first (a date) + second (a duration) = third.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import combinations

from claims.crosschecks.facts import Fact, Print, apart, reach, together
from claims.crosschecks.lexicon import TopicLaw, printed, signs
from claims.dimensions import base
from claims.matching.words import fold

Gate = Callable[[Fact, Fact, Fact], float]  # how much speaks for the relation, from 0 (nothing) to 1

AMOUNTS = frozenset({"money", "count", "measure"})
SHARES = frozenset({"percent", "ratio"})
_BETWEEN = 20  # code points between a count and the value of each


@dataclass(frozen=True, slots=True)
class Law:
    """A form of arithmetic, the kinds in its three places, and its gate."""

    name: str
    form: str
    kinds: tuple[frozenset[str], frozenset[str], frozenset[str]]
    gate: Gate


def laws() -> Iterator[Law]:
    """All laws, the surest first."""
    money, measure, count, date_ = (frozenset({kind}) for kind in ("money", "measure", "count", "date"))
    for law in signs().products:
        yield Law(law.name, "product", (SHARES, AMOUNTS, AMOUNTS), by_topic(law))
    yield Law("rate", "product", (count | measure, money, money), rate)
    yield Law("each", "product", (count, measure | money, measure | money), each)
    yield Law("share", "product", (SHARES, AMOUNTS, AMOUNTS), share)
    yield Law("parts", "sum", (AMOUNTS, AMOUNTS, AMOUNTS), parts)
    yield Law("points", "sum", (frozenset({"percent"}), frozenset({"points"}), frozenset({"percent"})), points)
    yield Law("change", "change", (AMOUNTS, SHARES, AMOUNTS), change)
    yield Law("span", "span", (date_, frozenset({"duration"}), date_), span)


@lru_cache(maxsize=1_024)
def laws_for(first: str, second: str, third: str) -> tuple[Law, ...]:
    """The laws for claims of these kinds in these places."""
    kinds = (first, second, third)
    return tuple(law for law in laws() if all(k in allowed for k, allowed in zip(kinds, law.kinds, strict=True)))


def is_law_kind(kind: str) -> bool:
    """Whether some law takes claims of this kind."""
    return kind in AMOUNTS | SHARES | {"date", "duration", "points"}


def by_topic(law: TopicLaw) -> Gate:
    """The gate of a product whose three places have topics; the prints stand near one another."""

    def gate(first: Fact, second: Fact, third: Fact) -> float:
        if second.dimension != third.dimension or not is_share(first):
            return 0.0
        if not (first.topics & law.first and second.topics & law.second and third.topics & law.third):
            return 0.0
        step = reach(first, second, third)
        return 1.0 - 0.1 * step if step <= 2 else 0.0

    return gate


def rate(quantity: Fact, price: Fact, amount: Fact) -> float:
    """A price by unit times the number of such units: EUR/action * actions = EUR."""
    currency, _, unit = price.unit.partition("/")
    if not unit or amount.dimension != f"money {currency}":
        return 0.0
    counted = quantity.kind == "count" and any(same_unit(unit, p.reading.unit) for p in quantity.prints)
    step = reach(quantity, price, amount)
    return 0.9 - 0.1 * step if step <= 2 and (counted or per_unit(price, quantity)) else 0.0


def per_unit(price: Fact, quantity: Fact) -> Decimal | None:
    """How many base units of `quantity` one unit of the price has; None where it is of something else."""
    _, _, unit = price.unit.partition("/")
    if quantity.kind == "count":
        return Decimal(1)
    dimension, factor = base(unit)
    return factor if dimension == quantity.dimension else None


def same_unit(a: str, b: str) -> bool:
    """Whether two counted nouns are one, but for number.

    >>> same_unit("action", "actions"), same_unit("share", "job")
    (True, False)
    """
    return fold(a).rstrip("sx") == fold(b).rstrip("sx")


def each(count: Fact, value: Fact, whole: Fact) -> float:
    """So many things of so much each: 32 turbines of 16 MW = 512 MW."""
    if value.dimension != whole.dimension or "/" in value.unit:
        return 0.0
    if not any(beside(x, y) for x, y in together(count, value)):
        return 0.0
    step = min(apart(whole, count), apart(whole, value))
    alike = bool(value.topics & whole.topics) or value.kind == "measure"
    return (0.9 if step <= 1 else 0.7 if alike else 0.0) if step <= 1 or whole.status != "single" else 0.0


def beside(count: Print, value: Print) -> bool:
    """Whether the value is said of each thing counted: "32 turbines of 16 MW", "1 200 euros each for 40 workers"."""
    a, b = count.reading, value.reading
    between = count.text[min(a.end, b.end) : max(a.start, b.start)]
    if len(between) <= _BETWEEN and not set(between) & set(".;:,()\n") and not _joined(between):
        return True
    return len(between) <= 4 * _BETWEEN and "." not in between and printed(signs().each, count.words)


def _joined(between: str) -> bool:
    return bool({"et", "and", "ou", "or", "a", "to", "contre", "against"} & set(between.casefold().split()))


def is_share(fact: Fact) -> bool:
    """Whether it is a part of a whole: in proportion, at most 1."""
    return fact.dimension == "ratio" and (fact.known is None or (fact.known.high or Decimal(2)) <= Decimal("1.01"))


def share(part_of: Fact, whole: Fact, part: Fact) -> float:
    """A percentage that is said to be of something: 15 % of 16 000 workers = 2 400 jobs."""
    if whole.dimension != part.dimension or whole.unit.count("/") or not is_share(part_of):
        return 0.0
    if not any(said_of(p) for p in _beside_any(part_of, whole, part)):
        return 0.0
    step = reach(part_of, whole, part)
    if step > 1 or (step == 1 and not _akin(whole, part)):
        return 0.0
    return 0.8 - 0.2 * step


def _beside_any(fact: Fact, *others: Fact) -> Iterator[Print]:
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


def _comparable(a: Fact, b: Fact) -> bool:
    """Whether two amounts may be of one thing: the same dimension, and for counts no wholly different noun."""
    return a.dimension == b.dimension and (a.kind != "count" or not a.nouns or not b.nouns or _akin(a, b))


def _akin(a: Fact, b: Fact) -> bool:
    return bool(a.nouns & b.nouns or a.topics & b.topics)


def parts(first: Fact, second: Fact, whole: Fact) -> float:
    """Two amounts and their sum, near one another: of one noun, or in words that say that they are parts.

    Amounts of money or of measures need such words, and two of them one topic: a loss and a debt add up to nothing.
    """
    trio = (first, second, whole)
    if not all(_comparable(a, b) for a, b in combinations(trio, 2)):
        return 0.0
    step = reach(*trio)
    summed = any(printed(signs().sum, p.words) for p in _beside_any(first, second, whole))
    if step > 1:
        return 0.0
    if whole.kind == "count":
        apart_by = any(printed(signs().difference, p.words) for fact in trio for p in fact.prints)
        return 0.4 + 0.2 * (summed or apart_by) + 0.2 * (step == 0) if _one_noun(trio) else 0.0
    if not summed or not any(a.topics & b.topics for a, b in combinations(trio, 2)):
        return 0.0
    return 0.6 if step == 0 else 0.4 if _one_topic(trio) else 0.0


def _one_noun(trio: tuple[Fact, ...]) -> bool:
    named = [fact.nouns for fact in trio if fact.nouns]
    return len(named) >= 2 and bool(frozenset.intersection(*named))


def _one_topic(trio: tuple[Fact, ...]) -> bool:
    return bool(frozenset.intersection(*(fact.topics for fact in trio)))


def points(first: Fact, change_: Fact, second: Fact) -> float:
    """Two percentages and the points between them, near one another."""
    step = reach(first, change_, second)
    if step > 1 or (step == 1 and not first.topics & second.topics):
        return 0.0
    return 0.7 if any(together(change_, first)) or any(together(change_, second)) else 0.0


def change(old: Fact, by: Fact, new: Fact) -> float:
    """An amount before and after a change in percent, one of them beside the percentage.

    All three stand in one sentence, or the amounts are of one thing and what was before is dated.
    """
    if not _comparable(old, new) or by.dimension != "ratio" or sign(by, old, new) == 0:
        return 0.0
    step = reach(old, by, new)
    if step > 1 or (step == 1 and not (_akin(old, new) and is_dated(old))):
        return 0.0
    return 0.8 - 0.2 * step


def sign(by: Fact, old: Fact, new: Fact) -> int:
    """The direction that is printed beside the percentage, where that is with one of the amounts."""
    return next((d for p in _beside_any(by, old, new) if (d := direction(p))), 0)


def is_dated(fact: Fact) -> bool:
    """Whether some print stands with a date or among words of the past."""
    return bool(fact.as_of) or any(p.context.times or "past" in p.context.phase for p in fact.prints)


def span(start: Fact, length: Fact, end: Fact) -> float:
    """Two dates and the time between them: the duration stands with one of them in words of before and after."""
    if reach(start, length, end) > 1:
        return 0.0
    beside_ = (p for date_ in (start, end) for p, _ in together(length, date_))
    return 0.5 if any(printed(signs().span, p.words) for p in beside_) else 0.0
