"""What the readings of one article have in common, worked out once: their sentences' words and what each measures."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from itertools import chain

from claims.figures.interval import Interval
from claims.figures.reading import Reading
from claims.matching.lexicon import Lexicon, language_of
from claims.matching.measures import telling_value, unit_length
from claims.matching.pages import Page, Vocabulary
from claims.matching.words import Word, unit_words

Cue = tuple[int, int, str]  # index of the first word, number of words, name
_REACH = 60  # figures on either side, beyond which one sentence is no prose


class Cut:
    """One article among others; what is asked of a sentence is kept for its next reading."""

    def __init__(self, sheet: Page, lexicon: Lexicon, vocabulary: Vocabulary) -> None:
        self.sheet, self.lexicon, self.vocabulary = sheet, lexicon, vocabulary
        self.readings = sheet.text.readings
        self.language = language_of(sheet.text.language)
        self.places = [sheet.sentence_of(reading) for reading in self.readings]
        self.topics = lexicon.topic_cues[self.language]
        self._telling: dict[int, list[tuple[int, str, float]]] = {}
        self._around: dict[int, dict[str, float]] = {}
        self._topic_cues: dict[int, list[Cue]] = {}
        self._time_cues: dict[int, list[Cue]] = {}
        self._unit_cues: dict[str, list[Cue]] = {}
        self._names: dict[int, list[tuple[int, str, float]]] = {}

    def near(self, index: int, sentences: int) -> Iterator[int]:
        """The other readings of the sentence of one, and of so many sentences on either side."""
        here = self.places[index]
        start = max(bisect_left(self.places, here - sentences), index - _REACH)
        end = min(bisect_right(self.places, here + sentences), index + _REACH + 1)
        return chain(range(start, index), range(index + 1, end))

    def words(self, sentence: int) -> tuple[Word, ...]:
        return self.sheet.sentences[sentence] if self.sheet.sentences else ()

    def topic_cues(self, sentence: int) -> list[Cue]:
        if sentence not in self._topic_cues:
            self._topic_cues[sentence] = self.topics.find(self.words(sentence))
        return self._topic_cues[sentence]

    def time_cues(self, sentence: int) -> list[Cue]:
        if sentence not in self._time_cues:
            self._time_cues[sentence] = self.lexicon.time_cues[self.language].find(self.words(sentence))
        return self._time_cues[sentence]

    def unit_cues(self, unit: str) -> list[Cue]:
        if unit not in self._unit_cues:
            self._unit_cues[unit] = self.topics.find(unit_words(unit))
        return self._unit_cues[unit]

    def names(self, sentence: int) -> list[tuple[int, str, float]]:
        """The words of a sentence that are names: index, key and rarity of each."""
        if sentence not in self._names:
            known, weight, concept = self.vocabulary.names, self.vocabulary.weight, self.lexicon.concept
            self._names[sentence] = [
                (i, word.key, weight(concept(word.key)))
                for i, word in enumerate(self.words(sentence))
                if word.capital and word.key in known
            ]
        return self._names[sentence]

    def telling(self, sentence: int) -> list[tuple[int, str, float]]:
        """The words of a sentence that say something: index, concept and rarity of each."""
        if sentence not in self._telling:
            concept, stop, weight = self.lexicon.concept, self.lexicon.stop, self.vocabulary.weight
            self._telling[sentence] = [
                (i, term, weight(term))
                for i, word in enumerate(self.words(sentence))
                if len(word.key) > 2 and word.key not in stop
                for term in (concept(word.key),)
            ]
        return self._telling[sentence]

    def around(self, sentence: int) -> dict[str, float]:
        """The telling words of a sentence and its neighbours, by rarity."""
        if sentence not in self._around:
            last = len(self.sheet.sentences)
            near = range(max(sentence - 1, 0), min(sentence + 2, last))
            self._around[sentence] = unit_length({term: w for place in near for _, term, w in self.telling(place)})
        return self._around[sentence]

    def noun(self, reading: Reading) -> str:
        """The class of the counted noun; for a count without one, nothing."""
        if reading.kind != "count":
            return ""
        parts = [self.lexicon.concept(word.key) for word in unit_words(reading.unit)]
        if self.language == "en":  # "steel workers", where French says "ouvriers de la sidérurgie"
            parts.reverse()
        return next((part for part in parts if part in self.lexicon.broader), parts[0] if parts else "")

    @cached_property
    def measured(self) -> list[tuple[str, str]]:
        """What each reading measures, roughly: its kind, with its noun or unit."""
        return [(r.kind, self.noun(r) if r.kind == "count" else r.unit) for r in self.readings]

    @cached_property
    def _values(self) -> dict[tuple[str, str], set[tuple[Decimal | None, Decimal | None]]]:
        found: dict[tuple[str, str], set[tuple[Decimal | None, Decimal | None]]] = {}
        for what, reading in zip(self.measured, self.readings, strict=True):
            found.setdefault(what, set()).add((reading.said.low, reading.said.high))
        return found

    @cached_property
    def _telling_values(self) -> list[tuple[str, Decimal] | None]:
        return [telling_value(reading) for reading in self.readings]

    def peers(self, index: int) -> int:
        """How many other values the article prints in the same unit."""
        return len(self._values[self.measured[index]]) - 1

    @cached_property
    def firsts(self) -> list[bool]:
        """For each reading whether nothing else in its unit stands before it."""
        found: list[bool] = []
        before: dict[tuple[str, str], Interval] = {}
        several: set[tuple[str, str]] = set()
        for what, reading in zip(self.measured, self.readings, strict=True):
            said = before.setdefault(what, reading.said)
            found.append(what not in several and said == reading.said)
            if said != reading.said:
                several.add(what)
        return found

    def mates(self, index: int) -> frozenset[tuple[str, Decimal]]:
        """The telling values besides that of a reading in its sentence and the neighbours of that."""
        said, values = self.readings[index].said, self._telling_values
        near = self.near(index, 1)
        return frozenset(key for i in near if (key := values[i]) is not None and self.readings[i].said != said)
