"""Phrases of a lexicon, compiled once and looked up by their first or last word in time of their length."""

from collections.abc import Iterable, Sequence
from typing import Generic, Protocol, TypeVar

Payload = TypeVar("Payload")


class TokenRow(Protocol):
    """What a phrase is looked up in: folded words, and each as printed."""

    keys: list[str]

    def word(self, index: int) -> str: ...


Exact = tuple[tuple[int, str], ...]
Forms = dict[tuple[str, ...], list[tuple[Exact, Payload]]]


class Phrases(Generic[Payload]):
    """A table from word sequences to what they mean; the longest one that fits wins.

    A word with a capital in the table must be printed so: `GW` is not `gw`. All others fit in any case. Phrases that
    share a first or last word lie together, by their length: a look-up costs one step for each length, however many
    there are.
    """

    def __init__(self, rows: Iterable[tuple[Sequence[str], Payload]]) -> None:
        self._by_first: dict[str, dict[int, Forms[Payload]]] = {}
        self._by_last: dict[str, dict[int, Forms[Payload]]] = {}
        self.add(rows)

    def add(self, rows: Iterable[tuple[Sequence[str], Payload]], as_written: bool = False) -> None:
        """Adds phrases; `as_written` ones fit only as they are written, capitals or not."""
        for words, payload in rows:
            keys = tuple(word.lower() for word in words)
            exact = tuple((n, word) for n, word in enumerate(words) if as_written or word != word.lower())
            for table, word in ((self._by_first, keys[0]), (self._by_last, keys[-1])):
                forms = table.setdefault(word, {}).setdefault(len(keys), {})
                forms.setdefault(keys, []).append((exact, payload))
        self._by_first, self._by_last = _longest_first(self._by_first), _longest_first(self._by_last)

    def __contains__(self, key: str) -> bool:
        """Whether some phrase starts with this word."""
        return key in self._by_first

    def first_words(self) -> Iterable[str]:
        return self._by_first.keys()

    def last_words(self) -> Iterable[str]:
        return self._by_last.keys()

    def at(self, tokens: TokenRow, start: int) -> tuple[Payload, int] | None:
        """The payload of the longest phrase that starts at token `start`, and the token after it."""
        lengths = self._by_first.get(tokens.keys[start])
        if lengths is None:
            return None
        for length, forms in lengths.items():
            for exact, payload in forms.get(tuple(tokens.keys[start : start + length]), ()):
                if not exact or _as_printed(tokens, start, exact):
                    return payload, start + length
        return None

    def before(self, tokens: TokenRow, end: int) -> tuple[Payload, int] | None:
        """The payload of the longest phrase that ends just before token `end`, and its first token."""
        lengths = self._by_last.get(tokens.keys[end - 1])
        if lengths is None:
            return None
        for length, forms in lengths.items():
            start = end - length
            for exact, payload in forms.get(tuple(tokens.keys[start:end]), ()):
                if not exact or _as_printed(tokens, start, exact):
                    return payload, start
        return None


def _longest_first(table: dict[str, dict[int, Forms[Payload]]]) -> dict[str, dict[int, Forms[Payload]]]:
    """The same table, the lengths of each word in falling order, and of equal phrases those printed with capitals."""
    for lengths in table.values():
        for forms in lengths.values():
            for entries in forms.values():
                entries.sort(key=lambda entry: -len(entry[0]))
    return {word: dict(sorted(lengths.items(), reverse=True)) for word, lengths in table.items()}


def _as_printed(tokens: TokenRow, start: int, exact: Exact) -> bool:
    return all(tokens.word(start + offset) == word for offset, word in exact)
