"""Rule 4 in the database itself: verdicts, the journal and editions cannot be changed by any way in."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from claims.models import Entry, Verdict
from dealdesk.checks import check_append_only
from sources import appendonly
from sources.models import Edition
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def verdict() -> Verdict:
    _claim, low, *_ = factories.disputed_claim()
    return factories.decide(low, "confirmed")


def refused(act: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        act()


def sql(statement: str) -> Callable[[], object]:
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return run


def test_a_verdict_cannot_be_saved_again(verdict: Verdict) -> None:
    verdict.reason = "Autre motif"
    refused(verdict.save)


def test_a_verdict_cannot_be_updated_in_bulk(verdict: Verdict) -> None:
    verdict.outcome = "contested"
    refused(lambda: Verdict.objects.update(reason="Autre motif"))
    refused(lambda: Verdict.objects.bulk_update([verdict], ["outcome"]))


def test_a_verdict_cannot_be_deleted(verdict: Verdict) -> None:
    refused(verdict.delete)
    refused(Verdict.objects.all().delete)


def test_sql_cannot_change_or_delete_a_verdict(verdict: Verdict) -> None:
    refused(sql("UPDATE claims_verdict SET reason = 'x'"))
    refused(sql("DELETE FROM claims_verdict"))
    assert Verdict.objects.get().reason == verdict.reason


def test_an_upsert_cannot_change_a_verdict(verdict: Verdict) -> None:
    verdict.reason = "Autre motif"
    refused(
        lambda: Verdict.objects.bulk_create(
            [verdict], update_conflicts=True, update_fields=["reason"], unique_fields=["id"]
        )
    )


@pytest.mark.sqlite
@pytest.mark.parametrize("clash", ["id", "number", "key", "position", "previous_digest"])
def test_a_replacing_insert_cannot_take_a_verdicts_place(verdict: Verdict, clash: str) -> None:
    """SQLite's INSERT OR REPLACE removes the row it clashes with and fires no delete trigger."""
    changed = {"id": "id + 1000", "number": "number + 1", "position": "position + 1000"}
    changed |= {"key": f"'{uuid4().hex}'", "previous_digest": "'other'", "digest": "'forged'"}
    del changed[clash]
    columns = [str(field.column) for field in Verdict._meta.concrete_fields]
    values = ", ".join(changed.get(column, f'"{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    refused(sql(f"INSERT OR REPLACE INTO claims_verdict ({names}) SELECT {values} FROM claims_verdict"))
    assert Verdict.objects.get().digest == verdict.digest


@pytest.mark.postgresql
def test_a_truncate_is_refused(verdict: Verdict) -> None:
    sql("SET CONSTRAINTS ALL IMMEDIATE")()
    refused(sql("TRUNCATE claims_verdict CASCADE"))
    assert Verdict.objects.get() == verdict


def test_the_journal_cannot_be_changed_or_deleted() -> None:
    factories.claim(factories.dossier()).rename("Prix payé", by=factories.user())
    refused(lambda: Entry.objects.update(reason="x"))
    refused(Entry.objects.all().delete)


def test_an_editions_text_cannot_be_changed() -> None:
    factories.source(factories.dossier())
    refused(lambda: Edition.objects.update(text="autre"))


def test_the_start_check_names_a_trigger_that_is_gone(verdict: Verdict) -> None:
    assert check_append_only(["default"]) == []
    table = " ON claims_verdict" if connection.vendor == "postgresql" else ""
    sql(f"DROP TRIGGER claims_verdict_no_update{table}")()
    (error,) = check_append_only(["default"])
    assert "claims_verdict_no_update" in error.msg

    Verdict.objects.update(reason="la garde est tombée")  # what the guard prevents
    appendonly.install(connection)
    assert check_append_only(["default"]) == []
    refused(lambda: Verdict.objects.update(reason="x"))


def test_a_refused_statement_leaves_a_clear_message(verdict: Verdict) -> None:
    with pytest.raises(DatabaseError, match="a row is followed by another"), transaction.atomic():
        verdict.save()
