"""How many relations are found on the annotated stories, and how many by chance."""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from claims.crosschecks import check
from tests.crosschecks.annotated import Dossier, dossier, jittered, shuffled
from tests.matching.annotated import stories

DOSSIERS = [dossier(story) for story in stories(Path(__file__).parents[1] / "stories")]
ROUNDS = 3


def found(dossiers: list[Dossier]) -> int:
    return sum(len(check(*made)) for made in dossiers)


def test_the_stories_hold_relations_that_are_found() -> None:
    assert found(DOSSIERS) >= 9


@pytest.mark.parametrize("make", [shuffled, jittered])
def test_operands_with_values_of_elsewhere_rarely_fit(
    make: Callable[[Sequence[Dossier], random.Random], list[Dossier]],
) -> None:
    rounds = [found(make(DOSSIERS, random.Random(seed))) for seed in range(ROUNDS)]
    assert sum(rounds) / ROUNDS <= 0.15 * len(DOSSIERS)
