"""The sheet as a file, marked a draft until it is published."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import BinaryIO

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from claims.collecting import uncollected
from claims.factsheet import BY_ENDING, Format
from claims.factsheet.build import build_draft
from claims.factsheet.sheet import FactSheet
from sources.models import Dossier

HELD = 1 << 20  # bytes of a file in memory; what is more goes to the disk


@require_safe
def download(request: HttpRequest, slug: str, format: str) -> HttpResponseBase:
    if format not in BY_ENDING:
        raise Http404
    format_ = BY_ENDING[format]
    dossier = get_object_or_404(Dossier, slug=slug)
    with uncollected():
        sheet = build_draft(dossier, worded=format_.worded)
        response = as_file(sheet, format_)
    response.headers["Content-Disposition"] = f'attachment; filename="{sheet.name}.{format}"'
    patch_cache_control(response, private=True, no_cache=True)
    return response


def as_file(sheet: FactSheet, format_: Format) -> HttpResponseBase:
    """The sheet's file, written whole before the first byte leaves: what fails is an error page, not half a file."""
    whole = SpooledTemporaryFile(HELD)  # noqa: SIM115 - the response closes it
    format_.write(sheet, whole)  # type: ignore[arg-type]
    return in_pieces(whole, format_)  # type: ignore[arg-type]


def kept_file(sheet: FactSheet, format_: Format, name: str) -> HttpResponseBase:
    """The file of a published sheet, made once and kept under `name`: it can only ever be the same."""
    folder = Path(settings.STATE_DIR) / "sheets"
    path = folder / name
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(path, sheet, format_)
    return in_pieces(path.open("rb"), format_)


def write_whole(path: Path, sheet: FactSheet, format_: Format) -> None:
    """Write beside the file, then put it in its place: an earlier one stays until the new one is whole."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            format_.write(sheet, file)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def in_pieces(whole: BinaryIO, format_: Format) -> HttpResponseBase:
    """A large file leaves the disk in pieces, a small one at once."""
    length = whole.seek(0, os.SEEK_END)
    whole.seek(0)
    if length > HELD:
        return FileResponse(whole, content_type=format_.media_type, headers={"Content-Length": str(length)})
    with whole:
        return HttpResponse(whole.read(), content_type=format_.media_type)
