"""The sheet as JSON, the contract that other programs read and the form in which a publication is frozen.

See docs/formats.md and the published schema, schema/factsheet-1.json. `claims.factsheet.frozen` reads it back.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, BinaryIO

from claims.factsheet.sheet import FactSheet, Run, SheetClaim, SheetFigure, SheetMention, SheetSource, Statement
from claims.factsheet.spelling import dumps
from claims.figures.interval import Interval

FORMAT_VERSION = 1
SCHEMA = "factsheet-1.json"


def render(sheet: FactSheet) -> str:
    return "".join(chunks(sheet))


def write(sheet: FactSheet, out: BinaryIO) -> None:
    for chunk in chunks(sheet):
        out.write(chunk.encode())


def chunks(sheet: FactSheet) -> Iterator[str]:
    """Claim by claim, so that only one is held as JSON at a time."""
    head, tail = dumps(_head(sheet)), '\n "claims": ['
    yield f"{head[:-2]},{tail}"
    comma = ""
    for claim in sheet.claims:
        yield comma + "\n" + indented(as_claim(claim))
        comma = ","
    yield "\n ]\n}\n"


def as_data(sheet: FactSheet) -> dict[str, Any]:
    return {**_head(sheet), "claims": [as_claim(claim) for claim in sheet.claims]}


def bound(value: Decimal | None, kind: str) -> int | float | str | None:
    """A bound as JSON has it: a number, an ISO date, or null.

    A bound is stored with 15 significant digits at most, which a float's shortest form gives back to the letter.

    >>> bound(Decimal("14300000000.000"), "money"), bound(Decimal("2.5"), "percent"), bound(Decimal(739403), "date")
    (14300000000, 2.5, '2025-06-01')
    """
    if value is None:
        return None
    if kind == "date":
        return date.fromordinal(int(value)).isoformat()
    return int(value) if value == value.to_integral_value() else float(value)


def indented(value: object) -> str:
    return f"  {dumps(value, 2)}"


def _head(sheet: FactSheet) -> dict[str, Any]:
    return {
        "$schema": f"{sheet.site}/schema/{SCHEMA}" if sheet.site else SCHEMA,
        "format": FORMAT_VERSION,
        "number": sheet.number or None,
        "draft": sheet.draft,
        "made_at": sheet.made_at.isoformat(timespec="seconds"),
        "by": sheet.by or None,
        "desk": sheet.desk,
        "site": sheet.site or None,
        "url": sheet.url or None,
        "log_head": sheet.log_head or None,
        "dossier": {"slug": sheet.slug, "title": sheet.title, "language": sheet.language},
        "withdrawn": None
        if sheet.withdrawal is None
        else {
            "at": sheet.withdrawal.at.isoformat(timespec="seconds"),
            "by": sheet.withdrawal.by,
            "reason": sheet.withdrawal.reason,
        },
        "reading_rules": {
            "version": sheet.rules_version,
            "table": [{"printed": dict(rule.examples), "stands_for": rule.meaning} for rule in sheet.rules],
        },
        "notes": list(sheet.notes),
        "changes": {
            "since": sheet.changed_since or None,
            "list": [{"kind": c.kind, "claim": c.claim or None, "text": c.text} for c in sheet.changes],
        },
        "sources": [_source(source) for source in sheet.sources],
    }


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


def as_claim(claim: SheetClaim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "label": claim.label,
        "kind": claim.kind,
        "unit": claim.unit,
        "status": claim.status,
        "on_sheet": claim.on_sheet,
        "pinned": claim.pinned,
        "origins": claim.origin_count,
        "sentence": claim.sentence or None,
        "sentence_set_aside": claim.set_aside,
        "why_undecided": claim.why_undecided or None,
        "statements": [_statement(statement) for statement in claim.statements],
        "leads": [figure.id for figure in claim.leads],
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


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "role": statement.role,
        "text": "".join(run.text for run in statement.runs),
        "runs": [_run(run) for run in statement.runs],
    }


def _run(run: Run) -> dict[str, Any]:
    """What is empty is left out: most runs are words alone."""
    written: dict[str, Any] = {"text": run.text, "role": run.role, "url": run.url, "language": run.language}
    written["cites"] = [figure.id for figure in run.cites]
    return {name: value for name, value in written.items() if value or name == "text"}


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
        "origin": figure.origin_key,
        "kind": figure.kind,
        "low": bound(figure.said.low, figure.kind),
        "high": bound(figure.said.high, figure.kind),
        "low_open": figure.said.low_open,
        "high_open": figure.said.high_open,
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
            "at": verdict.at.isoformat(timespec="microseconds"),
            "evidence_url": verdict.evidence_url or None,
            "stale": verdict.stale,
        },
        "mentions": [_mention(mention) for mention in figure.mentions],
    }


def _mention(mention: SheetMention) -> dict[str, Any]:
    return {
        "id": mention.id,
        "file": mention.file,
        "start": mention.start,
        "end": mention.end,
        "quote": mention.quote,
        "printed": mention.printed,
        "hedge": mention.hedge,
        "prefix": mention.prefix,
        "suffix": mention.suffix,
    }
