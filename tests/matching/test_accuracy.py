"""Matching measured on the annotated stories, with the annotated readings and with the reader's own."""

from pathlib import Path

import pytest

from tests.matching.annotated import stories
from tests.matching.measure import Measure, grouped, measured, reread, total

__all__ = ["FOLDER", "grouped"]

FOLDER = Path(__file__).parents[1] / "stories"
STORIES = list(stories(FOLDER))


@pytest.fixture(scope="module")
def annotated() -> dict[str, Measure]:
    return {story.name: measured(story) for story in STORIES}


@pytest.fixture(scope="module")
def end_to_end() -> dict[str, Measure]:
    return {story.name: measured(reread(story)) for story in STORIES}


def test_figures_of_every_story_are_grouped(annotated: dict[str, Measure]) -> None:
    assert {name for name, measure in annotated.items() if measure.f1 < 0.70} == set()


def test_most_pairs_and_disputes_are_found_with_few_false_ones(annotated: dict[str, Measure]) -> None:
    whole = total(list(annotated.values()))
    assert whole.f1 >= 0.89
    assert whole.met >= 0.76 * whole.wanted
    assert whole.false <= 0.03 * whole.groups


def test_the_readers_own_readings_do_nearly_as_well(end_to_end: dict[str, Measure]) -> None:
    whole = total(list(end_to_end.values()))
    assert whole.f1 >= 0.86
    assert whole.met >= 0.735 * whole.wanted
    assert whole.false <= 0.035 * whole.groups
