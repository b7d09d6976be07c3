"""Stamps: whatever is written to what pages show, by whichever way, makes another one of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import connection, transaction

from claims import adding, correcting, editing, locating, origins, stamps
from claims.importing import import_files
from claims.looking import look_again
from claims.models import Claim, Comment, CrossCheck, Entry, Figure
from claims.models.journal import Act
from claims.pulse import Pulse, pulse_of
from dealdesk.models import User
from sources.appendonly import standing_triggers
from sources.models import Dossier, Echo, Source
from tests import factories

pytestmark = pytest.mark.django_db
# Tables of the desk that no remembered fragment shows, or whose rows come with others: each with why.
NOT_STAMPED = {
    "claims_entry": "every act changes its subject too",
    "claims_look": "what the last look had seen comes with the pulse, into the keys that need it",
    "claims_presence": "who is here is asked for each page",
    "claims_progress": "derived from what has a stamp",
    "claims_publication": "pages of published sheets have their own tag",
    "claims_publicationwithdrawal": "pages of published sheets have their own tag",
    "sources_edition": "immutable, and shown once its source says so",
    "sources_intake": "what is staged is asked for each page",
    "dealdesk_accessrecord": "shown in the admin alone",
}


@pytest.fixture
def chief() -> User:
    return factories.user("chef", role="chief")


def pulse(story: Dossier) -> Pulse:
    return pulse_of(story.slug, 0, datetime.now(UTC))


def stamp_of(claim: Claim) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT stamp FROM {stamps.CLAIMS} WHERE claim = %s", [claim.pk])
        return int(cursor.fetchone()[0])


def echo(story: Dossier) -> Echo:
    a, b = factories.source(story), factories.source(story)
    return Echo.objects.create(dossier=story, a=a, b=b, score=0.9, proposed=True)


def check(claim: Claim) -> CrossCheck:
    return CrossCheck.objects.create(
        dossier=claim.dossier, claim=claim, key="k", found={}, basis="0" * 64, strength=1, current=True
    )


def journalled(story: Dossier, claim: Claim, figure: Figure, by: User) -> dict[str, Callable[[], object]]:
    """An act of each kind that the journal knows; each leaves what the following ones need."""
    other, found, heard = factories.claim(story, "Autre"), check(claim), echo(story)
    return {
        Act.RENAME: lambda: claim.rename("Prix", by=by),
        Act.PIN: lambda: claim.pin(by=by),
        Act.UNPIN: lambda: claim.unpin(by=by),
        Act.ASSIGN: lambda: claim.assign(by, by=by),
        Act.REWORD: lambda: claim.reword("Le prix : {values}.", by=by),
        Act.DISMISS: lambda: figure.dismiss(by=by),
        Act.RESTORE: lambda: figure.restore(by=by),
        Act.PLACE: lambda: figure.place(by=by),
        Act.CORRECT: lambda: correcting.correct_facts(
            figure, as_of="2024", origin=None, by=by, seen=correcting.seen_token(figure)
        ),
        Act.ADD: lambda: add(figure, claim, by),
        Act.EDITION: lambda: renew(figure, by),
        Act.COINCIDENCE: lambda: found.mark_coincidence(by=by),
        Act.RELEVANT: lambda: found.mark_relevant(by=by),
        Act.SPLIT: lambda: editing.split_claim([figure], "À part", by=by),
        Act.UNDO: lambda: Entry.objects.undo_batch(Entry.objects.filter(act=Act.SPLIT)[0].batch, by=by),
        Act.MOVE: lambda: editing.move_figure(Figure.objects.get(pk=figure.pk), other, by=by),
        Act.MERGE: lambda: editing.merge_claims(claim, other, by=by),
        Act.ONE_ORIGIN: lambda: origins.share_origin(heard, by=by),
        Act.OWN_ORIGINS: lambda: origins.part_origins(heard, by=by),
        Act.WITHDRAW_SOURCE: lambda: editing.withdraw_source(figure.source, by=by, reason="Erreur"),
        Act.RESTORE_SOURCE: lambda: editing.restore_source(figure.source, by=by),
        Act.PUBLISHING: lambda: Entry.objects.change(story, Act.PUBLISHING, {"second_pair_of_eyes": True}, by=by),
    }


def add(figure: Figure, claim: Claim, by: User) -> object:
    of = factories.source(claim.dossier, "Il a versé 15 milliards de dollars mardi.")
    assert of.current is not None
    chosen = locating.Selection(edition=of.current.sha256, quote="15 milliards de dollars")
    return adding.add_figure(of, chosen, claim=claim, by=by)


def renew(figure: Figure, by: User) -> None:
    source = Source.objects.get(pk=figure.source_id)
    was = source.current_id
    source.add_edition(factories.article("Le prix est de 14,3 milliards de dollars, dit-on."))
    Entry.objects.arrived([(source, was)], by=by, batch=uuid4())


def test_every_act_of_the_journal_changes_a_stamp_of_its_dossier(story: Dossier, chief: User) -> None:
    claim, low, *_ = factories.disputed_claim(story)
    acts = journalled(story, claim, low, chief)
    assert set(acts) == set(Act.values), "a new kind of act: it must change a stamp too"
    for name, act in acts.items():
        before = pulse(story).stamps
        act()
        assert pulse(story).stamps != before, name


@pytest.mark.parametrize("act", [Act.RENAME, Act.ASSIGN, Act.DISMISS, Act.PLACE, Act.ADD, Act.COINCIDENCE, Act.MOVE])
def test_every_act_on_a_claim_its_figures_and_checks_changes_the_stamp_of_the_claim(
    story: Dossier, chief: User, act: str
) -> None:
    claim, low, *_ = factories.disputed_claim(story)
    elsewhere, *_ = factories.disputed_claim(story)
    acts = journalled(story, claim, low, chief)
    before, beside = stamp_of(claim), stamp_of(elsewhere)
    acts[act]()
    assert stamp_of(claim) != before
    assert stamp_of(elsewhere) == beside


def test_a_verdict_changes_the_stamps_of_its_claim_and_dossier_alone(story: Dossier) -> None:
    claim, low, *_ = factories.disputed_claim(story)
    elsewhere, *_ = factories.disputed_claim(story)
    other = factories.dossier()
    person = factories.user()
    claims, ground, people = stamp_of(claim), pulse(story).stamps, pulse(other).stamps
    beside = stamp_of(elsewhere)
    factories.decide(low, "confirmed", by=person)
    assert stamp_of(claim) != claims
    assert stamp_of(elsewhere) == beside
    assert pulse(story).stamps._replace(claims=0) == ground._replace(claims=0)
    assert pulse(story).stamps.claims != ground.claims
    assert pulse(other).stamps == people


def test_comments_change_their_claims_stamp_and_no_count(story: Dossier, chief: User) -> None:
    claim, *_ = factories.disputed_claim(story)
    before, stamp = pulse(story).stamps, stamp_of(claim)
    said = Comment.objects.add(claim, "À voir.", by=chief, key=uuid4())
    assert stamp_of(claim) != stamp
    assert pulse(story).stamps == before
    stamp = stamp_of(claim)
    Comment.objects.withdraw(said, by=chief, key=uuid4())
    assert stamp_of(claim) != stamp


def test_an_import_and_a_new_edition_change_the_ground_but_not_a_look_that_finds_the_same(
    story: Dossier, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    seen = [pulse(story).stamps.ground]
    for text in ("Il a versé 14 milliards de dollars.", "Il a versé 15 milliards de dollars."):
        path.write_text(text, encoding="utf-8")
        import_files(story, [path])
        seen.append(pulse(story).stamps.ground)
    assert len(set(seen)) == len(seen)
    look_again(story)
    assert pulse(story).stamps.ground == seen[-1]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE claims_claim SET label = 'x'",
        "UPDATE claims_figure SET attribution = 'x'",
        "UPDATE claims_mention SET hedge = 'x'",
        "DELETE FROM claims_mention",
        "UPDATE sources_source SET publisher = 'x'",
        "UPDATE sources_dossier SET title = 'x'",
        "UPDATE sources_origin SET name = 'x'",
        "UPDATE dealdesk_user SET last_name = 'x'",
    ],
)
def test_plain_sql_changes_a_stamp_too(story: Dossier, chief: User, statement: str) -> None:
    factories.disputed_claim(story)
    story.origins.create(name="AFP")
    before = pulse(story).stamps
    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert pulse(story).stamps != before


def test_rights_and_names_change_the_stamp_of_the_people_and_signing_in_does_not(story: Dossier, chief: User) -> None:
    group, right = Group.objects.get(name="viewer"), Permission.objects.filter(codename="edit_claim").get()
    acts: tuple[Callable[[], object], ...] = (
        lambda: chief.groups.add(group),
        lambda: chief.user_permissions.add(right),
        lambda: group.permissions.add(right),
        lambda: factories.user(),
        lambda: User.objects.filter(pk=chief.pk).update(is_active=False),
        lambda: User.objects.filter(pk=chief.pk).update(first_name="Colette"),
    )
    for act in acts:
        before = pulse(story).stamps.people
        act()
        assert pulse(story).stamps.people != before
    before = pulse(story).stamps.people
    User.objects.filter(pk=chief.pk).update(last_login=datetime.now(UTC))
    assert pulse(story).stamps.people == before


def test_a_stamp_never_comes_back_after_a_rollback(story: Dossier) -> None:
    claim, *_ = factories.disputed_claim(story)
    seen = [stamp_of(claim)]
    for _ in range(3):
        with transaction.atomic():
            Claim.objects.filter(pk=claim.pk).update(label="x")
            seen.append(stamp_of(claim))
            transaction.set_rollback(True)
    assert len(set(seen)) == 4
    assert stamp_of(claim) == seen[0]


def test_every_table_of_the_desk_has_stamps_or_a_reason_for_none() -> None:
    stamped = {*stamps.TO_CLAIM, *stamps.TO_DOSSIER, *stamps.TO_GROUND, *stamps.TO_PEOPLE}
    ours = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in {"claims", "sources", "dealdesk"}
    }
    assert ours == (stamped & ours) | set(NOT_STAMPED)
    assert not stamped & set(NOT_STAMPED)


def test_a_missing_trigger_is_noticed(story: Dossier) -> None:
    assert stamps.missing(connection) == []
    gone = stamps.triggers(connection)[4]
    with connection.cursor() as cursor:
        cursor.execute(gone.drop)
    assert stamps.missing(connection) == [gone.name]
    stamps.install(connection)
    assert stamps.missing(connection) == []


def test_a_trigger_of_an_earlier_version_goes(story: Dossier) -> None:
    former = stamps.triggers(connection)[0]
    name = f"{former.table}_stamp_formerly"
    with connection.cursor() as cursor:
        cursor.execute(former.create.replace(f'"{former.name}"', f'"{name}"'))
    assert name in standing_triggers(connection)
    stamps.install(connection)
    assert name not in standing_triggers(connection)
    assert stamps.missing(connection) == []


def test_the_triggers_name_no_table_of_the_models_but_their_own(story: Dossier) -> None:
    """SQLite could not remake a table that the trigger of another one names, and migrations remake tables."""
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    for trigger in stamps.triggers(connection):
        words = set(trigger.create.replace('"', " ").replace(".", " ").replace("(", " ").split())
        assert words & tables <= {trigger.table}
