"""Constrained agglomerative clustering of readings, article by article batch.

Clusters are merged while the average score of their pairs (logarithm of odds) lies above a threshold, best margin
first. Clusters whose figures contradict each other need more evidence: a false dispute costs an editor more than a
claim that stands apart. Two existing claims are never merged, nor are rival figures of one sentence.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush, nlargest
from itertools import chain, combinations, product

from claims.matching.batches import batches
from claims.matching.context import Context
from claims.matching.evidence import Judge
from claims.matching.ties import Tie, tie

# Average scores from which clusters are merged:
JOIN = 0.2  # those that agree
JOIN_RIVALS = 0.25  # those that contradict each other
COUNTERPART = -2.7  # those of different articles, when each is the other's clear best
COUNTERPART_COMMON = -0.45  # if they are shares, ranks, lengths of time or small counts, which lie near by chance
MAIN_DATES = -2.6  # the dates of what the articles report, since they report one story
SAME_PLACE = -3.5  # and of those whose words are silent, but which stand alike in their articles
LEAD = 0.4  # how far the best must stand before the second
NEAR_VALUE, NEAR_PLACE = 0.35, 0.25  # the logarithm of a ratio; the share of an article
AHEAD, BEHIND, FAR = 0.3, 0.8, 3.4  # what a better counterpart than any other is worth, and a worse one costs
NO_RIVAL = -3.5
SAMPLE = 3  # members that stand for a cluster when later articles are compared with it
CANDIDATES = 5  # clusters of earlier articles with which a reading is compared
Score = Callable[[Tie], float]


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
        taken = {m.member for m in chosen}
        rest = (m for m in self.members if m.member not in taken)
        return chosen + [m for m, _ in zip(rest, range(SAMPLE - len(chosen)), strict=False)]


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
    for batch in batches([article for article in fresh if article], later=bool(index.clusters)):
        index.absorb(batch)
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
        for mark in sorted({mark for member in members for mark in _places(member)}):
            entries = self._by_mark.setdefault(mark, [])
            if cluster not in entries:
                entries.append(cluster)

    def absorb(self, readings: Sequence[Context]) -> None:
        """Cluster new readings among themselves and with the clusters that they may belong to."""
        fresh = [Cluster([reading]) for reading in readings]
        candidates = {id(cluster): self._candidates(cluster.members[0]) for cluster in fresh}
        old = list({id(c): c for found in candidates.values() for c in found}.values())
        before = {id(cluster): len(cluster.members) for cluster in old}
        for cluster in agglomerate(fresh, self.judge, candidates):
            if id(cluster) in before:
                self._mark(cluster, cluster.members[before[id(cluster)] :])
            else:
                self.add(cluster)

    def _candidates(self, reading: Context) -> list[Cluster]:
        """The clusters with most marks in common."""
        hits: dict[int, tuple[float, Cluster]] = {}
        for mark in sorted(_places(reading)):
            for cluster in self._by_mark.get(mark, ()):
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
    """Merge clusters while any pair has a positive margin, then join clear counterparts.

    `candidates`: by the id() of a fresh cluster, the older ones that it may join; these are extended in place, and
    never merged with one another.
    """
    candidates = candidates or {}
    old = list({id(c): c for found in candidates.values() for c in found}.values())
    work = _Agglomeration([*old, *fresh], len(old))
    number = {id(cluster): i for i, cluster in work.alive.items()}
    samples = {i: cluster.sample() for i, cluster in work.alive.items()}
    pairs = [(number[id(c)], number[key]) for key, found in candidates.items() for c in found]
    for i, j in chain(pairs, _comparable_pairs({i: samples[i] for i in range(len(old), len(samples))})):
        work.add(i, j, tie(samples[i], samples[j], judge))
    work.weigh_against_others()
    work.merge_while_positive()
    work.join_main_dates()
    work.join_counterparts(Tie.average, COUNTERPART, _speaks)
    work.join_counterparts(Tie.plain_average, SAME_PLACE, _stands_alike)
    return list(work.alive.values())


def _margin(tie: Tie) -> float:
    """How far the average lies above what is needed."""
    return tie.average() - (JOIN_RIVALS if tie.rivals else JOIN)


def _speaks(tie: Tie) -> bool:
    """Whether at least half the pairs have words that speak for one question, and scores that do for their kind."""
    least = COUNTERPART_COMMON if tie.common else COUNTERPART
    return tie.grounds * 2 >= tie.pairs and tie.average() >= least


def _stands_alike(tie: Tie) -> bool:
    """Whether two numbers lie near in value and stand at about the same place in their articles.

    Two articles tell one story in much the same order, in words of their own: "put aside", "booked a provision".
    Numbers that lie close together by chance do not meet like that.
    """
    if tie.common or tie.unlike:
        return False
    return tie.numbers and tie.gap <= NEAR_VALUE and tie.depth <= NEAR_PLACE


class _Agglomeration:
    """Clusters by number, with what ties each to each; the first `old` of them stood before."""

    def __init__(self, clusters: Sequence[Cluster], old: int) -> None:
        self.alive = dict(enumerate(clusters))
        self.old = old
        self.ties: dict[int, dict[int, Tie]] = {i: {} for i in self.alive}

    def add(self, i: int, j: int, found: Tie) -> None:
        if found.pairs:
            self.ties[i][j] = self.ties[j][i] = found

    def weigh_against_others(self) -> None:
        """Let each tie between articles gain or lose by what else either side could meet in the other's articles.

        One question has one answer in most articles: a figure that has a better counterpart there than this one
        hardly answers this one too, unless both say the same.
        """
        articles = {i: {c.member[0] for c in cluster.members} for i, cluster in self.alive.items()}
        scores = {i: {j: t.average() for j, t in found.items()} for i, found in self.ties.items()}
        ranked = {i: sorted(found.items(), key=lambda item: -item[1]) for i, found in scores.items()}
        for i, found in self.ties.items():
            for j, bond in found.items():
                if i < j and not bond.barred and articles[i].isdisjoint(articles[j]):
                    best = max(_rival(i, j, ranked, scores, articles), _rival(j, i, ranked, scores, articles))
                    margin = scores[i][j] - best
                    bond.total += bond.pairs * (
                        AHEAD * min(max(margin, 0.0), FAR) + BEHIND * max(min(margin, 0.0), -FAR)
                    )

    def merge_while_positive(self) -> None:
        """Merge the pair with the best margin until none is positive."""
        heap = [(-_margin(t), i, j) for i in self.ties for j, t in self.ties[i].items() if i < j and _margin(t) > 0]
        heapify(heap)
        while heap:
            negative, i, j = heappop(heap)
            tie = self.ties.get(i, {}).get(j)
            if tie is None or -_margin(tie) != negative:
                continue
            self._merge(i, j)
            for k, joined in self.ties[i].items():
                if _margin(joined) > 0:
                    heappush(heap, (-_margin(joined), min(i, k), max(i, k)))

    def join_main_dates(self) -> None:
        """Join clusters of different articles that mostly hold the dates of what these report, best first."""
        while True:
            ties = [(t, i, j) for i in self.ties for j, t in self.ties[i].items() if i < j and t.mains * 2 >= t.pairs]
            fit = [
                (t.mains_total / t.mains, i, j)
                for t, i, j in ties
                if not t.barred and t.mains and t.mains_total / t.mains > MAIN_DATES and self._disjoint(i, j)
            ]
            if not fit:
                return
            _, i, j = max(fit, key=lambda found: (found[0], -found[1], -found[2]))
            self._merge(i, j)

    def _disjoint(self, i: int, j: int) -> bool:
        """Whether two clusters have no article in common."""
        return {c.member[0] for c in self.alive[i].members}.isdisjoint(c.member[0] for c in self.alive[j].members)

    def join_counterparts(self, score: Score, least: float, fits: Callable[[Tie], bool]) -> None:
        """Join clusters of different articles where each is clearly the best that the other has."""
        while True:
            best = {i: found for i in self.alive if (found := self._clear_best(i, score, least, fits)) is not None}
            mutual = [(score, i, j) for i, (score, j) in best.items() if i < j and j in best and best[j][1] == i]
            if not mutual:
                return
            _, i, j = max(mutual, key=lambda m: (m[0], -m[1]))
            self._merge(i, j)

    def _clear_best(self, i: int, score: Score, least: float, fits: Callable[[Tie], bool]) -> tuple[float, int] | None:
        """The cluster with the best score for i, if it is good enough, fits, and is well before the second."""
        ranked = nlargest(2, ((score(tie), -j) for j, tie in self.ties[i].items()))
        if not ranked or ranked[0][0] < least or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < LEAD):
            return None
        best, j = ranked[0][0], -ranked[0][1]
        return (best, j) if fits(self.ties[i][j]) and self._disjoint(i, j) else None

    def _merge(self, i: int, j: int) -> None:
        """Put cluster j into i, which came before it; ties add up."""
        self.alive[i].members.extend(self.alive.pop(j).members)
        del self.ties[i][j]
        for k, other in self.ties.pop(j).items():
            if k == i:
                continue
            del self.ties[k][j]
            if i >= self.old or k >= self.old:
                self.ties[i][k] = self.ties[k][i] = self.ties[i][k] + other if k in self.ties[i] else other


def _rival(
    i: int,
    j: int,
    ranked: Mapping[int, Sequence[tuple[int, float]]],
    scores: Mapping[int, Mapping[int, float]],
    articles: Mapping[int, set[str]],
) -> float:
    """The best score of i with another cluster of j's articles that is not likely the same as j."""
    for k, score in ranked[i]:
        if k != j and not articles[k].isdisjoint(articles[j]) and scores[j].get(k, NO_RIVAL) < 0:
            return score
    return NO_RIVAL


def _comparable_pairs(samples: Mapping[int, Sequence[Context]]) -> set[tuple[int, int]]:
    """The clusters that share a dimension."""
    by_dimension: dict[str, list[int]] = {}
    for i, members in samples.items():
        for dimension in {d for member in members for d in member.dimensions}:
            by_dimension.setdefault(dimension, []).append(i)
    return {pair for found in by_dimension.values() for pair in combinations(found, 2)}
