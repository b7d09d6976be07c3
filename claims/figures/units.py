"""What a number is printed in: currencies, percents, points, durations and measures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from babel import Locale
from babel.numbers import get_currency_name, list_currencies
from babel.units import UnknownUnitError, format_unit

from claims.figures.numbers import Numeral
from claims.figures.phrases import Phrases
from claims.figures.tokens import HYPHENS, Tokens

ISO_CODES = [
    "AED",
    "ARS",
    "AUD",
    "BRL",
    "CAD",
    "CHF",
    "CLP",
    "CNY",
    "CZK",
    "DKK",
    "EGP",
    "EUR",
    "GBP",
    "HKD",
    "HUF",
    "IDR",
    "ILS",
    "INR",
    "ISK",
    "JPY",
    "KES",
    "KRW",
    "MAD",
    "MXN",
    "MYR",
    "NGN",
    "NOK",
    "NZD",
    "PKR",
    "PLN",
    "QAR",
    "RON",
    "RUB",
    "SAR",
    "SEK",
    "SGD",
    "THB",
    "TRY",
    "TWD",
    "UAH",
    "USD",
    "VND",
    "XAF",
    "XOF",
    "ZAR",
]
CLDR_UNITS = {
    "power-gigawatt": "GW", "power-megawatt": "MW", "power-kilowatt": "kW", "power-watt": "W",
    "energy-kilowatt-hour": "kWh", "energy-joule": "J", "energy-calorie": "cal",
    "length-kilometer": "km", "length-meter": "m", "length-decimeter": "dm", "length-centimeter": "cm",
    "length-millimeter": "mm", "length-micrometer": "µm", "length-nanometer": "nm", "length-picometer": "pm",
    "length-mile": "mi", "length-foot": "ft", "length-inch": "in", "length-yard": "yd", "length-nautical-mile": "nmi",
    "length-light-year": "ly", "mass-tonne": "t", "mass-kilogram": "kg", "mass-gram": "g", "mass-milligram": "mg",
    "mass-microgram": "µg", "mass-ton": "ton", "mass-ounce": "oz", "mass-carat": "ct",
    "area-hectare": "ha", "area-acre": "ac", "area-square-meter": "m²", "area-square-kilometer": "km²",
    "area-square-mile": "mi²", "area-square-foot": "ft²", "volume-cubic-meter": "m³", "volume-cubic-kilometer": "km³",
    "volume-cubic-foot": "ft³", "volume-cubic-centimeter": "cm³", "volume-liter": "l", "volume-milliliter": "ml",
    "volume-centiliter": "cl", "volume-hectoliter": "hl", "volume-gallon": "gal", "volume-barrel": "bbl",
    "volume-bushel": "bu", "digital-petabyte": "PB", "digital-terabyte": "TB", "digital-gigabyte": "GB",
    "digital-megabyte": "MB", "digital-kilobyte": "kB", "digital-byte": "B", "digital-gigabit": "Gbit",
    "digital-megabit": "Mbit", "frequency-gigahertz": "GHz", "frequency-megahertz": "MHz", "frequency-kilohertz": "kHz",
    "frequency-hertz": "Hz", "electric-volt": "V", "electric-ampere": "A", "pressure-bar": "bar",
    "pressure-hectopascal": "hPa", "speed-kilometer-per-hour": "km/h", "speed-mile-per-hour": "mi/h",
    "speed-knot": "kn", "speed-meter-per-second": "m/s", "power-horsepower": "hp", "graphics-megapixel": "MP",
}  # fmt: skip
SYMBOLS = [
    "km",
    "m",
    "dm",
    "cm",
    "mm",
    "µm",
    "nm",
    "kg",
    "g",
    "mg",
    "t",
    "kt",
    "Mt",
    "Gt",
    "ha",
    "m²",
    "km²",
    "m³",
    "km³",
    "W",
    "kW",
    "MW",
    "GW",
    "TW",
    "Wh",
    "kWh",
    "MWh",
    "GWh",
    "TWh",
    "Hz",
    "kHz",
    "MHz",
    "GHz",
    "kV",
    "hPa",
    "l",
    "L",
    "cl",
    "ml",
    "mL",
    "hl",
    "dB",
    "km/h",
    "m/s",
    "mph",
    "km²",
    "kWc",
    "MWc",
    "GWc",
    "GJ",
    "MJ",
    "kJ",
    "Gbit/s",
    "Mbit/s",
    "m³/s",
    "ppm",
    "Tbit/s",
    "Mb/s",
    "Gb/s",
]
SCALED_CODES = {"k": 10**3, "K": 10**3, "M": 10**6, "Md": 10**9, "G": 10**9, "bn": 10**9}
DOLLARS = frozenset({"USD", "CAD"})


@dataclass(frozen=True, slots=True)
class Unit:
    """`kind` as in `Reading`, `code` its unit; `doubts` are other units that the same print may stand for."""

    kind: str
    code: str
    doubts: tuple[str, ...] = ()
    factor: int = 1
    bare: bool = False
    scaled_only: bool = False


@dataclass(frozen=True)
class UnitWords:
    """The units of one language, after and before the number."""

    after: Phrases[Unit]
    before: Phrases[Unit]
    minor: Phrases[Unit]
    not_points: Phrases[None]
    per: frozenset[str]
    per_nouns: frozenset[str]
    of: frozenset[str]
    joins: frozenset[str]


def unit_words(table: Mapping[str, Any], phrase: Any, region: str) -> UnitWords:
    """The vocabulary of a lexicon's unit tables, with the names that CLDR has for its locale."""
    rows = [(phrase(form), unit) for form, unit in _forms(table, region)]
    names = _cldr_names(table.get("locale", ""))
    known = {tuple(words) for words, _ in rows}
    rows += [(words, unit) for form, unit in names if tuple(words := phrase(form)) not in known]
    before = [(words, unit) for words, unit in rows if unit.kind == "money" and _is_sign(words)]
    after = Phrases(rows)
    after.add(((phrase(symbol), Unit("measure", symbol)) for symbol in SYMBOLS), as_written=True)
    return UnitWords(
        after=after,
        before=Phrases(before),
        minor=Phrases((words, unit) for words, unit in rows if unit.code in ("cent", "penny")),
        not_points=Phrases((phrase(form), None) for form in table.get("points_not", {}).get("before", ())),
        per=frozenset(table["words"].get("per", ())),
        per_nouns=frozenset(table["words"].get("per_nouns", ())),
        of=frozenset(table["words"].get("of", ())),
        joins=frozenset(table["words"].get("and", ())),
    )


