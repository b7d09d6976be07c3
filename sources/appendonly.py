"""Database triggers that keep a table append-only, on SQLite and on PostgreSQL.

A model asks for them with an attribute: `append_only = AppendOnly(...)`. They are installed after every
migration, since SQLite drops a table's triggers silently when a migration remakes the table, and
`missing()` is part of the checks that run before the server starts.

SQLite's `INSERT OR REPLACE` deletes the old row without firing its DELETE trigger, so an insert that would
replace a row (same primary key, or same values of a unique constraint) is refused before it happens.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

MESSAGE = "is append-only: a row is followed by another, never changed or removed"


@dataclass(frozen=True, slots=True)
class AppendOnly:
    """Which statements the table refuses."""

    update: bool = True
    delete: bool = True


@dataclass(frozen=True, slots=True)
class Trigger:
    name: str
    table: str
    create: str
    drop: str


def triggers(connection: BaseDatabaseWrapper) -> list[Trigger]:
    """The triggers that all append-only tables of the project need on this database."""
    make = _for_postgresql if connection.vendor == "postgresql" else _for_sqlite
    found: list[Trigger] = []
    for model in apps.get_models():
        rule = getattr(model, "append_only", None)
        if isinstance(rule, AppendOnly):
            found += make(model, rule)
    return found


def install(connection: BaseDatabaseWrapper) -> None:
    """Create or replace every trigger whose table exists."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if connection.vendor == "postgresql":
            cursor.execute(_REFUSE_FUNCTION)
        for trigger in triggers(connection):
            if trigger.table in tables:
                cursor.execute(trigger.drop)
                cursor.execute(trigger.create)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of the triggers that should stand in the database and do not, or are disabled."""
    return absent(connection, triggers(connection))


def absent(connection: BaseDatabaseWrapper, wanted: Iterable[Trigger]) -> list[str]:
    """The names of those of some triggers that do not act in the database."""
    standing = standing_triggers(connection)
    return [trigger.name for trigger in wanted if trigger.name not in standing]


def standing_triggers(connection: BaseDatabaseWrapper) -> set[str]:
    """The names of all triggers that act in the database."""
    standing = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(standing)
        return {row[0] for row in cursor.fetchall()}


def _unique_column_sets(model: type[models.Model]) -> list[list[str]]:
    fields = model._meta
    sets = [[field.column] for field in fields.concrete_fields if field.unique and field.column]
    sets += [
        [str(fields.get_field(name).column) for name in constraint.fields]  # type: ignore[union-attr]
        for constraint in fields.constraints
        if isinstance(constraint, models.UniqueConstraint) and constraint.condition is None
    ]
    return sets


def _for_sqlite(model: type[models.Model], rule: AppendOnly) -> list[Trigger]:
    table = model._meta.db_table
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} {MESSAGE}'); END"
    bodies = {}
    if rule.update:
        bodies["no_update"] = f'BEFORE UPDATE ON "{table}" {refuse}'
    if rule.delete:
        bodies["no_delete"] = f'BEFORE DELETE ON "{table}" {refuse}'
    same = " OR ".join(
        "(" + " AND ".join(f'"{column}" = NEW."{column}"' for column in columns) + ")"
        for columns in _unique_column_sets(model)
    )
    bodies["no_replace"] = f'BEFORE INSERT ON "{table}" WHEN EXISTS (SELECT 1 FROM "{table}" WHERE {same}) {refuse}'  # noqa: S608
    return [
        Trigger(
            f"{table}_{name}",
            table,
            f'CREATE TRIGGER "{table}_{name}" {body}',
            f'DROP TRIGGER IF EXISTS "{table}_{name}"',
        )
        for name, body in bodies.items()
    ]


_REFUSE_FUNCTION = f"""
CREATE OR REPLACE FUNCTION dealdesk_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% {MESSAGE}', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def _for_postgresql(model: type[models.Model], rule: AppendOnly) -> list[Trigger]:
    table = model._meta.db_table
    events = {}
    if rule.update:
        events["no_update"] = "BEFORE UPDATE", "ROW"
    if rule.delete:
        events["no_delete"] = "BEFORE DELETE", "ROW"
        events["no_truncate"] = "BEFORE TRUNCATE", "STATEMENT"
    return [
        Trigger(
            f"{table}_{name}",
            table,
            f'CREATE TRIGGER "{table}_{name}" {when} ON "{table}" FOR EACH {level} EXECUTE FUNCTION dealdesk_refuse()',
            f'DROP TRIGGER IF EXISTS "{table}_{name}" ON "{table}"',
        )
        for name, (when, level) in events.items()
    ]
