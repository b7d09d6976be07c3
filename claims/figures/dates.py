"""Printed dates and spans of dates: the date that begins at a token."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from claims.figures.calendar import Moment, joined, one_day, weekday_on_or_before, whole_month
from claims.figures.datedigits import numeric
from claims.figures.dateparts import Found, year_after, year_at
from claims.figures.numbers import numeral_at
from claims.figures.ordinals import ordinal_value
from claims.figures.periods import (
    bare_year,
    part_at,
    part_of_now,
    period_at,
    period_of,
    relative_to,
    sign_period,
    sign_period_after,
)
from claims.figures.shortyears import short_year
from claims.figures.tokens import DIGITS, HYPHENS, Tokens

if TYPE_CHECKING:
    from claims.figures.datewords import DateWords
    from claims.figures.lexicons import Lexicon


def date_at(tokens: Tokens, at: int, floor: int, lexicon: "Lexicon", published: date | None) -> Found | None:
    """The date or span of dates printed from token `at` on.

    What stands before a number may belong to its date ("T4"), but not below token `floor`.
    """
    words = lexicon.dates
    key = tokens.keys[at]
    if key[0] in DIGITS:
        if not _may_begin(tokens, at, words):
            return None
        short = short_year(tokens, at, lexicon, published) if len(key) == 2 else None
        if short is not None and short.first >= floor:
            return short
        found = _in_digits(tokens, at, floor, lexicon) if _may_be_date(tokens, at, lexicon) else None
        return _span(tokens, found, lexicon) if found is not None else _day_span(tokens, at, lexicon)
    if key not in words.begins and words.period_or_month.isdisjoint(tokens.keys[at + 1 : at + 6]):
        return None
    relative = words.relative.before(tokens, at + 1)
    if relative is not None and relative[1] >= floor:
        return relative_to(relative[1], at + 1, relative[0], published)
    if key in words.weekdays and not (key in words.short_weekdays and not tokens.number(at + 1)):
        return _with_weekday(tokens, at, lexicon, published)
    found = _single(tokens, at, floor, lexicon)
    if found is None:
        divided = words.parts.at(tokens, at)
        return None if divided is None else part_of_now(tokens, at, *divided, lexicon, published)
    return _span(tokens, found, lexicon)


def _may_begin(tokens: Tokens, at: int, words: "DateWords") -> bool:
    """Whether digits can be part of a date of any kind; most are none by their neighbours alone."""
    key = tokens.keys[at]
    if tokens.keys[at + 1] in words.digits_before or tokens.keys[at - 1] in words.digits_after:
        return True
    return (len(key) == 4 and key.isdigit()) or key.count(".") == 2


def _may_be_date(tokens: Tokens, at: int, lexicon: "Lexicon") -> bool:
    """Whether digits can begin a date at all, judged by their length and their neighbours."""
    key = tokens.keys[at]
    if len(key) == 4 or key.count(".") == 2 or tokens.keys[at + 1] in lexicon.dates.followers:
        return True
    if tokens.keys[at - 1] in lexicon.dates.year_signs:
        return True
    return tokens.keys[at - 1] in lexicon.dates.period_signs or (len(key) <= 4 and tokens.keys[at + 1] in "/-")


def _with_weekday(tokens: Tokens, at: int, lexicon: "Lexicon", published: date | None) -> Found | None:
    """A weekday with its date, or alone where the publication date says which day it was."""
    words = lexicon.dates
    weekday, after = words.weekdays[tokens.keys[at]], at + 1
    after += tokens.keys[after] == "." and tokens.keys[at] in words.short_weekdays
    start = after + (tokens.keys[after] in (",", *HYPHENS))
    start += tokens.keys[start] in words.the
    full = (
        _single(tokens, start, start, lexicon) if tokens.number(start) or tokens.keys[start] in words.months else None
    )
    full = full or _day_span(tokens, start, lexicon)
    if full is not None and not full.bare_year and full.moment.grain == "day":
        return _span(tokens, full, lexicon)._replace(first=at, weekday=weekday)
    if published is None or tokens.keys[at] in words.short_weekdays or _named_day(tokens, at, lexicon):
        return None
    apart = tokens.keys[after] == ","
    if (
        not apart
        and tokens.number(start)
        and len(tokens.keys[start]) <= 2
        and tokens.keys[start + 1] not in lexicon.traps.clock
    ):
        return None  # a day of some month, said elsewhere: "du lundi 3 au vendredi 7 mars"
    day = weekday_on_or_before(weekday, published)
    if tokens.keys[after] in words.next_words or tokens.keys[at - 1] in words.next_words:
        day, after = day + timedelta(days=7), after + (tokens.keys[after] in words.next_words)
    elif tokens.keys[after] in words.last_words:
        after += 1
    return Found(at, after, Moment((0, 0), (0, 0), fixed=(day, day)))


def _named_day(tokens: Tokens, at: int, lexicon: "Lexicon") -> bool:
    """Whether a weekday is no one day: "Black Friday", "le Vendredi noir", "every Saturday"."""
    if tokens.keys[at - 1] in lexicon.dates.recurring:
        return True
    if not lexicon.dates.capital_months:
        return tokens.capital(at) and not tokens.opens_sentence(at) and not tokens.word(at).isupper()
    before = at - 1
    plain = tokens.opens_sentence(before) or tokens.keys[before] in lexicon.nouns.function
    return tokens.wordlike(before) and tokens.capital(before) and not plain


def _single(tokens: Tokens, at: int, floor: int, lexicon: "Lexicon") -> Found | None:
    """One date, of any grain, from token `at` on."""
    words = lexicon.dates
    divided = words.parts.at(tokens, at)
    if divided is not None:
        return part_at(tokens, at, divided[0], divided[1], lexicon)
    key = tokens.keys[at]
    if key in words.months:
        return _month(tokens, at, lexicon)
    if key in words.seasons:
        year = year_at(tokens, at + 1 + (tokens.keys[at + 1] in words.of))
        first, last = words.seasons[key]
        return (
            Found(at, at + 2, Moment((first, 1), (last, 0), year, grain="season"))
            if year and year_at(tokens, at + 1)
            else None
        )
    if key[0] in DIGITS:
        return _in_digits(tokens, at, floor, lexicon)
    if words.period_or_month.isdisjoint(tokens.keys[at + 1 : at + 6]):
        return None
    return period_at(tokens, at, lexicon) or _day_in_words(tokens, at, lexicon)


def _in_digits(tokens: Tokens, at: int, floor: int, lexicon: "Lexicon") -> Found | None:
    return numeric(tokens, at, lexicon) or sign_period(tokens, at, floor, lexicon) or _from_number(tokens, at, lexicon)


def _month(tokens: Tokens, at: int, lexicon: "Lexicon") -> Found | None:
    """A month with or without a day after it and a year."""
    words, key = lexicon.dates, tokens.keys[at]
    month, end = words.months[key], at + 1
    end += tokens.keys[end] == "." and tokens.number(end + 1)
    day_end = _day_after(tokens, end, lexicon)
    if day_end is not None:
        day, after = day_end
        year, stop = year_after(tokens, after, lexicon)
        moment = one_day(month, day, year)
        return Found(at, stop, moment) if moment else None
    year, end = year_after(tokens, end, lexicon)
    if year is None and not _month_alone(tokens, at, lexicon):
        return None
    return Found(at, end, whole_month(month, year))


def _day_after(tokens: Tokens, end: int, lexicon: "Lexicon") -> tuple[int, int] | None:
    """The day after a month: "June 13", "July 4th", "January the 7th"."""
    if not lexicon.dates.capital_months:
        return None
    start = end + (tokens.keys[end] in lexicon.dates.the or tokens.keys[end] in "/,")
    ordinal = ordinal_value(tokens, start, lexicon)
    if ordinal is not None and 1 <= ordinal[0] <= 31:
        return ordinal
    key = tokens.keys[start]
    if tokens.keys[end] == "," or not key.isdigit() or not key.isascii() or len(key) > 2 or not 1 <= int(key) <= 31:
        return None
    if lexicon.units.after.at(tokens, start + 1) is not None:
        return None
    return int(key), start + 1


def _month_alone(tokens: Tokens, at: int, lexicon: "Lexicon") -> bool:
    """Whether a month's name with neither day nor year is the month, and not a verb, a name or a planet."""
    words, key = lexicon.dates, tokens.keys[at]
    if key in words.short_months:
        return False
    if words.capital_months:
        if not tokens.capital(at):
            return False
        return key not in words.clashes or tokens.keys[at - 1] in words.clash_beside
    return not tokens.capital(at) or tokens.word(at).isupper() or tokens.opens_sentence(at)


