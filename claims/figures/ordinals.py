"""Ordinals: their value, and whether they tell a rank."""

from decimal import Decimal
from typing import TYPE_CHECKING

from claims.figures.drafts import Draft
from claims.figures.tokens import BREAK, HYPHENS, Tokens

if TYPE_CHECKING:
    from claims.figures.lexicons import Lexicon

_STOPS = frozenset('.,;:!?)»"' + BREAK)


def ordinal_at(tokens: Tokens, at: int, lexicon: "Lexicon") -> Draft | None:
    """A rank: "deuxième plus important", "second-largest", "ranked 3rd"."""
    found = ordinal_value(tokens, at, lexicon)
    if found is None:
        return None
    value, end = found
    if not _ranks(tokens, at, end, value, lexicon):
        return None
    return Draft(at, end, (at, end), "ordinal", "", Decimal(value), Decimal(value))


def ordinal_value(tokens: Tokens, at: int, lexicon: "Lexicon") -> tuple[int, int] | None:
    """The value of an ordinal in words or digits, and the token after it."""
    words, key = lexicon.ratios, tokens.keys[at]
    if tokens.number(at):
        suffix = tokens.keys[at + 1]
        if suffix not in words.suffixes or not tokens.touching(at) or not key.isdigit() or len(key) > 6:
            return None
        if suffix in words.small_suffixes and int(key) > 2:
            return None
        return int(key), at + 2
    joined = key
    if tokens.keys[at + 1] in HYPHENS and tokens.touching(at) and tokens.touching(at + 1):
        joined = f"{key}-{tokens.keys[at + 2]}"
    if joined in words.ordinals and joined != key:
        return words.ordinals[joined], at + 3
    if key in words.ordinals:
        return words.ordinals[key], at + 1
    return compound(tokens, at, lexicon)


def compound(tokens: Tokens, at: int, lexicon: "Lexicon") -> tuple[int, int] | None:
    """ "vingt et unième", "twenty-first": a cardinal that ends in an ordinal."""
    words = lexicon.ratios
    tens = lexicon.numbers.cardinals.get(tokens.keys[at])
    if tens is None or tens % 10 or tens < 20:
        return None
    after = at + 1
    while tokens.keys[after] in HYPHENS or tokens.keys[after] in lexicon.numbers.joins:
        after += 1
    tail = words.tails.get(tokens.keys[after], words.ordinals.get(tokens.keys[after]))
    return (int(tens) + tail, after + 1) if tail is not None and 0 < tail < 10 and after > at + 1 else None


def _ranks(tokens: Tokens, at: int, end: int, value: int, lexicon: "Lexicon") -> bool:
    """Whether an ordinal tells a place in an order of size, rather than one of a series."""
    words = lexicon.ratios
    after = end + (tokens.keys[end] in HYPHENS)
    key = tokens.keys[after]
    if at == 1 and tokens.starts[end] == len(tokens.text):
        return True
    if key in words.ordinal_not_after or (tokens.number(at) and key in words.digits_not_after):
        return False
    if key in words.superlative:
        return tokens.keys[after + 1] != "tard"
    if value > 1 and _in_series(tokens, at, after, lexicon):
        return True
    if words.rank_before.before(tokens, at) is not None and (
        key in words.rank_nouns or key in _STOPS or key in lexicon.nouns.function
    ):
        return True
    if key not in words.rank_nouns:
        return False
    return words.world.at(tokens, after + 1) is not None or words.world.at(tokens, after + 2) is not None


def _in_series(tokens: Tokens, at: int, after: int, lexicon: "Lexicon") -> bool:
    """Whether a noun follows that the ordinal counts off: "the fourth insurer", "sa troisième mine"."""
    key = tokens.keys[after]
    if not tokens.wordlike(after) or tokens.capital(at):
        return False
    if tokens.capital(after):  # "the ninth European customer", not "the second World War"
        after += 1
        key = tokens.keys[after]
        if not tokens.wordlike(after) or tokens.capital(after) or not lexicon.dates.capital_months:
            return False
    if key in lexicon.nouns.function or key.endswith("'") or lexicon.units.after.at(tokens, after) is not None:
        return False
    return tokens.keys[at - 1] not in lexicon.ratios.series_not_before
