"""What a stored figure offers to agreement."""

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


def test_an_assumed_year_makes_no_dispute_but_day_and_month_do() -> None:
    claim = factories.claim(factories.dossier(), "Date", kind="date", unit="date")
    stated = factories.figure(claim, factories.days("2025-04-01", "2025-04-30"), quote="avril 2025")
    assumed = factories.figure(claim, factories.days("2024-04-01", "2024-04-30"), quote="avril", assumed=["year"])
    claim.refresh_from_db()
    assert claim.status == "agreed"

    other = factories.figure(claim, factories.days("2024-06-13"), quote="13 juin", assumed=["year"])
    for figure in (stated, assumed, other):
        figure.refresh_from_db()
        assert figure.in_dispute
