"""Articles cut into sentences, and what a whole dossier says about its words."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from claims.figures.reading import Reading
from claims.matching.lexicon import Lexicon
from claims.matching.shapes import Text
from claims.matching.words import Word, sentences


@dataclass(frozen=True, slots=True)
class Page:
    """One article cut into sentences, with what is found in each."""

    text: Text
    sentences: tuple[tuple[Word, ...], ...]
    starts: tuple[int, ...]

    def sentence_of(self, reading: Reading) -> int:
        """The index of the sentence in which the reading starts."""
        return max(bisect_right(self.starts, reading.start) - 1, 0)


def page(text: Text) -> Page:
    cut = tuple(sentences(text.text))
    return Page(text, cut, tuple(s[0].start for s in cut))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the whole dossier says about its words: which are names, and how rare each is (0 to 1)."""

    names: frozenset[str]
    rarity: Mapping[str, float]

    def weight(self, term: str) -> float:
        return self.rarity.get(term, 1.0)


def vocabulary(pages: Sequence[Page], lexicon: Lexicon) -> Vocabulary:
    """Names are words written with a capital inside sentences more often than without one."""
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    total = 0
    for sheet in pages:
        for sentence in sheet.sentences:
            total += 1
            seen.update({lexicon.concept(w.key) for w in sentence if w.key not in lexicon.stop})
            if sum(w.capital for w in sentence) <= max(4, 0.6 * len(sentence)):
                capital.update(w.key for w in sentence[1:] if w.capital)
            small.update(w.key for w in sentence if not w.capital)
    names = frozenset(k for k, n in capital.items() if n > small[k] and k not in lexicon.stop and len(k) > 1)
    top = log(1 + total)
    return Vocabulary(names, {term: log(1 + total / n) / top for term, n in seen.items()} if total else {})


def printed_word(sheet: Page, sentence: int, term: str, lexicon: Lexicon, words: Vocabulary) -> str:
    """The word of a sentence that stands for a term, as printed; small unless it is a name."""
    for word in sheet.sentences[sentence] if sheet.sentences else ():
        if word.key not in lexicon.stop and lexicon.concept(word.key) == term:
            text = sheet.text.text[word.start : word.end]
            return text if word.key in words.names else text.lower()
    return ""
