"""The processes of a newsroom's set on loopback: PostgreSQL, web servers and import workers that share one queue.

They are started by the very lines of the systemd units in deploy/, this checkout standing for what is installed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from shlex import split
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
import pytest

from tests.ground.desk import ROOT, free_port, wait_for
from tests.ground.on_postgres import NoPostgres, own_database, postgres

INSTALLED = "/opt/dealdesk/.venv/bin/"


@dataclass(frozen=True, slots=True)
class Set:
    """`owner`: the URL of the database as its owner sees it; the processes work as a role with the rights they need."""

    folder: Path
    owner: str
    environment: dict[str, str]

    def manage(self, *command: str) -> str:
        return _run(self.environment, "manage.py", *command)

    def asked(self, sql: str) -> int:
        """A number that the database gives."""
        with psycopg.connect(self.owner) as connection:
            row = connection.execute(sql).fetchone()
        assert row is not None
        return int(row[0])

    @contextmanager
    def web(self) -> Iterator[str]:
        port = free_port()
        log = self.folder / f"server-{port}.log"
        (command,) = commands("dealdesk-web@.service", str(port))
        with _started(self.environment, log, *command) as server:
            wait_for(f"http://127.0.0.1:{port}/accounts/login/", server, log)
            yield f"http://127.0.0.1:{port}"

    @contextmanager
    def worker(self) -> Iterator[subprocess.Popen[bytes]]:
        log = self.folder / f"worker-{uuid4().hex[:6]}.log"
        (command,) = commands("dealdesk-worker@.service", "1")
        with _started(self.environment, log, *command) as process:
            yield process


def commands(unit: str, instance: str = "") -> list[list[str]]:
    """What a unit of deploy/ starts, as arguments of this Python."""
    lines = (ROOT / "deploy" / unit).read_text(encoding="utf-8").splitlines()
    found = [split(line.partition("=")[2].replace("%i", instance)) for line in lines if line.startswith("ExecStart=")]
    return [_arguments(Path(program), rest) for program, *rest in found]


def _arguments(program: Path, rest: list[str]) -> list[str]:
    assert str(program).startswith(INSTALLED), program
    return rest if program.name == "python" else ["-m", program.name, *rest]


@contextmanager
def set_or_skip(folder: Path) -> Iterator[Set]:
    """A set of a test's own; the test is skipped where there is no PostgreSQL."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(postgres())
        except NoPostgres as error:
            if os.environ.get("REQUIRE_ALL"):
                pytest.fail(str(error))
            pytest.skip(str(error))
        yield stack.enter_context(desk_set(server, folder))


@contextmanager
def desk_set(server: str, folder: Path) -> Iterator[Set]:
    """A migrated database with a role of the application's own, on a server that may be filled."""
    role = f"desk_{uuid4().hex[:12]}"
    with own_database(server) as owner:
        environment = os.environ | {
            "DATABASE_URL": owner,
            "IMPORT_QUEUE": "1",
            "SECRET_KEY": "for-tests-only",
            "HTTPS": "0",
            "STATE_DIR": str(folder),
            "STATIC_ROOT": str(folder / "static"),
            "ALLOWED_HOSTS": "127.0.0.1",
            "CHECK_FRAGMENTS": "0",
        }
        for command in commands("dealdesk-setup.service"):
            _run(environment, *command)
        grants = _run(environment, "manage.py", "database_roles", role)
        execute(owner, f"CREATE ROLE {role} LOGIN PASSWORD '{role}'", grants)
        parts = urlsplit(owner)
        login = parts._replace(netloc=f"{role}:{role}@{parts.netloc.rpartition('@')[2]}")
        try:
            yield Set(folder, owner, environment | {"DATABASE_URL": urlunsplit(login)})
        finally:
            execute(owner, f"DROP OWNED BY {role}; DROP ROLE {role}")


def execute(database: str, *statements: str) -> None:
    """In a connection that ends: a database is copied while nobody is connected to it."""
    with psycopg.connect(database, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def until(is_so: Callable[[], object], seconds: float = 90.0) -> None:
    """Wait for what other processes do."""
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError("it did not come about")
        time.sleep(0.02)


@contextmanager
def _started(environment: dict[str, str], log: Path, *command: str) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=environment, stdout=out, stderr=out)
        try:
            yield process
        finally:
            process.terminate()
            process.wait(timeout=30)


def _run(environment: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout
