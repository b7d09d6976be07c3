"""Whether two figures answer one question: features of a pair, their weights, and the reasons in words.

The score is the logarithm of the odds; weights were fitted on annotated stories (docs/matching.md).
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from math import exp, log, sqrt

from claims.agreement import same_time
from claims.matching.closeness import Closeness, closeness
from claims.matching.context import Context
from claims.matching.lexicon import Lexicon
from claims.matching.pages import Vocabulary
from claims.matching.shapes import Member

# Features that weigh differently between values that exclude each other.
_APART = (
    "topic",
    "topic_clash",
    "topic_none",
    "moment_then",
    "terms",
    "terms_sentence",
    "noun_same",
    "noun_near",
    "noun_none",
    "noun_unknown",
    "noun_other",
    "peers",
    "names_other",
    "names_clash_other",
    "unit_same_money",
    "unit_same_measure",
    "unit_same_duration",
    "around",
    "mates",
    "of_same",
    "of_other",
    "grain_other",
    "grain_day",
    "grain_month",
    "grain_year",
)

# Features that weigh differently between dates.
_DATED = (
    "topic",
    "topic_clash",
    "topic_none",
    "topic_telling",
    "terms",
    "terms_sentence",
    "names_other",
    "time_one",
    "peers",
)

_APART_NAMES = [(name, f"{name}_apart") for name in _APART]
_EVENT_GAP = 1.0
_VAGUE = 0.6  # what sharing such a topic counts, against 1 for another


@cache
def weights() -> Mapping[str, float]:
    """The weight of each feature, as fitted."""
    table = tomllib.loads((resources.files("claims.matching") / "weights.toml").read_text("utf-8"))
    return {name: float(weight) for name, weight in table.items()}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for and against one claim; `score` is the logarithm of the odds."""

    score: float
    closeness: Closeness
    features: Mapping[str, float]

    @property
    def strength(self) -> float:
        """The probability that the score stands for.

        >>> Evidence(0.0, Closeness("same", 3, 0.0), {}).strength
        0.5
        """
        return 1 / (1 + exp(-max(min(self.score, 30.0), -30.0)))


class Judge:
    """Scores pairs of readings of one dossier."""

    def __init__(self, lexicon: Lexicon, vocabulary: Vocabulary, weights_: Mapping[str, float] | None = None) -> None:
        self.lexicon, self.vocabulary = lexicon, vocabulary
        self.weights = weights() if weights_ is None else weights_
        self._products: dict[Member, tuple[Mapping[str, float], float]] = {}

    def comparable(self, a: Context, b: Context) -> bool:
        """Whether the two could answer one question at all: what they measure can be compared."""
        return not a.dimensions.isdisjoint(b.dimensions) and (a.reading.kind == "age") == (b.reading.kind == "age")

    def weigh(self, a: Context, b: Context) -> Evidence:
        near = closeness(a, b)
        if a.main and b.main:  # articles that report one event on two dates may print any two
            near = replace(near, gap=min(near.gap, _EVENT_GAP))
        features = self.features(a, b, near)
        score, weight_of = 0.0, self.weights.get
        for name, value in features.items():
            score += weight_of(name, 0.0) * value
        return Evidence(score, near, features)

    def features(self, a: Context, b: Context, near: Closeness) -> dict[str, float]:
        found = {"bias": 1.0}
        found |= _value_features(a.reading.kind, near)
        found |= self._topic_features(a, b)
        found["terms"] = product(a.terms, b.terms)
        found["terms_sentence"] = product(a.sentence_terms, b.sentence_terms)
        if a.member[0] != b.member[0]:
            found["around"] = product(a.around, b.around)
            found["mates"] = min(len(a.mates & b.mates), 3)
        found["peers"] = log((1 + a.peers) * (1 + b.peers))
        found |= _name_features(a, b)
        found |= self._noun_features(a, b)
        found |= _unit_features(a, b)
        found |= _time_features(a, b, found.get("topic", 0.0))
        found |= _share_features(a, b)
        if a.reading.kind == "date":
            found |= {f"{name}_date": found[name] for name in _DATED if name in found} | _date_features(a, b, near)
        if near.relation == "apart":
            found |= {apart: found[name] for name, apart in _APART_NAMES if name in found}
        elif not has_words(found):
            found[f"bare_{near.relation}"] = 1.0
        found |= _place_features(a, b, near)
        return found

    def _topic_features(self, a: Context, b: Context) -> dict[str, float]:
        sure = sqrt(a.certainty * b.certainty)
        if not sure:
            return {"topic_none": 1.0}
        alike, telling = self._shared(a.topics, b.topics)
        norm = sqrt(self._alone(a) * self._alone(b))
        alike, telling = (min(alike / norm, 1.0), min(telling / norm, 1.0)) if norm else (0.0, 0.0)
        if a.reading.kind == "age":
            then = a.topics.get("age_then", 0.0)
            return {"moment": sure * alike, "moment_clash": sure * (1 - alike), "moment_then": then}
        return {"topic": sure * alike, "topic_clash": sure * max(0.0, 0.5 - alike), "topic_telling": sure * telling}

    def _alone(self, context: Context) -> float:
        """The product of a reading's topics with themselves, kept for its other pairs."""
        topics, product_ = self._products.get(context.member, (None, 0.0))
        if topics is not context.topics:
            product_ = self._shared(context.topics, context.topics)[0]
            self._products[context.member] = context.topics, product_
        return product_

    def _shared(self, a: Mapping[str, float], b: Mapping[str, float]) -> tuple[float, float]:
        """The scalar product of two sets of topics, near ones counting in part, with and without the vague ones."""
        alike = telling = 0.0
        for x, p in a.items():
            for y, q in b.items():
                shared = p * q * self._alike(x, y)
                vague = x == y and self.lexicon.topics[x].vague
                alike += shared * _VAGUE if vague else shared
                telling += 0.0 if vague else shared
        return alike, telling

    def _noun_features(self, a: Context, b: Context) -> dict[str, float]:
        if a.reading.kind != "count" or b.reading.kind != "count":
            return {}
        if not a.noun or not b.noun:
            return {"noun_none": 1.0}
        return {f"noun_{self.lexicon.alike(a.noun, b.noun)}": 1.0}

    def _alike(self, x: str, y: str) -> float:
        if x == y:
            return 1.0
        topics = self.lexicon.topics
        return 0.6 if y in topics[x].near or x in topics[y].near else 0.0


