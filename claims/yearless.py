"""Dates without a year in articles without a date of publication: the dossier's other articles tell the year.

Plain Python. A reading assumes the year most printed in its own text; one text may print few, so a dossier
assumes the one most printed in all of its texts. Either way it is marked as assumed, and decides nothing by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from claims.figures.interval import Interval, in_another_year
from claims.figures.reading import Reading

ASSUMED = "year"


def usual_year(readings: Iterable[Reading]) -> int | None:
    """The year in which most of the stated dates lie, the later of two as frequent; None where no date states one."""
    years = Counter(
        year
        for reading in readings
        if reading.kind == "date" and ASSUMED not in reading.assumed
        for year in [year_of(reading.said)]
        if year is not None
    )
    return max(years, key=lambda year: (years[year], year)) if years else None


def in_year(readings: Sequence[Reading], year: int) -> list[Reading]:
    """The readings, those with an assumed year moved to `year`."""
    return [_moved(reading, year) if ASSUMED in reading.assumed else reading for reading in readings]


def year_of(days: Interval) -> int | None:
    """The year in which a span lies; None for one that has an open end or spans several."""
    if days.low is None or days.high is None:
        return None
    first, last = (date.fromordinal(int(day)).year for day in (days.low, days.high))
    return first if first == last else None


def _moved(reading: Reading, year: int) -> Reading:
    assumed = year_of(reading.said)
    if assumed is None or assumed == year:
        return reading
    said, compared = (in_another_year(days, year - assumed) for days in (reading.said, reading.compared))
    return replace(reading, said=said, compared=compared)
