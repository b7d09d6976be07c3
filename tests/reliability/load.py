"""What the editors work on, and whether the record of it is whole afterwards."""

from __future__ import annotations

from io import StringIO
from typing import Any

from tests.reliability.ground import PASSWORD


def populate(claims: int, editors: int, slug: str = "load") -> list[tuple[int, int, int]]:
    """A dossier of `claims` disputes: (claim's number, one figure, its rival) of each; editors named editor0 …"""
    from django.db import transaction

    from claims import search
    from claims.models import Claim, Figure
    from tests import factories

    for number in range(editors):
        factories.user(f"editor{number}", password=PASSWORD)
    found = []
    with transaction.atomic():
        dossier = factories.dossier(slug)
        one = factories.source(dossier, "Le prix est de 14,3 milliards de dollars.")
        two = factories.source(dossier, "Le prix est de 14,8 milliards de dollars.")
        claim = factories.claim(dossier, "Montant 1")
        low = factories.figure(claim, 14_300_000_000, of=one, quote="14,3 milliards")
        high = factories.figure(claim, 14_800_000_000, of=two, quote="14,8 milliards")
        claim.refresh_from_db()
        found.append((1, low.pk, high.pk))
        made = Claim.objects.bulk_create(_copies(claim, number=range(2, claims + 1)))
        lows = Figure.objects.bulk_create([_copy(low, claim=other) for other in made])
        highs = Figure.objects.bulk_create([_copy(high, claim=other) for other in made])
        search.index([claim.pk for claim in made])
        found += [(c.number, a.pk, b.pk) for c, a, b in zip(made, lows, highs, strict=True)]
    return found


def _copies(row: Any, number: range) -> list[Any]:
    return [_copy(row, number=n, label=f"Montant {n}") for n in number]


def _copy(row: Any, **changes: Any) -> Any:
    values = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key}
    return type(row)(
        **values | {f"{name}_id" if hasattr(v, "pk") else name: getattr(v, "pk", v) for name, v in changes.items()}
    )


def version(claim: tuple[int, int, int], key: str, reason: str) -> tuple[str, dict[str, Any]]:
    """Address and form of the act that confirms one figure of a dispute and contests the other: two rows or none."""
    number, low, high = claim
    data = {"confirm": [low], "contest": [high], f"seen_{low}": 0, f"seen_{high}": 0, "key": key, "reason": reason}
    return f"/d/load/claims/{number}/decide/", data


def whole() -> dict[str, int]:
    """What is wrong in the record: chains, batches of one row, derived columns that say otherwise; zero is whole."""
    from django.core.management import CommandError, call_command
    from django.db.models import Count

    from claims.models import Claim, Figure, Verdict

    broken = 0
    try:
        call_command("verify_log", stdout=StringIO())
    except CommandError:
        broken = 1
    halves = Verdict.objects.order_by().values("batch").annotate(n=Count("pk")).exclude(n=2).count()
    decided = set(Verdict.objects.values_list("figure_id", flat=True))
    columns = set(Figure.objects.exclude(decision="").values_list("pk", flat=True))
    undecided = Claim.objects.filter(undecided_count=0, figures__decision="").distinct().count()
    return {"broken chains": broken, "half acts": halves, "stale columns": len(decided ^ columns) + undecided}
