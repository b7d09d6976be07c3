"""Whether four digits are a year."""

from typing import TYPE_CHECKING

from claims.figures import traps
from claims.figures.dates import year_at
from claims.figures.hedges import hedge_before
from claims.figures.nouns import is_plural, singular
from claims.figures.tokens import HYPHENS, Tokens

if TYPE_CHECKING:
    from claims.figures.lexicons import Lexicon

_AMOUNT = frozenset("%€$£°")


def is_year(tokens: Tokens, at: int, lexicon: "Lexicon") -> bool:
    """Whether the four digits at token `at` are a year rather than a count, a price or part of a name."""
    words, end = lexicon.nouns, at + 1
    year = year_at(tokens, at)
    if year is None or traps.part_of_name(tokens, at) or traps.labelled(tokens, at, lexicon.traps):
        return False
    if tokens.keys[end] in _AMOUNT or lexicon.units.before.before(tokens, at) is not None:
        return False
    if lexicon.units.after.at(tokens, end) is not None or tokens.keys[end] in lexicon.numbers.scales:
        return False
    if traps.furniture(tokens, at, end, lexicon.traps) or traps.address(tokens, at, end, lexicon.traps):
        return False
    if tokens.touching(at) and (tokens.wordlike(end) or (tokens.keys[end] in HYPHENS and tokens.touching(end))):
        return tokens.keys[end] in HYPHENS and tokens.wordlike(end + 1)
    before = tokens.keys[at - 1]
    if before in lexicon.dates.before_year:
        return not _counts(tokens, end, lexicon) or (year >= 1900 and year % 50 != 0)
    if traps.named(tokens, at, lexicon.traps):
        return False
    if hedge_before(tokens, at, at - 4, lexicon.hedges) is not None:
        return False
    if _counts(tokens, end, lexicon):
        return False
    if (
        is_plural(tokens, end, words)
        and tokens.wordlike(end)
        and not tokens.capital(end)
        and tokens.keys[end] not in words.function
    ):
        return year % 100 != 0 and not (before in words.definite and lexicon.nouns.noun_first)
    return 1900 <= year <= 2100 or before in lexicon.dates.before_year


def _counts(tokens: Tokens, at: int, lexicon: "Lexicon") -> bool:
    """Whether a noun that is often counted stands at token `at`."""
    if not tokens.wordlike(at) or tokens.keys[at] in lexicon.nouns.function:
        return False
    return is_plural(tokens, at, lexicon.nouns) and singular(tokens.keys[at], lexicon.nouns) in lexicon.nouns.countable
