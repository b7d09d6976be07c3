"""The words of speech in one language: who says, and how it is told that they do."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from claims.figures.phrases import Phrases

FINITE, PARTICIPLE = "finite", "participle"


@dataclass(frozen=True)
class SpeechWords:
    """`before` holds what comes before a speaker, with how many of its words are not part of the name."""

    before: Phrases[int]
    verbs: Phrases[str]
    weak: frozenset[str]
    auxiliaries: frozenset[str]
    adverbs: frozenset[str]
    when: frozenset[str]
    going_on: frozenset[str]
    passive: frozenset[str]
    by: frozenset[str]
    to: frozenset[str]
    that: frozenset[str]
    turns: frozenset[str]
    relative: frozenset[str]
    pronouns: frozenset[str]
    nobody: frozenset[str]
    stops: frozenset[str]
    of: frozenset[str]
    links: frozenset[str]
    endings: tuple[str, ...]
    participles: tuple[str, ...]
    joins: frozenset[str]
    articles: frozenset[str]
    indefinite: frozenset[str]
    nouns: frozenset[str]
    agents: tuple[str, ...]
    surely: Phrases[int]
    sizing: frozenset[str]
    at: frozenset[str]
    occasions: frozenset[str]
    no_agents: frozenset[str]
    knowing: frozenset[str]
    apart: frozenset[str]
    no_speakers: frozenset[str]
    plain: frozenset[str]
    telling: frozenset[str]


def speech_words(table: Mapping[str, Any], phrase: Any) -> SpeechWords:
    """The vocabulary of a lexicon's `[attribution]`."""
    speech, words = table.get("attribution", {}), table["words"]

    def group(name: str) -> frozenset[str]:
        return frozenset(speech.get(name, ()))

    def rows(name: str, payload: Any) -> list[tuple[list[str], Any]]:
        return [(phrase(text), payload) for text in speech.get(name, ())]

    def rows_of(name: str) -> Phrases[int]:
        return Phrases(rows(name, 0))

    before: Phrases[int] = Phrases([(words, len(words)) for words, _ in rows("before", 0)] + rows("sources", 1))
    past = FINITE if speech.get("simple_past", False) else PARTICIPLE
    verbs: Phrases[str] = Phrases(rows("present", FINITE) + rows("verbs", past))
    return SpeechWords(
        before=before,
        verbs=verbs,
        weak=group("weak"),
        auxiliaries=group("auxiliaries"),
        adverbs=group("adverbs"),
        when=group("when"),
        going_on=group("going_on"),
        passive=group("passive"),
        by=group("by"),
        to=group("to"),
        that=group("that"),
        turns=group("turns"),
        relative=group("relative"),
        pronouns=group("pronouns"),
        nobody=group("nobody"),
        stops=group("stops") | group("relative") | group("when") | group("that") | group("turns"),
        of=frozenset(words.get("of", ())),
        links=group("links"),
        participles=tuple(speech.get("participles", ())),
        endings=tuple(words.get("plural_endings", ())),
        joins=frozenset(words.get("and", ())[:1]),
        articles=frozenset(words.get("articles", ())),
        indefinite=group("indefinite"),
        nouns=_with_plurals(group("nouns"), tuple(words.get("plural_endings", ()))),
        agents=tuple(speech.get("agents", ())),
        surely=rows_of("surely"),
        sizing=group("sizing"),
        at=group("at"),
        occasions=group("occasions"),
        no_agents=group("no_agents"),
        knowing=group("knowing"),
        apart=group("apart"),
        no_speakers=group("no_speakers"),
        plain=frozenset(
            (
                *words.get("function", ()),
                *words.get("articles", ()),
                *speech.get("turns", ()),
                *table["numbers"]["cardinals"],
            )
        ),
        telling=frozenset((*group("sizing"), *before.first_words(), *verbs.first_words(), *group("passive"))),
    )


def _with_plurals(nouns: frozenset[str], endings: tuple[str, ...]) -> frozenset[str]:
    """The nouns and their regular plurals: "company" also as "companies", "journal" as "journals" or "journalx"."""
    plurals = {noun + ending for noun in nouns for ending in endings}
    return nouns | plurals | {noun[:-1] + "ies" for noun in nouns if noun.endswith("y")}
