"""Words that bound or soften a number, and the interval that a number then stands for.

>>> def show(interval):
...     left, right = "(" if interval.low_open else "[", ")" if interval.high_open else "]"
...     low, high = (None if end is None else f"{end.normalize():f}" for end in (interval.low, interval.high))
...     return f"{left}{low}, {high}{right}"
>>> def row(hedge, value, step):
...     said = applied(hedge, Decimal(value), Decimal(value))
...     return show(said), show(compared(said, hedge, Decimal(step)))
>>> row("", "14.3", "0.1")  # 14,3 milliards: half a unit of the last significant digit
('[14.3, 14.3]', '[14.25, 14.35)')
>>> row("", 1800, 100), row("", 29, 1), row("", 300, 10)  # trailing zeros do not count, two digits always do
(('[1800, 1800]', '[1750, 1850)'), ('[29, 29]', '[28.5, 29.5)'), ('[300, 300]', '[295, 305)'))
>>> row("about", 14, 1)  # environ 14: plus or minus 10 %
('[12.6, 15.4]', '[12.6, 15.4]')
>>> row("just_over", 14, 1)  # un peu plus de 14
('[14, 15.4]', '[14, 15.4]')
>>> row("just_under", 14, 1)  # près de 14
('[12.6, 14]', '[12.6, 14]')
>>> row("more", 14, 1), row("at_least", 14, 1)  # plus de 14, au moins 14
(('(14, None]', '(14, None]'), ('[14, None]', '[14, None]'))
>>> row("less", 14, 1), row("at_most", 14, 1)  # moins de 14, jusqu'à 14
(('[None, 14)', '[None, 14)'), ('[None, 14]', '[None, 14]'))
>>> show(applied("", Decimal(60), Decimal(65))), show(applied("about", Decimal(60), Decimal(65)))  # never widened
('[60, 65]', '[60, 65]')
>>> show(rounded_word(Decimal(12), "")), show(rounded_word(Decimal(12), "less"))  # une douzaine, moins d'une douzaine
('[9.6, 14.4]', '[None, 12)')
>>> show(share(Decimal("0.2")))  # un sur cinq: 2.5 points either way
'[0.175, 0.225]'
>>> row("", 0, 0)  # nothing is exactly nothing
('[0, 0]', '[0, 0]')
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from claims.figures.interval import Interval
from claims.figures.phrases import Phrases
from claims.figures.tokens import Tokens

TENTH = Decimal("0.1")
FIFTH = Decimal("0.2")
SHARE = Decimal("0.025")
HALF = Decimal("0.5")
DATE_KINDS = ("by", "before", "after", "from")
NEGATION_REACH = 7  # tokens from "pas" to the "avant" that it makes a bound
ONLY_REACH = 4  # tokens from "ne" to the "plus que" that means only
CAP_REACH = 8  # tokens from "no" to the "more than" that it turns into a bound above
MOST_ADVERBS = 2  # inside a hedge
NO_HEDGE = "none"  # phrases that only look like a hedge
DOWNWARD = frozenset({"less", "at_most"})
UPWARD = frozenset({"more", "at_least"})


class Hedge(NamedTuple):
    """A hedge over tokens `first` to `end` (exclusive); `kind` names its rule."""

    kind: str
    first: int
    end: int


@dataclass(frozen=True)
class HedgeWords:
    before: Phrases[str]
    near: frozenset[str]
    after: Phrases[str]
    dates: Phrases[str]
    dates_after: Phrases[str]
    not_before: Phrases[str]
    not_until: Phrases[None]
    comparing: frozenset[str]
    only: Phrases[None]
    only_behind: frozenset[str]
    caps: frozenset[str]
    negations: frozenset[str]
    between: frozenset[str]
    inside: frozenset[str]
    barely: frozenset[str]


def hedge_words(table: Mapping[str, Any], phrase: Any) -> HedgeWords:
    """The vocabulary of a lexicon's `[hedges]`."""

    def rows(rules: Mapping[str, Any]) -> Any:
        return ((phrase(text), kind) for kind, texts in rules.items() if isinstance(texts, list) for text in texts)

    hedges = table.get("hedges", {})
    dates = hedges.get("dates", {})
    between = frozenset(table["words"].get("definite", ())) | frozenset(table["words"].get("one", ()))
    inside = frozenset(hedges.get("inside", {}).get("words", ()))
    before = Phrases(_with_variants(rows(hedges), table, phrase))
    return HedgeWords(
        before=before,
        near=frozenset((*before.last_words(), *between, *inside)),
        after=Phrases(rows(hedges.get("after", {}))),
        dates=Phrases(_with_variants(rows({kind: dates.get(kind, ()) for kind in DATE_KINDS}), table, phrase)),
        dates_after=Phrases(rows(hedges.get("dates_after", {}))),
        not_until=Phrases((phrase(text), None) for text in dates.get("not_until", ())),
        comparing=frozenset(hedges.get("rules", {}).get("comparing", ())),
        only=Phrases((phrase(text), None) for text in hedges.get("rules", {}).get("only", ())),
        only_behind=frozenset(hedges.get("rules", {}).get("only_behind", ())),
        caps=frozenset(hedges.get("rules", {}).get("caps", ())),
        not_before=Phrases((phrase(text), "from") for text in dates.get("not_before", ())),
        negations=frozenset(dates.get("negations", ())),
        inside=inside,
        barely=frozenset(hedges.get("inside", {}).get("barely", ())),
        between=between,
    )


def _with_variants(rows: Any, table: Mapping[str, Any], phrase: Any) -> Any:
    """Each phrase, and the same with the other forms of its last word ("plus de", "plus d'", "plus des")."""
    variants = table.get("variants", {})
    for words, kind in rows:
        yield words, kind
        for form in variants.get(words[-1], ()):
            yield [*words[:-1], *phrase(form)], kind


