"""Adding a figure that the reader missed, at a place of a source's text."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from claims.correction_forms import AddForm
from claims.models import Figure
from claims.refusals import Refusal
from claims.views.queue import value_of
from claims.views.source import may_add, show, source_of


@require_http_methods(["GET", "HEAD", "POST"])
def add_figure(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """GET, where signing in leads back to, shows the source. What is refused is shown with what was typed."""
    source = source_of(slug, number)
    address = reverse("source", args=[slug, number])
    if request.method != "POST":
        return redirect(address)
    if not may_add(request):
        raise PermissionDenied
    form = AddForm(request.POST, source=source)
    if not form.is_valid():
        return show(request, source, form, status=422)
    try:
        figure = form.record(request.user)  # type: ignore[arg-type]
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return show(request, source, form, status=422)
    messages.success(request, _added(figure))
    return redirect(f"{address}#m{figure.mentions.latest('pk').pk}")


def _added(figure: Figure) -> str:
    mention = figure.mentions.latest("pk")
    shown = {"quote": mention.quote, "value": value_of(figure), "claim": figure.claim.label}
    return _("Added: “%(quote)s”, read as %(value)s, in “%(claim)s”.") % shown
