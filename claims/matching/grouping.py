"""Constrained agglomerative clustering of readings, article by article batch.

Clusters are merged while the average score of their pairs (logarithm of odds) lies above a threshold, best margin
first. Clusters whose figures contradict each other need more evidence: a false dispute costs an editor more than a
claim that stands apart. Two existing claims are never merged, nor are rival figures of one sentence.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from itertools import combinations

from claims.matching.context import Context
from claims.matching.evidence import Judge

JOIN = -0.5  # average score from which clusters that agree are merged
JOIN_RIVALS = 0.0  # and from which clusters that contradict each other are
COUNTERPART = -1.5  # and from which clusters of different articles are, when each is the other's clear best
LEAD = 0.7  # how far the best must stand before the second
BATCH = 12  # articles clustered together; later ones join what the earlier ones formed
SAMPLE = 5  # members that stand for a cluster when later articles are compared with it
CANDIDATES = 12  # clusters of earlier articles with which a reading is compared


@dataclass(eq=False, slots=True)
class Cluster:
    """Readings that answer one question; `claim` is the existing claim that they extend, if any."""

    members: list[Context] = field(default_factory=list)
    claim: int | None = None

    def sample(self) -> list[Context]:
        """A few members that stand for all: of as many articles as possible, the placed ones first."""
        seen: dict[str, Context] = {}
        for member in self.members:
            seen.setdefault(member.member[0], member)
        chosen = list(seen.values())[:SAMPLE]
        rest = (m for m in self.members if m not in chosen)
        return chosen + [m for m, _ in zip(rest, range(SAMPLE - len(chosen)), strict=False)]


@dataclass(slots=True)
class _Tie:
    """What joins two clusters: the sum of the scores of their pairs, and whether they may meet."""

    total: float = 0.0
    pairs: int = 0
    rivals: bool = False
    barred: bool = False
    grounds: int = 0  # pairs whose words speak for one question

    def margin(self) -> float:
        """How far the average lies above what is needed."""
        return self.average() - (JOIN_RIVALS if self.rivals else JOIN)

    def average(self) -> float:
        return float("-inf") if self.barred or not self.pairs else self.total / self.pairs

    def __add__(self, other: "_Tie") -> "_Tie":
        return _Tie(
            self.total + other.total,
            self.pairs + other.pairs,
            self.rivals or other.rivals,
            self.barred or other.barred,
            self.grounds + other.grounds,
        )


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
                fixed.setdefault(claim, Cluster(claim=claim)).members.append(context)
    index = _Index(judge)
    for cluster in fixed.values():
        index.add(cluster)
    waiting = [article for article in fresh if article]
    for start in range(0, len(waiting), BATCH):
        index.absorb([context for article in waiting[start : start + BATCH] for context in article])
    return index.clusters


class _Index:
    """The clusters so far, found by what they measure, their topics, nouns, names and values."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self.clusters: list[Cluster] = []
        self._by_mark: dict[tuple[str, str], list[Cluster]] = {}

    def add(self, cluster: Cluster) -> None:
        self.clusters.append(cluster)
        self._mark(cluster, cluster.members)

    def _mark(self, cluster: Cluster, members: Iterable[Context]) -> None:
        for mark in {mark for member in members for mark in marks(member)}:
            entries = self._by_mark.setdefault(mark, [])
            if cluster not in entries:
                entries.append(cluster)

    def absorb(self, readings: Sequence[Context]) -> None:
        """Cluster new readings among themselves and with the clusters that they may belong to."""
        old: dict[int, Cluster] = {}
        for reading in readings:
            old.update({id(c): c for c in self._candidates(reading)})
        before = {key: len(cluster.members) for key, cluster in old.items()}
        for cluster in agglomerate([*old.values(), *(Cluster([r]) for r in readings)], self.judge):
            if id(cluster) in old:
                self._mark(cluster, cluster.members[before[id(cluster)] :])
            else:
                self.add(cluster)

    def _candidates(self, reading: Context) -> list[Cluster]:
        """The clusters with most marks in common."""
        hits: dict[int, tuple[float, Cluster]] = {}
        for mark in marks(reading):
            for cluster in self._by_mark.get(mark, ()):
                hits[id(cluster)] = (hits.get(id(cluster), (0.0, cluster))[0] + 1.0, cluster)
        best = sorted(hits.values(), key=lambda hit: -hit[0])[:CANDIDATES]
        return [cluster for _, cluster in best]


