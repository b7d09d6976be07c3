"""What an editor does with cross-checks: look again, and tell a coincidence from a reason."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from claims.looking import is_due, look_again
from claims.models import CrossCheck, Look
from claims.views.deciding import done
from claims.views.editing import _act, _editable
from claims.views.review import show

REST = timedelta(seconds=10)  # between two looks that nobody asked for by hand


@require_POST
@vary_on_headers("HX-Request", "HX-Target")
def mark_coincidence(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    check = _check(slug, pk)
    place = _editable(request, slug, check.claim.number)
    words = _("Marked as coincidence: it no longer speaks for a version.")
    return _act(request, place, "checks", lambda reason: check.mark_coincidence(by=place.user, reason=reason), words)


@require_POST
@vary_on_headers("HX-Request", "HX-Target")
def mark_relevant(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    check = _check(slug, pk)
    place = _editable(request, slug, check.claim.number)
    words = _("No longer a coincidence: it is shown among the checks again.")
    return _act(request, place, "checks", lambda reason: check.mark_relevant(by=place.user, reason=reason), words)


@require_POST
@vary_on_headers("HX-Request", "HX-Target")
def look(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Look for cross-checks and echoes again; a page that asks by itself (`auto`) is answered every 10 s at most."""
    place = _editable(request, slug, number)
    by_itself = bool(request.POST.get("auto"))
    if not is_due(place.dossier) or (by_itself and _looked_just_now(place.dossier.pk)):
        return HttpResponse(status=204) if by_itself else redirect(f"{place.url}#checks")
    look_again(place.dossier)
    if by_itself:
        place.after_an_act()
        return show(request, place)
    messages.success(request, _("The cross-checks are up to date."))
    return done(request, place, "checks")


def _looked_just_now(dossier: int) -> bool:
    return Look.objects.filter(dossier=dossier, at__gt=datetime.now(UTC) - REST).exists()


def _check(slug: str, pk: int) -> CrossCheck:
    return get_object_or_404(CrossCheck.objects.select_related("claim", "dossier"), pk=pk, dossier__slug=slug)