def _is_sign(words: Sequence[str]) -> bool:
    """Whether a currency is printed so that it may stand before the number: a sign or an ISO code."""
    return any(not word[0].isalpha() for word in words) or (len(words) == 1 and words[0].isupper())


def _forms(table: Mapping[str, Any], region: str) -> Iterator[tuple[str, Unit]]:
    """Every printed form of the lexicon's own tables, the region's first."""
    rules = table.get("regions", {}).get(region, {})
    dollar = tuple(rules.get("dollar", ("USD",)))
    local = {form for forms in rules.get("currencies", {}).values() for form in forms}
    for code, forms in (*rules.get("currencies", {}).items(), *table.get("currencies", {}).items()):
        for form in forms:
            if form in local and code not in rules["currencies"]:
                continue
            yield form, _money(code, form, dollar)
    for form, codes in table.get("currency_doubts", {}).items():
        yield form, Unit("money", codes[0], tuple(codes[1:]), scaled_only=bool(table.get("noun_first")))
    for code in ISO_CODES:
        yield code, Unit("money", code)
        for sign, factor in SCALED_CODES.items():
            yield sign + code, Unit("money", code, factor=factor)
    for kind, section in (
        ("percent", "percent"),
        ("points", "points"),
        ("duration", "durations"),
        ("measure", "units"),
    ):
        for code, forms in table.get(section, {}).items():
            yield from ((form, Unit(kind, code)) for form in forms)


def _money(code: str, form: str, dollar: tuple[str, ...]) -> Unit:
    """A currency; a bare dollar is the region's, and in Canada may be either."""
    if code == "USD" and form.lower().strip("s") in ("$", "dollar", "buck"):
        return Unit("money", dollar[0], dollar[1:], bare=True)
    return Unit("money", code)


