"""Claims by sources: what each source says of each claim, and whether it agrees."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from claims.factsheet.sheet import FactSheet, SheetClaim, SheetFigure, SheetSource

WIDEST = 60  # sources beside one another


@dataclass(frozen=True, slots=True)
class Answer:
    """One figure in a cell. `state`: confirmed, contested, undecided, agreed, or single where nobody else answers."""

    figure: SheetFigure
    state: str


@dataclass(frozen=True, slots=True)
class Row:
    """One claim; `cells` follow the order of the matrix's sources, empty where a source is silent."""

    claim: SheetClaim
    cells: tuple[tuple[Answer, ...], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    sources: tuple[SheetSource, ...]
    rows: tuple[Row, ...]


def build_matrix(sheet: FactSheet) -> Matrix:
    """The claims that the sheet states by the sources that say something of them; empty where nobody would read it.

    Of hundreds of sources nearly all cells are empty, and there are millions: the statements say who says what.
    """
    speaking = {figure.source.number for claim in sheet.stated for figure in claim.figures}
    sources = tuple(source for source in sheet.sources if source.number in speaking)
    if len(sources) > WIDEST:
        return Matrix((), ())
    return Matrix(sources, tuple(_row(claim, sources) for claim in sheet.stated))


def state(claim: SheetClaim, figure: SheetFigure) -> str:
    """How a figure stands: what was decided, else whether it waits for a decision, else whether others say so too."""
    if figure.decision:
        return figure.decision
    if figure.in_dispute:
        return "undecided"
    return "single" if claim.origin_count == 1 else "agreed"


def _row(claim: SheetClaim, sources: tuple[SheetSource, ...]) -> Row:
    said: defaultdict[int, list[Answer]] = defaultdict(list)
    for figure in claim.figures:
        said[figure.source.number].append(Answer(figure, state(claim, figure)))
    return Row(claim, tuple(tuple(said[source.number]) for source in sources))
