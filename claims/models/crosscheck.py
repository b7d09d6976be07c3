"""Cross-checks as the last look at a dossier found them, and what an editor said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.crosschecks.shapes import Finding
from claims.crosschecks.stored import finding_from_json
from claims.models.claim import Claim
from sources.models import Dossier

if TYPE_CHECKING:
    from claims.models.journal import Entry
    from dealdesk.models import User


class CrossCheckQuerySet(models.QuerySet["CrossCheck"]):
    def shown(self) -> CrossCheckQuerySet:
        """Those that the last look found, the strongest first; what an editor called coincidence comes last."""
        return self.filter(current=True).order_by("coincidence", "-strength", "pk")


class CrossCheck(models.Model):
    """One relation that fits one version of a claim and excludes another.

    `found` is the finding as JSON (claims.crosschecks.stored). `basis` is a digest of the claims that it rests on as
    they stood: another one means that it is stale. `key` stays while values change, so that a coincidence stays one.
    """

    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, related_name="cross_checks", verbose_name=_("dossier")
    )
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="cross_checks", verbose_name=_("claim"))
    key = models.CharField(_("key"), max_length=100)
    found = models.JSONField(_("finding"))
    basis = models.CharField(max_length=64, editable=False)
    strength = models.FloatField(_("strength"))
    current = models.BooleanField(_("still found"), default=True, editable=False)
    coincidence = models.BooleanField(_("coincidence"), default=False)

    objects = CrossCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("cross-check")
        verbose_name_plural = _("cross-checks")
        ordering = ("claim", "-strength", "pk")
        constraints = [
            models.UniqueConstraint(fields=("dossier", "key"), name="cross_check_once_per_key"),
            models.CheckConstraint(condition=~Q(key=""), name="cross_check_has_a_key"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def finding(self) -> Finding:
        return finding_from_json(self.found)

    def mark_coincidence(self, *, by: User, reason: str = "", batch: UUID | None = None) -> Entry:
        """Say that the arithmetic fits by chance: it no longer speaks for or against a version."""
        return self._change("coincidence", {"coincidence": True}, by, reason, batch)

    def mark_relevant(self, *, by: User, reason: str = "", batch: UUID | None = None) -> Entry:
        return self._change("relevant", {"coincidence": False}, by, reason, batch)

    def _change(self, act: str, after: dict[str, object], by: User, reason: str, batch: UUID | None) -> Entry:
        from claims.models.journal import Entry

        return Entry.objects.change(self, act, after, by=by, reason=reason, batch=batch)


class Look(models.Model):
    """What the last look at a dossier had seen: the newest verdict, journal entry and edition. One row a dossier.

    `arrival` is the import that brought the newest figures: what it brought is shown as new.
    """

    dossier = models.OneToOneField(
        Dossier, on_delete=models.PROTECT, primary_key=True, related_name="look", verbose_name=_("dossier")
    )
    position = models.PositiveIntegerField(_("last verdict"), default=0)
    entry = models.PositiveBigIntegerField(_("last journal entry"), default=0)
    edition = models.PositiveBigIntegerField(_("last edition"), default=0)
    arrival = models.PositiveIntegerField(_("last import"), default=0)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("look")
        verbose_name_plural = _("looks")

    def __str__(self) -> str:
        return f"{self.position}/{self.entry}/{self.edition}"
