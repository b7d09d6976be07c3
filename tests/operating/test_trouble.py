"""A database that is away, a form that is too old: the page says so, and what was typed is still there."""

from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.db import connection
from django.db.utils import DatabaseError, OperationalError
from django.test import Client

from claims.models import Figure, Verdict
from sources.models import Dossier
from tests import factories
from tests.views.sending import HTMX

pytestmark = pytest.mark.django_db
REASON = "Communiqué du 13 juin <b>recoupé</b>"


@pytest.fixture
def low(story: Dossier) -> Figure:
    return factories.disputed_claim(story)[1]


@pytest.fixture
def visitor() -> Client:
    """An editor whose server errors are answered, not raised."""
    client = Client(raise_request_exception=False)
    client.force_login(factories.user())
    return client


def sent(**more: str) -> dict[str, str]:
    return {"outcome": "contested", "seen": "0", "key": str(uuid4()), "reason": REASON} | more


def away(error: type[Exception] = OperationalError) -> Any:
    return patch("claims.models.verdict.lock_dossier", side_effect=error("server closed the connection"))


def test_a_database_that_is_away_is_one_503_that_says_when_to_come_back(visitor: Client, low: Figure) -> None:
    with patch("claims.views.desk.render", side_effect=OperationalError("connection refused")):
        response = visitor.get("/")
    assert response.status_code == 503
    assert response["Retry-After"] == "5"
    assert "cannot reach its database" in response.text
    assert "connection refused" not in response.text
    assert visitor.get("/").status_code == 200


def test_what_was_sent_meanwhile_is_sent_again_with_one_press(visitor: Client, low: Figure) -> None:
    data = sent()
    address = f"/d/story/figures/{low.pk}/decide/"
    with away():
        response = visitor.post(address, data)
    assert response.status_code == 503
    assert f'action="{address}"' in response.text
    assert f'name="key" value="{data["key"]}"' in response.text
    assert "Communiqué du 13 juin &lt;b&gt;" in response.text
    assert "<b>recoupé" not in response.text
    visitor.post(address, data)
    visitor.post(address, data)
    assert Verdict.objects.get().reason == REASON


def test_a_fragment_is_answered_503_and_not_with_a_swap(visitor: Client, low: Figure) -> None:
    with away():
        response = visitor.post(f"/d/story/figures/{low.pk}/decide/", sent(), headers=HTMX)
    assert response.status_code == 503
    assert response.text.lstrip().startswith("<!doctype html>")  # desk.js swaps no whole page into a fragment


def test_a_password_is_not_shown_again(visitor: Client) -> None:
    with patch("dealdesk.views.SignIn.form_invalid", side_effect=OperationalError):
        signing_in = Client(raise_request_exception=False).post(
            "/accounts/login/", {"username": "rene", "password": "correct horse"}
        )
    with patch("dealdesk.views.ChangePassword.form_invalid", side_effect=OperationalError):
        changing = visitor.post("/accounts/password/", {"old_password": "correct horse", "new_password1": "a new one"})
    for response in (signing_in, changing):
        assert response.status_code == 503
        assert "correct horse" not in response.text
        assert "a new one" not in response.text


def test_a_mistake_of_the_desk_is_a_500_in_its_own_look(visitor: Client, low: Figure) -> None:
    with away(DatabaseError):
        response = visitor.post(f"/d/story/figures/{low.pk}/decide/", sent())
    assert response.status_code == 500
    assert "Something went wrong" in response.text
    assert "Communiqué du 13 juin" in response.text


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_form_that_is_too_old_says_so_and_shows_what_was_typed(low: Figure, headers: dict[str, str]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.user())
    response = client.post(f"/d/story/figures/{low.pk}/decide/", sent(), headers=headers)
    assert response.status_code == 403
    assert response["X-Page-Expired"] == "1"  # desk.js keeps the fields until the page is loaded again
    assert "This page is too old" in response.text
    assert "Communiqué du 13 juin" in response.text
    assert "<form" not in response.text  # a forged form is not one press from being sent
    assert not Verdict.objects.exists()


@pytest.mark.sqlite
def test_a_database_that_cannot_be_written_says_so_and_takes_nothing(visitor: Client, low: Figure) -> None:
    """What SQLite answers for a read-only file; `query_only` makes it do so without changing the file's rights."""
    address, data = f"/d/story/figures/{low.pk}/decide/", sent()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
        response = visitor.post(address, data)
        cursor.execute("PRAGMA query_only = OFF")
    assert response.status_code == 503
    assert "Communiqué du 13 juin" in response.text
    assert not Verdict.objects.exists()
    assert visitor.post(address, data).status_code == 302
