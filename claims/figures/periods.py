"""Years, decades, quarters, halves and their parts."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from claims.figures.calendar import Moment, part, part_of_decade, period, whole_month, whole_year
from claims.figures.dateparts import Found, year_after, year_at
from claims.figures.ordinals import ordinal_value
from claims.figures.tokens import BREAK, HYPHENS, Tokens

_BEFORE_SIGN = HYPHENS | {BREAK, "(", "«", "“", '"', "/"}

if TYPE_CHECKING:
    from claims.figures.lexicons import Lexicon


def part_at(tokens: Tokens, at: int, which: str, after: int, lexicon: "Lexicon") -> Found | None:
    """ "début avril", "mi-juin", "fin 2025", "late in May"."""
    words = lexicon.dates
    after += tokens.keys[after] in HYPHENS
    after += tokens.keys[after] in words.of
    after += tokens.keys[after] in words.the
    decade = words.decades.at(tokens, after)
    if decade is not None:
        first = _decade_start(tokens, decade[1])
        return Found(at, decade[1] + 1, part_of_decade(first, which)) if first is not None else None
    if tokens.keys[after] in words.of_month:
        after += 1 + (tokens.keys[after + 1] in words.of)
    if tokens.keys[after] in words.months:
        month = words.months[tokens.keys[after]]
        end = after + 1
        end += tokens.keys[end] == "." and tokens.number(end + 1)
        year, end = year_after(tokens, end, lexicon)
        return Found(at, end, part(whole_month(month, year), which))
    year = year_at(tokens, after)
    if year is not None and tokens.keys[after + 1] not in "%€$":
        end = after + 1
        if year % 10 == 0 and tokens.keys[end] in words.decade_endings and tokens.touching(after):
            return Found(at, end + 1, part_of_decade(year, which))
        return Found(at, end, part(whole_year(year), which))
    return None


def _decade_start(tokens: Tokens, at: int) -> int | None:
    """The first year of the decade that digits print: 1990, 90."""
    key = tokens.keys[at]
    if not key.isdigit() or key[-1] != "0":
        return None
    return year_at(tokens, at) or (1900 + int(key) if len(key) == 2 else None)


def part_of_now(
    tokens: Tokens, at: int, which: str, after: int, lexicon: "Lexicon", published: date | None
) -> Found | None:
    """The part of a year or month known from the publication date: "fin de l'année", "early next month"."""
    words = lexicon.dates
    if published is None:
        return None
    after += tokens.keys[after] in HYPHENS
    for start in (after, after + 1):
        relative = words.relative.at(tokens, start)
        if relative is not None and relative[0][0] in ("years", "months"):
            grain, number = relative[0]
            return Found(at, relative[1], part(_now(published, grain, number), which))
        if tokens.keys[start] not in words.of:
            break
    after += tokens.keys[after] in words.of and tokens.keys[after + 1] in words.the
    if tokens.keys[after] not in words.the or tokens.keys[after + 1] not in words.of_month:
        return None
    if tokens.keys[after + 2] in words.of or tokens.keys[after + 2] in words.not_now:
        return None
    grain = "months" if tokens.keys[after + 1] in lexicon.ages.months else "years"
    return Found(at, after + 2, part(_now(published, grain, 0), which))


def relative_to(first: int, end: int, shift: tuple[str, int], published: date | None) -> Found | None:
    """ "l'an dernier", "last month", "yesterday", "year-end": known only from the publication date."""
    if published is None:
        return None
    grain, number = shift
    if grain == "ends":
        return Found(first, end, part(_now(published, "years", number), "late"))
    if grain != "days":
        return Found(first, end, _now(published, grain, number))
    day = published + timedelta(days=number)
    return Found(first, end, Moment((0, 0), (0, 0), fixed=(day, day)))


def _now(published: date, grain: str, number: int) -> Moment:
    if grain == "years":
        return whole_year(published.year + number)
    month = published.year * 12 + published.month - 1 + number
    return whole_month(month % 12 + 1, month // 12)


def sign_period(tokens: Tokens, at: int, floor: int, lexicon: "Lexicon") -> Found | None:
    """T4 2026, Q1, S1 2025, 2017-Q1, H2 2019: the letter is glued to the digit."""
    words = lexicon.dates
    if tokens.keys[at - 1] in words.year_signs and tokens.touching(at - 1) and at - 1 >= floor:
        key = tokens.keys[at]
        short = 2000 + int(key) if len(key) == 2 and key.isdigit() else None
        year = year_at(tokens, at) or short
        return Found(at - 1, at + 1, whole_year(year)) if year else None
    count = words.period_signs.get(tokens.keys[at - 1])
    if count is None or not tokens.touching(at - 1) or (not tokens.capital(at - 1) and tokens.keys[at - 1] not in "qh"):
        return None
    key, first = tokens.keys[at], at - 1
    if tokens.touching(at) and tokens.wordlike(at + 1):
        return None
    if not key.isdigit() or len(key) > 1 or (tokens.touching(first - 1) and tokens.keys[first - 1] not in _BEFORE_SIGN):
        return None
    year, end = year_after(tokens, at + 1, lexicon)
    if year is None:
        before = first - 1 - (tokens.keys[first - 1] in HYPHENS)
        year = year_at(tokens, before) if before >= floor else None
        first = before if year is not None else first
    moment = period(int(key), count, year)
    return Found(first, end, moment) if moment and first >= floor else None


def sign_period_after(tokens: Tokens, at: int, lexicon: "Lexicon") -> Found | None:
    """ "2017 Q1": the year before the period."""
    year = year_at(tokens, at)
    if year is None:
        return None
    sign = at + 1 + (tokens.keys[at + 1] in HYPHENS)
    count = lexicon.dates.period_signs.get(tokens.keys[sign])
    key = tokens.keys[sign + 1]
    if count is None or not tokens.touching(sign) or not key.isdigit() or len(key) != 1:
        return None
    moment = period(int(key), count, year)
    return Found(at, sign + 2, moment) if moment else None


def period_at(tokens: Tokens, at: int, lexicon: "Lexicon") -> Found | None:
    """ "premier trimestre 2025", "second half of 2024", "third quarter"."""
    ordinal = ordinal_value(tokens, at, lexicon)
    return period_of(tokens, at, ordinal, lexicon) if ordinal is not None else None


def period_of(tokens: Tokens, at: int, ordinal: tuple[int, int], lexicon: "Lexicon") -> Found | None:
    """The period that an ordinal at token `at` counts; the ordinal is its value and the token after it."""
    number, end = ordinal
    end += tokens.keys[end] in HYPHENS
    count = lexicon.dates.periods.get(tokens.keys[end])
    if count is None:
        return None
    year, end = year_after(tokens, end + 1, lexicon)
    if year is None and count == 2 and lexicon.dates.capital_months and tokens.keys[end] not in lexicon.dates.of:
        return None
    if year is None and tokens.keys[end] in lexicon.dates.of:
        after = end + 1 + (tokens.keys[end + 1] in lexicon.dates.the)
        year_word = year_at(tokens, after + 1)
        if year_word is not None:
            year, end = year_word, after + 2
        elif count == 2 and lexicon.dates.capital_months:
            return None
    moment = period(number, count, year)
    return Found(at, end, moment) if moment else None


def _decade(tokens: Tokens, at: int, year: int, lexicon: "Lexicon") -> Found | None:
    """ "les années 1990", "the 1990s"."""
    before = lexicon.dates.decades.before(tokens, at)
    if before is not None and year % 10 == 0:
        return Found(before[1], at + 1, whole_year(year)._replace(years=9))
    if year % 10 == 0 and tokens.keys[at + 1] in lexicon.dates.decade_endings and tokens.touching(at):
        return Found(at, at + 2, whole_year(year)._replace(years=9))
    return None


def bare_year(tokens: Tokens, at: int, lexicon: "Lexicon") -> Found | None:
    """A year by itself, or "2024-25"; what else four digits may be is for the caller to say."""
    year = year_at(tokens, at)
    if year is None:
        return None
    decade = _decade(tokens, at, year, lexicon)
    if decade is not None:
        return decade
    dash = tokens.keys[at + 1] in HYPHENS or tokens.keys[at + 1] == "/"
    short = tokens.keys[at + 2]
    if dash and tokens.touching(at) and tokens.touching(at + 1) and short.isdigit() and len(short) == 2:
        if int(short) == (year + 1) % 100:
            return Found(at, at + 3, whole_year(year)._replace(years=1))
        return None
    return Found(at, at + 1, whole_year(year), bare_year=True)
