"""What every answer carries, pages, files, errors and static files alike; what production adds to it."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from sources.models import Dossier
from tests import factories

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parent.parent.parent
WANTED = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@pytest.mark.parametrize(
    "path",
    ["/", "/accounts/login/", "/d/story/", "/d/none/", "/admin/", "/healthz", "/d/story/sheet.json", "/nothing/"],
)
def test_every_answer_carries_the_headers(client: Client, story: Dossier, path: str) -> None:
    if path != "/accounts/login/":
        client.force_login(factories.user(role="admin"))
    headers = client.get(path).headers
    assert {name: headers.get(name) for name in WANTED} == WANTED
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert "camera=()" in headers["Permissions-Policy"]


def test_static_files_carry_them_as_well(client: Client) -> None:
    headers = client.get("/static/dealdesk/desk.js").headers
    assert {name: headers.get(name) for name in WANTED if "Opener" not in name}.items() <= WANTED.items()
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; ")


def test_production_names_its_cookies_for_this_host_only_and_speaks_https(tmp_path: Path) -> None:
    names = (
        "SESSION_COOKIE_NAME",
        "CSRF_COOKIE_NAME",
        "SESSION_COOKIE_SECURE",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
    )
    ask = f"from django.conf import settings; print(*(getattr(settings, name) for name in {names}))"
    environment = {"PATH": os.environ["PATH"], "SECRET_KEY": "x", "STATE_DIR": str(tmp_path)}
    environment["DJANGO_SETTINGS_MODULE"] = "dealdesk.settings"
    done = subprocess.run(
        [sys.executable, "-c", ask], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["__Host-session", "__Host-csrf", "True", "True", "31536000"]


@pytest.mark.parametrize("name", ["session", "csrf"])
def test_cookies_stay_with_this_site(client: Client, settings: Any, name: str) -> None:
    factories.user("rene", password="correct horse battery")
    client.get("/accounts/login/")
    client.post("/accounts/login/", {"username": "rene", "password": "correct horse battery"})
    cookie = client.cookies[name]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert cookie["domain"] == ""
    assert bool(cookie["httponly"]) is (name == "session")
