"""What is worked out once for some articles and serves matching and cross-checks alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from claims.matching.context import Context, contexts
from claims.matching.lexicon import Lexicon, load
from claims.matching.pages import Page, Vocabulary, page, vocabulary
from claims.matching.shapes import Text


@dataclass(frozen=True, slots=True)
class Gathered:
    """Articles cut into sentences, what they all say about their words, and the context of each reading."""

    lexicon: Lexicon
    pages: Sequence[Page]
    vocabulary: Vocabulary
    contexts: Sequence[Sequence[Context]]


def gather(texts: Sequence[Text]) -> Gathered:
    lexicon = load()
    pages = [page(text) for text in texts]
    words = vocabulary(pages, lexicon)
    return Gathered(lexicon, pages, words, [contexts(sheet, lexicon, words) for sheet in pages])
