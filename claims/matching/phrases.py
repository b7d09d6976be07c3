"""Short noun phrases in the text around a figure, for labels where no known question gives one.

No grammar: what follows an article or a possessive is taken for a noun, as far as the next small word or comma.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from claims.matching.words import Word

_BEFORE = {
    "fr": frozenset(
        [
            "le",
            "la",
            "les",
            "l",
            "un",
            "une",
            "du",
            "des",
            "au",
            "aux",
            "ce",
            "cet",
            "cette",
            "ces",
            "son",
            "sa",
            "ses",
            "leur",
            "leurs",
            "notre",
            "nos",
        ]
    ),
    "en": frozenset(["the", "a", "an", "its", "his", "her", "their", "this", "that", "these", "those", "our"]),
}
_ENDINGS = {"fr": ("ment", "rait", "raient"), "en": ("ly",)}
_LONGEST = {"fr": 2, "en": 3}


def noun_phrases(words: Sequence[Word], language: str, stop: Collection[str]) -> list[tuple[Word, ...]]:
    """The phrases of a sentence, in its order.

    >>> from claims.matching.words import sentences
    >>> def found(text, language):
    ...     return [" ".join(w.key for w in p) for p in noun_phrases(sentences(text)[0], language, {"pour", "in"})]
    >>> found("Une marche est fixée pour le début du mois, dans les rues piétonnes.", "fr")
    ['marche', 'debut', 'mois', 'rues pietonnes']
    >>> found("They met at the annual meeting in London.", "en")
    ['annual meeting']
    """
    return list(_phrases(words, language or "en", stop))


def _phrases(words: Sequence[Word], language: str, stop: Collection[str]) -> Iterator[tuple[Word, ...]]:
    for n, (before, word) in enumerate(pairwise(words)):
        if before.key in _BEFORE[language] and _fits(before, word, language, stop):
            run = [word]
            for next_ in words[n + 2 :]:
                if len(run) == _LONGEST[language] or not _fits(run[-1], next_, language, stop):
                    break
                run.append(next_)
            yield _without_verb(run, language)


def _fits(before: Word, word: Word, language: str, stop: Collection[str]) -> bool:
    """Whether a word goes on with a phrase: right behind, of letters, and neither small nor an adverb."""
    return (
        word.start - before.end <= 1
        and len(word.key) > 2
        and word.key not in stop
        and word.key not in _VERBS
        and not word.key.endswith(_ENDINGS[language])
    )


def _without_verb(run: Sequence[Word], language: str) -> tuple[Word, ...]:
    """An English phrase less a participle or a verb in the past at its end; a French one less a verb."""
    ends = ("ed",) if language == "en" else ("er", "ir", "ra", "ront", "ait", "aient")
    kept = list(run)
    while len(kept) > 1 and kept[-1].key.endswith(ends):
        kept.pop()
    return tuple(kept)


_VERBS = frozenset(
    [
        "est",
        "sont",
        "etait",
        "etaient",
        "sera",
        "seront",
        "fut",
        "furent",
        "ont",
        "avait",
        "avaient",
        "aura",
        "auront",
        "doit",
        "doivent",
        "devra",
        "peut",
        "peuvent",
        "va",
        "vont",
        "reste",
        "restent",
        "compte",
        "comptent",
        "vaut",
        "valent",
        "passe",
        "passent",
        "atteint",
        "represente",
        "emploie",
        "prevoit",
        "espere",
        "dit",
        "affirme",
        "estime",
        "are",
        "was",
        "were",
        "has",
        "had",
        "have",
        "will",
        "would",
        "said",
        "says",
        "told",
        "made",
        "took",
        "came",
        "went",
        "rose",
        "fell",
        "stood",
        "remains",
        "plans",
        "expects",
    ]
)
