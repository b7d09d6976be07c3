"""The open claim: its figures, its versions and the picture of their ranges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import get_language

from claims import agreement
from claims.forms import VersionForm
from claims.models import Claim, Comment, Figure
from claims.models.claim import Kind, Status
from claims.models.figure import Outcome
from claims.models.verdict import with_authors
from claims.remembering import known
from claims.views.cards import Card, build_cards
from claims.views.checks import CheckLine, build_checks
from claims.views.place import Place
from claims.views.queue import GLYPHS, by_value, value_of
from claims.views.ranges import RangePicture, draw_ranges
from claims.views.shown import of_card, of_place, of_source
from claims.views.source_pane import SourcePane, build_source_pane
from claims.wording import value_in_words
from sources.models import Echo

LOOKS_BY_ITSELF = 40  # sources up to which the page has cross-checks made again by itself: a tenth of a second
VERSIONS = 12  # spelt out on the page: many more mean figures that answer several questions


@dataclass
class Version:
    """Figures that can all be true. `to_confirm` and `to_contest` are what confirming it would record."""

    number: int
    cards: list[Card]
    value: str
    origins: int
    to_confirm: list[Figure]
    to_contest: list[Figure]
    is_confirmed: bool
    form: VersionForm


@dataclass(frozen=True, slots=True)
class Gist:
    """What the page around the figures needs to know of them. `figures` and `waiting` are keys in reading order."""

    figures: tuple[int, ...]
    waiting: tuple[int, ...]
    sources: frozenset[int]
    versions: int

    def open_figure(self, wanted: int | None) -> int | None:
        return _open_figure(self.figures, self.waiting, wanted)


@dataclass
class ClaimPane:
    """The figures are read when the first fragment that is not remembered wants them.

    `is_answer`: a form on it was refused and is shown as it was typed, which no other page shows.
    """

    place: Place
    claim: Claim
    is_answer: bool = False

    @property
    def shown(self) -> tuple[Any, ...] | None:
        """All that the fragments of the claim are made from, see claims.remembering."""
        return None if self.is_answer else self.place.shown

    @property
    def shown_figures(self) -> tuple[Any, ...] | None:
        shown = self.shown
        return shown and (*shown, self.gist.open_figure(self.place.figure))

    @property
    def shown_to(self) -> tuple[Any, ...] | None:
        """All that the form to assign the claim is made from, which differs for every reader."""
        rights = self.place.pulse.under("assign", "people")
        return rights and (
            *rights,
            *of_place(self.place),
            self.claim.number,
            self.claim.assigned_to_id,
            self.place.user.pk,
        )

    @property
    def shown_more(self) -> tuple[Any, ...]:
        """All that the forms about the claim as a whole are made from."""
        return (*of_place(self.place), self.claim.number, self.claim.label, self.claim.pinned)

    @property
    def shown_source(self) -> tuple[Any, ...] | None:
        return of_source(self.open_card, self.place) if self.open_card else None

    @cached_property
    def gist(self) -> Gist:
        return known(self.place.shown, self._summed_up)

    def _summed_up(self) -> Gist:
        return Gist(
            figures=tuple(card.figure.pk for card in self.cards),
            waiting=tuple(card.figure.pk for card in self.cards if card.is_waiting),
            sources=frozenset(card.figure.source_id for card in self.standing),
            versions=len(self.versions),
        )

    @cached_property
    def cards(self) -> list[Card]:
        """In the order in which they are read."""
        place = self.place
        figures = sorted(self.claim.figures.for_review(), key=_reading_order)
        if any(figure.verdict_number for figure in figures):
            prefetch_related_objects(figures, with_authors())
        for figure in figures:
            figure.claim = self.claim
            for verdict in figure.verdicts.all() if figure.verdict_number else ():
                if verdict.evidence_source_id:
                    verdict.evidence_source = place.sources[verdict.evidence_source_id]
        cards = build_cards(figures)
        waiting = [card.figure.pk for card in cards if card.is_waiting]
        first = _open_figure([card.figure.pk for card in cards], waiting, place.figure)
        for card in cards:
            card.is_open = card.figure.pk == first
            card.url = place.claim_url(self.claim, figure=card.figure.pk)
            card.is_new = place.newest_import > 1 and card.figure.arrival == place.newest_import
            card.shown = of_card(card, place)
        return cards

    @cached_property
    def versions(self) -> list[Version]:
        return _versions(self.standing)

    @cached_property
    def checks(self) -> list[CheckLine]:
        key, shown = self.place.pulse.under("checks", "claims"), self.place.shown
        if self.claim.pk not in self.place.checked:
            return []
        return known(key and shown and (*key, *shown, get_language()), lambda: build_checks(self.claim))

    @property
    def checks_are_due(self) -> bool:
        return self.place.may_edit and self.place.is_outdated

    @property
    def looks_by_itself(self) -> bool:
        return len(self.place.filters.sources) <= LOOKS_BY_ITSELF

    @cached_property
    def echoes(self) -> list[Echo]:
        """The pairs of its sources that may have one origin, as long as nobody has said."""
        found = self.place.open_echoes
        return [echo for echo in found if {echo.a_id, echo.b_id} <= self.gist.sources]

    @cached_property
    def comments(self) -> list[Comment]:
        return list(Comment.objects.of(self.claim)) if self.place.pulse.mark.comment else []

    @cached_property
    def picture(self) -> RangePicture | None:
        return draw_ranges(self.standing, self.versions[0].cards if self.versions else self.standing)

    @property
    def glyph(self) -> str:
        return GLYPHS[Status(self.claim.status)]

    @property
    def has_stale_check(self) -> bool:
        return any(check.is_stale for check in self.checks)

    @property
    def shown_versions(self) -> list[Version]:
        return self.versions[:VERSIONS]

    @property
    def more_versions(self) -> int:
        """Versions that the page does not spell out."""
        return max(0, len(self.versions) - VERSIONS)

    @cached_property
    def standing(self) -> list[Card]:
        return [card for card in self.cards if card.state != "out"]

    @property
    def out(self) -> list[Card]:
        return [card for card in self.cards if card.state == "out"]

    @property
    def open_card(self) -> Card | None:
        return self.card(self.gist.open_figure(self.place.figure) or 0)

    @cached_property
    def source_pane(self) -> SourcePane | None:
        return build_source_pane(self.open_card)

    @property
    def next_undecided(self) -> int | None:
        """The first figure that waits for a decision."""
        return next(iter(self.gist.waiting), None)

    def card(self, figure_id: int) -> Card | None:
        return next((card for card in self.cards if card.figure.pk == figure_id), None)

    def version(self, name: str) -> Version | None:
        return next((version for version in self.versions if version.form.name == name), None)


def _reading_order(figure: Figure) -> tuple[object, ...]:
    """What is in dispute first, what does not count last, and else as a number line does."""
    return (not figure.is_standing, not figure.in_dispute, *by_value(figure))


def _open_figure(figures: Sequence[int], waiting: Sequence[int], wanted: int | None) -> int | None:
    """The figure whose source is shown: the one that the address names, else the first to decide, else the first."""
    return wanted if wanted in figures else next(iter([*waiting, *figures]), None)


def _versions(cards: Sequence[Card]) -> list[Version]:
    by_id = {card.figure.pk: card for card in cards}
    statements = {pk: card.figure.statement() for pk, card in by_id.items()}
    found = agreement.versions(list(statements.values()))
    if len(found) < 2:
        return []
    return [_version(number, ids, by_id, statements) for number, ids in enumerate(found, 1)]


def _version(
    number: int, ids: frozenset[int], by_id: dict[int, Card], statements: dict[int, agreement.Statement]
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
        form=VersionForm(name=f"v{number}"),
    )


def _shared(cards: Sequence[Card], statements: dict[int, agreement.Statement]) -> str:
    """What all of them can mean, in words."""
    first = cards[0].figure
    common = agreement.common([statements[card.figure.pk] for card in cards])
    if first.kind == Kind.TEXT or common is None:
        return value_of(first)
    return value_in_words(first.kind, common, first.shown_unit, get_language() or "en")
