"""The versions of a claim: figures that can all be true, with the form that decides for one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from claims import agreement
from claims.forms import VersionForm
from claims.models import Figure
from claims.models.claim import Kind
from claims.models.figure import Outcome
from claims.views.cards import Card
from claims.views.queue import value_of
from claims.wording import value_in_words

DECIDES = '<input type="hidden" name="{0}" value="{1}"><input type="hidden" name="seen_{1}" value="{2}">'


@dataclass
class Version:
    """Figures that can all be true. `to_confirm` and `to_contest` are what confirming it would record, and `refused`
    what was sent and not recorded; `place` is all that its form knows of where it is.
    """

    number: int
    cards: list[Card]
    value: str
    origins: int
    to_confirm: list[Figure]
    to_contest: list[Figure]
    is_confirmed: bool
    place: tuple[Any, ...]
    refused: VersionForm | None = None

    @property
    def name(self) -> str:
        return f"v{self.number}"

    @property
    def form(self) -> VersionForm:
        return self.refused or VersionForm(name=self.name)

    @property
    def shown_form(self) -> tuple[Any, ...] | None:
        """All that the form is made from but for the figures that it names."""
        return None if self.refused else (*self.place, self.number, len(self.to_confirm), len(self.to_contest))

    @property
    def inputs(self) -> SafeString:
        """What the form says of its figures: how to decide each, and the last verdict that its reader saw."""
        decided = (("confirm", self.to_confirm), ("contest", self.to_contest))
        rows = ((name, figure.pk, figure.verdict_number) for name, figures in decided for figure in figures)
        return format_html_join("\n", DECIDES, rows)


def build_versions(cards: Sequence[Card], place: tuple[Any, ...]) -> list[Version]:
    """The versions of standing figures; none where all of them can be true."""
    by_id = {card.figure.pk: card for card in cards}
    statements = {pk: card.figure.statement() for pk, card in by_id.items()}
    found = agreement.versions(list(statements.values()))
    if len(found) < 2:
        return []
    return [_version(number, ids, by_id, statements, place) for number, ids in enumerate(found, 1)]


def _version(
    number: int,
    ids: frozenset[int],
    by_id: dict[int, Card],
    statements: dict[int, agreement.Statement],
    place: tuple[Any, ...],
) -> Version:
    cards = [card for pk, card in by_id.items() if pk in ids]
    others = [card for pk, card in by_id.items() if pk not in ids]
    to_confirm = [card.figure for card in cards if card.figure.counting_decision != Outcome.CONFIRMED]
    to_contest = [card.figure for card in others if card.figure.counting_decision != Outcome.CONTESTED]
    return Version(
        number=number,
        cards=cards,
        value=_shared(cards, statements),
        origins=len({statements[pk].origin for pk in ids}),
        to_confirm=to_confirm,
        to_contest=to_contest,
        is_confirmed=not to_confirm and not to_contest,
        place=place,
    )


def _shared(cards: Sequence[Card], statements: dict[int, agreement.Statement]) -> str:
    """What all of them can mean, in words."""
    first = cards[0].figure
    common = agreement.common([statements[card.figure.pk] for card in cards])
    if first.kind == Kind.TEXT or common is None:
        return value_of(first)
    return value_in_words(first.kind, common, first.shown_unit, get_language() or "en")
