"""A fact sheet from its JSON: what `claims.factsheet.json` wrote comes back as it was, to the last digit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from claims.collecting import uncollected
from claims.factsheet.json import FORMAT_VERSION
from claims.factsheet.sheet import (
    Change,
    FactSheet,
    Rule,
    Run,
    SheetCheck,
    SheetClaim,
    SheetFigure,
    SheetMention,
    SheetSource,
    SheetVerdict,
    Statement,
    Withdrawal,
)
from claims.figures.interval import Interval

Stored = Mapping[str, Any]


def thaw(content: str) -> FactSheet:
    """Raises ValueError where the content is of another format."""
    with uncollected():
        return _thaw(content)


def _thaw(content: str) -> FactSheet:
    data = json.loads(content, parse_float=Decimal)
    if data["format"] != FORMAT_VERSION:
        raise ValueError(f"A sheet of format {data['format']} cannot be read; this desk reads {FORMAT_VERSION}.")
    sources = {stored["id"]: _source(stored) for stored in data["sources"]}
    rules, changes, dossier = data["reading_rules"], data["changes"], data["dossier"]
    return FactSheet(
        slug=dossier["slug"],
        title=dossier["title"],
        language=dossier["language"],
        draft=data["draft"],
        made_at=datetime.fromisoformat(data["made_at"]),
        log_head=data["log_head"] or "",
        sources=tuple(sources.values()),
        claims=tuple(_claim(stored, sources) for stored in data["claims"]),
        number=data["number"] or 0,
        by=data["by"] or "",
        desk=data["desk"],
        site=data["site"] or "",
        rules_version=rules["version"],
        rules=tuple(Rule(tuple(rule["printed"].items()), rule["stands_for"]) for rule in rules["table"]),
        notes=tuple(data["notes"]),
        changes=tuple(Change(c["kind"], c["claim"] or 0, c["text"]) for c in changes["list"]),
        changed_since=changes["since"] or 0,
        withdrawal=_withdrawal(data["withdrawn"]),
    )


def _withdrawal(stored: Stored | None) -> Withdrawal | None:
    return stored and Withdrawal(datetime.fromisoformat(stored["at"]), stored["by"], stored["reason"])  # type: ignore[return-value]


def _source(stored: Stored) -> SheetSource:
    day = stored["published_on"]
    kept = ("file", "title", "publisher", "author", "language", "url", "origin", "sha256", "reconstructed", "withdrawn")
    return SheetSource(
        number=stored["id"],
        published_on=date.fromisoformat(day) if day else None,
        guessed=tuple(stored["guessed"]),
        **{name: stored[name] for name in kept},
    )


def _claim(stored: Stored, sources: Mapping[int, SheetSource]) -> SheetClaim:
    figures = {one["id"]: _figure(one, sources) for one in stored["figures"]}
    return SheetClaim(
        **{name: stored[name] for name in ("id", "label", "kind", "unit", "status", "on_sheet", "pinned")},
        versions=tuple(tuple(version) for version in stored["versions"]),
        figures=tuple(figures.values()),
        checks=tuple(_check(check) for check in stored["checks"]),
        sentence=stored["sentence"] or "",
        set_aside=stored["sentence_set_aside"],
        why_undecided=stored["why_undecided"] or "",
        statements=tuple(_statement(statement, figures) for statement in stored["statements"]),
        leads=tuple(figures[id_] for id_ in stored["leads"]),
    )


def _check(stored: Stored) -> SheetCheck:
    listed = {name: tuple(stored[name]) for name in ("fits", "excludes", "claims")}
    return SheetCheck(check=stored["check"], sentence=stored["sentence"], stale=stored["stale"], **listed)


def _statement(stored: Stored, figures: Mapping[int, SheetFigure]) -> Statement:
    return Statement(
        stored["role"],
        tuple(
            Run(
                run["text"],
                run.get("role", ""),
                tuple(figures[id_] for id_ in run.get("cites", ())),
                run.get("url", ""),
                run.get("language", ""),
            )
            for run in stored["runs"]
        ),
    )


def _figure(stored: Stored, sources: Mapping[int, SheetSource]) -> SheetFigure:
    kind = stored["kind"]
    return SheetFigure(
        id=stored["id"],
        source=sources[stored["source"]],
        origin_key=stored["origin"],
        kind=kind,
        said=_interval(stored, kind),
        compared=_interval(stored["compared"], kind),
        unit=stored["unit"],
        answer=stored["answer"] or "",
        as_of=stored["as_of"] or "",
        attribution=stored["attribution"],
        alternatives=tuple(stored["alternatives"]),
        assumed=tuple(stored["assumed"]),
        findings=tuple(stored["findings"]),
        in_dispute=stored["in_dispute"],
        verdict=_verdict(stored["verdict"]),
        mentions=tuple(SheetMention(**mention) for mention in stored["mentions"]),
    )


def _verdict(stored: Stored | None) -> SheetVerdict | None:
    if stored is None:
        return None
    at = datetime.fromisoformat(stored["at"])
    return SheetVerdict(
        stored["outcome"], stored["reason"], stored["by"], at, stored["evidence_url"] or "", stored["stale"]
    )


def _interval(stored: Stored, kind: str) -> Interval:
    low, high = (_bound(stored[name], kind) for name in ("low", "high"))
    return Interval(low, high, stored["low_open"], stored["high_open"])


def _bound(value: int | Decimal | str | None, kind: str) -> Decimal | None:
    """
    >>> _bound("2025-06-01", "date"), _bound(Decimal("2.5"), "percent"), _bound(None, "money")
    (Decimal('739403'), Decimal('2.5'), None)
    """
    if value is None:
        return None
    return Decimal(date.fromisoformat(str(value)).toordinal()) if kind == "date" else Decimal(value)
