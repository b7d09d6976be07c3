"""Numbers in words, added up left to right."""

from decimal import Decimal
from typing import Any

from claims.figures.digits import step_of
from claims.figures.numerals import ONE, NumberWords, Numeral
from claims.figures.scales import dozens_size, fraction_at, grouped_by, remainder, scaled
from claims.figures.tokens import HYPHENS, Tokens

_LONGEST = 18  # decimals in words


def spelled(tokens: Tokens, start: int, words: NumberWords) -> Numeral | None:
    """A number in words, whole or with decimals, with fractions of a scale before or after."""
    sum_ = Sum(tokens, words)
    end = sum_.run(start)
    if end == start:
        return None
    value, scale = sum_.total + sum_.group, sum_.scale
    article = end == start + 1 and tokens.keys[start] in words.one
    digits_end = sum_.digits_end if scale > 1 else end
    if tokens.keys[end] in words.point and tokens.keys[end + 1] in words.cardinals:
        value, end = _decimals(tokens, end, value, words)
        digits_end = end
    numeral = whole(start, end, value)._replace(digits_end=digits_end, scale=scale, article=article, words=True)
    other = words.other_scale.get(tokens.keys[end - 1])
    if other is not None:
        numeral = numeral._replace(other=value / scale * other)
    return _halves(tokens, numeral, words)


def _halves(tokens: Tokens, numeral: Numeral, words: NumberWords) -> Numeral:
    """ "one and a half million", "un million et demi"."""
    if numeral.scale > 1:
        return remainder(tokens, numeral, numeral.scale, words)
    half = words.half_after.at(tokens, numeral.end)
    dozens = dozens_size(tokens, numeral.end, numeral, words)
    if dozens is not None:
        return grouped_by(numeral, numeral.end + 1, dozens)
    part = fraction_at(tokens, numeral.end + 1, words) if tokens.keys[numeral.end] in words.joins else None
    if part is not None and half is None and not numeral.article and tokens.keys[part[1]] not in words.of:
        return whole(numeral.first, part[1], numeral.low + part[0])._replace(step=Decimal("0.01"), words=True)
    if half is None or numeral.low >= 100:
        return numeral
    value = numeral.low + Decimal("0.5")
    grown = whole(numeral.first, half[1], value)._replace(words=True)
    return scaled(tokens, grown, words, False)


def _decimals(tokens: Tokens, point: int, value: Decimal, words: NumberWords) -> tuple[Decimal, int]:
    """The number with its spoken decimals: "deux cent virgule cinquante deux", "nine point nought four"."""
    digits, at = "", point + 1
    while tokens.keys[at] in words.cardinals and len(digits) < _LONGEST:
        part = Sum(tokens, words)
        at = part.run(at, scales=False)
        digits += str(part.total + part.group)
    size = words.scales.get(tokens.keys[at])
    number = Decimal(f"{value}.{digits}")
    return (number * size, at + 1) if size else (number, at)


def whole(first: int, end: int, value: Decimal, **more: Any) -> Numeral:
    step = step_of(value) if value == value.to_integral_value() else Decimal((0, (1,), _exponent(value)))
    return Numeral(first, end, end, value, value, step, **more)


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(-6, exponent) if isinstance(exponent, int) else 0


class Sum:
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
