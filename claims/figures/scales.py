"""What stands after a number and makes it larger: scale words and signs, dozens, "et demi", "200 millions"."""

from decimal import Decimal

from claims.figures.digits import read_digits, step_of
from claims.figures.numerals import ONE, NumberWords, Numeral
from claims.figures.tokens import HYPHENS, Tokens

MONEY_SIGNS = frozenset("$€£¥₩₹₽₺₿¢")


def scaled(tokens: Tokens, numeral: Numeral, words: NumberWords, money: bool) -> Numeral:
    """The number with the scale words and signs after it, and what they are followed by ("et demi", "200 millions")."""
    after = numeral.end + (tokens.keys[numeral.end] in HYPHENS and tokens.keys[numeral.end + 1] in words.scales)
    size = words.scales.get(tokens.keys[after]) or (Decimal(100) if tokens.keys[after] in words.hundreds else None)
    if size is None and tokens.keys[after] not in words.scales and dozens_size(tokens, after, numeral, words):
        return grouped_by(numeral, after + 1, dozens_size(tokens, after, numeral, words) or ONE)
    if size is None:
        return _signed(tokens, numeral, words, money)
    if tokens.keys[after] in words.hundreds and not _hundred_follows(tokens, numeral, words):
        return numeral
    other = words.other_scale.get(tokens.keys[after])
    grown = numeral._replace(
        end=after + 1,
        low=numeral.low * size,
        high=numeral.low * size,
        step=numeral.step * size,
        scale=numeral.scale * size,
        other=numeral.low * other if other else None,
        share=False,
    )
    again = scaled(tokens, grown, words, money) if tokens.keys[after + 1] in words.scales else grown
    return remainder(tokens, again, size, words)


def dozens_size(tokens: Tokens, at: int, numeral: Numeral, words: NumberWords) -> Decimal | None:
    """The size of the round word after a number: "three dozen", "3 douzaines"."""
    if numeral.low >= 100 or numeral.article or numeral.scale != 1:
        return None
    return words.round_words.get(tokens.keys[at]) or words.round_plural.get(tokens.keys[at])


def grouped_by(numeral: Numeral, end: int, size: Decimal) -> Numeral:
    value = numeral.low * size
    return numeral._replace(end=end, digits_end=end, low=value, high=value, step=step_of(value), words=True)


def _hundred_follows(tokens: Tokens, numeral: Numeral, words: NumberWords) -> bool:
    """Whether "cent" after digits is a hundred ("3 cent"), not the coin or the "cent" of "pour cent"."""
    return numeral.low < 1000 and numeral.scale == 1 and words.decimal == "." and not numeral.share


def remainder(tokens: Tokens, numeral: Numeral, size: Decimal, words: NumberWords) -> Numeral:
    """Adds what follows a scale: "et demi", "and a quarter", "200 millions" after "4 milliards"."""
    half = words.half_after.at(tokens, numeral.end)
    if half is not None and tokens.keys[half[1]] not in words.scales:
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


def _added(numeral: Numeral, end: int, more: Decimal, step: Decimal | None = None) -> Numeral:
    value = numeral.low + more
    return numeral._replace(end=end, low=value, high=value, step=step or min(numeral.step, step_of(value)))


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
    after += following == "." and tokens.keys[after + 2] in MONEY_SIGNS
    return numeral._replace(end=after + 1, low=value, high=value, step=numeral.step * size, scale=size)


def _counts_people(tokens: Tokens, at: int, words: NumberWords) -> bool:
    """Whether a plural stands among the next words, so that `m` is a million: "3.5m public workers"."""
    return any(tokens.wordlike(here) and words.many_follow(tokens.keys[here]) for here in range(at, at + 2))


def fraction_at(tokens: Tokens, start: int, words: NumberWords) -> tuple[Decimal, int] | None:
    """A fraction in words with its numerator: "deux tiers", "a quarter", "three-fifths"."""
    key = tokens.keys[start]
    above = ONE if key in words.one else words.cardinals.get(key)
    if above is None or above == 0:
        return None
    after = start + 1 + (tokens.keys[start + 1] in HYPHENS)
    below = words.fractions.get(tokens.keys[after])
    return None if below is None else (above / below, after + 1)
