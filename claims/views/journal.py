"""The journal: who did what to the dossier, newest first; an act other than a verdict can be undone here."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from claims.chronicle import acts, kinds, lines, people
from claims.models import Entry
from claims.refusals import Refusal
from sources.models import Dossier

if TYPE_CHECKING:
    from dealdesk.models import User

PER_PAGE = 40
# Who may change a thing may take the change back.
PERMISSIONS = {
    "claim": "claims.edit_claim",
    "figure": "claims.edit_claim",
    "source": "sources.change_source",
    "dossier": "sources.change_dossier",
}


@require_http_methods(["GET", "HEAD", "POST"])
def journal(request: HttpRequest, slug: str) -> HttpResponse:
    """The list; a POST with the id of an `entry` undoes it."""
    dossier = get_object_or_404(Dossier, slug=slug)
    if request.method == "POST":
        return _undo(request, dossier)
    asked = {name: request.GET.get(name, "").strip() for name in ("by", "kind", "words")}
    asked["by"] = asked["by"] if asked["by"].isdecimal() else ""
    page = Paginator(acts(dossier, **asked), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "dossier": dossier,
        "page": page,
        "lines": lines(page.object_list),
        "people": [(str(pk), name) for pk, name in people(dossier)],
        "kinds": kinds(),
        "asked": asked,
        "undoable": [subject for subject, permission in PERMISSIONS.items() if request.user.has_perm(permission)],
    }
    return render(request, "claims/journal.html", context)


def _undo(request: HttpRequest, dossier: Dossier) -> HttpResponseRedirect:
    """Take an entry back by appending another; 403 without the permission for what it changed."""
    number = request.POST.get("entry", "")
    entry = get_object_or_404(Entry, dossier=dossier, pk=number if number.isdecimal() else None)
    if not request.user.has_perm(PERMISSIONS[entry.subject]):
        raise PermissionDenied
    try:
        if Entry.objects.filter(undoes=entry).exists():
            raise Refusal(_("This was already undone."))
        Entry.objects.undo(entry, by=cast("User", request.user), reason=request.POST.get("reason", "")[:1000])
        messages.success(request, _("Undone. The journal keeps both acts."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("journal", slug=dossier.slug)
