"""The sheet as a file, marked a draft until it is published."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from claims.factsheet import RENDERERS
from claims.factsheet.build import build_draft
from sources.models import Dossier

# The ending of the address: the renderer and the media type.
FILES = {
    "json": ("json", "application/json"),
    "csv": ("csv", "text/csv; charset=utf-8"),
    "md": ("markdown", "text/markdown; charset=utf-8"),
}


@require_safe
def download(request: HttpRequest, slug: str, format: str) -> HttpResponse:
    if format not in FILES:
        raise Http404
    dossier = get_object_or_404(Dossier, slug=slug)
    renderer, media_type = FILES[format]
    sheet = build_draft(dossier)
    response = HttpResponse(RENDERERS[renderer].render(sheet).encode(), content_type=media_type)
    day = sheet.made_at.date().isoformat()
    name = f"{dossier.slug}-draft-{day}" if sheet.draft else f"{dossier.slug}-{day}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{format}"'
    patch_cache_control(response, private=True, no_cache=True)
    return response
