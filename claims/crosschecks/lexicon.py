"""lexicon.toml of the cross-checks, compiled once."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from claims.matching.lexicon import Cues
from claims.matching.words import Word


@dataclass(frozen=True, slots=True)
class TopicLaw:
    """A product known by the topics of its three places: first * second = third."""

    name: str
    first: frozenset[str]
    second: frozenset[str]
    third: frozenset[str]


@dataclass(frozen=True, slots=True)
class Signs:
    """The laws by topic, and the words that show other relations."""

    products: tuple[TopicLaw, ...]
    share: frozenset[str]
    each: Cues
    sum: Cues
    difference: Cues
    span: Cues
    late: Cues
    planned: Cues
    direction: Cues
    families: tuple[frozenset[str], ...]
    worth: frozenset[str]
    exchange: frozenset[str]


def printed(cues: Cues, words: Sequence[Word]) -> bool:
    """Whether a sentence holds one of the phrases."""
    return bool(cues.find(words))


def _cues(data: Mapping[str, Any], name: str) -> Cues:
    return Cues((phrase, name) for phrase in data[name]["any"])


@cache
def signs() -> Signs:
    """The signs that come with the program."""
    data = tomllib.loads((resources.files("claims.crosschecks") / "lexicon.toml").read_text("utf-8"))
    return Signs(
        products=tuple(
            TopicLaw(p["name"], frozenset(p["first"]), frozenset(p["second"]), frozenset(p["third"]))
            for p in data["product"]
        ),
        share=frozenset(data["share"]["after"]),
        each=_cues(data, "each"),
        sum=_cues(data, "sum"),
        difference=_cues(data, "difference"),
        span=_cues(data, "span"),
        late=_cues(data, "late"),
        planned=_cues(data, "planned"),
        families=tuple(frozenset(family) for family in data["families"]["topics"]),
        worth=frozenset(data["bought"]["worth"]),
        exchange=frozenset(data["bought"]["for"]),
        direction=Cues((phrase, name) for name, phrases in data["direction"].items() for phrase in phrases),
    )
