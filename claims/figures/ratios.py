"""Fractions, multiples and ranks."""

from decimal import Decimal
from typing import TYPE_CHECKING

from claims.figures.drafts import Draft
from claims.figures.hedges import HALF, hedge_before
from claims.figures.nouns import counted
from claims.figures.numbers import numeral_at
from claims.figures.numerals import Numeral
from claims.figures.ordinals import compound, ordinal_at
from claims.figures.scales import fraction_at
from claims.figures.tokens import BREAK, DIGITS, HYPHENS, Tokens

if TYPE_CHECKING:
    from claims.figures.lexicons import Lexicon

ONE = Decimal(1)
ROUND_WHOLES = frozenset({20, 25, 50, 100, 1000})
PARTED = frozenset({"measure", "points", "duration"})
_STOPS = frozenset('.,;:!?)»"' + BREAK)


def ratio_at(tokens: Tokens, at: int, floor: int, lexicon: "Lexicon") -> Draft | None:
    """The fraction, multiple or rank printed from token `at` on."""
    words = lexicon.ratios
    if tokens.keys[at][0] in DIGITS:
        return ordinal_at(tokens, at, lexicon) if tokens.keys[at + 1] in words.suffixes else None
    phrase = words.set_phrases.before(tokens, at + 1)
    if phrase is not None and phrase[1] >= floor and tokens.keys[at + 1] not in lexicon.numbers.one:
        return _ratio(phrase[1], at + 1, ONE / phrase[0], "x")
    return _fraction(tokens, at, floor, lexicon) or _multiple(tokens, at, lexicon) or ordinal_at(tokens, at, lexicon)


def _ratio(first: int, end: int, value: Decimal, unit: str, share: bool = False) -> Draft:
    step = Decimal(0) if share else Decimal("0.1")
    return Draft(first, end, (first, end), "ratio", unit, value, value, step, share=share)


def _fraction(tokens: Tokens, at: int, floor: int, lexicon: "Lexicon") -> Draft | None:
    """ "deux tiers", "la moitié", "a quarter of", or one before a scale: "half a million"."""
    words = lexicon.ratios
    joined = tokens.keys[at - 1] in HYPHENS and tokens.touching(at - 1) and tokens.touching(at - 2)
    if joined or compound(tokens, at, lexicon) is not None:
        return None
    after_unit = _and_a_half(tokens, at, floor, lexicon)
    if after_unit is not None:
        return after_unit
    found = fraction_at(tokens, at, lexicon.numbers) or _one_over(tokens, at, lexicon)
    if found is None:
        return None
    value, end = found
    scaled = _before_scale(tokens, at, end, value, lexicon)
    if scaled is not None:
        return scaled
    if words.not_after.at(tokens, end) is not None or _half_of_a_pair(tokens, at, end, lexicon):
        return None
    if tokens.keys[end] in HYPHENS and tokens.touching(end - 1) and tokens.touching(end):
        return None
    one = end == at + 1 or tokens.keys[at] in lexicon.numbers.one
    if one and (_party(tokens, at, end, lexicon) or not _is_part(tokens, at, end, floor, lexicon)):
        return None
    return _ratio(at, end, value, "", share=True)


def _half_of_a_pair(tokens: Tokens, at: int, end: int, lexicon: "Lexicon") -> bool:
    """Whether "half" divides no amount: "half a loaf", "the American half of the group"."""
    if tokens.keys[end] == "'":
        return True
    if tokens.keys[at] not in lexicon.ratios.alone or not lexicon.dates.capital_months:
        return False
    if tokens.keys[end] in lexicon.numbers.one:
        return True
    before = tokens.keys[at - 1]
    return (
        tokens.wordlike(at - 1)
        and before not in lexicon.nouns.function
        and tokens.keys[at - 2] in lexicon.nouns.definite
    )


def _party(tokens: Tokens, at: int, end: int, lexicon: "Lexicon") -> bool:
    """Whether "un tiers" is somebody else: "l'avis d'un tiers", and not "d'un tiers de"."""
    words = lexicon.ratios
    if tokens.keys[end - 1] not in words.party or tokens.keys[end] in words.of:
        return False
    before = at - 1 - (tokens.keys[at - 1] in lexicon.numbers.one)
    before -= tokens.keys[before] in words.of
    return tokens.keys[before] in words.party_before


def _one_over(tokens: Tokens, at: int, lexicon: "Lexicon") -> tuple[Decimal, int] | None:
    """A fraction without a numerator: "la moitié", "a third", "quarter million"."""
    words, key = lexicon.ratios, tokens.keys[at]
    known = key in words.alone or tokens.keys[at - 1] in words.articles or tokens.keys[at + 1] in lexicon.numbers.scales
    return (ONE / words.fractions[key], at + 1) if key in words.fractions and known else None


def _is_part(tokens: Tokens, at: int, end: int, floor: int, lexicon: "Lexicon") -> bool:
    """Whether one of so many parts is meant: of something, hedged, or at the end of a clause."""
    if tokens.keys[end - 1] not in lexicon.ratios.needs_of:
        return (
            tokens.keys[end - 1] in lexicon.ratios.alone
            or tokens.keys[at - 1] in lexicon.ratios.articles
            or end > at + 1
        )
    return _bounded(tokens, at, end, floor, lexicon)


