"""Checks of the database itself, run by `manage.py check --database default` and before the server starts."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Warning
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.utils import DatabaseError

from claims import stamps, tallying
from sources import appendonly

WANTED_PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def check_sqlite(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Read back the settings without which SQLite loses or refuses verdicts under load."""
    return [error for alias in databases or () for error in sqlite_errors(connections[alias])]


def sqlite_errors(connection: BaseDatabaseWrapper) -> list[CheckMessage]:
    if not isinstance(connection, DatabaseWrapper) or connection.is_in_memory_db():
        return []
    errors: list[CheckMessage] = []
    with connection.cursor() as cursor:
        for name, wanted in WANTED_PRAGMAS.items():
            found = cursor.execute(f"PRAGMA {name}").fetchone()[0]
            if found != wanted:
                errors.append(
                    Error(
                        f"SQLite has {name}={found}, not {wanted}.",
                        hint="Leave OPTIONS as settings.py sets them.",
                        id="dealdesk.E001",
                    )
                )
    if getattr(connection, "transaction_mode", None) != "IMMEDIATE":
        errors.append(
            Error("SQLite transactions are not IMMEDIATE.", hint="Set OPTIONS['transaction_mode'].", id="dealdesk.E002")
        )
    return errors


def check_append_only(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Every append-only table has its triggers, and so has all that pages remember.

    A warning, since `migrate`, which stops on errors, is what installs them; the server stops on warnings too.
    """
    return [error for alias in databases or () for error in _trigger_errors(connections[alias])]


def _trigger_errors(connection: BaseDatabaseWrapper) -> list[CheckMessage]:
    try:
        with connection.cursor() as cursor:
            tables = set(connection.introspection.table_names(cursor))
        wanted = [*appendonly.missing(connection), *stamps.missing(connection), *tallying.missing(connection)]
        gone = [name for name in wanted if any(name.startswith(table) for table in tables)]
    except DatabaseError as error:
        return [Error(f"The database cannot be read: {error}", id="dealdesk.E003")]
    if not gone:
        return []
    return [
        Warning(
            f"Triggers are missing: {', '.join(gone)}.",
            hint="Run manage.py migrate, which installs them.",
            id="dealdesk.W004",
        )
    ]
