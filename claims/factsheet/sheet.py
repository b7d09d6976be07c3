"""The one structure that every format renders, and that a publication freezes. Plain data: bounds are `Decimal`,
days are counted as `claims.figures.interval` counts them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from claims.figures.interval import Interval


@dataclass(frozen=True, slots=True)
class SheetSource:
    """`number` is what citations show, one a dossier. `origin` is the name of a shared origin, or empty."""

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
    """`start` and `end` are code points in the decoded file as imported; `prefix` and `suffix` are what stands
    right before and after, character for character.
    """

    id: int
    file: str
    start: int
    end: int
    quote: str
    printed: str
    hedge: str
    prefix: str = ""
    suffix: str = ""

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
class Run:
    """A stretch of a sentence, then the figures cited right after it.

    `role`: "" for the sheet's own words; `printed` for a source's wording, `lead` for the one the claim rests on;
    `source` for a name; `reconstructed` for the mark of a demonstration text; `reason` for what an editor wrote;
    `link` for an address, in `url`.
    """

    text: str
    role: str = ""
    cites: tuple[SheetFigure, ...] = ()
    url: str = ""
    language: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One paragraph. `role`: confirmed, agreed, compatible, contested, undecided, check, stale or origin."""

    role: str
    runs: Runs


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
    """`versions`: maximal sets of mutually compatible figures, by figure id.

    `statements` are its sentences and `leads` the figures that they rest on, both empty until the sheet is worded.
    `sentence` is an editor's own wording of the leading statement, with placeholders (claims.factsheet.rewriting);
    `set_aside` where it no longer fits the figures.
    `why_undecided`: why the desk publishes without having decided.
    """

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
    sentence: str = ""
    why_undecided: str = ""
    statements: tuple[Statement, ...] = ()
    leads: tuple[SheetFigure, ...] = ()
    set_aside: bool = False

    @property
    def origin_count(self) -> int:
        return len({figure.origin_key for figure in self.figures})


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of how numbers are read: `examples` as printed, by language, and what they stand for."""

    examples: tuple[tuple[str, str], ...]
    meaning: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a sheet says otherwise than an earlier one. `claim` is its number, 0 where it is about no claim.

    `kind`: correction where something published was taken back or altered, addition where something is new.
    """

    kind: str
    claim: int
    text: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A published sheet that was withdrawn: it stays, and says so."""

    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class FactSheet:
    """A dossier as it stands, or as it was published under a `number` (0 for a draft).

    `log_head` is the digest of its last verdict, or empty. `site` is the address of the desk, empty where it has none
    that readers know; `desk` the name of the newsroom. `notes` are sentences about the whole sheet, `changes` what it
    says otherwise than the number before. `withdrawal` is no part of what is frozen: it follows it.
    """

    slug: str
    title: str
    language: str
    draft: bool
    made_at: datetime
    log_head: str
    sources: tuple[SheetSource, ...]
    claims: tuple[SheetClaim, ...]
    number: int = 0
    by: str = ""
    desk: str = ""
    site: str = ""
    rules_version: str = ""
    rules: tuple[Rule, ...] = ()
    notes: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    changed_since: int = 0
    withdrawal: Withdrawal | None = None

    @property
    def stated(self) -> tuple[SheetClaim, ...]:
        """The claims that the sheet states."""
        return tuple(claim for claim in self.claims if claim.on_sheet)

    @property
    def url(self) -> str:
        """Its permanent address; empty for a draft, or where the desk has no address that readers know."""
        return f"{self.site}/s/{self.slug}/{self.number}/" if self.site and self.number else ""

    @property
    def name(self) -> str:
        """What a file of it is called, without an ending."""
        return f"{self.slug}-{self.number}" if self.number else f"{self.slug}-draft-{self.made_at.date().isoformat()}"
