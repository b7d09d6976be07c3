"""The pulse of a dossier: how far its record goes and who else is there, in one query, since pages ask all the time."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import FilteredRelation, Max, OuterRef, Q, QuerySet, Subquery

from claims.models import Comment, Entry, Verdict
from claims.models.presence import GONE
from sources.models import Dossier, Source

MARKS = ("position", "entry", "comment", "edition")


class Mark(NamedTuple):
    """How far the record went: the last verdict's position, and the last journal entry, comment and edition."""

    position: int
    entry: int
    comment: int
    edition: int


@dataclass(frozen=True, slots=True)
class Person:
    """Someone else who is here; `claim` is the number of the claim that they look at, 0 for none."""

    pk: int
    name: str
    claim: int
    label: str

    @property
    def initials(self) -> str:
        return initials(self.name)


@dataclass(frozen=True)
class Pulse:
    """`people` are the others, by name; `mine` is one's own last sign of life, where it still counts."""

    dossier: int
    mark: Mark
    people: tuple[Person, ...]
    mine: datetime | None

    @property
    def presence(self) -> str:
        """A digest of who is where: it names nobody."""
        seen = " ".join(f"{person.pk}@{person.claim}" for person in self.people)
        return hashlib.sha256(seen.encode()).hexdigest()[:12]

    @property
    def state(self) -> str:
        """What a page that shows all this has seen; it is the ETag too."""
        return ".".join((*map(str, self.mark), self.presence))

    def on(self, number: int) -> list[Person]:
        return [person for person in self.people if person.claim == number]


def pulse_of(slug: str, user: int, now: datetime) -> Pulse:
    """The pulse for one reader, whom `people` leaves out; Dossier.DoesNotExist where there is none. One query."""
    rows = list(_rows(slug, now))
    if not rows:
        raise Dossier.DoesNotExist
    people = sorted((_person(row) for row in rows if _counts(row, user)), key=lambda person: (person.name, person.pk))
    mine = next((row["here__seen_at"] for row in rows if row["here__user"] == user), None)
    mark = Mark(*(rows[0][name] or 0 for name in MARKS))
    return Pulse(dossier=rows[0]["pk"], mark=mark, people=tuple(people), mine=mine)


def seen_by(state: str) -> tuple[Mark, str] | None:
    """What a page says that it has seen, mark and presence; None where it says nothing that can be read.

    >>> seen_by("12.4.0.7.0a1b2c3d4e5f")
    (Mark(position=12, entry=4, comment=0, edition=7), '0a1b2c3d4e5f')
    >>> seen_by("12.4.x.7.0a1b2c3d4e5f"), seen_by("")
    (None, None)
    """
    *numbers, presence = state.split(".")
    if len(numbers) != len(MARKS) or not all(n.isascii() and n.isdigit() and len(n) < 18 for n in numbers):
        return None
    return Mark(*map(int, numbers)), presence


def initials(name: str) -> str:
    """
    >>> initials("Marc Le Goff"), initials("rene"), initials("Zoé")
    ('MG', 'RE', 'ZO')
    """
    words = name.split()
    return (words[0][0] + words[-1][0] if len(words) > 1 else name[:2]).upper()


def _rows(slug: str, now: datetime) -> QuerySet[Any, dict[str, Any]]:
    """One row for each person in the dossier, one where there is nobody; each number comes from the end of an index."""
    mine: dict[str, Any] = {"dossier": OuterRef("pk")}
    editions = Source.objects.filter(**mine).order_by().values("dossier").annotate(last=Max("current"))
    rows: QuerySet[Any, dict[str, Any]] = (
        Dossier.objects.filter(slug=slug)
        .annotate(
            here=FilteredRelation("presences", condition=Q(presences__seen_at__gt=now - GONE)),
            position=Subquery(Verdict.objects.filter(**mine).order_by("-position").values("position")[:1]),
            entry=Subquery(Entry.objects.filter(**mine).order_by("-pk").values("pk")[:1]),
            comment=Subquery(Comment.objects.filter(**mine).order_by("-pk").values("pk")[:1]),
            edition=Subquery(editions.values("last")),
        )
        .order_by()
        .values(
            "pk", *MARKS, "here__user", "here__seen_at", "here__user__is_active", "here__user__first_name",
            "here__user__last_name", "here__user__username", "here__claim__number", "here__claim__label",
        )
    )  # fmt: skip
    return rows


def _counts(row: dict[str, Any], user: int) -> bool:
    return bool(row["here__user__is_active"]) and row["here__user"] != user


def _person(row: dict[str, Any]) -> Person:
    full = f"{row['here__user__first_name']} {row['here__user__last_name']}".strip()
    return Person(
        pk=row["here__user"],
        name=full or row["here__user__username"],
        claim=row["here__claim__number"] or 0,
        label=row["here__claim__label"] or "",
    )
