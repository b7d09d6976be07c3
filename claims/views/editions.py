"""Two editions of a source side by side, with what became of its figures."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.models import Figure
from sources.comparing import compare
from sources.models import Edition, Source


@require_safe
def editions(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """`old` and `new` in the address are edition numbers; the last two where they are not given."""
    found = Source.objects.select_related("dossier", "origin", "current").defer("current__raw", "current__text")
    source = get_object_or_404(found, dossier__slug=slug, number=number)
    known = list(source.editions.defer("raw").order_by("number"))
    if len(known) < 2:
        raise Http404
    old, new = _chosen(request, known)
    context = {
        "dossier": source.dossier,
        "source": source,
        "editions": known,
        "old": old,
        "new": new,
        "rows": compare(old.text, new.text),
        "gone": _only_in(old, new),
        "added": _only_in(new, old),
    }
    return render(request, "claims/editions.html", context)


def _chosen(request: HttpRequest, known: Sequence[Edition]) -> tuple[Edition, Edition]:
    by_number = {str(edition.number): edition for edition in known}
    old = by_number.get(request.GET.get("old", ""), known[-2])
    new = by_number.get(request.GET.get("new", ""), known[-1])
    return (old, new) if old != new else (known[-2], known[-1])


def _only_in(one: Edition, other: Edition) -> list[Figure]:
    """The figures that one edition prints and the other does not, with their claims, in the order of the text."""
    there = other.mentions.standing().values("figure")
    here = one.mentions.standing().exclude(figure__in=there).order_by("start")
    found = here.select_related("figure__claim").prefetch_related("figure__mentions")
    return list({mention.figure_id: mention.figure for mention in found}.values())
