"""Two editions of a text side by side: which lines stayed, which changed, and which words in them. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

CONTEXT = 1  # unchanged lines shown around a change
LONGEST = 4_000  # words of a line beyond which it is shown whole as changed
_WORD = re.compile(r"\w+|\s+|[^\w\s]+")


@dataclass(frozen=True, slots=True)
class Part:
    """A run of words; `changed` where the other edition does not have them there."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A line as each edition has it, None where one does not. `skipped`: so many unchanged lines stand here instead."""

    old: tuple[Part, ...] | None = None
    new: tuple[Part, ...] | None = None
    skipped: int = 0

    @property
    def is_changed(self) -> bool:
        return not self.skipped and (self.old != self.new)


def compare(old: str, new: str) -> list[Row]:
    """The lines of both, in order; long stretches without a change are folded.

    >>> [(row.old, row.new) for row in compare("un\\n", "un\\n")]
    [((Part(text='un', changed=False),), (Part(text='un', changed=False),))]
    >>> row = compare("prix de 14,3 milliards", "prix de 14,8 milliards")[0]
    >>> [part.text for part in row.new if part.changed]
    ['8']
    """
    before, after = old.splitlines(), new.splitlines()
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    rows: list[Row] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            rows += [_same(line) for line in before[i:j]]
        else:
            rows += _changed(before[i:j], after[k:m])
    return list(_folded(rows))


def _same(line: str) -> Row:
    parts = (Part(line, False),)
    return Row(parts, parts)


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[Row]:
    """Lines that replace one another, in pairs; what is left over stands alone."""
    for n in range(max(len(old), len(new))):
        left, right = (lines[n] if n < len(lines) else None for lines in (old, new))
        if left is None or right is None:
            yield Row(left if left is None else (Part(left, True),), right if right is None else (Part(right, True),))
        else:
            yield _words(left, right)


def _words(old: str, new: str) -> Row:
    before, after = _WORD.findall(old), _WORD.findall(new)
    if max(len(before), len(after)) > LONGEST:
        return Row((Part(old, True),), (Part(new, True),))
    left: list[Part] = []
    right: list[Part] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        left += [Part("".join(before[i:j]), tag != "equal")] if i < j else []
        right += [Part("".join(after[k:m]), tag != "equal")] if k < m else []
    return Row(tuple(left), tuple(right))


def _folded(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows with stretches of more than a few unchanged ones counted instead of shown."""
    near = [any(row.is_changed for row in rows[max(0, n - CONTEXT) : n + CONTEXT + 1]) for n in range(len(rows))]
    hidden = 0
    for row, shown in zip(rows, near, strict=True):
        if shown or not any(near):
            if hidden:
                yield Row(skipped=hidden)
            hidden = 0
            yield row
        else:
            hidden += 1
    if hidden:
        yield Row(skipped=hidden)
