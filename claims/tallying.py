"""The counts of each dossier's claims by kind, unit and status, kept by triggers on the claims themselves.

Like the stamps they hold for every way of writing, and are made after migrating; then all is counted anew.
`manage.py check_status` proves that they agree with what they count.
"""

# ruff: noqa: S608 - the names of tables and columns are those of this file

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

from claims.models.tally import GROUP, TABLE
from sources.appendonly import Trigger, absent

CLAIMS = "claims_claim"
_KEY = f"dossier, {', '.join(GROUP)}"
_SAME = " AND ".join(f"{column} = OLD.{column}" for column in GROUP)
_LESS = (
    f"UPDATE {TABLE} SET claims = claims - 1, in_dispute = in_dispute - OLD.dispute_count, "
    f"undecided = undecided - OLD.undecided_count "
    f"WHERE dossier = OLD.dossier_id AND {_SAME} AND OLD.merged_into_id IS NULL"
)
_MORE = (
    f"INSERT INTO {TABLE} ({_KEY}, claims, in_dispute, undecided) "
    f"SELECT NEW.dossier_id, {', '.join(f'NEW.{column}' for column in GROUP)}, 1, NEW.dispute_count, "
    f"NEW.undecided_count WHERE NEW.merged_into_id IS NULL ON CONFLICT ({_KEY}) DO UPDATE SET "
    + ", ".join(f"{name} = {TABLE}.{name} + excluded.{name}" for name in ("claims", "in_dispute", "undecided"))
)
_COUNTED = "dossier_id, kind, unit, status, merged_into_id, dispute_count, undecided_count"
EVENTS = {
    "insert": ("AFTER INSERT", [_MORE]),
    "update": (f"AFTER UPDATE OF {_COUNTED}", [_LESS, _MORE]),
    "delete": ("AFTER DELETE", [_LESS]),
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the table and the triggers, and count all claims."""
    with connection.cursor() as cursor:
        if CLAIMS not in connection.introspection.table_names(cursor):
            return
        numbers = ", ".join(f"{name} bigint NOT NULL" for name in ("claims", "in_dispute", "undecided"))
        words = ", ".join(f"{name} varchar(60) NOT NULL" for name in GROUP)
        cursor.execute(
            f"CREATE TABLE IF NOT EXISTS {TABLE} (dossier bigint NOT NULL, {words}, {numbers}, PRIMARY KEY ({_KEY}))"
        )
        for trigger in triggers(connection):
            cursor.execute(trigger.drop)
            cursor.execute(trigger.create)
    count_again(connection)


def count_again(connection: BaseDatabaseWrapper, dossier: int | None = None) -> None:
    """Write what is counted of one dossier, or of all."""
    one, where = ("", "") if dossier is None else (f" WHERE dossier = {dossier:d}", f" AND dossier_id = {dossier:d}")
    groups = f"dossier_id, {', '.join(GROUP)}"
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}{one}")
        cursor.execute(
            f"INSERT INTO {TABLE} ({_KEY}, claims, in_dispute, undecided) "
            f"SELECT {groups}, COUNT(*), SUM(dispute_count), SUM(undecided_count) "
            f"FROM {CLAIMS} WHERE merged_into_id IS NULL{where} GROUP BY {groups}"
        )


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of the triggers that should stand in the database and do not, or are disabled."""
    return absent(connection, triggers(connection))


def triggers(connection: BaseDatabaseWrapper) -> list[Trigger]:
    make = _for_postgresql if connection.vendor == "postgresql" else _for_sqlite
    return [make(f"{CLAIMS}_tally_{name}", when, body) for name, (when, body) in EVENTS.items()]


def _for_sqlite(name: str, when: str, body: list[str]) -> Trigger:
    create = f'CREATE TRIGGER "{name}" {when} ON "{CLAIMS}" BEGIN {"; ".join(body)}; END'
    return Trigger(name, CLAIMS, create, f'DROP TRIGGER IF EXISTS "{name}"')


def _for_postgresql(name: str, when: str, body: list[str]) -> Trigger:
    function = (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"{'; '.join(body)}; RETURN NULL; END $$"
    )
    create = f'{function}; CREATE TRIGGER "{name}" {when} ON "{CLAIMS}" FOR EACH ROW EXECUTE FUNCTION {name}()'
    return Trigger(name, CLAIMS, create, f'DROP TRIGGER IF EXISTS "{name}" ON "{CLAIMS}"')
