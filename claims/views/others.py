"""The claims that a figure may move to, or that a claim may be merged into: asked for where they are wanted."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from claims.forms import alike
from claims.views.place import place_of

OFFERED = 100


@require_safe
@vary_on_headers("HX-Request")
def others(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """For htmx the options of a list; else a page with the forms, which does without scripts.

    `figure` in the address names the one to move; without it the claim is to be merged.
    """
    place = place_of(request, slug, number)
    if not place.may_edit:
        raise PermissionDenied
    assert place.claim
    offered = list(alike(place.claim).values_list("number", "label")[:OFFERED])
    figure = place.claim.figures.select_related("source").filter(pk=place.figure or 0).first()
    context = {"place": place, "dossier": place.dossier, "claim": place.claim, "figure": figure, "offered": offered}
    by_htmx = "HX-Request" in request.headers
    return render(request, "claims/_others.html" if by_htmx else "claims/others.html", context)
