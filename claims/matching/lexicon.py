"""The word lists of matching: topics.toml and words.toml, compiled once."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import chain
from typing import Any

from claims.matching.words import Word, fold, stem

LANGUAGES = ("fr", "en")
Pattern = tuple[tuple[str, bool], ...]  # for each word: its beginning, and whether that is the whole word


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that newsrooms measure.

    `label` by language; `near`: topics that articles tell apart badly; a `vague` one proves little; a `personal` one
    may be that of a person; `cues`: how many phrases announce it.
    """

    name: str
    kinds: frozenset[str]
    near: frozenset[str]
    label: Mapping[str, str]
    vague: bool = False
    personal: bool = False
    cues: int = 0


class Cues:
    """Phrases to find in a sentence, each standing for a name."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        self._by_start: dict[str, list[tuple[Pattern, str]]] = {}
        for phrase, name in phrases:
            pattern = _pattern(phrase.removesuffix("#"))
            name += "#" if phrase.endswith("#") else ""
            self._by_start.setdefault(pattern[0][0][:3], []).append((pattern, name))
        self._names = {name for found in self._by_start.values() for _, name in found}
        self._starting = lru_cache(maxsize=65_536)(self._start)
        self.name = lru_cache(maxsize=65_536)(self._name)

    def _start(self, key: str) -> tuple[tuple[str, ...], Mapping[str, Sequence[tuple[Pattern, str]]]]:
        """What a word stands for alone, and the phrases that it may begin, by the beginning of their second word."""
        fit = [(pattern, name) for pattern, name in self._by_start.get(key[:3], ()) if _fits(key, pattern[0])]
        longer: dict[str, list[tuple[Pattern, str]]] = {}
        for pattern, name in fit:
            if len(pattern) > 1:
                longer.setdefault(pattern[1][0][:3], []).append((pattern, name))
        return tuple(name for pattern, name in fit if len(pattern) == 1), longer

    def find(self, words: Sequence[Word]) -> list[tuple[int, int, str]]:
        """Index of the first word, number of words and name of each phrase found.

        A phrase that ends in "#" is found under its name with a "#", for it counts only just before a figure.

        >>> from claims.matching.words import sentences
        >>> Cues([("chiffre d affaires", "revenue"), ("mise=", "stake")]).find(sentences("son chiffre d’affaires")[0])
        [(1, 3, 'revenue')]
        """
        keys = [word.key for word in words]
        starting, found, last = self._starting, [], len(keys) - 1
        for i, key in enumerate(keys):
            alone, longer = starting(key)
            if alone:
                found += [(i, 1, name) for name in alone]
            if longer and i < last:
                for pattern, name in longer.get(keys[i + 1][:3], ()):
                    if _follows(keys, i, pattern):
                        found.append((i, len(pattern), name))
        return found

    def has(self, name: str) -> bool:
        """Whether anything stands for this name."""
        return name in self._names

    def _name(self, key: str) -> str:
        """What a single word stands for, or empty."""
        return next(iter(self._starting(key)[0]), "")


def _pattern(phrase: str) -> Pattern:
    parts = fold(phrase).replace("-", " ").replace("'", " ").split()
    return tuple((part.rstrip("="), part.endswith("=")) for part in parts)


def _fits(key: str, part: tuple[str, bool]) -> bool:
    beginning, whole = part
    return key == beginning if whole or len(beginning) < 3 else key.startswith(beginning)


def _follows(keys: Sequence[str], at: int, pattern: Pattern) -> bool:
    """Whether the words behind the one at `at` fit the rest of a pattern."""
    if at + len(pattern) > len(keys):
        return False
    for part in pattern[1:]:
        at += 1
        if not _fits(keys[at], part):
            return False
    return True


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that the toml files say. The cues are by language; an unknown language gets those of all.

    `near`: for each topic those that are told apart from it badly, whichever of the two says so.
    """

    topics: Mapping[str, Topic]
    near: Mapping[str, frozenset[str]]
    topic_cues: Mapping[str, Cues]
    time_cues: Mapping[str, Cues]
    same: Cues
    broader: Mapping[str, frozenset[str]]
    stop: frozenset[str]
    no_names: frozenset[str]
    empty: frozenset[str]
    events: frozenset[str]
    verbs: frozenset[str]
    numerals: frozenset[str]
    nouns_like_verbs: frozenset[str]

    def concept(self, key: str) -> str:
        """What a folded word means in either language: a class of words, else its stem.

        >>> load().concept("salaries") == load().concept("workers")
        True
        """
        return self.same.name(key) or stem(key)

    def alike(self, a: str, b: str) -> str:
        """How two counted nouns, given as concepts, compare: "same", "near" (kinds of one thing), "unknown", "other".

        >>> load().alike("staff", "people"), load().alike("staff", "trucks"), load().alike("staff", "frobs")
        ('near', 'other', 'unknown')
        """
        if a == b:
            return "same"
        x, y = self.broader.get(a), self.broader.get(b)
        if x and y:
            return "other" if x.isdisjoint(y) else "near"
        return "other" if self.same.has(a) and self.same.has(b) else "unknown"


