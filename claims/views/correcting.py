"""Correcting a figure: how it is read, its as-of date, its origin. What is refused is answered with what was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from claims.correction_forms import FactsForm, FigureForm, ValueForm
from claims.models import Figure
from claims.refusals import Refusal
from claims.views.deciding import done
from claims.views.editing import editable_figure
from claims.views.place import Place
from claims.views.queue import value_of
from claims.views.review import show


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request", "HX-Target")
def correct_value(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """How the figure should be read, in words. GET, where signing in leads back to, shows it as it is."""
    return _corrected(request, slug, pk, lambda data, figure: ValueForm(data, figure=figure), _now_read)


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request", "HX-Target")
def correct_facts(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """As-of date and origin."""
    return _corrected(request, slug, pk, lambda data, figure: FactsForm(data, figure=figure), lambda _: _saved())


def _corrected(
    request: HttpRequest,
    slug: str,
    pk: int,
    form_for: Callable[[Mapping[str, Any], Figure], FigureForm],
    words: Callable[[Figure], str],
) -> HttpResponse:
    figure, place = editable_figure(request, slug, pk)
    if request.method != "POST":
        return redirect(f"{place.url}#f{pk}")
    form = form_for(request.POST, figure)
    if not form.is_valid():
        return _refused(request, place, form)
    try:
        form.record(place.user)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _refused(request, place, form)
    figure.refresh_from_db()
    messages.success(request, words(figure))
    return done(request, place, f"f{pk}")


def _refused(request: HttpRequest, place: Place, form: FigureForm) -> HttpResponse:
    return show(request, place, correction=form, status=422)


def _now_read(figure: Figure) -> str:
    return _("Corrected: it is now read as %(value)s. The printed text stays.") % {"value": value_of(figure)}


def _saved() -> str:
    return _("Corrected. The journal keeps what was there before.")
