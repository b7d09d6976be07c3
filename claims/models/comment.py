"""Comments on a claim: what editors say to one another. A row is never changed; taking one back is another row."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models.claim import Claim
from claims.models.recording import clean_text
from claims.refusals import KeyReused, Refusal, TokenMissing
from sources.appendonly import AppendOnly
from sources.models import Dossier

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dealdesk.models import User

LONGEST = 2000


class CommentQuerySet(models.QuerySet["Comment"]):
    def said(self) -> CommentQuerySet:
        """What was said, taken back or not; the rows that take back are left out."""
        return self.filter(withdraws=None)

    def of(self, claim: Claim) -> CommentQuerySet:
        """Those on a claim and on what was merged into it, the newest last."""
        return self.said().filter(_within([claim.pk])).select_related("by", "claim", "withdrawn_by").order_by("pk")

    def counts(self, claims: Iterable[Claim]) -> dict[int, int]:
        """How many comments stand on each claim, by primary key; claims without any are left out."""
        at = Coalesce("claim__merged_into__merged_into", "claim__merged_into", "claim")
        standing = self.said().filter(_within([claim.pk for claim in claims]), withdrawn_by=None)
        return dict(standing.order_by().values_list(at).annotate(models.Count("pk")))

    def add(self, claim: Claim, text: str, *, by: User, key: UUID | None) -> Comment:
        """Comment on a claim. A request that is repeated with the same key is answered with the first one's row.

        Raises a Refusal where the text is empty, too long or cannot be stored, TokenMissing and KeyReused.
        """
        text = clean_text(text.replace("\r\n", "\n"))
        if not text:
            raise Refusal(_("The comment is empty. Type something first."))
        if len(text) > LONGEST:
            raise Refusal(_("The comment is longer than 2,000 characters. Shorten it."))
        if key is None:
            raise TokenMissing(_("The request has no key. Reload the page and send the comment again."))
        with transaction.atomic():
            _lock(claim.dossier_id)
            earlier = self.filter(key=key).first()
            if earlier and (earlier.by_id, earlier.text) != (by.pk, text):
                raise KeyReused(_("This form was already used for another comment. Reload the page and send it again."))
            return earlier or self.create(dossier_id=claim.dossier_id, claim=claim, text=text, by=by, key=key)

    def withdraw(self, comment: Comment, *, by: User, key: UUID) -> Comment:
        """Take one's own comment back; once it is, doing so again changes nothing."""
        if comment.by_id != by.pk:
            raise Refusal(_("Only its author can withdraw a comment."))
        with transaction.atomic():
            _lock(comment.dossier_id)
            earlier = self.filter(withdraws=comment).first()
            return earlier or self.create(
                dossier_id=comment.dossier_id, claim_id=comment.claim_id, withdraws=comment, by=by, key=key
            )


class Comment(models.Model):
    """Either says something (`text`), or takes back (`withdraws`) what its author said. Never on the fact sheet."""

    dossier = models.ForeignKey(
        Dossier,
        on_delete=models.PROTECT,
        related_name="comments",
        verbose_name=gettext_lazy("dossier"),
        db_index=False,
    )
    claim = models.ForeignKey(
        Claim, on_delete=models.PROTECT, related_name="comments", verbose_name=gettext_lazy("claim")
    )
    text = models.CharField(gettext_lazy("text"), max_length=LONGEST, blank=True)
    withdraws = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="withdrawn_by",
        verbose_name=gettext_lazy("withdraws"),
    )
    key = models.UUIDField(gettext_lazy("idempotency key"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="comments", verbose_name=gettext_lazy("by")
    )
    at = models.DateTimeField(gettext_lazy("at"), auto_now_add=True)

    append_only = AppendOnly()

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("comment")
        verbose_name_plural = gettext_lazy("comments")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("key",), name="comment_key_once"),
            models.CheckConstraint(
                condition=Q(withdraws=None) & ~Q(text="") | Q(withdraws__isnull=False, text=""),
                name="comment_says_or_withdraws",
            ),
            models.CheckConstraint(condition=~Q(withdraws=F("id")), name="comment_does_not_withdraw_itself"),
        ]
        indexes = [models.Index(fields=("dossier", "id"), name="comment_by_dossier")]

    def __str__(self) -> str:
        return self.text

    @property
    def is_withdrawn(self) -> bool:
        return hasattr(self, "withdrawn_by")


def _within(claims: list[int]) -> Q:
    """Comments on these claims, or on one that went into them by at most two merges."""
    return Q(claim__in=claims) | Q(claim__merged_into__in=claims) | Q(claim__merged_into__merged_into__in=claims)


def _lock(dossier: int) -> None:
    """The comments of a dossier are numbered in the order in which they are seen."""
    Dossier.objects.select_for_update(no_key=True).get(pk=dossier)


__all__ = ["Comment"]
