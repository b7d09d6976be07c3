"""Acts on claims and figures other than verdicts; each is journalled by the model method that does it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from claims import editing
from claims.forms import MergeForm, MoveForm, RenameForm
from claims.models import Figure
from claims.refusals import Refusal
from claims.views.deciding import done
from claims.views.place import Place, place_of


@require_POST
@vary_on_headers("HX-Request", "HX-Target")
def pin_claim(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    place = _editable(request, slug, number)
    assert place.claim
    claim = place.claim
    return _act(
        request, place, "claim", lambda reason: claim.pin(by=place.user, reason=reason), _("Pinned to the fact sheet.")
    )


@require_POST
@vary_on_headers("HX-Request", "HX-Target")
def unpin_claim(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    place = _editable(request, slug, number)
    assert place.claim
    claim = place.claim
    return _act(
        request, place, "claim", lambda reason: claim.unpin(by=place.user, reason=reason), _("No longer pinned.")
    )


@require_POST
@vary_on_headers("HX-Request", "HX-Target")
def rename_claim(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    place = _editable(request, slug, number)
    assert place.claim
    claim, form = place.claim, RenameForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("A label needs 1 to 200 characters. The old one stays."))
        return done(request, place, "claim")
    label = form.cleaned_data["label"]
    return _act(
        request, place, "claim", lambda reason: claim.rename(label, by=place.user, reason=reason), _("Renamed.")
    )


@require_POST
@vary_on_headers("HX-Request", "HX-Target")
def dismiss_figure(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    figure, place = editable_figure(request, slug, pk)
    done_words = _("Dismissed: it no longer counts. It stays in the record and can be restored.")
    return _act(request, place, f"f{pk}", lambda reason: figure.dismiss(by=place.user, reason=reason), done_words)


@require_POST
@vary_on_headers("HX-Request", "HX-Target")
def restore_figure(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    figure, place = editable_figure(request, slug, pk)
    return _act(
        request,
        place,
        f"f{pk}",
        lambda reason: figure.restore(by=place.user, reason=reason),
        _("Restored: it counts again."),
    )


@require_POST
@vary_on_headers("HX-Request", "HX-Target")
def move_figure(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """To the claim of that number, or to a new claim where a label is given instead."""
    figure, place = editable_figure(request, slug, pk)
    form = MoveForm(request.POST, claim=figure.claim)
    if not form.is_valid():
        messages.error(request, _("Choose the claim that the figure answers, or name a new one."))
        return done(request, place, f"f{pk}")
    return _act(request, place, "claim", lambda reason: form.move(figure, place.user, reason), _("Moved."))


@require_POST
@vary_on_headers("HX-Request", "HX-Target")
def place_figure(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """It belongs where it is, whatever matching thought of the link."""
    figure, place = editable_figure(request, slug, pk)
    answer = _act(
        request,
        place,
        f"f{pk}",
        lambda reason: figure.place(by=place.user, reason=reason),
        _("Noted: this figure belongs here."),
    )
    return redirect("links", slug=slug) if request.POST.get("back") == "links" else answer


@require_POST
@vary_on_headers("HX-Request", "HX-Target")
def merge_claim(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    place = _editable(request, slug, number)
    assert place.claim
    claim, form = place.claim, MergeForm(request.POST, claim=place.claim)
    if not form.is_valid():
        messages.error(request, _("Choose the claim to merge into."))
        return done(request, place, "claim")
    into = form.cleaned_data["into"]
    return _act(
        request,
        place,
        "claim",
        lambda reason: editing.merge_claims(claim, into, by=place.user, reason=reason),
        _("Merged. The journal can undo it."),
    )


def _editable(request: HttpRequest, slug: str, number: int) -> Place:
    place = place_of(request, slug, number)
    if not place.may_edit:
        raise PermissionDenied
    return place


def editable_figure(request: HttpRequest, slug: str, pk: int) -> tuple[Figure, Place]:
    found = Figure.objects.select_related("claim", "source", "origin")
    figure = get_object_or_404(found, pk=pk, claim__dossier__slug=slug)
    place = _editable(request, slug, figure.claim.number)
    place.figure = pk
    return figure, place


def _act(request: HttpRequest, place: Place, anchor: str, act: Callable[[str], object], words: str) -> HttpResponse:
    try:
        act(request.POST.get("reason", ""))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    return done(request, place, anchor)
