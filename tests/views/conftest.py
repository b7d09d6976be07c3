"""Who looks at pages, and how: signed in as an editor, by htmx or by plain forms."""

import pytest
from django.test import Client

from dealdesk.models import User
from tests import factories
from tests.views.sending import HTMX


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
