"""Fixtures that many tests share."""

from collections.abc import Iterator

import hypothesis
import pytest
from django.db import connection
from django.utils import translation
from pytest_django import Settings

from sources.models import Dossier
from tests import factories

hypothesis.settings.register_profile("dealdesk", deadline=None)  # speed is measured by make bench
hypothesis.settings.load_profile("dealdesk")

DATABASE_MARKS = {"sqlite", "postgresql"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what uses a database; leave out (not skip) what holds for the other database only."""
    for item in items:
        if item.get_closest_marker("django_db") or "db" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.database)
    other = DATABASE_MARKS - {connection.vendor}
    left_out = [item for item in items if any(item.get_closest_marker(mark) for mark in other)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@pytest.fixture
def story(db: None) -> Dossier:
    """An empty dossier, in English so that its sentences are those of the code."""
    return factories.dossier("story", title="Une histoire", language="en")


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """A language that a request chose stays chosen in its thread: every test begins in the code's own."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def plain_static_files(settings: Settings) -> None:
    """Pages are rendered without collected static files."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    settings.WHITENOISE_AUTOREFRESH = True
