"""Chosen rows of a list as a table, in CSV or as a workbook; like the fact sheet's, no cell can run as a formula.

Columns have the names of fields, whatever the reader's language, so that a program can read them and a table of sources
can be imported again (claims.source_table).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.admin import showing
from claims.admin.tables import first_mentions
from claims.factsheet.csv import safe
from claims.factsheet.json import bound
from claims.models import Claim, Figure, Verdict
from sources.models import Source

CHUNK = 500
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Export:
    """`fetch` adds to the chosen rows what `row` reads of each."""

    columns: tuple[str, ...]
    fetch: Callable[[QuerySet[Any]], QuerySet[Any]]
    row: Callable[[Any], list[object]]

    def rows(self, keys: QuerySet[Any]) -> Iterator[list[object]]:
        found = keys.model._default_manager.filter(pk__in=keys.order_by().values("pk"))
        return (self.row(row) for row in self.fetch(found).iterator(CHUNK))


CLAIMS = Export(
    (
        "dossier", "number", "label", "kind", "unit", "status", "pinned", "figures", "sources", "origins", "to_decide",
        "merged_into", "created_at",
    ),
    lambda claims: claims.select_related("dossier", "merged_into").order_by("dossier", "number"),
    lambda claim: [
        claim.dossier.slug, claim.number, claim.label, claim.kind, claim.unit, claim.status, claim.pinned,
        claim.figure_count, claim.source_count, claim.origin_count, claim.undecided_count,
        claim.merged_into and claim.merged_into.number, _moment(claim.created_at),
    ],
)  # fmt: skip
FIGURES = Export(
    (
        "dossier", "claim", "label", "figure", "source", "publisher", "quote", "answer", "kind", "low", "high", "unit",
        "as_of", "origin", "in_dispute", "verdict", "stale", "dismissed", "vanished",
    ),
    lambda figures: (
        figures.select_related("claim__dossier", "source", "origin")
        .prefetch_related(Prefetch("mentions", first_mentions()))
        .order_by("claim__dossier", "claim__number", "source__number", "pk")
    ),
    lambda figure: [
        figure.claim.dossier.slug, figure.claim.number, figure.claim.label, figure.pk, figure.source.number,
        figure.source.publisher, showing.quote(figure), figure.answer, figure.kind, bound(figure.said.low, figure.kind),
        bound(figure.said.high, figure.kind), figure.unit, figure.as_of, figure.origin and figure.origin.name,
        figure.in_dispute, figure.decision, figure.stale, figure.dismissed, figure.vanished,
    ],
)  # fmt: skip
SOURCES = Export(
    (
        "dossier", "number", "title", "publisher", "author", "published_on", "language", "origin", "url", "file",
        "reconstructed", "withdrawn", "added_at",
    ),
    lambda sources: sources.select_related("dossier", "origin").order_by("dossier", "number"),
    lambda source: [
        source.dossier.slug, source.number, source.title, source.publisher, source.author, source.published_on,
        source.language, source.origin and source.origin.name, source.url, source.name, source.reconstructed,
        source.withdrawn, _moment(source.added_at),
    ],
)  # fmt: skip
VERDICTS = Export(
    (
        "dossier", "position", "claim", "quotes", "figure", "outcome", "reason", "evidence_url", "by", "at", "batch",
        "digest",
    ),
    lambda verdicts: verdicts.select_related("dossier", "by").order_by("dossier", "position"),
    lambda verdict: [
        verdict.dossier.slug, verdict.position, verdict.judged["claim"]["label"],
        " · ".join(verdict.judged["quotes"]) or verdict.judged.get("answer", ""), verdict.figure_id, verdict.outcome,
        verdict.reason, verdict.evidence_url, verdict.by.get_username(), _moment(verdict.at), str(verdict.batch),
        verdict.digest,
    ],
)  # fmt: skip
EXPORTS: dict[type[Any], Export] = {Claim: CLAIMS, Figure: FIGURES, Source: SOURCES, Verdict: VERDICTS}


class ExportingAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Whoever may look at a list may take what is ticked of it along."""

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions: dict[str, Any] = super().get_actions(request)
        if IS_POPUP_VAR not in request.GET:
            for name, label, write in (
                ("export_csv", _("Export as CSV"), partial(_answer, "csv", "text/csv; charset=utf-8", write_csv)),
                ("export_xlsx", _("Export as Excel workbook"), partial(_answer, "xlsx", XLSX, write_xlsx)),
            ):
                actions[name] = (write, name, label)
        return actions


def write_csv(export: Export, rows: Iterable[list[object]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(export.columns)
    writer.writerows([safe("" if cell is None else cell) for cell in row] for row in rows)
    return out.getvalue().encode()


def write_xlsx(export: Export, rows: Iterable[list[object]]) -> bytes:
    import xlsxwriter  # type: ignore[import-untyped]  # 10 MB that a server which writes no workbook spares

    from claims.factsheet.xlsx import OPTIONS, Pages

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        Pages(book).add("dealdesk", ((column, 18) for column in export.columns), rows)
    return out.getvalue()


def _answer(
    ending: str,
    content_type: str,
    write: Callable[[Export, Iterable[list[object]]], bytes],
    _admin: Any,
    _request: HttpRequest,
    queryset: QuerySet[Any],
) -> HttpResponse:
    export = EXPORTS[queryset.model]
    response = HttpResponse(write(export, export.rows(queryset)), content_type=content_type)
    name = f"dealdesk-{queryset.model._meta.model_name}-{timezone.now():%Y-%m-%d}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _moment(at: Any) -> str:
    return str(at.isoformat(timespec="seconds"))
