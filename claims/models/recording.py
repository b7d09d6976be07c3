"""What must hold before a verdict is recorded: each check raises a Refusal, and then nothing is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import connection
from django.db.models import UUIDField
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from claims import agreement, stamps
from claims.models.figure import Figure, Outcome
from claims.models.mention import hand_mentions
from claims.models.prepared import Prepared
from claims.refusals import (
    NothingToWithdraw,
    NotStanding,
    ReasonNeeded,
    Refusal,
    RivalConfirmed,
    StaleToken,
    TokenMissing,
)
from sources.models import Dossier

if TYPE_CHECKING:
    from claims.models.claim import Claim

GENESIS = "0" * 64
_END = """
SELECT (SELECT COUNT(*) FROM claims_verdict WHERE key = %s), last.position, last.digest
FROM sources_dossier d LEFT JOIN claims_verdict last ON last.dossier_id = d.id
  AND last.position = (SELECT MAX(position) FROM claims_verdict WHERE dossier_id = d.id)
WHERE d.id = %s
"""
_TO_LOCK = Prepared[Dossier](
    lambda ids: (
        Dossier.objects.select_for_update(no_key=True)
        .filter(pk__in=Figure.objects.filter(pk__in=ids).order_by().values("claim__dossier"))
        .order_by("pk")
    )
)
_OF_CLAIMS = Prepared[Figure](
    lambda ids: (
        Figure.objects.with_origins()
        .select_related("claim")
        .annotate(claim_stamp=RawSQL(stamps.OF_CLAIM, []))  # noqa: S611
        .filter(claim__in=Figure.objects.filter(pk__in=ids).values("claim"))
    )
)
UNTYPABLE = {chr(code) for code in range(32) if chr(code) not in "\t\n\r"}


@dataclass(frozen=True, slots=True)
class Decision:
    """An outcome for one figure; `seen` is the number of the last verdict that its author saw, 0 for none."""

    figure_id: int
    outcome: str
    seen: int | None


def clean_text(text: str) -> str:
    """Trimmed; refused where a database would refuse or alter it (control characters, lone surrogates)."""
    text = text.strip()
    if UNTYPABLE.intersection(text) or any("\ud800" <= char <= "\udfff" for char in text):
        raise Refusal(_("The text holds characters that cannot be stored. Type it again."))
    return text


def checked_reason(decisions: Sequence[Decision], key: UUID | None, reason: str, evidence_url: str) -> str:
    """The reason, trimmed, once everything that needs no database has been checked."""
    if not decisions:
        raise Refusal(_("Nothing was chosen. Choose at least one figure."))
    if key is None or any(decision.seen is None for decision in decisions):
        raise TokenMissing(_("The request does not say what its author had seen. Reload the page and decide again."))
    if any(decision.outcome not in Outcome.values for decision in decisions):
        raise Refusal(_("A figure can be confirmed or contested, or its verdict withdrawn."))
    reason = clean_text(reason)
    if not reason and any(decision.outcome == Outcome.CONTESTED for decision in decisions):
        raise ReasonNeeded(_("To contest a figure, give the reason."))
    if len(reason) > 1000:
        raise Refusal(_("The reason is longer than 1,000 characters. Shorten it."))
    _check_evidence(evidence_url)
    return reason


def _check_evidence(url: str) -> None:
    if len(url) > 1000:
        raise Refusal(_("The evidence's address is longer than 1,000 characters. Give a shorter one."))
    if url:
        try:
            URLValidator(schemes=["http", "https"])(url)
        except ValidationError as error:
            raise Refusal(_("The evidence is no web address: it starts with http:// or https://.")) from error


def lock_dossier(decisions: Sequence[Decision]) -> Dossier:
    """Take the dossier's lock: its verdicts form one chain, so its writers go one by one.

    SQLite's IMMEDIATE transaction already holds the whole database.
    """
    ids = {decision.figure_id for decision in decisions}
    dossiers = _TO_LOCK(list(ids))
    if len(dossiers) != 1 or len(ids) != len(decisions):
        raise Refusal(_("One act decides each figure once, and figures of one dossier only."))
    return dossiers[0]


def end_of_chain(dossier: Dossier, key: UUID) -> tuple[int, str, bool]:
    """Position and digest of the dossier's last verdict, and whether any verdict was recorded with this key."""
    stored = UUIDField().get_db_prep_value(key, connection)
    with connection.cursor() as cursor:
        cursor.execute(_END, [stored, dossier.pk])
        known, position, digest = cursor.fetchone()
    return position or 0, digest or GENESIS, bool(known)


