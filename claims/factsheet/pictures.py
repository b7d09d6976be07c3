"""The range picture of a claim: a bar for each figure over the band that its versions share, for any format to draw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.dates import format_skeleton
from django.utils.translation import get_language

from claims.dimensions import base, scaled
from claims.factsheet.matrix import state
from claims.factsheet.outline import outlet, said
from claims.factsheet.sayings import readings
from claims.factsheet.sheet import SheetClaim, SheetFigure
from claims.figures.interval import Interval
from claims.picture import Label, Picture, Row, draw
from claims.wording import cldr_locale, number_in_words

GRAINS = {"day": "MMMd", "month": "yMMM", "year": "y"}


@dataclass(frozen=True, slots=True)
class Line:
    """One figure's row. `state` as in the matrix."""

    row: Row
    figure: SheetFigure
    name: str
    words: str
    state: str


@dataclass(frozen=True, slots=True)
class SheetPicture:
    picture: Picture
    lines: tuple[Line, ...]


def picture_of(claim: SheetClaim) -> SheetPicture | None:
    """None where there is nothing to compare: one value, or no values at all."""
    figures = [figure for figure in claim.figures if not figure.answer]
    if len({(figure.compared, figure.unit) for figure in figures}) < 2:
        return None
    unit, kind = figures[0].unit, figures[0].kind
    picture = draw([_fitting(figure, unit) for figure in figures], None, tick_label(kind), timeline=kind == "date")
    if picture is None:
        return None
    return SheetPicture(
        picture,
        tuple(
            Line(row, figure, outlet(figure.source), said(figure), state(claim, figure))
            for row, figure in zip(picture.rows, figures, strict=True)
        ),
    )


def _fitting(figure: SheetFigure, unit: str) -> Interval | None:
    """The first of its readings that the picture's axis can show."""
    found = (in_unit(value.interval, value.unit, figure.kind, unit) for value in readings(figure))
    return next((interval for interval in found if interval), None)


def in_unit(interval: Interval, unit: str, kind: str, wanted: str) -> Interval | None:
    """The interval in the picture's unit; None where the two do not measure the same.

    >>> in_unit(Interval(Decimal(500), Decimal(1500)), "MW", "measure", "GW").low
    Decimal('0.500')
    >>> in_unit(Interval(Decimal(1), Decimal(2)), "EUR", "money", "USD") is None
    True
    """
    (dimension, factor), (other, per) = base(unit, kind), base(wanted, kind)
    if dimension != other:
        return None
    return interval if factor == per else scaled(interval, factor / per)


def tick_label(kind: str) -> Label:
    """The words for a tick, in the language that is active."""
    locale = get_language() or "en"

    def label(value: Decimal, grain: str) -> str:
        if grain:
            return str(format_skeleton(GRAINS[grain], date.fromordinal(int(value)), locale=cldr_locale(locale)))
        return number_in_words("percent" if kind == "percent" else "count", value, "", locale)

    return label