def hedge_before(tokens: Tokens, first: int, floor: int, words: HedgeWords) -> Hedge | None:
    """The hedge that ends right before token `first` (an article may stand between), not below `floor`."""
    key = tokens.keys[first - 1]
    if key not in words.near:
        return None
    found = words.before.before(tokens, first)
    end = first
    if found is None and key in words.between:
        end = first - 1
        found = words.before.before(tokens, end)
    if found is None and tokens.keys[end - 1] in words.inside:
        found, end = _over_adverbs(tokens, end, words)
    if found is None or found[1] < floor or found[0] == NO_HEDGE:
        return None
    if _compares(tokens, first, end, found, words):
        return None
    if found[0] == "more" and _capped(tokens, found[1], words):
        return Hedge("at_most", found[1], end)
    outer = words.before.before(tokens, found[1])
    if outer is not None and outer[1] >= floor and (found[0] == "about" or outer[0] in DOWNWARD):
        return Hedge(outer[0], outer[1], end)
    return Hedge(found[0], found[1], end)


def _compares(tokens: Tokens, first: int, end: int, found: tuple[str, int], words: HedgeWords) -> bool:
    """Whether what looks like a bound is none: "moins que les 710 millions de 2022", "n'en aura plus que six"."""
    if end != first and not tokens.wordlike(first) and tokens.keys[end - 1] in words.comparing:
        return True
    if words.only.before(tokens, end) is None:
        return False
    return not words.only_behind.isdisjoint(tokens.keys[max(0, found[1] - ONLY_REACH) : found[1]])


def _capped(tokens: Tokens, first: int, words: HedgeWords) -> bool:
    """Whether a negation turns the bound at token `first` over: "no nurse looks after more than six"."""
    for at in range(first - 1, max(0, first - 1 - CAP_REACH), -1):
        if tokens.keys[at] in words.caps:
            return True
        if tokens.keys[at] in ",.;:!?()\n" or tokens.keys[at] in words.comparing or tokens.number(at):
            return False
    return False


def _over_adverbs(tokens: Tokens, end: int, words: HedgeWords) -> tuple[tuple[str, int] | None, int]:
    """The hedge before the adverbs that end before token `end`: "dépassera tout juste 300"."""
    start = end
    while start > end - MOST_ADVERBS and tokens.keys[start - 1] in words.inside:
        start -= 1
    found = words.before.before(tokens, start)
    if found is not None and found[0] == "more" and not words.barely.isdisjoint(tokens.keys[start:end]):
        return ("just_over", found[1]), end
    return found, end


def date_hedge(tokens: Tokens, first: int, end: int, floor: int, words: HedgeWords) -> Hedge | None:
    """The bound of the date over tokens `first` to `end`: "d'ici", "avant", "at the latest", "not … before"."""
    behind = words.dates_after.at(tokens, end)
    if behind is not None:
        return Hedge(behind[0], end, behind[1])
    found = words.not_before.before(tokens, first)
    if found is not None and not _negated(tokens, found[1], words):
        found = None
    until = words.not_until.before(tokens, first)
    if until is not None and _negated(tokens, until[1], words):
        return None
    found = words.dates.before(tokens, first) if found is None or found[1] < floor else found
    return Hedge(found[0], found[1], first) if found is not None and found[1] >= floor else None


def _negated(tokens: Tokens, first: int, words: HedgeWords) -> bool:
    """Whether a negation stands shortly before token `first`, in its clause."""
    for at in range(first - 1, max(0, first - 1 - NEGATION_REACH), -1):
        if tokens.keys[at] in words.negations:
            return True
        if tokens.keys[at] in ",.;:!?()\n" or tokens.number(at):
            return False
    return False


def hedge_after(tokens: Tokens, end: int, words: HedgeWords) -> Hedge | None:
    """The hedge that starts at token `end`: "ou plus", "or so"."""
    found = words.after.at(tokens, end) if tokens.keys[end] in words.after else None
    return None if found is None or found[0] == NO_HEDGE else Hedge(found[0], end, found[1])


def applied(hedge: str, low: Decimal, high: Decimal | None) -> Interval:
    """What the words say: the number or range with its hedge, before rounding."""
    if hedge in UPWARD:
        return Interval(low, None, low_open=hedge == "more")
    if hedge in DOWNWARD:
        return Interval(None, low if high is None else high, high_open=hedge == "less")
    if high is None or low != high or not hedge:
        return Interval(low, high)
    less, more = (low - abs(low) * TENTH, low + abs(low) * TENTH)
    return Interval(low if hedge == "just_over" else less, low if hedge == "just_under" else more)


def compared(said: Interval, hedge: str, step: Decimal) -> Interval:
    """What is compared: an exact print stands for all that rounds to it; bounds and ranges are as said."""
    if hedge or said.low is None or said.low != said.high or step == 0:
        return said
    return Interval(said.low - step * HALF, said.low + step * HALF, high_open=True)


def rounded_word(value: Decimal, hedge: str) -> Interval:
    """A round word such as "douzaine": 20 % either way, unless a bound rules it."""
    if hedge and hedge != "about":
        return applied(hedge, value, value)
    return Interval(value - abs(value) * FIFTH, value + abs(value) * FIFTH)


def share(value: Decimal) -> Interval:
    """A fraction of a whole, compared with 2.5 points either way; a small one with a tenth of itself.

    >>> [str(end) for end in (share(Decimal("0.002")).low, share(Decimal("0.5")).low, share(Decimal("-0.5")).low)]
    ['0.0018', '0.475', '-0.525']
    """
    margin = SHARE if abs(value) >= 2 * SHARE else abs(value) * TENTH
    return Interval(value - margin, value + margin)
