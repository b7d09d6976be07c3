"""Printed dates and periods: days, months, quarters, years, and spans of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from babel import Locale

from claims.figures.calendar import (
    Moment,
    joined,
    one_day,
    part,
    period,
    weekday_on_or_before,
    whole_month,
    whole_year,
)
from claims.figures.numbers import plain_too
from claims.figures.phrases import Phrases
from claims.figures.ratios import ordinal_value
from claims.figures.tokens import BREAK, HYPHENS, Tokens

if TYPE_CHECKING:
    from claims.figures.lexicons import Lexicon

FIRST_YEAR, LAST_YEAR = 1500, 2100
SHORT_YEAR = 50  # from here on, two digits are a year of the last century
_STOPS = frozenset('.,;:!?)»"' + BREAK)


@dataclass(frozen=True)
class DateWords:
    months: Mapping[str, int]
    short_months: frozenset[str]
    weekdays: Mapping[str, int]
    short_weekdays: frozenset[str]
    clashes: frozenset[str]
    clash_beside: frozenset[str]
    capital_months: bool
    periods: Mapping[str, int]
    period_signs: Mapping[str, int]
    seasons: Mapping[str, tuple[int, int]]
    parts: Phrases[str]
    before_year: frozenset[str]
    the: frozenset[str]
    of_month: frozenset[str]
    of: frozenset[str]
    this: frozenset[str]
    next_words: frozenset[str]
    last_words: frozenset[str]
    weekday_tail: frozenset[str]
    relative: Phrases[tuple[str, int]]
    decades: Phrases[None]
    decade_endings: frozenset[str]
    month_first: bool
    settled: bool
    between: Phrases[None]
    start: Phrases[None]
    to: Phrases[None]
    joins: frozenset[str]
    followers: frozenset[str]
    period_or_month: frozenset[str]

    def starts(self) -> set[str]:
        """The words at which a date may begin."""
        words = {*self.months, *self.weekdays, *self.seasons}
        return words | set(self.parts.first_words()) | set(self.relative.last_words())


def date_words(table: Mapping[str, Any], phrase: Any, region: str) -> DateWords:
    """The vocabulary of a lexicon's `[dates]`, with the names of months and days that CLDR has for its locale."""
    dates = table.get("dates", {})
    rules = table.get("regions", {}).get(region, {})
    months, short_months = _names(table, "months", dates.get("months", {}), dates.get("months_more", {}))
    weekdays, short_weekdays = _names(table, "days", dates.get("weekdays", {}), {})
    clash, ranges = dates.get("month_clash", {}), table.get("ranges", {})
    parts = [(phrase(text), which) for which in ("early", "middle", "late") for text in dates.get(which, ())]
    relative = [
        (phrase(text), (grain, number))
        for grain in ("years", "months", "days")
        for text, number in dates.get(f"relative_{grain}", {}).items()
    ]

    def phrases(texts: Any) -> Phrases[None]:
        return Phrases((phrase(text), None) for text in texts)

    return DateWords(
        months=months,
        short_months=short_months,
        weekdays=weekdays,
        short_weekdays=short_weekdays,
        clashes=frozenset(clash.get("words", ())),
        clash_beside=frozenset(clash.get("beside", ())),
        capital_months=not table.get("noun_first", False),
        periods=dates.get("periods", {}),
        period_signs={key.lower(): count for key, count in dates.get("period_signs", {}).items()},
        seasons={key: (first, last) for key, (first, last) in dates.get("seasons", {}).items()},
        parts=Phrases(parts),
        before_year=frozenset(dates.get("before_year", ())),
        the=frozenset(dates.get("the", ())),
        of_month=frozenset((*table.get("durations", {}).get("month", ()), *table.get("durations", {}).get("year", ()))),
        of=frozenset(table["words"].get("of", ())),
        this=frozenset(dates.get("this", ())),
        next_words=frozenset(dates.get("next_words", ())),
        last_words=frozenset(dates.get("last_words", ())),
        weekday_tail=frozenset(dates.get("weekday_tail", ())),
        relative=Phrases(relative),
        decades=phrases(dates.get("decades", ())),
        decade_endings=frozenset(dates.get("decade_endings", ())),
        month_first=rules.get("date_order", dates.get("order", "day")) == "month",
        settled=bool(rules.get("date_settled", dates.get("settled", False))),
        between=phrases(ranges.get("between", ())),
        start=phrases(ranges.get("from", ())),
        to=phrases(ranges.get("to", ())),
        joins=frozenset(ranges.get("and", ())),
        followers=frozenset(
            (
                *months,
                *dates.get("periods", {}),
                *table.get("ordinal_rules", {}).get("suffixes", ()),
                *table["words"].get("of", ()),
            )
        )
        | HYPHENS,
        period_or_month=frozenset((*months, *dates.get("periods", {}))),
    )


