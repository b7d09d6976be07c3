"""Doubtful links: figures whose place in a claim is uncertain, the weakest first."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.models import Figure, Mention
from claims.models.figure import FigureQuerySet
from claims.views.explaining import reasons_in_words
from claims.views.queue import value_of
from claims.views.quoting import Passage, in_context
from sources.models import Dossier

PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Doubt:
    """A figure and the one beside which it was put, each with its value and its words in context."""

    figure: Figure
    value: str
    passage: Passage | None
    other_value: str
    other_passage: Passage | None
    reasons: str


@require_safe
def links(request: HttpRequest, slug: str) -> HttpResponse:
    dossier = get_object_or_404(Dossier, slug=slug)
    page = Paginator(doubtful_figures(dossier), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "dossier": dossier,
        "page": page,
        "doubts": [_doubt(figure) for figure in page.object_list],
        "may_edit": request.user.has_perm("claims.edit_claim"),
    }
    return render(request, "claims/links.html", context)


def doubtful_figures(dossier: Dossier) -> FigureQuerySet:
    """With what the page shows of both figures, in a fixed number of queries."""
    printed = Mention.objects.printed().select_related("edition").defer("edition__raw")
    return (
        Figure.objects.filter(claim__dossier=dossier, claim__merged_into=None)
        .doubtful()
        .select_related("claim", "source", "joined__source")
        .prefetch_related(Prefetch("mentions", printed), Prefetch("joined__mentions", printed))
    )


def _doubt(figure: Figure) -> Doubt:
    assert figure.joined is not None
    return Doubt(
        figure=figure,
        value=value_of(figure),
        passage=_passage(figure),
        other_value=value_of(figure.joined),
        other_passage=_passage(figure.joined),
        reasons=reasons_in_words(figure),
    )


def _passage(figure: Figure) -> Passage | None:
    first = next(iter(figure.printed_mentions()), None)
    return in_context(first, first.edition.text) if first else None
