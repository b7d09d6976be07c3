"""A server starts while its database is away; with a database that would not keep its rows it does not."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ASK = """
from django.test import RequestFactory
from dealdesk.wsgi import application
for path in ("/healthz", "/readyz", "/accounts/login/", "/s/none/"):
    application(RequestFactory().get(path).environ, lambda status, headers: print(status))
"""


def serve(tmp_path: Path, database: str) -> subprocess.CompletedProcess[str]:
    """Load the server's application and ask it for four pages."""
    environment = {"PATH": os.environ["PATH"], "SECRET_KEY": "x", "STATE_DIR": str(tmp_path), "DATABASE_URL": database}
    environment |= {"DEBUG": "0", "HTTPS": "0", "ALLOWED_HOSTS": "testserver"}
    environment["STATIC_ROOT"] = str(tmp_path / "static")
    manage = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(manage, cwd=ROOT, env=environment, check=True)
    return subprocess.run(
        [sys.executable, "-c", ASK], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_without_its_database_it_starts_and_says_503(tmp_path: Path) -> None:
    done = serve(tmp_path, "postgres://nobody@127.0.0.1:1/none")
    assert done.stdout.splitlines()[:2] == ["200 OK", "503 Service Unavailable"], done.stderr
    assert "503 Service Unavailable" in done.stdout.splitlines()[3]


def test_with_a_database_without_triggers_it_does_not_start(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'desk.sqlite3'}"
    environment = {"PATH": os.environ["PATH"], "SECRET_KEY": "x", "STATE_DIR": str(tmp_path), "DATABASE_URL": url}
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=ROOT, env=environment, check=True)
    drop = "from django.db import connection; connection.cursor().execute('DROP TRIGGER claims_verdict_no_update')"
    subprocess.run(
        [sys.executable, "manage.py", "shell", "-c", drop], cwd=ROOT, env=environment, check=True, capture_output=True
    )
    done = serve(tmp_path, url)
    assert done.returncode != 0
    assert "claims_verdict_no_update" in done.stderr