def _names(
    table: Mapping[str, Any], which: str, own: Mapping[str, int], more: Mapping[str, int]
) -> tuple[dict[str, int], frozenset[str]]:
    """Names with their numbers (months from 1, days from Monday 0), and which of them are abbreviations."""
    long: dict[str, int] = {key.lower(): number for key, number in own.items()}
    short: dict[str, int] = {key.lower(): number for key, number in more.items()}
    if table.get("locale"):
        names = getattr(Locale.parse(table["locale"]), which)["format"]
        long |= {name.lower(): number for number, name in names["wide"].items()}
        short |= {name.lower().rstrip("."): number for number, name in names["abbreviated"].items()}
    short, long = plain_too(short), plain_too(long)
    return short | long, frozenset(short.keys() - long.keys())


@dataclass(frozen=True, slots=True)
class Found:
    """A date over tokens `first` to `end`; `swapped` is the other reading where day and month could change places."""

    first: int
    end: int
    moment: Moment
    swapped: Moment | None = None
    weekday: int | None = None
    bare_year: bool = False


def date_at(tokens: Tokens, at: int, floor: int, lexicon: "Lexicon", published: date | None) -> Found | None:
    """The date or span of dates printed from token `at` on (signs before a number may belong to it, not below `floor`)."""
    words = lexicon.dates
    key = tokens.keys[at]
    if tokens.number(at):
        found = _single(tokens, at, floor, lexicon) if _may_be_date(tokens, at, lexicon) else None
        return _span(tokens, found, lexicon) if found is not None else _day_span(tokens, at, lexicon)
    relative = words.relative.before(tokens, at + 1)
    if relative is not None and relative[1] >= floor:
        return _relative(relative[1], at + 1, relative[0], published)
    if key in words.weekdays and not (key in words.short_weekdays and not tokens.number(at + 1)):
        return _with_weekday(tokens, at, lexicon, published)
    found = _single(tokens, at, floor, lexicon)
    return _span(tokens, found, lexicon) if found is not None else None


def _may_be_date(tokens: Tokens, at: int, lexicon: "Lexicon") -> bool:
    """Whether digits can begin a date at all, judged by their length and their neighbours."""
    key = tokens.keys[at]
    if len(key) == 4 or key.count(".") == 2 or tokens.keys[at + 1] in lexicon.dates.followers:
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
        return replace(_span(tokens, full, lexicon), first=at, weekday=weekday)
    if published is None or tokens.keys[at] in words.short_weekdays:
        return None
    day = weekday_on_or_before(weekday, published)
    if tokens.keys[after] in words.next_words or tokens.keys[at - 1] in words.next_words:
        day, after = day + timedelta(days=7), after + (tokens.keys[after] in words.next_words)
    elif tokens.keys[after] in words.last_words:
        after += 1
    return Found(at, after, Moment((0, 0), (0, 0), fixed=(day, day)))


