"""What the readings of one article have in common, worked out once: their sentences' words and what each measures."""

from decimal import Decimal
from functools import cached_property
from math import inf

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

    def reach(self, index: int) -> range:
        """The readings so near to one that they may stand in its sentence."""
        return range(max(index - _REACH, 0), min(index + _REACH + 1, len(self.readings)))

    def words(self, sentence: int) -> tuple[Word, ...]:
        return self.sheet.sentences[sentence] if self.sheet.sentences else ()

    def topic_cues(self, sentence: int) -> list[Cue]:
        if sentence not in self._topic_cues:
            self._topic_cues[sentence] = self.topics.find(self.words(sentence))
        return self._topic_cues[sentence]

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

    def first(self, index: int) -> bool:
        """Whether nothing else in its unit stands before a reading."""
        mine, said = self.measured[index], self.readings[index].said
        earlier = zip(self.measured[:index], self.readings, strict=False)
        return not any(what == mine and reading.said != said for what, reading in earlier)

    def mates(self, index: int) -> frozenset[tuple[str, Decimal]]:
        """The telling values besides that of a reading in its sentence and the neighbours of that."""
        here, said = self.places[index], self.readings[index].said
        near = (i for i in self.reach(index) if abs(self.places[i] - here) <= 1)
        values = self._telling_values
        return frozenset(key for i in near if (key := values[i]) is not None and self.readings[i].said != said)


def nearest(distances: list[float]) -> list[float]:
    """The distances, none over one; what belongs to a figure stays out of reach."""
    return [min(distance, 1.0) if distance != inf else distance for distance in distances]
