"""What a better counterpart takes from a worse one, where one question has one answer in most articles."""

import numpy as np

from claims.matching.columns import Floats
from claims.matching.rivals import among_rivals


def made(scores: dict[tuple[int, int], float], articles: str) -> dict[tuple[int, int], float]:
    """What is left of the scores of some ties between readings, whose articles are given as letters."""
    size = len(articles)
    table: Floats = np.full((size, size), -np.inf)
    for (i, j), score in scores.items():
        table[i, j] = table[j, i] = score
    common = np.array([[a == b for b in articles] for a in articles])
    others = common & ~(table >= 0)
    np.fill_diagonal(others, val=False)
    chosen = np.isfinite(table) & ~common
    found = np.zeros(table.shape)
    found[chosen] = among_rivals(table, chosen, others)
    return {(i, j): float(found[i, j]) for i, j in scores if chosen[i, j]}


def test_without_rivals_a_score_stays() -> None:
    left = made({(0, 1): 1.5, (0, 2): -2.0}, "abc")
    assert np.allclose([left[0, 1], left[0, 2]], [1.5, -2.0])


def test_a_better_counterpart_in_the_same_article_takes_from_a_worse_one() -> None:
    left = made({(0, 1): 3.0, (0, 2): 2.0}, "abb")
    assert left[0, 2] < 0 < left[0, 1] <= 3.0


def test_what_says_the_same_in_one_article_takes_nothing() -> None:
    left = made({(0, 1): 3.0, (0, 2): 2.0, (1, 2): 4.0}, "abb")
    assert np.allclose([left[0, 1], left[0, 2]], [3.0, 2.0])


def test_a_rival_that_is_itself_better_off_elsewhere_takes_less() -> None:
    alone = made({(0, 2): 2.0, (0, 3): 2.0}, "aabb")
    taken = made({(0, 2): 2.0, (0, 3): 2.0, (1, 3): 6.0}, "aabb")
    assert taken[0, 2] > alone[0, 2]


def test_that_old_clusters_are_never_tied_spares_work_and_changes_nothing() -> None:
    chance = np.random.default_rng(4)
    size, old = 12, 5
    scores = chance.normal(size=(size, size))
    scores = scores + scores.T
    scores[:old, :old] = -np.inf
    common = np.equal.outer(np.arange(size) % 4, np.arange(size) % 4)
    others = common & ~(scores >= 0)
    np.fill_diagonal(others, val=False)
    chosen = np.isfinite(scores) & ~common
    assert np.allclose(among_rivals(scores, chosen, others, old), among_rivals(scores, chosen, others))
