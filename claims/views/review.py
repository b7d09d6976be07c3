"""The review page: queue, claim and source side by side; htmx gets the panes that change."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.middleware import HtmxDetails

from claims import remembering
from claims.correction_forms import FigureForm
from claims.forms import CommentForm, offered
from claims.views.claim_pane import ClaimPane
from claims.views.place import Place, place_of
from claims.views.queue import build_queue

TEMPLATE = "claims/review.html"
FRAGMENTS = {
    "claim": "claims/_opened.html",
    "source-pane": "claims/_source_pane.html",
    "checks": "claims/_checks.html",
    "comments": "claims/_commented.html",
}
WITHOUT_QUEUE = {"source-pane", "checks", "comments"}


@require_safe
@vary_on_headers("HX-Request", "HX-Target")
def review(request: HttpRequest, slug: str) -> HttpResponse:
    """The queue, with the first claim that waits for a decision open; the first of all where none waits."""
    place = place_of(request, slug)
    return remembering.whole(request, _shown(request, place), lambda: _first(request, place))


def _first(request: HttpRequest, place: Place) -> HttpResponse:
    place.open(place.next_undecided or place.queue.first())
    return show(request, place)


@require_safe
@vary_on_headers("HX-Request", "HX-Target")
def claim(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The same page with that claim open. `figure` in the address names the figure whose source is shown."""
    place = place_of(request, slug)
    return remembering.whole(request, _shown(request, place), lambda: _claim(request, place, number))


def _claim(request: HttpRequest, place: Place, number: int) -> HttpResponse:
    place.find(number)
    if place.claim and place.claim.number != number:
        return redirect(place.url)
    return show(request, place)


def _shown(request: HttpRequest, place: Place) -> tuple[Any, ...] | None:
    """All that a whole answer is made from: the dossier, the people, who is here, who asks and for what."""
    key = place.pulse.under("review", "ground", "claims", "people")
    if key is None or _htmx(request).trigger == "filters":
        return None
    return (*key, place.pulse.state, place.pulse.looked, place.user.pk, request.get_full_path(), htmx_target(request))


def show(
    request: HttpRequest,
    place: Place,
    *,
    pane: ClaimPane | None = None,
    correction: FigureForm | None = None,
    comment: CommentForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page, or the fragment for what htmx is about to replace. `correction` and `comment` were refused."""
    target = htmx_target(request)
    pane = pane or (ClaimPane(place, place.claim, is_answer=correction is not None) if place.claim else None)
    if pane and correction and (corrected := pane.card(correction.figure.pk)):
        corrected.shown = None
    context = {"place": place, "dossier": place.dossier, "pane": pane, "oob": target == "claim"}
    context |= {"correction": correction, "comment_form": comment or CommentForm()}
    if correction and place.claim:
        context["offered"] = offered(place.claim)
    if target not in WITHOUT_QUEUE:
        context |= {"queue": build_queue(place), "filters": place.filters}
    response = render(request, FRAGMENTS.get(target, TEMPLATE), remembering.token_in(context), status=status)
    if target and _htmx(request).trigger == "filters":
        response["HX-Push-Url"] = place.url  # without the filters that were left empty
    return response


def htmx_target(request: HttpRequest) -> str:
    """The id of the element that htmx will replace, where there is a fragment for it; empty for a whole page."""
    htmx = _htmx(request)
    if not htmx or htmx.history_restore_request:
        return ""
    target = str(htmx.target or "")
    return target if target in FRAGMENTS else ""


def _htmx(request: HttpRequest) -> HtmxDetails:
    """What django-htmx's middleware found in the request's headers."""
    details: HtmxDetails = getattr(request, "htmx")  # noqa: B009  (no attribute that the stubs know)
    return details
