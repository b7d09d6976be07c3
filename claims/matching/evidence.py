"""Whether two figures answer one question: the score that the features of a pair make, by their weights.

The score is the logarithm of the odds; weights were fitted on annotated stories (docs/matching.md). Many pairs are
weighed at once.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import exp

import numpy as np

from claims.matching.columns import Flags, Floats, Rows
from claims.matching.context import Context
from claims.matching.features import Pairs, features
from claims.matching.lexicon import Lexicon
from claims.matching.table import Table, are_comparable


@cache
def weights() -> Mapping[str, float]:
    """The weight of each feature, as fitted."""
    table = tomllib.loads((resources.files("claims.matching") / "weights.toml").read_text("utf-8"))
    return {name: float(weight) for name, weight in table.items()}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for and against one claim, of each pair; `score` is the logarithm of the odds."""

    pairs: Pairs
    score: Floats
    features: Mapping[str, Floats]

    def of(self, number: int) -> dict[str, float]:
        """The features of one pair that say something."""
        return {name: float(column[number]) for name, column in self.features.items() if column[number]}

    def relation(self, number: int) -> str:
        """How the values of one pair lie to each other: same, fits or apart."""
        near = self.pairs.near
        return "same" if near.same[number] else "fits" if near.fits[number] else "apart"


def strength(score: float) -> float:
    """The probability that a score stands for.

    >>> strength(0.0)
    0.5
    """
    return 1 / (1 + exp(-max(min(score, 30.0), -30.0)))


class Judge:
    """Scores pairs of readings of one dossier. The table holds the rows that were asked for so far."""

    def __init__(
        self, lexicon: Lexicon, contexts: Iterable[Context] = (), weights_: Mapping[str, float] | None = None
    ) -> None:
        self.lexicon, self.table = lexicon, Table(contexts, lexicon)
        self.weights = weights() if weights_ is None else weights_

    def comparable(self, a: Rows, b: Rows) -> Flags:
        """Which pairs could answer one question at all."""
        found: Flags = self.table.measured.compare(a, b, are_comparable) == 1
        return found

    def rows(self, contexts: Iterable[Context]) -> Rows:
        """The rows of some readings; those that have none yet get one, which lays the table anew."""
        asked = list(contexts)
        new = {c.member: c for c in asked if c.member not in self.table.row}
        if new:
            self.table = Table([*self.table.contexts, *new.values()], self.lexicon)
        return np.array([self.table.row[context.member] for context in asked], np.intp)

    def weigh(self, a: Rows, b: Rows) -> Evidence:
        """The evidence for each pair of rows; some thousand at a time are best, so that the columns stay small."""
        pairs = Pairs(self.table, a, b)
        columns = features(pairs, self.lexicon)
        score = np.zeros(len(a))
        for name, column in columns.items():
            score += self.weights.get(name, 0.0) * column
        return Evidence(pairs, score, columns)
