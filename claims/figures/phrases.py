"""Phrases of a lexicon, compiled once and looked up by their first or last word in time of their length."""

from collections.abc import Iterable, Sequence
from typing import Generic, Protocol, TypeVar

Payload = TypeVar("Payload")


class TokenRow(Protocol):
    """What a phrase is looked up in: folded words, and each as printed."""

    keys: list[str]

    def word(self, index: int) -> str: ...


Entry = tuple[tuple[str, ...], tuple[tuple[int, str], ...], Payload]


class Phrases(Generic[Payload]):
    """A table from word sequences to what they mean; the longest one that fits wins.

    A word with a capital in the table must be printed so: `GW` is not `gw`. All others fit in any case.
    """

    def __init__(self, rows: Iterable[tuple[Sequence[str], Payload]]) -> None:
        self._by_first: dict[str, list[Entry[Payload]]] = {}
        self._by_last: dict[str, list[Entry[Payload]]] = {}
        self.add(rows)

    def add(self, rows: Iterable[tuple[Sequence[str], Payload]], as_written: bool = False) -> None:
        """Adds phrases; `as_written` ones fit only as they are written, capitals or not."""
        for words, payload in rows:
            keys = tuple(word.lower() for word in words)
            exact = tuple((n, word) for n, word in enumerate(words) if as_written or word != word.lower())
            entry = (keys, exact, payload)
            self._by_first.setdefault(keys[0], []).append(entry)
            self._by_last.setdefault(keys[-1], []).append(entry)
        for table in (self._by_first, self._by_last):
            for entries in table.values():
                entries.sort(key=lambda entry: (-len(entry[0]), -len(entry[1])))

    def __contains__(self, key: str) -> bool:
        """Whether some phrase starts with this word."""
        return key in self._by_first

    def first_words(self) -> Iterable[str]:
        return self._by_first.keys()

    def last_words(self) -> Iterable[str]:
        return self._by_last.keys()

    def at(self, tokens: TokenRow, start: int) -> tuple[Payload, int] | None:
        """The payload of the longest phrase that starts at token `start`, and the token after it."""
        entries = self._by_first.get(tokens.keys[start])
        if entries is None:
            return None
        keys = tokens.keys
        for words, exact, payload in entries:
            end = start + len(words)
            if (len(words) == 1 or tuple(keys[start:end]) == words) and _as_printed(tokens, start, exact):
                return payload, end
        return None

    def before(self, tokens: TokenRow, end: int) -> tuple[Payload, int] | None:
        """The payload of the longest phrase that ends just before token `end`, and its first token."""
        entries = self._by_last.get(tokens.keys[end - 1])
        if entries is None:
            return None
        keys = tokens.keys
        for words, exact, payload in entries:
            start = end - len(words)
            if (len(words) == 1 or tuple(keys[start:end]) == words) and _as_printed(tokens, start, exact):
                return payload, start
        return None


def _as_printed(tokens: TokenRow, start: int, exact: tuple[tuple[int, str], ...]) -> bool:
    return all(tokens.word(start + offset) == word for offset, word in exact)