def _relative(first: int, end: int, shift: tuple[str, int], published: date | None) -> Found | None:
    """ "l'an dernier", "last month", "yesterday": known only from the publication date."""
    if published is None:
        return None
    grain, number = shift
    if grain == "years":
        return Found(first, end, whole_year(published.year + number))
    if grain == "months":
        month = published.year * 12 + published.month - 1 + number
        return Found(first, end, whole_month(month % 12 + 1, month // 12))
    day = published + timedelta(days=number)
    return Found(first, end, Moment((0, 0), (0, 0), fixed=(day, day)))


def _single(tokens: Tokens, at: int, floor: int, lexicon: "Lexicon") -> Found | None:
    """One date, of any grain, from token `at` on."""
    words = lexicon.dates
    divided = words.parts.at(tokens, at)
    if divided is not None:
        return _part(tokens, at, divided[0], divided[1], lexicon)
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
    if tokens.number(at):
        return (
            _numeric(tokens, at, lexicon)
            or _sign_period(tokens, at, floor, lexicon)
            or _from_number(tokens, at, lexicon)
        )
    if not words.period_or_month & set(tokens.keys[at + 1 : at + 6]):
        return None
    return _period(tokens, at, lexicon) or _day_in_words(tokens, at, lexicon)


def _part(tokens: Tokens, at: int, which: str, after: int, lexicon: "Lexicon") -> Found | None:
    """ "début avril", "mi-juin", "fin 2025", "late in May"."""
    words = lexicon.dates
    after += tokens.keys[after] in HYPHENS
    after += tokens.keys[after] in words.of
    after += tokens.keys[after] in words.the
    if tokens.keys[after] in words.of_month:
        after += 1 + (tokens.keys[after + 1] in words.of)
    if tokens.keys[after] in words.months:
        month = words.months[tokens.keys[after]]
        end = after + 1
        end += tokens.keys[end] == "." and tokens.number(end + 1)
        year, end = _year_after(tokens, end, lexicon)
        return Found(at, end, part(whole_month(month, year), which))
    year = year_at(tokens, after)
    if year is not None and tokens.keys[after + 1] not in "%€$":
        end = after + 1
        return Found(at, end, part(whole_year(year), which))
    return None


def year_at(tokens: Tokens, at: int) -> int | None:
    """The four-digit year that token `at` prints, or None."""
    key = tokens.keys[at]
    if len(key) != 4 or not (key.isascii() and key.isdigit()):
        return None
    year = int(key)
    return year if FIRST_YEAR <= year <= LAST_YEAR else None


def _year_after(tokens: Tokens, end: int, lexicon: "Lexicon") -> tuple[int | None, int]:
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


def _month(tokens: Tokens, at: int, lexicon: "Lexicon") -> Found | None:
    """A month with or without a day after it and a year."""
    words, key = lexicon.dates, tokens.keys[at]
    month, end = words.months[key], at + 1
    end += tokens.keys[end] == "." and tokens.number(end + 1)
    day_end = _day_after(tokens, end, lexicon)
    if day_end is not None:
        day, after = day_end
        year, stop = _year_after(tokens, after, lexicon)
        moment = one_day(month, day, year)
        return Found(at, stop, moment) if moment else None
    year, end = _year_after(tokens, end, lexicon)
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


def _numeric(tokens: Tokens, at: int, lexicon: "Lexicon") -> Found | None:
    """A date in digits: 12/06/2025, 2025-06-12, 12.06.2025, 2025-06, 06/2025."""
    key = tokens.keys[at]
    if key.count(".") == 2:
        return _from_parts(tokens, at, at + 1, key.split("."), lexicon)
    parts, end = [key], at + 1
    while (
        (tokens.keys[end] == "/" or tokens.keys[end] in HYPHENS) and tokens.touching(end - 1) and tokens.touching(end)
    ):
        name = lexicon.dates.months.get(tokens.keys[end + 1])
        if not tokens.number(end + 1) and name is None:
            return None
        if len(parts) > 1 and tokens.keys[end] != tokens.keys[at + 1]:
            return None
        parts.append(tokens.keys[end + 1] if name is None else f"m{name}")
        end += 2
        if len(parts) > 3:
            return None
    return _from_parts(tokens, at, end, parts, lexicon) if len(parts) > 1 else None


def _from_parts(tokens: Tokens, at: int, end: int, parts: list[str], lexicon: "Lexicon") -> Found | None:
    if not all(part.lstrip("m").isdigit() and part.isascii() and len(part) <= 4 for part in parts):
        return None
    if len(parts) == 2:
        return _two_parts(tokens, at, end, parts, lexicon)
    years = [n for n, part in enumerate(parts) if len(part) == 4]
    if any(part[0] == "m" for part in parts):
        return _named_month(at, end, parts, years)
    if years == [0]:
        moment = one_day(int(parts[1]), int(parts[2]), int(parts[0])) if int(parts[1]) <= 12 else None
        return Found(at, end, moment) if moment else None
    if years == [2] or (not years and len(parts[2]) == 2 and tokens.keys[at + 1] != "-"):
        return _day_month(at, end, int(parts[0]), int(parts[1]), _full_year(parts[2]), lexicon)
    return None


def _full_year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else int(digits) + (2000 if int(digits) < 50 else 1900)


def _named_month(at: int, end: int, parts: list[str], years: list[int]) -> Found | None:
    """05-Aug-2016, 2020/Sep/23."""
    if len(years) != 1:
        return None
    month = next(int(part[1:]) for part in parts if part[0] == "m")
    day = next(int(part) for n, part in enumerate(parts) if part[0] != "m" and n != years[0])
    moment = one_day(month, day, int(parts[years[0]]))
    return Found(at, end, moment) if moment else None


def _two_parts(tokens: Tokens, at: int, end: int, parts: list[str], lexicon: "Lexicon") -> Found | None:
    """2025-06, 06/2025, and 22/04 where it can only be a day."""
    left, right = parts
    if right[0] == "m" or left[0] == "m":
        number = left if right[0] == "m" else right
        month = int((right if right[0] == "m" else left)[1:])
        moment = whole_month(month, int(number)) if len(number) == 4 else one_day(month, int(number))
        return Found(at, end, moment) if moment else None
    if len(left) == 4 and len(right) <= 2:
        if year_at(tokens, at) is not None and 1 <= int(right) <= 12 and int(left) % 100 + 1 != int(right):
            return Found(at, end, whole_month(int(right), int(left)))
        return None
    if len(right) == 4 and len(left) <= 2 and 1 <= int(left) <= 12 and year_at(tokens, end - 1) is not None:
        return Found(at, end, whole_month(int(left), int(right)))
    if tokens.keys[at + 1] != "/" or not _day_expected(tokens, at, right, lexicon):
        return None
    return _day_month(at, end, int(left), int(right), None, lexicon)


def _day_expected(tokens: Tokens, at: int, right: str, lexicon: "Lexicon") -> bool:
    """Whether `d/m` stands where only a date does: after "le" or "on", or with a zero before its month."""
    return (len(right) == 2 and right[0] == "0") or tokens.keys[at - 1] in lexicon.dates.the | {"on", "du", "au"}


def _day_month(at: int, end: int, left: int, right: int, year: int | None, lexicon: "Lexicon") -> Found | None:
    """Day and month in the order of the region, with the other order where that is possible and not settled."""
    day, month = (right, left) if lexicon.dates.month_first else (left, right)
    moment = one_day(month, day, year) if 1 <= month <= 12 else None
    other = one_day(day, month, year) if 1 <= day <= 12 and day != month else None
    if moment is None:
        return Found(at, end, other) if other else None
    return Found(at, end, moment, swapped=None if lexicon.dates.settled else other)


def _sign_period(tokens: Tokens, at: int, floor: int, lexicon: "Lexicon") -> Found | None:
    """T4 2026, Q1, S1 2025, 2017-Q1, H2 2019: the letter is glued to the digit."""
    words = lexicon.dates
    count = words.period_signs.get(tokens.keys[at - 1])
    if count is None or not tokens.touching(at - 1) or (not tokens.capital(at - 1) and tokens.keys[at - 1] not in "qh"):
        return None
    key, first = tokens.keys[at], at - 1
    if tokens.touching(at) and tokens.wordlike(at + 1):
        return None
    if not key.isdigit() or len(key) > 1 or (tokens.touching(first - 1) and tokens.keys[first - 1] not in HYPHENS):
        return None
    year, end = _year_after(tokens, at + 1, lexicon)
    if year is None:
        before = first - 1 - (tokens.keys[first - 1] in HYPHENS)
        year = year_at(tokens, before) if before >= floor else None
        first = before if year is not None else first
    moment = period(int(key), count, year)
    return Found(first, end, moment) if moment and first >= floor else None


def _from_number(tokens: Tokens, at: int, lexicon: "Lexicon") -> Found | None:
    """A date that starts with digits: "13 juin 2025", "1er mars", "4th of July", "1er trimestre", a bare year."""
    words = lexicon.dates
    found = _sign_period_after(tokens, at, lexicon) or _period(tokens, at, lexicon)
    if found is not None:
        return found
    ordinal = ordinal_value(tokens, at, lexicon)
    key = tokens.keys[at]
    if ordinal is not None:
        day, end = ordinal
    elif key.isascii() and key.isdigit() and len(key) <= 2:
        day, end = int(key), at + 1
    else:
        return _bare_year(tokens, at, lexicon)
    return _day_then_month(tokens, at, day, end, lexicon) if 1 <= day <= 31 else None


def _sign_period_after(tokens: Tokens, at: int, lexicon: "Lexicon") -> Found | None:
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


def _day_then_month(tokens: Tokens, at: int, day: int, end: int, lexicon: "Lexicon") -> Found | None:
    words = lexicon.dates
    end += tokens.keys[end] in words.of
    key = tokens.keys[end]
    if key not in words.months:
        return None
    month, end = words.months[key], end + 1
    end += tokens.keys[end] == "." and (tokens.number(end + 1) or key in words.short_months)
    year, end = _year_after(tokens, end, lexicon)
    moment = one_day(month, day, year)
    return Found(at, end, moment) if moment else None


def _day_in_words(tokens: Tokens, at: int, lexicon: "Lexicon") -> Found | None:
    """ "le vingt-neuf mai", "second of August"."""
    from claims.figures.numbers import numeral_at

    ordinal = ordinal_value(tokens, at, lexicon)
    if ordinal is not None and 1 <= ordinal[0] <= 31:
        return _day_then_month(tokens, at, ordinal[0], ordinal[1], lexicon)
    if tokens.keys[at] not in lexicon.numbers.cardinals:
        return None
    number = numeral_at(tokens, at, lexicon.numbers)
    if number is None or number.article or number.vague or not 1 <= number.low <= 31 or number.low % 1:
        return None
    return _day_then_month(tokens, at, int(number.low), number.end, lexicon)


def _period(tokens: Tokens, at: int, lexicon: "Lexicon") -> Found | None:
    """ "premier trimestre 2025", "second half of 2024", "third quarter"."""
    ordinal = ordinal_value(tokens, at, lexicon)
    if ordinal is None:
        return None
    number, end = ordinal
    end += tokens.keys[end] in HYPHENS
    count = lexicon.dates.periods.get(tokens.keys[end])
    if count is None:
        return None
    year, end = _year_after(tokens, end + 1, lexicon)
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
        return Found(before[1], at + 1, replace(whole_year(year), years=9))
    if year % 10 == 0 and tokens.keys[at + 1] in lexicon.dates.decade_endings and tokens.touching(at):
        return Found(at, at + 2, replace(whole_year(year), years=9))
    return None


def _bare_year(tokens: Tokens, at: int, lexicon: "Lexicon") -> Found | None:
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
            return Found(at, at + 3, replace(whole_year(year), years=1))
        return None
    return Found(at, at + 1, whole_year(year), bare_year=True)


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
    year, end = _year_after(tokens, end, lexicon) if low.moment.year is None else (low.moment.year, end)
    moment = one_day(low.moment.start[0], day, year)
    return Found(at, end, moment) if moment else None


def _day_span(tokens: Tokens, at: int, lexicon: "Lexicon") -> Found | None:
    """ "du 3 au 12 juin", "9 to 12 June": the first day's month is printed after the second."""
    key, words = tokens.keys[at], lexicon.dates
    if not (key.isascii() and key.isdigit() and len(key) <= 2 and 1 <= int(key) <= 31):
        return None
    end = at + 1
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