def _cldr_names(locale_name: str) -> Iterator[tuple[str, Unit]]:
    """The full names of currencies and units as CLDR writes them for a locale."""
    if not locale_name:
        return
    locale = Locale.parse(locale_name)
    for code in sorted(list_currencies(locale_name)):
        for count in (1, 2):
            name = get_currency_name(code, count=count, locale=locale)
            if " " in name and "(" not in name:
                yield name.lower(), Unit("money", code)
    for name, symbol in CLDR_UNITS.items():
        for count in (1, 2):
            try:
                form = format_unit(count, name, length="long", locale=locale).lstrip("0123456789 \u00a0\u202f")
            except UnknownUnitError:
                continue
            if form:
                yield form.lower(), Unit("measure", symbol)


def unit_after(tokens: Tokens, numeral: Numeral, words: UnitWords) -> tuple[Unit, int] | None:
    """The unit printed after a number, and the token after it."""
    at = numeral.end
    if (tokens.keys[at] in HYPHENS and tokens.touching(at - 1) and tokens.touching(at)) or (
        tokens.keys[at] in words.of and (numeral.scale > 1 or numeral.vague or numeral.soft or numeral.words)
    ):
        at += 1
    elif tokens.keys[at] in "([{<":
        found = words.after.at(tokens, at + 1)
        return (
            (found[0], found[1] + 1)
            if found and found[0].kind == "measure" and tokens.keys[found[1]] in ")]}>"
            else None
        )
    found = words.after.at(tokens, at)
    if found is not None and found[0].scaled_only and numeral.scale < 1000:
        return None
    if found is None or words.not_points.at(tokens, at) is not None:
        return None
    if tokens.touching(found[1] - 1) and tokens.number(found[1]):
        return None
    return found


def currency_before(tokens: Tokens, first: int, floor: int, words: UnitWords) -> tuple[Unit, int] | None:
    """The currency printed before a number, and its first token, not below token `floor`."""
    found = words.before.before(tokens, first)
    return found if found is not None and found[1] >= floor else None


def with_region(tokens: Tokens, end: int, unit: Unit, words: UnitWords) -> tuple[Unit, int]:
    """`$20 US`, `$5 million CAD`: a country after the number settles which dollar."""
    if not unit.bare:
        return unit, end
    code = {"US": "USD", "USD": "USD", "CAD": "CAD", "CA": "CAD", "AUD": "AUD"}.get(tokens.word(end))
    return (Unit("money", code), end + 1) if code else (unit, end)


def with_rate(tokens: Tokens, end: int, unit: Unit, words: UnitWords) -> tuple[Unit, int]:
    """`80 $/MWh`, "45 euros le mégawattheure", "$80 a barrel": a price per unit has both in its unit."""
    if tokens.keys[end] != "/" and tokens.keys[end] not in words.per:
        return unit, end
    found = words.after.at(tokens, end + 1)
    if tokens.keys[end + 1] in words.per_nouns:
        return replace(unit, code=f"{unit.code}/{tokens.keys[end + 1]}", bare=False), end + 2
    if found is None or found[0].kind != "measure":
        return unit, end
    return replace(unit, code=f"{unit.code}/{found[0].code}", bare=False), found[1]


def minor_after(
    tokens: Tokens, numeral: Numeral, end: int, words: UnitWords, cents: Numeral | None
) -> tuple[Decimal, int] | None:
    """The cents after whole units of a currency: "15 dollars 50", "treize euros et quarante-cinq cents"."""
    if cents is None or cents.low >= 100 or numeral.scale > 1 or numeral.low != int(numeral.low):
        return None
    joined = cents.first > end
    named = words.minor.at(tokens, cents.end)
    if named is not None:
        return cents.low / 100, named[1]
    two_digits = cents.words or len(tokens.keys[cents.first]) == 2
    follows = tokens.keys[cents.end]
    if not two_digits or follows not in ".,;:!?)\n" or (joined and follows not in ".\n"):
        return None
    return cents.low / 100, cents.end
