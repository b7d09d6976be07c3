"""A date found in a text, and the years that are printed after months and periods."""

from typing import TYPE_CHECKING, NamedTuple

from claims.figures.calendar import Moment
from claims.figures.tokens import Tokens

if TYPE_CHECKING:
    from claims.figures.lexicons import Lexicon

FIRST_YEAR, LAST_YEAR = 1500, 2100
SHORT_YEAR = 50  # from here on, two digits are a year of the last century


class Found(NamedTuple):
    """A date over tokens `first` to `end`; `swapped` is the other reading where day and month could change places."""

    first: int
    end: int
    moment: Moment
    swapped: Moment | None = None
    weekday: int | None = None
    bare_year: bool = False


def year_at(tokens: Tokens, at: int) -> int | None:
    """The four-digit year that token `at` prints, or None."""
    key = tokens.keys[at]
    if len(key) != 4 or not (key.isascii() and key.isdigit()):
        return None
    year = int(key)
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def year_after(tokens: Tokens, end: int, lexicon: "Lexicon") -> tuple[int | None, int]:
    """The year printed after a day or month: "2024", ", 2024", "de 1987", "in 2020", "'98"."""
    for skip in (0, 1):
        at = end + skip
        if skip and not (tokens.keys[end] in lexicon.dates.of or tokens.keys[end] in ",-/" or tokens.keys[end] == "in"):
            return None, end
        year = year_at(tokens, at) or _short_year(tokens, at, skip, lexicon)
        if year is not None:
            following = lexicon.units.after.at(tokens, at + 1)
            if skip and tokens.keys[end] == "," and following is not None:
                return None, end
            return year, at + 1
    return None, end


def _short_year(tokens: Tokens, at: int, skip: int, lexicon: "Lexicon") -> int | None:
    """The year that two digits after a month's name stand for: "juillet 98", "April of 87"."""
    key = tokens.keys[at]
    if len(key) != 2 or not key.isdigit() or not key.isascii() or int(key) < SHORT_YEAR:
        return None
    if tokens.keys[at - 1] in ",-/" or lexicon.units.after.at(tokens, at + 1) is not None:
        return None
    return 1900 + int(key)
