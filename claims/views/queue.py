"""The review queue: one bounded page of claims with the values in dispute in short."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from claims.models import Claim, Comment, Figure
from claims.models.claim import URGENCY, Kind, Status
from claims.models.prepared import Prepared
from claims.pulse import Person
from claims.remembering import is_remembered
from claims.views.place import Place, with_stamp
from claims.wording import value_in_words

ROWS = 50
ROW = "claims/_queue_row.html"
VALUES = 4
PRIVATE = [f"assigned_to__{name}" for name in ("password", "last_login", "date_joined", "email")]  # no row shows them
GLYPHS = {
    Status.DISPUTED: "≠",
    Status.CONTESTED: "✗",
    Status.SETTLED: "✓",
    Status.AGREED: "=",
    Status.SINGLE: "1",
    Status.EMPTY: "–",
}


_PAGE = Prepared[Claim](
    lambda dossier, first: with_stamp(
        Claim.objects.filter(dossier=dossier).in_queue().defer("sentence", "created_at", *PRIVATE)
    )[first : first + ROWS]
)
_SAYING = Prepared[Figure](
    lambda claims: Figure.objects.standing().filter(claim__in=claims).order_by("pk").only(
        "claim_id", "kind", "unit", "alternatives", "answer", "in_dispute",
        "said_low", "said_high", "said_low_open", "said_high_open", "low", "high",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A claim in the queue. `heading` names the group that it opens, where the queue is sorted by kind; `here` are the
    others who look at it. What only its fragment shows is asked of `told` when that is rendered.
    """

    claim: Claim
    glyph: str
    url: str
    is_open: bool
    comments: int
    here: tuple[Person, ...]
    heading: str
    stamps: tuple[Any, ...] | None
    told: Told

    @property
    def all_values(self) -> list[str]:
        return self.told.values[self.claim.pk]

    @property
    def values(self) -> list[str]:
        """Those in dispute where there is a dispute, else what its figures say."""
        return self.all_values[:VALUES]

    @property
    def more(self) -> int:
        return max(0, len(self.all_values) - VALUES)

    @property
    def facts(self) -> Iterator[str]:
        """What stands behind its status."""
        claim = self.claim
        if n := claim.undecided_count:
            yield ngettext("%(n)s to decide", "%(n)s to decide", n) % {"n": n}
        yield ngettext("%(n)s source", "%(n)s sources", claim.source_count) % {"n": claim.source_count}
        if claim.origin_count != claim.source_count:
            yield ngettext("%(n)s origin", "%(n)s origins", claim.origin_count) % {"n": claim.origin_count}
        if claim.pinned:
            yield _("pinned")
        if n := self.comments:
            yield ngettext("%(n)s comment", "%(n)s comments", n) % {"n": n}
        if to := claim.assigned_to:
            yield _("for %(name)s") % {"name": to.get_full_name() or to.get_username()}

    @property
    def shown(self) -> tuple[Any, ...] | None:
        """All that the row is made from, see claims.remembering."""
        stamp = getattr(self.claim, "stamp", None)
        if self.stamps is None or stamp is None:
            return None
        return (*self.stamps, self.claim.pk, stamp, self.url, self.is_open, self.comments, self.here, self.heading)


class Told:
    """The values of the claims whose rows are not remembered, in one query for all of them."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    @cached_property
    def values(self) -> dict[int, list[str]]:
        return _values(row.claim for row in self.rows if not is_remembered(ROW, row.shown))


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter by status, with the number of the dossier's claims that have it."""

    value: str
    label: str
    glyph: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Queue:
    rows: list[Row]
    page: Page[Claim]
    page_urls: dict[str, str]
    chips: list[Chip]

    @property
    def count(self) -> int:
        return self.page.paginator.count


