"""The sources of a dossier: what was printed, by whom, and what of that was guessed."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from sources.models import Dossier

PER_PAGE = 50


@require_safe
def sources(request: HttpRequest, slug: str) -> HttpResponse:
    dossier = get_object_or_404(Dossier, slug=slug)
    listed = dossier.sources.for_page().select_related("current").defer("current__raw", "current__text")
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "sources/sources.html", {"dossier": dossier, "page": page})