def _from_number(tokens: Tokens, at: int, lexicon: "Lexicon") -> Found | None:
    """A date that starts with digits: "13 juin 2025", "1er mars", "4th of July", "1er trimestre", a bare year."""
    ordinal, key = ordinal_value(tokens, at, lexicon), tokens.keys[at]
    if ordinal is not None:
        found = period_of(tokens, at, ordinal, lexicon)
        if found is not None:
            return found
        day, end = ordinal
    elif key.isascii() and key.isdigit() and len(key) <= 2:
        day, end = int(key), at + 1
    else:
        return sign_period_after(tokens, at, lexicon) or bare_year(tokens, at, lexicon)
    return _day_then_month(tokens, at, day, end, lexicon) if 1 <= day <= 31 else None


def _day_then_month(tokens: Tokens, at: int, day: int, end: int, lexicon: "Lexicon") -> Found | None:
    words = lexicon.dates
    end += tokens.keys[end] in words.of
    key = tokens.keys[end]
    if key not in words.months or lexicon.units.before.before(tokens, at) is not None:
        return None
    month, end = words.months[key], end + 1
    end += tokens.keys[end] == "." and (tokens.number(end + 1) or key in words.short_months)
    year, end = year_after(tokens, end, lexicon)
    moment = one_day(month, day, year)
    return Found(at, end, moment) if moment else None


