"""Where an editor is on the review page: dossier, filters, claim and figure, all of it in the address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from claims import stamps
from claims.filters import Filters
from claims.looking import is_due
from claims.models import Claim
from claims.models.claim import URGENCY, Status
from claims.models.prepared import Prepared
from claims.origins import shared
from claims.pulse import Person, Pulse, pulse_of
from claims.remembering import known, whole
from sources.models import Dossier, Echo, Origin, Source

if TYPE_CHECKING:
    from dealdesk.models import User

STAMP = RawSQL(stamps.OF_CLAIM, [])  # noqa: S611
WAITING = URGENCY[Status.DISPUTED]  # of all claims with something to decide, and of no other
_BY_NUMBER = Prepared[Claim](lambda dossier, number: with_stamp(Claim.objects.filter(dossier=dossier, number=number)))
_BY_KEY = Prepared[Claim](lambda pk: with_stamp(Claim.objects.filter(pk=pk)))
_WAITING = Prepared[Claim](
    lambda dossier, number: with_stamp(
        Claim.objects.filter(dossier=dossier, number__gt=number, urgency=WAITING).in_queue()
    )[:1]
)


@dataclass
class Place:
    """`figure` is the figure whose source is shown, `page` the queue's page; both may be left to the page to choose.

    `pulse` says how far the record goes, who else is here, and the stamps. It is felt before anything else is read of
    the dossier: what is written meanwhile is then news to the page and never lost, and never remembered as older.
    """

    pulse: Pulse
    filters: Filters
    user: User
    claim: Claim | None = None
    figure: int | None = None
    page: str = ""

    @property
    def dossier(self) -> Dossier:
        return self.pulse.dossier

    @property
    def queue(self) -> QuerySet[Claim]:
        return with_stamp(self.filters.claims)

    def find(self, number: int) -> None:
        """Open the claim of that number, or the one that it was merged into; 404 where there is none."""
        found = _BY_NUMBER(self.dossier.pk, number)
        if not found:
            raise Http404
        self.open(_unmerged(found[0]))

    def open(self, claim: Claim | None) -> None:
        """Show this claim of the queue."""
        self.claim = claim
        self.__dict__.pop("next_undecided", None)
        if claim:
            claim.dossier = self.dossier

    @cached_property
    def sources(self) -> dict[int, Source]:
        return {source.pk: source for source in Source.objects.filter(dossier=self.dossier).for_page()}

    @property
    def origins(self) -> list[Origin]:
        return self.filters.origins

    def after_an_act(self) -> None:
        """Feel the pulse again, and read the claim; forget what was read before and where the claim stood."""
        pulse = felt(self.dossier.slug, self.user)
        self.went_on(pulse, _BY_KEY(self.claim.pk)[0] if self.claim else None)

    def went_on(self, pulse: Pulse, claim: Claim | None) -> None:
        """An act was done: the pulse after it, and the open claim."""
        self.pulse = pulse
        self.filters = Filters(self.filters.data, self.user, self.pulse)
        urls = ("next_url", "previous_url", "undecided_url")
        lists = ("sources", "open_echoes", "checked", "rights")
        for held in ("next_claim", "previous_claim", "next_undecided", *lists, *urls):
            self.__dict__.pop(held, None)
        self.claim = claim
        if claim:
            claim.dossier = self.dossier

    @cached_property
    def open_echoes(self) -> list[Echo]:
        """Pairs of sources that may have one origin; each with the dossier's own rows of its sources."""
        return known(self.pulse.under("echoes", "ground"), self._find_echoes)

    def _find_echoes(self) -> list[Echo]:
        found = list(Echo.objects.filter(dossier=self.dossier).open())
        for echo in found:
            echo.a, echo.b = self.sources[echo.a_id], self.sources[echo.b_id]
        return [echo for echo in found if not shared(echo.a, echo.b)]

    @cached_property
    def checked(self) -> frozenset[int]:
        """The claims that any cross-check speaks of."""
        key = self.pulse.under("checked", "claims")
        return known(key, lambda: frozenset(self.dossier.cross_checks.shown().values_list("claim", flat=True)))

    @property
    def newest_import(self) -> int:
        """The number of the import that brought the newest figures; 1 while there was only one, 0 before it."""
        return self.pulse.looked.arrival or 0

    @property
    def is_outdated(self) -> bool:
        """Whether anything was decided, changed or imported since the last look for cross-checks."""
        if self.pulse.looked.position != self.pulse.mark.position:
            return True
        key = self.pulse.under("due", "ground", "claims")
        return known(key and (*key, self.pulse.looked), lambda: is_due(self.dossier))

    @property
    def with_me(self) -> list[Person]:
        """Who else looks at the open claim."""
        return self.pulse.on(self.claim.number) if self.claim else []

    @property
    def pulse_url(self) -> str:
        """Where the page asks what is new, with what its queue shows."""
        more = ({"claim": str(self.claim.number)} if self.claim else {}) | ({"page": self.page} if self.page else {})
        query = urlencode(self.filters.chosen | more)
        address = reverse("pulse", args=[self.dossier.slug])
        return f"{address}?{query}" if query else address

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
    def rights(self) -> frozenset[str]:
        """All that the reader may do, asked for once for all pages until somebody's rights change."""
        people = self.pulse.stamps.people
        key = None if people is None else ("rights", self.user.pk, people)
        return known(key, lambda: frozenset(self.user.get_all_permissions()))

    @property
    def may_decide(self) -> bool:
        return "claims.decide_figure" in self.rights

    @property
    def may_edit(self) -> bool:
        return "claims.edit_claim" in self.rights

    @property
    def shown(self) -> tuple[Any, ...] | None:
        """A key for what is made of the open claim alone, whoever reads it with the same rights and filters."""
        key = self.pulse.under("claim", "ground", "people")
        stamp = getattr(self.claim, "stamp", None)
        if key is None or stamp is None or self.claim is None:
            return None
        return (*key, self.claim.pk, stamp, self.newest_import, self.may_decide, self.may_edit, self.query)

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
        if not self.filters.chosen:
            passed = self.claim.number if self.claim and self.claim.urgency == WAITING else 0
            after = _WAITING(self.dossier.pk, passed) or (_WAITING(self.dossier.pk, 0) if passed else [])
            return next((claim for claim in after if claim != self.claim), None)
        waiting = self.queue.filter(urgency=WAITING, undecided_count__gt=0)  # the urgency leads an index
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

    def _after(self, claims: QuerySet[Claim]) -> QuerySet[Claim]:
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