@cache
def load() -> Lexicon:
    """The lexicon that comes with the program."""
    folder = resources.files("claims.matching")
    topics = tomllib.loads((folder / "topics.toml").read_text("utf-8"))
    words = tomllib.loads((folder / "words.toml").read_text("utf-8"))
    return Lexicon(
        topics={name: _topic(name, entry) for name, entry in topics.items()},
        near=_near(topics),
        topic_cues=_by_language(topics),
        time_cues=_by_language({name: words[name] for name in ("past", "future", "least")}),
        same=Cues((phrase, name) for name, phrases in words["same"].items() for phrase in phrases),
        broader=_broader(words["broader"]),
        stop=frozenset(fold(words["stop"]).split()),
        no_names=frozenset(fold(words["no_names"]).split()),
        empty=frozenset(fold(words["empty"]).split()),
        events=frozenset(fold(words["events"]).split()),
        verbs=frozenset(fold(words["verbs"]).split()),
        numerals=frozenset(fold(words["numerals"]).split()),
        nouns_like_verbs=frozenset(fold(words["nouns_like_verbs"]).split()),
    )


def _topic(name: str, entry: Mapping[str, Any]) -> Topic:
    return Topic(
        name,
        frozenset(entry["kinds"]),
        frozenset(entry.get("near", [])),
        entry["label"],
        entry.get("vague", False),
        entry.get("personal", False),
        len(entry["fr"]) + len(entry["en"]),
    )


def _near(topics: Mapping[str, Mapping[str, Any]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {name: set() for name in topics}
    for name, entry in topics.items():
        for other in set(entry.get("near", [])) - {name}:
            found[name].add(other)
            found[other].add(name)
    return {name: frozenset(others) for name, others in found.items()}


def _broader(kinds: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """For each concept the kinds of things that it belongs to."""
    found: dict[str, set[str]] = {}
    for kind, names in kinds.items():
        for name in names.split():
            found.setdefault(name, set()).add(kind)
    return {name: frozenset(belongs) for name, belongs in found.items()}


def _by_language(entries: Mapping[str, Mapping[str, Sequence[str]]]) -> dict[str, Cues]:
    pairs = {
        language: [(phrase, name) for name, entry in entries.items() for phrase in entry[language]]
        for language in LANGUAGES
    }
    found = {language: Cues(phrases) for language, phrases in pairs.items()}
    return found | {"": Cues(chain.from_iterable(pairs.values()))}


def language_of(tag: str) -> str:
    """The language of a BCP 47 tag where the lexicon has it, else empty.

    >>> language_of("fr-CA"), language_of("de")
    ('fr', '')
    """
    language = tag.split("-")[0].lower()
    return language if language in LANGUAGES else ""
