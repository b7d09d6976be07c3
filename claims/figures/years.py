"""Whether four digits are a year."""

from typing import TYPE_CHECKING

from claims.figures import traps
from claims.figures.dateparts import year_at
from claims.figures.hedges import hedge_before
from claims.figures.nouns import is_plural, singular
from claims.figures.tokens import HYPHENS, Tokens

if TYPE_CHECKING:
    from claims.figures.lexicons import Lexicon

FIRST_MODERN = 1900
_AMOUNT = frozenset("%€$£°")


def is_year(tokens: Tokens, at: int, lexicon: "Lexicon") -> bool:
    """Whether the four digits at token `at` are a year rather than a count, a price or part of a name."""
    year = year_at(tokens, at)
    if year is None or _something_else(tokens, at, lexicon):
        return False
    words, end = lexicon.nouns, at + 1
    before = tokens.keys[at - 1]
    noun = is_plural(tokens, end, words) and tokens.word(end).islower() and tokens.keys[end] not in words.function
    if noun and hedge_before(tokens, at, at - 4, lexicon.hedges) is not None:
        return False  # "plus de 2000 travailleuses"
    if before in lexicon.dates.before_year:
        return not _counts(tokens, end, lexicon) or (year >= FIRST_MODERN and year % 50 != 0)
    if traps.named(tokens, at, lexicon.traps) or _counts(tokens, end, lexicon):
        return False
    if hedge_before(tokens, at, at - 4, lexicon.hedges) is not None:
        return False
    if noun:
        return year % 100 != 0 and not (before in words.definite and words.noun_first)
    return year >= FIRST_MODERN


def _something_else(tokens: Tokens, at: int, lexicon: "Lexicon") -> bool:
    """Whether what touches or follows the digits shows an amount, a reference, an address or page furniture."""
    end = at + 1
    glued = traps.part_of_name(tokens, at) and tokens.keys[at - 1] not in lexicon.dates.before_year
    if glued or traps.labelled(tokens, at, lexicon.traps):
        return True
    if lexicon.units.before.before(tokens, at) is not None or lexicon.units.after.at(tokens, end) is not None:
        return True
    if tokens.keys[end] in _AMOUNT or tokens.keys[end] in lexicon.numbers.scales:
        return True
    if traps.furniture(tokens, at, end, lexicon.traps) or traps.address(tokens, at, end, lexicon.traps):
        return True
    if tokens.keys[at - 1] in HYPHENS and tokens.touching(at - 1) and tokens.touching(at - 2) and tokens.number(at - 2):
        return True
    dashed = tokens.keys[end] in HYPHENS and tokens.touching(end)
    return tokens.touching(at) and (tokens.wordlike(end) or (dashed and not tokens.wordlike(end + 1)))


def _counts(tokens: Tokens, at: int, lexicon: "Lexicon") -> bool:
    """Whether a noun that is often counted stands at token `at`."""
    if not tokens.wordlike(at) or tokens.keys[at] in lexicon.nouns.function:
        return False
    return is_plural(tokens, at, lexicon.nouns) and singular(tokens.keys[at], lexicon.nouns) in lexicon.nouns.countable
