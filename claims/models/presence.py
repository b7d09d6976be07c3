"""Who is in a dossier, and on which claim: one row a person and dossier, renewed by the page while it is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import OperationalError, connections, models
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim
from sources.models import Dossier

if TYPE_CHECKING:
    from dealdesk.models import User

REST = timedelta(seconds=10)  # between two writes for one person
GONE = timedelta(seconds=45)  # without a sign of life
PATIENCE = 100  # milliseconds that a sign of life waits for another writer: it is not worth more


class PresenceQuerySet(models.QuerySet["Presence"]):
    def note(self, user: User, dossier: int, number: int | None, now: datetime) -> bool:
        """Say that `user` looks at claim `number`; whether it was written: once in REST at most, never by waiting."""
        claims = Claim.objects.filter(dossier=dossier, number=number or 0).values("pk")
        mine = self.filter(user=user, dossier=dossier)
        with _impatient(self.db):
            try:
                if mine.filter(seen_at__lte=now - REST).update(claim=models.Subquery(claims[:1]), seen_at=now):
                    return True
                if mine.exists():
                    return False
                claim = claims.values_list("pk", flat=True).first()
                self.bulk_create(
                    [Presence(user=user, dossier_id=dossier, claim_id=claim, seen_at=now)], ignore_conflicts=True
                )
            except OperationalError:  # someone else is writing, as a long import does
                return False
        return True


class Presence(models.Model):
    """A sign of life, and no record: it is overwritten, and goes with the person or the dossier."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="presences", verbose_name=_("person")
    )
    dossier = models.ForeignKey(
        Dossier, on_delete=models.CASCADE, related_name="presences", verbose_name=_("dossier"), db_index=False
    )
    claim = models.ForeignKey(
        Claim, on_delete=models.SET_NULL, null=True, blank=True, related_name="presences", verbose_name=_("claim")
    )
    seen_at = models.DateTimeField(_("seen at"))

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [models.UniqueConstraint(fields=("user", "dossier"), name="presence_once_per_person")]
        indexes = [models.Index(fields=("dossier", "seen_at"), name="presence_by_dossier")]

    def __str__(self) -> str:
        return f"{self.user_id}/{self.dossier_id}"


@contextmanager
def _impatient(using: str) -> Iterator[None]:
    """SQLite has one writer at a time: without this, a page's sign of life would wait for a whole import."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        yield
        return
    usual = int(1000 * connection.settings_dict["OPTIONS"].get("timeout", 5))
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
