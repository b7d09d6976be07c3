"""Who looks at pages, and how: signed in as an editor, by htmx or by plain forms.

Pages are tested without collected static files: their links are plain, and nothing is looked up on the disk.
"""

import pytest
from django.test import Client
from pytest_django import Settings

from dealdesk.models import User
from tests import factories
from tests.views.sending import HTMX


@pytest.fixture(autouse=True)
def plain_static_files(settings: Settings) -> None:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture
def rene() -> User:
    return factories.user("rene", role="editor")


@pytest.fixture
def editor(client: Client, rene: User) -> Client:
    client.force_login(rene)
    return client


@pytest.fixture(params=["htmx", "plain"])
def headers(request: pytest.FixtureRequest) -> dict[str, str]:
    return HTMX if request.param == "htmx" else {}
