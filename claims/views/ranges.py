"""The picture of a claim's ranges: its figures on the axis that claims.picture lays out, with their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.dates import format_skeleton
from django.utils.translation import get_language

from claims import agreement
from claims.dimensions import base, scaled
from claims.figures.interval import Interval
from claims.models import Figure
from claims.models.claim import Kind
from claims.models.figure import Outcome
from claims.picture import Label, Picture, Row, draw
from claims.views.cards import Card
from claims.wording import cldr_locale, number_in_words, value_in_words

NAME_LENGTH = 22
GRAINS = {"day": "MMMd", "month": "yMMM", "year": "y"}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the picture with its words."""

    row: Row
    card: Card
    name: str


@dataclass(frozen=True)
class RangePicture:
    picture: Picture
    lines: list[Line]
    band_is_confirmed: bool
    band: str


def draw_ranges(cards: Sequence[Card], largest: Sequence[Card]) -> RangePicture | None:
    """A bar for each interval, over the band where the confirmed figures meet, else those of the `largest` version."""
    drawn = [card for card in cards if card.figure.kind != Kind.TEXT]
    if not drawn:
        return None
    unit, kind = drawn[0].figure.unit, drawn[0].figure.kind
    confirmed = [card for card in drawn if card.figure.counting_decision == Outcome.CONFIRMED]
    if any(card.figure.in_dispute for card in drawn) and not any(card.figure.in_dispute for card in confirmed):
        confirmed = []  # what is confirmed beside the dispute does not settle it
    band = _overlap(confirmed or largest, unit)
    picture = draw(
        [_fitting(card.figure, unit) for card in drawn],
        band if len(drawn) > 1 else None,
        _tick_label(kind),
        timeline=kind == Kind.DATE,
    )
    if picture is None:
        return None
    lines = [Line(row, card, _short(card)) for row, card in zip(picture.rows, drawn, strict=True)]
    words = value_in_words(kind, band, unit, get_language() or "en") if band and picture.band else ""
    return RangePicture(picture, lines, bool(confirmed), words)


def _overlap(cards: Sequence[Card], unit: str) -> Interval | None:
    """Where the figures meet, in the picture's unit."""
    common = agreement.common([card.figure.statement() for card in cards])
    first = cards[0].figure
    return _in_unit(common, first.unit, first.kind, unit) if common else None


def _fitting(figure: Figure, unit: str) -> Interval | None:
    """The first of its readings that the picture's axis can show: CAD 14 that may be USD 14 stands among dollars."""
    found = (_in_unit(value.interval, value.unit, figure.kind, unit) for value in figure.values())
    return next((interval for interval in found if interval), None)


def _in_unit(interval: Interval, unit: str, kind: str, wanted: str) -> Interval | None:
    """The interval in the picture's unit; None where the two do not measure the same.

    >>> _in_unit(Interval(Decimal(500), Decimal(1500)), "MW", "measure", "GW").low
    Decimal('0.500')
    >>> _in_unit(Interval(Decimal(1), Decimal(2)), "EUR", "money", "USD") is None
    True
    """
    (dimension, factor), (other, per) = base(unit, kind), base(wanted, kind)
    if dimension != other:
        return None
    return interval if factor == per else scaled(interval, factor / per)


def _short(card: Card) -> str:
    name = card.figure.source.short_name
    return name if len(name) <= NAME_LENGTH else name[: NAME_LENGTH - 1].rstrip() + "…"


def _tick_label(kind: str) -> Label:
    locale = get_language() or "en"

    def label(value: Decimal, grain: str) -> str:
        if grain:
            return str(format_skeleton(GRAINS[grain], date.fromordinal(int(value)), locale=cldr_locale(locale)))
        return number_in_words("percent" if kind == "percent" else "count", value, "", locale)

    return label
