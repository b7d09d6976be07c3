"""The one structure that every format renders. Plain data: bounds are `Decimal` or, for days, ISO dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from claims.figures.interval import Interval


@dataclass(frozen=True, slots=True)
class SheetSource:
    """`number` is what citations show. `origin` is the name of a shared origin, or empty."""

    id: int
    number: int
    file: str
    title: str
    publisher: str
    author: str
    published_on: date | None
    language: str
    url: str
    origin: str
    sha256: str
    reconstructed: bool
    withdrawn: bool
    guessed: tuple[str, ...]

    @property
    def short_name(self) -> str:
        return self.publisher or self.title


@dataclass(frozen=True, slots=True)
class SheetMention:
    """`start` and `end` are code points in the decoded file as imported."""

    id: int
    file: str
    start: int
    end: int
    quote: str
    printed: str
    hedge: str

    @property
    def wording(self) -> str:
        """What is printed, its hedge included."""
        if not self.hedge:
            return self.quote
        return f"{self.hedge}{'' if self.hedge.endswith(('’', chr(39))) else ' '}{self.quote}"


@dataclass(frozen=True, slots=True)
class SheetVerdict:
    outcome: str
    reason: str
    by: str
    at: datetime
    evidence_url: str
    stale: bool


@dataclass(frozen=True, slots=True)
class SheetFigure:
    """`said`: what the words state; `compared`: rounding applied. `verdict` is None where none stands."""

    id: int
    source: SheetSource
    origin_key: str
    kind: str
    said: Interval
    compared: Interval
    unit: str
    answer: str
    as_of: str
    attribution: str
    alternatives: tuple[dict[str, object], ...]
    assumed: tuple[str, ...]
    findings: tuple[str, ...]
    in_dispute: bool
    verdict: SheetVerdict | None
    mentions: tuple[SheetMention, ...]

    @property
    def decision(self) -> str:
        """Confirmed or contested where a verdict counts; a stale one does not."""
        return self.verdict.outcome if self.verdict and not self.verdict.stale else ""

    @property
    def wording(self) -> str:
        return self.answer or (self.mentions[0].wording if self.mentions else "")


@dataclass(frozen=True, slots=True)
class SheetCheck:
    """A relation that `fits` some figures and `excludes` others, by figure id; `sentence` gives its arithmetic.

    `claims`: those whose values it rests on. `stale`: what it rests on has changed since it was found.
    """

    check: str
    sentence: str
    fits: tuple[int, ...]
    excludes: tuple[int, ...]
    claims: tuple[int, ...]
    stale: bool


@dataclass(frozen=True, slots=True)
class SheetClaim:
    """`versions`: maximal sets of mutually compatible figures, by figure id."""

    id: int
    label: str
    kind: str
    unit: str
    status: str
    on_sheet: bool
    pinned: bool
    versions: tuple[tuple[int, ...], ...]
    figures: tuple[SheetFigure, ...]
    checks: tuple[SheetCheck, ...] = ()

    @property
    def origin_count(self) -> int:
        return len({figure.origin_key for figure in self.figures})


@dataclass(frozen=True, slots=True)
class FactSheet:
    """A dossier as it stands. `log_head` is the digest of its last verdict, or empty."""

    slug: str
    title: str
    language: str
    draft: bool
    made_at: datetime
    log_head: str
    sources: tuple[SheetSource, ...]
    claims: tuple[SheetClaim, ...]

    @property
    def stated(self) -> tuple[SheetClaim, ...]:
        """The claims that the sheet states."""
        return tuple(claim for claim in self.claims if claim.on_sheet)
