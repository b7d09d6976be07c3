"""What the text around a figure says about it: topic, words, names, time and place."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import exp, inf

from claims.figures.interval import Interval
from claims.figures.reading import Reading
from claims.matching.cuts import Cue, Cut
from claims.matching.dating import grain, horizon, is_dateline, main_event
from claims.matching.lexicon import Lexicon
from claims.matching.measures import marks, measured_values, position, unit_length
from claims.matching.pages import Page, Vocabulary
from claims.matching.shapes import Member
from claims.matching.words import Word, names, unit_words

_REACH = 6.0  # words; at this distance a word counts 1/e
_SAME_KIND_BETWEEN = 5.0  # a figure of the same kind in between takes the words beyond it for itself
_SENTENCE_BORDER = 8.0
_OF = frozenset({"de", "d", "des", "du", "of"})
_LINKS = _OF | {"in"}
_OF_REACH = 6  # words
_CLAUSE = 9.0  # in which a cue of time says when
_HEAD = 1.3  # what a word counts that says what the figure is of: "3 million in savings"


@dataclass(frozen=True, slots=True)
class Context:
    """One reading with what surrounds it.

    `measured`: for each way to read it, what it measures and the interval in that dimension's base unit. `topics` sum
    to 1, and `certainty` says how near their best cue stands. `terms` weigh words by distance and rarity,
    `sentence_terms` by rarity alone, `names` are as `terms`; all three are of length 1, so that products are cosines.
    `times`: the spans of days printed in the same clause. `phase`: the time cues found ("past", "future", "least").
    `peers`: how many other values the article prints in the same unit. `marks`: by what the reading is looked up.
    `position`: its place on a line on which figures of one kind that lie within 1 may be the same.
    `first`: nothing else in its unit stands before it in the article. `main`: the date of what the article reports.
    `person`: the words of the name that stands right beside an age. `around`: the words of the sentence and its
    neighbours by rarity. `mates`: the telling values printed there besides. `share_of`: what stands after "of" behind a
    figure that counts nothing. For dates, `dateline` is the day on which the page is dated, `horizon` says whether they
    lie before ("past"), about ("now") or after ("future") its publication, and `grain` how exact they are.
    `depth`: the share of the article's figures that stand before it. `published`: the day of the article, 0 where that
    is not known."""

    member: Member
    reading: Reading
    measured: tuple[tuple[str, Interval], ...]
    dimensions: frozenset[str]
    noun: str
    topics: Mapping[str, float]
    certainty: float
    terms: Mapping[str, float]
    sentence_terms: Mapping[str, float]
    names: Mapping[str, float]
    times: tuple[Interval, ...]
    phase: frozenset[str]
    sentence: int
    lead: bool
    peers: int
    marks: frozenset[str]
    position: float
    first: bool
    person: frozenset[str]
    around: Mapping[str, float]
    mates: frozenset[tuple[str, Decimal]]
    dateline: bool
    share_of: str
    horizon: str
    grain: str
    depth: float
    published: int
    main: bool = False


def contexts(sheet: Page, lexicon: Lexicon, words: Vocabulary) -> list[Context]:
    """The context of each reading of one article."""
    cut = Cut(sheet, lexicon, words)
    found = [_Builder(cut, i).build() for i in range(len(cut.readings))]
    length = 1 + len(sheet.text.text)
    weights = [
        0.0
        if c.dateline or "future" in c.phase
        else main_event(c.reading, c.topics, c.certainty, c.reading.start / length)
        for c in found
    ]
    best = max(weights, default=0.0)
    return [replace(c, main=True) if weight == best > 0 else c for c, weight in zip(found, weights, strict=True)]


class _Builder:
    """Gathers the context of one reading."""

    def __init__(self, cut: Cut, index: int) -> None:
        self.cut, self.sheet, self.index = cut, cut.sheet, index
        self.lexicon, self.vocabulary = cut.lexicon, cut.vocabulary
        self.reading, self.sentence = cut.readings[index], cut.places[index]
        self.mates = [cut.readings[i] for i in cut.near(index, 0)]
        self.words = cut.words(self.sentence)
        self.starts = [word.start for word in self.words]
        self.inside = range(*(bisect_left(self.starts, end) for end in (self.reading.start, self.reading.end)))
        self.distances = self._distances(self.words)

    def build(self) -> Context:
        topics, certainty = self._topics()
        measured = measured_values(self.reading)
        terms, sentence_terms = self._terms()
        noun = self.cut.noun(self.reading)
        return Context(
            member=(self.sheet.text.key, self.index),
            reading=self.reading,
            measured=measured,
            dimensions=frozenset(dimension for dimension, _ in measured),
            noun=noun,
            topics=topics,
            certainty=certainty,
            terms=terms,
            sentence_terms=sentence_terms,
            names=self._names(),
            times=self._times(),
            phase=self._phase(),
            sentence=self.sentence,
            lead=self.sentence < 3,
            peers=self.cut.peers(self.index),
            first=self.cut.firsts[self.index],
            person=self._person(),
            around=self.cut.around(self.sentence),
            mates=self.cut.mates(self.index),
            share_of=self._share_of(),
            horizon=horizon(self.reading, self.sheet.text.published_on),
            grain=grain(self.reading),
            depth=self.index / len(self.sheet.text.readings),
            published=day.toordinal() if (day := self.sheet.text.published_on) else 0,
            dateline=is_dateline(self.sheet, self.reading),
            marks=marks(topics, noun, terms),
            position=position(measured[0][1], self.reading.kind),
        )

    def _distances(self, words: Sequence[Word]) -> list[float]:
        """How far each word stands from the figure; words of figures themselves are infinitely far."""
        first, last = self._place(self.reading)
        same_kind = [self._place(mate)[0] for mate in self.mates if mate.kind == self.reading.kind]
        found = [max(first - word.at, word.at - last) for word in words]
        for other in same_kind:
            for i, word in enumerate(words):
                if word.at < other < first or first < other < word.at:
                    found[i] += _SAME_KIND_BETWEEN
        for reading in (self.reading, *self.mates):
            for i in range(bisect_left(self.starts, reading.start), bisect_left(self.starts, reading.end)):
                found[i] = inf
        return found

    def _place(self, reading: Reading) -> tuple[float, float]:
        """Where a reading begins and ends on the line of its sentence."""
        before, inside = bisect_left(self.starts, reading.start), bisect_left(self.starts, reading.end)
        start = (self.words[before - 1].at if before else 0.0) + 1.0
        return start, max(self.words[inside - 1].at if inside else start - 1.0, start)

    def _topics(self) -> tuple[dict[str, float], float]:
        found = self._topics_in(self.words, self._cue_distances(), self.cut.topic_cues(self.sentence))
        if self.reading.kind in ("count", "measure"):
            unit = unit_words(self.reading.unit)
            for name, weight in self._topics_in(unit, [1.0] * len(unit), self.cut.unit_cues(self.reading.unit)).items():
                found[name] = max(found.get(name, 0.0), weight)
        if not found:
            found = self._topics_around()
        total = sum(weight**2 for weight in found.values())
        return {name: weight**2 / total for name, weight in found.items()}, min(max(found.values(), default=0.0), 1.0)

    def _topics_around(self) -> dict[str, float]:
        """The topics of the sentences before and after, which count less."""
        all_sentences, here = self.sheet.sentences, self._place(self.reading)
        found: dict[str, float] = {}
        if self.sentence > 0:
            before = all_sentences[self.sentence - 1]
            end = before[-1].at + _SENTENCE_BORDER
            cues = self.cut.topic_cues(self.sentence - 1)
            found = self._topics_in(before, [end - word.at for word in before], cues)
        if self.sentence + 1 < len(all_sentences):
            after = all_sentences[self.sentence + 1]
            left = max(self.words[-1].at - here[1], 0.0) + _SENTENCE_BORDER
            cues = self.cut.topic_cues(self.sentence + 1)
            for name, weight in self._topics_in(after, [left + word.at for word in after], cues).items():
                found[name] = max(found.get(name, 0.0), weight)
        return found

    def _cue_distances(self) -> list[float]:
        """As `distances`, with the words of the figure itself near: the counted noun is the best of cues."""
        found = self.distances.copy()
        for i in self.inside:
            found[i] = inf if self.words[i].key in self.lexicon.stop else 1.0
        return found

    def _topics_in(self, words: Sequence[Word], distances: Sequence[float], cues: Sequence[Cue]) -> dict[str, float]:
        """For each topic that fits the kind, the weight of its best cue."""
        best: dict[str, float] = {}
        heads = self._heads() if words is self.words else range(0)
        for at, length, cue in cues:
            name = cue.removesuffix("#")
            if self.reading.kind not in self.lexicon.topics[name].kinds:
                continue
            near = min(distances[at : at + length])
            if cue != name and (near > 1 or not self._announces(words, at)):
                continue
            weight = min(1.0, _decay(near) * (1 + 0.25 * (length - 1))) * (_HEAD if at in heads else 1.0)
            best[name] = max(best.get(name, 0.0), weight)
        return {name: weight for name, weight in best.items() if weight > 0.02}

    def _heads(self) -> range:
        """The places of the words that say what the figure is of: "3 million in savings"."""
        at = self.inside.stop
        linked = at < len(self.words) and self.words[at].key in _LINKS and self.starts[at] - self.reading.end <= 1
        return range(at + 1, at + 3) if linked else range(0)

    def _announces(self, words: Sequence[Word], at: int) -> bool:
        """Whether a cue that counts only just before a figure stands there: not first in its sentence.

        Of an age, not first in its clause either: "elected at 34" tells of then, "At 34, she runs" mostly of now.
        """
        if at == 0 or words[at].start > self.reading.start:
            return False
        return self.reading.kind != "age" or words[at].at - words[at - 1].at <= 1.0

    def _terms(self) -> tuple[dict[str, float], dict[str, float]]:
        """The telling words of the sentence, by distance and rarity and by rarity alone."""
        near: dict[str, float] = {}
        alone: dict[str, float] = {}
        for i, term, rarity in self.cut.telling(self.sentence):
            if (distance := self.distances[i]) != inf:
                near[term] = max(near.get(term, 0.0), _decay(distance) * rarity)
                alone[term] = rarity
        return unit_length(near), unit_length(alone)

    def _names(self) -> dict[str, float]:
        found: dict[str, float] = {}
        for i, name, rarity in self.cut.names(self.sentence):
            if (distance := self.distances[i]) != inf:
                found[name] = max(found.get(name, 0.0), _decay(distance / 1.5) * rarity)
        return unit_length(found)

    def _phase(self) -> frozenset[str]:
        """The cues of time that stand near enough."""
        cues = self.cut.time_cues(self.sentence)
        return frozenset(name for at, n, name in cues if min(self.distances[at : at + n]) < _CLAUSE)

    def _times(self) -> tuple[Interval, ...]:
        if self.reading.kind == "date":
            return ()
        here = self._place(self.reading)[0]
        dates = [mate for mate in self.mates if mate.kind == "date"]
        return tuple(d.compared for d in dates if abs(self._place(d)[0] - here) < 12)

    def _person(self) -> frozenset[str]:
        """The name right before an age, else the one right after it."""
        if self.reading.kind != "age":
            return frozenset()
        runs = names(self.words, self.vocabulary.names)
        before = [run for run in runs if run[-1].start < self.reading.start and self._beside(run[-1])]
        after = [run for run in runs if run[0].start >= self.reading.end and self._beside(run[0])]
        return frozenset(word.key for word in (before[-1:] or after[:1] or [()])[0])

    def _share_of(self) -> str:
        """The concept of the first telling word after "of" that follows the figure, such as what a share is of."""
        if self.reading.kind == "count":
            return ""
        after = self.words[self.inside.stop :][:_OF_REACH]
        if not after or after[0].key not in _OF:
            return ""
        telling = (w for w in after[1:] if len(w.key) > 2 and w.key not in self.lexicon.stop)
        return next((self.lexicon.concept(w.key) for w in telling), "")

    def _beside(self, word: Word) -> bool:
        """Whether nothing but a comma, or a word such as "aged", stands between a word and the figure."""
        return self.distances[self.words.index(word)] <= 4.5


def _decay(distance: float) -> float:
    return exp(-max(distance - 1.0, 0.0) / _REACH)
