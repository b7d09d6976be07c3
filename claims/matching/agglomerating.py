"""Clusters merged pair by pair, best first, by what joins them."""

from collections.abc import Callable, Sequence
from heapq import heapify, heappop, heappush

import numpy as np

from claims.matching.clusters import Cluster
from claims.matching.columns import Flags, Floats, Rows
from claims.matching.rivals import among_rivals, best_rival
from claims.matching.ties import (
    BARRED,
    COMMON,
    GROUNDS,
    MAINS,
    MAINS_TOTAL,
    PAIRS,
    RIVALS,
    TOTAL,
    UNLIKE,
    UNTOLD,
    Ties,
)

# Average scores from which clusters are merged:
JOIN = 0.2  # those that agree
JOIN_RIVALS = 0.5  # those that contradict each other
COUNTERPART = -2.7  # those of different articles, when each is the other's clear best
COUNTERPART_COMMON = -0.7  # if they are shares, ranks, lengths of time or small counts, which lie near by chance
MAIN_DATES = -2.6  # the dates of what the articles report, since they report one story
SAME_PLACE = -3.5  # and of those whose words are silent, but which stand alike in their articles
LEAD = 0.6  # how far the best must stand before the second
NEAR_VALUE, NEAR_PLACE = 0.35, 0.25  # the logarithm of a ratio; the share of an article
AHEAD, FAR = 0.3, 3.4  # what a better counterpart than any other is worth, as far as it lies ahead
Fits = Callable[[Ties, Rows, Rows], Flags]


class Agglomeration:
    """Clusters with what ties each to each; the first `old` of them stood before."""

    def __init__(self, clusters: Sequence[Cluster], old: int, ties: Ties) -> None:
        self.clusters = list(clusters)
        self.old, self.ties = old, ties
        self.common = _common_articles(self.clusters)
        self._gone: set[int] = set()

    def weigh_against_others(self) -> None:
        """Let each tie between articles gain or lose by what else either side could meet in the other's articles.

        One question has one answer in most articles: a figure that has a better counterpart there than this one
        hardly answers this one too, unless both say the same.
        """
        sums, scores = self.ties.sums, self.ties.averages()
        tied = sums[..., PAIRS] > 0
        chosen = tied & (sums[..., BARRED] == 0) & ~self.common
        others = self.common & ~(scores >= 0)
        np.fill_diagonal(others, val=False)
        ahead = np.clip(scores[chosen] - best_rival(scores, tied, others)[chosen], 0, FAR)
        sums[chosen, TOTAL] = sums[chosen, PAIRS] * (among_rivals(scores, chosen, others, self.old) + AHEAD * ahead)

    def merge_while_positive(self) -> None:
        """Merge the pair with the best margin until none is positive."""
        margins = self._margins()
        first, second = np.nonzero(np.triu(margins) > 0)
        heap = list(zip((-margins[first, second]).tolist(), first.tolist(), second.tolist(), strict=True))
        heapify(heap)
        while heap:
            negative, i, j = heappop(heap)
            if margins[i, j] != -negative:
                continue
            self._merge(i, j)
            margins[j] = margins[:, j] = -np.inf
            margins[i] = margins[:, i] = mine = self._margins(i)
            for k in np.flatnonzero(mine > 0).tolist():
                heappush(heap, (-float(mine[k]), min(i, k), max(i, k)))
        self._forget_gone()

    def _margins(self, rows: int | slice = slice(None)) -> Floats:
        """How far the averages lie above what is needed."""
        rivals = self.ties.sums[rows][..., RIVALS] > 0
        margins: Floats = self.ties.averages(rows=rows) - np.where(rivals, JOIN_RIVALS, JOIN)
        return margins

    def join_main_dates(self) -> None:
        """Join clusters of different articles that mostly hold the dates of what these report, best first."""
        while True:
            sums = self.ties.sums
            pairs, mains = sums[..., PAIRS], sums[..., MAINS]
            fit = (pairs > 0) & (sums[..., BARRED] == 0) & (mains > 0) & (mains * 2 >= pairs)
            average = np.full(fit.shape, -np.inf)
            np.divide(sums[..., MAINS_TOTAL], mains, out=average, where=np.triu(fit & ~self.common))
            i, j = divmod(int(average.argmax()), len(average))
            if average[i, j] <= MAIN_DATES:
                return
            self._merge(i, j)

    def join_counterparts(self, of: int, least: float, fits: Fits) -> None:
        """Join clusters of different articles where each is clearly the best that the other has.

        Such a pair has the best score of either, which is good enough, fits, and is well before the second.
        """
        everyone = np.arange(len(self.clusters))
        scores = self.ties.averages(of)
        while len(everyone) > 1:
            best = scores.argmax(axis=1)
            top = scores[everyone, best]
            scores[everyone, best] = -np.inf
            clear = (top >= least) & (scores.max(axis=1) <= top - LEAD)
            scores[everyone, best] = top
            clear &= fits(self.ties, everyone, best) & ~self.common[everyone, best]
            mutual = clear & clear[best] & (best[best] == everyone)
            if not mutual.any():
                break
            i = int(np.where(mutual, top, -np.inf).argmax())
            j = int(best[i])
            self._merge(i, j)
            scores[j] = scores[:, j] = -np.inf
            scores[i] = scores[:, i] = self.ties.averages(of, i)
        self._forget_gone()

    def _merge(self, i: int, j: int) -> None:
        """Put cluster j into i, which came before it."""
        self.clusters[i].take(self.clusters[j])
        self.ties.merge(i, j, self.old)
        self.common[i] |= self.common[j]
        self.common[:, i] = self.common[i]
        self._gone.add(j)

    def _forget_gone(self) -> None:
        left = [n for n in range(len(self.clusters)) if n not in self._gone]
        self.clusters = [self.clusters[n] for n in left]
        self.ties.keep(left)
        self.common = self.common[np.ix_(left, left)]
        self._gone.clear()


def _common_articles(clusters: Sequence[Cluster]) -> Flags:
    """Which clusters have an article in common."""
    size = -(-max(c.articles.bit_length() for c in clusters) // 64) * 8
    held = np.frombuffer(b"".join(c.articles.to_bytes(size, "little") for c in clusters), np.uint64)
    found = np.zeros((len(clusters), len(clusters)), np.bool_)
    for word in held.reshape(len(clusters), -1).T:
        found |= word[:, None] & word > 0
    return found


def speak(ties: Ties, i: Rows, j: Rows) -> Flags:
    """Whether at least half the pairs have words that speak for one question, and scores that do for their kind."""
    sums = ties.sums[i, j].T
    least = np.where(sums[COMMON] > 0, COUNTERPART_COMMON, COUNTERPART)
    found: Flags = (sums[GROUNDS] * 2 >= sums[PAIRS]) & (sums[TOTAL] >= least * sums[PAIRS])
    return found


def stand_alike(ties: Ties, i: Rows, j: Rows) -> Flags:
    """Whether two numbers lie near in value and stand at about the same place in their articles.

    Two articles tell one story in much the same order, in words of their own: "put aside", "booked a provision".
    Numbers that lie close together by chance do not meet like that.
    """
    sums = ties.sums[i, j].T
    numbers = (sums[COMMON] == 0) & (sums[UNLIKE] == 0) & (sums[UNTOLD] == 0)
    found: Flags = numbers & (ties.least[i, j] <= (NEAR_VALUE, NEAR_PLACE)).all(axis=1)
    return found
