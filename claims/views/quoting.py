"""A quote where it stands: a few words or the whole paragraph around it, cut at offsets of the edition's text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from claims.models import Mention
from claims.models.prepared import Prepared
from claims.passages import words_around
from claims.selecting import paragraph_span
from sources.models import Edition

PARAGRAPHS = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; `mention` where it is the quote of one, 0 elsewhere."""

    text: str
    mention: int = 0


@dataclass(frozen=True, slots=True)
class Passage:
    pieces: tuple[Piece, ...]
    cut_before: bool = False
    cut_after: bool = False


class Texts:
    """The texts of editions, by their keys, read at once when the first of those that are `wanted` is."""

    def __init__(self, wanted: Callable[[], Iterable[int]]) -> None:
        self._wanted = wanted
        self._held: dict[int, str] = {}

    def of(self, mention: Mention) -> str:
        key = mention.edition_id
        if key not in self._held:
            self._held.update(_TEXTS(sorted({key, *(() if self._held else self._wanted())})))
        return self._held[key]


_TEXTS = Prepared[tuple[int, str]](
    lambda keys: Edition.objects.filter(pk__in=keys).order_by().values_list("pk", "text")
)


def in_context(mention: Mention, text: str) -> Passage:
    """The mention's quote with the words around it, its hedge among them."""
    low, high = words_around(text, mention.start, mention.end)
    first, last = paragraph_span(text, mention.start, mention.end)
    return Passage(_cut(text, low, high, [mention]), cut_before=low > first, cut_after=high < last)


def paragraphs(mentions: Sequence[Mention], text: str) -> list[Passage]:
    """The paragraphs that hold the mentions, each once, with all of them marked."""
    spans: dict[tuple[int, int], list[Mention]] = {}
    for mention in mentions:
        spans.setdefault(paragraph_span(text, mention.start, mention.end), []).append(mention)
    return [Passage(_cut(text, first, last, held)) for (first, last), held in list(spans.items())[:PARAGRAPHS]]


def _cut(text: str, low: int, high: int, mentions: Sequence[Mention]) -> tuple[Piece, ...]:
    pieces, at = [], low
    for mention in sorted(mentions, key=lambda mention: mention.start):
        if mention.start < at:
            continue
        pieces += [Piece(text[at : mention.start]), Piece(text[mention.start : mention.end], mention.pk)]
        at = mention.end
    pieces.append(Piece(text[at:high]))
    return tuple(piece for piece in pieces if piece.text)
