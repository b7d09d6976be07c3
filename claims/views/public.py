"""What readers see without signing in: published sheets only, the same for everyone, and cheap to ask for again.

Every answer has an entity tag made from the frozen hash and from what has happened since: who has the newest is told so
without the sheet being read.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urljoin

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

from claims.factsheet import BY_ENDING, Format, named_formats
from claims.factsheet.archive import SCHEMAS
from claims.factsheet.changes import changes
from claims.factsheet.html import TEMPLATE, context
from claims.factsheet.outline import between_title, spoken
from claims.models import Publication
from claims.published import version_of
from claims.publishing import sheet_of, standing
from claims.remembering import known, text
from claims.views.downloads import kept_file

RENDERING = 2
"""Count it up when a renderer changes what it writes: readers then fetch what they have again."""
FRESH = 60  # seconds for which a cache need not ask
R = TypeVar("R", bound=HttpResponseBase)
CARD = Format("card", "card.png", "image/png")


@require_safe
@login_not_required
def sheet(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponseBase:
    """A published sheet; the newest where no number is given."""
    version = version_of(slug)
    key = version and ("sheet", number, *version)
    etag, moment = known(key, lambda: _state(slug, number))
    return unless_known(request, etag, moment, lambda: _page(request, slug, number, key))


def _state(slug: str, number: int | None) -> tuple[str, datetime | None]:
    """The entity tag of a sheet's page, and when it changed where that is known."""
    found = publication(slug, number)
    now = standing(found)
    return f"{tag(found)}-page-{now.token}", None if now.superseded else changed_at(found)


def _page(request: HttpRequest, slug: str, number: int | None, key: tuple[Any, ...] | None) -> HttpResponse:
    """Kept for all readers who come by the same address, under what its entity tag is known by."""
    site = request.build_absolute_uri("/")
    language, _end, html = text(key and (*key, site), lambda: _language_and_page(site, slug, number)).partition("\n")
    return HttpResponse(html, headers={"Content-Language": language})


def _language_and_page(site: str, slug: str, number: int | None) -> str:
    found = publication(slug, number)
    frozen, path = sheet_of(found), found.get_absolute_url()
    with spoken(frozen) as language:
        shown = {
            **context(frozen),
            "publication": found,
            "standing": standing(found),
            "base": path,
            "address": frozen.url or urljoin(site, path),
            "formats": named_formats(),
            "earlier": Publication.objects.of(frozen.slug).filter(number__lt=found.number),
        }
        return f"{language}\n{render_to_string(TEMPLATE, shown)}"


@require_safe
@login_not_required
def file(request: HttpRequest, slug: str, format: str, number: int | None = None) -> HttpResponseBase:
    """A published sheet as a file; its address stays, and so do its bytes."""
    if format not in BY_ENDING:
        raise Http404
    found = publication(slug, number)
    return unless_known(request, f"{tag(found)}-{format}", changed_at(found), lambda: _file(found, BY_ENDING[format]))


@require_safe
@login_not_required
def card(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """The picture that goes with a link to the sheet."""
    found = publication(slug, number)
    return unless_known(request, f"{tag(found)}-card", changed_at(found), lambda: _file(found, CARD))


@require_safe
@login_not_required
def between(request: HttpRequest, slug: str, old: int, new: int) -> HttpResponseBase:
    """What one published sheet says otherwise than another."""
    earlier, later = publication(slug, old), publication(slug, new)
    return unless_known(request, f"{tag(earlier)}-{tag(later)}", None, lambda: _between(request, earlier, later))


@require_safe
@login_not_required
def schema(request: HttpRequest, name: str) -> HttpResponse:
    """The JSON Schemas of what a sheet's files hold."""
    known = {path.name: path for path in SCHEMAS.glob("*.json")}
    if name not in known:
        raise Http404
    response = HttpResponse(Path(known[name]).read_bytes(), content_type="application/schema+json")
    return public(response)


def publication(slug: str, number: int | None) -> Publication:
    """Without its content, which is long; 404 where nothing was published under that number."""
    rows = Publication.objects.of(slug)
    found = (rows.filter(number=number) if number is not None else rows).first()
    if found is None:
        raise Http404
    return found


def tag(found: Publication) -> str:
    withdrawn = "-withdrawn" if found.is_withdrawn else ""
    return f"{found.sha256[:32]}-{RENDERING}{withdrawn}"


def changed_at(found: Publication) -> datetime:
    return found.withdrawal.at if found.is_withdrawn else found.at


def unless_known(
    request: HttpRequest, etag: str, changed: datetime | None, build: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """304 where the reader has it; else what `build` makes, with what a cache needs to know."""
    quoted = quote_etag(etag)
    moment = int(changed.timestamp()) if changed else None
    response = get_conditional_response(request, etag=quoted, last_modified=moment) or build()
    response.headers["ETag"] = quoted
    if moment is not None:
        response.headers["Last-Modified"] = http_date(moment)
    return public(response)


def public(response: R) -> R:
    """The same for every reader and every site, in the language of the dossier whatever the reader's."""
    patch_cache_control(response, public=True, max_age=FRESH)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.for_everyone = True  # type: ignore[attr-defined]
    return response


def _file(found: Publication, format_: Format) -> HttpResponseBase:
    frozen = sheet_of(found)
    response = kept_file(frozen, format_, f"{frozen.slug}-{found.number}-{tag(found)}.{format_.file}")
    response.headers["Content-Disposition"] = f'inline; filename="{frozen.name}.{format_.file}"'
    return response


def _between(request: HttpRequest, earlier: Publication, later: Publication) -> HttpResponse:
    old, new = sheet_of(earlier), sheet_of(later)
    with spoken(new) as language:
        response = render(
            request,
            "claims/public/changes.html",
            {
                "sheet": new,
                "language": language,
                "title": between_title(old, new),
                "changes": changes(old, new),
                "base": later.get_absolute_url(),
            },
        )
    response.headers["Content-Language"] = language
    return response
