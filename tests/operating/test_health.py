"""What a proxy or a monitor may ask without signing in, and what it is told."""

from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import OperationalError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db


def test_up_is_said_without_asking_the_database(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert response.json() == {"up": True}


def test_ready_is_said_when_the_database_is_whole(client: Client) -> None:
    assert client.get("/readyz").json() == {"ready": True, "database": True, "migrations": True, "triggers": True}


def not_ready(client: Client) -> dict[str, Any]:
    response = client.get("/readyz")
    assert response.status_code == 503
    found: dict[str, Any] = response.json()
    assert found.pop("ready") is False
    return found


def test_a_migration_that_is_not_applied_is_not_ready(client: Client) -> None:
    MigrationRecorder(connection).record_unapplied("claims", "0002_links_and_cross_checks")
    assert not_ready(client) == {"database": True, "migrations": False, "triggers": True}


def test_a_trigger_that_is_gone_is_not_ready(client: Client) -> None:
    table = " ON claims_entry" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER claims_entry_no_update{table}")
    assert not_ready(client) == {"database": True, "migrations": True, "triggers": False}


def test_a_database_that_does_not_answer_is_not_ready(client: Client) -> None:
    with patch.object(connections["default"], "cursor", side_effect=OperationalError("gone: password=secret")):
        response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"ready": False, "database": False, "migrations": False, "triggers": False}


def test_plain_http_is_answered_where_the_rest_is_sent_to_https(client: Client, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/readyz").status_code == 200
    assert client.get("/").status_code == 301
