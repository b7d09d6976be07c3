"""Published fact sheets: numbered, frozen, append-only; a withdrawal is a further row, never a removal."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sources.appendonly import AppendOnly
from sources.models import Dossier


class PublicationQuerySet(models.QuerySet["Publication"]):
    def listed(self) -> PublicationQuerySet:
        """Newest first, with what a list shows; the content, which may be long, stays where it is."""
        return self.defer("content").select_related("dossier", "by", "withdrawal", "withdrawal__by").order_by("-number")

    def of(self, slug: str) -> PublicationQuerySet:
        return self.listed().filter(dossier__slug=slug)


class Publication(models.Model):
    """One published sheet. `content` is the structure as JSON, to the letter, and `sha256` its hash.

    `sources` holds [number, SHA-256 of the text, withdrawn] of each source, `claims` the numbers of those it states,
    `log_head` and `log_position` the end of the verdict log: by them a later change is seen without the content.
    """

    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, related_name="publications", verbose_name=_("dossier")
    )
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)
    content = models.TextField(_("content"))
    sha256 = models.CharField("SHA-256", max_length=64)
    fingerprint = models.CharField(max_length=64, editable=False)
    sources = models.JSONField(_("sources"), default=list)
    claims = models.JSONField(_("claims"), default=list)
    rules = models.CharField(_("reading rules"), max_length=20)
    log_head = models.CharField(_("head of the verdict log"), max_length=64, blank=True)
    log_position = models.PositiveIntegerField(_("length of the verdict log"), default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="publications", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))

    append_only = AppendOnly()

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("published sheet")
        verbose_name_plural = _("published sheets")
        ordering = ("dossier", "-number")
        permissions = [("publish_sheet", "Can publish and withdraw fact sheets")]
        constraints = [
            models.UniqueConstraint(fields=("dossier", "number"), name="publication_number_once_per_dossier"),
            models.CheckConstraint(condition=Q(number__gte=1), name="publication_number_from_one"),
            models.CheckConstraint(condition=~Q(content="") & ~Q(sha256=""), name="publication_has_content"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    def get_absolute_url(self) -> str:
        return reverse("public_sheet", args=[self.dossier.slug, self.number])

    @property
    def is_withdrawn(self) -> bool:
        return hasattr(self, "withdrawal")


class PublicationWithdrawal(models.Model):
    """Why a published sheet no longer holds. The sheet stays where it is and says so."""

    publication = models.OneToOneField(
        Publication, on_delete=models.PROTECT, related_name="withdrawal", verbose_name=_("published sheet")
    )
    reason = models.CharField(_("reason"), max_length=1000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="publication_withdrawals", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))

    append_only = AppendOnly()

    class Meta:
        verbose_name = _("withdrawal of a published sheet")
        verbose_name_plural = _("withdrawals of published sheets")
        ordering = ("publication",)
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="publication_withdrawal_has_a_reason")]

    def __str__(self) -> str:
        return self.reason
