"""What the annotation ties to a figure: as of when it holds, and who says it.

A date or speaker is right, wrong (another one), missed (none) or invented (the annotation has none). A figure that was
not found counts as missed.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from claims.figures.reading import Reading

VERDICTS = ("right", "wrong", "missed", "invented")
_ARTICLES = re.compile(r"^(?:the|an|a|les|le|la|une|un|des|du)\s+|^[ldLD]['’]", re.IGNORECASE)


@dataclass(slots=True)
class Tied:
    """How well one of the two is read."""

    name: str
    counts: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def add(self, verdict: str, where: str, wanted: str, got: str) -> None:
        if not verdict:
            return
        self.counts[verdict] += 1
        if verdict != "right":
            self.notes.append(f"{self.name} {verdict:8} {where} is [{wanted}], read [{got}]")

    def line(self) -> str:
        right, wrong, missed, invented = (self.counts[verdict] for verdict in VERDICTS)
        recall, precision = _share(right, right + wrong + missed), _share(right, right + wrong + invented)
        counted = ", ".join(f"{self.counts[verdict]} {verdict}" for verdict in VERDICTS)
        return f"{self.name:10} recall {recall:.3f}  precision {precision:.3f}  ({counted})"


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def as_of_verdict(mention: dict[str, Any], reading: Reading | None) -> str:
    return _verdict(mention.get("as_of") or "", reading.as_of if reading else "", exact=True)


def speaker_verdict(mention: dict[str, Any], reading: Reading | None) -> str:
    """The verdict; nothing where the story is not annotated with speakers."""
    if "speaker" not in mention:
        return ""
    return _verdict(mention["speaker"] or "", reading.attribution if reading else "", exact=False)


def _verdict(wanted: str, got: str, exact: bool) -> str:
    if not wanted:
        return "invented" if got else ""
    if not got:
        return "missed"
    return "right" if (wanted == got if exact else same_name(wanted, got)) else "wrong"


def same_name(left: str, right: str) -> bool:
    """Whether two prints name the same speaker, loosely: without article and case, one may hold the other.

    >>> same_name("The company", "company's finance chief"), same_name("l’AFP", "AFP"), same_name("Meta", "Scale")
    (True, True, False)
    """
    one, other = _bare(left), _bare(right)
    return one == other or f" {one} " in f" {other} " or f" {other} " in f" {one} "


def _bare(name: str) -> str:
    return re.sub(r"\W+", " ", _ARTICLES.sub("", name.casefold().strip())).strip()
