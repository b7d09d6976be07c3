"""What a pair of readings shows of whether both answer one question; a feature is a column with a number for each pair.

It is 0 where it says nothing. This is the one definition, for scoring and for fitting the weights.
"""

from collections.abc import Mapping

import numpy as np

from claims.agreement import same_time
from claims.matching.closeness import closeness
from claims.matching.columns import Flags, Floats, Rows
from claims.matching.lexicon import Lexicon
from claims.matching.table import Table

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
    "both_lead",
    "both_first",
    "both_main",
    "same_article",
    "horizon_past",
    "horizon_now",
    "horizon_future",
    "later",
    "later_topic",
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

_NOUNS = ("same", "near", "unknown", "other")  # how two counted nouns compare
_GROWING = ("count", "measure", "percent", "money")  # kinds that may stand higher in the article of a later day
_UNITS = ("money", "measure", "duration")  # kinds whose unit says much when it is shared
_FAR_DATE = 1.5
_FEW_NAMES = 0.05
_MOST_MATES = 3


class Pairs:
    """Some pairs of readings by their rows, with what is asked of them again and again."""

    def __init__(self, table: Table, a: Rows, b: Rows) -> None:
        self.table, self.a, self.b = table, a, b
        self.near = closeness(table, a, b)
        self.one_article = table.article.same(a, b)
        self.one_sentence = self.one_article & (table.sentence[a] == table.sentence[b])

    def both(self, flags: Flags) -> Flags:
        """Of which pairs something holds of both."""
        return flags[self.a] & flags[self.b]

    def either(self, flags: Flags) -> Flags:
        return flags[self.a] | flags[self.b]

    def is_kind(self, *kinds: str) -> Flags:
        """Of which pairs the first is of one of these kinds."""
        return self.table.kind.where(lambda kind: kind in kinds)[self.a]


def features(pairs: Pairs, lexicon: Lexicon) -> dict[str, Floats]:
    """A column for each feature."""
    found = {"bias": np.ones(len(pairs.a))}
    found |= _value_features(pairs)
    found |= _topic_features(pairs)
    found |= _word_features(pairs)
    found |= _noun_features(pairs, lexicon)
    found |= _unit_features(pairs)
    found |= _time_features(pairs, found["topic"])
    found |= _day_features(pairs, found["topic"])
    found |= _share_features(pairs)
    found |= _place_features(pairs)
    is_date = pairs.is_kind("date")
    if is_date.any():
        found |= {f"{name}_date": found[name] * is_date for name in _DATED} | _date_features(pairs, is_date)
    found |= {f"{name}_apart": found[name] * pairs.near.apart for name in _APART if name in found}
    bare = ~has_words(found)
    return found | {"bare_same": _one(bare & pairs.near.same), "bare_fits": _one(bare & pairs.near.fits)}


def has_words(found: Mapping[str, Floats]) -> Flags:
    """Whether topic, words, noun or base of two figures have anything in common."""
    shared = found["noun_same"] + found["noun_near"] + found["of_same"]
    return (found["topic"] > 0.2) | (found["terms"] > 0.1) | (shared > 0)


def _value_features(pairs: Pairs) -> dict[str, Floats]:
    near, is_date, is_age = pairs.near, pairs.is_kind("date"), pairs.is_kind("age")
    year = is_date & near.same & (near.digits == 0)
    found = {"same_year": _one(year)}
    for group, flags in {"date": is_date, "age": is_age, "number": ~is_date & ~is_age}.items():
        found[f"same_{group}"] = _one(flags & near.same & ~year)
        found[f"same_digits_{group}"] = (flags * near.digits).astype(np.float64)
        for relation, holds in {"fits": near.fits, "apart": near.apart}.items():
            found[f"{relation}_{group}"] = _one(flags & holds)
            found[f"{relation}_gap_{group}"] = (flags & holds) * near.gap
    far = is_date & (near.gap > _FAR_DATE)
    return found | {"fits_far_date": _one(far & near.fits), "apart_far_date": _one(far & near.apart)}


def _topic_features(pairs: Pairs) -> dict[str, Floats]:
    table, is_age = pairs.table, pairs.is_kind("age")
    sure = np.sqrt(table.certainty[pairs.a] * table.certainty[pairs.b])
    alike, telling = table.topics.products(pairs.a, pairs.b)
    of_age, of_other = sure * is_age, sure * ~is_age
    return {
        "topic_none": _one(sure == 0),
        "moment": of_age * alike,
        "moment_clash": of_age * (1 - alike),
        "moment_then": (of_age > 0) * table.topics.age_then[pairs.a],
        "topic": of_other * alike,
        "topic_clash": of_other * np.maximum(0.5 - alike, 0.0),
        "topic_telling": of_other * telling,
    }


