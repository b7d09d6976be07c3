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
_ADVERBS = {"fr": ("ment",), "en": ("ly",)}
_VERBS = {"fr": ("ait", "aient", "erent", "irent", "rait", "raient"), "en": ()}
# A French word behind a noun belongs to its phrase only where its ending is that of an adjective.
_ADJECTIVES = (
    *("al", "ale", "aux", "ales", "el", "elle", "els", "elles", "if", "ive", "ifs", "ives", "ique", "iques", "aire"),
    *(
        "aires",
        "eux",
        "euse",
        "euses",
        "able",
        "ables",
        "ible",
        "ibles",
        "ain",
        "aine",
        "aines",
        "ien",
        "ienne",
        "iens",
    ),
    *(
        "iennes",
        "ois",
        "oise",
        "oises",
        "ais",
        "aise",
        "aises",
        "net",
        "nette",
        "nets",
        "brut",
        "brute",
        "bruts",
        "public",
    ),
    *(
        "publics",
        "moyen",
        "moyens",
        "moyenne",
        "fixe",
        "fixes",
        "tier",
        "iere",
        "ieres",
        "ier",
        "iers",
        "onne",
        "onnes",
    ),
)
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
        if before.key in _BEFORE[language] and _may_open(before, word, language, lexicon):
            yield _run(words, n + 1, language, lexicon)


def phrase_after(words: Sequence[Word], end: int, language: str, lexicon: Lexicon) -> tuple[Word, ...]:
    """The phrase right behind a rank that ends at `end`: "the fourth insurer to be hit".

    >>> from claims.matching.lexicon import load
    >>> from claims.matching.words import sentences
    >>> text = "Kestrel is the fourth insurer to be hit."
    >>> [w.key for w in phrase_after(sentences(text)[0], text.index(" insurer"), "en", load())]
    ['insurer']
    """
    n = next((i for i, word in enumerate(words) if word.start >= end), 0)
    if n == 0 or words[n].start - end > 1 or not _may_stand(words[n - 1], words[n], lexicon):
        return ()
    return _run(words, n, language, lexicon)


def _run(words: Sequence[Word], n: int, language: str, lexicon: Lexicon) -> tuple[Word, ...]:
    """The phrase that begins with word `n`."""
    run = [words[n]]
    for word in words[n + 1 :]:
        if len(run) == _LONGEST[language] or not _fits(run[-1], word, language, lexicon):
            break
        run.append(word)
    return _without_verb(run, language)


def _may_stand(before: Word, word: Word, lexicon: Lexicon) -> bool:
    """Whether a word may stand in a phrase: right behind, of letters, and neither small nor a known verb."""
    small = len(word.key) < 3 or word.key in lexicon.stop or word.key in lexicon.numerals
    return word.start - before.end <= 1 and not small and word.key not in lexicon.verbs


def _may_open(before: Word, word: Word, language: str, lexicon: Lexicon) -> bool:
    """Whether a word may open a phrase: it may stand there, and is no verb behind a pronoun: "le créditait"."""
    ends = _VERBS[language]
    verb = bool(ends) and word.key.endswith(ends) and word.key not in lexicon.nouns_like_verbs
    return _may_stand(before, word, lexicon) and not verb


def _fits(before: Word, word: Word, language: str, lexicon: Lexicon) -> bool:
    """Whether a word goes on with a phrase: it may stand there, is no adverb, and in French an adjective or a name."""
    adjective = language != "fr" or word.capital or word.key.endswith(_ADJECTIVES)
    return adjective and _may_stand(before, word, lexicon) and not word.key.endswith(_ADVERBS[language])


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
