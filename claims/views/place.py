"""Where an editor is on the review page: dossier, filters, claim and figure, all of it in the address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from claims.filters import ClaimFilter
from claims.models import Claim, Look
from claims.models.claim import ClaimQuerySet
from claims.origins import shared
from claims.pulse import Person, Pulse, pulse_of
from sources.models import Dossier, Echo, Origin, Source

if TYPE_CHECKING:
    from dealdesk.models import User


@dataclass
class Place:
    """`figure` is the figure whose source is shown, `page` the queue's page; both may be left to the page to choose."""

    dossier: Dossier
    filters: ClaimFilter
    user: User
    claim: Claim | None = None
    figure: int | None = None
    page: str = ""

    @cached_property
    def queue(self) -> ClaimQuerySet:
        found: ClaimQuerySet = self.filters.qs
        return found

    @cached_property
    def sources(self) -> dict[int, Source]:
        return {source.pk: source for source in Source.objects.filter(dossier=self.dossier).for_page()}

    @property
    def origins(self) -> list[Origin]:
        found: list[Origin] = self.filters.origins
        return found

    def after_an_act(self) -> None:
        """Forget what was counted before it, and where the claim stood."""
        for held in ("tally", "origins"):
            self.filters.__dict__.pop(held, None)
        urls = ("next_url", "previous_url", "undecided_url")
        for held in ("next_claim", "previous_claim", "next_undecided", *urls):
            self.__dict__.pop(held, None)

    @cached_property
    def open_echoes(self) -> list[Echo]:
        """Pairs of sources that may have one origin; each with the dossier's own rows of its sources."""
        found = list(Echo.objects.filter(dossier=self.dossier).open())
        for echo in found:
            echo.a, echo.b = self.sources[echo.a_id], self.sources[echo.b_id]
        return [echo for echo in found if not shared(echo.a, echo.b)]

    @cached_property
    def look(self) -> Look | None:
        """What the last look for cross-checks had seen."""
        return Look.objects.filter(dossier=self.dossier).first()

    @property
    def newest_import(self) -> int:
        """The number of the import that brought the newest figures; 1 while there was only one, 0 before it."""
        return self.look.arrival if self.look else 0

    @cached_property
    def pulse(self) -> Pulse:
        """How far the record goes and who else is here. A page asks before it reads anything else of the dossier:
        what is written meanwhile is then news to it, and never lost.
        """
        return pulse_of(self.dossier.slug, self.user.pk, datetime.now(UTC))

    @property
    def pulse_url(self) -> str:
        """Where the page asks what is new, with what its queue shows."""
        more = ({"claim": str(self.claim.number)} if self.claim else {}) | ({"page": self.page} if self.page else {})
        query = urlencode(self.filters.chosen | more)
        address = reverse("pulse", args=[self.dossier.slug])
        return f"{address}?{query}" if query else address

    @property
    def with_me(self) -> list[Person]:
        """Who else looks at the open claim."""
        return self.pulse.on(self.claim.number) if self.claim else []

    @cached_property
    def query(self) -> str:
        """The filters in force as they stand in an address, with the question mark, or nothing."""
        return f"?{urlencode(self.filters.chosen)}" if self.filters.chosen else ""

    @property
    def url(self) -> str:
        """The page's own address, with the filters and the figure that it names."""
        if not self.claim:
            return reverse("review", args=[self.dossier.slug]) + self.query
        return self.claim_url(self.claim, **({"figure": self.figure} if self.figure else {}))

    def claim_url(self, claim: Claim, **more: object) -> str:
        address = f"{self._claims}{claim.number}/{self.query}"
        if not more:
            return address
        return f"{address}{'&' if self.query else '?'}{urlencode({name: str(value) for name, value in more.items()})}"

    @cached_property
    def _claims(self) -> str:
        """The address of any claim, as far as all have it in common: a page names hundreds."""
        return reverse("claim", args=[self.dossier.slug, 0]).removesuffix("0/")

    @cached_property
    def may_decide(self) -> bool:
        return self.user.has_perm("claims.decide_figure")

    @cached_property
    def may_edit(self) -> bool:
        return self.user.has_perm("claims.edit_claim")

    @cached_property
    def next_claim(self) -> Claim | None:
        return self._after(self.queue).first() if self.claim else self.queue.first()

    @cached_property
    def previous_claim(self) -> Claim | None:
        if not self.claim:
            return None
        return self.queue.filter(self.beside(after=False)).reverse().first()

    @cached_property
    def next_undecided(self) -> Claim | None:
        """The next claim with something to decide: below this one, else from the top of the queue."""
        waiting = self.queue.filter(undecided_count__gt=0)
        if not self.claim:
            return waiting.first()
        others = waiting.exclude(pk=self.claim.pk)
        return self._after(others).first() or others.first()

    @cached_property
    def previous_url(self) -> str:
        return self.claim_url(self.previous_claim) if self.previous_claim else ""

    @cached_property
    def next_url(self) -> str:
        return self.claim_url(self.next_claim) if self.next_claim else ""

    @cached_property
    def undecided_url(self) -> str:
        return self.claim_url(self.next_undecided) if self.next_undecided else ""

    def _after(self, claims: ClaimQuerySet) -> ClaimQuerySet:
        return claims.filter(self.beside(after=True))

    def beside(self, *, after: bool) -> Q:
        """What stands after the open claim in the order of the queue, or before it."""
        assert self.claim
        found, equal = Q(), Q()
        first = self.filters.order[0]
        within = "gte" if after != first.startswith("-") else "lte"  # lets the database begin in the midst of an index
        bound = Q(**{f"{first.removeprefix('-')}__{within}": getattr(self.claim, first.removeprefix("-"))})
        for field in self.filters.order:
            name = field.removeprefix("-")
            way = "gt" if after != field.startswith("-") else "lt"
            value = getattr(self.claim, name)
            found |= equal & Q(**{f"{name}__{way}": value})
            equal &= Q(**{name: value})
        return bound & found


def place_of(request: HttpRequest, slug: str, number: int | None = None) -> Place:
    """The place that the address names; 404 where there is none. A merged claim stands for the one it went into."""
    dossier = get_object_or_404(Dossier, slug=slug)
    assert request.user.is_authenticated
    place = Place(
        dossier=dossier,
        filters=ClaimFilter(request.GET, dossier=dossier, user=request.user),
        user=request.user,
        figure=number_in(request.GET.get("figure", "")),
        page=request.GET.get("page", ""),
    )
    if number is not None:
        place.claim = _unmerged(get_object_or_404(Claim, dossier=dossier, number=number))
        place.claim.dossier = dossier
    return place


def _unmerged(claim: Claim) -> Claim:
    for _ in range(20):
        if claim.merged_into is None:
            return claim
        claim = claim.merged_into
    raise Http404


def number_in(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None
