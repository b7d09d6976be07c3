"""Acts of editors that span several models; each is journalled (see claims.models.journal)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from claims.models import Claim, Figure
from claims.models.journal import Act, Entry
from claims.refusals import Refusal
from sources.models import Dossier, Source

if TYPE_CHECKING:
    from dealdesk.models import User

METADATA = ("title", "publisher", "author", "published_on", "language", "url", "origin")


def withdraw_source(source: Source, *, by: User, reason: str, batch: UUID | None = None) -> Entry:
    """Its figures no longer stand; the sheet says that it was withdrawn. Nothing is deleted."""
    return Entry.objects.change(source, Act.WITHDRAW_SOURCE, {"withdrawn": True}, by=by, reason=reason, batch=batch)


def restore_source(source: Source, *, by: User, reason: str = "", batch: UUID | None = None) -> Entry:
    return Entry.objects.change(source, Act.RESTORE_SOURCE, {"withdrawn": False}, by=by, reason=reason, batch=batch)


def correct_source(
    source: Source, changes: dict[str, object], *, by: User, reason: str = "", batch: UUID | None = None
) -> Entry | None:
    """Correct what is known of a source (see METADATA); None where nothing changes."""
    kept = {name: value for name, value in changes.items() if name in METADATA}
    return Entry.objects.change(source, Act.CORRECT, kept, by=by, reason=reason, batch=batch) if kept else None


def move_figure(figure: Figure, to: Claim, *, by: User, reason: str = "", batch: UUID | None = None) -> Entry:
    """Let a figure answer another claim of its dossier. Its verdict, given on the old question, becomes stale.

    Where an editor puts a figure it stays, whatever matching would say: it is `placed` in the same row.
    """
    if to.dossier_id != figure.claim.dossier_id or to.kind != figure.kind:
        raise Refusal(_("A figure moves within its dossier, to a claim of the same kind."))
    if to.merged_into_id or to.pk == figure.claim_id:
        raise Refusal(_("Choose another claim: this one holds the figure already, or was merged."))
    after = {"claim": to, "placed": True}
    return Entry.objects.change(figure, Act.MOVE, after, by=by, reason=reason, batch=batch)


def merge_claims(claim: Claim, into: Claim, *, by: User, reason: str = "", batch: UUID | None = None) -> list[Entry]:
    """Every figure of `claim` moves to `into`; `claim` stays, and says where it went. One batch."""
    batch = batch or uuid4()
    with transaction.atomic():
        lock(claim.dossier)
        figures = claim.figures.select_related("claim").order_by("pk")
        if claim.merged_into_id or into.merged_into_id or claim.pk == into.pk or claim.kind != into.kind:
            raise Refusal(_("Two different claims of one kind can be merged, neither of them merged before."))
        entries = [move_figure(figure, into, by=by, reason=reason, batch=batch) for figure in figures]
        merged = Entry.objects.change(claim, Act.MERGE, {"merged_into": into}, by=by, reason=reason, batch=batch)
    return [*entries, merged]


def split_claim(figures: Sequence[Figure], label: str, *, by: User, reason: str = "") -> Claim:
    """Give figures of one claim a claim of their own. It begins as merged into the old one, so undo puts it back."""
    batch = uuid4()
    if len({figure.claim_id for figure in figures}) != 1 or not label.strip():
        raise Refusal(_("Choose figures of one claim, and give the new claim a label."))
    old = figures[0].claim
    with transaction.atomic():
        lock(old.dossier)
        if old.figures.count() == len(figures):
            raise Refusal(_("Leave at least one figure in the claim, or rename it instead."))
        last = old.dossier.claims.aggregate(last=Max("number"))["last"] or 0
        new = old.dossier.claims.create(
            number=last + 1, label=label.strip()[:200], kind=old.kind, unit=old.unit, merged_into=old
        )
        Entry.objects.change(new, Act.SPLIT, {"merged_into": None}, by=by, reason=reason, batch=batch)
        for figure in figures:
            move_figure(figure, new, by=by, reason=reason, batch=batch)
    new.refresh_from_db()
    return new


def lock(dossier: Dossier) -> None:
    """Writers of one dossier go one by one; SQLite's IMMEDIATE transaction already holds the whole database."""
    Dossier.objects.select_for_update(no_key=True).get(pk=dossier.pk)
