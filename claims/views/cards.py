"""A figure as the review page shows it: value, quotes, verdicts and the form to decide it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.template.defaultfilters import truncatechars
from django.utils.translation import get_language, gettext_lazy

from claims import agreement
from claims.forms import DecisionForm
from claims.models import Figure, Mention, Verdict
from claims.models.claim import Kind
from claims.models.figure import Outcome
from claims.refusals import Refusal, RivalConfirmed, StaleToken
from claims.remembering import fresh_key, row
from claims.views.explaining import Link, link_of, notes, provenance
from claims.views.queue import value_of
from claims.views.quoting import Passage, Texts, in_context
from claims.wording import interval_in_words
from sources.models import Source

MARKS = {
    "confirmed": "✓",
    "contested": "✗",
    "undecided": "?",
    "disputed": "≠",
    "undisputed": "=",
    "stale": "↻",
    "out": "–",
}
WORDS = {
    "confirmed": gettext_lazy("confirmed"),
    "contested": gettext_lazy("contested"),
    "disputed": gettext_lazy("in dispute, not decided yet"),
    "undisputed": gettext_lazy("not in dispute"),
    "stale": gettext_lazy("verdict is stale"),
    "out": gettext_lazy("does not count"),
}
SHORT = 44  # characters of a source's name where it stands among others


@dataclass(frozen=True, slots=True)
class Offer:
    """A confirmed rival that the same act could contest."""

    pk: int
    value: str
    source: Source
    verdict_number: int


@dataclass
class Card:
    """`state` is the word that colours it: confirmed, contested, stale, disputed, undisputed or out (not standing).

    What only its fragment needs is made when that is rendered; `shown` is all that the fragment is made from, and
    `place` what all fragments of its page know of where they are. `is_kept`: the reader has it as it is. `refused` is a
    decision that was not recorded. Numbers are text, since a template would put them in the reader's way of writing.
    """

    figure: Figure
    state: str
    mentions: list[Mention]
    verdicts: list[Verdict]
    rivals: list[Figure]
    texts: Texts
    link: Link | None = None
    shown: tuple[Any, ...] | None = None
    place: tuple[Any, ...] | None = None
    is_new: bool = False
    is_open: bool = False
    is_kept: bool = False
    url: str = ""
    offered: list[Offer] = field(default_factory=list)
    latest: Verdict | None = None
    refused: DecisionForm | None = None

    @cached_property
    def pk(self) -> str:
        return str(self.figure.pk)

    @property
    def name(self) -> str:
        return f"f{self.pk}"

    @property
    def seen(self) -> str:
        return str(self.figure.verdict_number)

    @cached_property
    def short_name(self) -> str:
        return str(truncatechars(self.figure.source.short_name, SHORT))

    @property
    def shown_place(self) -> tuple[Any, ...] | None:
        """All that a form is made from that is alike on every card."""
        return self.place

    @property
    def shown_form(self) -> tuple[Any, ...] | None:
        """The same for the form to decide it."""
        if self.place is None or self.refused:
            return None
        return (*self.place, self.decision is None, self.calls_for_decision)

    @property
    def shown_rivals(self) -> tuple[Any, ...]:
        return tuple((rival.pk, rival.source.short_name) for rival in self.rivals)

    @cached_property
    def row(self) -> tuple[Any, ...]:
        return row(self.figure)

    @cached_property
    def value(self) -> str:
        return value_of(self.figure)

    @cached_property
    def compared(self) -> str:
        return compared_of(self.figure)

    @cached_property
    def quotes(self) -> list[Passage]:
        return [in_context(mention, self.texts.of(mention)) for mention in self.mentions]

    @cached_property
    def printed(self) -> list[str]:
        return list(dict.fromkeys(_as_printed(mention) for mention in self.mentions))

    @cached_property
    def notes(self) -> list[str]:
        return list(notes(self.figure))

    @property
    def provenance(self) -> list[str]:
        return list(provenance(self.figure, len(self.mentions)))

    @property
    def form(self) -> DecisionForm:
        return self.refused or DecisionForm(name=self.name)

    @property
    def renewal_key(self) -> str:
        return fresh_key()

    @property
    def mark(self) -> str:
        return MARKS[self.state]

    @property
    def state_words(self) -> str:
        return str(WORDS[self.state])

    @property
    def other_quotes(self) -> list[Passage]:
        return self.quotes[1:]

    @property
    def earlier(self) -> list[Verdict]:
        """All verdicts but the last, newest first."""
        return self.verdicts[-2::-1]

    @property
    def last(self) -> Verdict | None:
        return self.verdicts[-1] if self.verdicts else None

    @property
    def decision(self) -> Verdict | None:
        """The verdict that stands, stale or not; None after a withdrawal."""
        return self.last if self.figure.decision else None

    @property
    def is_waiting(self) -> bool:
        return self.figure.in_dispute and not self.figure.counting_decision

    @property
    def calls_for_decision(self) -> bool:
        """Whether the form is open on the page, rather than folded away."""
        return bool(self.figure.is_standing and (self.is_waiting or self.refused))


def build_cards(figures: Sequence[Figure], verdicts: Mapping[int, list[Verdict]], texts: Texts) -> list[Card]:
    """Cards in the order of the figures, each with the verdicts on it, the first one first."""
    standing = {figure.pk: figure for figure in figures if figure.is_standing}
    against = agreement.conflicts([figure.statement() for figure in standing.values()])
    held = {figure.pk: figure for figure in figures}
    return [
        Card(
            figure=figure,
            state=state_of(figure),
            mentions=figure.printed_mentions(),
            verdicts=verdicts.get(figure.pk, []),
            rivals=[standing[pk] for pk in standing if pk in against.get(figure.pk, ())],
            texts=texts,
            link=link_of(figure, held),
        )
        for figure in figures
    ]


def compared_of(figure: Figure) -> str:
    """The interval that is compared, where it says more than the value."""
    if figure.kind == Kind.TEXT:
        return ""
    words = interval_in_words(figure.kind, figure.interval, figure.shown_unit, get_language() or "en")
    return "" if words == value_of(figure) else words


def state_of(figure: Figure) -> str:
    if not figure.is_standing:
        return "out"
    if figure.stale:
        return "stale"
    return figure.decision or ("disputed" if figure.in_dispute else "undisputed")


def refuse(card: Card, form: DecisionForm, refusal: Refusal | None) -> None:
    """Show on the card what was typed and why it was not recorded."""
    card.refused = form
    card.shown = None
    if isinstance(refusal, RivalConfirmed) or form.cleaned_data.get("contest_rivals"):
        confirmed = (rival for rival in card.rivals if rival.counting_decision == Outcome.CONFIRMED)
        card.offered = [Offer(rival.pk, value_of(rival), rival.source, rival.verdict_number) for rival in confirmed]
    if isinstance(refusal, StaleToken):
        own = (verdict for verdict in refusal.latest if verdict.figure_id == card.figure.pk)
        card.latest = next(own, None) or next(iter(refusal.latest), None)


def _as_printed(mention: Mention) -> str:
    """The print with its hedge.

    >>> _as_printed(Mention(hedge="plus de", quote="14 milliards"))
    'plus de 14 milliards'
    """
    return f"{mention.hedge} {mention.quote}".strip() if mention.hedge not in mention.quote else mention.quote
