"""Two web processes on one PostgreSQL: an editor who is sent to either sees one desk."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import sign_in
from tests.ground.desk import ROOT, Desk, free_port, wait_for
from tests.ground.on_postgres import NoPostgres, postgres


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    """The same desk at two addresses, each served by processes of its own."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(postgres())
        except NoPostgres as error:
            if os.environ.get("REQUIRE_ALL"):
                pytest.fail(str(error))
            pytest.skip(str(error))
        url = stack.enter_context(database(server))
        environment = os.environ | {
            "DATABASE_URL": url,
            "SECRET_KEY": "for-browser-tests-only",
            "HTTPS": "0",
            "STATE_DIR": str(tmp_path),
            "STATIC_ROOT": str(tmp_path / "static"),
            "ALLOWED_HOSTS": "127.0.0.1",
            "CHECK_FRAGMENTS": "0",
        }
        for command in (
            "migrate --verbosity 0",
            "collectstatic --noinput --verbosity 0",
            "first_start",
            "import_seeds",
        ):
            subprocess.run(
                [sys.executable, "manage.py", *command.split()],
                cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL,
            )  # fmt: skip
        lines = (tmp_path / "accounts.txt").read_text(encoding="utf-8").splitlines()
        passwords = dict(line.split() for line in lines)
        one, two = (stack.enter_context(served(tmp_path, environment)) for _ in range(2))
        yield Desk(one, tmp_path, passwords), Desk(two, tmp_path, passwords)


@contextmanager
def database(server: str) -> Iterator[str]:
    """A database of this test's own on the server."""
    name = f"two_{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def served(folder: Path, environment: dict[str, str]) -> Iterator[str]:
    port = free_port()
    log = folder / f"server-{port}.log"
    command = [sys.executable, "-m", "gunicorn", "dealdesk.wsgi", "--bind", f"127.0.0.1:{port}", "--preload"]
    with log.open("w", encoding="utf-8") as out:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)
        try:
            wait_for(f"http://127.0.0.1:{port}/accounts/login/", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def test_what_is_decided_at_one_process_stands_at_the_other(chromium: Browser, desks: tuple[Desk, Desk]) -> None:
    one, two = desks
    context = chromium.new_context(base_url=one.url, locale="en-US")
    page = context.new_page()
    sign_in(page, one)
    page.goto(f"{one.url}/d/seeds/")
    address = page.locator("[aria-current=true]").first.get_attribute("href") or ""
    page.get_by_text("Confirm version 1…").click()
    page.get_by_role("group").get_by_label("Reason").first.fill("Checked with the company")
    page.get_by_role("button", name="Confirm this version").first.click()
    expect(page.locator("article.figure.confirmed").first).to_be_visible()
    # Cookies know no ports: the same session goes to the other process.
    page.goto(f"{two.url}{address}")
    expect(page.locator("article.figure.confirmed").first).to_be_visible()
    page.locator("article.figure.confirmed").first.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_text("Verdict withdrawn").first).to_be_visible()
    page.goto(f"{one.url}{address}")
    expect(page.get_by_text("Earlier verdicts").first).to_be_visible()
    context.close()
