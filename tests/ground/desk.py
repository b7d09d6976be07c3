"""A served desk for browser tests: gunicorn on loopback over a database of its own, on the imported seeds."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psycopg

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True, slots=True)
class Desk:
    """A running desk. `passwords` maps each first account to its generated password; `database` is the URL of a
    PostgreSQL, empty where the desk has an SQLite file in its folder.
    """

    url: str
    folder: Path
    passwords: dict[str, str]
    database: str = ""

    def manage(self, *command: str) -> str:
        """Run a command against this desk's database; its standard output."""
        return _manage(self.folder, *command, database=self.database)

    def asked(self, sql: str) -> int:
        """A number that the database gives."""
        file = self.folder / "dealdesk.sqlite3"
        with closing(psycopg.connect(self.database) if self.database else sqlite3.connect(file)) as rows:
            found = rows.execute(sql).fetchone()
        assert found is not None
        return int(found[0])


class DeskTemplate:
    """A database with the seeds imported and the first accounts, made once and copied for each test.

    Append-only tables cannot be flushed, so every test gets a copy of its own.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        _manage(folder, "migrate", "--verbosity", "0")
        _manage(folder, "collectstatic", "--noinput", "--verbosity", "0")
        _manage(folder, "first_start")
        _manage(folder, "import_seeds")
        lines = (folder / "accounts.txt").read_text(encoding="utf-8").splitlines()
        self.passwords = dict(line.split() for line in lines)

    @contextmanager
    def serve(self, folder: Path, settings: str = "dealdesk.settings") -> Iterator[Desk]:
        """Serve a fresh copy until the block ends."""
        folder.mkdir(parents=True, exist_ok=True)
        with (
            sqlite3.connect(self.folder / "dealdesk.sqlite3") as original,
            sqlite3.connect(folder / "dealdesk.sqlite3") as copy,
        ):
            original.backup(copy)
        port = free_port()
        environment = _environment(folder) | {
            "STATIC_ROOT": str(self.folder / "staticfiles"),
            "ALLOWED_HOSTS": "127.0.0.1,localhost",
            "CHECK_FRAGMENTS": "0",
            "DJANGO_SETTINGS_MODULE": settings,
        }
        command = [sys.executable, "-m", "gunicorn", "dealdesk.wsgi", "--bind", f"127.0.0.1:{port}", "--workers", "2"]
        log = (folder / "server.log").open("w", encoding="utf-8")
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/accounts/login/", server, folder / "server.log")
            yield Desk(f"http://127.0.0.1:{port}", folder, self.passwords)
        finally:
            server.terminate()
            server.wait(timeout=20)
            log.close()


def _environment(folder: Path, database: str = "") -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    kept |= {"DATABASE_URL": database, "IMPORT_QUEUE": "1"} if database else {}
    return kept | {
        "SECRET_KEY": "for-browser-tests-only",
        "HTTPS": "0",
        "STATE_DIR": str(folder),
        "STATIC_ROOT": str(folder / "staticfiles"),
    }


def _manage(folder: Path, *command: str, database: str = "") -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=_environment(folder, database),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"manage.py {' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(400):  # a machine with other work starts a server late
        if server.poll() is not None:
            raise RuntimeError(f"The server stopped:\n{log.read_text(encoding='utf-8')}")
        try:
            urlopen(url, timeout=5).close()  # noqa: S310
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"The server did not answer at {url}")