def _and_a_half(tokens: Tokens, at: int, floor: int, lexicon: "Lexicon") -> Draft | None:
    """ "an hour and a half": the unit has an article for its number."""
    if tokens.keys[at] not in lexicon.ratios.alone or lexicon.numbers.half_after.before(tokens, at + 1) is None:
        return None
    start = at - 2
    unit = lexicon.units.after.before(tokens, start)
    if unit is None or unit[1] - 1 < floor or tokens.keys[unit[1] - 1] not in lexicon.numbers.one:
        return None
    value = ONE + HALF
    return Draft(unit[1] - 1, at + 1, (unit[1] - 1, at + 1), unit[0].kind, unit[0].code, value, value, Decimal("0.1"))


def _before_scale(tokens: Tokens, at: int, end: int, value: Decimal, lexicon: "Lexicon") -> Draft | None:
    """A part of a scale or of a unit: "half a billion dollars", "un demi-million", "half a terabyte"."""
    after = end + (tokens.keys[end] in HYPHENS)
    after += tokens.keys[after] in lexicon.numbers.of
    of = after > end + (tokens.keys[end] in HYPHENS)
    after += tokens.keys[after] in lexicon.numbers.one and (of or tokens.keys[end - 1] in lexicon.ratios.alone)
    size = lexicon.numbers.scales.get(tokens.keys[after])
    stop, step = after, Decimal("0.1")
    if size is not None:
        value, stop = value * size, after + 1
        step = size / 10
    linked = stop + (tokens.keys[stop] in lexicon.numbers.of)
    unit = lexicon.units.after.at(tokens, linked)
    if unit is not None and (size is not None or unit[0].kind == "points" or (after > end and unit[0].kind in PARTED)):
        kind, code, stop = unit[0].kind, unit[0].code, unit[1]
    elif size is not None:
        kind, code = "count", ""
        numeral = Numeral(at, stop, stop, value, value, step, scale=size)
        noun = counted(tokens, numeral, lexicon.nouns)
        if noun is not None:
            code, stop = noun[0], noun[1]
    else:
        return None
    scale = size or ONE
    return Draft(at, stop, (at, end), kind, code, value, value, step, scale=scale, bare=kind == "count" and not code)


def _bounded(tokens: Tokens, at: int, end: int, floor: int, lexicon: "Lexicon") -> bool:
    """Whether "a third" is a part: something follows of which it is one, or a hedge or "by" stands before."""
    if tokens.keys[end] in lexicon.ratios.of or tokens.keys[end] in _STOPS:
        return True
    start = at - (tokens.keys[at - 1] in lexicon.ratios.articles)
    compared = lexicon.as_of.compared.before(tokens, start)
    if tokens.keys[start - 1] in lexicon.ranges.steps:
        return True  # "down by a third in ten years"
    return compared is not None or hedge_before(tokens, at, floor, lexicon.hedges) is not None


def out_of(tokens: Tokens, numeral: Numeral, lexicon: "Lexicon") -> Draft | None:
    """ "un sur cinq", "neuf Français sur dix", "one in five"."""
    words = lexicon.ratios
    if words.out_of_words.isdisjoint(tokens.keys[numeral.end : numeral.end + 2]):
        return None
    for end in (numeral.end, numeral.end + 1):
        found = words.out_of.at(tokens, end)
        if found is None or numeral.low < 1 or (end > numeral.end and not tokens.wordlike(numeral.end)):
            continue
        below = numeral_at(tokens, found[1], lexicon.numbers)
        if below is None or below.vague or not numeral.low < below.low <= 10000 or below.low in range(1800, 2101):
            continue
        if below.low != int(below.low) or lexicon.units.after.at(tokens, below.end) is not None:
            continue
        if end > numeral.end and numeral.low >= 10 and below.low not in ROUND_WHOLES:
            continue  # "80 postes sur 410" are two counts
        if numeral.low > 99 or tokens.keys[below.end] in words.times or tokens.keys[below.end] in "/%":
            continue
        return _ratio(numeral.first, below.end, numeral.low / below.low, "", share=True)
    return None


def _multiple(tokens: Tokens, at: int, lexicon: "Lexicon") -> Draft | None:
    """ "doublée", "le double", "twice as much", "multiplié par dix"."""
    words, key = lexicon.ratios, tokens.keys[at]
    if key in words.by_verbs:
        return _multiplied(tokens, at, lexicon)
    if words.multiple_not_after.at(tokens, at + 1 + (tokens.keys[at + 1] in HYPHENS)) is not None:
        return None
    if key in words.multiples:
        return _ratio(at, at + 1, words.multiples[key], "x")
    if key not in words.multiple_nouns:
        return None
    if tokens.keys[at - 1] in words.multiple_articles or tokens.keys[at + 1] in words.multiple_before:
        return _ratio(at, at + 1, words.multiple_nouns[key], "x")
    return None


def _multiplied(tokens: Tokens, at: int, lexicon: "Lexicon") -> Draft | None:
    found = lexicon.ratios.by.at(tokens, at + 1)
    number = None if found is None else numeral_at(tokens, found[1], lexicon.numbers)
    if number is None or number.vague:
        return None
    return Draft(
        number.first, number.end, (number.first, number.end), "ratio", "x", number.low, number.low, number.step
    )


def times(tokens: Tokens, numeral: Numeral, lexicon: "Lexicon") -> Draft | None:
    """ "deux fois plus", "three times the"."""
    words, end = lexicon.ratios, numeral.end
    if tokens.keys[end] not in words.times or numeral.vague:
        return None
    if tokens.keys[end + 1] not in words.times_after:
        return None
    return Draft(numeral.first, end + 1, (numeral.first, end), "ratio", "x", numeral.low, numeral.low, numeral.step)