def locked_figures(decisions: Sequence[Decision], dossier: Dossier, claim: int | None = None) -> dict[int, Figure]:
    """The figures that are decided, by key; `claim.held` of each are all figures of its claim, read with them.

    Every figure has its printed mentions at hand, and every claim the stamp that it had before the act.
    """
    ids = {decision.figure_id for decision in decisions}
    held: dict[Claim, list[Figure]] = defaultdict(list)
    for figure in _OF_CLAIMS(list(ids)):
        held[figure.claim].append(figure)
    for one, figures in held.items():
        one.dossier, one.held = dossier, figures
        one.stamp_before = getattr(figures[0], "claim_stamp", None)
        for figure in figures:
            figure.claim = one
    hand_mentions(figure for figures in held.values() for figure in figures)
    found = {figure.pk: figure for figures in held.values() for figure in figures if figure.pk in ids}
    if len(found) != len(decisions):
        raise Refusal(_("A figure is no longer there. Reload the page."))
    if claim is not None and any(figure.claim_id != claim for figure in found.values()):
        raise Refusal(_("These figures no longer answer one claim. Reload the page and decide again."))
    return found


def refuse_stale(decisions: Sequence[Decision], figures: dict[int, Figure]) -> None:
    """Every author has seen the last verdict, and every figure can be decided."""
    stale = [figures[d.figure_id] for d in decisions if figures[d.figure_id].verdict_number != d.seen]
    if stale:
        latest = [figure.verdicts.select_related("by").latest("number") for figure in stale if figure.verdict_number]
        raise StaleToken(_("Someone else decided meanwhile. Look at their verdict, then decide again."), stale, latest)
    for decision in decisions:
        figure = figures[decision.figure_id]
        if decision.outcome == Outcome.WITHDRAWN:
            if not figure.decision:
                raise NothingToWithdraw(_("There is no verdict to withdraw."))
        elif not figure.is_standing:
            raise NotStanding(_("This figure was dismissed, or its source no longer prints it or was withdrawn."))


def refuse_rivals(decisions: Sequence[Decision], figures: dict[int, Figure]) -> None:
    """After the act, no two confirmed figures of a claim may conflict."""
    outcomes = {decision.figure_id: decision.outcome for decision in decisions}
    confirming = {pk for pk, outcome in outcomes.items() if outcome == Outcome.CONFIRMED}
    for claim in {figure.claim_id: figure.claim for figure in figures.values() if figure.pk in confirming}.values():
        _refuse_rivals_in(claim, outcomes, confirming)


def _refuse_rivals_in(claim: Claim, outcomes: dict[int, str], confirming: set[int]) -> None:
    standing = {figure.pk: figure for figure in claim.held or () if figure.is_standing}
    after = [
        figure for pk, figure in standing.items() if outcomes.get(pk, figure.counting_decision) == Outcome.CONFIRMED
    ]
    statements = {figure.pk: figure.statement() for figure in after}
    for pk in confirming & statements.keys():
        rivals = [
            figure for figure in after if figure.pk != pk and agreement.conflict(statements[pk], statements[figure.pk])
        ]
        if rivals:
            raise RivalConfirmed(
                _(
                    "A figure that cannot be true as well is confirmed. "
                    "Contest it in the same act, or withdraw its verdict first."
                ),
                standing[pk],
                rivals,
            )
