"""Constrained agglomerative clustering of readings, article by article batch.

Clusters are merged while the average score of their pairs (logarithm of odds) lies above a threshold, best margin
first. Clusters whose figures contradict each other need more evidence: a false dispute costs an editor more than a
claim that stands apart. Two existing claims are never merged, nor are rival figures of one sentence.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import numpy as np

from claims.matching.agglomerating import COUNTERPART, SAME_PLACE, Agglomeration, speak, stand_alike
from claims.matching.batches import batches
from claims.matching.clusters import Cluster
from claims.matching.columns import Rows
from claims.matching.context import Context
from claims.matching.evidence import Judge
from claims.matching.ties import PLAIN, TOTAL, Ties

CANDIDATES = 5  # clusters of earlier articles with which a reading is compared


def group(articles: Sequence[Sequence[Context]], placed: dict[tuple[str, int], int], judge: Judge) -> list[Cluster]:
    """The clusters of all readings of some articles; `placed` holds the claim of each member that has one."""
    fixed: dict[int, Cluster] = {}
    fresh: list[list[Context]] = []
    for article in articles:
        fresh.append([])
        for context in article:
            claim = placed.get(context.member)
            if claim is None:
                fresh[-1].append(context)
            else:
                fixed.setdefault(claim, Cluster(claim=claim)).extend([context])
    index = _Index(judge)
    for cluster in fixed.values():
        index.add(cluster)
    for batch in batches([article for article in fresh if article], later=bool(index.clusters)):
        index.absorb(batch)
    return index.clusters


class _Index:
    """The clusters so far, found by what they measure, their topics, nouns, names and values."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self.clusters: list[Cluster] = []
        self._by_mark: dict[tuple[str, str], dict[int, Cluster]] = {}
        self._unfiled: list[tuple[Cluster, int]] = []  # with the members that are filed already

    def add(self, cluster: Cluster) -> None:
        self.clusters.append(cluster)
        self._unfiled.append((cluster, 0))

    def absorb(self, readings: Sequence[Context]) -> None:
        """Cluster new readings among themselves and with the clusters that they may belong to."""
        self._file()
        fresh = [Cluster([reading]) for reading in readings]
        candidates = {id(cluster): self._candidates(cluster.members[0]) for cluster in fresh} if self.clusters else {}
        old = list({id(c): c for found in candidates.values() for c in found}.values())
        before = {id(cluster): len(cluster.members) for cluster in old}
        for cluster in agglomerate(fresh, self.judge, candidates):
            if id(cluster) in before:
                self._unfiled.append((cluster, before[id(cluster)]))
            else:
                self.add(cluster)

    def _file(self) -> None:
        for cluster, filed in self._unfiled:
            for mark in sorted({mark for member in cluster.members[filed:] for mark in _places(member)}):
                self._by_mark.setdefault(mark, {})[id(cluster)] = cluster
        self._unfiled.clear()

    def _candidates(self, reading: Context) -> list[Cluster]:
        """The clusters with most marks in common."""
        hits: dict[int, tuple[float, Cluster]] = {}
        for mark in sorted(_places(reading)):
            for cluster in self._by_mark.get(mark, {}).values():
                hits[id(cluster)] = (hits.get(id(cluster), (0.0, cluster))[0] + 1.0, cluster)
        best = sorted(hits.values(), key=lambda hit: -hit[0])[:CANDIDATES]
        return [cluster for _, cluster in best]


def _places(context: Context) -> Iterator[tuple[str, str]]:
    """Where a reading is filed: each of its marks under each thing that it may measure."""
    return product(context.dimensions, context.marks | {f"name {name}" for name in main_names(context)})


def main_names(context: Context) -> list[str]:
    """The names nearest to a figure."""
    return sorted(context.names, key=lambda name: (-context.names[name], name))[:3]


def agglomerate(
    fresh: Sequence[Cluster], judge: Judge, candidates: Mapping[int, Sequence[Cluster]] | None = None
) -> list[Cluster]:
    """Merge clusters of one reading while any pair has a positive margin, then join clear counterparts.

    `candidates`: by the id() of a fresh cluster, the older ones that it may join; these are extended in place, and
    never merged with one another.
    """
    candidates = candidates or {}
    old = list({id(c): c for found in candidates.values() for c in found}.values())
    ties = Ties(len(old) + len(fresh))
    _tie_to_candidates(ties, fresh, old, judge, candidates)
    _tie_together(ties, fresh, len(old), judge)
    work = Agglomeration([*old, *fresh], len(old), ties)
    work.weigh_against_others()
    work.merge_while_positive()
    work.join_main_dates()
    work.join_counterparts(TOTAL, COUNTERPART, speak)
    work.join_counterparts(PLAIN, SAME_PLACE, stand_alike)
    return work.clusters


def _tie_to_candidates(
    ties: Ties,
    fresh: Sequence[Cluster],
    old: Sequence[Cluster],
    judge: Judge,
    candidates: Mapping[int, Sequence[Cluster]],
) -> None:
    """Tie each reading to those that stand for the older clusters."""
    number = {id(cluster): n for n, cluster in enumerate(old)}
    samples = [judge.rows(cluster.sample()) for cluster in old]
    rows = judge.rows(cluster.members[0] for cluster in fresh)
    met = [
        (number[id(c)], len(old) + n, row, mine)
        for n, (cluster, mine) in enumerate(zip(fresh, rows, strict=True))
        for c in candidates.get(id(cluster), ())
        for row in samples[number[id(c)]]
    ]
    if met:
        i, j, a, b = np.array(met, np.intp).T
        able = judge.comparable(a, b)
        ties.add(i[able], j[able], judge, a[able], b[able])


def _tie_together(ties: Ties, fresh: Sequence[Cluster], old: int, judge: Judge) -> None:
    """Tie the readings to one another that measure the same."""
    rows = judge.rows(cluster.members[0] for cluster in fresh)
    i, j = _sharing_a_dimension([cluster.members[0] for cluster in fresh])
    able = judge.comparable(rows[i], rows[j])
    i, j = i[able], j[able]
    ties.add(old + i, old + j, judge, rows[i], rows[j])


def _sharing_a_dimension(readings: Sequence[Context]) -> tuple[Rows, Rows]:
    """The pairs of some readings, by number, that may measure the same."""
    by_dimension: dict[str, list[int]] = {}
    for n, reading in enumerate(readings):
        for dimension in reading.dimensions:
            by_dimension.setdefault(dimension, []).append(n)
    alike = [np.array(numbers, np.intp) for numbers in by_dimension.values()]
    pairs = [numbers[np.array(np.triu_indices(len(numbers), 1))] for numbers in alike]
    codes = np.unique(np.concatenate([i * len(readings) + j for i, j in pairs]))
    return codes // len(readings), codes % len(readings)
