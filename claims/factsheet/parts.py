"""A long sheet in parts, each short enough to be laid out in a bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from claims.factsheet.matrix import Row, build_matrix
from claims.factsheet.sentences import claim_text
from claims.factsheet.sheet import FactSheet, SheetClaim, SheetSource

ACROSS = 6  # sources beside one another in a table
HEAVIEST = 2_000  # citations in a part, or what weighs as much: each takes about 75 kB while it is laid out
ROW = 2  # what a row of a table weighs


@dataclass(slots=True)
class Table:
    """Rows of the matrix, of the sources from `at` on."""

    sources: tuple[SheetSource, ...]
    at: int
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Part:
    """What stands in a part, in this order. `cited`: how many citations there are before it; `begun`: what it goes on
    with, by name.
    """

    cited: int = 0
    begun: frozenset[str] = frozenset()
    tables: list[Table] = field(default_factory=list)
    claims: list[SheetClaim] = field(default_factory=list)
    rules: bool = False
    sources: list[SheetSource] = field(default_factory=list)
    weight: int = 0

    @property
    def sections(self) -> frozenset[str]:
        held = {"tables": self.tables, "claims": self.claims, "sources": self.sources}
        return frozenset(name for name, pieces in held.items() if pieces)


def split(sheet: FactSheet, heaviest: int = HEAVIEST) -> list[Part]:
    """One part where the sheet is short enough."""
    parts = [Part()]
    cited = 0
    for piece in _pieces(sheet):
        part = parts[-1]
        if part.weight and part.weight + piece.weight > heaviest:
            parts.append(part := Part(cited, part.begun | part.sections))
        piece.put(part)
        part.weight += piece.weight
        cited += piece.cites
    return parts


@dataclass(frozen=True, slots=True)
class Piece:
    what: Table | SheetClaim | SheetSource | None
    weight: int
    cites: int = 0

    def put(self, part: Part) -> None:
        if isinstance(self.what, SheetClaim):
            part.claims.append(self.what)
        elif isinstance(self.what, SheetSource):
            part.sources.append(self.what)
        elif self.what is None:
            part.rules = True
        elif part.tables and part.tables[-1].at == self.what.at:
            part.tables[-1].rows.extend(self.what.rows)
        else:
            part.tables.append(self.what)


def _pieces(sheet: FactSheet) -> Iterator[Piece]:
    matrix = build_matrix(sheet)
    for at in range(0, len(matrix.sources), ACROSS):
        across = matrix.sources[at : at + ACROSS]
        yield from (Piece(Table(across, at, [row]), ROW) for row in matrix.rows)
    for claim in sheet.stated:
        statements = claim_text(claim, sheet.language).statements
        cites = sum(len(run.cites) for statement in statements for run in statement.runs)
        yield Piece(claim, cites + len(claim.figures) // 4 + 1, cites)
    if sheet.rules:
        yield Piece(None, len(sheet.rules))
    yield from (Piece(source, 1) for source in sheet.sources)
