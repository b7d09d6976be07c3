"""A document of sources.echoes cut into words and shingles, so that it can be laid beside others."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

Span = tuple[int, int]

SHINGLE = 6  # words
PLAIN = 3  # of them, words that are no names, no numbers and no short words
_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,\u00a0\u202f ]\d+)*")
_QUOTED = re.compile(r"«[^«»]{0,2000}»|“[^“”]{0,2000}”|(?<!\w)\"[^\"\n]{0,2000}\"(?!\w)")


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure in a text; equal `value` means equal value and unit ("USD 14300000000"), in whatever words."""

    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class Document:
    """One text. `credit` is the agency that it credits as its own origin, `masks` are spans that are no story.

    Dates are best left out of `figures`, since every text has them.
    """

    key: str
    text: str
    language: str = ""
    publisher: str = ""
    credit: str = ""
    masks: tuple[Span, ...] = ()
    figures: tuple[Printed, ...] = ()


class Values:
    """What a document prints: where each value first stands, and how telling all of them are together."""

    def __init__(self, document: Document) -> None:
        self.places = {f.value: (f.start, f.end) for f in reversed(document.figures)}
        self.weight = sum(map(weight, self.places))


class CutText:
    """A document cut into words outside masks and quoted speech, and into shingles of these.

    `keys` are the words and `spans` their places; `shingles` gives where each first begins, by a number that is one for
    all documents which share `numbers`.
    """

    def __init__(self, document: Document, numbers: dict[tuple[str, ...], int]) -> None:
        self.document = document
        self.keys: list[str] = []
        self.spans: list[Span] = []
        plain, runs = self._cut(document)
        self.length = len(self.keys)
        self.shingles: dict[int, int] = {}
        for at in range(self.length - SHINGLE + 1):
            if plain[at + SHINGLE] - plain[at] >= PLAIN and runs[at] == runs[at + SHINGLE - 1]:
                window = tuple(self.keys[at : at + SHINGLE])
                self.shingles.setdefault(numbers.setdefault(window, len(numbers)), at)
        self.plain = document.text.casefold()
        self.values = Values(document)
        self.names = [(name, name.casefold()) for name in (document.credit, document.publisher) if name]

    def _cut(self, document: Document) -> tuple[list[int], list[int]]:
        """How many plain words stand before each word, and its run.

        Words of one run follow one another, with nothing masked or quoted in between.
        """
        hidden = sorted([*document.masks, *(match.span() for match in _QUOTED.finditer(document.text))])
        hidden.append((len(document.text) + 1, len(document.text) + 1))
        plain, runs, run = [0], [], 0
        for match in _WORD.finditer(document.text):
            start, end = span = match.span()
            while hidden[run][1] <= start:
                run += 1
            if end <= hidden[run][0]:
                word = match[0]
                self.spans.append(span)
                self.keys.append(_fold(word))
                plain.append(plain[-1] + (len(word) > 3 and word.islower()))
                runs.append(run)
        return plain, runs


@lru_cache(maxsize=65_536)
def _fold(word: str) -> str:
    """Lower case without accents and without spaces in numbers."""
    bare = unicodedata.normalize("NFD", re.sub(r"\s", "", word).casefold())
    return "".join(char for char in bare if not unicodedata.combining(char))


@lru_cache(maxsize=16_384)
def weight(value: str) -> float:
    """How telling a value is: by its significant digits.

    >>> weight("USD 14300000000"), weight("% 50"), weight("count 48216")
    (1.0, 0.2, 1.0)
    """
    digits = re.sub(r"\D", "", value.rpartition(" ")[2]).strip("0")
    return {0: 0.0, 1: 0.2, 2: 0.5}.get(len(digits), 1.0)
