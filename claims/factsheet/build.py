"""Rows to `FactSheet`: the dossier as it stands, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from django.conf import settings
from django.db.models import Prefetch
from django.utils import translation

from claims import agreement
from claims.crosschecks import sentence
from claims.factsheet.quotes import around
from claims.factsheet.rules import RULES_VERSION, reading_rules
from claims.factsheet.sentences import in_sentences, sentence_language
from claims.factsheet.sheet import (
    FactSheet,
    SheetCheck,
    SheetClaim,
    SheetFigure,
    SheetMention,
    SheetSource,
    SheetVerdict,
)
from claims.looking import check_basis, claim_basis
from claims.models import Claim, CrossCheck, Figure, Mention, Verdict
from claims.models.figure import DECISIONS, FigureQuerySet
from sources.models import Dossier, Source


def build_draft(dossier: Dossier, now: datetime | None = None) -> FactSheet:
    """The sheet as it would be published now. Figures that do not stand are not on it; their claims are."""
    sources = {
        row.pk: _source(row)
        for row in dossier.sources.select_related("origin", "current").defer("current__raw", "current__text")
    }
    texts = dict(dossier.sources.exclude(current=None).values_list("pk", "current__text"))
    checks = CrossCheck.objects.shown().filter(coincidence=False)
    found = Claim.objects.filter(dossier=dossier).in_queue()
    claims = list(found.prefetch_related(Prefetch("figures", _figures()), Prefetch("cross_checks", checks)))
    bases = {row.number: claim_basis(row.figures.all()) for row in claims}
    last = Verdict.objects.filter(dossier=dossier).order_by("-position").values_list("digest", flat=True).first()
    with translation.override(sentence_language(dossier.language)):
        rules = reading_rules()
    sheet = FactSheet(
        slug=dossier.slug,
        title=dossier.title,
        language=dossier.language,
        draft=True,
        made_at=now or datetime.now(UTC),
        log_head=last or "",
        sources=tuple(sorted(sources.values(), key=lambda source: source.number)),
        claims=tuple(_claim(row, sources, texts, _checks(row, bases, dossier.language)) for row in claims),
        desk=settings.DESK_NAME,
        site=settings.PUBLIC_URL,
        rules_version=RULES_VERSION,
        rules=rules,
    )
    return in_sentences(sheet)


def _figures() -> FigureQuerySet:
    """The standing figures of many claims with their mentions and verdicts, without any article's text."""
    return (
        Figure.objects.standing()
        .select_related("source", "source__origin", "origin")
        .prefetch_related(
            Prefetch("mentions", Mention.objects.printed()),
            Prefetch("verdicts", Verdict.objects.select_related("by").order_by("number")),
        )
        .order_by("source__number", "low", "high", "pk")
    )


def _source(row: Source) -> SheetSource:
    return SheetSource(
        number=row.number,
        file=row.name,
        title=row.title,
        publisher=row.publisher,
        author=row.author,
        published_on=row.published_on,
        language=row.language,
        url=row.url,
        origin=row.origin.name if row.origin else "",
        sha256=row.current.sha256 if row.current else "",
        reconstructed=row.reconstructed,
        withdrawn=row.withdrawn,
        guessed=tuple(row.guessed),
    )


def _checks(row: Claim, bases: Mapping[int, str], language: str) -> tuple[SheetCheck, ...]:
    return tuple(
        SheetCheck(
            check=found.check,
            sentence=sentence(found, language),
            fits=found.fits,
            excludes=found.excludes,
            claims=tuple(operand.claim for operand in found.operands if operand.claim),
            stale=check_basis(found, bases) != check.basis,
        )
        for check in row.cross_checks.all()
        for found in [check.finding]
    )


def _claim(
    row: Claim, sources: dict[int, SheetSource], texts: dict[int, str], checks: tuple[SheetCheck, ...]
) -> SheetClaim:
    figures = list(row.figures.all())
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
        figures=tuple(
            _figure(figure, sources[figure.source_id], texts.get(figure.source_id, "")) for figure in figures
        ),
        checks=checks,
        sentence=row.sentence,
    )


def _figure(row: Figure, source: SheetSource, text: str) -> SheetFigure:
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
        verdict=_verdict(row),
        mentions=tuple(
            SheetMention(m.pk, source.file, m.start, m.end, m.quote, m.printed, m.hedge, *around(text, m.start, m.end))
            for m in row.mentions.all()
        ),
    )


def _verdict(row: Figure) -> SheetVerdict | None:
    verdicts = list(row.verdicts.all())
    if not verdicts or verdicts[-1].outcome not in DECISIONS:
        return None
    last = verdicts[-1]
    by = last.by.get_full_name() or last.by.get_username()
    return SheetVerdict(last.outcome, last.reason, by, last.at, last.evidence_url, row.stale)
