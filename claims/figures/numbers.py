"""Printed numbers: digits in every house style, number words, scales, and how precisely each was printed."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeVar

from claims.figures.phrases import Phrases
from claims.figures.tokens import HYPHENS, Tokens

SPACES = str.maketrans("", "", " \u00a0\u2007\u2009\u202f")
MONEY_SIGNS = frozenset("$€£¥₩₹₽₺₿¢")
GLYPHS = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5),
    "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip
Value = TypeVar("Value")
_LONGEST = 18  # digits; more is an account number, not a figure
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Numeral:
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
    bare_plural: bool
    multiplied_twenty: int
    plurals: frozenset[str]

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
        bare_plural=bool(vague.get("bare_plural", False)),
        multiplied_twenty=int(numbers.get("multiplied_twenty", 0)),
        plurals=frozenset(words.get("invariable", ())),
    )


def step_of(value: Decimal) -> Decimal:
    """The size of the last digit that counts in a whole number: trailing zeros do not, but two digits always do.

    >>> [str(step_of(Decimal(n))) for n in (1800, 29, 300, 5, 1539, 0)]
    ['100', '1', '10', '0.1', '1', '0']
    """
    digits = str(abs(int(value)))
    if digits == "0":
        return Decimal(0)
    counted = max(2, len(digits.rstrip("0")))
    return (
        Decimal((0, (1,), len(digits) - counted)) if len(digits) < counted else Decimal(10 ** (len(digits) - counted))
    )


@lru_cache(maxsize=4096)
def read_digits(printed: str, decimal: str) -> tuple[Decimal, Decimal] | None:
    """The value of printed digits and the size of the last one that counts; None for what is no number.

    >>> [str(read_digits(p, ",")[0]) for p in ("14,3", "1 500", "2.753.100", "1'000", "14 000,12", "2.753", "3.5")]
    ['14.3', '1500', '2753100', '1000', '14000.12', '2753', '3.5']
    >>> [str(read_digits(p, ".")[0]) for p in ("1,539", "1,674,200.5", "12,34,567.89", "0.182", "1,3")]
    ['1539', '1674200.5', '1234567.89', '0.182', '1.3']
    >>> read_digits("192.168.1.2", "."), read_digits("22,24,26", "."), read_digits("3.5.1", ",")
    (None, None, None)
    """
    plain = printed.translate(SPACES)
    if len(plain) > _LONGEST + 8:
        return None
    plain = plain.replace("'", ",'").replace("’", ",'")
    whole, fraction = _split(plain, decimal)
    if whole is None or len(whole) > _LONGEST:
        return None
    if fraction:
        return Decimal(f"{whole}.{fraction}"), Decimal((0, (1,), -len(fraction)))
    value = Decimal(whole)
    return value, step_of(value)


def _split(plain: str, decimal: str) -> tuple[str | None, str]:
    """The whole part and the decimals of digits with marks; None where the marks make no number."""
    marks = [char for char in plain if char in ".,"]
    if not marks:
        return (None if plain[0] == "0" and len(plain) > 2 else plain), ""
    head, _, tail = plain.rpartition(marks[-1])
    if tail.startswith("'"):
        return _grouped(plain), ""
    if len(set(marks)) == 2 and marks.count(marks[-1]) == 1:
        return _grouped(head), tail
    if len(marks) > 1:
        return _grouped(plain), ""
    if marks[0] == decimal or len(tail) != 3 or len(head) > 3 or head.startswith("0"):
        return head, tail
    return head + tail, ""


def _grouped(plain: str) -> str | None:
    """The digits of a number whose thousands are marked; None when the groups are not of three (or Indian twos)."""
    groups = plain.replace("'", "").replace(".", ",").split(",")
    inner = {len(group) for group in groups[1:-1]}
    if not 1 <= len(groups[0]) <= 3 or len(groups[-1]) != 3 or not (inner <= {3} or inner <= {2}):
        return None
    return "".join(groups)


def numeral_at(tokens: Tokens, start: int, words: NumberWords, money: bool = False) -> Numeral | None:
    """The number printed from token `start` on; `money` says that a currency stands before it."""
    key = tokens.keys[start]
    if tokens.number(start):
        return _digits(tokens, start, words, money)
    if key in GLYPHS:
        return _numeral(start, start + 1, Decimal(GLYPHS[key][0]) / GLYPHS[key][1], share=True)
    if key in words.round_words:
        return _round(tokens, start, words)
    if key in words.one or key in words.fractions:
        rounded = _article_round(tokens, start, words)
        if rounded is not None:
            return rounded
    if key in words.round_plural and key not in words.cardinals:
        return _plural(tokens, start, words)
    return _spelled(tokens, start, words) or _several(tokens, start, words)


def _several(tokens: Tokens, start: int, words: NumberWords) -> Numeral | None:
    """ "several hundred", "a few thousand": two of them and up, below the next order."""
    key = tokens.keys[start]
    size = words.scales.get(key) or (Decimal(100) if key in words.hundreds else None)
    several = words.several.before(tokens, start)
    if size is None or several is None:
        return None
    high = size * 10 - 1
    return _scaled_of(tokens, Numeral(several[1], start + 1, start + 1, size * 2, high, Decimal(0), words=True), words)


def _numeral(first: int, end: int, value: Decimal, **more: Any) -> Numeral:
    step = step_of(value) if value == value.to_integral_value() else Decimal((0, (1,), _exponent(value)))
    return Numeral(first, end, end, value, value, step, **more)


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(-6, exponent) if isinstance(exponent, int) else 0


def _digits(tokens: Tokens, start: int, words: NumberWords, money: bool) -> Numeral | None:
    read = read_digits(tokens.keys[start], words.decimal)
    if read is None:
        return None
    value, step = read
    end = start + 1
    share = False
    fraction = _slashed(tokens, end) if tokens.keys[end] not in "/⁄" else None
    if tokens.keys[end] in "/⁄" and tokens.number(end + 1) and tokens.touching(start):
        below = read_digits(tokens.keys[end + 1], words.decimal)
        if below is None or not 1 < below[0] <= 100 or value >= below[0] or tokens.keys[end + 2] in "/-":
            return None
        value, end, share = value / below[0], end + 2, True
        step = Decimal("0.01")
    elif fraction is not None:
        value, end = value + fraction[0], fraction[1]
    numeral = Numeral(start, end, end, value, value, step, share=share)
    return _scaled(tokens, numeral, words, money)


def _slashed(tokens: Tokens, start: int) -> tuple[Decimal, int] | None:
    """A fraction printed right after a whole number: "2 1/2", "3½"."""
    key = tokens.keys[start]
    if key in GLYPHS:
        return Decimal(GLYPHS[key][0]) / GLYPHS[key][1], start + 1
    if not (key.isdigit() and key.isascii() and tokens.keys[start + 1] in "/⁄" and tokens.touching(start)):
        return None
    below = tokens.keys[start + 2]
    if not (
        below.isdigit() and below.isascii() and len(below) <= 2 and 0 < len(key) <= 2 and 0 < int(key) < int(below)
    ):
        return None
    return Decimal(int(key)) / int(below), start + 3


def _scaled(tokens: Tokens, numeral: Numeral, words: NumberWords, money: bool) -> Numeral:
    """The number with the scale words and signs after it, and what they are followed by ("et demi", "200 millions")."""
    after = numeral.end + (tokens.keys[numeral.end] in HYPHENS and tokens.keys[numeral.end + 1] in words.scales)
    size = words.scales.get(tokens.keys[after]) or (Decimal(100) if tokens.keys[after] in words.hundreds else None)
    if size is None and tokens.keys[after] not in words.scales and _dozens(tokens, after, numeral, words):
        return _grouped_by(numeral, after + 1, _dozens(tokens, after, numeral, words) or ONE)
    if size is None:
        return _signed(tokens, numeral, words, money)
    if tokens.keys[after] in words.hundreds and not _hundred_follows(tokens, numeral, words):
        return numeral
    other = words.other_scale.get(tokens.keys[after])
    grown = replace(
        numeral,
        end=after + 1,
        low=numeral.low * size,
        high=numeral.low * size,
        step=numeral.step * size,
        scale=numeral.scale * size,
        other=numeral.low * other if other else None,
        share=False,
    )
    again = _scaled(tokens, grown, words, money) if tokens.keys[after + 1] in words.scales else grown
    return _remainder(tokens, again, size, words)


def _dozens(tokens: Tokens, at: int, numeral: Numeral, words: NumberWords) -> Decimal | None:
    """The size of the round word after a number: "three dozen", "3 douzaines"."""
    if numeral.low >= 100 or numeral.article or numeral.scale != 1:
        return None
    return words.round_words.get(tokens.keys[at]) or words.round_plural.get(tokens.keys[at])


def _grouped_by(numeral: Numeral, end: int, size: Decimal) -> Numeral:
    value = numeral.low * size
    return replace(numeral, end=end, digits_end=end, low=value, high=value, step=step_of(value), words=True)


def _hundred_follows(tokens: Tokens, numeral: Numeral, words: NumberWords) -> bool:
    """Whether "cent" after digits is a hundred ("3 cent"), not the coin or the "cent" of "pour cent"."""
    return numeral.low < 1000 and numeral.scale == 1 and words.decimal == "." and not numeral.share


def _remainder(tokens: Tokens, numeral: Numeral, size: Decimal, words: NumberWords) -> Numeral:
    """Adds what follows a scale: "et demi", "and a quarter", "200 millions" after "4 milliards"."""
    half = words.half_after.at(tokens, numeral.end)
    if half is not None and not _takes_unit(tokens, half[1], words):
        return _added(numeral, half[1], size / 2)
    join = tokens.keys[numeral.end] in words.joins
    part = fraction_at(tokens, numeral.end + 1, words) if join else None
    if part is not None and tokens.keys[part[1]] not in words.scales:
        return _added(numeral, part[1], size * part[0])
    if not tokens.number(numeral.end) or size < 1000:
        return numeral
    read = read_digits(tokens.keys[numeral.end], words.decimal)
    smaller = words.scales.get(tokens.keys[numeral.end + 1])
    if read is None or smaller is None or smaller >= size or read[0] >= 1000:
        return numeral
    return _added(numeral, numeral.end + 2, read[0] * smaller, read[1] * smaller)


def _takes_unit(tokens: Tokens, end: int, words: NumberWords) -> bool:
    return tokens.keys[end] in words.scales


def _added(numeral: Numeral, end: int, more: Decimal, step: Decimal | None = None) -> Numeral:
    value = numeral.low + more
    return replace(numeral, end=end, low=value, high=value, step=step or min(numeral.step, step_of(value)))


def _signed(tokens: Tokens, numeral: Numeral, words: NumberWords, money: bool) -> Numeral:
    """The number with a scale sign after it: `14,3 G$`, `£4m`, `10k`."""
    after = numeral.end
    sign = words.scale_signs.get(tokens.word(after))
    if sign is None:
        return numeral
    size, needs_money = sign
    following = tokens.keys[after + 1]
    beside = money or following in MONEY_SIGNS or following in words.of
    if needs_money and not beside and not (tokens.touching(after - 1) and _counts_people(tokens, after + 1, words)):
        return numeral
    if not tokens.touching(after - 1) and len(tokens.word(after)) == 1 and not (beside or size == 1000):
        return numeral
    value = numeral.low * size
    return replace(numeral, end=after + 1, low=value, high=value, step=numeral.step * size, scale=size)


def _counts_people(tokens: Tokens, at: int, words: NumberWords) -> bool:
    """Whether a plural stands among the next words, so that `m` is a million: "3.5m public workers"."""
    return any(tokens.wordlike(here) and words.many_follow(tokens.keys[here]) for here in range(at, at + 2))


def _round(tokens: Tokens, start: int, words: NumberWords) -> Numeral | None:
    """ "une douzaine", "a dozen", "trois douzaines": the round word with the number or article before it."""
    size = words.round_words[tokens.keys[start]]
    before = start - 1
    if tokens.keys[before] in HYPHENS:
        before -= 1
    while tokens.keys[before] in words.soft and tokens.keys[before] not in words.fractions:
        before -= 1
    factor, first = _factor(tokens, before, words)
    if factor is None:
        return None
    numeral = Numeral(first, start + 1, start + 1, size * factor, size * factor, Decimal(0), soft=factor == 1)
    return _scaled_of(tokens, replace(numeral, words=True), words)


def _article_round(tokens: Tokens, start: int, words: NumberWords) -> Numeral | None:
    """A round word over the article, half or adjective before it: "une bonne centaine", "half a dozen"."""
    for at in range(start + 1, start + 4):
        if tokens.keys[at] in words.round_words:
            found = _round(tokens, at, words)
            return found if found is not None and found.first == start else None
        if tokens.keys[at] not in words.soft and tokens.keys[at] not in words.one and tokens.keys[at] not in HYPHENS:
            return None
    return None


def _factor(tokens: Tokens, before: int, words: NumberWords) -> tuple[Decimal | None, int]:
    """What multiplies a round word, and where it begins."""
    key = tokens.keys[before]
    if key in words.fractions and words.fractions[key] == 2:
        return Decimal("0.5"), before
    if key in words.one:
        half = tokens.keys[before - 1]
        return (Decimal("0.5"), before - 1) if words.fractions.get(half) == 2 else (ONE, before)
    if key in words.cardinals:
        return words.cardinals[key], before
    if tokens.number(before):
        read = read_digits(key, words.decimal)
        return (read[0], before) if read else (None, before)
    return None, before


def _scaled_of(tokens: Tokens, numeral: Numeral, words: NumberWords) -> Numeral:
    """ "une centaine de milliers", "a dozen million": the scale after a round or vague number."""
    after = numeral.end + (tokens.keys[numeral.end] in words.of)
    size = words.scales.get(tokens.keys[after])
    if size is None:
        size = words.round_plural.get(tokens.keys[after])
    if size is None:
        return numeral
    high = None if numeral.high is None else numeral.high * size
    grown = replace(numeral, end=after + 1, low=numeral.low * size, high=high, scale=size)
    if tokens.keys[grown.end] in words.scales or tokens.keys[grown.end + 1] in words.scales:
        return _scaled_of(tokens, grown, words)
    return grown


def _plural(tokens: Tokens, start: int, words: NumberWords) -> Numeral | None:
    """ "plusieurs dizaines", "des milliards", "tens of thousands": two of them and up, or of that order."""
    size = words.round_plural[tokens.keys[start]]
    before = start - 1
    factor, first = _factor(tokens, before, words)
    if factor is not None and factor > 1:
        value = size * factor
        return _scaled_of(tokens, Numeral(first, start + 1, start + 1, value, value, step_of(value), words=True), words)
    several = words.several.before(tokens, start)
    if several is None and not (words.bare_plural or tokens.keys[before] in words.many):
        return None
    first = several[1] if several else start
    numeral = Numeral(first, start + 1, start + 1, size * 2, None, Decimal(0), words=True)
    grown = _scaled_of(tokens, numeral, words)
    if several is None:
        return grown
    unit = grown.low / 2
    return replace(grown, high=unit * 10 - (unit / size if grown.scale == 1 else 1))


def fraction_at(tokens: Tokens, start: int, words: NumberWords) -> tuple[Decimal, int] | None:
    """A fraction in words with its numerator: "deux tiers", "a quarter", "three-fifths"."""
    key = tokens.keys[start]
    above = ONE if key in words.one else words.cardinals.get(key)
    if above is None or above == 0:
        return None
    after = start + 1 + (tokens.keys[start + 1] in HYPHENS)
    below = words.fractions.get(tokens.keys[after])
    return None if below is None else (above / below, after + 1)


def _spelled(tokens: Tokens, start: int, words: NumberWords) -> Numeral | None:
    """A number in words, whole or with decimals, with fractions of a scale before or after."""
    sum_ = _Sum(tokens, words)
    end = sum_.run(start)
    if end == start:
        return None
    value, scale = sum_.total + sum_.group, sum_.scale
    article = end == start + 1 and tokens.keys[start] in words.one
    digits_end = sum_.digits_end if scale > 1 else end
    if tokens.keys[end] in words.point and tokens.keys[end + 1] in words.cardinals:
        value, end = _decimals(tokens, end, value, words)
        digits_end = end
    numeral = replace(_numeral(start, end, value), digits_end=digits_end, scale=scale, article=article, words=True)
    other = words.other_scale.get(tokens.keys[end - 1])
    if other is not None:
        numeral = replace(numeral, other=value / scale * other)
    return _halves(tokens, numeral, words)


def _halves(tokens: Tokens, numeral: Numeral, words: NumberWords) -> Numeral:
    """ "one and a half million", "un million et demi"."""
    if numeral.scale > 1:
        return _remainder(tokens, numeral, numeral.scale, words)
    half = words.half_after.at(tokens, numeral.end)
    dozens = _dozens(tokens, numeral.end, numeral, words)
    if dozens is not None:
        return _grouped_by(numeral, numeral.end + 1, dozens)
    if half is None or numeral.low >= 100:
        return numeral
    value = numeral.low + Decimal("0.5")
    grown = replace(_numeral(numeral.first, half[1], value), words=True)
    return _scaled(tokens, grown, words, False)


def _decimals(tokens: Tokens, point: int, value: Decimal, words: NumberWords) -> tuple[Decimal, int]:
    """The number with its spoken decimals: "deux cent virgule cinquante deux", "nine point nought four"."""
    digits, at = "", point + 1
    while tokens.keys[at] in words.cardinals and len(digits) < _LONGEST:
        part = _Sum(tokens, words)
        at = part.run(at, scales=False)
        digits += str(part.total + part.group)
    size = words.scales.get(tokens.keys[at])
    number = Decimal(f"{value}.{digits}")
    return (number * size, at + 1) if size else (number, at)


class _Sum:
    """Adds number words up, left to right, as long as they make one number."""

    def __init__(self, tokens: Tokens, words: NumberWords) -> None:
        self.tokens, self.words = tokens, words
        self.total = self.group = Decimal(0)
        self.scale = ONE
        self.last = ""
        self.digits_end = 0

    def run(self, start: int, scales: bool = True) -> int:
        """Reads from token `start`; the end of what makes one number (`start` when nothing does)."""
        at = start
        while True:
            after = self._skip(at) if at > start else at
            if not self._takes(after, scales):
                return at
            at = after + 1

    def _skip(self, at: int) -> int:
        """The next number word, over a hyphen or a joining word."""
        keys = self.tokens.keys
        if keys[at] in HYPHENS and keys[at + 1] in self.words.cardinals | self.words.scales.keys():
            return at + 1
        if keys[at] == "," and keys[at - 1] in self.words.scales:
            return at
        join = self.words.joins.get(keys[at])
        if join is None or self.last not in join[0]:
            return at
        allowed = keys[at + 1] in join[1] if join[1] else self._small(at + 1)
        return at + 1 if allowed else at

    def _small(self, at: int) -> bool:
        """Whether the word at `at` ends a number such as "two hundred and five", and starts no other."""
        key, after = self.tokens.keys[at], self.tokens.keys[at + 1]
        if key not in self.words.cardinals or (key in self.words.one and after in self.words.fractions):
            return False
        return after not in self.words.fractions and not (self.group and after in self.words.hundreds)

    def _takes(self, at: int, scales: bool) -> bool:
        key = self.tokens.keys[at]
        if key in self.words.cardinals:
            taken = self._add(key, self.words.cardinals[key])
        elif key in self.words.hundreds:
            taken = self._hundred(at)
        elif scales and key in self.words.scales:
            taken = self._grow(at, key)
        else:
            taken = False
        if taken:
            self.last = key
        return taken

    def _add(self, key: str, value: Decimal) -> bool:
        rest = self.group % 100
        if self.words.multiplied_twenty and value == 20 and rest == 4 and self.last != "":
            self.group += 76
            return True
        if self.last and rest and not self._follows(rest, value):
            return False
        if self.last and (value == 0 or (self.group == 0 and self.last in self.words.cardinals)):
            return False
        self.group += value
        return True

    def _follows(self, rest: Decimal, value: Decimal) -> bool:
        """Whether `value` may be added to a group that ends in `rest`: 20 + 3, 60 + 11, 80 + 19."""
        if rest % 10 or rest < 10:
            return False
        if value < 10:
            return rest >= 20 or self.last in self.words.teens
        return self.last in self.words.teens and rest >= 60 and value < 20

    def _hundred(self, at: int) -> bool:
        if self.group >= (100 if self.words.decimal == "." else 10) or (
            self.last and self.group == 0 and self.last not in self.words.scales
        ):
            return False
        if self.group == 0 and self.words.decimal == "." and not self.last:
            before = self.tokens.keys[at - 1]
            if before not in self.words.one:
                return False
        self.group = (self.group or ONE) * 100
        return True

    def _grow(self, at: int, key: str) -> bool:
        size = self.words.scales[key]
        if (
            not self.last
            and (size > 1000 or self.words.decimal == ".")
            and self.tokens.keys[at - 1] not in self.words.one
        ):
            return False
        if self.scale > 1 and size >= self.scale:
            self.total = (self.total + self.group) * size
        else:
            self.total += (self.group or ONE) * size
        self.digits_end = self.digits_end or at
        self.group = Decimal(0)
        self.scale = size if self.scale == 1 else self.scale
        return True
