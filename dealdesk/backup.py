"""A copy of every row of a live desk as one file, and a new desk from it, on either database.

The file is gzipped JSON lines: a head with the migrations that were applied, then each table with its rows by primary
key, then a SHA-256 over all of it. It is read in one snapshot, so writers neither wait nor show half. Sessions stay
out. A desk of an earlier version comes back as it was and is then migrated.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.models.sql import InsertQuery

FORMAT = "dealdesk-backup-1"
LEFT_OUT = {"django_session"}
TOGETHER = 100

Row = list[Any]


class NotRestored(Exception):
    """Nothing was restored; the message says why."""


def write_backup(path: Path) -> str:
    """Write the file, readable by this user of the machine only; returns the digest over its rows."""
    temporary = path.with_name(f".{path.name}.part")
    try:
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as raw:
            with gzip.open(raw, "wt", encoding="utf-8", compresslevel=6) as file, snapshot():
                digest = _write_rows(file)
            raw.flush()
            os.fsync(raw.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return digest


def _write_rows(file: TextIO) -> str:
    migrations = _applied()
    print(json.dumps({"format": FORMAT, "migrations": migrations}), file=file)
    summed = hashlib.sha256()
    for line in _lines(migrations):
        summed.update(line.encode())
        file.write(line)
    print(json.dumps({"digest": summed.hexdigest()}), file=file)
    return summed.hexdigest()


def digest_of_desk() -> str:
    """The digest over every row of the database as it stands."""
    summed = hashlib.sha256()
    with snapshot():
        for line in _lines(_applied()):
            summed.update(line.encode())
    return summed.hexdigest()


def restore_backup(path: Path) -> str:
    """Make the tables of the backup's version and fill them; all of it, or an error and no row.

    Returns the digest over the rows as they were read back. The caller migrates, which also installs the triggers.
    """
    with connection.cursor() as cursor:
        if connection.introspection.table_names(cursor):
            raise NotRestored("The database is not empty. Restore into a new one: its tables are made here.")
    with gzip.open(path, "rt", encoding="utf-8") as file:
        head = json.loads(file.readline())
        if head.get("format") != FORMAT:
            raise NotRestored(f"{path} is no backup of a desk.")
        _make_tables(head["migrations"])
        with transaction.atomic():
            wanted = _fill(file, head["migrations"])
            for sql in connection.ops.sequence_reset_sql(no_style(), _models(head["migrations"])):
                connection.cursor().execute(sql)
    found = digest_of_desk()
    if found != wanted:
        raise NotRestored(f"The rows read back have the digest {found}, the backup says {wanted}.")
    return found


@contextmanager
def snapshot() -> Iterator[None]:
    """One moment of the database, without holding up those who write."""
    mode = getattr(connection, "transaction_mode", None)
    if connection.vendor == "sqlite":
        connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql" and len(connection.savepoint_ids) == 0:
                connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    finally:
        if connection.vendor == "sqlite":
            connection.transaction_mode = mode  # type: ignore[attr-defined]


def _applied() -> list[list[str]]:
    return sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations())


def _models(migrations: list[list[str]]) -> list[type[models.Model]]:
    """The models, many-to-many tables too, as these migrations leave them; by table name."""
    executor = MigrationExecutor(connection)
    nodes = [(app, name) for app, name in migrations if (app, name) in executor.loader.graph.nodes]
    state = executor.loader.graph.make_state(nodes=nodes, at_end=True)
    found = {model._meta.db_table: model for model in state.apps.get_models(include_auto_created=True)}
    return [found[table] for table in sorted(found) if table not in LEFT_OUT and found[table]._meta.managed]


def _lines(migrations: list[list[str]]) -> Iterator[str]:
    for model in _models(migrations):
        fields = model._meta.concrete_fields
        yield _line({"table": model._meta.db_table, "columns": [field.column for field in fields]})
        rows = model._base_manager.order_by("pk").values_list(*(field.attname for field in fields))
        for row in rows.iterator(chunk_size=TOGETHER):
            yield _line([_as_json(value) for value in row])


def _line(content: object) -> str:
    return json.dumps(content, cls=DjangoJSONEncoder, sort_keys=True, separators=(",", ":")) + "\n"


def _as_json(value: Any) -> Any:
    """The same text for the same value on both databases: bytes in hexadecimal, decimals without trailing zeros.

    >>> _as_json(b"14,3"), _as_json(Decimal("14.300"))
    ('31342c33', '14.3')
    """
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if hasattr(value, "isoformat") else value


def _make_tables(migrations: list[list[str]]) -> None:
    executor = MigrationExecutor(connection)
    graph, applied = executor.loader.graph, {(app, name) for app, name in migrations}
    unknown = [f"{app}.{name}" for app, name in sorted(applied - graph.nodes.keys())]
    if unknown:
        raise NotRestored(f"The backup is of a newer version: {', '.join(unknown)} is not known here.")
    last = [key for key in sorted(applied) if not applied & {child.key for child in graph.node_map[key].children}]
    executor.migrate(last)
    for model in _models(migrations):  # what data migrations wrote comes back with the rows
        model._base_manager.all()._raw_delete(connection.alias)


def _fill(file: TextIO, migrations: list[list[str]]) -> str:
    """Insert the rows of the file; the digest that its last line states."""
    tables = {model._meta.db_table: model for model in _models(migrations)}
    model, waiting = None, []
    for text in file:
        line = json.loads(text)
        if isinstance(line, list):
            waiting.append(line)
        if waiting and (isinstance(line, dict) or len(waiting) == TOGETHER):
            assert model is not None
            _insert(model, waiting)
            waiting = []
        if isinstance(line, dict):
            if "digest" in line:
                return str(line["digest"])
            model = tables[line["table"]]
    raise NotRestored("The backup ends in the middle: its last line is missing.")


def _insert(model: type[models.Model], rows: list[Row]) -> None:
    """As they are: no default and no current time in the place of what was."""
    fields = model._meta.concrete_fields
    made = [model(**{f.attname: _from_json(f, value) for f, value in zip(fields, row, strict=True)}) for row in rows]
    query = InsertQuery(model)
    query.insert_values(fields, made, raw=True)
    query.get_compiler(using=connection.alias).execute_sql()


def _from_json(field: Any, value: Any) -> Any:
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return bytes.fromhex(value)
    return (field.target_field if field.is_relation else field).to_python(value)
