"""A claim: the question that figures answer, with a status that is always derived from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claims import agreement
from claims.models.inserting import rewrite
from sources.models import Dossier, Source

if TYPE_CHECKING:
    from uuid import UUID

    from claims.models.figure import Figure
    from claims.models.journal import Entry
    from dealdesk.models import User


class Kind(models.TextChoices):
    MONEY = "money", _("money")
    PERCENT = "percent", _("percent")
    POINTS = "points", _("percentage points")
    COUNT = "count", _("count")
    AGE = "age", _("age")
    DATE = "date", _("date")
    DURATION = "duration", _("duration")
    RATIO = "ratio", _("ratio")
    MEASURE = "measure", _("measure")
    ORDINAL = "ordinal", _("rank")
    TEXT = "text", _("text")


class Status(models.TextChoices):
    """In the order in which a desk wants to see them."""

    DISPUTED = "disputed", _("disputed")
    CONTESTED = "contested", _("all contested")
    SETTLED = "settled", _("settled")
    AGREED = "agreed", _("agreed")
    SINGLE = "single", _("single origin")
    EMPTY = "empty", _("no figure left")


URGENCY = {status: rank for rank, status in enumerate(Status.values)}
DERIVED = ("status", "urgency", "figure_count", "source_count", "origin_count", "dispute_count", "undecided_count")


class ClaimQuerySet(models.QuerySet["Claim"]):
    def in_queue(self) -> ClaimQuerySet:
        """What the review queue lists, the most urgent first."""
        return self.filter(merged_into=None).order_by("urgency", "number")

    def on_sheet(self) -> ClaimQuerySet:
        """What the fact sheet states: all that several origins answer, and what an editor pinned."""
        return (
            self.in_queue()
            .filter(Q(pinned=True) | ~Q(status__in=[Status.SINGLE, Status.EMPTY]))
            .exclude(status=Status.EMPTY)
        )


class Claim(models.Model):
    """`status`, `urgency` and the counts are derived by `refresh` alone, after every act that may change them."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="claims", verbose_name=_("dossier"))
    number = models.PositiveIntegerField(_("number"))
    label = models.CharField(_("label"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    sentence = models.CharField(
        _("own sentence"), max_length=1000, blank=True, help_text=_("An editor's wording, with its placeholders.")
    )
    pinned = models.BooleanField(_("pinned to the sheet"), default=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="assigned_claims",
        verbose_name=_("assigned to"),
    )  # fmt: skip
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.EMPTY, editable=False)
    urgency = models.PositiveSmallIntegerField(default=URGENCY[Status.EMPTY], editable=False)
    figure_count = models.PositiveIntegerField(_("figures"), default=0, editable=False)
    source_count = models.PositiveIntegerField(_("sources"), default=0, editable=False)
    origin_count = models.PositiveIntegerField(_("independent origins"), default=0, editable=False)
    dispute_count = models.PositiveIntegerField(_("figures in dispute"), default=0, editable=False)
    undecided_count = models.PositiveIntegerField(_("figures to decide"), default=0, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    held: list[Figure] | None = None
    stamp_before: int | None = None  # its stamp when a verdict locked it, and the figures as that verdict left them
    decided: list[Figure] | None = None

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ("dossier", "urgency", "number")
        permissions = [("edit_claim", "Can rename, pin, merge and split claims")]
        constraints = [
            models.UniqueConstraint(fields=("dossier", "number"), name="claim_number_once_per_dossier"),
            models.CheckConstraint(condition=~Q(label=""), name="claim_has_a_label"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="claim_kind_is_known"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="claim_status_is_known"),
            models.CheckConstraint(condition=~Q(merged_into=models.F("id")), name="claim_not_merged_into_itself"),
            models.CheckConstraint(
                condition=Q(undecided_count__lte=models.F("dispute_count")), name="claim_undecided_within_dispute"
            ),
        ]
        indexes = [
            models.Index(fields=("dossier", "urgency", "number"), name="claim_queue"),
            models.Index(
                fields=("dossier", "merged_into", "kind", "unit", "status", "dispute_count", "undecided_count"),
                name="claim_tally",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("claim", args=[self.dossier.slug, self.number])

    def get_status_display(self) -> str:  # type: ignore[no-redef]
        """As Django's own, which compares every translated choice first: a tenth of a page of fifty rows."""
        return str(Status(self.status).label)

    def get_kind_display(self) -> str:  # type: ignore[no-redef]
        return str(Kind(self.kind).label)

    @property
    def is_on_sheet(self) -> bool:
        """The rule of `ClaimQuerySet.on_sheet`, for one row."""
        return self.status != Status.EMPTY and (self.pinned or self.status != Status.SINGLE)

    def standing_figures(self) -> list[Figure]:
        return list(self.figures.standing().select_related("source", "source__origin", "origin"))

    def refresh(self) -> None:
        """Derive the status and the counts from the figures; write what changed.

        The caller holds the dossier's lock (see `Dossier` in `VerdictQuerySet.record`); `held` are the figures where it
        has read them under that lock.
        """
        held = self.held
        if held is None:
            held = list(self.figures.select_related("source", "source__origin", "origin"))
        figures = [figure for figure in held if figure.is_standing]
        disputed = self.derive([figure.source for figure in figures], [figure.statement() for figure in figures])
        self._mark_disputed({figure.pk for figure in held if figure.in_dispute}, disputed)
        rewrite([self], DERIVED)

    def _mark_disputed(self, marked: set[int], disputed: frozenset[int]) -> None:
        """Most acts change nothing here. What does not stand is in no dispute."""
        if marked - disputed:
            self.figures.filter(pk__in=marked - disputed).update(in_dispute=False)
        if disputed - marked:
            self.figures.filter(pk__in=disputed - marked).update(in_dispute=True)

    def derive(self, sources: Sequence[Source], statements: Sequence[agreement.Statement]) -> frozenset[int]:
        """Set status and counts from the standing figures and write nothing; returns the ids of those in dispute."""
        disputed = agreement.in_dispute(statements)
        self.status = agreement.status_amid(statements, disputed)
        self.urgency = URGENCY[self.status]
        self.figure_count = len(statements)
        self.source_count = len(set(sources))
        self.origin_count = len({statement.origin for statement in statements})
        self.dispute_count = len(disputed)
        self.undecided_count = sum(s.id in disputed and not s.decision for s in statements)
        return disputed

    def rename(self, label: str, *, by: User, reason: str = "") -> Entry:
        return self._change("rename", {"label": label.strip()}, by, reason)

    def reword(self, sentence: str, *, by: User, reason: str = "") -> Entry:
        """Say the claim's leading statement otherwise; empty for the sheet's own. See claims.rewording."""
        return self._change("reword", {"sentence": sentence.strip()}, by, reason)

    def pin(self, *, by: User, reason: str = "", batch: UUID | None = None) -> Entry:
        return self._change("pin", {"pinned": True}, by, reason, batch)

    def unpin(self, *, by: User, reason: str = "", batch: UUID | None = None) -> Entry:
        return self._change("unpin", {"pinned": False}, by, reason, batch)

    def assign(self, to: User | None, *, by: User, reason: str = "") -> Entry:
        """Say whose it is to decide; None for nobody's. It hinders nobody else."""
        return self._change("assign", {"assigned_to": to}, by, reason)

    def _change(self, act: str, after: dict[str, object], by: User, reason: str, batch: UUID | None = None) -> Entry:
        from claims.models.journal import Entry

        return Entry.objects.change(self, act, after, by=by, reason=reason, batch=batch)
