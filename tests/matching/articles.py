"""Small articles with their readings, written out where a test needs them."""

from datetime import date
from decimal import Decimal

from claims.figures.interval import Interval
from claims.figures.reading import Reading
from claims.matching import Text
from tests.matching.annotated import compared

Printed = tuple[str, str, str, str]  # quote, kind, value, unit


def article(key: str, text: str, *printed: Printed, language: str = "fr", placed: dict[int, int] | None = None) -> Text:
    """An article; a value is "14.3e9", a range "60..65", open where a side is empty, a day an ISO date."""
    readings, at = [], 0
    for quote, kind, value, unit in printed:
        at = text.index(quote, at)
        low, high = (bound(side) for side in (value.split("..") if ".." in value else (value, value)))
        said = Interval(low, high)
        readings.append(Reading(at, at + len(quote), quote, quote, "", kind, said, compared(said, kind, ""), unit))
        at += len(quote)
    return Text(key, text, text.splitlines()[0], language, None, tuple(readings), placed or {})


def bound(text: str) -> Decimal | None:
    if not text:
        return None
    return Decimal(date.fromisoformat(text).toordinal()) if text.count("-") == 2 else Decimal(text)
