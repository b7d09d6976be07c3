"""Texts as words: keys without accents, distances that respect clauses, and names.

Distances count words; punctuation and conjunctions add to them, so that what stands in another clause is farther.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,\u00a0\u202f ]\d+)*|[,;:()—–\n]|[.!?…]+(?=[\s»”\"')]|$)")
_PUNCTUATION_COST = {",": 2.0, ";": 4.0, ":": 3.0, "(": 3.0, ")": 3.0, "—": 3.0, "–": 3.0}
_CONJUNCTION_COST = 2.0
_CONJUNCTIONS = {
    *("et", "mais", "ou", "dont", "qui", "que", "tandis", "alors", "pendant", "lorsque", "puis"),
    *("and", "but", "or", "which", "who", "while", "whereas", "as", "when", "that"),
}
_ABBREVIATIONS = {
    *("m", "mm", "mme", "mlle", "dr", "st", "ste", "av", "mr", "mrs", "ms", "inc", "corp", "ltd", "co", "gen", "sen"),
    *("rep", "no", "vs", "jan", "feb", "dec"),
}
_STEM_LENGTH = 6
_LONGEST = 150  # tokens of a sentence: more is a list or no prose, and is cut


class Word(NamedTuple):
    """One word of a text.

    `key`: lower case without accents; `at`: its place on a line on which borders of clauses add distance.
    """

    start: int
    end: int
    key: str
    at: float
    capital: bool


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """Lower case without accents.

    >>> fold("Évaluée"), fold("cœur")
    ('evaluee', 'coeur')
    """
    plain = word.casefold().replace("œ", "oe").replace("æ", "ae").replace("’", "'")
    return "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))


@lru_cache(maxsize=65_536)
def stem(key: str) -> str:
    """What inflected forms of a folded word share, in French and English alike.

    >>> stem("participation"), stem("actions"), stem("jobs")
    ('partic', 'action', 'job')
    """
    cut = key[:-1] if len(key) > 3 and key[-1] in "sx" and not key.endswith("ss") else key
    return cut[:_STEM_LENGTH]


def sentences(text: str) -> list[tuple[Word, ...]]:
    """The words of each sentence; a line break ends one unless a small letter follows.

    >>> [[w.key for w in s] for s in sentences("Il paie 3 M. de plus, dit M. Roy. Fin.")]
    [['il', 'paie', 'm', 'de', 'plus', 'dit', 'm', 'roy'], ['fin']]
    """
    return [s for s in _sentences(text) if s]


def _sentences(text: str) -> Iterator[tuple[Word, ...]]:
    words: list[Word] = []
    at, begun = 0.0, 0
    for n, found in enumerate(_WORD.finditer(text)):
        token = found[0]
        is_word = token[0].isalpha()
        ended = not is_word and token[0] in "\n.!?…" and _ends(text, found.end(), words)
        if ended or n - begun == _LONGEST:
            yield tuple(words)
            words, begun = [], n
        if is_word:
            key = fold(token)
            at += 1.0 + (_CONJUNCTION_COST if key in _CONJUNCTIONS else 0.0)
            words.append(Word(*found.span(), key, at, token[0].isupper()))
        elif not ended:
            at += 1.0 if token[0].isdigit() else _PUNCTUATION_COST.get(token, 0.0)
    yield tuple(words)


def _ends(text: str, end: int, words: Sequence[Word]) -> bool:
    """Whether a full stop ends the sentence: not after an initial or an abbreviation, nor before a small letter."""
    if (
        text[end - 1] == "."
        and words
        and words[-1].end == end - 1
        and (len(words[-1].key) == 1 or words[-1].key in _ABBREVIATIONS)
    ):
        return False
    rest = text[end : end + 6].lstrip(" \t\r\u00a0\u202f»”\"')«“‘")
    return not rest or not rest[0].islower()


def names(words: Sequence[Word], known: frozenset[str]) -> list[tuple[Word, ...]]:
    """Runs of capitalised words that are known to be names.

    >>> known = frozenset({"orvia", "bel", "air"})
    >>> [[w.key for w in n] for n in names(sentences("Le groupe Orvia rachète Bel Air.")[0], known)]
    [['orvia'], ['bel', 'air']]
    """
    runs: list[list[Word]] = []
    previous: Word | None = None
    for word in words:
        if word.capital and word.key in known:
            if runs and previous is not None and runs[-1][-1] is previous and word.at - previous.at == 1:
                runs[-1].append(word)
            else:
                runs.append([word])
        previous = word
    return [tuple(run) for run in runs]


@lru_cache(maxsize=4_096)
def unit_words(unit: str) -> tuple[Word, ...]:
    """The words of a unit, such as a counted noun."""
    return tuple(word for sentence in sentences(unit) for word in sentence)
