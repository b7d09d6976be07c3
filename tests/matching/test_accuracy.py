"""Matching measured on the annotated stories, with the readings that the annotation gives."""

from itertools import combinations
from pathlib import Path

import pytest

from claims.agreement import Statement, Value, conflict
from claims.matching import Member, match
from tests.matching.annotated import Story, stories

FOLDER = Path(__file__).parents[1] / "stories"
STORIES = list(stories(FOLDER))


def grouped(story: Story) -> dict[Member, int]:
    groups = match(story.texts, story.language)
    return {member: n for n, group in enumerate(groups) for member in group.members}


def pair_f1(story: Story, found: dict[Member, int]) -> float:
    pairs = [(story.claims[a] == story.claims[b], found[a] == found[b]) for a, b in combinations(story.claims, 2)]
    both = sum(gold and mine for gold, mine in pairs)
    return 2 * both / (sum(gold for gold, _ in pairs) + sum(mine for _, mine in pairs))


def disputes(story: Story, found: dict[Member, int]) -> tuple[int, int, int]:
    """True disputes, those found, and groups in dispute that hold none."""
    readings = {(text.key, i): reading for text in story.texts for i, reading in enumerate(text.readings)}
    statements = {
        member: Statement(n, member[0], (Value(r.compared, r.unit, r.kind),), r.as_of)
        for n, (member, r) in enumerate(readings.items())
    }
    against = [(a, b) for a, b in combinations(readings, 2) if conflict(statements[a], statements[b])]
    true = [(a, b) for a, b in against if story.claims[a] == story.claims[b] and a[0] != b[0]]
    met = [(a, b) for a, b in true if found[a] == found[b]]
    wanted, got = {story.claims[a] for a, _ in true}, {story.claims[a] for a, _ in met}
    false = {found[a] for a, b in against if found[a] == found[b]} - {found[a] for a, _ in met}
    return len(wanted), len(got), len(false)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_figures_of_a_story_are_grouped(story: Story) -> None:
    assert pair_f1(story, grouped(story)) >= 0.7


def test_most_pairs_and_disputes_are_found_with_few_false_ones() -> None:
    results = [(story, grouped(story)) for story in STORIES]
    scores = [pair_f1(story, found) for story, found in results]
    wanted, got, false = (sum(column) for column in zip(*(disputes(*result) for result in results), strict=True))
    claims = sum(len(set(found.values())) for _, found in results)
    assert sum(scores) / len(scores) >= 0.88
    assert got >= 0.8 * wanted
    assert false <= 0.1 * claims
