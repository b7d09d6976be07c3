"""How an interval is stored: columns that are exact and alike on every database, and a JSON form."""

from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from claims.figures.interval import Interval

DECIMAL_PLACES = 9
MAX_DIGITS = 15  # SQLite gives decimals back with 15 significant digits: a longer one would come back as another
LARGEST = Decimal(10) ** 20


@lru_cache(maxsize=16_384)
def storable(value: Decimal) -> Decimal:
    """`value` rounded to the places that are stored; refused where the digits would not come back.

    >>> storable(Decimal(1) / Decimal(3))
    Decimal('0.333333333')
    >>> storable(Decimal("14300000000"))
    Decimal('14300000000.000000000')
    """
    if not value.is_finite() or abs(value) > LARGEST:
        raise ValidationError(_("%(value)s is too large to store exactly.") % {"value": value})
    places = min(DECIMAL_PLACES, MAX_DIGITS - 1 - value.adjusted()) if value else DECIMAL_PLACES
    shortened = round(value, max(places, 0)) if value != value.to_integral_value() else value
    if len(shortened.normalize().as_tuple().digits) > MAX_DIGITS:
        raise ValidationError(
            _("%(value)s has more than %(digits)d significant digits and cannot be stored exactly.")
            % {"value": value, "digits": MAX_DIGITS}
        )
    return shortened.quantize(Decimal(1).scaleb(-DECIMAL_PLACES))


def is_storable(interval: Interval) -> bool:
    """Whether both bounds come back from the database as they are; no newspaper prints a figure that does not.

    >>> is_storable(Interval(Decimal(14), None)), is_storable(Interval(Decimal("2025202520252025"), None))
    (True, False)
    """
    try:
        for bound in (interval.low, interval.high):
            if bound is not None:
                storable(bound)
    except ValidationError:
        return False
    return True


class BoundField(models.DecimalField):  # type: ignore[type-arg]
    """One bound: a `Decimal`, or null for an end that is open to infinity. Dates are day ordinals."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(max_digits=30, decimal_places=DECIMAL_PLACES, null=True, blank=True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        for given in ("max_digits", "decimal_places", "null", "blank"):
            kwargs.pop(given, None)
        return name, path, args, kwargs

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if isinstance(value, Decimal):
            return connection.ops.adapt_decimalfield_value(storable(value), self.max_digits, self.decimal_places)
        return super().get_db_prep_save(value, connection)


def bound_columns(prefix: str, interval: Interval | None) -> dict[str, Decimal | bool | None]:
    """Keyword arguments for the four columns of one interval; prefix is "" or "said_"."""
    if interval is None:
        return {f"{prefix}low": None, f"{prefix}high": None, f"{prefix}low_open": False, f"{prefix}high_open": False}
    return {
        f"{prefix}low": None if interval.low is None else storable(interval.low),
        f"{prefix}high": None if interval.high is None else storable(interval.high),
        f"{prefix}low_open": interval.low_open,
        f"{prefix}high_open": interval.high_open,
    }


def plain(value: Decimal) -> str:
    """All digits that matter and no other.

    >>> plain(Decimal("14300000000.000000000"))
    '14300000000'
    """
    return format(value.normalize(), "f")


def bounds_as_json(interval: Interval) -> dict[str, str | bool | None]:
    """The JSON form in which alternatives and verdicts keep an interval; bounds are strings, exact."""
    return {
        "low": None if interval.low is None else plain(interval.low),
        "high": None if interval.high is None else plain(interval.high),
        "low_open": interval.low_open,
        "high_open": interval.high_open,
    }


def interval_from_json(stored: dict[str, Any]) -> Interval:
    """An interval from its JSON form, bounds as strings."""
    low, high = (None if stored[name] is None else Decimal(stored[name]) for name in ("low", "high"))
    return Interval(low, high, stored.get("low_open", False), stored.get("high_open", False))
