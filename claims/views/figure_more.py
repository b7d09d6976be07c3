"""What a figure's card folds away: the forms that correct, dismiss and move it, asked for where they are unfolded."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from claims.forms import offered
from claims.views.editing import editable_figure
from claims.views.queue import value_of


@require_safe
@vary_on_headers("HX-Request")
def figure_more(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """For htmx the forms; else a page with them, which does without scripts."""
    figure, place = editable_figure(request, slug, pk)
    assert place.claim
    context = {"place": place, "dossier": place.dossier, "claim": place.claim, "offered": offered(place.claim)}
    context |= {"figure": figure, "pk": str(figure.pk), "value": value_of(figure)}
    by_htmx = "HX-Request" in request.headers
    return render(request, "claims/_figure_forms.html" if by_htmx else "claims/figure_more.html", context)
