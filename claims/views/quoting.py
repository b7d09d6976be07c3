"""A quote where it stands: a few words or the whole paragraph around it, cut at offsets of the edition's text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claims.models import Mention

AROUND = 110
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


def paragraph_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the paragraph around a span begins and ends: a line of the text.

    >>> paragraph_span("one\\ntwo three\\nfour", 4, 7)
    (4, 13)
    """
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    return first, len(text) if last < 0 else last


def words_around(text: str, start: int, end: int, around: int = AROUND) -> tuple[int, int]:
    """The span of whole words about `around` characters to either side, within the paragraph.

    >>> text = "A long sentence says 14 billion in the middle of it."
    >>> low, high = words_around(text, 21, 31, around=12)
    >>> text[low:high]
    'says 14 billion in the'
    """
    first, last = paragraph_span(text, start, end)
    low, high = max(first, start - around), min(last, end + around)
    if low > first:
        space = text.find(" ", low, start)
        low = start if space < 0 else space + 1
    if high < last:
        space = text.rfind(" ", end, high)
        high = end if space < 0 else space
    return low, high


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