def _day_in_words(tokens: Tokens, at: int, lexicon: "Lexicon") -> Found | None:
    """ "le vingt-neuf mai", "second of August"."""
    ordinal = ordinal_value(tokens, at, lexicon)
    if ordinal is not None and 1 <= ordinal[0] <= 31:
        return _day_then_month(tokens, at, ordinal[0], ordinal[1], lexicon)
    if tokens.keys[at] not in lexicon.numbers.cardinals:
        return None
    number = numeral_at(tokens, at, lexicon.numbers)
    if number is None or number.article or number.vague or not 1 <= number.low <= 31 or number.low % 1:
        return None
    return _day_then_month(tokens, at, int(number.low), number.end, lexicon)


def _span(tokens: Tokens, found: Found, lexicon: "Lexicon") -> Found:
    """The date with the upper end of its span after it: "de 2019 à 2023", "from May to October 2020"."""
    words = lexicon.dates
    between = words.between.before(tokens, found.first)
    opened = between or words.start.before(tokens, found.first)
    key, after = tokens.keys[found.end], None
    if key in HYPHENS or key == "~":
        after = found.end + 1 if tokens.touching(found.end - 1) == tokens.touching(found.end) else None
    elif between is not None and key in words.joins:
        after = found.end + 1
    elif (
        opened is not None or (not found.bare_year and not lexicon.dates.capital_months) or lexicon.dates.capital_months
    ):
        to = words.to.at(tokens, found.end)
        after = to[1] if to else None
    if after is None:
        return found
    after += tokens.keys[after] in words.the
    upper = _single(tokens, after, after, lexicon)
    if upper is None:
        upper = _last_day(tokens, after, found, lexicon)
    if upper is None or (found.bare_year and not (upper.bare_year or upper.moment.year)):
        return found
    moment = joined(found.moment, upper.moment)
    if moment is None or (found.bare_year and key in HYPHENS and not upper.bare_year):
        return found
    return Found(between[1] if between else found.first, upper.end, moment)


def _last_day(tokens: Tokens, at: int, low: Found, lexicon: "Lexicon") -> Found | None:
    """The day that ends "June 3-5": a bare number after a day of the same month."""
    key = tokens.keys[at]
    ordinal = ordinal_value(tokens, at, lexicon)
    day, end = ordinal if ordinal is not None else (int(key) if key.isdigit() and len(key) <= 2 else 0, at + 1)
    if low.moment.grain != "day" or low.moment.start != low.moment.finish or not low.moment.start[1] < day <= 31:
        return None
    year, end = year_after(tokens, end, lexicon) if low.moment.year is None else (low.moment.year, end)
    moment = one_day(low.moment.start[0], day, year)
    return Found(at, end, moment) if moment else None


def _day_span(tokens: Tokens, at: int, lexicon: "Lexicon") -> Found | None:
    """ "du 3 au 12 juin", "9 to 12 June": the first day's month is printed after the second."""
    key, words = tokens.keys[at], lexicon.dates
    end = at + 1
    if tokens.keys[end] not in words.day_followers:
        return None
    if not (key.isascii() and key.isdigit() and len(key) <= 2 and 1 <= int(key) <= 31):
        return None
    if tokens.touching(at) and tokens.keys[end] in lexicon.ratios.suffixes:
        end += 1
    between = words.between.before(tokens, at)
    if tokens.keys[end] in HYPHENS or tokens.keys[end] in words.joins:
        after = end + 1
    else:
        to = words.to.at(tokens, end)
        if to is None:
            return None
        after = to[1]
    after += tokens.keys[after] in words.the
    upper = _from_number(tokens, after, lexicon) if tokens.number(after) else None
    if upper is None or upper.moment.grain != "day" or upper.moment.start[1] <= int(key):
        return None
    low = one_day(upper.moment.start[0], int(key), upper.moment.year)
    moment = joined(low, upper.moment) if low else None
    return Found(between[1] if between else at, upper.end, moment) if moment else None
