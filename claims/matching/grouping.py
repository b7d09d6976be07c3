"""Constrained agglomerative clustering of readings, article by article batch.

Clusters are merged while the average score of their pairs (logarithm of odds) lies above a threshold, best margin
first. Clusters whose figures contradict each other need more evidence: a false dispute costs an editor more than a
claim that stands apart. Two existing claims are never merged, nor are rival figures of one sentence.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, product

import numpy as np

from claims.matching.agglomerating import COUNTERPART, SAME_PLACE, Agglomeration, speak, stand_alike
from claims.matching.batches import batches
from claims.matching.clusters import Cluster
from claims.matching.columns import Rows, spread
from claims.matching.context import Context
from claims.matching.evidence import Judge
from claims.matching.ties import PLAIN, TOTAL, Ties

ONE_TABLE = 700  # clusters that stand in one table, whatever they measure: 50 MB
CANDIDATES = 5  # clusters of earlier articles with which a reading is compared


def group(articles: Sequence[Sequence[Context]], placed: dict[tuple[str, int], int], judge: Judge) -> list[Cluster]:
    """The clusters of all readings of some articles; `placed` holds the claim of each member that has one."""
    fixed: dict[int, Cluster] = {}
    fresh: list[list[Context]] = []
    bit: dict[str, int] = {}
    for number, article in enumerate(articles):
        fresh.append([])
        for context in article:
            bit[context.member[0]] = 1 << number
            claim = placed.get(context.member)
            if claim is None:
                fresh[-1].append(context)
            else:
                fixed.setdefault(claim, Cluster(claim=claim)).take(Cluster([context], 1 << number))
    judge.rows(chain(chain.from_iterable(fresh), *(cluster.sample() for cluster in fixed.values())))
    index = _Index(judge)
    for cluster in fixed.values():
        index.add(cluster)
    for batch in batches([article for article in fresh if article], later=bool(index.clusters)):
        index.absorb([Cluster([reading], bit[reading.member[0]]) for reading in batch])
    return index.clusters


class _Index:
    """The clusters so far, found by what they measure, their topics, nouns, names and values."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self.clusters: list[Cluster] = []
        self._by_mark: dict[tuple[str, str], dict[int, None]] = {}  # the numbers of clusters, in order
        self._filed: list[int] = []  # how many members of each

    def add(self, cluster: Cluster) -> None:
        self.clusters.append(cluster)
        self._filed.append(0)

    def absorb(self, fresh: Sequence[Cluster]) -> None:
        """Cluster new readings among themselves and with the clusters that they may belong to."""
        known = len(self.clusters)
        self._file()
        candidates = [self._candidates(cluster.members[0]) for cluster in fresh] if known else [[] for _ in fresh]
        old = list(dict.fromkeys(chain.from_iterable(candidates)))
        place = {number: n for n, number in enumerate(old)}
        met = [(place[number], n) for n, numbers in enumerate(candidates) for number in numbers]
        for cluster in agglomerate([self.clusters[number] for number in old], fresh, met, self.judge):
            self.add(cluster)

    def _file(self) -> None:
        for number, cluster in enumerate(self.clusters):
            members = cluster.members[self._filed[number] :]
            for mark in {mark for member in members for mark in _places(member)}:
                self._by_mark.setdefault(mark, {})[number] = None
            self._filed[number] = len(cluster.members)

    def _candidates(self, reading: Context) -> list[int]:
        """The numbers of the clusters with most marks in common."""
        hits: Counter[int] = Counter()
        for mark in sorted(_places(reading)):
            hits.update(self._by_mark.get(mark, {}).keys())
        return [number for number, _ in hits.most_common(CANDIDATES)]


def _places(context: Context) -> Iterator[tuple[str, str]]:
    """Where a reading is filed: each of its marks under each thing that it may measure."""
    return product(context.dimensions, context.marks | {f"name {name}" for name in main_names(context)})


def main_names(context: Context) -> list[str]:
    """The names nearest to a figure."""
    return sorted(context.names, key=lambda name: (-context.names[name], name))[:3]


def agglomerate(
    old: Sequence[Cluster], fresh: Sequence[Cluster], met: Sequence[tuple[int, int]], judge: Judge
) -> list[Cluster]:
    """Merge clusters while any pair has a positive margin, then join clear counterparts.

    Fresh ones hold a reading each; those are returned that none took in. `met`: the numbers of an old and of a fresh
    one that may be joined; the old ones are extended in place and never merged with one another.
    """
    left: set[int] = set()
    for part in _parts([*old, *fresh]):
        mine = [n for n in part if n < len(old)]
        new = [n - len(old) for n in part if n >= len(old)]
        at, its = ({number: n for n, number in enumerate(numbers)} for numbers in (mine, new))
        both = [(at[n], its[k]) for n, k in met if n in at and k in its]
        found = _agglomerate([old[n] for n in mine], [fresh[n] for n in new], both, judge)
        left.update(map(id, found))
    return [cluster for cluster in fresh if id(cluster) in left]


def _parts(clusters: Sequence[Cluster]) -> list[list[int]]:
    """The numbers of clusters that must stand in one table, since some may measure the same; where few, of all."""
    if len(clusters) <= ONE_TABLE:
        return [[*range(len(clusters))]]
    head: dict[str, str] = {}

    def top(dimension: str) -> str:
        while head.setdefault(dimension, dimension) != dimension:
            dimension = head[dimension]
        return dimension

    measured = [sorted({d for member in cluster.sample() for d in member.dimensions}) for cluster in clusters]
    for first, *others in measured:
        for other in others:
            head[top(other)] = top(first)
    parts: dict[str, list[int]] = {}
    for number, (first, *_) in enumerate(measured):
        parts.setdefault(top(first), []).append(number)
    return list(parts.values())


def _agglomerate(
    old: Sequence[Cluster], fresh: Sequence[Cluster], met: Sequence[tuple[int, int]], judge: Judge
) -> list[Cluster]:
    if not fresh:
        return []
    ties = Ties(len(old) + len(fresh))
    _tie_to_old(ties, old, fresh, met, judge)
    _tie_together(ties, fresh, len(old), judge)
    work = Agglomeration([*old, *fresh], len(old), ties)
    work.weigh_against_others()
    work.merge_while_positive()
    work.join_main_dates()
    work.join_counterparts(TOTAL, COUNTERPART, speak)
    work.join_counterparts(PLAIN, SAME_PLACE, stand_alike)
    return work.clusters


def _tie_to_old(
    ties: Ties, old: Sequence[Cluster], fresh: Sequence[Cluster], met: Sequence[tuple[int, int]], judge: Judge
) -> None:
    """Tie each reading to those that stand for the older clusters which it met."""
    if not met:
        return
    samples = [cluster.sample() for cluster in old]
    size = np.array([len(sample) for sample in samples], np.intp)
    sampled = judge.rows(chain.from_iterable(samples))
    which, its = np.array(met, np.intp).T
    pair, place = spread((np.cumsum(size) - size)[which], size[which])
    a, b = sampled[place], judge.rows(cluster.members[0] for cluster in fresh)[its[pair]]
    able = judge.comparable(a, b)
    ties.add(which[pair][able], len(old) + its[pair][able], judge, a[able], b[able])


def _tie_together(ties: Ties, fresh: Sequence[Cluster], old: int, judge: Judge) -> None:
    """Tie the readings to one another that measure the same."""
    readings = [cluster.members[0] for cluster in fresh]
    rows = judge.rows(readings)
    i, j = _sharing_a_dimension(readings)
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
