"""Pairs that are weighed many at once, in columns, against what each is by itself."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import combinations
from unittest.mock import patch

import numpy as np
import pytest

from claims.matching import grouping, match
from claims.matching.columns import Rows
from claims.matching.evidence import Judge
from claims.matching.gathering import gather
from tests.matching.annotated import load
from tests.matching.articles import article
from tests.matching.fit_weights import STORIES

STORY = load(sorted(path.parent for path in STORIES.glob("*/gold.jsonl"))[0])


@pytest.fixture(scope="module")
def judge() -> Judge:
    known = gather(STORY.texts)
    return Judge(known.lexicon, [context for contexts in known.contexts for context in contexts])


def pairs(judge: Judge) -> tuple[Rows, Rows]:
    a, b = np.triu_indices(len(judge.table.contexts), 1)
    able = judge.comparable(a, b)
    return a[able], b[able]


def test_a_pair_weighs_among_many_what_it_weighs_alone(judge: Judge) -> None:
    a, b = pairs(judge)
    every = judge.weigh(a, b)
    for n in range(0, len(a), 25):
        alone = judge.weigh(a[n : n + 1], b[n : n + 1])
        assert alone.of(0) == pytest.approx(every.of(n))
        assert alone.score[0] == pytest.approx(every.score[n], abs=1e-9)


def test_many_figures_are_grouped_in_parts_as_they_would_be_together() -> None:
    together = match(STORY.texts, "fr")
    with patch.object(grouping, "ONE_TABLE", 1):
        assert match(STORY.texts, "fr") == together


def test_the_score_is_the_sum_of_the_weighted_features_that_a_fit_sees(judge: Judge) -> None:
    a, b = pairs(judge)
    evidence = judge.weigh(a, b)
    for n in range(0, len(a), 25):
        parts = (judge.weights.get(name, 0.0) * value for name, value in evidence.of(n).items())
        assert evidence.score[n] == pytest.approx(sum(parts), abs=1e-9)


def test_values_meet_in_columns_exactly_where_their_decimals_do(judge: Judge) -> None:
    a, b = pairs(judge)
    near = judge.weigh(a, b).pairs.near
    contexts = judge.table.contexts
    for n, (i, j) in enumerate(zip(a.tolist(), b.tolist(), strict=True)):
        ways = [(x, y) for p, x in contexts[i].measured for q, y in contexts[j].measured if p == q]
        assert near.apart[n] != any(x.meets(y) for x, y in ways)


def test_sets_of_words_multiply_in_columns_as_they_do_one_by_one(judge: Judge) -> None:
    contexts = judge.table.contexts[:40]
    a, b = np.array(list(combinations(range(len(contexts)), 2)), np.intp).T
    for name in ("terms", "sentence_terms", "around", "names"):
        found = getattr(judge.table, name).products(a, b).tolist()
        sets: list[Mapping[str, float]] = [getattr(context, name) for context in contexts]
        expected = [
            sum(weight * sets[j].get(word, 0.0) for word, weight in sets[i].items())
            for i, j in zip(a.tolist(), b.tolist(), strict=True)
        ]
        assert found == pytest.approx(expected)


@pytest.mark.parametrize(("first", "second", "grown"), [(1, 2, 1), (2, 1, 0), (1, 1, 0)])
def test_what_the_article_of_a_later_day_counts_more_of_has_grown(first: int, second: int, grown: int) -> None:
    few = article("a", "Le séisme a fait 120 morts.", ("120 morts", "count", "120", "mort"))
    many = article("b", "Le séisme a fait 160 morts.", ("160 morts", "count", "160", "mort"))
    told = [replace(few, published_on=date(2025, 3, first)), replace(many, published_on=date(2025, 3, second))]
    known = gather(told)
    judge = Judge(known.lexicon, [context for contexts in known.contexts for context in contexts])
    assert judge.weigh(*pairs(judge)).of(0).get("later_more", 0) == grown


def test_a_day_that_is_not_known_says_nothing_of_what_has_grown() -> None:
    few = article("a", "Le séisme a fait 120 morts.", ("120 morts", "count", "120", "mort"))
    many = article("b", "Le séisme a fait 160 morts.", ("160 morts", "count", "160", "mort"))
    known = gather([few, replace(many, published_on=date(2025, 3, 2))])
    judge = Judge(known.lexicon, [context for contexts in known.contexts for context in contexts])
    assert not {name for name in judge.weigh(*pairs(judge)).of(0) if name.startswith("later")}
