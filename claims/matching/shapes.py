"""What matching takes and gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from claims.figures.reading import Reading

Member = tuple[str, int]  # key of the article, index of the reading in it


@dataclass(frozen=True, slots=True)
class Text:
    """One article with its readings, in the order of the text.

    `language` is a BCP 47 tag. `placed` says which readings an existing claim already holds (index to claim number),
    since an editor or an earlier import put them there: they are never moved.
    """

    key: str
    text: str
    title: str
    language: str
    published_on: date | None
    readings: tuple[Reading, ...]
    placed: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Link:
    """Why `a` joined `b`: `strength` from 0 to 1, and the reasons as sentences in the dossier's language."""

    a: Member
    b: Member
    strength: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One proposed claim.

    `claim` is the existing claim that it extends, or None for a new one. `members` stand in document order, those
    already placed included; `links` explain each member that is not placed, save the first of a new claim.
    """

    claim: int | None
    label: str
    kind: str
    unit: str
    members: tuple[Member, ...]
    links: tuple[Link, ...]
