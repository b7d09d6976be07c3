"""Publishing a dossier's sheet under a number, withdrawing it, and whether it still says what the desk says."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from claims.factsheet import json
from claims.factsheet.build import build_draft
from claims.factsheet.changes import changes
from claims.factsheet.frozen import thaw
from claims.factsheet.sentences import in_sentences
from claims.factsheet.sheet import FactSheet, SheetClaim, Withdrawal
from claims.models import Publication, PublicationWithdrawal, Verdict
from claims.models.claim import Status
from claims.models.recording import clean_text
from claims.refusals import Refusal
from sources.models import Dossier

if TYPE_CHECKING:
    from dealdesk.models import User

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Standing:
    """What has happened since a sheet was published. `newer` is the number of the newest sheet, 0 where it is this."""

    withdrawn: bool
    newer: int
    sources_changed: bool
    decided_since: bool

    @property
    def superseded(self) -> bool:
        return bool(self.newer or self.sources_changed or self.decided_since)

    @property
    def token(self) -> str:
        """Short and stable, for an entity tag."""
        return f"{int(self.withdrawn)}{int(self.sources_changed)}{int(self.decided_since)}{self.newer}"


def publish(
    dossier: Dossier,
    *,
    by: User,
    seen: str,
    why: Mapping[int, str] | None = None,
    site: str = "",
    now: datetime | None = None,
) -> Publication:
    """Freeze the sheet as it stands under the next number.

    `seen` is the fingerprint of the draft that the publisher looked at; `why` gives, by claim number, the reason why a
    dispute goes out undecided; `site` is the desk's address where the settings name none. Raises Refusal.
    """
    with transaction.atomic():
        dossier = Dossier.objects.select_for_update(no_key=True).get(pk=dossier.pk)
        draft = build_draft(dossier, now=now or datetime.now(UTC))
        if fingerprint(draft) != seen:
            raise Refusal(_("The dossier has changed since you looked. Look at the sheet again, then publish it."))
        last = dossier.publications.select_related("withdrawal").order_by("-number").first()
        _refuse_own_decisions(dossier, draft, by)
        sheet = _numbered(draft, last, by, {n: _reason(words) for n, words in (why or {}).items()}, site)
        return _freeze(dossier, sheet, last, by)


def withdraw(publication: Publication, *, by: User, reason: str, now: datetime | None = None) -> PublicationWithdrawal:
    """Say that a published sheet no longer holds, and why. It stays reachable."""
    reason = _reason(reason)
    if not reason:
        raise Refusal(_("To withdraw a sheet, give the reason: its readers will see it."))
    with transaction.atomic():
        Dossier.objects.select_for_update(no_key=True).get(pk=publication.dossier_id)
        if PublicationWithdrawal.objects.filter(publication=publication).exists():
            raise Refusal(_("This sheet was withdrawn already."))
        return PublicationWithdrawal.objects.create(
            publication=publication, by=by, reason=reason, at=now or datetime.now(UTC)
        )


def sheet_of(publication: Publication) -> FactSheet:
    """A published sheet, as it was frozen; with its withdrawal where there is one."""
    sheet = thaw(publication.content)
    if not publication.is_withdrawn:
        return sheet
    row = publication.withdrawal
    return replace(sheet, withdrawal=Withdrawal(row.at, _name(row.by), row.reason))


def standing(publication: Publication) -> Standing:
    """Three queries, none of which reads a sheet or a text."""
    dossier = publication.dossier_id
    newest = Publication.objects.filter(dossier=dossier).order_by("-number").values_list("number", flat=True).first()
    verdicts = Verdict.objects.filter(
        dossier=dossier, position__gt=publication.log_position, figure__claim__number__in=publication.claims
    )
    return Standing(
        withdrawn=publication.is_withdrawn,
        newer=newest if newest and newest > publication.number else 0,
        sources_changed=_source_states(publication.dossier) != publication.sources,
        decided_since=verdicts.exists(),
    )


def undecided(sheet: FactSheet) -> tuple[SheetClaim, ...]:
    """The claims that need a decision before the sheet goes out, or a reason why not."""
    return tuple(claim for claim in sheet.stated if claim.status == Status.DISPUTED)


def deciders(sheet: FactSheet, dossier: Dossier) -> set[int]:
    """Who recorded a verdict that counts on the sheet, by user id."""
    figures = [figure.id for claim in sheet.stated for figure in claim.figures if figure.decision]
    latest = dict(Verdict.objects.filter(dossier=dossier).order_by("position").values_list("figure", "by"))
    return {latest[figure] for figure in figures if figure in latest}


def fingerprint(sheet: FactSheet) -> str:
    """SHA-256 of what readers would be told, whenever and by whomever."""
    claims = tuple(sorted(sheet.stated, key=lambda claim: claim.id))
    told = replace(sheet, claims=claims, draft=False, made_at=datetime.fromtimestamp(0, UTC), log_head="", changes=())
    told = replace(told, number=0, by="", desk="", site="", changed_since=0, withdrawal=None)
    return hashlib.sha256(json.render(told).encode()).hexdigest()


def _numbered(draft: FactSheet, last: Publication | None, by: User, why: Mapping[int, str], site: str) -> FactSheet:
    """The draft as it goes out: what is not stated stays in the house, and what is undecided says why.

    Readers get the claims by number, the order in which the articles bring them; the desk's order is by urgency.
    """
    silent = [claim for claim in undecided(draft) if not why.get(claim.id)]
    if silent:
        labels = ", ".join(f"“{claim.label}”" for claim in silent)
        raise Refusal(_("Decide these first, or say on the sheet why not: %(claims)s") % {"claims": labels})
    if not draft.stated:
        raise Refusal(_("There is nothing on the sheet yet. Pin a claim, or add a source that answers one."))
    open_ = {claim.id for claim in undecided(draft)}
    claims = tuple(
        replace(claim, why_undecided=why[claim.id], statements=(), leads=()) if claim.id in open_ else claim
        for claim in sorted(draft.stated, key=lambda claim: claim.id)
    )
    sheet = in_sentences(replace(draft, claims=claims))
    return replace(
        sheet,
        draft=False,
        number=last.number + 1 if last else 1,
        by=_name(by),
        site=settings.PUBLIC_URL or site,
    )


def _freeze(dossier: Dossier, sheet: FactSheet, last: Publication | None, by: User) -> Publication:
    print_ = fingerprint(sheet)
    if last and print_ == last.fingerprint and not last.is_withdrawn:
        raise Refusal(_("Nothing has changed since sheet no. %(number)d.") % {"number": last.number})
    if last:
        sheet = replace(sheet, changes=changes(thaw(last.content), sheet), changed_since=last.number)
    content = json.render(sheet)
    position = Verdict.objects.filter(dossier=dossier).order_by("-position").values_list("position", flat=True).first()
    return Publication.objects.create(
        dossier=dossier,
        number=sheet.number,
        title=sheet.title,
        content=content,
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        fingerprint=print_,
        sources=_source_states(dossier),
        claims=[claim.id for claim in sheet.stated],
        rules=sheet.rules_version,
        log_head=sheet.log_head,
        log_position=position or 0,
        by=by,
        at=sheet.made_at,
    )


def _refuse_own_decisions(dossier: Dossier, draft: FactSheet, by: User) -> None:
    if dossier.second_pair_of_eyes and by.pk in deciders(draft, dossier):
        raise Refusal(
            _(
                "This dossier asks for a second pair of eyes: you decided a figure on this sheet. "
                "Someone else publishes it."
            )
        )


def _source_states(dossier: Dossier) -> list[list[object]]:
    rows = dossier.sources.order_by("number").values_list("number", "current__sha256", "withdrawn")
    return [[number, sha256 or "", withdrawn] for number, sha256, withdrawn in rows]


def _reason(words: str) -> str:
    words = clean_text(words)
    if len(words) > LONGEST_REASON:
        raise Refusal(_("A reason has at most %(most)d characters.") % {"most": LONGEST_REASON})
    return words


def _name(person: User) -> str:
    return person.get_full_name() or person.get_username()
