"""What joins clusters of readings: the scores of their pairs, and what forbids them to meet."""

from collections.abc import Sequence

import numpy as np

from claims.matching.columns import Flags, Floats, Rows
from claims.matching.evidence import Evidence, Judge
from claims.matching.features import Pairs, has_words
from claims.matching.table import Table

_TOGETHER = 8_192  # pairs weighed at once
_LAID = 65_536  # and kept until their ties are laid
_HOPELESS = -4.0  # the score of a pair that is not weighed
_FAR_APART = 1.0  # where no word is common
_FARTHEST, _DEEPEST = 3.0, 1.0
_LESS_THEN = 0.5  # how surely an age is that of another moment
_RARE_UNITS = ("money", "measure", "duration")

_SUMS = 11

# What is summed over the pairs of two clusters:
(
    TOTAL,  # their scores
    PLAIN,  # the same, before rivals for a place count
    PAIRS,  # how many they are
    RIVALS,  # that exclude each other
    BARRED,  # that may not meet
    GROUNDS,  # whose words speak for one question
    MAINS,  # that are of two dates which their articles report
    MAINS_TOTAL,  # and the scores of these
    UNTOLD,  # of dates or ages
    COMMON,  # of a kind that stands near another by chance
    UNLIKE,  # that count things which are not known to be alike
) = range(_SUMS)


class Ties:
    """What joins each two of some clusters: `sums` by cluster, cluster and what is summed over their pairs.

    `least`: how near their nearest pair is by value, and by its place in the articles.
    """

    def __init__(self, size: int) -> None:
        self.sums: Floats = np.zeros((size, size, _SUMS))
        self.least: Floats = np.empty((size, size, 2))
        self.least[:] = _FARTHEST, _DEEPEST

    def add(self, i: Rows, j: Rows, judge: Judge, a: Rows, b: Rows) -> None:
        """Add pairs of readings `a` and `b` that stand in the clusters `i` and `j`, i before j."""
        for start in range(0, len(a), _LAID):
            some = slice(start, start + _LAID)
            self._add(i[some] * len(self.sums) + j[some], _Weighed(judge, a[some], b[some]))

    def _add(self, place: Rows, weighed: "_Weighed") -> None:
        ties, tie = np.unique(place, return_inverse=True)
        least = np.full((len(ties), 2), np.inf)
        np.minimum.at(least, tie, weighed.least)
        i, j = ties // len(self.sums), ties % len(self.sums)
        for n, column in enumerate(weighed.sums):
            self.sums[i, j, n] += np.bincount(tie, column, minlength=len(ties))
        self.sums[j, i] = self.sums[i, j]
        self.least[i, j] = self.least[j, i] = np.minimum(self.least[i, j], least)

    def merge(self, i: int, j: int, old: int) -> None:
        """Let i have what joins j; the `old` first clusters are never joined with one another."""
        self.sums[i] += self.sums[j]
        self.sums[i, i, PAIRS] = self.sums[i, j, PAIRS] = 0
        if i < old:
            self.sums[i, :old, PAIRS] = 0
        self.sums[:, i] = self.sums[i]
        self.sums[j, :, PAIRS] = self.sums[:, j, PAIRS] = 0
        np.minimum(self.least[i], self.least[j], out=self.least[i])
        self.least[:, i] = self.least[i]

    def keep(self, clusters: Sequence[int]) -> None:
        """Leave out all clusters but these, which are numbered anew."""
        chosen = np.ix_(clusters, clusters)
        self.sums, self.least = self.sums[chosen], self.least[chosen]

    def averages(self, of: int = TOTAL, rows: int | slice = slice(None)) -> Floats:
        """The average scores of the pairs; minus infinity where there is none, or one is barred."""
        sums = self.sums[rows]
        pairs = sums[..., PAIRS]
        found = np.full(pairs.shape, -np.inf)
        np.divide(sums[..., of], pairs, out=found, where=(pairs > 0) & (sums[..., BARRED] == 0))
        return found


class _Weighed:
    """Pairs of readings, weighed: what they add to the ties of their clusters."""

    def __init__(self, judge: Judge, a: Rows, b: Rows) -> None:
        self.sums: Floats = np.zeros((_SUMS, len(a)))
        self.sums[[TOTAL, PLAIN]], self.sums[[PAIRS, RIVALS]] = _HOPELESS, 1
        self.least: Floats = np.empty((len(a), 2))
        self.least[:] = _FARTHEST, _DEEPEST
        hopeful = np.flatnonzero(~hopeless(judge.table, a, b))
        for start in range(0, len(hopeful), _TOGETHER):
            found = hopeful[start : start + _TOGETHER]
            self._take(found, judge.weigh(a[found], b[found]))

    def _take(self, found: Rows, evidence: Evidence) -> None:
        pairs, table = evidence.pairs, evidence.pairs.table
        mains = pairs.both(table.main)
        self.sums[TOTAL, found] = self.sums[PLAIN, found] = evidence.score
        self.sums[RIVALS, found] = pairs.near.apart
        self.sums[BARRED, found] = barred(evidence)
        self.sums[GROUNDS, found] = has_grounds(evidence)
        self.sums[MAINS, found], self.sums[MAINS_TOTAL, found] = mains, mains * evidence.score
        self.sums[UNTOLD, found] = pairs.is_kind("date", "age")
        self.sums[COMMON, found] = pairs.either(table.common)
        self.sums[UNLIKE, found] = evidence.features["noun_unknown"] > 0
        self.least[found, 0] = pairs.near.gap
        self.least[found, 1] = np.abs(table.depth[pairs.a] - table.depth[pairs.b])


def hopeless(table: Table, a: Rows, b: Rows) -> Flags:
    """Which pairs have no word in common and lie so far apart that to weigh them is a waste."""
    found = (np.abs(table.position[a] - table.position[b]) > _FAR_APART) & ~(table.main[a] & table.main[b])
    far = np.flatnonzero(found)
    found[far] = table.marks.products(a[far], b[far]) == 0
    return found


def barred(evidence: Evidence) -> Flags:
    """Which pairs may never meet.

    The date of a page and any other, rivals of one sentence, small counts of different things, ages of different people
    or at different moments, multiples of different things.
    """
    pairs, table, near = evidence.pairs, evidence.pairs.table, evidence.pairs.near
    then = pairs.either(table.topics.age_then > _LESS_THEN)
    multiples = pairs.is_kind("ratio") & ~has_words(evidence.features)
    found: Flags = (
        (pairs.one_sentence & ~near.same & ~table.said.same(pairs.a, pairs.b))
        | (near.apart & ((then & (near.gap > 1)) | multiples))
        | (table.dateline[pairs.a] ^ table.dateline[pairs.b])
        | _of_two_persons(pairs)
        | ((evidence.features["noun_other"] > 0) & (near.digits == 0))
    )
    return found


def _of_two_persons(pairs: Pairs) -> Flags:
    person = pairs.table.person
    found = pairs.both(person.where(bool))
    named = np.flatnonzero(found)
    found[named] = person.compare(pairs.a[named], pairs.b[named], frozenset.isdisjoint)
    return found


def has_grounds(evidence: Evidence) -> Flags:
    """In which pairs the words around two figures, and not their values alone, speak for one question."""
    shown = evidence.features
    shared = sum((shown[f"unit_same_{kind}"] for kind in _RARE_UNITS), shown["noun_same"] + shown["both_main"])
    telling = (shown["topic_telling"] > 0.25) | (shown["terms"] + shown["terms_sentence"] > 0.25)
    found: Flags = (shown["noun_other"] == 0) & ((shared > 0) | telling)
    return found
