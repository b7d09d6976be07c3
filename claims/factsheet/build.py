"""Rows to `FactSheet`: the dossier as it stands, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from django.conf import settings
from django.utils import translation

from claims import agreement
from claims.collecting import uncollected
from claims.crosschecks import sentence
from claims.factsheet.rows import Rows, rows_of
from claims.factsheet.rules import RULES_VERSION, reading_rules
from claims.factsheet.sentences import in_sentences, sentence_language
from claims.factsheet.sheet import FactSheet, SheetCheck, SheetClaim, SheetFigure, SheetSource
from claims.looking import check_basis, claim_basis
from claims.models import Claim, CrossCheck, Figure, Verdict
from sources.models import Dossier


def build_draft(dossier: Dossier, now: datetime | None = None, *, worded: bool = True) -> FactSheet:
    """The sheet as it would be published now. Figures that do not stand are not on it; their claims are.

    Where it is not `worded`, its claims have no sentences yet; those who need them make them (`claim_text`).
    """
    with uncollected():
        sheet = _build(dossier, now or datetime.now(UTC))
        return in_sentences(sheet) if worded else sheet


def _build(dossier: Dossier, now: datetime) -> FactSheet:
    rows = rows_of(dossier)
    bases = {row.number: claim_basis(rows.figures.get(row.pk, ())) for row in rows.claims} if rows.checks else {}
    last = Verdict.objects.filter(dossier=dossier).order_by("-position").values_list("digest", flat=True).first()
    with translation.override(sentence_language(dossier.language)):
        rules = reading_rules()
    return FactSheet(
        slug=dossier.slug,
        title=dossier.title,
        language=dossier.language,
        draft=True,
        made_at=now,
        log_head=last or "",
        sources=tuple(rows.sources.values()),
        claims=tuple(_claim(row, rows, bases, dossier.language) for row in rows.claims),
        desk=settings.DESK_NAME,
        site=settings.PUBLIC_URL,
        rules_version=RULES_VERSION,
        rules=rules,
    )


def _claim(row: Claim, rows: Rows, bases: Mapping[int, str], language: str) -> SheetClaim:
    figures = rows.figures.get(row.pk, [])
    versions = agreement.versions([figure.statement() for figure in figures])
    return SheetClaim(
        id=row.number,
        label=row.label,
        kind=row.kind,
        unit=row.unit,
        status=row.status,
        on_sheet=row.is_on_sheet,
        pinned=row.pinned,
        versions=tuple(tuple(sorted(version)) for version in versions),
        figures=tuple(_figure(figure, rows, rows.sources[figure.source_id]) for figure in figures),
        checks=tuple(_check(check, bases, language) for check in rows.checks.get(row.pk, ())),
        sentence=row.sentence,
    )


def _check(row: CrossCheck, bases: Mapping[int, str], language: str) -> SheetCheck:
    found = row.finding
    return SheetCheck(
        check=found.check,
        sentence=sentence(found, language),
        fits=found.fits,
        excludes=found.excludes,
        claims=tuple(operand.claim for operand in found.operands if operand.claim),
        stale=check_basis(found, bases) != row.basis,
    )


def _figure(row: Figure, rows: Rows, source: SheetSource) -> SheetFigure:
    return SheetFigure(
        id=row.pk,
        source=source,
        origin_key=row.origin_key,
        kind=row.kind,
        said=row.said,
        compared=row.interval,
        unit=row.unit,
        answer=row.answer,
        as_of=row.as_of,
        attribution=row.attribution,
        alternatives=tuple(row.alternatives),
        assumed=tuple(row.assumed),
        findings=tuple(row.findings),
        in_dispute=row.in_dispute,
        verdict=rows.verdicts.get(row.pk),
        mentions=tuple(rows.mentions.get(row.pk, ())),
    )