def marks(context: Context) -> Iterator[tuple[str, str]]:
    """By what a reading is looked up, each together with what it measures."""
    for dimension in context.dimensions:
        for topic, weight in context.topics.items():
            if weight > 0.15:
                yield dimension, f"topic {topic}"
        if context.noun:
            yield dimension, f"noun {context.noun}"
        for name in sorted(context.names, key=lambda n: -context.names[n])[:3]:
            yield dimension, f"name {name}"
        for term in sorted(context.terms, key=lambda t: -context.terms[t])[:4]:
            yield dimension, f"term {term}"
        low = context.values[0].interval.low
        if low is not None:
            yield dimension, f"value {low:.2E}"


def agglomerate(clusters: Sequence[Cluster], judge: Judge) -> list[Cluster]:
    """Merge clusters while any pair has a positive margin. Existing ones are kept as objects and extended."""
    alive = dict(enumerate(clusters))
    ties: dict[int, dict[int, _Tie]] = {i: {} for i in alive}
    for i, j in combinations(alive, 2):
        tie = _tie(alive[i], alive[j], judge)
        if tie is not None:
            ties[i][j] = ties[j][i] = tie
    _merge_while(alive, ties, _Tie.margin)
    _join_counterparts(alive, ties)
    return list(alive.values())


def _merge_while(alive: dict[int, Cluster], ties: dict[int, dict[int, _Tie]], margin: Callable[[_Tie], float]) -> None:
    """Merge the pair with the best margin until none is positive."""
    heap = [(-margin(tie), i, j) for i in ties for j, tie in ties[i].items() if i < j and margin(tie) > 0]
    heapify(heap)
    while heap:
        negative, i, j = heappop(heap)
        tie = ties.get(i, {}).get(j)
        if tie is None or -margin(tie) != negative:
            continue
        _merge(alive, ties, i, j)
        for k, joined in ties[i].items():
            if margin(joined) > 0:
                heappush(heap, (-margin(joined), min(i, k), max(i, k)))


def _join_counterparts(alive: dict[int, Cluster], ties: dict[int, dict[int, _Tie]]) -> None:
    """Join clusters of different articles where each is by far the best that the other has."""
    while True:
        best = {i: found for i in alive if (found := _clear_best(i, alive, ties)) is not None}
        mutual = [(score, i, j) for i, (score, j) in best.items() if i < j and j in best and best[j][1] == i]
        if not mutual:
            return
        _, i, j = max(mutual, key=lambda m: (m[0], -m[1]))
        _merge(alive, ties, i, j)


def _clear_best(i: int, alive: dict[int, Cluster], ties: dict[int, dict[int, _Tie]]) -> tuple[float, int] | None:
    """The cluster with the best average score for i, if it is good enough and well before the second."""
    ranked = sorted(((tie.average(), -j) for j, tie in ties[i].items()), reverse=True)[:2]
    if not ranked or ranked[0][0] < COUNTERPART or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < LEAD):
        return None
    score, j = ranked[0][0], -ranked[0][1]
    if ties[i][j].grounds * 2 < ties[i][j].pairs:
        return None
    apart = {c.member[0] for c in alive[i].members}.isdisjoint(c.member[0] for c in alive[j].members)
    return (score, j) if apart else None


def _tie(a: Cluster, b: Cluster, judge: Judge) -> _Tie | None:
    """What joins two clusters, or None where nothing can be compared."""
    tie = _Tie(barred=a.claim is not None and b.claim is not None)
    if tie.barred:
        return tie
    for x in a.sample():
        for y in b.sample():
            if judge.comparable(x, y):
                evidence = judge.weigh(x, y)
                apart = evidence.closeness.relation == "apart"
                barred = apart and "same_sentence" in evidence.features
                tie += _Tie(evidence.score, 1, apart, barred, int(has_grounds(evidence.features)))
    return tie if tie.pairs else None


def has_grounds(features: Mapping[str, float]) -> bool:
    """Whether the words around two figures, and not their values alone, speak for one question."""
    if "noun_other" in features:
        return False
    shared = max(features.get("noun_same", 0.0), *(features.get(f"unit_same_{kind}", 0.0) for kind in _RARE_UNITS))
    return shared > 0 or features.get("topic", 0.0) > 0.25 or features["terms"] + features["terms_sentence"] > 0.25


_RARE_UNITS = ("money", "measure", "duration")


def _merge(alive: dict[int, Cluster], ties: dict[int, dict[int, _Tie]], i: int, j: int) -> None:
    """Put cluster j into i, or the other way round when j is the older one; ties add up."""
    first, second = alive[i], alive.pop(j)
    if first.claim is None and second.claim is not None:
        first, second = second, first
    first.members.extend(second.members)
    alive[i] = first
    del ties[i][j]
    for k, tie in ties.pop(j).items():
        if k == i:
            continue
        joined = ties[i][k] + tie if k in ties[i] else tie
        ties[i][k] = ties[k][i] = joined
        del ties[k][j]
