"""A document of sources.echoes cut into words and shingles, so that it can be laid beside others."""

import re
import unicodedata
from collections.abc import Iterator
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


@dataclass(frozen=True, slots=True)
class CutWord:
    start: int
    end: int
    key: str
    plain: bool
    run: int  # words of one run follow one another, with nothing masked or quoted in between


class CutText:
    """A document cut into words and shingles; `numbers` gives each shingle of all documents one to compare it by."""

    def __init__(self, document: Document, numbers: dict[tuple[str, ...], int]) -> None:
        self.document = document
        self.words = list(_words(document))
        keys = [word.key for word in self.words]
        self.shingles: dict[int, int] = {}
        for at in range(len(keys) - SHINGLE + 1):
            window = self.words[at : at + SHINGLE]
            if window[0].run == window[-1].run and sum(word.plain for word in window) >= PLAIN:
                self.shingles.setdefault(numbers.setdefault(tuple(keys[at : at + SHINGLE]), len(numbers)), at)
        self.length = len(keys)
        self.plain = document.text.casefold()
        self.places = {f.value: (f.start, f.end) for f in reversed(document.figures)}
        self.weight = sum(weight(value) for value in {f.value for f in document.figures})
        self.names = [(name, name.casefold()) for name in (document.credit, document.publisher) if name]


def _words(document: Document) -> Iterator[CutWord]:
    """The words outside masks and quoted speech."""
    hidden = sorted([*document.masks, *(match.span() for match in _QUOTED.finditer(document.text))])
    at = 0
    for match in _WORD.finditer(document.text):
        while at < len(hidden) and hidden[at][1] <= match.start():
            at += 1
        if at == len(hidden) or match.end() <= hidden[at][0]:
            plain = len(match[0]) > 3 and match[0].islower()
            yield CutWord(match.start(), match.end(), _fold(match[0]), plain, at)


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
