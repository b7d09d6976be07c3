"""The open claim: its figures, its versions and the picture of their ranges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from claims import agreement
from claims.forms import VersionForm, alike
from claims.looking import is_outdated
from claims.models import Claim, Comment, Figure
from claims.models.claim import Kind, Status
from claims.models.figure import Outcome
from claims.views import shown
from claims.views.cards import Card, build_cards
from claims.views.checks import CheckLine, build_checks
from claims.views.place import Place
from claims.views.queue import GLYPHS, by_value, value_of
from claims.views.ranges import RangePicture, draw_ranges
from claims.wording import value_in_words
from sources.models import Echo

OTHERS = 100  # claims offered to move or merge into
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


@dataclass
class ClaimPane:
    claim: Claim
    cards: list[Card]
    versions: list[Version]
    alike: list[tuple[int, str]]
    checks: list[CheckLine]
    echoes: list[Echo]
    checks_are_due: bool
    looks_by_itself: bool
    comments: list[Comment]
    versions_shown: tuple[Any, ...] | None
    picture_shown: tuple[Any, ...] | None

    @cached_property
    def alike_options(self) -> SafeString:
        """The claims that a figure may move to, once for all the lists of the page."""
        return format_html_join(
            "", '<option value="{}">{}</option>', ((str(number), label) for number, label in self.alike)
        )

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
        return next((card for card in self.cards if card.is_open), None)

    @property
    def next_undecided(self) -> Card | None:
        return next((card for card in self.cards if card.figure.in_dispute and not card.figure.counting_decision), None)

    def card(self, figure_id: int) -> Card | None:
        return next((card for card in self.cards if card.figure.pk == figure_id), None)

    def version(self, name: str) -> Version | None:
        return next((version for version in self.versions if version.form.name == name), None)


def build_claim_pane(place: Place) -> ClaimPane:
    assert place.claim
    assert place.pulse  # felt before anything else is read: see there
    figures = sorted(place.claim.figures.for_review(), key=_reading_order)
    for figure in figures:
        figure.claim = place.claim
        for verdict in figure.verdicts.all():
            if verdict.evidence_source_id:
                verdict.evidence_source = place.sources[verdict.evidence_source_id]
    cards = build_cards(figures, open_figure=_open_figure(figures, place.figure))
    for card in cards:
        card.url = place.claim_url(place.claim, figure=card.figure.pk)
    standing = [card for card in cards if card.state != "out"]
    versions = _versions(standing)
    for card in cards:
        card.is_new = place.newest_import > 1 and card.figure.arrival == place.newest_import
    pane = ClaimPane(
        claim=place.claim,
        cards=cards,
        versions=versions,
        alike=list(alike(place.claim).values_list("number", "label")[:OTHERS]) if place.may_edit else [],
        checks=build_checks(place.claim),
        echoes=_echoes(place, standing),
        checks_are_due=place.may_edit and is_outdated(place.look, place.dossier),
        looks_by_itself=len(place.filters.sources) <= LOOKS_BY_ITSELF,
        comments=list(Comment.objects.of(place.claim)) if place.pulse.mark.comment else [],
        versions_shown=None,
        picture_shown=None,
    )
    pane.picture_shown = shown.of_picture(pane)
    pane.versions_shown = shown.of_versions(pane, place)
    for card in cards:
        card.shown = shown.of_card(card, place, pane)
    return pane


def _echoes(place: Place, cards: Sequence[Card]) -> list[Echo]:
    """The pairs of its sources that may have one origin, as long as nobody has said."""
    sources = {card.figure.source_id for card in cards}
    return [echo for echo in place.open_echoes if {echo.a_id, echo.b_id} <= sources]


def _reading_order(figure: Figure) -> tuple[object, ...]:
    """What is in dispute first, what does not count last, and else as a number line does."""
    return (not figure.is_standing, not figure.in_dispute, *by_value(figure))


def _open_figure(figures: Sequence[Figure], wanted: int | None) -> int | None:
    """The figure whose source is shown: the one that the address names, else the first to decide, else the first."""
    ids = [figure.pk for figure in figures]
    if wanted in ids:
        return wanted
    waiting = [figure.pk for figure in figures if figure.in_dispute and not figure.counting_decision]
    return next(iter(waiting + ids), None)


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
