"""The journal: who did what to the dossier, newest first; an act other than a verdict can be undone here."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from claims.acts import Asked, kinds, page_of, people
from claims.chronicle import lines
from claims.models import Entry
from claims.refusals import Refusal
from claims.undoing import PERMISSIONS, open_rows, undo_acts
from sources.models import Dossier

if TYPE_CHECKING:
    from dealdesk.models import User

PER_PAGE = 40


@require_http_methods(["GET", "HEAD", "POST"])
def journal(request: HttpRequest, slug: str) -> HttpResponse:
    """The list; a POST with the id of an `entry` undoes the act that it is a row of, whole."""
    dossier = get_object_or_404(Dossier, slug=slug)
    if request.method == "POST":
        return _undo(request, dossier)
    asked = Asked(**{field.name: request.GET.get(field.name, "").strip() for field in fields(Asked)})
    if not asked.by.isdecimal() or len(asked.by) > 18:
        asked = replace(asked, by="")
    page = page_of(dossier, asked, PER_PAGE)
    shown = lines(page.places)
    context = {
        "dossier": dossier,
        "page": page,
        "lines": shown,
        "rows": open_rows([line.entry.batch for line in shown if line.entry]),
        "heads": set({line.entry.batch: line.entry.pk for line in reversed(shown) if line.entry}.values()),
        "people": [(str(pk), name) for pk, name in people(dossier)],
        "kinds": kinds(),
        "asked": asked,
        "undoable": [subject for subject, permission in PERMISSIONS.items() if request.user.has_perm(permission)],
    }
    return render(request, "claims/journal.html", context)


def _undo(request: HttpRequest, dossier: Dossier) -> HttpResponseRedirect:
    """Take an act back by appending to the journal; 403 without the permission for what it changed."""
    number, rows = request.POST.get("entry", ""), request.POST.get("rows", "1")
    entry = get_object_or_404(Entry, dossier=dossier, pk=number if number.isdecimal() else None)
    try:
        undone = undo_acts(
            dossier,
            [entry.batch],
            rows=int(rows) if rows.isdecimal() and len(rows) < 9 else 1,
            by=cast("User", request.user),
            reason=request.POST.get("reason", "")[:1000],
        )
        messages.success(request, _undone(len(undone)))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("journal", slug=dossier.slug)


def _undone(rows: int) -> str:
    if rows == 1:
        return _("Undone. The journal keeps both acts.")
    return ngettext(
        "Undone, %(count)d row. The journal keeps both acts.",
        "Undone, %(count)d rows. The journal keeps both acts.",
        rows,
    ) % {"count": rows}
