"""One act on many rows: one verdict or one journal row each, all in one batch, or nothing at all.

An act stays within one dossier: it has one reason, one lock and one batch that can be undone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext as _

from claims import editing
from claims.models import Claim, Entry, Figure, Verdict
from claims.models.figure import Outcome
from claims.models.journal import Act
from claims.models.verdict import Decision
from claims.refusals import KeyReused, Refusal, StaleToken, TokenMissing
from claims.undoing import undo_acts
from sources.models import Dossier

if TYPE_CHECKING:
    from dealdesk.models import User

Seen = dict[int, int | None]


@dataclass(frozen=True, slots=True)
class Submission:
    """What one person sent: primary keys with the verdict number seen on each (0 where there is none), and why.

    `rivals` are figures to contest in the same act, so that the chosen ones can be confirmed; `goal` is the primary
    key of the claim that the act leads to.
    """

    chosen: Seen
    key: UUID | None
    reason: str = ""
    evidence_url: str = ""
    rivals: Seen = field(default_factory=dict)
    goal: int | None = None


def decide(outcome: str, given: Submission, by: User) -> list[Verdict]:
    """One verdict for each chosen figure. Raises what `VerdictQuerySet.record` refuses."""
    decisions = [Decision(pk, outcome, seen) for pk, seen in given.chosen.items()]
    decisions += [Decision(pk, Outcome.CONTESTED, seen) for pk, seen in given.rivals.items()]
    return Verdict.objects.record(decisions, by=by, key=given.key, reason=given.reason, evidence_url=given.evidence_url)


def change(
    model: type[models.Model],
    act: Callable[..., Entry],
    pointless: Callable[[Any], str],
    given: Submission,
    by: User,
) -> list[Entry]:
    """`act` on each chosen row of `model`. The batch is the key, so a repeated request is answered with its rows.

    `pointless` says why the act makes no sense for a row as it is now, or nothing; that refuses the whole.
    """
    key = _key(given)
    with transaction.atomic():
        _lock(model, given.chosen)
        earlier = list(Entry.objects.filter(batch=key))
        if earlier:
            return _same(earlier, given.chosen)
        rows = model._default_manager.in_bulk(list(given.chosen))
        _refuse_changed(rows, given.chosen, pointless)
        return [act(rows[pk], by=by, reason=given.reason, batch=key) for pk in given.chosen]


def move(given: Submission, by: User) -> list[Entry]:
    """Every chosen figure to the claim that is the goal."""
    to = Claim.objects.filter(pk=given.goal or 0).first()
    if to is None:
        raise Refusal(_("Choose the claim that the figures answer."))
    return change(Figure, lambda figure, **why: editing.move_figure(figure, to, **why), lambda figure: "", given, by)


def merge(given: Submission, by: User) -> list[Entry]:
    """The other chosen claims into the one that is the goal. A repeated request is answered with its rows."""
    key = _key(given)
    with transaction.atomic():
        _lock(Claim, given.chosen)
        earlier = list(Entry.objects.filter(batch=key))
        others = [pk for pk in given.chosen if pk != given.goal]
        if earlier:
            _same([entry for entry in earlier if entry.act == Act.MERGE], dict.fromkeys(others))
            return earlier
        claims = Claim.objects.select_related("dossier").in_bulk(list(given.chosen))
        if given.goal not in claims or len(claims) != len(given.chosen) or not others:
            raise Refusal(_("Choose at least two claims, and one of them that stays."))
        into = claims[given.goal]
        written = [editing.merge_claims(claims[pk], into, by=by, reason=given.reason, batch=key) for pk in others]
    return [entry for entries in written for entry in entries]


def undo(given: Submission, by: User) -> list[Entry]:
    """The acts that the chosen journal rows belong to: every row that can be undone was chosen, or nothing is done."""
    key = _key(given)
    with transaction.atomic():
        _lock(Entry, given.chosen)
        earlier = list(Entry.objects.filter(batch=key))
        if earlier:
            if {entry.undoes_id for entry in earlier} != set(given.chosen):
                raise KeyReused(_("This form was already used for another act. Reload the page and try again."))
            return earlier
        batches = list(Entry.objects.filter(pk__in=given.chosen).order_by().values_list("batch", flat=True).distinct())
        dossier = dossiers_of(Entry, given.chosen).get()
        return undo_acts(dossier, batches, rows=len(given.chosen), by=by, reason=given.reason, undone_as=key)


def _key(given: Submission) -> UUID:
    if given.key is None:
        raise TokenMissing(_("The request has no key. Reload the page and try again."))
    if not given.chosen:
        raise Refusal(_("Nothing was chosen. Choose at least one row."))
    return given.key


def dossiers_of(model: type[models.Model], keys: list[int] | Seen) -> models.QuerySet[Dossier]:
    """The dossiers that the rows with these primary keys belong to."""
    path = "claim__dossier" if model is Figure else "dossier"
    return Dossier.objects.filter(pk__in=model._default_manager.filter(pk__in=list(keys)).values(path))


def _lock(model: type[models.Model], chosen: Seen) -> None:
    if len(dossiers_of(model, chosen).select_for_update(no_key=True)) != 1:
        raise Refusal(_("One act stays within one dossier."))


def _same(earlier: list[Entry], chosen: Seen) -> list[Entry]:
    if {entry.subject_id for entry in earlier} != set(chosen):
        raise KeyReused(_("This form was already used for another act. Reload the page and try again."))
    return earlier


def _refuse_changed(rows: dict[int, Any], chosen: Seen, pointless: Callable[[Any], str]) -> None:
    if len(rows) != len(chosen):
        raise Refusal(_("A row is no longer there. Reload the page."))
    stale = [row for pk, row in rows.items() if isinstance(row, Figure) and row.verdict_number != chosen[pk]]
    if stale:
        latest = [figure.verdicts.select_related("by").latest("number") for figure in stale if figure.verdict_number]
        raise StaleToken(_("Someone else decided meanwhile. Look at their verdict, then try again."), stale, latest)
    for row in rows.values():
        if why := pointless(row):
            raise Refusal(_("Nothing was done. “%(row)s” cannot be part of this: %(why)s.") % {"row": row, "why": why})
