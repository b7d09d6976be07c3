"""A number as printed, and the number words of one language."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple, TypeVar

from claims.figures.phrases import Phrases
from claims.figures.tokens import HYPHENS

ONE = Decimal(1)
Value = TypeVar("Value")

GLYPHS = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5),
    "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip


class Numeral(NamedTuple):
    """A number as printed over tokens `first` to `end` (exclusive).

    `digits_end` is where the digits or number words end and the scale begins. `step` is the size of the last
    digit that counts (0: exact); `scale` what the scale word multiplied by; `other` the value by the other of long
    and short scale. `article` marks a bare "un" or "one", `soft` a round word such as "douzaine", `share` a fraction.
    A number that is vague by itself ("plusieurs dizaines") has `low` below `high`, or an open `high`.
    """

    first: int
    end: int
    digits_end: int
    low: Decimal
    high: Decimal | None
    step: Decimal
    scale: Decimal = ONE
    other: Decimal | None = None
    article: bool = False
    words: bool = False
    soft: bool = False
    share: bool = False

    @property
    def vague(self) -> bool:
        return self.low != self.high


@dataclass(frozen=True)
class NumberWords:
    """The number words of one language."""

    decimal: str
    cardinals: Mapping[str, Decimal]
    joins: Mapping[str, tuple[frozenset[str], frozenset[str]]]
    teens: frozenset[str]
    hundreds: frozenset[str]
    scales: Mapping[str, Decimal]
    other_scale: Mapping[str, Decimal]
    scale_signs: Mapping[str, tuple[Decimal, bool]]
    round_words: Mapping[str, Decimal]
    round_plural: Mapping[str, Decimal]
    fractions: Mapping[str, Decimal]
    half_after: Phrases[None]
    point: frozenset[str]
    minus: frozenset[str]
    one: frozenset[str]
    of: frozenset[str]
    soft: frozenset[str]
    several: Phrases[None]
    many: frozenset[str]
    needs_noun: frozenset[str]
    hedging: frozenset[str]
    spent: frozenset[str]
    bare_plural: bool
    multiplied_twenty: int
    plurals: frozenset[str]
    after_digits: frozenset[str]

    def many_follow(self, key: str) -> bool:
        """Whether a word is a plural, so that the `m` before it can be no metre: "1.2m homes"."""
        return self.decimal == "." and (key in self.plurals or (len(key) > 3 and key.endswith("s")))

    def starts(self) -> set[str]:
        """The words at which a number may begin."""
        return {*self.cardinals, *self.hundreds, *self.scales, *self.round_words, *self.round_plural, *GLYPHS}


def plain_too(words: Mapping[str, Value]) -> dict[str, Value]:
    """The words, and the same without accents, as capitals and hasty hands write them.

    >>> plain_too({"zéro": 0})
    {'zero': 0, 'zéro': 0}
    """
    plain = {unicodedata.normalize("NFD", word).encode("ascii", "ignore").decode(): word for word in words}
    return {bare: words[word] for bare, word in plain.items()} | dict(words)


def number_words(table: Mapping[str, Any], phrase: Any) -> NumberWords:
    """The vocabulary of a lexicon's `[numbers]`; `phrase` splits a phrase into words."""
    numbers, words, vague = table["numbers"], table["words"], table["numbers"].get("vague", {})

    def decimals(name: str) -> dict[str, Decimal]:
        return {key: Decimal(value) for key, value in plain_too(numbers.get(name, {})).items()}

    after_digits = {*numbers.get("scales", ()), *numbers.get("round", ()), *numbers.get("round_plural", ())}
    after_digits |= {*numbers.get("hundreds", ()), *(sign.lower() for sign in numbers.get("scale_signs", ()))}
    after_digits |= {*plain_too(dict.fromkeys(after_digits)), *GLYPHS, *HYPHENS, "/", "⁄"}
    return NumberWords(
        decimal=table["decimal"],
        cardinals=decimals("cardinals"),
        joins={
            key: (frozenset(rule["after"]), frozenset(rule["before"])) for key, rule in numbers.get("joins", {}).items()
        },
        teens=frozenset(numbers.get("teens", ())),
        hundreds=frozenset(numbers.get("hundreds", ())),
        scales=decimals("scales"),
        other_scale=decimals("short_scale"),
        scale_signs={key: (Decimal(size), money) for key, (size, money) in numbers.get("scale_signs", {}).items()},
        round_words=decimals("round"),
        round_plural=decimals("round_plural"),
        fractions={
            key: Decimal(value) for key, value in plain_too(table.get("fractions", {}).get("words", {})).items()
        },
        half_after=Phrases((phrase(text), None) for text in numbers.get("half_after", ())),
        point=frozenset(numbers.get("point", ())),
        minus=frozenset(numbers.get("minus", ())),
        one=frozenset(words.get("one", ())),
        of=frozenset(words.get("of", ())),
        soft=frozenset(vague.get("soft", ())),
        several=Phrases((phrase(text), None) for text in vague.get("several", ())),
        many=frozenset(vague.get("many", ())),
        spent=frozenset(words.get("verbs_of_spending", ())),
        hedging=frozenset(vague.get("hedging", vague.get("many", ()))),
        needs_noun=frozenset(vague.get("needs_noun", ())),
        bare_plural=bool(vague.get("bare_plural", False)),
        multiplied_twenty=int(numbers.get("multiplied_twenty", 0)),
        after_digits=frozenset(after_digits),
        plurals=frozenset(words.get("invariable", ())),
    )
