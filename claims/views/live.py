"""What happened since a page was made: nothing, most of the time (see docs/live.md)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from claims.forms import CommentForm
from claims.models import Comment, Presence
from claims.pulse import Mark, Pulse, pulse_of, seen_by
from claims.views.claim_pane import ClaimPane
from claims.views.news import News, news_of
from claims.views.place import number_in, place_of
from claims.views.queue import build_queue
from sources.models import Dossier

if TYPE_CHECKING:
    from dealdesk.models import User

NEVER_SEEN = Mark(0, 0, 0, 0)


@require_GET
@never_cache
def pulse(request: HttpRequest, slug: str) -> HttpResponse:
    """304 where the page has seen it all; else what it lacks, each part under its id. It is a sign of life too."""
    user, now = cast("User", request.user), datetime.now(UTC)
    number = number_in(request.GET.get("claim", ""))
    try:
        felt = pulse_of(slug, user.pk, now)
    except Dossier.DoesNotExist as error:
        raise Http404 from error
    if not felt.is_noted:
        Presence.objects.note(user, felt.dossier.pk, number, now)
    state = request.headers.get("If-None-Match", "").removeprefix("W/").strip('"')
    response = HttpResponseNotModified() if state == felt.state else _lacking(request, slug, number, felt, state)
    response["ETag"] = f'"{felt.state}"'
    return response


def _lacking(request: HttpRequest, slug: str, number: int | None, felt: Pulse, state: str) -> HttpResponse:
    """Who is here, always; the queue and the progress where the record goes on; the claim where that is about it."""
    seen, _presence = seen_by(state) or (NEVER_SEEN, "")
    place = place_of(request, slug, number, felt)
    context = {"place": place, "dossier": place.dossier}
    if seen != felt.mark:
        news = news_of(place.claim, seen, felt.mark, place.user.pk) if place.claim else News()
        context |= {"queue": build_queue(place), "filters": place.filters, "news": news}
        context |= {
            "pane": ClaimPane(place, place.claim) if place.claim and news.touched else None,
            "comment_form": CommentForm(),
        }
        context |= {"comments": Comment.objects.of(place.claim) if place.claim and news.said else None}
    return render(request, "claims/_pulse.html", context)
