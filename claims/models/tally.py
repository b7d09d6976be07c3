"""How many claims a dossier has, of which kinds, units and statuses, and how far it is: kept, and never counted for a
page (see claims.tallying).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Count, Sum

from claims.models.claim import Claim, Status

TABLE = "claims_tally"
GROUP = ("kind", "unit", "status")
KEPT = f"SELECT {', '.join(GROUP)}, claims, in_dispute, undecided FROM {TABLE} WHERE dossier = %s AND claims > 0"  # noqa: S608


@dataclass(slots=True)
class Tally:
    """`to_decide` counts the figures in dispute, `decided` those with a verdict that counts; `disputed`: claims."""

    claims: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    units: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    to_decide: int = 0
    decided: int = 0

    @property
    def disputed(self) -> int:
        return self.statuses[Status.DISPUTED]

    def count(self, kind: str, unit: str, status: str, claims: int, in_dispute: int, undecided: int) -> None:
        self.claims += claims
        self.kinds[kind] += claims
        self.statuses[status] += claims
        if unit and unit != kind:
            self.units[unit] += claims
        self.to_decide += in_dispute
        self.decided += in_dispute - undecided


def tally_of(dossier: int) -> Tally:
    """The tally of a dossier, by primary key, as it is kept: one row for each kind, unit and status that there is."""
    tally = Tally()
    with connection.cursor() as cursor:
        cursor.execute(KEPT, [dossier])
        for group in cursor.fetchall():
            tally.count(*group)
    return tally


def counted_tally(dossier: int) -> Tally:
    """The same, counted from the claims. The database reads it off the index `claim_tally`, and no row."""
    tally = Tally()
    groups = Claim.objects.filter(dossier=dossier, merged_into=None).order_by().values_list("kind", "unit", "status")
    for group in groups.annotate(Count("pk"), Sum("dispute_count"), Sum("undecided_count")):
        tally.count(*group)
    return tally
