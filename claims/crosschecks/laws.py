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
from claims.crosschecks.spans import delay, span
from claims.crosschecks.tying import akin, beside_any, comparable, hints, is_dated, is_share, said_of, sign
from claims.dimensions import base
from claims.matching.words import fold

Gate = Callable[[Fact, Fact, Fact], float]  # how much speaks for the relation, from 0 (nothing) to 1

AMOUNTS = frozenset({"money", "count", "measure"})
SHARES = frozenset({"percent", "ratio"})
_BETWEEN = 20  # code points between a count and the value of each


@dataclass(frozen=True, slots=True)
class Law:
    """A form of arithmetic, the kinds in its three places, and its gate.

    `ties`: the words that the gate asks for tie the three together, so that a claim of one origin may serve as well.
    """

    name: str
    form: str
    kinds: tuple[frozenset[str], frozenset[str], frozenset[str]]
    gate: Gate
    ties: bool = False


def laws() -> Iterator[Law]:
    """All laws, the surest first."""
    money, measure, count, date_ = (frozenset({kind}) for kind in ("money", "measure", "count", "date"))
    for law in signs().products:
        yield Law(law.name, "product", (SHARES, AMOUNTS, AMOUNTS), by_topic(law))
    yield Law("bought", "product", (SHARES, money, money), bought)
    yield Law("rate", "product", (count | measure, money, money), rate)
    yield Law("each", "product", (count, measure | money, measure | money), each)
    yield Law("share", "product", (SHARES, AMOUNTS, AMOUNTS), share)
    yield Law("parts", "sum", (AMOUNTS, AMOUNTS, AMOUNTS), parts)
    yield Law("points", "sum", (frozenset({"percent"}), frozenset({"points"}), frozenset({"percent"})), points)
    yield Law("change", "change", (AMOUNTS, SHARES, AMOUNTS), change)
    duration = frozenset({"duration"})
    yield Law("span", "span", (date_, duration, date_), span)
    yield Law("delay", "span", (date_, duration, date_), delay, ties=True)


@lru_cache(maxsize=1_024)
def bonds_of(kinds: tuple[str, str, str]) -> tuple[tuple[tuple[int, int, int], Law], ...]:
    """The laws for three claims of these kinds, each with the places that the law gives them."""
    known = tuple(laws())
    orders = ((0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0))
    return tuple(
        (order, law)
        for order in orders
        for law in known
        if all(kinds[n] in allowed for n, allowed in zip(order, law.kinds, strict=True))
    )


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


def bought(stake: Fact, worth: Fact, paid: Fact) -> float:
    """An amount paid "for" a share, in one sentence, of what is valued nearby: 700 million for 8 % of 8.7 billion."""
    if worth.dimension != paid.dimension or not is_share(stake) or not hints(worth) & signs().worth:
        return 0.0
    if not any(paid_for(x, y) for x, y in together(paid, stake)):
        return 0.0
    step = min(apart(worth, stake), apart(worth, paid))
    return 0.8 - 0.1 * step if step <= 2 else 0.0


def paid_for(amount: Print, share_: Print) -> bool:
    """Whether the share follows its amount closely, in words of exchange."""
    between = amount.text[amount.reading.end : share_.reading.start]
    return 0 < len(between) <= 3 * _BETWEEN and bool(set(fold(between.replace("’", " ")).split()) & signs().exchange)


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


def share(part_of: Fact, whole: Fact, part: Fact) -> float:
    """A percentage that is said to be of something: 15 % of 16 000 workers = 2 400 jobs."""
    if whole.dimension != part.dimension or whole.unit.count("/") or not is_share(part_of):
        return 0.0
    if not any(said_of(p) for p in beside_any(part_of, whole, part)):
        return 0.0
    step = reach(part_of, whole, part)
    if step > 1 or (step == 1 and not akin(whole, part)):
        return 0.0
    return 0.8 - 0.2 * step


def parts(first: Fact, second: Fact, whole: Fact) -> float:
    """Two amounts and their sum, near one another: of one noun, or in words that say that they are parts.

    Amounts of money or of measures need such words, and two of them one topic: a loss and a debt add up to nothing.
    """
    trio = (first, second, whole)
    if not all(comparable(a, b) for a, b in combinations(trio, 2)):
        return 0.0
    step = reach(*trio)
    if step > 1:
        return 0.0
    summed = any(printed(signs().sum, p.words) for p in beside_any(first, second, whole))
    if whole.kind == "money" and listed(first, second) and any(printed(signs().sum, p.words) for p in whole.prints):
        return 0.6
    if whole.kind == "count":
        apart_by = any(printed(signs().difference, p.words) for fact in trio for p in fact.prints)
        return 0.4 + 0.2 * (summed or apart_by) + 0.2 * (step == 0) if _one_noun(trio) else 0.0
    if not summed or not any(a.topics & b.topics for a, b in combinations(trio, 2)):
        return 0.0
    return 0.6 if step == 0 else 0.4 if _one_topic(trio) else 0.0


def listed(first: Fact, second: Fact) -> bool:
    """Whether one sentence names both, "and" between them."""
    pairs = ((x.reading, y.reading, x.text) for x, y in together(first, second))
    return any(_joined(text[min(a.end, b.end) : max(a.start, b.start)]) for a, b, text in pairs)


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
    if not comparable(old, new) or by.dimension != "ratio" or sign(by, old, new) == 0:
        return 0.0
    step = reach(old, by, new)
    if step > 1 or (step == 1 and not (akin(old, new) and is_dated(old))):
        return 0.0
    return 0.8 - 0.2 * step
