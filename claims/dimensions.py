"""What units measure and how they convert: the table behind every comparison of figures.

Names are compared casefolded and without a plural s; a unit that is not listed measures itself alone. Months and years
are mean Julian ones; a currency is never converted. The factors are pint's, which `tests/test_dimensions.py` holds; to
ask pint itself would cost every process half a second and 18 MB (docs/dependencies.md).
"""

from collections.abc import Mapping
from decimal import Decimal

from claims.figures.interval import Interval

_DIMENSIONS: Mapping[str, Mapping[str, str]] = {
    "information": {
        "0.125": "bit",
        "1": "b byte bytes o octet",
        "1e3": "kb ko kilobyte kilooctet",
        "125e3": "mbit megabit mégabit",
        "1e6": "mb mo megabyte mégaoctet",
        "125e6": "gbit gigabit",
        "1e9": "gb go gigabyte gigaoctet",
        "1e12": "tb to terabyte téraoctet",
        "1e15": "pb po petabyte pétaoctet",
    },
    "data rate": {"1e6": "mbit/s mb/s mbps", "1e9": "gbit/s gb/s gbps", "1e12": "tbit/s tbps"},
    "power": {
        "1": "w watt wc",
        "1e3": "kw kilowatt kwc",
        "1e6": "mw megawatt mégawatt mwc",
        "1e9": "gw gigawatt gwc",
        "1e12": "tw terawatt térawatt",
        "745.69987158227022": "hp horsepower",
        "735.49875": "ch",
    },
    "energy": {
        "1": "j joule",
        "1e3": "kj kilojoule",
        "1e6": "mj megajoule",
        "1e9": "gj gigajoule",
        "4.184": "cal calorie",
        "3600": "wh",
        "3600e3": "kwh",
        "3600e6": "mwh",
        "3600e9": "gwh",
        "3600e12": "twh",
    },
    "length": {
        "1": "m metre meter mètre",
        "1e-12": "pm",
        "1e-9": "nm",
        "1e-6": "µm",
        "1e-3": "mm millimetre millimeter millimètre",
        "0.01": "cm centimetre centimeter centimètre",
        "0.1": "dm",
        "100": "hm hectomètre",
        "1e3": "km kilometre kilometer kilomètre",
        "1609.344": "mi mile",
        "1852": "nmi",
        "0.3048": "ft foot feet pied",
        "0.9144": "yd yard",
        "0.0254": "in inch pouce",
        "9460730472580800": "ly",
    },
    "mass": {
        "1": "g gram gramme",
        "1e-6": "µg",
        "1e-3": "mg milligram milligramme",
        "1e3": "kg kilogram kilogramme kilo",
        "1e6": "t tonne",
        "907184.74": "ton",
        "1e9": "kt kilotonne",
        "1e12": "mt mégatonne megatonne",
        "1e15": "gt",
        "453.59237": "lb pound livre",
        "28.349523125": "oz ounce once",
        "0.2": "ct carat",
    },
    "area": {
        "1": "m2 m²",
        "1e4": "ha hectare",
        "4046.8564224": "ac acre",
        "1e6": "km2 km²",
        "2589988.110336": "mi2 mi²",
        "0.09290304": "ft2 ft² sqft",
    },
    "volume": {
        "1": "l litre liter",
        "0.01": "cl centilitre",
        "0.1": "dl",
        "1e-3": "ml millilitre cm³",
        "100": "hl hectolitre",
        "1e3": "m3 m³",
        "1e12": "km³",
        "28.316846592": "ft³",
        "158.987294928": "bbl barrel baril",
        "3.785411784": "gal gallon",
        "35.23907016688": "bu bushel",
        "0.2365882365": "cup",
    },
    "flow": {"1": "m³/s"},
    "barrels a day": {"1": "bpd"},
    "speed": {"1": "km/h kmh kph", "1.609344": "mph mi/h", "3.6": "m/s", "1.852": "kn knot nœud"},
    "frequency": {"1": "hz hertz", "1e3": "khz", "1e6": "mhz", "1e9": "ghz"},
    "pressure": {"1": "hpa", "1000": "bar"},
    "tension": {"1": "v volt", "1e3": "kv"},
    "time": {
        "1": "day d jour",
        "7": "week semaine",
        "30.4375": "month mois",
        "91.3125": "quarter trimestre",
        "182.625": "half semestre",
        "365.25": "year an année y",
        "3652.5": "decade décennie",
        "36525": "century siècle",
    },
    "ratio": {"1": "ratio x", "0.01": "% percent", "0.001": "‰"},
    "points": {"1": "pp point points", "0.01": "bp bps"},
    "temperature": {"1": "°c c"},
}
_HOURS = {"hour": 24, "heure": 24, "h": 24, "minute": 1440, "min": 1440, "second": 86400, "seconde": 86400, "s": 86400}

