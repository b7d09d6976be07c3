"""Who says a figure: the speaker that the sentence names, as printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from claims.figures.phrases import Phrases
from claims.figures.tokens import BREAK, QUOTES, Tokens

REACH = 60  # tokens to either side in which the sentence is looked through
_STOPS = frozenset((".", BREAK, "!", "?", "…"))
LONGEST = 10  # tokens of a speaker's name


@dataclass(frozen=True)
class SpeechWords:
    before: Phrases[None]
    verbs: frozenset[str]
    present: frozenset[str]
    auxiliaries: frozenset[str]
    passive: frozenset[str]
    by: frozenset[str]
    stops: frozenset[str]
    that: frozenset[str]
    telling: frozenset[str]
    simple_past: bool


def speech_words(table: Mapping[str, Any], phrase: Any) -> SpeechWords:
    """The vocabulary of a lexicon's `[attribution]`."""
    speech = table.get("attribution", {})

    def group(name: str) -> frozenset[str]:
        return frozenset(speech.get(name, ()))

    return SpeechWords(
        before=Phrases((phrase(text), None) for text in speech.get("before", ())),
        verbs=group("verbs"),
        present=group("present"),
        auxiliaries=group("auxiliaries"),
        passive=group("passive"),
        by=group("by"),
        stops=group("stops"),
        that=group("that"),
        simple_past=bool(speech.get("simple_past", False)),
        telling=group("verbs")
        | group("present")
        | group("passive")
        | {phrase(text)[0] for text in speech.get("before", ())},
    )


def sentence(tokens: Tokens, at: int) -> tuple[int, int]:
    """The tokens of the sentence around token `at`, at most REACH to either side."""
    keys = tokens.keys
    first, lowest = at, max(1, at - REACH)
    while first > lowest and (keys[first - 1] not in _STOPS or not _ends(tokens, first - 1)):
        first -= 1
    end, highest = at, min(len(keys) - 1, at + REACH)
    while end < highest and (keys[end] not in _STOPS or not _ends(tokens, end)):
        end += 1
    return first, end


def _ends(tokens: Tokens, at: int) -> bool:
    """Whether a sentence ends at this token; the full stop of an initial or abbreviation ends none."""
    key = tokens.keys[at]
    if key == ".":
        return not (tokens.touching(at - 1) and len(tokens.keys[at - 1]) <= 2 and tokens.capital(at - 1))
    return key in (BREAK, "!", "?", "…")


def speaker(tokens: Tokens, at: int, words: SpeechWords) -> str:
    """The speaker of the sentence around token `at`, or nothing."""
    first, end = sentence(tokens, at)
    telling = [here for here in range(first, end) if tokens.keys[here] in words.telling]
    for here in telling:
        found = words.before.at(tokens, here)
        if found is not None:
            name = _name_after(tokens, found[1], end, words)
            if name:
                return name
        if tokens.keys[here] in words.passive:
            name = _by(tokens, here + 1, end, words)
            if name:
                return name
    return _said(tokens, first, end, telling, words)


def _by(tokens: Tokens, at: int, end: int, words: SpeechWords) -> str:
    return _name_after(tokens, at + 1, end, words) if tokens.keys[at] in words.by else ""


def _said(tokens: Tokens, first: int, end: int, telling: list[int], words: SpeechWords) -> str:
    """The subject of a verb of saying: "a déclaré X", "X said", "X a indiqué que"."""
    for here in telling:
        key = tokens.keys[here]
        if key not in words.verbs and key not in words.present:
            continue
        compound = tokens.keys[here - 1] in words.auxiliaries
        if not (compound or key in words.present or words.simple_past):
            continue
        inverted = tokens.keys[here - 1 - compound] in (",", *QUOTES) or here - compound == first
        name = (
            _name_after(tokens, here + 1, end, words)
            if inverted
            else _name_before(tokens, here - compound, first, words)
        )
        if name.strip("Ll’' ").replace("The ", "").strip() and any(char.isupper() for char in name):
            return name
    return ""


def _name_after(tokens: Tokens, at: int, end: int, words: SpeechWords) -> str:
    if tokens.keys[at] in words.stops and not _article(tokens, at):
        return ""
    last = at
    while last < min(end, at + LONGEST):
        key = tokens.keys[last]
        named = tokens.wordlike(last) or (tokens.number(last) and tokens.capital(last - 1)) or key in "-&."
        if not named or (last > at and key in words.stops):
            break
        if key == "." and not tokens.capital(last - 1):
            break
        last += 1
    return tokens.slice(at, last)


def _name_before(tokens: Tokens, end: int, first: int, words: SpeechWords) -> str:
    at = end
    while at > max(first, end - LONGEST):
        key = tokens.keys[at - 1]
        if not (tokens.wordlike(at - 1) or key in "-&") or (key in words.stops and not _article(tokens, at - 1)):
            break
        at -= 1
    return tokens.slice(at, end)


def _article(tokens: Tokens, at: int) -> bool:
    """Whether a stop word may open the name: "Le groupe", "l'AFP"."""
    return tokens.keys[at] in ("le", "la", "les", "l'", "the")


class Speakers:
    """The speaker of each sentence of a text, found once for all figures in it."""

    def __init__(self, tokens: Tokens, words: SpeechWords) -> None:
        self.tokens, self.words = tokens, words
        self._end = 0
        self._name = ""

    def at(self, token: int) -> str:
        """The speaker at a token; asked for tokens in rising order."""
        if token >= self._end:
            self._end = sentence(self.tokens, token)[1] + 1
            self._name = speaker(self.tokens, token, self.words)
        return self._name
