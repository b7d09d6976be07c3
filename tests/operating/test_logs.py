"""The log: one JSON object a line, enough to follow a request, nothing of what it carried."""

import json
import logging
import sys
from typing import Any
from unittest.mock import patch

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from dealdesk.logs import JsonLines
from sources.models import Dossier
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Any:
    """What the log holds so far, as it would be written."""
    for name in ("dealdesk.request", "django"):
        logger = logging.getLogger(name)
        logger.addHandler(caplog.handler)
        caplog.set_level(logging.INFO, logger=name)
    yield lambda: [json.loads(JsonLines().format(record)) for record in caplog.records]
    for name in ("dealdesk.request", "django"):
        logging.getLogger(name).removeHandler(caplog.handler)


def test_a_request_is_one_line_with_its_page_and_who_asked(client: Client, story: Dossier, lines: Any) -> None:
    rene = factories.user("rene")
    client.force_login(rene)
    response = client.get("/d/story/?q=secret-search")
    (line,) = lines()
    assert line["page"] == "/d/<slug:slug>/"
    assert (line["method"], line["status"], line["user"], line["htmx"]) == ("GET", 200, rene.pk, False)
    assert response["X-Request-ID"]
    assert line["ms"] > 0
    assert "secret-search" not in json.dumps(line)


def test_what_was_typed_and_who_typed_it_is_not_in_the_log(client: Client, lines: Any) -> None:
    factories.user("rene-the-editor", password="correct horse")
    for password in ("a-wrong-password", "correct horse"):
        client.post("/accounts/login/", {"username": "rene-the-editor", "password": password})
    client.get("/d/a-slug-that-is-not-there/?q=words")
    text = json.dumps(lines())
    for secret in ("rene-the-editor", "a-wrong-password", "correct horse", "127.0.0.1", "a-slug-that", "words"):
        assert secret not in text


def test_an_exception_is_named_with_its_place_and_without_its_message() -> None:
    try:
        raise ValidationError("Meta a investi 14,3 milliards")
    except ValidationError:
        record = logging.LogRecord("django.request", logging.ERROR, "", 1, "failed", None, sys.exc_info())
    line = json.loads(JsonLines().format(record))
    assert line["exception"] == "ValidationError"
    assert "test_logs.py" in line["where"][0]
    assert "14,3" not in json.dumps(line)


def test_a_database_error_is_named_by_its_code(lines: Any) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(factories.user())
    with patch(
        "claims.views.desk.render", side_effect=lambda *_, **__: connection.cursor().execute("SELECT secret_word")
    ):
        client.get("/")
    (error,) = [line for line in lines() if line["level"] == "ERROR"]
    assert error["code"] in {"SQLITE_ERROR", "42703"}
    assert "secret_word" not in json.dumps(error)


def test_a_proxys_request_number_is_kept_only_behind_one(client: Client, settings: Any) -> None:
    header = {"X-Request-ID": "abcdef0123456789"}
    assert client.get("/healthz", headers=header)["X-Request-ID"] != "abcdef0123456789"
    settings.BEHIND_PROXY = True
    assert client.get("/healthz", headers=header)["X-Request-ID"] == "abcdef0123456789"
    assert client.get("/healthz", headers={"X-Request-ID": "a\tb" * 9})["X-Request-ID"] != "a\tb" * 9


def test_a_failing_page_is_logged_once_as_an_error(lines: Any) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(factories.user())
    with patch("claims.views.desk.render", side_effect=RuntimeError("text of an article")):
        response = client.get("/")
    assert response.status_code == 500
    errors = [line for line in lines() if line["level"] == "ERROR"]
    assert [line["exception"] for line in errors] == ["RuntimeError"]
    assert "text of an article" not in json.dumps(lines())
