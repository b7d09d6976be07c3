"""The range picture's geometry: intervals on one axis, in percents of its width. Plain Python.

Positions are strings such as "37.5%", ready for SVG attributes whatever the reader's locale; heights are pixels.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from claims.figures.interval import Interval

ROW = 38
LABEL_BASELINE = 15
BAR_TOP = 22
AXIS = 26
MARGIN = 0.07  # of the axis, on either side of the outermost bounds: room for open ends
NARROWEST = 0.9  # percent: an exact value is still seen
TICKS = 5
EDGE = 3  # percent
LOG_FROM = 50  # times: beyond this, a linear axis would hide the small values

DAY_STEPS = (1, 2, 7, 14)
MONTH_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200)


@dataclass(frozen=True, slots=True)
class Bar:
    """Where an interval lies; `from_left` and `to_right` say that it has no end there."""

    x: str
    width: str
    from_left: bool
    to_right: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One interval's bar; None where it cannot be put on this axis. `label_y` and `y` are in pixels from the top."""

    bar: Bar | None
    label_y: int
    y: int


@dataclass(frozen=True, slots=True)
class Tick:
    x: str
    label: str


@dataclass(frozen=True, slots=True)
class Picture:
    rows: tuple[Row, ...]
    band: Bar | None
    ticks: tuple[Tick, ...]
    height: int
    axis_y: int


Label = Callable[[Decimal, str], str]
"""The words for a tick: its value and its grain, "day", "month" or "year" on a timeline and empty elsewhere."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps values to percents of the axis."""

    low: float
    high: float
    log: bool = False

    def at(self, value: float) -> float:
        """
        >>> Scale(10, 20).at(15), Scale(1, 100, log=True).at(10)
        (50.0, 50.0)
        """
        low, high = self.low, self.high
        if self.log:
            low, high, value = math.log(low), math.log(high), math.log(value)
        return round(100 * (value - low) / (high - low), 3)


def draw(
    intervals: Sequence[Interval | None], band: Interval | None, label: Label, *, timeline: bool = False
) -> Picture | None:
    """Put `intervals` on one axis; None where no bound is known. Days count to their end.

    >>> ends = [Interval(Decimal(10), Decimal(20)), Interval(Decimal(15), None)]
    >>> drawn = draw(ends, None, lambda value, grain: f"{value:f}")
    >>> drawn.rows[0].bar
    Bar(x='6.14%', width='87.72%', from_left=False, to_right=False)
    >>> [tick.label for tick in drawn.ticks]
    ['10', '15', '20']
    >>> draw([Interval(None, None)], None, lambda value, grain: "") is None
    True
    """
    reach = 1.0 if timeline else 0.0
    spans = [_span(interval, reach) for interval in intervals if interval]
    bounds = [bound for span in spans for bound in span if bound is not None]
    if not bounds:
        return None
    scale = _scale(bounds)
    axis_y = ROW * len(intervals) + 8
    return Picture(
        rows=tuple(
            Row(
                bar=_bar(_span(interval, reach), scale) if interval else None,
                label_y=ROW * i + LABEL_BASELINE,
                y=ROW * i + BAR_TOP,
            )
            for i, interval in enumerate(intervals)
        ),
        band=_bar(_span(band, reach), scale) if band else None,
        ticks=tuple(_ticks(scale, label, timeline)),
        height=axis_y + AXIS,
        axis_y=axis_y,
    )


def _span(interval: Interval, reach: float) -> tuple[float | None, float | None]:
    """The ends as plain numbers; `reach` carries an inclusive last day to its end."""
    low = None if interval.low is None else float(interval.low)
    high = None if interval.high is None else float(interval.high) + reach
    return low, high


def _scale(bounds: Sequence[float]) -> Scale:
    """
    >>> _scale([1.0, 1000.0]).log, _scale([0.0, 1000.0]).log, _scale([5.0])
    (True, False, Scale(low=4.5, high=5.5, log=False))
    """
    low, high = min(bounds), max(bounds)
    if low > 0 and high / low > LOG_FROM:
        edge = (high / low) ** MARGIN
        return Scale(low / edge, high * edge, log=True)
    edge = (high - low) * MARGIN or abs(low) / 10 or 1.0
    return Scale(low - edge, high + edge)


