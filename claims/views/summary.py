"""The summary: what the sources say of each claim and what the desk decided, every figure led to its quote."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims.factsheet import named_formats
from claims.factsheet.build import build_draft
from claims.factsheet.matrix import build_matrix
from claims.factsheet.quotes import quotes_by_source
from claims.factsheet.rules import reading_principle, reading_rules
from claims.factsheet.sentences import claim_text, reconstructed_note, sentence_language, withdrawn_notes
from claims.factsheet.sheet import FactSheet
from claims.models.claim import Status
from claims.remembering import token_in
from claims.views.place import whole_page
from sources.models import Dossier


@require_safe
def summary(request: HttpRequest, slug: str) -> HttpResponse:
    return whole_page(request, slug, lambda dossier: _summary(request, dossier))


def _summary(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    sheet = build_draft(dossier)
    return render(request, "claims/summary.html", token_in({"dossier": dossier, **sheet_context(sheet)}))


def sheet_context(sheet: FactSheet) -> dict[str, Any]:
    """What the template needs of a sheet."""
    singles = [claim for claim in sheet.claims if claim.status == Status.SINGLE and not claim.on_sheet]
    shown = [*sheet.stated, *singles]
    return {
        "sheet": sheet,
        "language": sentence_language(sheet.language),
        "stated": [claim_text(claim, sheet.language) for claim in sheet.stated],
        "singles": [claim_text(claim, sheet.language) for claim in singles],
        "matrix": build_matrix(sheet),
        "quotes": quotes_by_source(sheet.sources, shown),
        "origin_count": len({figure.origin_key for claim in shown for figure in claim.figures}),
        "undecided": sum(claim.status == Status.DISPUTED for claim in sheet.stated),
        "reconstructed": reconstructed_note(sheet.language)
        if any(source.reconstructed for source in sheet.sources)
        else "",
        "withdrawn": withdrawn_notes(sheet),
        "rules": reading_rules(),
        "principle": reading_principle(),
        "formats": named_formats(),
    }
