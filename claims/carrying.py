"""Which places of an old text stand unchanged in a new one. Plain Python, exact: nothing is matched fuzzily."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Block:
    """A run of whole lines that both texts hold: where it starts in each, and its length in code points."""

    old: int
    new: int
    length: int


def unchanged_blocks(old: str, new: str) -> list[Block]:
    """The blocks of an exact line diff, in order.

    >>> unchanged_blocks("un\\ndeux\\ntrois", "zéro\\nun\\ndeux\\nTROIS")
    [Block(old=0, new=5, length=8)]
    """
    old_lines, new_lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    old_starts, new_starts = _starts(old_lines), _starts(new_lines)
    matcher = SequenceMatcher(None, old_lines, new_lines, autojunk=False)
    return [
        Block(old_starts[match.a], new_starts[match.b], old_starts[match.a + match.size] - old_starts[match.a])
        for match in matcher.get_matching_blocks()
        if match.size
    ]


def shift(start: int, end: int, blocks: Sequence[Block]) -> int | None:
    """Where the span that starts at `start` in the old text starts in the new one; None where it is not unchanged.

    >>> shift(3, 7, [Block(old=0, new=5, length=8)])
    8
    >>> shift(6, 10, [Block(old=0, new=5, length=8)]) is None
    True
    """
    for block in blocks:
        if block.old <= start and end <= block.old + block.length:
            return start + block.new - block.old
    return None


def _starts(lines: Sequence[str]) -> list[int]:
    return [0, *accumulate(len(line) for line in lines)]