def _bar(span: tuple[float | None, float | None], scale: Scale) -> Bar:
    low, high = span
    start = 0.0 if low is None else max(scale.at(low), 0.0)
    end = 100.0 if high is None else min(scale.at(high), 100.0)
    if end - start < NARROWEST:
        start, end = (start + end - NARROWEST) / 2, (start + end + NARROWEST) / 2
    return Bar(x=_percent(start), width=_percent(end - start), from_left=low is None, to_right=high is None)


def _percent(value: float) -> str:
    """
    >>> _percent(37.5), _percent(100.0)
    ('37.5%', '100%')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"


def nice_step(width: float, most: int = TICKS) -> Decimal:
    """The smallest of 1, 2 or 5 times a power of ten that cuts `width` into no more than `most` steps.

    >>> nice_step(0.6), nice_step(10), nice_step(4_000_000)
    (Decimal('0.2'), Decimal('2'), Decimal('1000000'))
    """
    magnitude = math.floor(math.log10(width / most))
    for digits in (1, 2, 5, 10):
        step = Decimal(digits).scaleb(magnitude)
        if float(step) * most >= width:
            break
    return Decimal(format(step, "f"))


def _ticks(scale: Scale, label: Label, timeline: bool) -> Iterator[Tick]:
    """Round values on the axis, but for those whose label would hang over its ends."""
    for value, grain in _days(scale) if timeline else _numbers(scale):
        at = scale.at(float(value))
        if EDGE < at < 100 - EDGE:
            yield Tick(_percent(at), label(value, grain))


def _numbers(scale: Scale) -> Iterator[tuple[Decimal, str]]:
    for value in _powers(scale) if scale.log else _multiples(scale):
        yield value, ""


def _multiples(scale: Scale) -> Iterator[Decimal]:
    step = nice_step(scale.high - scale.low)
    for n in range(math.ceil(scale.low / float(step)), math.floor(scale.high / float(step)) + 1):
        yield n * step


def _powers(scale: Scale) -> Iterator[Decimal]:
    """
    >>> [str(value) for value in _powers(Scale(0.5, 2000, log=True))]
    ['1', '10', '100', '1000']
    """
    first, last = math.ceil(math.log10(scale.low)), math.floor(math.log10(scale.high))
    stride = max(1, math.ceil((last - first + 1) / TICKS))
    for power in range(first, last + 1, stride):
        yield Decimal(format(Decimal(1).scaleb(power), "f"))


def _days(scale: Scale) -> Iterator[tuple[Decimal, str]]:
    """The starts of days, months or years, with the grain that their label needs."""
    width = scale.high - scale.low
    step = next((days for days in DAY_STEPS if days * TICKS >= width), None)
    if step:
        for day in range(math.ceil(scale.low), math.floor(scale.high) + 1, step):
            yield Decimal(day), "day"
        return
    months = next((months for months in MONTH_STEPS if months * 30.4 * TICKS >= width), MONTH_STEPS[-1])
    for first in _months(scale, months):
        yield Decimal(first), "year" if months % 12 == 0 else "month"


def _months(scale: Scale, stride: int) -> Iterator[int]:
    """The ordinals of every `stride`-th first of a month on the axis.

    >>> year = Scale(date(2024, 12, 5).toordinal(), date(2025, 8, 1).toordinal())
    >>> [str(date.fromordinal(day)) for day in _months(year, 3)]
    ['2025-01-01', '2025-04-01', '2025-07-01']
    """
    start = date.fromordinal(max(1, math.floor(scale.low)))
    index = (start.year * 12 + start.month - 1) // stride * stride
    while index < 12 * date.max.year:
        first = date(max(index // 12, 1), index % 12 + 1, 1).toordinal()
        if first > scale.high:
            return
        if first >= scale.low:
            yield first
        index += stride
