"""People who are signed in to the admin."""

import pytest
from django.test import Client

from dealdesk.models import User
from tests import factories


@pytest.fixture
def chief(client: Client) -> User:
    person = factories.user("chief", role="chief")
    client.force_login(person)
    return person


@pytest.fixture
def superuser(client: Client) -> User:
    person = factories.user("boss", role="admin")
    client.force_login(person)
    return person
