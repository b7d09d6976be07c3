"""A source's text cut where its figures and its masked spans begin and end, for showing it whole. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from claims.selecting import paragraph_span

T = TypeVar("T")
AROUND = 110  # characters to either side of a quote that is shown in context
Span = tuple[int, int, T]  # start, end (code points), and what stands there


@dataclass(frozen=True, slots=True)
class Passage(Generic[T]):
    """A stretch of the text. `printed`: what is printed here, one or (where two overlap) more.

    `mask` is "" in the story, `front` in front matter at the top of a file, `furniture` elsewhere.
    """

    text: str
    printed: tuple[T, ...] = ()
    mask: str = ""


def passages(text: str, masks: Sequence[tuple[int, int]], printed: Iterable[Span[T]]) -> list[Passage[T]]:
    """The whole text in order: joined, the passages are the text again.

    >>> [(p.text, p.printed) for p in passages("il vaut 29 milliards", [], [(8, 20, "a"), (8, 10, "b")])]
    [('il vaut ', ()), ('29 milliards', ('a', 'b'))]
    >>> [(p.text, p.mask) for p in passages("menu\\nUn prix", [(0, 4)], [])]
    [('menu', 'furniture'), ('\\nUn prix', '')]
    """
    found: list[Passage[T]] = []
    position = 0
    for start, end, group in _clusters(printed):
        found.extend(_between(text, position, start, masks))
        found.append(Passage(text[start:end], group))
        position = end
    found.extend(_between(text, position, len(text), masks))
    return found


def _clusters(printed: Iterable[Span[T]]) -> Iterator[tuple[int, int, tuple[T, ...]]]:
    """What overlaps is shown together, so that each has its place and no character appears twice."""
    first = last = 0
    group: list[T] = []
    for start, end, one in sorted(printed, key=lambda span: (span[0], -span[1])):
        if group and start < last:
            group.append(one)
            last = max(last, end)
            continue
        if group:
            yield first, last, tuple(group)
        first, last, group = start, end, [one]
    if group:
        yield first, last, tuple(group)


def _between(text: str, start: int, end: int, masks: Sequence[tuple[int, int]]) -> Iterator[Passage[T]]:
    for mask_start, mask_end in masks:
        first, last = max(start, mask_start), min(end, mask_end)
        if first >= last:
            continue
        if start < first:
            yield Passage(text[start:first])
        yield Passage(text[first:last], mask="front" if mask_start == 0 and text.startswith("---") else "furniture")
        start = last
    if start < end:
        yield Passage(text[start:end])


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
