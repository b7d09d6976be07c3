"""What a number is printed in: currencies, percents, points, durations and measures."""

from dataclasses import replace
from decimal import Decimal

from claims.figures.numerals import Numeral
from claims.figures.tokens import HYPHENS, Tokens
from claims.figures.unitwords import Unit, UnitWords


def unit_after(tokens: Tokens, numeral: Numeral, words: UnitWords) -> tuple[Unit, int] | None:
    """The unit printed after a number, and the token after it."""
    at = numeral.end
    if (tokens.keys[at] in HYPHENS and tokens.touching(at - 1) and tokens.touching(at)) or (
        tokens.keys[at] in words.of and (numeral.scale > 1 or numeral.vague or numeral.soft or numeral.words)
    ):
        at += 1
    elif tokens.keys[at] in "([{<":
        found = words.after.at(tokens, at + 1)
        return (
            (found[0], found[1] + 1)
            if found and found[0].kind == "measure" and tokens.keys[found[1]] in ")]}>"
            else None
        )
    found = words.after.at(tokens, at)
    if found is not None and found[0].scaled_only and numeral.scale < 1000:
        return None
    if found is None or (found[0].kind == "points" and words.not_points.at(tokens, at) is not None):
        return None
    if tokens.touching(found[1] - 1) and tokens.number(found[1]):
        return None
    if found[0].kind == "ratio" and (not tokens.touching(at - 1) or tokens.number(found[1])):
        return None  # "3x", not "3 x 4"
    return found


def currency_before(tokens: Tokens, first: int, floor: int, words: UnitWords) -> tuple[Unit, int] | None:
    """The currency printed before a number, and its first token, not below token `floor`."""
    found = words.before.before(tokens, first)
    return found if found is not None and found[1] >= floor else None


def with_region(tokens: Tokens, end: int, unit: Unit, words: UnitWords) -> tuple[Unit, int]:
    """`$20 US`, `$5 million CAD`: a country after the number settles which dollar."""
    if not unit.bare:
        return unit, end
    code = {"US": "USD", "USD": "USD", "CAD": "CAD", "CA": "CAD", "AUD": "AUD"}.get(tokens.word(end))
    return (Unit("money", code), end + 1) if code else (unit, end)


def with_rate(tokens: Tokens, end: int, unit: Unit, words: UnitWords) -> tuple[Unit, int]:
    """`80 $/MWh`, "45 euros le mégawattheure", "$80 a barrel": a price per unit has both in its unit."""
    if tokens.keys[end] != "/" and tokens.keys[end] not in words.per:
        return unit, end
    found = words.after.at(tokens, end + 1)
    if tokens.keys[end + 1] in words.per_between and tokens.keys[end + 2] in words.per_nouns:
        end += 1  # "per diluted share"
    if tokens.keys[end + 1] in words.per_nouns:
        return replace(unit, code=f"{unit.code}/{tokens.keys[end + 1]}", bare=False), end + 2
    if found is None or found[0].kind != "measure":
        return unit, end
    return replace(unit, code=f"{unit.code}/{found[0].code}", bare=False), found[1]


def minor_after(
    tokens: Tokens, numeral: Numeral, end: int, words: UnitWords, cents: Numeral | None
) -> tuple[Decimal, int] | None:
    """The cents after whole units of a currency: "15 dollars 50", "treize euros et quarante-cinq cents"."""
    if cents is None or cents.low >= 100 or numeral.scale > 1 or numeral.low != int(numeral.low):
        return None
    joined = cents.first > end
    named = words.minor.at(tokens, cents.end)
    if named is not None:
        return cents.low / 100, named[1]
    two_digits = cents.words or len(tokens.keys[cents.first]) == 2
    follows = tokens.keys[cents.end]
    if not two_digits or follows not in ".,;:!?)\n" or (joined and follows not in ".\n"):
        return None
    return cents.low / 100, cents.end
