"""A mention: one place in one edition where a figure is printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.models.bounds import BoundField
from claims.models.claim import Kind
from claims.models.prepared import Prepared
from sources.models import Edition

if TYPE_CHECKING:
    from claims.models.figure import Figure


class MentionQuerySet(models.QuerySet["Mention"]):
    def standing(self) -> MentionQuerySet:
        """All but those that an editor added and took back."""
        return self.filter(dismissed=False)

    def printed(self) -> MentionQuerySet:
        """Those in the current edition of their source, in the order of the text."""
        return self.standing().filter(edition=F("edition__source__current")).order_by("start")


class Mention(models.Model):
    """One place in one edition where a figure is printed, as the reader read it.

    `start` and `end` count Unicode code points of `edition.text`; the quote there is asserted when written. A place
    that an editor added and took back stays, `dismissed`, for the journal.
    """

    figure = models.ForeignKey(
        "claims.Figure", on_delete=models.PROTECT, related_name="mentions", verbose_name=_("figure")
    )
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="mentions", verbose_name=_("edition"))
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    quote = models.CharField(_("quote"), max_length=500)
    printed = models.CharField(_("printed digits"), max_length=200, blank=True)
    hedge = models.CharField(_("hedge"), max_length=100, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    said_low = BoundField(_("said low"))
    said_high = BoundField(_("said high"))
    low = BoundField(_("low"))
    high = BoundField(_("high"))
    attribution = models.CharField(_("according to"), max_length=200, blank=True)
    dismissed = models.BooleanField(_("taken back"), default=False)
    carried_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="carried_to",
        verbose_name=_("carried from"),
    )

    objects = MentionQuerySet.as_manager()

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        ordering = ("edition", "start")
        constraints = [
            models.UniqueConstraint(
                fields=("edition", "start", "end"), condition=Q(dismissed=False), name="mention_once_per_place"
            ),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="mention_start_before_end"),
            models.CheckConstraint(condition=Q(said_low__lte=F("said_high")), name="mention_said_low_not_above_high"),
            models.CheckConstraint(condition=Q(low__lte=F("high")), name="mention_low_not_above_high"),
            models.CheckConstraint(condition=~Q(quote=""), name="mention_has_a_quote"),
        ]

    def __str__(self) -> str:
        return self.quote

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.assert_quote()
        super().save(*args, **kwargs)

    def assert_quote(self) -> None:
        """The quote stands in the edition at these offsets, or nothing is written."""
        if self.edition.text[self.start : self.end] != self.quote:
            raise ValueError(f"{self.quote!r} is not printed at {self.start}–{self.end} of edition {self.edition_id}.")


def hand_mentions(figures: Iterable[Figure]) -> None:
    """Give each figure of some claims its printed mentions, read at once, with their editions but for what is long."""
    found: dict[int, list[Mention]] = defaultdict(list)
    by_pk = {figure.pk: figure for figure in figures}
    for mention in _PRINTED(sorted({figure.claim_id for figure in by_pk.values()})):
        found[mention.figure_id].append(mention)
    for pk, figure in by_pk.items():
        figure.printed = found[pk]


_PRINTED = Prepared[Mention](
    lambda claims: (
        Mention.objects.printed()
        .filter(figure__claim__in=claims)
        .select_related("edition")
        .defer(*(f"edition__{name}" for name in ("raw", "text", "masks", "created_at")))
    )
)