def _name_features(a: Context, b: Context) -> dict[str, float]:
    if not a.names or not b.names:
        return {"names_none": 1.0}
    alike = product(a.names, b.names)
    kind = "age" if a.reading.kind == "age" else "other"
    return {f"names_{kind}": alike, f"names_clash_{kind}": 1.0 if alike < 0.05 else 0.0}


def _value_features(kind: str, near: Closeness) -> dict[str, float]:
    group = kind if kind in ("date", "age") else "number"
    if near.relation == "same":
        if group == "date" and not near.digits:
            return {"same_year": 1.0}
        return {f"same_{group}": 1.0, f"same_digits_{group}": float(near.digits)}
    found = {f"{near.relation}_{group}": 1.0, f"{near.relation}_gap_{group}": near.gap}
    if group == "date" and near.gap > 1.5:
        found[f"{near.relation}_far_date"] = 1.0
    return found


def _share_features(a: Context, b: Context) -> dict[str, float]:
    """What two shares are of: of one thing or of two."""
    if not a.share_of or not b.share_of:
        return {"of_one": 1.0} if a.share_of or b.share_of else {}
    return {"of_same" if a.share_of == b.share_of else "of_other": 1.0}


def _date_features(a: Context, b: Context, near: Closeness) -> dict[str, float]:
    found = {"grain_other": 1.0} if a.grain != b.grain else {f"grain_{a.grain}": 1.0}
    if a.horizon and b.horizon:
        found[f"horizon_{a.horizon}" if a.horizon == b.horizon else "horizon_clash"] = 1.0
        if near.relation == "apart" and a.horizon == b.horizon:
            found[f"horizon_{a.horizon}_apart"] = 1.0
    return found


def has_words(features: Mapping[str, float]) -> bool:
    """Whether topic, words, noun or base of two figures have anything in common."""
    return (
        features.get("topic", 0.0) > 0.2
        or features["terms"] > 0.1
        or bool(features.get("noun_same") or features.get("noun_near") or features.get("of_same"))
    )


def _unit_features(a: Context, b: Context) -> dict[str, float]:
    """A unit that is no plain currency, percent or day says much when it is shared."""
    x, y = a.reading.unit, b.reading.unit
    if a.reading.kind not in ("measure", "duration", "money") or (a.reading.kind == "money" and "/" not in x + y):
        return {}
    return {f"unit_same_{a.reading.kind}" if x == y else "unit_other": 1.0}


def _time_features(a: Context, b: Context, topic: float) -> dict[str, float]:
    """Dates in the clause and cues of time. Two dates of one topic are how a toll is told, of two topics nothing."""
    found = {f"phase_{name}": 1.0 for name in sorted(a.phase ^ b.phase)}
    if bool(a.times) != bool(b.times):
        found["time_one"] = 1.0
    if a.reading.as_of and b.reading.as_of:
        found["as_of" if same_time(a.reading.as_of, b.reading.as_of) else "as_of_clash"] = topic
    elif a.times and b.times:
        met = any(x.meets(y) for x in a.times for y in b.times)
        found["time" if met else "time_clash"] = 1.0
    return found


def _place_features(a: Context, b: Context, near: Closeness) -> dict[str, float]:
    found = {"both_lead": 1.0} if a.lead and b.lead else {}
    if a.member[0] != b.member[0]:
        found["both_first"] = float(a.first and b.first)
        found["both_main"] = float(a.main and b.main)
        found["main_clash"] = float(a.main != b.main)
    if near.relation == "apart":
        found |= {f"{name}_apart": found[name] for name in ("both_lead", "both_first", "both_main") if name in found}
    if a.member[0] == b.member[0]:
        found["same_article"] = 1.0
        if near.relation == "apart":
            found["same_article_apart"] = 1.0
        if a.sentence == b.sentence:
            found["same_sentence"] = 1.0
    return found


def product(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """The scalar product of two weighted sets of words: their cosine where both are of length 1.

    >>> product({"x": 1.0}, {"x": 1.0}), product({"x": 1.0}, {"y": 1.0})
    (1.0, 0.0)
    """
    if len(a) > len(b):
        a, b = b, a
    found = 0.0
    for term, weight in a.items():
        if term in b:
            found += weight * b[term]
    return found
