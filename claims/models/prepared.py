"""Queries whose SQL is made once: for those of every page, building it takes longer than the database does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet

T = TypeVar("T")
Key = int | Sequence[int]
MOST = 8  # keys in one place of a query from which it is built each time
_FIRST_MARK = 2_147_400_000  # stands for a key; any column of whole numbers would take it


class Prepared(Generic[T]):
    """A queryset over keys, made by `build`: called with keys, or several in one place, it gives the rows.

    `build` does nothing with the keys but compare columns with them, or begin a slice with one. Each thread has a
    connection of its own.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, T]]) -> None:
        self.build = build
        self._made: WeakKeyDictionary[BaseDatabaseWrapper, dict[tuple[int, ...], _Made]] = WeakKeyDictionary()

    def __call__(self, *keys: Key) -> list[T]:
        sizes = tuple(-1 if isinstance(key, int) else len(key) for key in keys)
        if 0 in sizes or max(sizes) > MOST:
            return list(self.build(*keys))
        connection = connections[DEFAULT_DB_ALIAS]
        held = self._made.setdefault(connection, {})
        made = held.get(sizes)
        if made is None:
            made = held[sizes] = _Made(self.build, sizes, connection)
        return made.rows([one for key in keys for one in ([key] if isinstance(key, int) else key)])


class _Made:
    """A queryset with its SQL, for one connection and so many keys."""

    def __init__(
        self, build: Callable[..., QuerySet[Any, Any]], sizes: tuple[int, ...], connection: BaseDatabaseWrapper
    ) -> None:
        marks = count(_FIRST_MARK)
        self.queryset = build(*(next(marks) if size < 0 else [next(marks) for _ in range(size)] for size in sizes))
        self.compiler: Any = self.queryset.query.get_compiler(connection=connection)
        self.sql, self.params = self.compiler.as_sql()
        self.written = [at for at in range(sum(map(abs, sizes))) if str(_FIRST_MARK + at) in self.sql]

    def rows(self, keys: Sequence[int]) -> list[Any]:
        """As Django makes rows of what its compiler has found."""
        given = {_FIRST_MARK + at: key for at, key in enumerate(keys)}
        params = tuple(given.get(param, param) if isinstance(param, int) else param for param in self.params)
        sql = self.sql
        for at in self.written:
            sql = sql.replace(str(_FIRST_MARK + at), str(int(keys[at])))
        self.compiler.as_sql = lambda *_, **__: (sql, params)
        query: Any = self.queryset.query
        query.get_compiler = lambda *_, **__: self.compiler
        kind: Any = self.queryset._iterable_class
        return list(kind(self.queryset))
