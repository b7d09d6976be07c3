"""Fixtures that many tests share."""

import pytest

from tests import factories


@pytest.fixture
def story(db: None) -> factories.Dossier:
    return factories.dossier("story", title="Une histoire")
