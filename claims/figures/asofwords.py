"""The words that tie a date to a figure in one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from claims.figures.phrases import Phrases
from claims.figures.tokens import Tokens


@dataclass(frozen=True)
class AsOfWords:
    explicit: Phrases[None]
    counts: Phrases[None]
    during: Phrases[None]
    stocks: frozenset[str]
    states: Phrases[None]
    state_endings: tuple[str, ...]
    state_not: tuple[str, ...]
    infinitives: tuple[str, ...]
    perfect: frozenset[str]
    been: frozenset[str]
    against: Phrases[None]
    compared: Phrases[None]
    day_before: Phrases[None]
    toll: frozenset[str]
    growing: frozenset[str]
    spreading: frozenset[str]
    told: frozenset[str]
    not_told: frozenset[str]

    def stands(self, tokens: Tokens, at: int) -> bool:
        """Whether a word at token `at` says that something was so for a while: "employait", "were still"."""
        key = tokens.keys[at]
        if key in self.stocks or self.states.at(tokens, at) is not None:
            return True
        return bool(self.state_endings) and key.endswith(self.state_endings) and not key.endswith(self.state_not)


def as_of_words(table: Mapping[str, Any], phrase: Any) -> AsOfWords:
    """The vocabulary of a lexicon's `[as_of]`."""
    rules = table.get("as_of", {})

    def phrases(name: str) -> Phrases[None]:
        return Phrases((phrase(text), None) for text in rules.get(name, ()))

    def group(name: str) -> frozenset[str]:
        return frozenset(rules.get(name, ()))

    return AsOfWords(
        explicit=phrases("explicit"),
        counts=phrases("counts"),
        during=phrases("during"),
        stocks=group("stocks"),
        states=phrases("states"),
        state_endings=tuple(rules.get("state_endings", ())),
        state_not=tuple(rules.get("state_not", ())),
        infinitives=tuple(rules.get("infinitives", ())),
        perfect=group("perfect"),
        been=group("been"),
        against=phrases("against"),
        compared=phrases("compared"),
        day_before=phrases("day_before"),
        toll=group("toll"),
        growing=group("growing"),
        spreading=group("spreading"),
        told=group("told"),
        not_told=group("not_told"),
    )
