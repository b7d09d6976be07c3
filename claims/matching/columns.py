"""Readings as columns of numbers, so that many pairs of them are compared at once.

A pair is two row numbers; `a` and `b` are always the rows of the first and of the second reading of some pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from claims.figures.interval import Interval
from claims.matching.measures import middle

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Rows = NDArray[np.intp]
Value = TypeVar("Value", bound=Hashable)


class Coded(Generic[Value]):
    """A value of each reading as a number, equal ones as the same."""

    def __init__(self, values: Sequence[Value]) -> None:
        known: dict[Value, int] = {}
        self.numbers: Rows = np.array([known.setdefault(value, len(known)) for value in values], np.intp)
        self.values = list(known)

    def where(self, holds: Callable[[Value], object]) -> Flags:
        """For each reading whether something holds of its value."""
        return np.array([bool(holds(value)) for value in self.values], np.bool_)[self.numbers]

    def equals(self, wanted: Value) -> Flags:
        """Which readings have this value."""
        return self.where(lambda value: value == wanted)

    def same(self, a: Rows, b: Rows) -> Flags:
        found: Flags = self.numbers[a] == self.numbers[b]
        return found

    def compare(self, a: Rows, b: Rows, answer: Callable[[Value, Value], int]) -> Rows:
        """What `answer` says of each pair; it is asked once for each two values that meet."""
        size = max(len(self.values), 1)
        met, which = np.unique(self.numbers[a] * size + self.numbers[b], return_inverse=True)
        found = [answer(self.values[n // size], self.values[n % size]) for n in met.tolist()]
        return np.array(found, np.intp)[which]


class Weighted:
    """A set of weighted words of each reading; `known` numbers the words, to be shared by what is to be compared."""

    def __init__(self, sets: Sequence[Mapping[Any, float]], known: dict[Any, int] | None = None) -> None:
        known = {} if known is None else known
        self.lengths: Rows = np.array([len(words) for words in sets], np.intp)
        self.starts: Rows = np.cumsum(self.lengths) - self.lengths
        self._words: Rows = np.array([known.setdefault(w, len(known)) for words in sets for w in words], np.intp)
        self._weights: Floats = np.array([weight for words in sets for weight in words.values()], np.float64)
        self._known = known

    def products(self, a: Rows, b: Rows, other: Weighted | None = None) -> Floats:
        """The scalar product of each pair of sets, the second from `other` if given, which must share its words."""
        theirs = other or self
        rows, row = np.unique(a, return_inverse=True)
        table, column = self._table(rows)
        pair, entry = spread(theirs.starts[b], theirs.lengths[b])
        found = table[row[pair], column[theirs._words[entry]]]
        found *= theirs._weights[entry]
        products: Floats = np.bincount(pair, found, minlength=len(a)).astype(np.float64)
        return products

    def _table(self, rows: Rows) -> tuple[Floats, Rows]:
        """Some sets, a row each and a column a word that any has, the last one empty; and the column of each word."""
        at, entry = spread(self.starts[rows], self.lengths[rows])
        words = self._words[entry]
        column: Rows = np.full(len(self._known), -1, np.intp)
        column[words] = 0
        had = np.flatnonzero(column == 0)
        column[had] = np.arange(len(had))
        table: Floats = np.zeros((len(rows), len(had) + 1))
        table[at, column[words]] = self._weights[entry]
        return table, column


class Spans:
    """Some intervals of each reading, with what each measures; without a bound they are infinite."""

    def __init__(self, sets: Sequence[Sequence[tuple[str, Interval]]]) -> None:
        spans = [span for one in sets for _, span in one]
        self.lengths: Rows = np.array([len(one) for one in sets], np.intp)
        self.starts: Rows = np.cumsum(self.lengths) - self.lengths
        self.what = Coded([name for one in sets for name, _ in one])
        self.low: Floats = np.array([-np.inf if s.low is None else float(s.low) for s in spans])
        self.high: Floats = np.array([np.inf if s.high is None else float(s.high) for s in spans])
        self.low_open: Flags = np.array([s.low_open for s in spans], np.bool_)
        self.high_open: Flags = np.array([s.high_open for s in spans], np.bool_)
        self.middle: Floats = np.array([np.nan if (m := middle(s)) is None else float(m) for s in spans])

    def crossed(self, a: Rows, b: Rows) -> tuple[Rows, Rows, Rows]:
        """Every interval of one with every one of the other that measures the same: number of the pair, and both."""
        width = self.lengths[b]
        pair, at = spread(np.zeros_like(a), self.lengths[a] * width)
        x, y = self.starts[a][pair] + at // width[pair], self.starts[b][pair] + at % width[pair]
        alike = self.what.same(x, y)
        return pair[alike], x[alike], y[alike]

    def meet(self, x: Rows, y: Rows) -> Flags:
        """Whether some value lies in both intervals."""
        return self._reach(x, y) & self._reach(y, x)

    def equal(self, x: Rows, y: Rows) -> Flags:
        ends = (self.low, self.high, self.low_open, self.high_open)
        found: Flags = np.logical_and.reduce([end[x] == end[y] for end in ends])
        return found

    def _reach(self, x: Rows, y: Rows) -> Flags:
        low, high = self.low[x], self.high[y]
        found: Flags = (low < high) | ((low == high) & ~self.low_open[x] & ~self.high_open[y])
        return found


def spread(starts: Rows, lengths: Rows) -> tuple[Rows, Rows]:
    """Runs of entries one after the other: of each entry the number of its run, and its place.

    >>> runs, places = spread(np.array([10, 20]), np.array([1, 2]))
    >>> runs.tolist(), places.tolist()
    ([0, 1, 1], [10, 20, 21])
    """
    ends = np.cumsum(lengths)
    run = np.repeat(np.arange(len(lengths)), lengths)
    return run, np.arange(len(run)) + (starts - ends + lengths)[run]
