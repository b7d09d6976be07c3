"""A text as lines with their offsets, and spans of it."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from operator import itemgetter
from typing import NamedTuple

Span = tuple[int, int]

# Only what editors and browsers call a line break: str.splitlines() would also cut at form feeds and U+2028.
_LINE = re.compile(r"[^\r\n]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")


class Line(NamedTuple):
    """A line that is not blank, without the white space around it: `text` is `whole[start:end]`."""

    start: int
    end: int
    text: str


def lines_of(text: str, start: int = 0) -> list[Line]:
    r"""The lines of `text` from `start` on that are not blank.

    >>> lines_of("Un titre\r\n\r\n  La suite.\n")
    [Line(start=0, end=8, text='Un titre'), Line(start=14, end=23, text='La suite.')]
    """
    found = []
    for match in _LINE.finditer(text, start):
        line = match.group()
        content = line.strip()
        if content:
            begin = match.start() + len(line) - len(line.lstrip())
            found.append(Line(begin, begin + len(content), content))
    return found


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, those that touch or overlap made one, empty ones left out.

    >>> merged([(8, 9), (0, 3), (2, 5), (5, 6), (7, 7)])
    ((0, 6), (8, 9))
    """
    joined: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)


def without(text: str, spans: Iterable[Span]) -> str:
    """What remains of `text` outside of `spans`, each of which becomes one space.

    >>> without("menu Le titre", [(0, 4)])
    '  Le titre'
    """
    kept = []
    position = 0
    for start, end in spans:
        kept.append(text[position:start])
        position = end
    return " ".join([*kept, text[position:]])


def uncovered(line: Line, spans: tuple[Span, ...]) -> str:
    """The text of `line` that lies in none of `spans`, which are sorted and disjoint.

    >>> uncovered(Line(10, 22, "LYON - Vendu"), ((0, 17),))
    'Vendu'
    """
    first = bisect_right(spans, line.start, key=itemgetter(1))
    within = []
    for index in range(first, len(spans)):
        start, end = spans[index]
        if start >= line.end:
            break
        within.append((max(start, line.start) - line.start, min(end, line.end) - line.start))
    return without(line.text, within).strip() if within else line.text


def visible(text: str) -> str:
    r"""`text` as it looks: without zero-width and direction marks, white space single, apostrophes straight.

    For comparing only: its offsets are not those of `text`.

    >>> visible("me\u200bnu  d’accueil")
    "menu d'accueil"
    """
    return " ".join(_INVISIBLE.sub("", text).replace("’", "'").split())
