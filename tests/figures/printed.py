"""Short forms of readings, for tests to compare."""

from datetime import date
from decimal import Decimal

from claims.figures.interval import Interval
from claims.figures.reader import read_figures
from claims.figures.reading import Reading

PUBLISHED = date(2025, 6, 15)  # a Sunday


def read(text: str, language: str = "fr", published_on: date | None = PUBLISHED) -> list[Reading]:
    return read_figures(text, language, published_on)


def one(text: str, language: str = "fr", published_on: date | None = PUBLISHED) -> Reading:
    """The only figure of a text."""
    readings = read(text, language, published_on)
    assert len(readings) == 1, [(reading.quote, reading.kind) for reading in readings]
    return readings[0]


def bounds(interval: Interval) -> str:
    """An interval as `[low, high)`, plain decimals, an infinite end left out."""

    def end(value: Decimal | None) -> str:
        return "" if value is None else f"{value.normalize():f}"

    left, right = "(" if interval.low_open else "[", ")" if interval.high_open else "]"
    return f"{left}{end(interval.low)}, {end(interval.high)}{right}"


def days(interval: Interval) -> str:
    """A span of days in ISO dates, an infinite end left out."""

    def end(value: Decimal | None) -> str:
        return "" if value is None else date.fromordinal(int(value)).isoformat()

    return f"{end(interval.low)}..{end(interval.high)}"


def said(text: str, language: str = "fr") -> list[tuple[str, str, str]]:
    """For each figure its quote, what it says, and its unit."""
    return [
        (reading.quote, days(reading.said) if reading.kind == "date" else bounds(reading.said), reading.unit)
        for reading in read(text, language)
    ]


def quotes(text: str, language: str = "fr") -> list[str]:
    return [reading.quote for reading in read(text, language)]
