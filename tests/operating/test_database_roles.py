"""On PostgreSQL the server works as a role that could not change the record if its triggers were gone."""

from collections.abc import Callable, Iterator

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from claims.models import Entry, Figure, Verdict
from dealdesk.management.commands.database_roles import statements
from dealdesk.models import AccessRecord
from sources import appendonly
from sources.models import Edition
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
ROLE = "desk_application"


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def low() -> Figure:
    _claim, low, *_ = factories.disputed_claim()
    factories.decide(low, "confirmed")
    return low


@pytest.fixture
def as_application(low: Figure) -> Iterator[None]:
    """Work as the application's role, with every trigger gone: only the grants are left to refuse."""
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    for trigger in appendonly.triggers(connection):
        sql(trigger.drop)
    sql(f"CREATE ROLE {ROLE}")
    for statement in statements(ROLE):
        sql(statement)
    sql(f"SET LOCAL ROLE {ROLE}")
    yield
    sql("RESET ROLE")


def denied(act: Callable[[], object]) -> None:
    with pytest.raises(DatabaseError, match=r"permission denied|must be owner"), transaction.atomic():
        act()


@pytest.mark.usefixtures("as_application")
def test_no_way_of_the_application_changes_or_removes_a_verdict() -> None:
    verdict = Verdict.objects.get()
    verdict.reason = "autre"
    denied(verdict.save)
    denied(lambda: Verdict.objects.update(reason="autre"))
    denied(lambda: Verdict.objects.bulk_update([verdict], ["reason"]))
    denied(verdict.delete)
    denied(lambda: Verdict.objects.all()._raw_delete("default"))
    upsert = {"update_conflicts": True, "update_fields": ["reason"], "unique_fields": ["id"]}
    denied(lambda: Verdict.objects.bulk_create([verdict], **upsert))  # type: ignore[arg-type]
    assert Verdict.objects.get().digest == Verdict.objects.get().computed_digest()


@pytest.mark.usefixtures("as_application")
@pytest.mark.parametrize("model", [Verdict, Entry, AccessRecord])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {table} SET id = id",
        "DELETE FROM {table}",
        "TRUNCATE {table} CASCADE",
        "ALTER TABLE {table} DISABLE TRIGGER ALL",
        "DROP TABLE {table} CASCADE",
        "ALTER TABLE {table} OWNER TO desk_application",
        "CREATE TRIGGER t BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION dealdesk_refuse()",
        "INSERT INTO {table} SELECT * FROM {table} LIMIT 1 ON CONFLICT (id) DO UPDATE SET id = {table}.id",
    ],
)
def test_no_sql_of_the_application_changes_the_record(model: type, statement: str) -> None:
    table = model._meta.db_table  # type: ignore[attr-defined]
    denied(lambda: sql(statement.format(table=table)))


@pytest.mark.usefixtures("as_application")
def test_the_application_cannot_switch_triggers_off_for_itself() -> None:
    denied(lambda: sql("SET session_replication_role = replica"))
    denied(lambda: sql("CREATE TABLE mine (id int)"))
    denied(lambda: sql("UPDATE django_migrations SET name = name"))
    denied(lambda: Edition.objects.update(text="autre"))


@pytest.mark.usefixtures("as_application")
def test_the_application_does_all_its_work(low: Figure) -> None:
    factories.decide(low, "withdrawn")
    low.claim.rename("Prix payé", by=factories.user())
    factories.disputed_claim()
    AccessRecord.objects.create(what="signed-in", user=factories.user())
    call_command("verify_log")
    assert Verdict.objects.count() == 2


def test_the_command_prints_what_was_tried(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("database_roles", ROLE)
    assert capsys.readouterr().out.splitlines() == statements(ROLE)
