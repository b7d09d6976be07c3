"""Printed numbers, in digits or words: the number that begins at a token."""

from decimal import Decimal

from claims.figures.digits import read_digits
from claims.figures.numerals import GLYPHS, NumberWords, Numeral
from claims.figures.rounds import article_rounded, plural, rounded_at, several_of
from claims.figures.scales import scaled
from claims.figures.spelled import spelled, whole
from claims.figures.tokens import DIGITS, Tokens


def numeral_at(tokens: Tokens, start: int, words: NumberWords, money: bool = False) -> Numeral | None:
    """The number printed from token `start` on; `money` says that a currency stands before it."""
    key = tokens.keys[start]
    if tokens.number(start):
        return _digits(tokens, start, words, money)
    if key in GLYPHS:
        return whole(start, start + 1, Decimal(GLYPHS[key][0]) / GLYPHS[key][1], share=True)
    if key in words.round_words:
        return rounded_at(tokens, start, words)
    if key in words.one or key in words.fractions:
        rounded = article_rounded(tokens, start, words)
        if rounded is not None:
            return rounded
    if key in words.round_plural and key not in words.cardinals:
        return plural(tokens, start, words)
    return spelled(tokens, start, words) or several_of(tokens, start, words)


def _digits(tokens: Tokens, start: int, words: NumberWords, money: bool) -> Numeral | None:
    read = read_digits(tokens.keys[start], words.decimal)
    if read is None:
        return None
    value, step = read
    end = start + 1
    if tokens.keys[end] not in words.after_digits and tokens.keys[end][0] not in DIGITS:
        return Numeral(start, end, end, value, value, step)
    share = False
    fraction = _slashed(tokens, end) if tokens.keys[end] not in "/⁄" else None
    if tokens.keys[end] in "/⁄" and tokens.number(end + 1) and tokens.touching(start):
        below = read_digits(tokens.keys[end + 1], words.decimal)
        if (
            below is None
            or not 1 < below[0] <= (10 if value > 1 else 100)
            or value >= below[0]
            or tokens.keys[end + 2] in "/-"
        ):
            return None
        value, end, share = value / below[0], end + 2, True
        step = Decimal("0.01")
    elif fraction is not None:
        value, end = value + fraction[0], fraction[1]
    numeral = Numeral(start, end, end, value, value, step, share=share)
    return scaled(tokens, numeral, words, money)


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
