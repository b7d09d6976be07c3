"""Rows written past the ORM's compiler, which takes longer over them than the database does.

Each value goes through its field as in `bulk_create`; what is the same for every row is done once. Rows get their keys
before they are written, so that they can name one another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Any, TypeVar

from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.base import ModelState
from django.utils import timezone

Row = TypeVar("Row", bound=models.Model)
_PLAIN = frozenset({str, int, float, bool, type(None)})  # what every column takes as it is
_WORDS = frozenset({str})
_AT_ONCE = 500  # rows of one statement on PostgreSQL
# There: a statement that fires triggers first copies every page that it changes, which took half of writing figures.
_ON_SQLITE = 10


def drafted(model: type[Row], related: Mapping[str, models.Model | None], **values: Any) -> Row:
    """`model(**related, **values)`, in a fifth of the time that its constructor takes: no name is looked up twice."""
    row = model.__new__(model)
    plain, made, keys = _defaults(model)
    held = row.__dict__
    held["_state"] = state = ModelState()
    held.update(plain)
    held.update(values)
    for name, default in made:
        if name not in values:
            held[name] = default()
    for name, other in related.items():
        state.fields_cache[name] = other
        held[keys[name]] = None if other is None else other.pk
    return row


@cache
def _defaults(
    model: type[models.Model],
) -> tuple[dict[str, Any], tuple[tuple[str, Callable[[], Any]], ...], dict[str, str]]:
    """What a new row holds: what all rows may share, what is made for each, and the key's name of each relation."""
    fields = model._meta.concrete_fields
    made = tuple((field.attname, field.default) for field in fields if callable(field.default))
    return (
        {field.attname: field.get_default() for field in fields},
        tuple((name, default) for name, default in made if default is not models.NOT_PROVIDED),
        {field.name: field.attname for field in fields if isinstance(field, models.ForeignKey)},
    )


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


def rewrite(rows: Sequence[models.Model], fields: Sequence[str]) -> None:
    """Write some fields of rows of one model that are there."""
    if not rows:
        return
    model = type(rows[0])
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    written = [model._meta.get_field(name) for name in fields]
    columns = ", ".join(f"{quote(str(field.column))} = %s" for field in written)  # type: ignore[union-attr]
    into = f"UPDATE {quote(model._meta.db_table)} SET {columns} WHERE {quote(str(model._meta.pk.column))} = %s"  # noqa: S608
    values = [
        [*(field.get_db_prep_save(getattr(row, field.attname), connection) for field in written), row.pk]  # type: ignore[union-attr]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(into, values)


def _values(rows: Sequence[models.Model], connection: BaseDatabaseWrapper) -> list[tuple[Any, ...]]:
    """The columns of each row as the database takes them; most columns hold nothing that must be made so."""
    fields = type(rows[0])._meta.concrete_fields
    _fill(rows, fields)
    columns = zip(*map(attrgetter(*(field.attname for field in fields)), rows), strict=True)
    prepared = [
        column if _PLAIN.issuperset(map(type, column)) else map(_preparing(field, connection), column)
        for field, column in zip(fields, columns, strict=True)
    ]
    return list(zip(*prepared, strict=True))


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
    """What a field makes of a value; of equal numbers and of equal lists of words once."""
    known: dict[Any, Any] = {}
    is_sqlite = connection.vendor == "sqlite"

    def prepared(value: Any) -> Any:
        if type(value) in _PLAIN:
            return value
        key = tuple(value) if type(value) is list and _WORDS.issuperset(map(type, value)) else value
        try:
            return known[key]
        except KeyError:
            return known.setdefault(key, made(value))
        except TypeError:  # a dictionary, or a list of others
            return made(value)

    def made(value: Any) -> Any:
        found = field.get_db_prep_save(value, connection)
        return str(found) if is_sqlite and type(found) is Decimal else found  # as its driver would, of each anew

    return prepared


def _write(model: type[models.Model], values: Sequence[Sequence[Any]], connection: BaseDatabaseWrapper) -> None:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in model._meta.concrete_fields)
    into = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES "  # noqa: S608
    one = f"({', '.join(['%s'] * len(model._meta.concrete_fields))})"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            whole = len(values) // _ON_SQLITE * _ON_SQLITE
            several = [tuple(chain(*values[start : start + _ON_SQLITE])) for start in range(0, whole, _ON_SQLITE)]
            for rows, some in ((_ON_SQLITE, several), (1, values[whole:])):
                if some:
                    cursor.executemany(into + ", ".join([one] * rows), some)
            return
        for start in range(0, len(values), _AT_ONCE):
            some = values[start : start + _AT_ONCE]
            cursor.execute(into + ", ".join([one] * len(some)), [value for row in some for value in row])
