"""The pulse of a dossier: what makes it beat, who is seen, and what a sign of life costs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, Comment, Presence
from claims.models.presence import GONE, REST
from claims.pulse import Pulse, pulse_of
from dealdesk.models import User
from sources.models import Dossier
from tests import factories

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 6, 13, 9, 30, tzinfo=UTC)


@pytest.fixture
def marc() -> User:
    return factories.user("marc", first_name="Marc", last_name="Le Goff")


@pytest.fixture
def rene() -> User:
    return factories.user("rene")


def felt(story: Dossier, reader: User, now: datetime = NOW) -> Pulse:
    return pulse_of(story.slug, reader.pk, now)


def note(who: User, story: Dossier, claim: Claim | None, at: datetime = NOW) -> bool:
    return Presence.objects.note(who, story.pk, claim.number if claim else None, at)


def test_every_kind_of_act_moves_the_pulse_and_nothing_else_does(story: Dossier, rene: User) -> None:
    claim, low, *_ = factories.disputed_claim(story)
    other = factories.disputed_claim()[1]
    states = [felt(story, rene).state]
    acts = (
        lambda: factories.decide(low, "confirmed"),
        lambda: claim.rename("Prix", by=rene),
        lambda: Comment.objects.add(claim, "À voir.", by=rene, key=uuid4()),
        lambda: factories.source(story),
        lambda: note(factories.user(), story, claim),
    )
    for act in acts:
        act()
        states.append(felt(story, rene).state)
    assert len(set(states)) == len(acts) + 1
    factories.decide(other, "confirmed")
    assert felt(story, rene).state == states[-1]


def test_one_sees_the_others_and_not_oneself(story: Dossier, marc: User, rene: User) -> None:
    claim = factories.claim(story, "Montant")
    note(marc, story, claim)
    note(rene, story, None)
    (person,) = felt(story, rene).people
    assert (person.name, person.initials, person.claim, person.label) == ("Marc Le Goff", "MG", claim.number, "Montant")
    assert [one.name for one in felt(story, marc).people] == ["rene"]
    assert felt(story, marc).people[0].claim == 0


def test_whoever_gives_no_sign_of_life_is_gone(story: Dossier, marc: User, rene: User) -> None:
    note(marc, story, None)
    assert felt(story, rene, NOW + GONE - timedelta(seconds=1)).people
    assert not felt(story, rene, NOW + GONE).people


def test_a_person_who_may_no_longer_sign_in_is_not_shown(story: Dossier, marc: User, rene: User) -> None:
    note(marc, story, None)
    User.objects.filter(pk=marc.pk).update(is_active=False)
    assert not felt(story, rene).people


def test_presence_stays_in_its_dossier(story: Dossier, marc: User, rene: User) -> None:
    note(marc, factories.dossier(), None)
    assert not felt(story, rene).people


def test_a_person_is_written_once_in_ten_seconds_at_most(story: Dossier, marc: User) -> None:
    first, second = factories.claim(story), factories.claim(story)
    assert note(marc, story, first)
    assert not note(marc, story, second, NOW + REST - timedelta(seconds=1))
    assert Presence.objects.get().claim == first
    assert note(marc, story, second, NOW + REST)
    assert Presence.objects.get().claim == second


def test_a_claim_of_another_dossier_is_not_taken_for_one_of_this(story: Dossier, marc: User) -> None:
    other = factories.dossier()
    for _ in range(3):
        factories.claim(other)
    Presence.objects.note(marc, story.pk, 3, NOW)
    assert Presence.objects.get().claim is None


def test_the_state_names_nobody(story: Dossier, marc: User, rene: User) -> None:
    note(marc, story, None)
    assert "marc" not in felt(story, rene).state.lower()


def test_the_pulse_is_one_query_however_long_the_record(story: Dossier, rene: User) -> None:
    for size in (1, 6):
        for _ in range(size):
            claim, low, *_ = factories.disputed_claim(story)
            factories.decide(low, "confirmed")
            note(factories.user(), story, claim)
        with CaptureQueriesContext(connection) as asked:
            assert len(felt(story, rene).people) >= size
        assert len(asked) == 1


@pytest.mark.sqlite
def test_the_pulse_reads_no_table_from_end_to_end(story: Dossier, rene: User) -> None:
    with CaptureQueriesContext(connection) as asked:
        felt(story, rene)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {asked[0]['sql']}")
        plan = [row[3] for row in cursor.fetchall()]
    assert not [step for step in plan if step.startswith("SCAN") or "TEMP B-TREE" in step], plan


@pytest.mark.sqlite
def test_a_sign_of_life_leaves_the_patience_of_other_writes_as_it_was(story: Dossier, marc: User) -> None:
    note(marc, story, None)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        assert cursor.fetchone()[0] == 20_000
