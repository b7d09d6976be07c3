"""Queries whose SQL is made once give what the queryset gives."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, Figure
from claims.models.prepared import MOST, Prepared
from sources.models import Dossier
from tests import factories

pytestmark = pytest.mark.django_db


def test_rows_come_with_what_was_joined_and_whatever_the_keys(story: Dossier) -> None:
    first, low, *_ = factories.disputed_claim(story)
    second, *_ = factories.disputed_claim(story)
    figures = Prepared[Figure](lambda claim: Figure.objects.with_origins().filter(claim=claim).order_by("pk"))
    for claim in (first, second, first):
        with CaptureQueriesContext(connection) as asked:
            found = figures(claim.pk)
            assert [figure.source.origin for figure in found] == [None] * 3
        assert len(asked) == 1
        assert found == list(claim.figures.order_by("pk"))
    low.dismiss(by=factories.user())
    assert [figure.dismissed for figure in figures(first.pk)] == [True, False, False]


@pytest.mark.parametrize("several", [0, 1, 2, MOST, MOST + 1])
def test_several_keys_stand_in_one_place(story: Dossier, several: int) -> None:
    claims = [factories.claim(story) for _ in range(several + 1)][:several]
    numbers = Prepared[int](
        lambda keys, dossier: (
            Claim.objects.filter(pk__in=keys, dossier=dossier).order_by("pk").values_list("number", flat=True)
        )
    )
    for _again in range(2):
        assert numbers([claim.pk for claim in claims], story.pk) == [claim.number for claim in claims]
    assert numbers([claim.pk for claim in claims], story.pk + 1) == []


def test_a_slice_begins_where_it_is_said(story: Dossier) -> None:
    for _ in range(5):
        factories.claim(story)
    page = Prepared[int](
        lambda dossier, first: (
            Claim.objects.filter(dossier=dossier).order_by("number").values_list("number", flat=True)[first : first + 2]
        )
    )
    assert [page(story.pk, first) for first in (0, 2, 4, 6, 0)] == [[1, 2], [3, 4], [5], [], [1, 2]]
