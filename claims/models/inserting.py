"""Many new rows at once, past the ORM's compiler, which takes longer over them than the database does.

Each value goes through its field as in `bulk_create`; what is the same for every row is done once. Rows get their keys
before they are written, so that they can name one another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any

from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

_PLAIN = frozenset({str, int, float, bool, type(None)})  # what every column takes as it is
_AT_ONCE = 500  # rows of one statement on PostgreSQL


def give_keys(rows: Sequence[models.Model]) -> None:
    """Keys that no other row has or will get; the caller holds a transaction."""
    if not rows:
        return
    model = type(rows[0])
    connection = connections[router.db_for_write(model)]
    table, key = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [connection.ops.quote_name(table), key, len(rows)],
            )
            keys = [found for (found,) in cursor.fetchall()]
        else:  # AUTOINCREMENT keeps the highest key that a table ever had, given or not
            cursor.execute("SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
            last = cursor.fetchone()[0]
            keys = list(range(last + 1, last + 1 + len(rows)))
    for row, given in zip(rows, keys, strict=True):
        row.pk = given


def insert(rows: Iterable[models.Model]) -> None:
    """Write new rows of one model; those without keys get them."""
    rows = list(rows)
    if not rows:
        return
    give_keys([row for row in rows if row.pk is None])
    connection = connections[router.db_for_write(type(rows[0]))]
    values = _values(rows, connection)
    _write(type(rows[0]), values, connection)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def _values(rows: Sequence[models.Model], connection: BaseDatabaseWrapper) -> list[list[Any]]:
    """The columns of each row as the database takes them."""
    fields = type(rows[0])._meta.concrete_fields
    _fill(rows, fields)
    take = attrgetter(*(field.attname for field in fields))
    prepare = [_preparing(field, connection) for field in fields]
    return [
        [value if type(value) in _PLAIN else made(value) for made, value in zip(prepare, take(row), strict=True)]
        for row in rows
    ]


def _fill(rows: Sequence[models.Model], fields: Iterable[models.Field[Any, Any]]) -> None:
    """Moments of creation, and the keys of related rows that were written since they were named."""
    now = timezone.now()
    for field in fields:
        if getattr(field, "auto_now_add", False):
            for row in rows:
                setattr(row, field.attname, now)
        elif isinstance(field, models.ForeignKey):
            for row in rows:
                held = row.__dict__
                if held[field.attname] is None and (other := row._state.fields_cache.get(field.name)) is not None:
                    held[field.attname] = other.pk


def _preparing(field: models.Field[Any, Any], connection: BaseDatabaseWrapper) -> Callable[[Any], Any]:
    """What a field makes of a value; of equal numbers and of empty lists once."""
    known: dict[Any, Any] = {}

    def prepared(value: Any) -> Any:
        key = () if value == [] else value
        try:
            return known[key]
        except KeyError:
            return known.setdefault(key, field.get_db_prep_save(value, connection))
        except TypeError:  # a list or dictionary that holds something
            return field.get_db_prep_save(value, connection)

    return prepared


def _write(model: type[models.Model], values: Sequence[Sequence[Any]], connection: BaseDatabaseWrapper) -> None:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in model._meta.concrete_fields)
    into = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES "  # noqa: S608
    one = f"({', '.join(['%s'] * len(model._meta.concrete_fields))})"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(into + one, values)
            return
        for start in range(0, len(values), _AT_ONCE):
            some = values[start : start + _AT_ONCE]
            cursor.execute(into + ", ".join([one] * len(some)), [value for row in some for value in row])
