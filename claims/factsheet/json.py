"""The sheet as JSON, the contract that other programs read (see docs/formats.md)."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from claims.factsheet.sheet import FactSheet, SheetClaim, SheetFigure, SheetSource
from claims.figures.interval import Interval

FORMAT_VERSION = 1


def render(sheet: FactSheet) -> str:
    return json.dumps(as_data(sheet), ensure_ascii=False, indent=1) + "\n"


def as_data(sheet: FactSheet) -> dict[str, Any]:
    return {
        "format": FORMAT_VERSION,
        "draft": sheet.draft,
        "made_at": sheet.made_at.isoformat(timespec="seconds"),
        "log_head": sheet.log_head or None,
        "dossier": {"slug": sheet.slug, "title": sheet.title, "language": sheet.language},
        "sources": [_source(source) for source in sheet.sources],
        "claims": [_claim(claim) for claim in sheet.claims],
    }


def bound(value: Decimal | None, kind: str) -> int | float | str | None:
    """A bound as JSON has it: a number, an ISO date, or null.

    >>> bound(Decimal("14300000000.000"), "money"), bound(Decimal("2.5"), "percent"), bound(Decimal(739403), "date")
    (14300000000, 2.5, '2025-06-01')
    """
    if value is None:
        return None
    if kind == "date":
        return date.fromordinal(int(value)).isoformat()
    return int(value) if value == value.to_integral_value() else float(value)


def _source(source: SheetSource) -> dict[str, Any]:
    return {
        "id": source.number,
        "file": source.file,
        "title": source.title,
        "publisher": source.publisher,
        "author": source.author,
        "published_on": source.published_on.isoformat() if source.published_on else None,
        "language": source.language,
        "url": source.url,
        "origin": source.origin,
        "sha256": source.sha256,
        "reconstructed": source.reconstructed,
        "withdrawn": source.withdrawn,
        "guessed": list(source.guessed),
    }


def _claim(claim: SheetClaim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "label": claim.label,
        "kind": claim.kind,
        "unit": claim.unit,
        "status": claim.status,
        "on_sheet": claim.on_sheet,
        "origins": claim.origin_count,
        "versions": [list(version) for version in claim.versions],
        "checks": [
            {
                "check": check.check,
                "sentence": check.sentence,
                "fits": list(check.fits),
                "excludes": list(check.excludes),
                "claims": list(check.claims),
                "stale": check.stale,
            }
            for check in claim.checks
        ],
        "figures": [_figure(figure) for figure in claim.figures],
    }


def _compared(interval: Interval, kind: str) -> dict[str, Any]:
    return {
        "low": bound(interval.low, kind),
        "high": bound(interval.high, kind),
        "low_open": interval.low_open,
        "high_open": interval.high_open,
    }


def _figure(figure: SheetFigure) -> dict[str, Any]:
    verdict = figure.verdict
    return {
        "id": figure.id,
        "source": figure.source.number,
        "low": bound(figure.said.low, figure.kind),
        "high": bound(figure.said.high, figure.kind),
        "compared": _compared(figure.compared, figure.kind),
        "unit": figure.unit,
        "answer": figure.answer or None,
        "as_of": figure.as_of or None,
        "attribution": figure.attribution,
        "alternatives": list(figure.alternatives),
        "assumed": list(figure.assumed),
        "findings": list(figure.findings),
        "in_dispute": figure.in_dispute,
        "verdict": None
        if verdict is None
        else {
            "outcome": verdict.outcome,
            "reason": verdict.reason,
            "by": verdict.by,
            "at": verdict.at.isoformat(timespec="seconds"),
            "evidence_url": verdict.evidence_url or None,
            "stale": verdict.stale,
        },
        "mentions": [
            {"file": m.file, "start": m.start, "end": m.end, "quote": m.quote, "printed": m.printed, "hedge": m.hedge}
            for m in figure.mentions
        ],
    }
