"""The pulse of a dossier: how far its record goes, its stamps and who else is there, in one query, since pages ask all
the time.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from claims import stamps
from claims.models.presence import GONE, REST
from sources.models import Dossier

# By hand, since building it from querysets takes longer than all the rest of the request. One row for each person in
# the dossier, one where there is nobody; each MAX is read off the end of an index. The same on both databases.
SQL = f"""
SELECT d.id, d.title, d.language,
  COALESCE((SELECT MAX(position) FROM claims_verdict WHERE dossier_id = d.id), 0),
  COALESCE((SELECT MAX(id) FROM claims_entry WHERE dossier_id = d.id), 0),
  COALESCE((SELECT MAX(id) FROM claims_comment WHERE dossier_id = d.id), 0),
  COALESCE((SELECT MAX(current_id) FROM sources_source WHERE dossier_id = d.id), 0),
  s.ground, s.claims, (SELECT ground FROM {stamps.DOSSIERS} WHERE dossier = {stamps.PEOPLE}),
  l.position, l.entry, l.edition, l.arrival,
  p.seen_at > %s, u.id, u.first_name, u.last_name, u.username, c.number, c.label
FROM sources_dossier d
LEFT JOIN {stamps.DOSSIERS} s ON s.dossier = d.id
LEFT JOIN claims_look l ON l.dossier_id = d.id
LEFT JOIN claims_presence p ON p.dossier_id = d.id AND p.seen_at > %s
LEFT JOIN dealdesk_user u ON u.id = p.user_id AND u.is_active
LEFT JOIN claims_claim c ON c.id = p.claim_id
WHERE d.slug = %s
"""  # noqa: S608


class Mark(NamedTuple):
    """How far the record went: the last verdict's position, and the last journal entry, comment and edition."""

    position: int
    entry: int
    comment: int
    edition: int


class Stamps(NamedTuple):
    """See claims.stamps; one is None where the database has none, and then nothing may be remembered."""

    ground: int | None
    claims: int | None
    people: int | None


class Seen(NamedTuple):
    """What the last look for cross-checks had seen; all None before the first one."""

    position: int | None
    entry: int | None
    edition: int | None
    arrival: int | None


class Row(NamedTuple):
    """One row of the query; from `is_fresh` on, all null where nobody is there."""

    dossier: int
    title: str
    language: str
    position: int
    entry: int
    comment: int
    edition: int
    ground: int | None
    claims: int | None
    rights: int | None
    looked_position: int | None
    looked_entry: int | None
    looked_edition: int | None
    arrival: int | None
    is_fresh: bool | None
    user: int | None
    first_name: str
    last_name: str
    username: str
    claim: int | None
    label: str | None


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
    """`people` are the others, by name; `is_noted`: one's own last sign of life is recent enough."""

    dossier: Dossier
    mark: Mark
    stamps: Stamps
    looked: Seen
    people: tuple[Person, ...]
    is_noted: bool

    @property
    def presence(self) -> str:
        """A digest of who is where: it names nobody."""
        seen = " ".join(f"{person.pk}@{person.claim}" for person in self.people)
        return hashlib.sha256(seen.encode()).hexdigest()[:12]

    @property
    def state(self) -> str:
        """What a page that shows all this has seen; it is the ETag too."""
        return ".".join((*map(str, self.mark), self.presence))

    def under(self, what: str, *stamps: str) -> tuple[Any, ...] | None:
        """A key for what is made from those parts of the dossier alone; None where the database has no stamp of one."""
        values = [getattr(self.stamps, name) for name in stamps]
        return None if None in values else (what, self.dossier.pk, *values)

    def on(self, number: int) -> list[Person]:
        return [person for person in self.people if person.claim == number]


def pulse_of(slug: str, user: int, now: datetime) -> Pulse:
    """The pulse for one reader, whom `people` leaves out; Dossier.DoesNotExist where there is none. One query."""
    times = [connection.ops.adapt_datetimefield_value(now - since) for since in (REST, GONE)]
    with connection.cursor() as cursor:
        cursor.execute(SQL, [*times, slug])
        rows = [Row(*row) for row in cursor.fetchall()]
    if not rows:
        raise Dossier.DoesNotExist
    people = sorted(
        (_person(row) for row in rows if row.user and row.user != user), key=lambda person: (person.name, person.pk)
    )
    first = rows[0]
    return Pulse(
        dossier=Dossier.from_db(
            connection.alias, ["id", "slug", "title", "language"], [first.dossier, slug, first.title, first.language]
        ),
        mark=Mark(first.position, first.entry, first.comment, first.edition),
        stamps=Stamps(first.ground, first.claims, first.rights),
        looked=Seen(first.looked_position, first.looked_entry, first.looked_edition, first.arrival),
        people=tuple(people),
        is_noted=any(row.user == user and row.is_fresh for row in rows),
    )


def seen_by(state: str) -> tuple[Mark, str] | None:
    """What a page says that it has seen, mark and presence; None where it says nothing that can be read.

    >>> seen_by("12.4.0.7.0a1b2c3d4e5f")
    (Mark(position=12, entry=4, comment=0, edition=7), '0a1b2c3d4e5f')
    >>> seen_by("12.4.x.7.0a1b2c3d4e5f"), seen_by("")
    (None, None)
    """
    *numbers, presence = state.split(".")
    if len(numbers) != len(Mark._fields) or not all(n.isascii() and n.isdigit() and len(n) < 18 for n in numbers):
        return None
    return Mark(*map(int, numbers)), presence


def initials(name: str) -> str:
    """
    >>> initials("Marc Le Goff"), initials("rene"), initials("Zoé")
    ('MG', 'RE', 'ZO')
    """
    words = name.split()
    return (words[0][0] + words[-1][0] if len(words) > 1 else name[:2]).upper()


def _person(row: Row) -> Person:
    full = f"{row.first_name} {row.last_name}".strip()
    return Person(pk=row.user or 0, name=full or row.username, claim=row.claim or 0, label=row.label or "")