def _word_features(pairs: Pairs) -> dict[str, Floats]:
    table, a, b = pairs.table, pairs.a, pairs.b
    named, is_age = pairs.both(table.names.lengths > 0), pairs.is_kind("age")
    alike = table.names.products(a, b)
    clash = named & (alike < _FEW_NAMES)
    return {
        "terms": table.terms.products(a, b),
        "terms_sentence": table.sentence_terms.products(a, b),
        "around": table.around.products(a, b) * ~pairs.one_article,
        "mates": np.minimum(table.mates.products(a, b), _MOST_MATES) * ~pairs.one_article,
        "peers": np.log((1 + table.peers[a]) * (1 + table.peers[b])),
        "names_none": _one(~named),
        "names_age": alike * is_age,
        "names_other": alike * ~is_age,
        "names_clash_age": _one(clash & is_age),
        "names_clash_other": _one(clash & ~is_age),
    }


def _noun_features(pairs: Pairs, lexicon: Lexicon) -> dict[str, Floats]:
    noun = pairs.table.noun
    counted = pairs.both(pairs.table.kind.where(lambda kind: kind == "count"))
    named = counted & pairs.both(noun.where(bool))
    alike = np.full(len(pairs.a), -1)
    alike[named] = noun.compare(pairs.a[named], pairs.b[named], lambda x, y: _NOUNS.index(lexicon.alike(x, y)))
    found = {f"noun_{name}": _one(alike == n) for n, name in enumerate(_NOUNS)}
    return found | {"noun_none": _one(counted & ~named)}


def _unit_features(pairs: Pairs) -> dict[str, Floats]:
    """A unit that is no plain currency, percent or day says much when it is shared."""
    table = pairs.table
    same, priced = table.unit.same(pairs.a, pairs.b), pairs.either(table.unit.where(lambda unit: "/" in unit))
    found, other = {}, np.zeros(len(pairs.a), np.bool_)
    for kind in _UNITS:
        telling = pairs.is_kind(kind) & (priced if kind == "money" else True)
        found[f"unit_same_{kind}"] = _one(telling & same)
        other |= telling & ~same
    return found | {"unit_other": _one(other)}


def _time_features(pairs: Pairs, topic: Floats) -> dict[str, Floats]:
    """Dates in the clause and cues of time. Two dates of one topic are how a toll is told, of two topics nothing."""
    table, a, b = pairs.table, pairs.a, pairs.b
    timed, dated = table.times.lengths > 0, pairs.both(table.as_of.where(bool))
    found = {}
    for name, spoken in table.phases.items():
        found[f"phase_{name}"] = _one(spoken[a] ^ spoken[b])
    alike = np.zeros(len(a), np.bool_)
    alike[dated] = table.as_of.compare(a[dated], b[dated], same_time) == 1
    both = pairs.both(timed) & ~dated
    pair, x, y = table.times.crossed(a, b)
    met = np.zeros(len(a), np.bool_)
    met[pair[table.times.meet(x, y)]] = True
    return found | {
        "time_one": _one(timed[a] ^ timed[b]),
        "as_of": topic * (dated & alike),
        "as_of_clash": topic * (dated & ~alike),
        "time": _one(both & met),
        "time_clash": _one(both & ~met),
    }


def _day_features(pairs: Pairs, topic: Floats) -> dict[str, Floats]:
    """Numbers of articles of two days: what is counted as it goes on stands higher in the later one."""
    table, a, b = pairs.table, pairs.a, pairs.b
    day, place = table.published, table.position
    later = pairs.is_kind(*_GROWING) & ~pairs.one_article & pairs.both(day > 0) & (day[a] != day[b])
    more = later & pairs.near.apart & ((day[a] < day[b]) == (place[a] < place[b]))
    return {"later": _one(later), "later_topic": topic * later, "later_more": _one(more)}


def _share_features(pairs: Pairs) -> dict[str, Floats]:
    """What two shares are of: of one thing or of two."""
    share_of = pairs.table.share_of
    known, same = share_of.where(bool), share_of.same(pairs.a, pairs.b)
    both = pairs.both(known)
    return {
        "of_one": _one(pairs.either(known) & ~both),
        "of_same": _one(both & same),
        "of_other": _one(both & ~same),
    }


def _date_features(pairs: Pairs, is_date: Flags) -> dict[str, Floats]:
    grain, horizon = pairs.table.grain, pairs.table.horizon
    one_grain, one_horizon = is_date & grain.same(pairs.a, pairs.b), horizon.same(pairs.a, pairs.b)
    known = is_date & pairs.both(horizon.where(bool))
    found = {"grain_other": _one(is_date & ~one_grain), "horizon_clash": _one(known & ~one_horizon)}
    for name in grain.values:
        found[f"grain_{name}"] = _one(one_grain & grain.equals(name)[pairs.a])
    for name in horizon.values:
        if name:
            is_there = horizon.equals(name)[pairs.a]
            found[f"horizon_{name}"] = _one(known & one_horizon & is_there)
    return found


def _place_features(pairs: Pairs) -> dict[str, Floats]:
    table, apart = pairs.table, ~pairs.one_article
    return {
        "both_lead": _one(pairs.both(table.lead)),
        "both_first": _one(apart & pairs.both(table.first)),
        "both_main": _one(apart & pairs.both(table.main)),
        "main_clash": _one(apart & (table.main[pairs.a] ^ table.main[pairs.b])),
        "same_article": _one(pairs.one_article),
        "same_sentence": _one(pairs.one_sentence),
    }


def _one(flags: Flags) -> Floats:
    """1 where something holds, else 0."""
    return flags.astype(np.float64)
