"""The units of one language: its own tables, and the names that CLDR has for its locale."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from babel import Locale
from babel.numbers import get_currency_name, list_currencies
from babel.units import UnknownUnitError, format_unit

from claims.figures.phrases import Phrases

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
    before_last: frozenset[str]
    minor: Phrases[Unit]
    parted: Mapping[str, tuple[str, tuple[str, ...]] | None]
    in_cents: frozenset[str]
    cents: tuple[str, tuple[str, ...]] | None
    not_points: Phrases[None]
    game_points: frozenset[str]
    per: frozenset[str]
    per_nouns: frozenset[str]
    per_between: frozenset[str]
    by_context: Mapping[str, tuple[str, frozenset[str]]]
    short_times: frozenset[str]
    durations: Mapping[str, str]
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
        before_last=frozenset(words[-1].lower() for words, _ in before),
        parted={"cent": None, "penny": ("GBP", ()), "uscent": ("USD", ())},
        in_cents=frozenset(table.get("cents", {}).get("of", ())),
        cents=_cents(table.get("cents", {}), table.get("regions", {}).get(region, {})),
        minor=Phrases((words, unit) for words, unit in rows if unit.code in ("cent", "penny", "uscent")),
        not_points=Phrases((phrase(form), None) for form in table.get("points_not", {}).get("before", ())),
        game_points=frozenset(table.get("points_not", {}).get("context", ())),
        per=frozenset(table["words"].get("per", ())),
        per_between=frozenset(table["words"].get("per_between", ())),
        per_nouns=frozenset(table["words"].get("per_nouns", ())),
        by_context={
            old: (rule["unit"], frozenset(rule["words"])) for old, rule in table.get("currency_context", {}).items()
        },
        short_times=frozenset(table["words"].get("short_times", ())),
        durations={form: code for code, forms in table.get("durations", {}).items() for form in forms},
        of=frozenset(table["words"].get("of", ())),
        joins=frozenset(table["words"].get("and", ())),
    )


def _cents(table: Mapping[str, Any], rules: Mapping[str, Any]) -> tuple[str, tuple[str, ...]] | None:
    """The currency whose hundredths are meant where a text prints none."""
    if "dollar" in rules:
        return rules["dollar"][0], tuple(rules["dollar"][1:])
    code = rules.get("cents", table.get("usual"))
    return (code, ()) if code else None


def _is_sign(words: Sequence[str]) -> bool:
    """Whether a currency is printed so that it may stand before the number: a sign or an ISO code."""
    return any(not word[0].isalpha() for word in words) or (len(words) == 1 and words[0].isupper())


def _forms(table: Mapping[str, Any], region: str) -> Iterator[tuple[str, Unit]]:
    """Every printed form of the lexicon's own tables, the region's first."""
    yield from _currencies(table, table.get("regions", {}).get(region, {}))
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
        ("ratio", "times_signs"),
    ):
        for code, forms in table.get(section, {}).items():
            yield from ((form, Unit(kind, code)) for form in forms)


def _currencies(table: Mapping[str, Any], rules: Mapping[str, Any]) -> Iterator[tuple[str, Unit]]:
    """The printed forms of currencies; where the region means another by the same form, that one only."""
    dollar = tuple(rules.get("dollar", ("USD",)))
    local = {form: code for code, forms in rules.get("currencies", {}).items() for form in forms}
    for form, code in local.items():
        yield form, _money(code, form, dollar)
    for code, forms in table.get("currencies", {}).items():
        yield from ((form, _money(code, form, dollar)) for form in forms if form not in local)


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
        names = {get_currency_name(code, count=count, locale=locale).lower() for count in (1, 2)}
        yield from ((name, Unit("money", code)) for name in sorted(names) if " " in name and "(" not in name)
    for name, symbol in CLDR_UNITS.items():
        yield from ((form, Unit("measure", symbol)) for form in sorted(_unit_names(name, locale)) if form)


def _unit_names(name: str, locale: Locale) -> set[str]:
    """The singular and plural of a unit, or nothing where the locale has none."""
    try:
        forms = {format_unit(count, name, length="long", locale=locale) for count in (1, 2)}
    except UnknownUnitError:
        return set()
    return {form.lstrip("0123456789 \u00a0\u202f").lower() for form in forms}
