"""The Atom feed of a dossier: its published sheets with what each corrects, and withdrawals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims.factsheet.frozen import thaw
from claims.factsheet.sentences import sentence_language
from claims.factsheet.sheet import FactSheet
from claims.models import Publication
from claims.views.public import RENDERING, unless_known

MOST = 20


@dataclass(frozen=True, slots=True)
class Item:
    """A sheet as it was published (`withdrawn` empty), or the reason why it was withdrawn."""

    row: Publication
    sheet: FactSheet
    at: datetime
    withdrawn: str = ""


class SheetFeed(Feed):  # type: ignore[type-arg]
    """The newest first. Built in the language of the dossier."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> list[Publication]:
        rows: list[Publication] = kwargs["rows"]
        return rows

    def title(self, obj: list[Publication]) -> str:
        return _("%(title)s: sheets and corrections") % {"title": obj[0].title}

    def link(self, obj: list[Publication]) -> str:
        return obj[0].get_absolute_url()

    def feed_guid(self, obj: list[Publication]) -> str:
        return f"urn:dealdesk:{obj[0].dossier.slug}"

    def items(self, obj: list[Publication]) -> list[Item]:
        found = []
        for row in obj[:MOST]:
            sheet = thaw(row.content)
            found.append(Item(row, sheet, row.at))
            if row.is_withdrawn:
                found.append(Item(row, sheet, row.withdrawal.at, row.withdrawal.reason))
        return sorted(found, key=lambda item: item.at, reverse=True)

    def item_title(self, item: Any) -> str:
        words = _("Sheet no. %(number)d was withdrawn") if item.withdrawn else _("Fact sheet no. %(number)d")
        return f"{item.sheet.title} · {words % {'number': item.row.number}}"

    def item_description(self, item: Any) -> str:
        """What changed, or why it was withdrawn, as HTML."""
        if item.withdrawn:
            return format_html("<p>{}</p>", _("Reason: %(reason)s") % {"reason": item.withdrawn})
        lines = [(change.text,) for change in item.sheet.changes] or [(claim.label,) for claim in item.sheet.stated]
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", lines))

    def item_link(self, item: Any) -> str:
        return str(item.row.get_absolute_url())

    def item_guid(self, item: Any) -> str:
        event = "withdrawn" if item.withdrawn else "published"
        return f"urn:dealdesk:{item.sheet.slug}:{item.row.number}:{event}"

    def item_pubdate(self, item: Any) -> datetime:
        return item.at  # type: ignore[no-any-return]

    def item_updateddate(self, item: Any) -> datetime:
        return item.at  # type: ignore[no-any-return]

    def item_author_name(self, item: Any) -> str:
        return str(item.sheet.desk)


@require_safe
@login_not_required
def feed(request: HttpRequest, slug: str) -> HttpResponseBase:
    """404 where nothing was published."""
    rows = list(Publication.objects.of(slug))
    if not rows:
        raise Http404
    withdrawn = sum(row.is_withdrawn for row in rows)
    moment = max([row.at for row in rows] + [row.withdrawal.at for row in rows if row.is_withdrawn])
    etag = f"{rows[0].sha256[:32]}-{len(rows)}-{withdrawn}-feed-{RENDERING}"
    return unless_known(request, etag, moment, lambda: _built(request, slug, rows))


def _built(request: HttpRequest, slug: str, rows: list[Publication]) -> HttpResponseBase:
    language = sentence_language(rows[0].dossier.language)
    with translation.override(language):
        response = SheetFeed()(request, slug=slug, rows=rows)
    response.headers["Content-Language"] = language
    return response
