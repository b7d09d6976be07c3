"""One source: its text whole, as stored, with every figure in it; who may edit adds a figure that the reader missed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.correction_forms import AddForm
from claims.models import Entry, Mention
from claims.models.journal import Act
from claims.passages import passages
from claims.remembering import token_in
from claims.views.place import whole_page
from sources.models import Source


@require_safe
def source(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    return whole_page(request, slug, lambda _dossier: show(request, source_of(slug, number)))


def source_of(slug: str, number: int) -> Source:
    found = Source.objects.select_related("dossier", "origin", "current").defer("current__raw")
    return get_object_or_404(found, dossier__slug=slug, number=number)


def may_add(request: HttpRequest) -> bool:
    return request.user.has_perm("claims.edit_claim")


def show(request: HttpRequest, source: Source, form: AddForm | None = None, status: int = 200) -> HttpResponse:
    """The page; `form` is one that was refused, with what was typed."""
    edition, dossier, number = source.current, source.dossier, source.number
    mentions = _mentions(source)
    neighbours = dict(dossier.sources.filter(number__in=[number - 1, number + 1]).values_list("number", "title"))
    if form is None and may_add(request) and edition and not source.withdrawn:
        form = AddForm(source=source)
    context: dict[str, Any] = {
        "dossier": dossier,
        "source": source,
        "edition": edition,
        "mentions": mentions,
        "by_hand": _by_hand(mentions),
        "passages": passages(edition.text, edition.mask_spans, [(m.start, m.end, m) for m in mentions])
        if edition
        else [],
        "previous": (number - 1, neighbours[number - 1]) if number - 1 in neighbours else None,
        "next": (number + 1, neighbours[number + 1]) if number + 1 in neighbours else None,
        "form": form,
    }
    return render(request, "claims/source.html", token_in(context), status=status)


def _mentions(source: Source) -> list[Mention]:
    if source.current is None:
        return []
    return list(source.current.mentions.standing().select_related("figure__claim").order_by("start"))


def _by_hand(mentions: list[Mention]) -> set[int]:
    """The figures among them that an editor added."""
    added = Entry.objects.filter(subject="figure", act=Act.ADD, subject_id__in={m.figure_id for m in mentions})
    return {entry.subject_id for entry in added.only("subject_id", "after") if "dismissed" in entry.after}
