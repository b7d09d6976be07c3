"""Verdicts: an append-only, chained record of what editors decided, with the one path that writes it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, Exists, F, OuterRef, Q, Sum, When
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models.figure import DECISIONS, NOTED, Figure, Outcome, basis
from claims.models.inserting import insert, rewrite
from claims.models.progress import Progress
from claims.models.recording import (
    GENESIS,
    Decision,
    checked_reason,
    end_of_chain,
    lock_dossier,
    locked_figures,
    refuse_rivals,
    refuse_stale,
)
from claims.refusals import (
    KeyReused,
)
from sources.appendonly import AppendOnly
from sources.models import Dossier, Source

if TYPE_CHECKING:
    from dealdesk.models import User


class VerdictQuerySet(models.QuerySet["Verdict"]):
    def record(
        self,
        decisions: Sequence[Decision],
        *,
        by: User,
        key: UUID | None,
        reason: str = "",
        evidence_url: str = "",
        evidence_source: Source | None = None,
        claim: int | None = None,
    ) -> list[Verdict]:
        """Decide several figures of one dossier in one act: one verdict each, one batch, all or none.

        `claim` is the key of the one that all figures answer, where the page that was decided on said so.
        Returns the verdicts in the order of `decisions`. A request that is repeated with the same `key` is
        answered with the verdicts that it recorded the first time. Raises a `Refusal`, and writes nothing:
        TokenMissing, ReasonNeeded, StaleToken, NotStanding, NothingToWithdraw, RivalConfirmed, KeyReused.
        """
        reason = checked_reason(decisions, key, reason, evidence_url)
        assert key is not None
        with transaction.atomic():
            dossier = lock_dossier(decisions)
            position, digest, is_known = end_of_chain(dossier, key)
            if is_known:
                return _answer_again(decisions, key)
            figures = locked_figures(decisions, dossier, claim)
            refuse_stale(decisions, figures)
            refuse_rivals(decisions, figures)
            act = Act(dossier, by, key, reason, evidence_url, evidence_source)
            verdicts = act.append(decisions, figures, position, digest)
            for verdict in verdicts:
                verdict.figure.note_verdict(verdict)
            rewrite([verdict.figure for verdict in verdicts], NOTED)
            claims = {figure.claim_id: figure.claim for figure in figures.values()}.values()
            for one in claims:
                one.refresh()
                one.held, one.decided = None, one.held
            Progress.objects.keep(dossier.pk)
        return verdicts

    def changes_by_day(self) -> list[tuple[date, int]]:
        """For each day with verdicts, the first one first, by how many figures more, or fewer, are decided since."""
        before = Verdict.objects.filter(figure=OuterRef("figure"), number=OuterRef("number") - 1, outcome__in=DECISIONS)
        decided, was = (Case(When(so, then=1), default=0) for so in (Q(outcome__in=DECISIONS), Exists(before)))
        days = self.annotate(day=TruncDate("at"), change=decided - was).values_list("day")
        return list(days.annotate(Sum("change")).order_by("day"))


class Verdict(models.Model):
    """One decision on one figure. A row is never changed or removed: the next one follows it."""

    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, related_name="verdicts", verbose_name=gettext_lazy("dossier")
    )
    position = models.PositiveIntegerField(gettext_lazy("position in the log"))
    figure = models.ForeignKey(
        Figure, on_delete=models.PROTECT, related_name="verdicts", verbose_name=gettext_lazy("figure")
    )
    number = models.PositiveIntegerField(gettext_lazy("number"))
    outcome = models.CharField(gettext_lazy("outcome"), max_length=10, choices=Outcome)
    reason = models.CharField(gettext_lazy("reason"), max_length=1000, blank=True)
    evidence_url = models.URLField(gettext_lazy("evidence"), max_length=1000, blank=True)
    evidence_source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence_for",
        verbose_name=gettext_lazy("evidence (source)"),
    )
    batch = models.UUIDField(gettext_lazy("batch"), db_index=True)
    key = models.UUIDField(gettext_lazy("idempotency key"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="verdicts", verbose_name=gettext_lazy("by")
    )
    at = models.DateTimeField(gettext_lazy("at"))
    judged = models.JSONField(gettext_lazy("what was judged"))
    basis = models.CharField(max_length=64, editable=False)
    previous_digest = models.CharField(max_length=64, editable=False)
    digest = models.CharField(max_length=64, editable=False)

    append_only = AppendOnly()

    objects = VerdictQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("verdict")
        verbose_name_plural = gettext_lazy("verdicts")
        ordering = ("dossier", "position")
        constraints = [
            models.UniqueConstraint(fields=("figure", "number"), name="verdict_number_once_per_figure"),
            models.UniqueConstraint(fields=("key", "figure"), name="verdict_key_once_per_figure"),
            models.UniqueConstraint(fields=("dossier", "position"), name="verdict_position_once_per_dossier"),
            models.UniqueConstraint(fields=("dossier", "previous_digest"), name="verdict_chain_does_not_fork"),
            models.CheckConstraint(condition=Q(number__gte=1) & Q(position__gte=1), name="verdict_numbers_from_one"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="verdict_outcome_is_known"),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.CONTESTED, reason=""), name="verdict_contest_needs_reason"
            ),
            models.CheckConstraint(condition=~Q(digest=F("previous_digest")), name="verdict_digest_is_its_own"),
        ]
        indexes = [models.Index(fields=("dossier", "at", "id"), name="verdict_by_moment")]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} ({self.number})"

    def get_outcome_display(self) -> str:  # type: ignore[no-redef]
        return str(Outcome(self.outcome).label)

    def computed_digest(self) -> str:
        """SHA-256 over everything that the verdict says and the digest before it, as canonical JSON."""
        content: dict[str, Any] = {
            "dossier": self.dossier_id,
            "position": self.position,
            "figure": self.figure_id,
            "number": self.number,
            "outcome": self.outcome,
            "reason": self.reason,
            "evidence_url": self.evidence_url,
            "evidence_source": self.evidence_source_id,
            "batch": str(self.batch),
            "key": str(self.key),
            "by": self.by_id,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "judged": self.judged,
            "basis": self.basis,
            "previous": self.previous_digest,
        }
        return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def with_authors() -> models.Prefetch[str]:
    """The verdicts of some figures, the first one first, with who gave them."""
    return models.Prefetch("verdicts", Verdict.objects.select_related("by").order_by("number"))


def _answer_again(decisions: Sequence[Decision], key: UUID) -> list[Verdict]:
    stored = {verdict.figure_id: verdict for verdict in Verdict.objects.filter(key=key)}
    if {(d.figure_id, d.outcome) for d in decisions} != {(v.figure_id, v.outcome) for v in stored.values()}:
        raise KeyReused(_("This form was already used for another decision. Reload the page and decide again."))
    return [stored[decision.figure_id] for decision in decisions]


@dataclass(frozen=True, slots=True)
class Act:
    """What the verdicts of one act have in common."""

    dossier: Dossier
    by: User
    key: UUID
    reason: str
    evidence_url: str
    evidence_source: Source | None

    def append(
        self, decisions: Sequence[Decision], figures: dict[int, Figure], position: int, digest: str
    ) -> list[Verdict]:
        """Write the verdicts behind the last one of the dossier's chain, which has that position and digest."""
        batch, now = uuid4(), datetime.now(UTC)
        verdicts = []
        for decision in decisions:
            figure = figures[decision.figure_id]
            judged = figure.judged()
            position += 1
            verdict = Verdict(
                dossier=self.dossier,
                position=position,
                figure=figure,
                number=figure.verdict_number + 1,
                outcome=decision.outcome,
                reason=self.reason,
                evidence_url=self.evidence_url,
                evidence_source=self.evidence_source,
                batch=batch,
                key=self.key,
                by=self.by,
                at=now,
                judged=judged,
                basis=basis(judged),
                previous_digest=digest,
            )
            verdict.digest = digest = verdict.computed_digest()
            verdicts.append(verdict)
        insert(verdicts)
        return verdicts


__all__ = ["GENESIS", "Decision", "Verdict", "with_authors"]
