"""Plain functions that make sheets without a database; every argument has a sensible default."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from claims.factsheet.sheet import FactSheet, SheetClaim, SheetFigure, SheetMention, SheetSource, SheetVerdict
from claims.figures.interval import Interval

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def source(number: int = 1, publisher: str = "", **fields: Any) -> SheetSource:
    given: dict[str, Any] = {
        "number": number, "file": f"{number}.txt",
        "title": f"Article {number}", "publisher": publisher,
        "author": "", "published_on": None, "language": "fr", "url": "", "origin": "", "sha256": "ab" * 32,
        "reconstructed": False, "withdrawn": False, "guessed": (),
    }  # fmt: skip
    return SheetSource(**(given | fields))


def exact(value: str, half: str = "0.05") -> Interval:
    """A value as it is compared: half a digit either way."""
    return Interval(Decimal(value) - Decimal(half), Decimal(value) + Decimal(half), high_open=True)


def figure(
    id_: int,
    quote: str,
    said: str | Interval,
    of: SheetSource,
    *,
    hedge: str = "",
    also: tuple[str, ...] = (),
    **fields: Any,
) -> SheetFigure:
    """A figure printed as `quote`, and as each of `also`. A string is an exact value in billions."""
    interval = said if isinstance(said, Interval) else Interval(Decimal(said), Decimal(said))
    compared = said if isinstance(said, Interval) else exact(said)
    given: dict[str, Any] = {
        "id": id_, "source": of, "origin_key": f"source-{of.number}", "kind": "money", "said": interval,
        "compared": compared, "unit": "USD",
        "answer": "", "as_of": "", "attribution": "", "alternatives": (), "assumed": (), "findings": (),
        "in_dispute": False, "verdict": None,
        "mentions": tuple(
            SheetMention(id_ * 10 + place, of.file, place * 100, place * 100 + len(words), words, words, hedge)
            for place, words in enumerate((quote, *also))
        ),
    }  # fmt: skip
    return SheetFigure(**(given | fields))


def verdict(
    outcome: str, reason: str = "", *, by: str = "Claire Desk", stale: bool = False, evidence: str = ""
) -> SheetVerdict:
    return SheetVerdict(outcome, reason, by, NOON, evidence, stale)


def claim(*figures: SheetFigure, status: str = "agreed", **fields: Any) -> SheetClaim:
    given: dict[str, Any] = {
        "id": 1, "label": "Montant investi", "kind": "money", "unit": "USD", "on_sheet": True,
        "pinned": False, "versions": (),
    }  # fmt: skip
    return SheetClaim(**(given | {"status": status, "figures": figures} | fields))


def sheet(*claims: SheetClaim, sources: tuple[SheetSource, ...] = (), **fields: Any) -> FactSheet:
    found = {f.source.number: f.source for c in claims for f in c.figures} | {s.number: s for s in sources}
    given: dict[str, Any] = {
        "slug": "story", "title": "Une histoire", "language": "en", "draft": True, "made_at": NOON, "log_head": "",
        "desk": "Le Journal",
        "sources": tuple(sorted(found.values(), key=lambda s: s.number)), "claims": claims,
    }  # fmt: skip
    return FactSheet(**(given | fields))
