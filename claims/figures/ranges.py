"""The words and signs that join the two ends of a range, and those of a change from one value to another."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from claims.figures.phrases import Phrases
from claims.figures.tokens import BREAK, HYPHENS, Tokens

CHANGE_REACH = 9  # tokens to the left in which a verb of change makes "from 12 to 30" two figures


@dataclass(frozen=True)
class RangeWords:
    between: Phrases[None]
    start: Phrases[None]
    to: Phrases[None]
    joins: frozenset[str]
    lists: frozenset[str]
    change: frozenset[str]
    either: frozenset[str]
    connects: frozenset[str]
    steps: frozenset[str]


def range_words(table: Mapping[str, Any], phrase: Any) -> RangeWords:
    """The vocabulary of a lexicon's `[ranges]`."""
    ranges = table.get("ranges", {})

    def phrases(name: str) -> Phrases[None]:
        return Phrases((phrase(text), None) for text in ranges.get(name, ()))

    to, joins = phrases("to"), frozenset(ranges.get("and", ()))
    return RangeWords(
        between=phrases("between"),
        start=phrases("from"),
        to=to,
        joins=joins,
        lists=frozenset((*ranges.get("and", ()), *ranges.get("or", ()), ",")),
        steps=frozenset(ranges.get("steps", ())),
        change=frozenset(table["words"].get("change", ())),
        either=frozenset(ranges.get("or", ())),
        connects=frozenset(ranges.get("or", ())) | HYPHENS | joins | {"~"} | frozenset(to.first_words()),
    )


def opening(tokens: Tokens, first: int, words: RangeWords) -> tuple[str, int]:
    """How a range opens before token `first`: `between`, `from` or nothing, and the token where that begins."""
    between = words.between.before(tokens, first)
    if between is not None:
        return "between", between[1]
    start = words.start.before(tokens, first)
    return ("from", start[1]) if start is not None else ("", first)


def connector(tokens: Tokens, end: int, opened: str, words: RangeWords) -> int | None:
    """The token after what joins a number that ends before `end` to the upper end of its range."""
    key = tokens.keys[end]
    suspended = words.to.at(tokens, end + 1) if key in HYPHENS and not tokens.touching(end) else None
    if suspended is not None:
        return suspended[1]  # "18- to 24-year-olds"
    if key in HYPHENS or key == "~":
        # a spaced dash sets off a clause; a range is printed with both sides alike
        return end + 1 if tokens.touching(end - 1) == tokens.touching(end) else None
    if opened == "between" and key in words.joins:
        return end + 1
    if not opened and key in words.either:
        return end + 1
    found = words.to.at(tokens, end)
    return found[1] if found is not None else None


def tells_change(tokens: Tokens, first: int, words: RangeWords) -> bool:
    """Whether a verb or noun of change stands shortly before token `first`, in its sentence."""
    for at in range(first - 1, max(0, first - 1 - CHANGE_REACH), -1):
        key = tokens.keys[at]
        if key in (BREAK, ".", ";"):
            return False
        if key in words.change:
            return True
    return False
