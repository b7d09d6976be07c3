"""The store that pages are measured on, and what each of them opens."""

from __future__ import annotations

from uuid import uuid4

from django.contrib.auth.models import Group
from django.db import connection

from claims.factsheet.build import build_draft
from claims.models import Claim, Figure
from claims.publishing import fingerprint, publish
from claims.publishing import undecided as undecided_claims
from dealdesk.models import User
from tests.bench.pages import WIDE, Ground
from tests.bench.server import PASSWORD
from tests.bench.store import fill, undecided
from tests.bench.urls import MAKE_TABLE


def prepare(exported: int) -> Ground:
    """A queue of 10,000 claims whose first have 20 figures, a summary of 100 claims, and what exports write."""
    by = editor()
    editor("colleague")
    with connection.cursor() as cursor:
        cursor.execute(MAKE_TABLE)
    queue = fill("queue", claims=10_000, sources=200, figures=2, wide=20, wides=WIDE, length=20_000)
    hundred = fill("hundred", claims=100, sources=10, figures=4, seed=2)
    fill("exported", claims=exported // 4, sources=40, figures=4, seed=3)
    first = Claim.objects.get(dossier=queue, number=1)
    for figure in list(first.figures.order_by("pk"))[:3]:
        _contest(figure, by)
    for figure in undecided(hundred):
        if figure.pk % 2:
            _contest(figure, by)
    for claim in Claim.objects.filter(dossier=queue, number__lte=60):
        claim.pin(by=by, reason="Pour la fiche")
    draft = build_draft(hundred)
    why = {claim.id: "Aucune source ne tranche" for claim in undecided_claims(draft)}
    publish(hundred, by=by, seen=fingerprint(draft), why=why)
    waiting = list(undecided(queue).values_list("pk", "claim__number"))
    return Ground(
        queue=queue.pk,
        claim=first.pk,
        to_decide=[(figure, number) for figure, number in waiting if number > WIDE],
        on_wide=[(figure, number) for figure, number in waiting if 1 < number <= WIDE],
    )


def editor(name: str = "editor") -> User:
    made = User.objects.create_user(name, password=PASSWORD)
    made.groups.add(Group.objects.get(name="editor"))
    return made


def _contest(figure: Figure, by: User) -> None:
    figure.record_verdict("contested", by=by, seen=0, key=uuid4(), reason="Contredit par le rapport")
