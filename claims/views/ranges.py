"""The picture of a claim's ranges: its figures on the axis that claims.picture lays out, with their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from claims import agreement
from claims.factsheet.pictures import in_unit, tick_label
from claims.figures.interval import Interval
from claims.models import Figure
from claims.models.claim import Kind
from claims.models.figure import Outcome
from claims.picture import Picture, Row, draw
from claims.views.cards import Card
from claims.wording import value_in_words

NAME_LENGTH = 22


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
        tick_label(kind),
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
    return in_unit(common, first.unit, first.kind, unit) if common else None


def _fitting(figure: Figure, unit: str) -> Interval | None:
    """The first of its readings that the picture's axis can show: CAD 14 that may be USD 14 stands among dollars."""
    found = (in_unit(value.interval, value.unit, figure.kind, unit) for value in figure.values())
    return next((interval for interval in found if interval), None)


def _short(card: Card) -> str:
    name = card.figure.source.short_name
    return name if len(name) <= NAME_LENGTH else name[: NAME_LENGTH - 1].rstrip() + "…"
