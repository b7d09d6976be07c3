"""How the project starts: what it refuses, what it reads back, what a migration leaves in place."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.utils import ConnectionHandler

from dealdesk import checks

ROOT = Path(__file__).resolve().parent.parent


def manage(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "STATE_DIR", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def check_database(**environment: str) -> subprocess.CompletedProcess[str]:
    """What the server runs before it starts."""
    return manage("check", "--tag", "database", "--database", "default", "--fail-level", "WARNING", **environment)


def test_without_debug_and_without_a_secret_key_it_refuses_to_start() -> None:
    done = manage("check")
    assert done.returncode != 0
    assert "SECRET_KEY is not set" in done.stderr


def test_a_setting_that_is_no_flag_is_named() -> None:
    done = manage("check", DEBUG="maybe")
    assert "DEBUG is 'maybe': write 1 or 0." in done.stderr


def test_the_deployment_check_is_clean() -> None:
    done = manage(
        "check", "--deploy", "--fail-level", "WARNING", SECRET_KEY="k" * 60 + "aB3$x-y_z", ALLOWED_HOSTS="desk.example"
    )
    assert done.returncode == 0, done.stderr


def test_sqlite_is_opened_with_wal_full_sync_and_immediate_transactions(tmp_path: Path) -> None:
    desk = {"SECRET_KEY": "x", "DATABASE_URL": f"sqlite:///{tmp_path}/desk.sqlite3"}
    assert manage("migrate", **desk).returncode == 0
    done = check_database(**desk)
    assert done.returncode == 0, done.stderr


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("spoiled", "named"),
    [("PRAGMA synchronous=NORMAL", "synchronous=1"), ("PRAGMA foreign_keys=OFF", "foreign_keys=0")],
)
def test_a_sqlite_setting_that_is_not_as_wanted_is_named(tmp_path: Path, spoiled: str, named: str) -> None:
    wanted = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
    file = {"NAME": str(tmp_path / "desk.sqlite3"), "OPTIONS": {"init_command": wanted}}
    connection = DatabaseWrapper(sqlite_settings() | file)
    with connection.cursor() as cursor:
        cursor.execute(spoiled)
    messages = [error.msg for error in checks.sqlite_errors(connection)]
    connection.close()
    assert [named in message for message in messages] == [True, False]
    assert "IMMEDIATE" in messages[1]


def sqlite_settings() -> dict[str, Any]:
    """Every setting that a connection expects, as Django fills them in."""
    handler = ConnectionHandler({"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}})
    return dict(handler.settings["default"])


def test_triggers_that_a_remade_table_lost_are_back_after_migrate(tmp_path: Path) -> None:
    file = tmp_path / "desk.sqlite3"
    desk = {"SECRET_KEY": "x", "DATABASE_URL": f"sqlite:///{file}"}
    manage("migrate", **desk)

    database = sqlite3.connect(file)
    (create,) = database.execute("SELECT sql FROM sqlite_master WHERE name = 'claims_verdict'").fetchone()
    database.execute("ALTER TABLE claims_verdict RENAME TO old_verdict")
    database.execute("DROP TABLE old_verdict")
    database.execute(create)
    database.commit()
    database.close()

    refused = check_database(**desk)
    assert refused.returncode != 0
    assert "claims_verdict_no_delete" in refused.stderr
    manage("migrate", **desk)
    assert check_database(**desk).returncode == 0


@pytest.mark.django_db
def test_no_migration_is_pending() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
