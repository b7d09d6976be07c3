"""The words of dates in one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from babel import Locale

from claims.figures.numerals import plain_too
from claims.figures.phrases import Phrases
from claims.figures.tokens import HYPHENS


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
    short_year_before: frozenset[str]
    split: frozenset[str]
    year_signs: frozenset[str]
    not_now: frozenset[str]
    recurring: frozenset[str]
    month_first: bool
    settled: bool
    between: Phrases[None]
    start: Phrases[None]
    to: Phrases[None]
    joins: frozenset[str]
    followers: frozenset[str]
    day_followers: frozenset[str]
    period_or_month: frozenset[str]
    begins: frozenset[str]
    digits_before: frozenset[str]
    digits_after: frozenset[str]


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
        for grain in ("years", "ends", "months", "days")
        for text, number in dates.get(f"relative_{grain}", {}).items()
    ]

    def phrases(texts: Any) -> Phrases[None]:
        return Phrases((phrase(text), None) for text in texts)

    relative_phrases, part_phrases, to = Phrases(relative), Phrases(parts), phrases(ranges.get("to", ()))
    joins, suffixes = frozenset(ranges.get("and", ())), table.get("ordinal_rules", {}).get("suffixes", ())
    seasons = {key: (first, last) for key, (first, last) in dates.get("seasons", {}).items()}
    decades = phrases(dates.get("decades", ()))
    day_followers = HYPHENS | joins | frozenset(suffixes) | frozenset(to.first_words())
    followers = HYPHENS | {*months, *dates.get("periods", {}), *suffixes, *table["words"].get("of", ())}
    signs = {sign.lower() for sign in dates.get("period_signs", {})} | {*dates.get("year_signs", ())}
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
        seasons=seasons,
        parts=part_phrases,
        before_year=frozenset(dates.get("before_year", ())),
        the=frozenset(dates.get("the", ())),
        of_month=frozenset((*table.get("durations", {}).get("month", ()), *table.get("durations", {}).get("year", ()))),
        of=frozenset(table["words"].get("of", ())),
        this=frozenset(dates.get("this", ())),
        next_words=frozenset(dates.get("next_words", ())),
        last_words=frozenset(dates.get("last_words", ())),
        weekday_tail=frozenset(dates.get("weekday_tail", ())),
        relative=relative_phrases,
        decades=decades,
        decade_endings=frozenset(dates.get("decade_endings", ())),
        short_year_before=frozenset(dates.get("short_year_before", ())),
        split=frozenset(dates.get("split", ())),
        year_signs=frozenset(dates.get("year_signs", ())),
        not_now=frozenset(dates.get("not_now", ())),
        recurring=frozenset(dates.get("recurring", ())),
        month_first=rules.get("date_order", dates.get("order", "day")) == "month",
        settled=bool(rules.get("date_settled", dates.get("settled", False))),
        between=phrases(ranges.get("between", ())),
        start=phrases(ranges.get("from", ())),
        to=to,
        joins=joins,
        followers=followers,
        day_followers=day_followers,
        digits_before=followers | day_followers | {"/", "."},
        digits_after=frozenset({"'", *signs, *dates.get("short_year_before", ()), *decades.last_words()}),
        begins=frozenset({*months, *weekdays, *seasons, *part_phrases.first_words(), *relative_phrases.last_words()}),
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
