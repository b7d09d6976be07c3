"""Where a chief publishes the sheet, withdraws one, and asks for a second pair of eyes."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims.factsheet import named_formats
from claims.factsheet.build import build_draft
from claims.models import Entry, Publication
from claims.models.journal import Act
from claims.publishing import deciders, fingerprint, publish, standing, undecided, withdraw
from claims.refusals import Refusal
from sources.models import Dossier

PERMISSION = "claims.publish_sheet"


@require_safe
def sheets(request: HttpRequest, slug: str) -> HttpResponse:
    """The published sheets, and for a chief the form that publishes the next."""
    dossier = get_object_or_404(Dossier, slug=slug)
    draft = build_draft(dossier)
    rows = list(Publication.objects.of(slug))
    return render(
        request,
        "claims/sheets.html",
        {
            "dossier": dossier,
            "draft": draft,
            "seen": fingerprint(draft),
            "undecided": undecided(draft),
            "unchanged": bool(rows) and rows[0].fingerprint == fingerprint(draft) and not rows[0].is_withdrawn,
            "rows": rows,
            "standing": standing(rows[0]) if rows else None,
            "formats": named_formats(),
            "may_publish": request.user.has_perm(PERMISSION),
            "decided_myself": request.user.pk in deciders(draft, dossier),
        },
    )


@require_POST
def publish_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    dossier = _publishable(request, slug)
    why = {
        int(name.removeprefix("why_")): words
        for name, words in request.POST.items()
        if name.removeprefix("why_").isdecimal() and isinstance(words, str)
    }
    site = request.build_absolute_uri("/").rstrip("/")
    seen = request.POST.get("seen", "")
    return _act(
        request,
        slug,
        lambda: publish(dossier, by=request.user, seen=seen, why=why, site=site),  # type: ignore[arg-type]
        _("Published. The sheet stays as it is; what changes from now on goes into the next."),
    )


@require_POST
def withdraw_sheet(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    row = get_object_or_404(Publication.objects.of(slug), number=number)
    _publishable(request, slug)
    reason = request.POST.get("reason", "")
    return _act(
        request,
        slug,
        lambda: withdraw(row, by=request.user, reason=reason),  # type: ignore[arg-type]
        _("Withdrawn. The sheet stays where it is and says so."),
    )


@require_POST
def set_rule(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a second pair of eyes, or no longer."""
    dossier = _publishable(request, slug)
    wanted = {"second_pair_of_eyes": request.POST.get("second_pair_of_eyes") == "on"}
    return _act(
        request,
        slug,
        lambda: Entry.objects.change(dossier, Act.PUBLISHING, wanted, by=request.user),  # type: ignore[arg-type]
        _("Noted."),
    )


def _publishable(request: HttpRequest, slug: str) -> Dossier:
    dossier = get_object_or_404(Dossier, slug=slug)
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    return dossier


def _act(request: HttpRequest, slug: str, act: Callable[[], object], words: str) -> HttpResponse:
    try:
        act()
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    return redirect("sheets", slug)
