"""The desk: every dossier with how far it is, those with something to decide first."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Case, F, Q, QuerySet, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sources.models import Dossier

PER_PAGE = 25


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    page = Paginator(dossiers_with_progress(words), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "claims/desk.html", {"page": page, "words": words})


def dossiers_with_progress(words: str = "") -> QuerySet[Dossier]:
    """Dossiers whose title or slug holds all the words, with counts and last activity, in one query.

    What has something to decide comes first, then what moved last.
    """
    found = Dossier.objects.all()
    for word in words.split():
        found = found.filter(Q(title__icontains=word) | Q(slug__icontains=word))
    kept = {
        "claim_count": "claims",
        "disputed_claims": "disputed",
        "to_decide": "to_decide",
        "undecided": "undecided",
        "source_count": "sources",
    }
    return found.annotate(
        **{name: Coalesce(f"progress__{column}", 0) for name, column in kept.items()},
        decided=F("to_decide") - F("undecided"),
        active_at=Coalesce("progress__active_at", "created_at"),
    ).order_by(Case(When(undecided__gt=0, then=0), default=1), "-active_at", "-pk")
