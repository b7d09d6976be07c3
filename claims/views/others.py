"""The claims that a claim may be merged into: asked for where they are wanted."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from claims.forms import offered
from claims.views.place import place_of


@require_safe
@vary_on_headers("HX-Request")
def others(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """For htmx the options of a list; else a page with the form, which does without scripts."""
    place = place_of(request, slug, number)
    if not place.may_edit:
        raise PermissionDenied
    assert place.claim
    context = {"place": place, "dossier": place.dossier, "claim": place.claim, "offered": offered(place.claim)}
    by_htmx = "HX-Request" in request.headers
    return render(request, "claims/_others.html" if by_htmx else "claims/others.html", context)
