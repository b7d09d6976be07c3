"""The open claim: its figures, its versions and the picture of their ranges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import get_language

from claims.models import Claim, Comment, Figure, Verdict
from claims.models.claim import Status
from claims.models.mention import hand_mentions
from claims.models.prepared import Prepared
from claims.remembering import is_remembered, known
from claims.views.cards import Card, build_cards
from claims.views.checks import CheckLine, build_checks
from claims.views.place import Place
from claims.views.queue import GLYPHS, by_value
from claims.views.quoting import Texts
from claims.views.ranges import RangePicture, draw_ranges
from claims.views.shown import of_card, of_place, of_source, token_of
from claims.views.source_pane import SourcePane, build_source_pane
from claims.views.versions import Version, build_versions
from sources.models import Echo

LOOKS_BY_ITSELF = 40  # sources up to which the page has cross-checks made again by itself: a tenth of a second
VERSIONS = 12  # spelt out on the page: many more mean figures that answer several questions


CARD = "claims/_figure.html"
_FIGURES = Prepared[Figure](lambda claim: Figure.objects.with_origins().filter(claim=claim).order_by())
_VERDICTS = Prepared[Verdict](
    lambda claim: Verdict.objects.filter(figure__claim=claim).select_related("by").order_by("number")
)


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

    `is_answer`: a form on it was refused and is shown as it was typed, which no other page shows. `keeps`: the reader
    has all of it as it was before the verdicts on the figures that were `decided`, so what they left is not sent again.
    """

    place: Place
    claim: Claim
    is_answer: bool = False
    keeps: bool = False
    decided: Set[int] = frozenset()

    @property
    def token(self) -> str:
        return token_of(self.place, getattr(self.claim, "stamp", None))

    @property
    def shown(self) -> tuple[Any, ...] | None:
        """All that the fragments of the claim are made from, see claims.remembering."""
        return None if self.is_answer else self.place.shown

    @property
    def shown_figures(self) -> tuple[Any, ...] | None:
        shown = None if self.keeps else self.shown
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
        figures = sorted(self._figures(), key=_reading_order)
        texts = Texts(self._wanted)
        cards = build_cards(figures, self._verdicts(figures), texts)
        waiting = [card.figure.pk for card in cards if card.is_waiting]
        first = _open_figure([card.figure.pk for card in cards], waiting, place.figure)
        at = of_place(place)
        for card in cards:
            card.is_open = card.figure.pk == first
            card.url = place.claim_url(self.claim, figure=card.figure.pk)
            card.is_new = place.newest_import > 1 and card.figure.arrival == place.newest_import
            card.is_kept = self.keeps and card.figure.pk not in self.decided
            card.place, card.shown = at, None if card.is_kept else of_card(card, at)
        return cards

    def _figures(self) -> list[Figure]:
        """As the verdict that is answered left them, else read anew."""
        figures = self.claim.decided or _FIGURES(self.claim.pk)
        if self.claim.decided is None:
            hand_mentions(figures)
        for figure in figures:
            figure.claim = self.claim
        return figures

    def _verdicts(self, figures: Sequence[Figure]) -> dict[int, list[Verdict]]:
        found: dict[int, list[Verdict]] = defaultdict(list)
        if any(figure.verdict_number for figure in figures):
            for verdict in _VERDICTS(self.claim.pk):
                if verdict.evidence_source_id:
                    verdict.evidence_source = self.place.sources[verdict.evidence_source_id]
                found[verdict.figure_id].append(verdict)
        return found

    def _wanted(self) -> set[int]:
        """The editions whose texts the cards quote that are not remembered."""
        anew = (card for card in self.cards if not card.is_kept and not is_remembered(CARD, card.shown))
        return {mention.edition_id for card in anew for mention in card.mentions}

    @cached_property
    def versions(self) -> list[Version]:
        return build_versions(self.standing, of_place(self.place))

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
        return list(Comment.objects.of(self.claim)) if self.place.pulse.mark.comment and not self.keeps else []

    @cached_property
    def picture(self) -> RangePicture | None:
        return draw_ranges(self.standing, self.versions[0].cards if self.versions else self.standing)

    @property
    def number(self) -> str:
        return str(self.claim.number)

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
        return next((version for version in self.versions if version.name == name), None)


def _reading_order(figure: Figure) -> tuple[object, ...]:
    """What is in dispute first, what does not count last, and else as a number line does."""
    return (not figure.is_standing, not figure.in_dispute, *by_value(figure))


def _open_figure(figures: Sequence[int], waiting: Sequence[int], wanted: int | None) -> int | None:
    """The figure whose source is shown: the one that the address names, else the first to decide, else the first."""
    return wanted if wanted in figures else next(iter([*waiting, *figures]), None)
