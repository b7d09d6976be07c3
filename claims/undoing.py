"""Taking back exactly what one act did: all rows of its batch or none, and a sentence that says what is in the way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.editing import lock
from claims.models import Claim, Entry, Mention
from claims.models.claim import Kind
from claims.models.journal import Act
from claims.refusals import Refusal
from sources.models import Dossier

if TYPE_CHECKING:
    from dealdesk.models import User

# Who may change a thing may take the change back.
PERMISSIONS = {
    "claim": "claims.edit_claim",
    "figure": "claims.edit_claim",
    "mention": "claims.edit_claim",
    "check": "claims.edit_claim",
    "echo": "claims.edit_claim",
    "origin": "claims.edit_claim",
    "source": "sources.change_source",
    "dossier": "sources.change_dossier",
}


def may_undo(user: User, subjects: set[str]) -> bool:
    return all(user.has_perm(PERMISSIONS[subject]) for subject in subjects)


def undo_acts(
    dossier: Dossier, batches: Sequence[UUID], *, rows: int, by: User, reason: str = "", undone_as: UUID | None = None
) -> list[Entry]:
    """Undo whole acts of one dossier, the last row first, as one batch; all or nothing.

    `rows` is how many rows their author was shown; another number is refused, since something happened meanwhile.
    PermissionDenied where the author may not change what one of the rows changed.
    """
    undone_as = undone_as or uuid4()
    with transaction.atomic():
        lock(dossier)
        entries = list(Entry.objects.filter(dossier=dossier, batch__in=batches, undone_by=None).order_by("-pk"))
        if not may_undo(by, {entry.subject for entry in entries}):
            raise PermissionDenied
        if not entries:
            raise Refusal(_("This was already undone."))
        if len(entries) != rows:
            raise Refusal(_refused_count(len(entries), rows))
        if any(
            entry.act == Act.ADD and entry.subject == "figure" and "dismissed" not in entry.after for entry in entries
        ):
            raise Refusal(_("A further place of a figure that counted already stays listed: nothing else was changed."))
        undone = [_undo(entry, entries, by, reason, undone_as) for entry in entries]
        undone += _take_back_continued(entries, by, reason, undone_as)
        _refuse_hidden(entries)
    return undone


def open_rows(batches: Sequence[UUID]) -> dict[UUID, int]:
    """How many rows of each batch could still be undone."""
    counted = Entry.objects.filter(batch__in=set(batches), undone_by=None).order_by().values_list("batch")
    return dict(counted.annotate(Count("pk")))


def _undo(entry: Entry, entries: Sequence[Entry], by: User, reason: str, undone_as: UUID) -> Entry:
    if entry.subject == "mention" and entry.before.get("dismissed") is False:
        _refuse_taken(Mention.objects.get(pk=entry.subject_id))
    try:
        return Entry.objects.undo(entry, by=by, reason=reason, batch=undone_as)
    except Refusal as refusal:
        later = _in_the_way(entry, entries)
        if later is None:
            raise
        shown = {"act": later.get_act_display(), "name": later.by.get_full_name() or later.by.get_username()}
        words = _("Nothing was undone: what this act changed was changed again since (%(act)s, by %(name)s).") % shown
        raise Refusal(f"{words} {_('Undo the later act first.')}") from refusal


def _in_the_way(entry: Entry, entries: Sequence[Entry]) -> Entry | None:
    """The newest later act that changed the same of the same row and still holds."""
    later = Entry.objects.filter(subject=entry.subject, subject_id=entry.subject_id, pk__gt=entry.pk, undone_by=None)
    others = later.exclude(pk__in=[one.pk for one in entries]).select_related("by").order_by("-pk")
    return next((one for one in others if one.after.keys() & entry.after.keys()), None)


def _refuse_hidden(entries: Sequence[Entry]) -> None:
    """A claim that folds back into another takes no figure with it that came to it since."""
    claims = [entry.subject_id for entry in entries if entry.subject == "claim"]
    hidden = Claim.objects.filter(pk__in=claims, merged_into__isnull=False, figures__isnull=False).first()
    if hidden:
        raise Refusal(
            _("Nothing was undone: “%(claim)s” holds figures that came to it since. Move them first.")
            % {"claim": hidden.label}
        )


def _take_back_continued(entries: Sequence[Entry], by: User, reason: str, undone_as: UUID) -> list[Entry]:
    """A place that was taken back goes from the later editions too that continued it."""
    gone = [entry.subject_id for entry in entries if entry.subject == "mention" and entry.before.get("dismissed")]
    done: list[Entry] = []
    while gone:
        continued = list(Mention.objects.standing().filter(carried_from__in=gone))
        done += [
            Entry.objects.change(place, Act.DISMISS, {"dismissed": True}, by=by, reason=reason, batch=undone_as)
            for place in continued
        ]
        gone = [place.pk for place in continued]
    return done


def _refuse_taken(mention: Mention) -> None:
    """A place that stands again overlaps none that was added since."""
    others = mention.edition.mentions.standing().filter(start__lt=mention.end, end__gt=mention.start)
    if mention.kind != Kind.TEXT:
        others = others.exclude(kind=Kind.TEXT)  # an answer in words may hold figures
    else:
        others = others.filter(start=mention.start, end=mention.end)
    if there := others.select_related("figure__claim").first():
        raise Refusal(
            _("Nothing was undone: “%(quote)s” stands at this place by now, in “%(claim)s”.")
            % {"quote": there.quote, "claim": there.figure.claim.label}
        )


def _refused_count(now: int, shown: int) -> str:
    return ngettext(
        "Nothing was undone: this act has %(now)d row that can be undone, and your page showed %(shown)d. Reload it.",
        "Nothing was undone: this act has %(now)d rows that can be undone, and your page showed %(shown)d. Reload it.",
        now,
    ) % {"now": now, "shown": shown}
