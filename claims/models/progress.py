"""How far each dossier is, for the desk that lists them all: kept by the write paths, never counted for a page."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, models
from django.db.models import Max

from claims.models.claim import Status
from claims.models.tally import Tally, tally_of
from sources.models import Dossier, Source

# What `counted` counts, written in one statement: every act and every import ends with it.
_KEEP = """
INSERT INTO claims_progress (dossier_id, claims, disputed, to_decide, undecided, sources, active_at)
SELECT
    %(dossier)s,
    COALESCE(SUM(claims), 0),
    COALESCE(SUM(CASE WHEN status = %(disputed)s THEN claims ELSE 0 END), 0),
    COALESCE(SUM(in_dispute), 0),
    COALESCE(SUM(undecided), 0),
    (SELECT COUNT(*) FROM sources_source WHERE dossier_id = %(dossier)s),
    (SELECT MAX(moment) FROM (
        SELECT (SELECT "at" FROM claims_verdict WHERE dossier_id = %(dossier)s ORDER BY position DESC LIMIT 1) AS moment
        UNION ALL
        SELECT (SELECT "at" FROM claims_entry WHERE dossier_id = %(dossier)s ORDER BY id DESC LIMIT 1)
        UNION ALL
        SELECT MAX(added_at) FROM sources_source WHERE dossier_id = %(dossier)s
    ) AS moments)
FROM claims_tally WHERE dossier = %(dossier)s AND claims > 0
ON CONFLICT (dossier_id) DO UPDATE SET
    claims = excluded.claims, disputed = excluded.disputed, to_decide = excluded.to_decide,
    undecided = excluded.undecided, sources = excluded.sources, active_at = excluded.active_at
"""


class ProgressQuerySet(models.QuerySet["Progress"]):
    def keep(self, dossier: int) -> None:
        """Count again after an act; the caller holds the dossier's lock, and a transaction."""
        with connection.cursor() as cursor:
            cursor.execute(_KEEP, {"dossier": dossier, "disputed": Status.DISPUTED.value})


class Progress(models.Model):
    """One row a dossier, none before its first act. `to_decide` and `undecided` count figures in dispute."""

    dossier = models.OneToOneField(Dossier, on_delete=models.CASCADE, primary_key=True, related_name="progress")
    claims = models.PositiveIntegerField(default=0)
    disputed = models.PositiveIntegerField(default=0)
    to_decide = models.PositiveIntegerField(default=0)
    undecided = models.PositiveIntegerField(default=0)
    sources = models.PositiveIntegerField(default=0)
    active_at = models.DateTimeField(null=True)

    objects = ProgressQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.to_decide - self.undecided}/{self.to_decide}"


def counted(dossier: int) -> dict[str, int | datetime | None]:
    """What the row of a dossier must hold: each number from the end or the breadth of an index."""
    from claims.models.journal import Entry
    from claims.models.verdict import Verdict

    tally, mine = tally_of(dossier), {"dossier": dossier}
    moments = (
        Verdict.objects.filter(**mine).order_by("-position").values_list("at", flat=True).first(),
        Entry.objects.filter(**mine).order_by("-pk").values_list("at", flat=True).first(),
        (sources := Source.objects.filter(**mine).aggregate(count=models.Count("pk"), last=Max("added_at")))["last"],
    )
    return {
        **_of_tally(tally),
        "sources": sources["count"],
        "active_at": max((moment for moment in moments if moment), default=None),
    }


def _of_tally(tally: Tally) -> dict[str, int]:
    return {
        "claims": tally.claims,
        "disputed": tally.disputed,
        "to_decide": tally.to_decide,
        "undecided": tally.to_decide - tally.decided,
    }


__all__ = ["Progress", "counted"]
