"""What the reader reports: one `Reading` for each place where a figure is printed."""

from dataclasses import dataclass, fields
from typing import Any

from claims.figures.interval import Interval


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another way to read the same print, with the reason why it is possible.

    `why` is a short stable code that pages translate, such as `currency`, `day-month`, `scale`.
    """

    said: Interval
    compared: Interval
    unit: str
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One printed figure.

    `text[start:end] == quote`: number, scale and unit, without the hedge; offsets count code points.
    `printed`: the digits or number words alone, as printed ("14,3", "une douzaine").
    `kind`: money, percent, points, count, age, date, duration, ratio, measure or ordinal.
    `hedge`: the words that bound or soften it, as printed ("plus de"), or empty.
    `said`: the interval with the hedge applied; `compared`: with rounding applied too (see docs/reading.md).
    `unit`: ISO 4217 for money, `%`, `pp`, `x` or `` for ratios, SI-like for measures, `day` `month` `year`...
    for durations, `year` for ages, `date` for dates, the counted noun (singular, as printed) for counts, ``
    for ordinals.
    `as_of`: ISO 8601 at the precision printed ("2024", "2024-05", "2024-05-14"), or empty.
    `attribution`: the speaker as printed, or empty for the paper's own voice.
    `assumed`: what the text does not print and the reader filled in, as stable codes (`year`).
    `findings`: stable codes of what looks wrong in print (`weekday`: it does not fit the date).
    """

    start: int
    end: int
    quote: str
    printed: str
    hedge: str
    kind: str
    said: Interval
    compared: Interval
    unit: str
    as_of: str = ""
    attribution: str = ""
    alternatives: tuple[Alternative, ...] = ()
    assumed: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()


_SETTERS = [getattr(Reading, each.name).__set__ for each in fields(Reading)]


def made(*values: Any) -> Reading:
    """A reading from the values of all its fields, in order: a third of the time that its own constructor takes.

    >>> half = Interval(None, None)
    >>> made(0, 1, "5", "5", "", "count", half, half, "", "", "", (), (), ()) == Reading(
    ...     start=0, end=1, quote="5", printed="5", hedge="", kind="count", said=half, compared=half, unit=""
    ... )
    True
    """
    reading = object.__new__(Reading)
    for setter, value in zip(_SETTERS, values, strict=True):
        setter(reading, value)
    return reading
