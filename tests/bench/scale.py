"""The same pages in a store of 1, 100 and 1,000 dossiers of 1,000 figures each: what they cost must not grow."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from tests.bench.client import Act
from tests.bench.pages import FRAGMENT, get, walk
from tests.bench.server import PASSWORD, environment, served
from tests.bench.table import heading, say

if TYPE_CHECKING:
    from django.db.models import Model

STORES = (1, 100, 1_000)
PAGES = {
    "desk": "/",
    "review page": "/d/base/",
    "one claim": "/d/base/claims/7/",
    "source": "/d/base/sources/3/",
    "search": "/d/base/?q=contrat",
    "summary": "/d/base/summary/",
    "journal": "/d/base/journal/",
    "pulse": "/d/base/pulse/",
}
FULL = {"desk": 100}  # dossiers from which a page is compared: with fewer it lists fewer


def measure(folder: Path, stores: tuple[int, ...] = STORES) -> None:
    place = folder / "scale"
    place.mkdir()
    os.environ.update(environment(place))
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from tests.bench.ground import editor
    from tests.bench.store import fill
    from tests.bench.urls import MAKE_TABLE

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(MAKE_TABLE)
    editor()
    fill("base", claims=200, sources=20, figures=5)
    heading("Pages as the store grows: times the bare row in the same run, and against the smallest store")
    first: dict[str, float] = {}
    held = 1
    for dossiers in stores:
        start = time.perf_counter()
        multiply(held, dossiers)
        held = dossiers
        say(f"{dossiers:,} dossiers, {dossiers * 1000:,} figures", f"{time.perf_counter() - start:>9.1f} s to make")
        for name, ratio in _ratios(place).items():
            if dossiers < FULL.get(name, 0):
                continue
            grown = ratio / first.setdefault(name, ratio)
            verdict = "within 20 %" if grown <= 1.2 else "MORE than 20 %"
            say(f"  {name}", f"{ratio:>9.1f}x {grown:>7.2f}  {verdict}")


def _ratios(place: Path) -> dict[str, float]:
    from tests.bench.client import in_turn, sign_in

    found = {}
    with served(place) as (url, _pid):
        client = sign_in(url, "editor", PASSWORD)
        for name, act, warm in _acts():
            times = in_turn(client, {"bare": get("/bare/one/1/"), name: act}, 40, warm)
            found[name] = statistics.median(times[name]) / statistics.median(times["bare"])
    return found


def _acts() -> Iterator[tuple[str, Act, int]]:
    """Each page with how often it is looked at before; the last ones were never seen, so that nothing is remembered."""
    from tests.bench.store import WORDS

    for name, path in PAGES.items():
        yield name, get(path), 4
    yield "a claim, first look", walk(f"/d/base/claims/{n}/" for n in range(20, 180)), 0
    yield "its pane, first look", walk((f"/d/base/claims/{n}/" for n in range(60, 180)), FRAGMENT), 0
    words = (quote(word[:letters]) for letters in (4, 5, 6) for word in WORDS)
    yield "search, first look", walk(f"/d/base/?q={word}" for word in words), 0


def multiply(held: int, dossiers: int) -> None:
    """Copies of the first dossier until there are so many: each table by one statement, its keys moved along."""
    from django.db import connection, transaction

    from claims import search
    from claims.models import Claim, Figure, Mention, Progress
    from sources.models import Dossier, Edition, Source

    if dossiers == held:
        return
    models: tuple[type[Model], ...] = (Dossier, Source, Edition, Claim, Figure, Mention)
    numbers = f"SELECT {held} UNION ALL SELECT k + 1 FROM n WHERE k + 1 < {dossiers}"
    series = f"(WITH RECURSIVE n(k) AS ({numbers}) SELECT k FROM n) n"
    with connection.cursor() as cursor, transaction.atomic():
        sizes: dict[Any, int] = {}
        for model in models:
            cursor.execute(f"SELECT COUNT(*) FROM {model._meta.db_table}")
            sizes[model] = cursor.fetchone()[0] // held
        every: tuple[type[Model], ...] = (*models, Progress)
        for model in every:
            table, key = model._meta.db_table, model._meta.pk.column
            columns, values = _columns(model, sizes)
            first = f"{table} t, {series} WHERE t.{key} <= {sizes.get(model, 1)}"
            cursor.execute(f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {first}")
        table, claims = search.TABLE, sizes[Claim]
        cursor.execute(
            f"INSERT INTO {table} (rowid, dossier, words) SELECT t.rowid + n.k * {claims}, t.dossier + n.k, t.words "
            f"FROM {table} t, {series} WHERE t.rowid <= {claims}"
        )


def _columns(model: type[Model], sizes: dict[Any, int]) -> tuple[list[str], list[str]]:
    """The columns of a table, and each one's value in the k-th copy of the first dossier."""
    columns, values = [], []
    for field in model._meta.concrete_fields:
        target = field.related_model if field.is_relation else (model if field.primary_key else None)
        columns.append(f'"{field.column}"')
        moved = f" + n.k * {sizes[target]}" if target in sizes else ""
        values.append(f't."{field.column}"{moved}' + (" || '-' || n.k" if field.name == "slug" else ""))
    return columns, values
