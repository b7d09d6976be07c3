"""Pages are rendered without collected static files; people who are signed in to the admin."""

import pytest
from django.test import Client
from pytest_django import Settings

from dealdesk.models import User
from tests import factories


@pytest.fixture(autouse=True)
def plain_static_files(settings: Settings) -> None:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    settings.WHITENOISE_AUTOREFRESH = True


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
