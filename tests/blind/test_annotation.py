"""The stories written blind are held to what holds for the stories kept apart."""

from pathlib import Path

import pytest

from tests.kept_apart.test_annotation import *  # noqa: F403 - the tests alone, as its __all__ names them

STORIES = sorted(path.parent for path in Path(__file__).parent.glob("*/story.json"))

pytestmark = pytest.mark.parametrize("story", STORIES, ids=lambda path: path.name)
