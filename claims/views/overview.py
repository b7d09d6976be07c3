"""The overview: claims by sources at a glance, the sources in time, and how the decisions added up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from claims.factsheet.matrix import WIDEST
from claims.models import Claim, Figure, Verdict
from claims.remembering import token_in
from claims.timeline import LANE, Dot, Step, dots, growth
from claims.views.place import Place, place_of, whole_page
from claims.views.queue import value_of
from sources.models import Source

ROWS = 50


@dataclass(frozen=True, slots=True)
class Answer:
    """One figure in a cell. `state`: confirmed, contested, stale, undecided, agreed, or single (nobody else says)."""

    source: Source
    value: str
    state: str
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """One claim; `cells` follow the order of the columns, empty where a source is silent. Without columns, one cell."""

    claim: Claim
    url: str
    cells: tuple[tuple[Answer, ...], ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A source on the line of days."""

    source: Source
    dot: Dot


@dataclass(frozen=True, slots=True)
class Progress:
    """Steps of the line, and how many figures in dispute there are to decide today."""

    steps: list[Step]
    decided: int
    total: int


@require_safe
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    return whole_page(request, slug, lambda _dossier: _overview(request, place_of(request, slug)))


def _overview(request: HttpRequest, place: Place) -> HttpResponse:
    sources = _sources(place)
    page = _page(place, request.GET.get("page"))
    moments = _moments(sources)
    columns = sources if len(sources) <= WIDEST else []
    context = {
        "dossier": place.dossier,
        "place": place,
        "page": page,
        "sources": sources,
        "columns": columns,
        "rows": _rows(place, list(page.object_list), sources, columns),
        "moments": moments,
        "undated": [source for source in sources if source.published_on is None],
        "line_height": LANE * (1 + max((moment.dot.lane for moment in moments), default=0)) + 30,
        "progress": _progress(place),
        "filters": place.filters,
        "sources_url": reverse("sources", args=[place.dossier.slug]),
    }
    return render(request, "claims/overview.html", token_in(context))


def _sources(place: Place) -> list[Source]:
    """Those that count, with what the page says of them."""
    counting = Source.objects.filter(dossier=place.dossier, withdrawn=False).order_by("number")
    return list(counting.only("number", "title", "publisher", "published_on"))


def _page(place: Place, number: str | None) -> Page[Claim]:
    paginator = Paginator(place.queue, ROWS)
    if not place.filters.chosen:
        paginator.count = place.filters.tally.claims
    return paginator.get_page(number)


def _rows(place: Place, claims: Sequence[Claim], sources: Sequence[Source], columns: Sequence[Source]) -> list[Row]:
    """What each source says of each claim of the page, in one query; all in one cell where there are no columns."""
    figures = Figure.objects.standing().filter(claim__in=claims).order_by("low", "pk").only(
        "claim_id", "source_id", "kind", "unit", "alternatives", "answer", "in_dispute", "decision", "stale",
        "said_low", "said_high", "said_low_open", "said_high_open", "low",
    )  # fmt: skip
    of_claim = {claim.pk: claim for claim in claims}
    of_source = {source.pk: source for source in sources}
    said: defaultdict[tuple[int, int], list[Answer]] = defaultdict(list)
    for figure in figures:
        claim, source = of_claim[figure.claim_id], of_source.get(figure.source_id)
        if source:
            said[claim.pk, source.pk if columns else 0].append(_answer(place, claim, source, figure))
    keys = [source.pk for source in columns] or [0]
    return [Row(claim, place.claim_url(claim), tuple(tuple(said[claim.pk, key]) for key in keys)) for claim in claims]


def _answer(place: Place, claim: Claim, source: Source, figure: Figure) -> Answer:
    address = f"{place.claim_url(claim, figure=figure.pk)}#f{figure.pk}"
    return Answer(source, value_of(figure), _state(claim, figure), address)


def _state(claim: Claim, figure: Figure) -> str:
    if figure.stale:
        return "stale"
    if figure.decision:
        return figure.decision
    if figure.in_dispute:
        return "undecided"
    return "single" if claim.origin_count == 1 else "agreed"


def _moments(sources: Iterable[Source]) -> list[Moment]:
    """The sources that say when they were published, the first one first."""
    dated = sorted((source for source in sources if source.published_on), key=_when)
    return [
        Moment(source, dot) for source, dot in zip(dated, dots([_when(source)[0] for source in dated]), strict=True)
    ]


def _when(source: Source) -> tuple[date, int]:
    assert source.published_on is not None
    return source.published_on, source.number


def _progress(place: Place) -> Progress:
    """How many figures had a decision at the end of each day on which one was made or withdrawn."""
    changes = Verdict.objects.filter(dossier=place.dossier).changes_by_day()
    levels = zip((day for day, _change in changes), accumulate(change for _day, change in changes), strict=True)
    tally = place.filters.tally
    return Progress(growth(levels, tally.to_decide), tally.decided, tally.to_decide)
