"""The desk of browser tests as a newsroom's set: DESK_SET=1 has every test served by two web processes on PostgreSQL,
request by request in turn, with an import worker beside them.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tests.ground.desk import Desk
from tests.ground.desk_set import Set, execute, set_or_skip


@dataclass
class _Place:
    """Where a desk is served: two web processes at one address, and the database that they find there."""

    set: Set
    settings: str
    url: str = ""
    is_free: bool = True

    @property
    def database(self) -> str:
        return self.set.environment["DATABASE_URL"]


class SetTemplate:
    """What DeskTemplate is for a file: a database that is filled once and copied for each test.

    Web processes stay: they find a fresh copy under the same name, as after a restore.
    """

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.stack, self.folder = stack, folder
        self.set: Set = stack.enter_context(set_or_skip(folder))
        for command in ("first_start", "import_seeds"):
            self.set.manage(command)
        lines = (folder / "accounts.txt").read_text(encoding="utf-8").splitlines()
        self.passwords = dict(line.split() for line in lines)
        self.places: list[_Place] = []

    @contextmanager
    def serve(self, _folder: Path, settings: str = "dealdesk.settings") -> Iterator[Desk]:
        free = (place for place in self.places if place.is_free and place.settings == settings)
        place = next(free, None) or self._new_place(settings)
        place.is_free = False
        self._copy_to(place)
        place.url = place.url or self._start(place.set)
        with place.set.worker():
            yield Desk(place.url, place.set.folder, self.passwords, place.database)
        place.is_free = True

    def _new_place(self, settings: str) -> _Place:
        folder = self.folder / f"place-{len(self.places)}"
        folder.mkdir()
        copy = f"{self._name}_{len(self.places)}"
        owner, mine = (_named(url, copy) for url in (self.set.owner, self.set.environment["DATABASE_URL"]))
        own = {"DATABASE_URL": mine, "STATE_DIR": str(folder), "DJANGO_SETTINGS_MODULE": settings}
        place = _Place(replace(self.set, folder=folder, owner=owner, environment=self.set.environment | own), settings)
        self.places.append(place)
        self.stack.callback(self._drop, place)
        return place

    def _start(self, of: Set) -> str:
        webs = [self.stack.enter_context(of.web()) for _ in range(2)]
        return self.stack.enter_context(in_turn(webs))

    @property
    def _name(self) -> str:
        return urlsplit(self.set.owner).path[1:]

    def _copy_to(self, place: _Place) -> None:
        self._drop(place)
        execute(_named(self.set.owner, "postgres"), f"CREATE DATABASE {_base(place)} TEMPLATE {self._name}")

    def _drop(self, place: _Place) -> None:
        execute(_named(self.set.owner, "postgres"), f"DROP DATABASE IF EXISTS {_base(place)} WITH (FORCE)")


def _named(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def _base(place: _Place) -> str:
    return urlsplit(place.database).path[1:]


@contextmanager
def in_turn(urls: list[str]) -> Iterator[str]:
    """An address that leads to each of these in turn, a connection after the other, as a proxy spreads them."""
    spread = _Spread([int(str(urlsplit(url).port)) for url in urls])
    thread = threading.Thread(target=asyncio.run, args=(spread.serve(),), daemon=True)
    thread.start()
    spread.started.wait()
    try:
        yield f"http://127.0.0.1:{spread.port}"
    finally:
        spread.end()
        thread.join()


class _Spread:
    def __init__(self, ports: list[int]) -> None:
        self.ports, self.port, self.started = cycle(ports), 0, threading.Event()

    async def serve(self) -> None:
        self.loop, self.ended = asyncio.get_running_loop(), asyncio.Event()
        async with await asyncio.start_server(self.pass_on, "127.0.0.1", 0) as server:
            self.port = server.sockets[0].getsockname()[1]
            self.started.set()
            await self.ended.wait()

    def end(self) -> None:
        self.loop.call_soon_threadsafe(self.ended.set)

    async def pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        its_reader, its_writer = await asyncio.open_connection("127.0.0.1", next(self.ports))
        await asyncio.gather(_pump(reader, its_writer), _pump(its_reader, writer))


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while piece := await reader.read(65_536):
            writer.write(piece)
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()
