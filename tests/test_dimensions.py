"""The factors between units are those of pint, which keeps them."""

from decimal import Decimal

import pint
import pytest

from claims.dimensions import _DIMENSIONS, base

# For each row of the table, by its first name, what pint calls the unit.
PINT = {
    "bit": "bit", "b": "byte", "kb": "kilobyte", "mbit": "megabit", "mb": "megabyte", "gbit": "gigabit",
    "gb": "gigabyte", "tb": "terabyte", "pb": "petabyte", "mbit/s": "megabit/second", "gbit/s": "gigabit/second",
    "tbit/s": "terabit/second", "w": "watt", "kw": "kilowatt", "mw": "megawatt", "gw": "gigawatt", "tw": "terawatt",
    "hp": "horsepower", "ch": "metric_horsepower", "j": "joule", "kj": "kilojoule", "mj": "megajoule",
    "gj": "gigajoule", "cal": "calorie", "wh": "watt_hour", "kwh": "kilowatt_hour", "mwh": "megawatt_hour",
    "gwh": "gigawatt_hour", "twh": "terawatt_hour", "m": "meter", "pm": "picometer", "nm": "nanometer",
    "µm": "micrometer", "mm": "millimeter", "cm": "centimeter", "dm": "decimeter", "hm": "hectometer",
    "km": "kilometer", "mi": "mile", "nmi": "nautical_mile", "ft": "foot", "yd": "yard", "in": "inch",
    "ly": "light_year", "g": "gram", "µg": "microgram", "mg": "milligram", "kg": "kilogram", "t": "tonne",
    "ton": "short_ton", "kt": "kilotonne", "mt": "megatonne", "gt": "gigatonne", "lb": "pound", "oz": "ounce",
    "ct": "carat", "m2": "meter**2", "ha": "hectare", "ac": "yard**2", "km2": "kilometer**2", "mi2": "mile**2",
    "ft2": "foot**2", "l": "liter", "cl": "centiliter", "dl": "deciliter", "ml": "milliliter", "hl": "hectoliter",
    "m3": "meter**3", "km³": "kilometer**3", "ft³": "foot**3", "bbl": "oil_barrel", "gal": "gallon", "bu": "bushel",
    "cup": "cup", "m³/s": "meter**3/second", "bpd": "oil_barrel/day", "km/h": "kilometer/hour", "mph": "mile/hour",
    "m/s": "meter/second", "kn": "knot", "hz": "hertz", "khz": "kilohertz", "mhz": "megahertz", "ghz": "gigahertz",
    "hpa": "hectopascal", "bar": "bar", "v": "volt", "kv": "kilovolt", "day": "day", "week": "week", "month": "month",
    "quarter": "month", "half": "month", "year": "year", "decade": "year", "century": "century",
    "ratio": "dimensionless", "%": "percent", "‰": "permille",
}  # fmt: skip
# An acre is 4,840 square yards in every country that prints it (pint's is the surveyors'); pint's quarter is a weight.
TIMES = {"ac": 4840, "quarter": 3, "half": 6, "decade": 10}
BASE = {  # the unit in which the factors of a dimension are written
    "information": "byte", "data rate": "bit/second", "power": "watt", "energy": "joule", "length": "meter",
    "mass": "gram", "area": "meter**2", "volume": "liter", "flow": "meter**3/second",
    "barrels a day": "oil_barrel/day", "speed": "kilometer/hour", "frequency": "hertz", "pressure": "hectopascal",
    "tension": "volt", "time": "day", "ratio": "dimensionless",
}  # fmt: skip
OURS = {"points", "temperature"}  # a point is no unit of measure; degrees do not convert by a factor
ROWS = [
    (dimension, factor, names.split()[0])
    for dimension, factors in _DIMENSIONS.items()
    if dimension not in OURS
    for factor, names in factors.items()
]


@pytest.fixture(scope="module")
def registry() -> pint.UnitRegistry[Decimal]:
    return pint.UnitRegistry(non_int_type=Decimal)


@pytest.mark.parametrize(("dimension", "factor", "name"), ROWS)
def test_a_factor_is_that_of_pint(dimension: str, factor: str, name: str, registry: pint.UnitRegistry[Decimal]) -> None:
    theirs = registry.Quantity(Decimal(TIMES.get(name, 1)), PINT[name]).to(BASE[dimension]).magnitude
    assert abs(theirs / Decimal(factor) - 1) < Decimal("1e-15")


@pytest.mark.parametrize(("name", "unit"), [("hour", "hour"), ("minute", "minute"), ("second", "second")])
def test_a_time_of_less_than_a_day_is_that_of_pint(name: str, unit: str, registry: pint.UnitRegistry[Decimal]) -> None:
    theirs = registry.Quantity(Decimal(1), unit).to("day").magnitude
    assert abs(theirs / base(name, "duration")[1] - 1) < Decimal("1e-15")


def test_a_unit_has_one_factor_only() -> None:
    names = [name for factors in _DIMENSIONS.values() for row in factors.values() for name in row.split()]
    assert sorted({name for name in names if names.count(name) > 1}) == []
