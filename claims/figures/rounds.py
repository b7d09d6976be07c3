"""Round and vague numbers: "une douzaine", "plusieurs dizaines", "tens of thousands", "several hundred"."""

from decimal import Decimal

from claims.figures.digits import read_digits, step_of
from claims.figures.numerals import ONE, NumberWords, Numeral
from claims.figures.tokens import HYPHENS, Tokens


def rounded_at(tokens: Tokens, start: int, words: NumberWords) -> Numeral | None:
    """ "une douzaine", "a dozen", "trois douzaines": the round word with the number or article before it."""
    size = words.round_words[tokens.keys[start]]
    before = start - 1
    if tokens.keys[before] in HYPHENS:
        before -= 1
    while tokens.keys[before] in words.soft and tokens.keys[before] not in words.fractions:
        before -= 1
    factor, first = _factor(tokens, before, words)
    several = words.several.before(tokens, start) if factor is None else None
    if several is not None:  # "several dozen" is as vague as "several tens"
        return Numeral(several[1], start + 1, start + 1, Decimal(20), Decimal(99), Decimal(0), words=True)
    if factor is None:
        return None
    numeral = Numeral(first, start + 1, start + 1, size * factor, size * factor, Decimal(0), soft=factor == 1)
    return scaled_of(tokens, numeral._replace(words=True), words)


def article_rounded(tokens: Tokens, start: int, words: NumberWords) -> Numeral | None:
    """A round word over the article, half or adjective before it: "une bonne centaine", "half a dozen"."""
    for at in range(start + 1, start + 4):
        if tokens.keys[at] in words.round_words:
            found = rounded_at(tokens, at, words)
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


def plural(tokens: Tokens, start: int, words: NumberWords) -> Numeral | None:
    """ "plusieurs dizaines", "des milliards", "tens of thousands": two of them and up, or of that order."""
    size = words.round_plural[tokens.keys[start]]
    before = start - 1
    factor, first = _factor(tokens, before, words)
    if factor is not None and factor > 1:
        value = size * factor
        return scaled_of(tokens, Numeral(first, start + 1, start + 1, value, value, step_of(value), words=True), words)
    several = words.several.before(tokens, start)
    if several is None and not (words.bare_plural or tokens.keys[before] in words.many):
        return None
    if several is None and _says_nothing(tokens, start, before, words):
        return None
    if several is None and tokens.keys[before] in words.needs_noun and tokens.keys[start + 1] not in words.of:
        return None  # "les millions" by themselves, "par dizaines"
    first = several[1] if several else start
    numeral = Numeral(first, start + 1, start + 1, size * 2, None, Decimal(0), words=True)
    grown = scaled_of(tokens, numeral, words)
    if several is None:
        return grown
    unit = grown.low / 2
    return grown._replace(high=unit * 10 - (unit / size if grown.scale == 1 else 1))


def _says_nothing(tokens: Tokens, start: int, before: int, words: NumberWords) -> bool:
    """Whether a plural counts nothing where the language needs no word before it: "foreign millions, local hopes"."""
    after = tokens.keys[start + 1]
    if not words.bare_plural or tokens.keys[before] in words.many or not tokens.wordlike(before):
        return False
    return after not in words.of and not words.many_follow(after) and tokens.keys[before] not in words.spent


def several_of(tokens: Tokens, start: int, words: NumberWords) -> Numeral | None:
    """ "several hundred", "a few thousand": two of them and up, below the next order."""
    key = tokens.keys[start]
    size = words.scales.get(key) or (Decimal(100) if key in words.hundreds else None)
    several = words.several.before(tokens, start)
    if size is None or several is None:
        return None
    high = size * 10 - 1
    return scaled_of(tokens, Numeral(several[1], start + 1, start + 1, size * 2, high, Decimal(0), words=True), words)


def scaled_of(tokens: Tokens, numeral: Numeral, words: NumberWords) -> Numeral:
    """ "une centaine de milliers", "a dozen million": the scale after a round or vague number."""
    after = numeral.end + (tokens.keys[numeral.end] in words.of)
    size = words.scales.get(tokens.keys[after])
    if size is None:
        size = words.round_plural.get(tokens.keys[after])
    if size is None:
        return numeral
    high = None if numeral.high is None else numeral.high * size
    grown = numeral._replace(end=after + 1, low=numeral.low * size, high=high, scale=size)
    if tokens.keys[grown.end] in words.scales or tokens.keys[grown.end + 1] in words.scales:
        return scaled_of(tokens, grown, words)
    return grown
