"""The overview: claims by sources at a glance, the sources in time, and how the decisions added up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from claims.models import Claim, Figure, Verdict
from claims.models.figure import DECISIONS
from claims.timeline import LANE, Dot, Step, dots, growth
from claims.views.place import Place, place_of
from claims.views.queue import value_of
from sources.models import Dossier, Source

ROWS = 50


@dataclass(frozen=True, slots=True)
class Answer:
    """One figure in a cell. `state`: confirmed, contested, stale, undecided, agreed, or single (nobody else says)."""

    value: str
    state: str
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """One claim; `cells` follow the order of the sources, empty where a source is silent."""

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
    place = place_of(request, slug)
    sources = [source for source in place.sources.values() if not source.withdrawn]
    page = Paginator(place.queue, ROWS).get_page(request.GET.get("page"))
    moments = _moments(sources)
    context = {
        "dossier": place.dossier,
        "place": place,
        "page": page,
        "sources": sources,
        "rows": _rows(place, list(page.object_list), sources),
        "moments": moments,
        "undated": [source for source in sources if source.published_on is None],
        "line_height": LANE * (1 + max((moment.dot.lane for moment in moments), default=0)) + 30,
        "progress": _progress(place.dossier),
        "filters": place.filters,
    }
    return render(request, "claims/overview.html", context)


def _rows(place: Place, claims: Sequence[Claim], sources: Sequence[Source]) -> list[Row]:
    """What each source says of each claim of the page, in one query."""
    figures = Figure.objects.standing().filter(claim__in=claims).order_by("low", "pk")
    said: defaultdict[tuple[int, int], list[Figure]] = defaultdict(list)
    for figure in figures:
        said[figure.claim_id, figure.source_id].append(figure)
    return [
        Row(
            claim=claim,
            url=place.claim_url(claim),
            cells=tuple(
                tuple(_answer(place, claim, figure) for figure in said[claim.pk, source.pk]) for source in sources
            ),
        )
        for claim in claims
    ]


def _answer(place: Place, claim: Claim, figure: Figure) -> Answer:
    address = f"{place.claim_url(claim, figure=figure.pk)}#f{figure.pk}"
    return Answer(value_of(figure), _state(claim, figure), address)


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


def _progress(dossier: Dossier) -> Progress:
    """How many figures had a decision at the end of each day on which one was made or withdrawn."""
    rows = Verdict.objects.filter(dossier=dossier).order_by("position").values_list("at", "figure", "outcome")
    standing: set[int] = set()
    levels: dict[date, int] = {}
    for at, figure, outcome in rows.iterator():
        (standing.add if outcome in DECISIONS else standing.discard)(figure)
        levels[timezone.localtime(at).date()] = len(standing)
    counted = dossier.claims.filter(merged_into=None).aggregate(all=Sum("dispute_count"), left=Sum("undecided_count"))
    total = counted["all"] or 0
    return Progress(growth(levels.items(), total), total - (counted["left"] or 0), total)
