"""The sheet as a file, marked a draft until it is published."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from claims.factsheet import BY_ENDING, Format
from claims.factsheet.build import build_draft
from claims.factsheet.sheet import FactSheet
from sources.models import Dossier

HELD = 1 << 20  # bytes of a file in memory; what is more goes to the disk


@require_safe
def download(request: HttpRequest, slug: str, format: str) -> HttpResponseBase:
    if format not in BY_ENDING:
        raise Http404
    sheet = build_draft(get_object_or_404(Dossier, slug=slug))
    response = as_file(sheet, BY_ENDING[format])
    response.headers["Content-Disposition"] = f'attachment; filename="{sheet.name}.{format}"'
    patch_cache_control(response, private=True, no_cache=True)
    return response


def as_file(sheet: FactSheet, format_: Format) -> HttpResponseBase:
    """The sheet's file, written whole before the first byte leaves: what fails is an error page, not half a file.

    A large one leaves the disk in pieces.
    """
    whole = SpooledTemporaryFile(HELD)  # noqa: SIM115 - the response closes it
    format_.write(sheet, whole)  # type: ignore[arg-type]
    length = whole.tell()
    whole.seek(0)
    if length > HELD:
        return FileResponse(whole, content_type=format_.media_type, headers={"Content-Length": str(length)})
    with whole:
        return HttpResponse(whole.read(), content_type=format_.media_type)
