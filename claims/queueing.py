"""Imports by worker processes, from a queue in the same PostgreSQL, where the setting IMPORT_QUEUE asks for that.

What was staged stays staged until it is stored, and both happen in one transaction: a job that is begun again, after
its worker was killed, imports what is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from claims.intaking import Confirmed, import_confirmed
from claims.looking import is_due, look_again
from sources.intake import Intake, Stage
from sources.models import Dossier, Source

if TYPE_CHECKING:
    from procrastinate.types import JSONValue

    from dealdesk.models import User

TOGETHER = 12  # articles stored in one transaction: as many as matching clusters at once


def is_on() -> bool:
    return bool(settings.IMPORT_QUEUE)


def queue_import(dossier: Dossier, confirmed: Sequence[Confirmed], *, by: User, act: UUID, now: datetime) -> int:
    """Leave it to a worker; how many were taken: what another request has taken is left out.

    The job holds keys alone, since a queue shows and logs what it holds.
    """
    from claims.tasks import import_staged

    given = {one.staged.pk: _as_json(one) for one in confirmed}
    mine = Intake.objects.filter(pk__in=given)
    with transaction.atomic():
        mine.claim_for_import(now)
        taken = list(mine.filter(stage=Stage.IMPORTING, claimed_at=now).order_by("pk").only("pk"))
        for staged in taken:
            staged.confirmed = given[staged.pk]
        Intake.objects.bulk_update(taken, ["confirmed"])
        if taken:
            keys: list[JSONValue] = [staged.pk for staged in taken]
            job = import_staged.configure(lock=f"dossier-{dossier.pk}")
            job.defer(dossier=dossier.pk, by=by.pk, act=str(act), staged=keys)
    return len(taken)


def run_import(dossier: int, by: int, act: UUID, staged: Sequence[int]) -> None:
    """What a worker does of a job. One that fails leaves the rest staged as it was, for the editor to try again."""
    story, user = Dossier.objects.get(pk=dossier), get_user_model().objects.get(pk=by)
    mine = Intake.objects.filter(pk__in=staged, stage=Stage.IMPORTING)
    try:
        for start in range(0, len(staged), TOGETHER):
            few = _confirmed(Intake.objects.filter(pk__in=staged[start : start + TOGETHER]).order_by("pk"))
            mine.filter(pk__in=[one.staged.pk for one in few]).update(stage=Stage.READY)
            import_confirmed(story, few, by=user, now=timezone.now(), batch=act, look=False)
    finally:
        mine.update(stage=Stage.READY)
    if is_due(story):
        look_again(story, whole=False)


def _as_json(one: Confirmed) -> dict[str, Any]:
    metadata = {name: value.isoformat() if isinstance(value, date) else value for name, value in one.metadata.items()}
    return {"metadata": metadata, "edition_of": one.edition_of.pk if one.edition_of else None}


def _confirmed(staged: Iterable[Intake]) -> list[Confirmed]:
    rows = list(staged)
    editions_of = {one.confirmed["edition_of"] for one in rows} - {None}
    sources = Source.objects.select_related("current").in_bulk(editions_of)
    return [Confirmed(one, _metadata(one), sources.get(one.confirmed["edition_of"])) for one in rows]


def _metadata(staged: Intake) -> dict[str, Any]:
    metadata = dict(staged.confirmed["metadata"])
    if metadata.get("published_on"):
        metadata["published_on"] = date.fromisoformat(metadata["published_on"])
    return metadata
