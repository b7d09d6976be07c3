"""The stories kept apart are held to what holds for the other test stories, and name who says each figure."""

from pathlib import Path

import pytest

from tests.stories.test_annotation import (
    articles,
    scored,
    test_bounds_are_ordered_and_not_both_open,
    test_every_article_and_claim_is_declared_and_used,
    test_every_digit_is_annotated,
    test_every_span_holds_the_text_it_names,
    test_no_two_spans_overlap,
    test_single_claims_are_those_of_one_article,
)

# A module's pytestmark goes with the module that collects a test, so the imported tests run on these stories here.
__all__ = [
    "test_bounds_are_ordered_and_not_both_open",
    "test_every_article_and_claim_is_declared_and_used",
    "test_every_digit_is_annotated",
    "test_every_span_holds_the_text_it_names",
    "test_every_speaker_is_printed_in_its_article",
    "test_no_speaker_is_longer_than_a_name_and_a_role",
    "test_no_two_spans_overlap",
    "test_single_claims_are_those_of_one_article",
]

STORIES = sorted(path.parent for path in Path(__file__).parent.glob("*/story.json"))
MOST_WORDS = 8

pytestmark = pytest.mark.parametrize("story", STORIES, ids=lambda path: path.name)


def test_every_speaker_is_printed_in_its_article(story: Path) -> None:
    texts = articles(story)
    assert [row for row in scored(story) if row["speaker"] not in texts[row["file"]]] == []


def test_no_speaker_is_longer_than_a_name_and_a_role(story: Path) -> None:
    assert [row for row in scored(story) if len(row["speaker"].split()) > MOST_WORDS] == []
