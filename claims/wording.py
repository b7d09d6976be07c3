"""Figures in the reader's words: values, intervals and days by locale, on CLDR's tables. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton
from babel.numbers import format_compact_currency, format_compact_decimal, format_decimal, format_percent
from babel.units import format_unit

from claims.figures.interval import Interval

NBSP = "\u00a0"
ARROWS = {"low": "≥", "low_open": ">", "high": "≤", "high_open": "<"}
COMPACT_FROM = 1_000_000
SIGNS = dict.fromkeys(("USD", "CAD", "AUD", "NZD", "HKD", "SGD"), "$")
UNIT_NAMES = {"day": "duration-day", "week": "duration-week", "month": "duration-month", "year": "duration-year"}


@lru_cache(maxsize=64)
def cldr_locale(tag: str) -> Locale:
    """The CLDR locale for a BCP 47 tag; English where it is not known.

    >>> str(cldr_locale("fr-CA")), str(cldr_locale("xx"))
    ('fr_CA', 'en')
    """
    try:
        return Locale.parse(tag.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return Locale.parse("en")


@lru_cache(maxsize=16_384)  # pages say the same values over and over, and CLDR's tables take their time
def value_in_words(kind: str, said: Interval, unit: str, locale: str) -> str:
    """A value as the desk shows it: `14,3 Md $US`, `> 14 Md $US`, `60 – 65 Md $US`, `juin 2025`.

    >>> amount = Decimal(14_300_000_000)
    >>> value_in_words("money", Interval(amount, amount), "USD", "fr").replace(NBSP, " ")
    '14,3 Md $US'
    >>> value_in_words("count", Interval(None, Decimal(12), high_open=True), "employé", "fr").replace(NBSP, " ")
    '< 12'
    >>> day = Decimal(date(2025, 6, 1).toordinal())
    >>> value_in_words("date", Interval(day, day + 29), "date", "fr")
    'juin 2025'
    """
    if kind == "date":
        return _days(said, locale)
    if said.low is not None and said.low == said.high:
        return number_in_words(kind, said.low, unit, locale)
    if said.low is None and said.high is None:
        return "?"
    if said.low is None or said.high is None:
        return _bounded(kind, said, unit, locale)
    low, high = (number_in_words(kind, bound, unit, locale) for bound in (said.low, said.high))
    return f"{_without_repeated_unit(low, high)} – {high}"


def _without_repeated_unit(low: str, high: str) -> str:
    """`low`, less the unit where `high` says the same one after its number.

    >>> _without_repeated_unit("14,25 Md $US", "14,35 Md $US"), _without_repeated_unit("$14.25B", "$14.35B")
    ('14,25', '$14.25B')
    """
    unit = low.lstrip("0123456789.,  \u202f" + NBSP)
    return low.removesuffix(unit).rstrip(f" {NBSP}") if unit and low[0].isdigit() and high.endswith(unit) else low


def interval_in_words(kind: str, compared: Interval, unit: str, locale: str) -> str:
    """The interval that is compared, for the line under a value; empty for dates and exact values."""
    if kind == "date" or compared.low == compared.high:
        return ""
    return value_in_words(kind, compared, unit, locale)


@lru_cache(maxsize=4_096)
def number_in_words(kind: str, value: Decimal, unit: str, locale: str) -> str:
    """One number with its unit.

    >>> number_in_words("percent", Decimal(49), "%", "fr").replace(NBSP, " ")
    '49 %'
    >>> number_in_words("measure", Decimal(2), "gigawatt", "en")
    '2 gigawatt'
    >>> number_in_words("ordinal", Decimal(2), "", "en")
    'no. 2'
    >>> number_in_words("money", Decimal(14_300_000_000), "$", "fr-CA").replace(NBSP, " ")
    '14,3 G$'
    """
    cldr = cldr_locale(locale)
    if kind == "money":
        return _money(value, unit, cldr)
    if kind == "percent":
        return str(format_percent(value / 100, locale=cldr, decimal_quantization=False))
    if kind == "ordinal":
        return f"no. {value.normalize():f}" if cldr.language == "en" else f"n°{NBSP}{value.normalize():f}"
    if kind in {"age", "duration"} and unit in UNIT_NAMES:
        return str(format_unit(value.normalize(), UNIT_NAMES[unit], locale=cldr))
    number = _plain(value, cldr)
    if kind == "ratio":
        return f"×{NBSP}{number}"
    shown = {"points": "pt"}.get(kind, unit if kind == "measure" else "")
    return f"{number} {shown}".strip() if cldr.language == "en" else f"{number}{NBSP}{shown}".strip(f"{NBSP} ")


def shown_unit(unit: str, alternatives: Iterable[Mapping[str, object]]) -> str:
    """The unit to show: a sign that may mean another currency is shown as it is printed, bare.

    >>> shown_unit("CAD", [{"unit": "USD", "why": "currency"}]), shown_unit("USD", [])
    ('$', 'USD')
    """
    units = {unit, *(str(other["unit"]) for other in alternatives if other["why"] == "currency")}
    signs = {SIGNS.get(code, code) for code in units}
    return signs.pop() if len(units) > 1 and len(signs) == 1 else unit


def _money(value: Decimal, unit: str, cldr: Locale) -> str:
    if unit == "$":
        words = str(format_compact_currency(value, "USD", locale=cldr, fraction_digits=3))
        return words.replace(f"${NBSP}US", "$").replace("$US", "$").replace("US$", "$")
    if len(unit) != 3 or not unit.isalpha():
        return f"{_plain(value, cldr)} {unit}".strip()
    return str(format_compact_currency(value, unit, locale=cldr, fraction_digits=3))


def _plain(value: Decimal, cldr: Locale) -> str:
    if abs(value) >= COMPACT_FROM:
        return str(format_compact_decimal(value, locale=cldr, fraction_digits=3))
    return str(format_decimal(value.normalize(), locale=cldr, decimal_quantization=False))


def _bounded(kind: str, said: Interval, unit: str, locale: str) -> str:
    if said.low is not None:
        sign, bound = ARROWS["low_open" if said.low_open else "low"], said.low
    else:
        assert said.high is not None
        sign, bound = ARROWS["high_open" if said.high_open else "high"], said.high
    return f"{sign}{NBSP}{number_in_words(kind, bound, unit, locale)}"


@lru_cache(maxsize=1_024)
def day_in_words(day: date, locale: str) -> str:
    """A day as one writes it out; CLDR does not know that the first of a French month is an ordinal.

    >>> day_in_words(date(2027, 1, 1), "fr"), day_in_words(date(2027, 1, 11), "fr")
    ('1er janvier 2027', '11 janvier 2027')
    """
    cldr = cldr_locale(locale)
    words = str(format_date(day, "long", locale=cldr))
    return f"1er {words[2:]}" if cldr.language == "fr" and words.startswith("1 ") else words


def _days(span: Interval, locale: str) -> str:
    cldr = cldr_locale(locale)
    first = None if span.low is None else date.fromordinal(int(span.low))
    last = None if span.high is None else date.fromordinal(int(span.high))
    if first is None:
        return "?" if last is None else f"≤{NBSP}{day_in_words(last, locale)}"
    if last is None:
        return f"≥{NBSP}{day_in_words(first, locale)}"
    return day_in_words(first, locale) if first == last else _span(first, last, cldr)


def _span(first: date, last: date, cldr: Locale) -> str:
    """A whole month or a whole year by its name, any other span by its ends."""
    if (first.month, first.day) == (1, 1) and (last.month, last.day) == (12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if first.day == 1 and (last + timedelta(days=1)).day == 1 and (first.year, first.month) == (last.year, last.month):
        return str(format_skeleton("yMMMM", first, locale=cldr))
    return str(format_interval(first, last, "yMMMd", locale=cldr))
