"""One source: its text whole, as stored, with every figure in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claims.models import Mention
from claims.passages import passages
from sources.models import Source


@require_safe
def source(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    shown = get_object_or_404(
        Source.objects.select_related("dossier", "origin", "current").defer("current__raw"),
        dossier__slug=slug,
        number=number,
    )
    edition = shown.current
    mentions = (
        list(Mention.objects.filter(edition=edition).select_related("figure__claim").order_by("start"))
        if edition
        else []
    )
    neighbours = dict(shown.dossier.sources.filter(number__in=[number - 1, number + 1]).values_list("number", "title"))
    context = {
        "dossier": shown.dossier,
        "source": shown,
        "edition": edition,
        "mentions": mentions,
        "passages": passages(edition.text, edition.mask_spans, [(m.start, m.end, m) for m in mentions])
        if edition
        else [],
        "previous": (number - 1, neighbours[number - 1]) if number - 1 in neighbours else None,
        "next": (number + 1, neighbours[number + 1]) if number + 1 in neighbours else None,
    }
    return render(request, "claims/source.html", context)
