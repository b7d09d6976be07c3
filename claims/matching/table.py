"""The readings of a dossier as a table: a row each, a column for each thing that a pair is judged by."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from claims.figures.reading import Reading
from claims.matching.columns import Coded, Flags, Floats, Rows, Spans, Weighted
from claims.matching.context import Context
from claims.matching.lexicon import Lexicon
from claims.matching.measures import is_tight, printed_digits
from claims.matching.shapes import Member

_PHASES = ("past", "future", "least")
_COMMON = frozenset({"percent", "ratio", "points", "ordinal", "duration", "measure"})
_SMALL = 13
_VAGUE = 0.6  # what sharing such a topic counts, against 1 for another
_NEAR = 0.6  # what two topics count that articles tell apart badly


class Table:
    """The columns of some contexts, named as there; `row` gives the number of each reading's row."""

    def __init__(self, contexts: Iterable[Context], lexicon: Lexicon) -> None:
        self.contexts = list(contexts)
        self.row: Mapping[Member, int] = {c.member: n for n, c in enumerate(self.contexts)}
        self._read(self.contexts)
        self._place(self.contexts)
        self._weigh_words(self.contexts)
        self.topics = Topics([c.topics for c in self.contexts], lexicon)

    def _read(self, contexts: Sequence[Context]) -> None:
        readings = [c.reading for c in contexts]
        self.kind = Coded([r.kind for r in readings])
        self.unit = Coded([r.unit for r in readings])
        self.said = Coded([r.said for r in readings])
        self.as_of = Coded([r.as_of for r in readings])
        self.common: Flags = np.array([is_common(r) for r in readings], np.bool_)
        self.digits: Rows = np.array([printed_digits(r) for r in readings], np.intp)
        self.measured = Coded([measured_as(c) for c in contexts])
        self.ways = Spans([c.measured for c in contexts])
        self.tight: Flags = np.array([is_tight(w, c.reading.kind) for c in contexts for _, w in c.measured], np.bool_)
        self.times = Spans([[("", time) for time in c.times] for c in contexts])
        self.noun = Coded([c.noun for c in contexts])
        self.share_of = Coded([c.share_of for c in contexts])
        self.person = Coded([c.person for c in contexts])
        self.horizon = Coded([c.horizon for c in contexts])
        self.grain = Coded([c.grain for c in contexts])
        self.phases: Mapping[str, Flags] = {
            name: np.array([name in c.phase for c in contexts], np.bool_) for name in _PHASES
        }

    def _place(self, contexts: Sequence[Context]) -> None:
        self.article = Coded([c.member[0] for c in contexts])
        self.sentence: Rows = np.array([c.sentence for c in contexts], np.intp)
        self.lead: Flags = np.array([c.lead for c in contexts], np.bool_)
        self.first: Flags = np.array([c.first for c in contexts], np.bool_)
        self.main: Flags = np.array([c.main for c in contexts], np.bool_)
        self.dateline: Flags = np.array([c.dateline for c in contexts], np.bool_)
        self.peers: Floats = np.array([c.peers for c in contexts], np.float64)
        self.position: Floats = np.array([c.position for c in contexts], np.float64)
        self.depth: Floats = np.array([c.depth for c in contexts], np.float64)
        self.published: Rows = np.array([c.published for c in contexts], np.intp)
        self.certainty: Floats = np.array([c.certainty for c in contexts], np.float64)

    def _weigh_words(self, contexts: Sequence[Context]) -> None:
        self.terms = Weighted([c.terms for c in contexts])
        self.sentence_terms = Weighted([c.sentence_terms for c in contexts])
        self.around = Weighted([c.around for c in contexts])
        self.names = Weighted([c.names for c in contexts])
        self.mates = Weighted([dict.fromkeys(c.mates, 1.0) for c in contexts])
        self.marks = Weighted([dict.fromkeys(c.marks, 1.0) for c in contexts])


def measured_as(context: Context) -> tuple[frozenset[str], bool]:
    """What a reading may measure, and whether it is an age, which compares with ages only."""
    return context.dimensions, context.reading.kind == "age"


def are_comparable(x: tuple[frozenset[str], bool], y: tuple[frozenset[str], bool]) -> bool:
    """Whether two readings could answer one question at all, by what they measure."""
    return x[1] == y[1] and not x[0].isdisjoint(y[0])


class Topics:
    """What readings are about, near topics counting in part."""

    def __init__(self, sets: Sequence[Mapping[str, float]], lexicon: Lexicon) -> None:
        known: dict[str, int] = {}
        self._own = Weighted(sets, known)
        self._near = Weighted([_near(topics, lexicon) for topics in sets], known)
        self._vague = Weighted([{n: w for n, w in t.items() if lexicon.topics[n].vague} for t in sets], known)
        everyone = np.arange(len(sets))
        self._alone = self._shared(everyone, everyone)[0]
        self.age_then: Floats = np.array([topics.get("age_then", 0.0) for topics in sets], np.float64)

    def products(self, a: Rows, b: Rows) -> tuple[Floats, Floats]:
        """How far each pair is about one thing, 0 to 1, with the vague topics and without them."""
        norm = np.sqrt(self._alone[a] * self._alone[b])
        norm[norm == 0] = np.inf
        alike, telling = self._shared(a, b)
        return np.minimum(alike / norm, 1.0), np.minimum(telling / norm, 1.0)

    def _shared(self, a: Rows, b: Rows) -> tuple[Floats, Floats]:
        telling = self._own.products(a, b, self._near)
        return telling + _VAGUE * self._own.products(a, b, self._vague), telling


def _near(topics: Mapping[str, float], lexicon: Lexicon) -> dict[str, float]:
    """Some topics that are not vague, with those near any."""
    found = {name: weight for name, weight in topics.items() if not lexicon.topics[name].vague}
    for name, weight in topics.items():
        for other in lexicon.near[name]:
            found[other] = found.get(other, 0.0) + weight * _NEAR
    return found


def is_common(reading: Reading) -> bool:
    """Whether a figure is of a kind whose values lie close together: shares, ranks, lengths of time, small counts."""
    low = reading.said.low
    return reading.kind in _COMMON or (reading.kind == "count" and low is not None and low < _SMALL)
