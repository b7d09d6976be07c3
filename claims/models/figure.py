"""A figure: what one source says in answer to one claim, with every place where it is printed."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims import agreement
from claims.figures.interval import Interval, in_another_year
from claims.models.bounds import BoundField, bounds_as_json, interval_from_json, plain
from claims.models.claim import Claim, Kind
from claims.models.mention import Mention
from claims.wording import shown_unit
from sources.models import Origin, Source

if TYPE_CHECKING:
    from uuid import UUID

    from claims.models.journal import Entry
    from claims.models.verdict import Verdict
    from dealdesk.models import User


class Outcome(models.TextChoices):
    CONFIRMED = "confirmed", _("confirmed")
    CONTESTED = "contested", _("contested")
    WITHDRAWN = "withdrawn", _("withdrawn")


YEARS_AROUND = (-3, -2, -1, 1, 2, 3)
DOUBTFUL = 0.6  # a link weaker than this waits in the queue of doubtful ones
NOTED = ("decision", "stale", "verdict_number")  # what a verdict changes of its figure
DECISIONS = [Outcome.CONFIRMED.value, Outcome.CONTESTED.value]


class FigureQuerySet(models.QuerySet["Figure"]):
    def doubtful(self) -> FigureQuerySet:
        """Standing figures whose place is uncertain and that no editor has placed, the weakest link first."""
        unsure = self.standing().filter(placed=False, join_strength__lt=DOUBTFUL, joined__claim=F("claim"))
        return unsure.order_by("join_strength", "pk")

    def standing(self) -> FigureQuerySet:
        """Figures that count: not dismissed, still printed, from a source that was not withdrawn."""
        return self.filter(dismissed=False, vanished=False, source__withdrawn=False)

    def with_origins(self) -> FigureQuerySet:
        """With what says where each comes from."""
        unseen = ("source__added_at", "source__guessed", "source__notes")
        return self.select_related("source", "source__origin", "origin").defer(*unseen)


class Figure(models.Model):
    """The unit that editors decide, move, correct and cite.

    `said_*` is the interval that the words state (hedge applied), `low`/`high` the one that is compared
    (rounding applied too); dates are day ordinals. A figure of a `text` claim has a typed `answer` and no interval.
    `decision`, `stale`, `verdict_number`, `in_dispute` and `vanished` are kept by the write paths, never typed.
    `joined`, `join_strength` (0 to 1) and `join_why` (codes, see claims.matching.explain) say why matching put it into
    its claim; they are empty for the first of a claim, and mean nothing once an editor `placed` it.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="figures", verbose_name=_("claim"))
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="figures", verbose_name=_("source"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    said_low = BoundField(_("said low"))
    said_high = BoundField(_("said high"))
    said_low_open = models.BooleanField(default=False)
    said_high_open = models.BooleanField(default=False)
    low = BoundField(_("low"))
    high = BoundField(_("high"))
    low_open = models.BooleanField(default=False)
    high_open = models.BooleanField(default=False)
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    as_of = models.CharField(_("as of"), max_length=10, blank=True)
    attribution = models.CharField(_("according to"), max_length=200, blank=True)
    origin = models.ForeignKey(
        Origin, on_delete=models.PROTECT, null=True, blank=True, related_name="figures", verbose_name=_("origin"),
        help_text=_("The outlet it credits, where it credits one."),
    )  # fmt: skip
    alternatives = models.JSONField(_("other readings"), default=list, blank=True)
    assumed = models.JSONField(_("assumed"), default=list, blank=True)
    findings = models.JSONField(_("findings"), default=list, blank=True)
    joined = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False,
        verbose_name=_("joined to"), help_text=_("The figure that spoke most for its place, when it was imported."),
    )  # fmt: skip
    join_strength = models.FloatField(_("strength of the link"), null=True, blank=True, editable=False)
    join_why = models.JSONField(_("reasons of the link"), default=list, blank=True, editable=False)
    placed = models.BooleanField(_("placed by an editor"), default=False)
    arrival = models.PositiveIntegerField(_("import that brought it"), default=1, editable=False)
    dismissed = models.BooleanField(_("dismissed"), default=False)
    vanished = models.BooleanField(_("no longer printed"), default=False, editable=False)
    in_dispute = models.BooleanField(_("in dispute"), default=False, editable=False)
    decision = models.CharField(_("decision"), max_length=10, blank=True, editable=False)
    stale = models.BooleanField(_("verdict is stale"), default=False, editable=False)
    verdict_number = models.PositiveIntegerField(_("last verdict"), default=0, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    printed: list[Mention] | None = None  # where it is printed, where `hand_mentions` said it

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ("claim", "source", "pk")
        permissions = [
            ("decide_figure", "Can record verdicts"),
            ("decide_in_bulk", "Can record verdicts in bulk"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(said_low__lte=F("said_high")), name="figure_said_low_not_above_high"),
            models.CheckConstraint(condition=Q(low__lte=F("high")), name="figure_low_not_above_high"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="figure_kind_is_known"),
            models.CheckConstraint(condition=Q(decision__in=["", *DECISIONS]), name="figure_decision_is_known"),
            models.CheckConstraint(
                condition=(
                    Q(kind=Kind.TEXT, low=None, high=None, said_low=None, said_high=None) & ~Q(answer="")
                ) | (~Q(kind=Kind.TEXT) & Q(answer="")),
                name="figure_is_a_value_or_an_answer",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=("claim", "low", "high"), name="figure_by_value"),
            models.Index(fields=("claim", "arrival"), name="figure_by_arrival"),
        ]

    def __str__(self) -> str:
        """The quote where it is at hand; no query is made for it."""
        mentions = self.printed or getattr(self, "_prefetched_objects_cache", {}).get("mentions") or ()
        for words in (self.answer, *(mention.quote for mention in mentions)):
            if words:
                return str(words)
        bounds = sorted({plain(bound) for bound in (self.said_low, self.said_high) if bound is not None})
        return f"{' – '.join(bounds)} {self.unit}".strip()

    def get_kind_display(self) -> str:  # type: ignore[no-redef]
        return str(Kind(self.kind).label)

    @property
    def interval(self) -> Interval:
        """What is compared."""
        return Interval(self.low, self.high, self.low_open, self.high_open)

    @property
    def said(self) -> Interval:
        return Interval(self.said_low, self.said_high, self.said_low_open, self.said_high_open)

    @property
    def shown_unit(self) -> str:
        """The unit as pages show it; a bare dollar sign that is ambiguous stays bare."""
        return shown_unit(self.unit, self.alternatives)

    @property
    def is_standing(self) -> bool:
        """The rule of `FigureQuerySet.standing`, for one row."""
        return not (self.dismissed or self.vanished or self.source.withdrawn)

    @property
    def counting_decision(self) -> str:
        """The decision that counts: a stale one is shown but does not."""
        return "" if self.stale else self.decision

    @property
    def origin_key(self) -> str:
        return f"origin-{self.origin_id}" if self.origin_id else self.source.origin_key

    def values(self) -> tuple[agreement.Value, ...]:
        """The main reading and the alternatives, as agreement compares them.

        Where the text prints no year, the assumed one decides nothing: the same days of the years around it are
        possible readings too.
        """
        if self.kind == Kind.TEXT:
            return ()
        main = agreement.Value(self.interval, self.unit, self.kind)
        others = [interval_from_json(other["compared"]) for other in self.alternatives]
        units = [other["unit"] for other in self.alternatives]
        if self.kind == Kind.DATE and "year" in self.assumed:
            others += [in_another_year(self.interval, years) for years in YEARS_AROUND]
            units += [self.unit] * len(YEARS_AROUND)
        return (main, *(agreement.Value(o, unit, self.kind) for o, unit in zip(others, units, strict=True)))

    def statement(self) -> agreement.Statement:
        return agreement.Statement(
            id=self.pk,
            origin=self.origin_key,
            values=self.values(),
            as_of=self.as_of,
            answer=self.answer,
            decision=self.counting_decision,
        )

    def printed_mentions(self) -> list[Mention]:
        """Where its source's current edition prints it, in the order of the text."""
        if self.printed is not None:
            return self.printed
        if "mentions" in getattr(self, "_prefetched_objects_cache", {}):
            current = [mention for mention in self.mentions.all() if mention.edition_id == self.source.current_id]
            return [mention for mention in current if not mention.dismissed]
        return list(self.mentions.printed().select_related("edition").defer("edition__raw", "edition__text"))

    def judged(self) -> dict[str, Any]:
        """What an editor has before them when deciding; frozen into the verdict."""
        mentions = self.printed_mentions()
        return {
            "claim": {"number": self.claim.number, "label": self.claim.label},
            "source": self.source.number,
            "quotes": sorted({mention.quote for mention in mentions}),
            "said": bounds_as_json(self.said),
            "interval": bounds_as_json(self.interval),
            "unit": self.unit,
            "as_of": self.as_of,
            "answer": self.answer,
            "editions": sorted({mention.edition.sha256 for mention in mentions}),
        }

    def refresh(self) -> None:
        """Derive `vanished`, `decision`, `stale` and `verdict_number` from mentions and verdicts; write them."""
        self.vanished = not self.mentions.printed().exists()
        last = self.verdicts.order_by("-number").first()
        self.verdict_number = last.number if last else 0
        self.decision = last.outcome if last and last.outcome in DECISIONS else ""
        self.stale = bool(self.decision and last and last.basis != basis(self.judged()))
        self.save(update_fields=["vanished", "decision", "stale", "verdict_number"])

    def note_verdict(self, verdict: Verdict) -> None:
        """What `refresh` would derive from a verdict that was recorded just now on what is printed; see `NOTED`."""
        self.verdict_number, self.stale = verdict.number, False
        self.decision = verdict.outcome if verdict.outcome in DECISIONS else ""

    def record_verdict(
        self,
        outcome: str,
        *,
        by: User,
        seen: int | None,
        key: UUID | None,
        reason: str = "",
        evidence_url: str = "",
        evidence_source: Source | None = None,
    ) -> Verdict:
        """Decide this figure. See `VerdictQuerySet.record` for what is refused and why."""
        from claims.models.verdict import Decision, Verdict

        decisions = [Decision(self.pk, outcome, seen)]
        return Verdict.objects.record(
            decisions, by=by, key=key, reason=reason, evidence_url=evidence_url, evidence_source=evidence_source
        )[0]

    def dismiss(self, *, by: User, reason: str = "", batch: UUID | None = None) -> Entry:
        """Take it out as no figure, or not of this story; it stays in the record."""
        return self._change("dismiss", {"dismissed": True}, by, reason, batch)

    def restore(self, *, by: User, reason: str = "", batch: UUID | None = None) -> Entry:
        return self._change("restore", {"dismissed": False}, by, reason, batch)

    def place(self, *, by: User, reason: str = "", batch: UUID | None = None) -> Entry:
        """Say that it belongs where it is, whatever matching thought of the link."""
        return self._change("place", {"placed": True}, by, reason, batch)

    def _change(self, act: str, after: dict[str, object], by: User, reason: str, batch: UUID | None = None) -> Entry:
        from claims.models.journal import Entry

        return Entry.objects.change(self, act, after, by=by, reason=reason, batch=batch)


def basis(judged: dict[str, Any]) -> str:
    """SHA-256 of what makes a verdict stale when it changes.

    A claim's label and the edition's other paragraphs may change without making the decision another one.
    """
    kept = {name: judged[name] for name in ("quotes", "said", "interval", "unit", "as_of", "answer")}
    kept["claim"] = judged["claim"]["number"]
    return hashlib.sha256(json.dumps(kept, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


__all__ = ["DECISIONS", "Figure", "Outcome", "basis"]
