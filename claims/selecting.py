"""From what an editor selects or types to a place in a stored text. Plain Python; offsets count code points.

A browser shows and sends every line break as one character, whatever the file holds, and a keyboard types one kind of
space and of apostrophe where a newspaper prints several. Nothing else is taken as alike: a number is never matched
loosely, and a place never begins or ends amid a word or a number.
"""

from __future__ import annotations

import re
from bisect import bisect_left

ALIKE = str.maketrans(dict.fromkeys("\t\n\u00a0\u2007\u2009\u202f", " ") | dict.fromkeys("’ʼ", "'"))
Span = tuple[int, int]


def as_rendered(text: str) -> str:
    """The text as a browser shows it.

    >>> as_rendered("un\\r\\ndeux\\rtrois")
    'un\\ndeux\\ntrois'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n")


def stored_span(text: str, start: int, end: int) -> Span:
    """Offsets of the rendered text as offsets of `text` itself.

    >>> text = "un\\r\\n\\r\\ndeux"
    >>> first, last = stored_span(text, 4, 8)
    >>> text[first:last]
    'deux'
    """
    doubled = [pair.start() - before for before, pair in enumerate(re.finditer("\r\n", text))]
    return start + bisect_left(doubled, start), end + bisect_left(doubled, end)


def occurrences(text: str, quote: str) -> list[Span]:
    """Every place of `text` that prints the quote, in order.

    >>> text = "Prix\\u00a0: 14,8 milliards, puis 4,8\\u00a0milliards."
    >>> [text[start:end] for start, end in occurrences(text, "4,8 milliards")]
    ['4,8\\xa0milliards']
    >>> occurrences(text, " ")
    []
    """
    wanted = as_rendered(quote).translate(ALIKE).strip()
    if not wanted:
        return []
    rendered = as_rendered(text)
    found = re.finditer(re.escape(wanted), rendered.translate(ALIKE))
    spans = [stored_span(text, *match.span()) for match in found]
    return [span for span in spans if not cuts(text, *span)]


def cuts(text: str, start: int, end: int) -> bool:
    """Whether a place begins or ends amid a word or a number.

    >>> cuts("14,8 milliards", 3, 14), cuts("14,8 milliards", 0, 4), cuts("Prix: 14.", 6, 8)
    (True, False, False)
    """
    return _joined(text, start) or _joined(text, end)


def _joined(text: str, at: int) -> bool:
    """Whether the characters to either side of `at` belong to one word or number."""
    before, after = text[max(0, at - 2) : at], text[at : at + 2]
    if not before or not after:
        return False
    if before[-1].isalnum() and after[0].isalnum():
        return True
    split_before = before[-1] in ".," and before[:-1].isdigit() and after[0].isdigit()
    split_after = before[-1].isdigit() and after[0] in ".," and after[1:].isdigit()
    return split_before or split_after


def trimmed(text: str, start: int, end: int) -> Span:
    """The place without the white space at its ends.

    >>> trimmed("le 14 juin", 2, 10)
    (3, 10)
    """
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip())


def paragraph_span(text: str, start: int, end: int) -> Span:
    """Where the paragraph around a span begins and ends: a line of the text.

    >>> paragraph_span("one\\ntwo three\\nfour", 4, 7)
    (4, 13)
    """
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    return first, len(text) if last < 0 else last
