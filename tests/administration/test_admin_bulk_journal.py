"""Journalled acts on many rows: dismissing, pinning and withdrawing, one batch each, all or none."""

import pytest
from django.test import Client

from claims.models import Claim, Entry
from dealdesk.models import User
from sources.models import Source
from tests import factories
from tests.administration.acting import choose, refused, submit

pytestmark = pytest.mark.django_db


def test_figures_are_dismissed_and_restored_in_one_journalled_batch(client: Client, chief: User) -> None:
    claim, low, high, _over = factories.disputed_claim()
    page = choose(client, "dismiss", low, high)
    for _ in range(2):
        assert submit(client, "dismiss", page, reason="Page furniture").status_code == 302
    assert {(e.act, e.reason, e.by, e.batch) for e in Entry.objects.all()} == {
        ("dismiss", "Page furniture", chief, page.context["page"].key)
    }
    assert Entry.objects.count() == 2
    claim.refresh_from_db()
    assert claim.figure_count == 1
    submit(client, "restore", choose(client, "restore", low, high))
    assert Entry.objects.filter(act="restore").count() == 2
    claim.refresh_from_db()
    assert (claim.figure_count, claim.status) == (3, "disputed")


def test_a_figure_decided_meanwhile_is_not_dismissed_unseen(client: Client, chief: User) -> None:
    _claim, low, high, _over = factories.disputed_claim()
    page = choose(client, "dismiss", low, high)
    factories.decide(low, "confirmed")
    refused(submit(client, "dismiss", page), 409)
    assert not Entry.objects.exists()


def test_claims_are_pinned_and_unpinned_in_one_batch(client: Client, chief: User) -> None:
    dossier = factories.dossier()
    one, two = factories.claim(dossier), factories.claim(dossier)
    submit(client, "pin", choose(client, "pin", one, two), Claim)
    assert Claim.objects.filter(pinned=True).count() == 2
    assert Entry.objects.values("batch").distinct().count() == 1
    stale = choose(client, "unpin", one, two)
    one.refresh_from_db()
    one.unpin(by=chief)
    refused(submit(client, "unpin", stale, Claim))
    assert Claim.objects.filter(pinned=True).count() == 1, "all or none"


def test_sources_are_withdrawn_with_a_reason_and_restored(client: Client, chief: User) -> None:
    claim, low, high, _over = factories.disputed_claim()
    page = choose(client, "withdraw", low.source, high.source)
    refused(submit(client, "withdraw", page, Source, reason=""))
    assert not Source.objects.filter(withdrawn=True).exists()
    assert submit(client, "withdraw", page, Source, reason="Retracted").status_code == 302
    assert Source.objects.filter(withdrawn=True).count() == 2
    assert set(Entry.objects.values_list("act", "reason")) == {("withdraw-source", "Retracted")}
    claim.refresh_from_db()
    assert claim.figure_count == 1
    submit(client, "restore", choose(client, "restore", low.source), Source, reason="")
    assert Source.objects.filter(withdrawn=True).count() == 1
