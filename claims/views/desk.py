"""The desk: every dossier with how far it is, those with something to decide first."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import (
    Case,
    Count,
    DateTimeField,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    When,
)
from django.db.models.functions import Coalesce, Greatest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims.models import Claim, Entry, Verdict
from claims.models.claim import Status
from sources.models import Dossier, Source

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
    claims = Claim.objects.filter(merged_into=None)
    return found.annotate(
        claim_count=_per_dossier(claims, Count("pk")),
        disputed_claims=_per_dossier(claims.filter(status=Status.DISPUTED), Count("pk")),
        to_decide=_per_dossier(claims, Sum("dispute_count")),
        undecided=_per_dossier(claims, Sum("undecided_count")),
        source_count=_per_dossier(Source.objects.all(), Count("pk")),
        decided=F("to_decide") - F("undecided"),
        active_at=Greatest(
            "created_at",
            _last(Verdict.objects.all(), "at"),
            _last(Entry.objects.all(), "at"),
            _last(Source.objects.all(), "added_at"),
        ),
    ).order_by(Case(When(undecided__gt=0, then=0), default=1), "-active_at", "-pk")


def _per_dossier(rows: QuerySet[Any], aggregate: Count | Sum) -> Coalesce:
    counted = rows.filter(dossier=OuterRef("pk")).order_by().values("dossier").annotate(found=aggregate).values("found")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _last(rows: QuerySet[Any], moment: str) -> Coalesce:
    """The latest moment of a dossier's rows, or when it was made: SQLite's greatest of nothing is nothing."""
    latest = rows.filter(dossier=OuterRef("pk")).order_by().values("dossier").annotate(last=Max(moment)).values("last")
    return Coalesce(Subquery(latest, output_field=DateTimeField()), F("created_at"))
