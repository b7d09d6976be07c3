"""The journal: every act of an editor other than a verdict, one row each, append-only; undo appends too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims import search
from claims.models.claim import Claim
from claims.models.crosscheck import CrossCheck
from claims.models.figure import Figure
from claims.models.mention import Mention
from claims.models.progress import Progress
from claims.models.recording import clean_text
from claims.refusals import Refusal
from sources.appendonly import AppendOnly
from sources.models import Dossier, Echo, Origin, Source

if TYPE_CHECKING:
    from dealdesk.models import User

type_names: dict[type[models.Model], str] = {
    Claim: "claim",
    Figure: "figure",
    Mention: "mention",
    Source: "source",
    Origin: "origin",
    Dossier: "dossier",
    CrossCheck: "check",
    Echo: "echo",
}
types = {name: model for model, name in type_names.items()}


class Act(models.TextChoices):
    RENAME = "rename", gettext_lazy("renamed")
    PIN = "pin", gettext_lazy("pinned to the sheet")
    UNPIN = "unpin", gettext_lazy("unpinned")
    ASSIGN = "assign", gettext_lazy("assigned")
    DISMISS = "dismiss", gettext_lazy("dismissed")
    RESTORE = "restore", gettext_lazy("restored")
    MOVE = "move", gettext_lazy("moved to another claim")
    MERGE = "merge", gettext_lazy("merged into another claim")
    SPLIT = "split", gettext_lazy("split off as a claim")
    CORRECT = "correct", gettext_lazy("corrected")
    ADD = "add", gettext_lazy("added by hand")
    EDITION = "edition", gettext_lazy("new edition")
    PLACE = "place", gettext_lazy("place confirmed")
    COINCIDENCE = "coincidence", gettext_lazy("marked as coincidence")
    RELEVANT = "relevant", gettext_lazy("no longer marked as coincidence")
    ONE_ORIGIN = "one-origin", gettext_lazy("said to share an origin")
    OWN_ORIGINS = "own-origins", gettext_lazy("said to have origins of their own")
    WITHDRAW_SOURCE = "withdraw-source", gettext_lazy("source withdrawn")
    RESTORE_SOURCE = "restore-source", gettext_lazy("source restored")
    REWORD = "reword", gettext_lazy("reworded on the sheet")
    PUBLISHING = "publishing", gettext_lazy("rule of publishing changed")
    UNDO = "undo", gettext_lazy("undone")


class EntryQuerySet(models.QuerySet["Entry"]):
    def change(
        self,
        subject: models.Model,
        act: str,
        after: dict[str, Any],
        *,
        by: User,
        reason: str = "",
        batch: UUID | None = None,
        undoes: Entry | None = None,
    ) -> Entry:
        """Set the fields `after` on a row that `types` lists, and journal what was there before.

        Whatever is derived from them (staleness, status, counts) is derived again in the same transaction.
        Raises Refusal where a value is not acceptable; then nothing is written.
        """
        with transaction.atomic():
            dossier = Dossier.objects.select_for_update(no_key=True).get(pk=_dossier_id(subject))
            row = type(subject)._default_manager.get(pk=subject.pk)
            before = {name: as_json(getattr(row, _attname(row, name))) for name in after}
            for name, value in after.items():
                setattr(row, _attname(row, name), _checked(row, name, value))
            row.save(update_fields=list(after))
            entry = self.create(
                dossier=dossier,
                act=act,
                subject=type_names[type(row)],
                subject_id=row.pk,
                before=before,
                after={name: as_json(getattr(row, _attname(row, name))) for name in after},
                by=by,
                reason=clean_text(reason),
                batch=batch or uuid4(),
                undoes=undoes,
            )
            _derive_again(row, before)
        subject.refresh_from_db()
        return entry

    def arrived(self, sources: Sequence[tuple[Source, int | None]], *, by: User, batch: UUID) -> None:
        """Sources that were imported, each with the edition that was current before; none where it is new.

        To undo it withdraws the new, and sets the others back to the text that they had.
        """
        self.bulk_create(
            Entry(
                dossier_id=source.dossier_id,
                act=Act.ADD if was is None else Act.EDITION,
                subject="source",
                subject_id=source.pk,
                before={"withdrawn": True} if was is None else {"current": was},
                after={"withdrawn": False} if was is None else {"current": source.current_id},
                by=by,
                batch=batch,
            )
            for source, was in sources
        )

    def undo_batch(self, batch: UUID, *, by: User, reason: str = "") -> list[Entry]:
        """Undo exactly what one act did, last row first, as one batch; all of it or nothing."""
        undone_as = uuid4()
        with transaction.atomic():
            entries = self.filter(batch=batch, undone_by=None).order_by("-pk")
            return [self.undo(entry, by=by, reason=reason, batch=undone_as) for entry in entries]

    def undo(self, entry: Entry, *, by: User, reason: str = "", batch: UUID | None = None) -> Entry:
        """Set back what `entry` changed, by appending; refused where the fields have changed since."""
        row = types[entry.subject]._default_manager.get(pk=entry.subject_id)
        now = {name: as_json(getattr(row, _attname(row, name))) for name in entry.after}
        if now != entry.after:
            raise Refusal(_("This was changed again since. Undo the later act first."))
        return self.change(row, Act.UNDO, entry.before, by=by, reason=reason, batch=batch, undoes=entry)


class Entry(models.Model):
    """What was before, what came after, who, why. `before` and `after` map field names to JSON values."""

    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, related_name="entries", verbose_name=gettext_lazy("dossier")
    )
    act = models.CharField(gettext_lazy("act"), max_length=20, choices=Act)
    subject = models.CharField(gettext_lazy("subject"), max_length=10)
    subject_id = models.PositiveBigIntegerField(gettext_lazy("subject id"))
    before = models.JSONField(gettext_lazy("before"), default=dict)
    after = models.JSONField(gettext_lazy("after"), default=dict)
    reason = models.CharField(gettext_lazy("reason"), max_length=1000, blank=True)
    batch = models.UUIDField(gettext_lazy("batch"), db_index=True)
    undoes = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="undone_by",
        verbose_name=gettext_lazy("undoes"),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="entries", verbose_name=gettext_lazy("by")
    )
    at = models.DateTimeField(gettext_lazy("at"), auto_now_add=True)

    append_only = AppendOnly()

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("journal entry")
        verbose_name_plural = gettext_lazy("journal")
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(condition=Q(act__in=Act.values), name="entry_act_is_known"),
            models.CheckConstraint(condition=Q(subject__in=sorted(types)), name="entry_subject_is_known"),
            models.CheckConstraint(condition=~Q(undoes=models.F("id")), name="entry_does_not_undo_itself"),
        ]
        indexes = [
            models.Index(fields=("subject", "subject_id"), name="entry_by_subject"),
            models.Index(fields=("dossier", "id"), name="entry_by_dossier"),
            models.Index(fields=("dossier", "at", "id"), name="entry_by_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.subject} {self.subject_id}"

    def get_act_display(self) -> str:  # type: ignore[no-redef]
        return str(Act(self.act).label)


def as_json(value: Any) -> Any:
    """A field's value as the journal keeps it.

    >>> from decimal import Decimal
    >>> as_json(Decimal("14.300"))
    '14.300'
    """
    if value is None or isinstance(value, str | int | bool | list | dict):
        return value
    return str(value)


def _attname(row: models.Model, name: str) -> str:
    return str(row._meta.get_field(name).attname)  # type: ignore[union-attr]


def _checked(row: models.Model, name: str, value: Any) -> Any:
    """`value` as the field takes it; a Refusal that names the field where it does not."""
    field: Any = row._meta.get_field(name)
    try:
        if isinstance(value, str):
            value = clean_text(value)
        return getattr(value, "pk", value) if field.is_relation else field.clean(value, row)
    except ValidationError as error:
        raise Refusal(f"{field.verbose_name}: {' '.join(error.messages)}") from error


def _dossier_id(subject: models.Model) -> int:
    if isinstance(subject, Dossier):
        return subject.pk
    if isinstance(subject, Figure):
        return subject.claim.dossier_id
    if isinstance(subject, Mention):
        return subject.figure.claim.dossier_id
    assert isinstance(subject, Claim | Source | Origin | CrossCheck | Echo)
    return subject.dossier_id


def _derive_again(row: models.Model, before: dict[str, Any]) -> None:
    """Bring the derived fields of everything that the change touches up to date."""
    if isinstance(row, Source):
        figures = list(row.figures.select_related("claim"))
    elif isinstance(row, Figure):
        figures = [row]
    elif isinstance(row, Mention):
        figures = [row.figure]
    else:
        figures = []
    claims = {figure.claim_id for figure in figures}
    if "claim" in before:
        claims.add(before["claim"])
    for figure in figures:
        figure.refresh()
    for claim in Claim.objects.filter(pk__in=claims):
        claim.refresh()
    search.index([*claims, row.pk] if isinstance(row, Claim) else claims)
    Progress.objects.keep(_dossier_id(row))


__all__ = ["Act", "Entry"]
