"""Years of two digits: "'58", "en 58" where the sentence tells of what was, "les années 80"."""

from datetime import date
from typing import TYPE_CHECKING

from claims.figures.calendar import whole_year
from claims.figures.dateparts import Found
from claims.figures.tokens import BREAK, Tokens

if TYPE_CHECKING:
    from claims.figures.lexicons import Lexicon

OLDEST = 30  # "en 30" and later may be a year of the last century; less is rather a number
THIS_CENTURY = 29  # where nothing says when the text was published
REACH = 14  # tokens to either side in which a verb shows that something was so once
_CLOSERS = frozenset((",", ".", ";", ")", ":", "»", '"', "”", "?", "!", BREAK))


def short_year(tokens: Tokens, at: int, lexicon: "Lexicon", published: date | None) -> Found | None:
    """The year or decade that two digits at token `at` stand for, where that is plain."""
    key, before = tokens.keys[at], tokens.keys[at - 1]
    if len(key) != 2 or not key.isdigit():
        return None
    if lexicon.dates.decades.before(tokens, at) is not None and key[1] == "0" and int(key) >= OLDEST:
        return Found(at - 1, at + 1, whole_year(1900 + int(key))._replace(years=9))
    if before == "'" and tokens.touching(at - 1) and not tokens.touching(at - 2):
        return _behind_apostrophe(tokens, at, lexicon, published)
    if before not in lexicon.dates.short_year_before or int(key) < OLDEST:
        return None
    follows = tokens.keys[at + 1]
    plain = follows in _CLOSERS or follows in lexicon.nouns.function
    if not plain or tokens.keys[at - 2] in lexicon.dates.split or not _told_of_once(tokens, at, lexicon):
        return None
    return Found(at, at + 1, whole_year(1900 + int(key)))


def _behind_apostrophe(tokens: Tokens, at: int, lexicon: "Lexicon", published: date | None) -> Found | None:
    """ "'58", "'08", "the '80s"."""
    digits = int(tokens.keys[at])
    century = 2000 if digits <= (published.year % 100 if published is not None else THIS_CENTURY) else 1900
    year = whole_year(century + digits)
    if not tokens.touching(at):
        return Found(at, at + 1, year)
    if tokens.keys[at + 1] in lexicon.dates.decade_endings and digits % 10 == 0:
        return Found(at, at + 2, year._replace(years=9))
    return None if tokens.wordlike(at + 1) or tokens.keys[at + 1] == "'" else Found(at, at + 1, year)


def _told_of_once(tokens: Tokens, at: int, lexicon: "Lexicon") -> bool:
    """Whether a verb near the digits tells of what was so once, and no sentence ends between."""
    for step in (-1, 1):
        for here in range(at + step, at + step * REACH, step):
            if here < 1 or tokens.keys[here] in ".;!?\n":
                break
            if lexicon.as_of.stands(tokens, here) or tokens.keys[here] in lexicon.as_of.perfect:
                return True
    return False
