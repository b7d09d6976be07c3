"""Short noun phrases in the text around a figure, for labels where no known question gives one.

No grammar: what follows an article or a possessive is taken for a noun, as far as the next small word or comma.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from claims.matching.lexicon import Lexicon
from claims.matching.words import Word

_BEFORE = {
    "fr": frozenset("le la les l un une du des au aux ce cet cette ces son sa ses leur leurs notre nos".split()),  # noqa: SIM905
    "en": frozenset("the a an its his her their this that these those our".split()),  # noqa: SIM905
}
_ENDINGS = {"fr": ("ment", "rait", "raient"), "en": ("ly",)}
_EVENT_ENDINGS = {
    "fr": ("tion", "sion", "ment", "age", "ture", "ance", "ence", "issage"),
    "en": ("tion", "sion", "ment", "ing", "al", "ance", "ence", "ure", "off", "out"),
}
_LONGEST = {"fr": 2, "en": 3}


def noun_phrases(words: Sequence[Word], language: str, lexicon: Lexicon) -> list[tuple[Word, ...]]:
    """The phrases of a sentence, in its order.

    >>> from claims.matching.lexicon import load
    >>> from claims.matching.words import sentences
    >>> def found(text, language):
    ...     return [" ".join(w.key for w in p) for p in noun_phrases(sentences(text)[0], language, load())]
    >>> found("Une marche est fixée pour le début du mois, dans les rues piétonnes.", "fr")
    ['marche', 'debut', 'rues pietonnes']
    >>> found("They met at the annual meeting in London.", "en")
    ['annual meeting']
    """
    return list(_phrases(words, language or "en", lexicon))


def _phrases(words: Sequence[Word], language: str, lexicon: Lexicon) -> Iterator[tuple[Word, ...]]:
    for n, (before, word) in enumerate(pairwise(words)):
        if before.key in _BEFORE[language] and _may_stand(before, word, lexicon):
            run = [word]
            for next_ in words[n + 2 :]:
                if len(run) == _LONGEST[language] or not _fits(run[-1], next_, language, lexicon):
                    break
                run.append(next_)
            yield _without_verb(run, language)


def _may_stand(before: Word, word: Word, lexicon: Lexicon) -> bool:
    """Whether a word may stand in a phrase: right behind, of letters, and neither small nor a known verb."""
    small = len(word.key) < 3 or word.key in lexicon.stop
    return word.start - before.end <= 1 and not small and word.key not in lexicon.verbs


def _fits(before: Word, word: Word, language: str, lexicon: Lexicon) -> bool:
    """Whether a word goes on with a phrase: it may stand there and is no adverb."""
    return _may_stand(before, word, lexicon) and not word.key.endswith(_ENDINGS[language])


def _without_verb(run: Sequence[Word], language: str) -> tuple[Word, ...]:
    """An English phrase less a participle or a verb in the past at its end; a French one less a verb."""
    ends = ("ed",) if language == "en" else ("er", "ir", "ra", "ront", "ait", "aient", "ee", "ees")
    kept = list(run)
    while len(kept) > 1 and kept[-1].key.endswith(ends):
        kept.pop()
    return tuple(kept)


def is_event(phrase: Sequence[Word], language: str, lexicon: Lexicon) -> bool:
    """Whether a phrase names something that happens: by its ending, or because the lexicon knows it as an event.

    >>> from claims.matching.lexicon import load
    >>> from claims.matching.words import sentences
    >>> [is_event(sentences(word)[0], "en", load()) for word in ("announcement", "vote", "table")]
    [True, True, False]
    """
    head = phrase[0 if language == "fr" else -1].key.removesuffix("s")
    return head.endswith(_EVENT_ENDINGS[language]) or head in lexicon.events
