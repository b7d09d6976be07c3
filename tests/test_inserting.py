"""Rows drafted and written past the ORM's constructor and compiler are the rows that it would have made."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from claims.models import Claim, Figure
from claims.models.inserting import drafted, insert
from sources.models import Dossier, Source
from tests import factories

pytestmark = pytest.mark.django_db


def figures(claim: Claim, source: Source, count: int) -> list[Figure]:
    """Figures with a number each and, of every third, a reason and an alternative."""
    return [
        drafted(
            Figure,
            {"claim": claim, "source": source, "origin": None},
            kind="money",
            unit="USD",
            low=Decimal(number) / 8,
            high=Decimal(number),
            join_why=["words"] if number % 3 == 0 else [],
            alternatives=[{"unit": "CAD"}] if number % 3 == 0 else [],
        )
        for number in range(count)
    ]


def test_a_drafted_row_holds_what_its_constructor_gives(story: Dossier) -> None:
    claim, source = factories.claim(story), factories.source(story)
    given = {"claim": claim, "source": source, "origin": None}
    one, other = drafted(Figure, given, kind="date", low=Decimal(1)), Figure(**given, kind="date", low=Decimal(1))
    held, made = ({name: value for name, value in vars(row).items() if name != "_state"} for row in (one, other))
    assert held == made
    assert (one.claim, one.source, one.origin) == (claim, source, None)
    assert one._state.adding


def test_no_two_drafted_rows_share_a_list(story: Dossier) -> None:
    one, other = figures(factories.claim(story), factories.source(story), 2)
    one.findings.append("weekday")
    assert other.findings == []


@pytest.mark.parametrize("count", [1, 9, 10, 23])
def test_as_many_rows_are_written_as_were_given_in_order_and_as_the_orm_reads_them(story: Dossier, count: int) -> None:
    rows = figures(factories.claim(story), factories.source(story), count)
    insert(rows)
    stored = list(Figure.objects.order_by("pk"))
    assert [row.pk for row in rows] == [row.pk for row in stored]
    for row, read in zip(rows, stored, strict=True):
        for name in ("low", "high", "said_low", "join_why", "alternatives", "unit", "claim_id", "created_at"):
            assert getattr(read, name) == getattr(row, name), name


def test_a_row_that_a_constraint_refuses_takes_those_written_with_it_along(story: Dossier) -> None:
    rows = figures(factories.claim(story), factories.source(story), 12)
    rows[5].low = Decimal(99)  # above its high
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(rows)
    assert not Figure.objects.exists()