def place_of(request: HttpRequest, slug: str, number: int | None = None, pulse: Pulse | None = None) -> Place:
    """The place that the address names; 404 where there is none. A merged claim stands for the one it went into."""
    user = cast("User", request.user)
    pulse = pulse or felt(slug, user)
    place = Place(
        pulse=pulse,
        filters=Filters(request.GET, user, pulse),
        user=user,
        figure=number_in(request.GET.get("figure", "")),
        page=request.GET.get("page", ""),
    )
    if number is not None:
        place.find(number)
    return place


def felt(slug: str, user: User) -> Pulse:
    """The pulse of a dossier for this reader; 404 where there is no such dossier."""
    try:
        return pulse_of(slug, user.pk, datetime.now(UTC))
    except Dossier.DoesNotExist as error:
        raise Http404 from error


def whole_page(request: HttpRequest, slug: str, build: Callable[[Dossier], HttpResponse]) -> HttpResponse:
    """A page of a dossier that nobody's presence and no comment changes, remembered for each reader and address."""
    user = cast("User", request.user)
    pulse = felt(slug, user)
    key = pulse.under("page", "ground", "claims", "people")
    shown = key and (*key, pulse.looked, user.pk, request.get_full_path())
    return whole(request, shown, lambda: build(pulse.dossier))


def with_stamp(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """Claims as pages show them, each with its stamp, which is read before what belongs to it."""
    return claims.select_related("assigned_to").annotate(stamp=STAMP)


def _unmerged(claim: Claim) -> Claim:
    for _ in range(20):
        if claim.merged_into_id is None:
            return claim
        claim = _BY_KEY(claim.merged_into_id)[0]
    raise Http404


def number_in(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None