def build_queue(place: Place) -> Queue:
    paginator = Paginator(place.queue, ROWS)
    if not place.filters.chosen:
        paginator.count = place.filters.tally.claims
    page = paginator.get_page(place.page or _page_of(place))
    if not place.filters.chosen:
        page.object_list = _PAGE(place.dossier.pk, ROWS * (page.number - 1))
    _note_neighbours(place, list(page.object_list))
    comments = Comment.objects.counts(page.object_list) if place.pulse.mark.comment else {}
    stamps, told = place.pulse.under("row", "ground", "people"), Told()
    told.rows = [
        Row(
            claim=claim,
            glyph=GLYPHS[Status(claim.status)],
            url=place.claim_url(claim),
            is_open=claim == place.claim,
            comments=comments.get(claim.pk, 0),
            here=tuple(person for person in place.pulse.people if person.claim == claim.number),
            heading=heading,
            stamps=stamps,
            told=told,
        )
        for claim, heading in zip(page, _headings(place, page), strict=True)
    ]
    return Queue(rows=told.rows, page=page, page_urls=_page_urls(place, page), chips=_chips(place))


def _note_neighbours(place: Place, shown: Sequence[Claim]) -> None:
    """Tell the place what stands beside its claim, where the page of the queue shows it: that spares three queries."""
    at = next((at for at, claim in enumerate(shown) if claim == place.claim), None)
    if at is None:
        return
    if at:
        place.previous_claim = shown[at - 1]
    if at + 1 < len(shown):
        place.next_claim = shown[at + 1]
    waiting = next((claim for claim in shown[at + 1 :] if claim.undecided_count), None)
    if waiting:
        place.next_undecided = waiting


def _headings(place: Place, claims: Iterable[Claim]) -> Iterator[str]:
    """For each claim the name of its kind and unit where it is the first of them on the page."""
    last = None
    for claim in claims:
        group = (claim.kind, claim.unit)
        opens = place.filters.order[0] == "kind" and group != last
        last = group
        unit = claim.unit if claim.unit != claim.kind else ""
        yield " · ".join(filter(None, (claim.get_kind_display(), unit))) if opens else ""


def _page_of(place: Place) -> int:
    """The page on which the open claim stands, or would."""
    if not place.claim:
        return 1
    return _before(place, place.claim) // ROWS + 1


def _before(place: Place, claim: Claim) -> int:
    """How many claims stand before this one. Where none is left out, those of another status are counted already."""
    if place.filters.chosen:
        return place.queue.filter(place.beside(after=False)).count()
    ahead = sum(many for status, many in place.filters.tally.statuses.items() if URGENCY[status] < claim.urgency)
    return ahead + place.filters.all.filter(urgency=claim.urgency, number__lt=claim.number).count()


def _page_urls(place: Place, page: Page[Claim]) -> dict[str, str]:
    joined = "&" if "?" in place.url else "?"
    urls = {}
    if page.has_previous():
        urls["previous"] = f"{place.url}{joined}page={page.previous_page_number()}"
    if page.has_next():
        urls["next"] = f"{place.url}{joined}page={page.next_page_number()}"
    return urls


def _values(claims: Iterable[Claim]) -> dict[int, list[str]]:
    """Each claim's distinct values in the reader's words, lowest first."""
    by_pk = {claim.pk: claim for claim in claims}
    found: dict[int, dict[str, None]] = defaultdict(dict)
    for figure in sorted(_SAYING(list(by_pk)), key=by_value):
        if figure.in_dispute or not by_pk[figure.claim_id].dispute_count:
            found[figure.claim_id][value_of(figure)] = None
    return defaultdict(list, {pk: list(values) for pk, values in found.items()})


def value_of(figure: Figure) -> str:
    """What a figure says, in the reader's locale."""
    if figure.kind == Kind.TEXT:
        return _("“%(wording)s”") % {"wording": figure.answer}
    return value_in_words(figure.kind, figure.said, figure.shown_unit, get_language() or "en")


def by_value(figure: Figure) -> tuple[bool, object, bool, object, str]:
    """Sorts figures as a number line does: those open below first, answers by their words."""
    return (figure.low is not None, figure.low or 0, figure.high is None, figure.high or 0, figure.answer)


def _chips(place: Place) -> list[Chip]:
    counts = place.filters.tally.statuses
    chosen = place.filters.chosen.get("status", "")
    return [
        Chip(value, str(label), GLYPHS[Status(value)], counts[value], chosen == value)
        for value, label in Status.choices
        if counts[value] or chosen == value
    ]