_UNITS: dict[str, tuple[str, Decimal]] = {
    name: (dimension, Decimal(factor))
    for dimension, factors in _DIMENSIONS.items()
    for factor, names in factors.items()
    for name in names.split()
} | {name: ("time", 1 / Decimal(parts)) for name, parts in _HOURS.items()}

_SHARES = dict.fromkeys(("share", "shares", "action", "actions", "titre", "titres", "stock"), "share")

# What the kind settles whatever the unit says: nouns of counts differ, ranks and days have no scale.
_KINDS_WITHOUT_SCALE = frozenset({"count", "date", "ordinal"})


def base(unit: str, kind: str = "") -> tuple[str, Decimal]:
    """What a unit measures, and its factor to that dimension's base unit; values with equal dimensions compare.

    >>> base("GW")
    ('power', Decimal('1E+9'))
    >>> base("employé", "count") == base("salarié", "count")
    True
    >>> base("EUR", "money") == base("USD", "money")
    False
    """
    if kind in _KINDS_WITHOUT_SCALE:
        return kind, Decimal(1)
    if kind == "money":
        return _price(unit)
    if kind == "ratio" and not unit:
        return _UNITS["ratio"]
    name = unit.casefold()
    return _UNITS.get(name) or _UNITS.get(name.rstrip("s")) or (unit, Decimal(1))


def _price(unit: str) -> tuple[str, Decimal]:
    """An amount, and for what: the one per share and per title are one thing, as are those per kWh and per MWh.

    >>> base("EUR/titre", "money") == base("EUR/action", "money"), base("EUR/kWh", "money") == base("EUR/MWh", "money")
    (True, False)
    >>> base("EUR/kWh", "money")[0] == base("EUR/MWh", "money")[0]
    True
    """
    currency, per, thing = unit.partition("/")
    name = _SHARES.get(thing.casefold(), thing.casefold())
    dimension, factor = _UNITS.get(name) or _UNITS.get(name.rstrip("s")) or (name, Decimal(1))
    return f"money {currency}{per}{dimension}", 1 / factor


def scaled(interval: Interval, factor: Decimal) -> Interval:
    """The interval times a positive factor.

    >>> scaled(Interval(Decimal(2), None), Decimal(7))
    Interval(low=Decimal('14'), high=None, low_open=False, high_open=False)
    """
    if factor == 1:
        return interval
    low = None if interval.low is None else interval.low * factor
    high = None if interval.high is None else interval.high * factor
    return Interval(low, high, interval.low_open, interval.high_open)


def divided(interval: Interval, factor: Decimal) -> Interval:
    """The interval in a unit of `factor` base units, exact where the division is.

    >>> divided(Interval(Decimal(14), None), Decimal(7))
    Interval(low=Decimal('2'), high=None, low_open=False, high_open=False)
    """
    low = None if interval.low is None else interval.low / factor
    high = None if interval.high is None else interval.high / factor
    return Interval(low, high, interval.low_open, interval.high_open)
