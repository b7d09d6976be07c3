"""What joins two clusters of readings: the scores of their pairs, and what forbids them to meet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claims.matching.context import Context
from claims.matching.evidence import Evidence, Judge, has_words

_HOPELESS = -4.0  # the score of a pair that is not weighed
_COMMON = frozenset({"percent", "ratio", "points", "ordinal", "duration", "measure"})
_SMALL = 13


@dataclass(slots=True)
class Tie:
    """What joins two clusters: the sum of the scores of their pairs, and whether they may meet."""

    total: float = 0.0
    pairs: int = 0
    rivals: bool = False
    barred: bool = False
    grounds: int = 0  # pairs whose words speak for one question
    mains: int = 0  # pairs of dates that each are of what their article reports
    mains_total: float = 0.0  # and the sum of their scores
    plain: float = 0.0  # the sum of the scores, before rivals for a place count
    gap: float = 3.0  # how far apart by value the nearest two are
    numbers: bool = True  # whether none is a date or an age
    common: bool = False  # whether any is of a kind that stands near another by chance
    unlike: bool = False  # whether any count things that are not known to be alike
    depth: float = 1.0  # and by their place in the articles

    def average(self) -> float:
        """The average score of the pairs."""
        return float("-inf") if self.barred or not self.pairs else self.total / self.pairs

    def plain_average(self) -> float:
        """The average before rivals for a place count."""
        return float("-inf") if self.barred or not self.pairs else self.plain / self.pairs

    def __add__(self, other: "Tie") -> "Tie":
        return Tie(
            self.total + other.total,
            self.pairs + other.pairs,
            self.rivals or other.rivals,
            self.barred or other.barred,
            self.grounds + other.grounds,
            self.mains + other.mains,
            self.mains_total + other.mains_total,
            self.plain + other.plain,
            min(self.gap, other.gap),
            self.numbers and other.numbers,
            self.common or other.common,
            self.unlike or other.unlike,
            min(self.depth, other.depth),
        )


def tie(first: Sequence[Context], second: Sequence[Context], judge: Judge) -> Tie:
    """What joins two clusters: the sum over all pairs of members that can be compared."""
    found = Tie()
    for x in first:
        for y in second:
            if not judge.comparable(x, y):
                continue
            if hopeless(x, y):
                found += Tie(_HOPELESS, 1, rivals=True, plain=_HOPELESS)
            else:
                evidence = judge.weigh(x, y)
                apart = evidence.closeness.relation == "apart"
                found.total += evidence.score
                found.plain += evidence.score
                found.gap = min(found.gap, evidence.closeness.gap)
                found.numbers &= x.reading.kind not in ("date", "age")
                found.common |= is_common(x) or is_common(y)
                found.unlike |= "noun_unknown" in evidence.features
                found.depth = min(found.depth, abs(x.depth - y.depth))
                found.pairs += 1
                found.rivals |= apart
                found.barred |= is_barred(x, y, evidence)
                found.grounds += has_grounds(evidence.features)
                if x.main and y.main:
                    found.mains += 1
                    found.mains_total += evidence.score
    return found


def is_common(context: Context) -> bool:
    """Whether a figure is of a kind whose values lie close together: shares, ranks, lengths of time, small counts."""
    low = context.reading.said.low
    return context.reading.kind in _COMMON or (context.reading.kind == "count" and low is not None and low < _SMALL)


def hopeless(a: Context, b: Context) -> bool:
    """Whether two readings have no word in common and lie so far apart that to weigh them is a waste."""
    return a.marks.isdisjoint(b.marks) and abs(a.position - b.position) > 1.0 and not (a.main and b.main)


def is_barred(a: Context, b: Context, evidence: Evidence) -> bool:
    """Whether a pair may never meet.

    The date of a page and any other, rivals of one sentence, small counts of different things, ages of different people
    or at different moments, multiples of different things.
    """
    relation = evidence.closeness.relation
    if "same_sentence" in evidence.features and relation != "same" and a.reading.said != b.reading.said:
        return True
    if relation == "apart":
        then = max(a.topics.get("age_then", 0.0), b.topics.get("age_then", 0.0))
        if then > 0.5 and evidence.closeness.gap > 1:
            return True
        if a.reading.kind == "ratio" and not has_words(evidence.features):
            return True
    if a.dateline != b.dateline:
        return True
    if a.person and b.person and a.person.isdisjoint(b.person):
        return True
    return "noun_other" in evidence.features and not evidence.closeness.digits


def has_grounds(features: Mapping[str, float]) -> bool:
    """Whether the words around two figures, and not their values alone, speak for one question."""
    if "noun_other" in features:
        return False
    shared = max(features.get("noun_same", 0.0), *(features.get(f"unit_same_{kind}", 0.0) for kind in _RARE_UNITS))
    return (
        shared > 0
        or features.get("both_main", 0.0) > 0
        or features.get("topic_telling", 0.0) > 0.25
        or features["terms"] + features["terms_sentence"] > 0.25
    )


_RARE_UNITS = ("money", "measure", "duration")
