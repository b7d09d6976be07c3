"""Numbers that are no figures: names with digits, labels, addresses, clock times, scores, page furniture."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from claims.figures.phrases import Phrases
from claims.figures.tokens import BREAK, DIGITS, HYPHENS, Tokens

_SEPARATORS = frozenset((BREAK, "·", "|", "•", "/", "-", "–", "—", "(", ")"))
_PLURALS = ("s", "x", "people")
SHORTEST_CODE = 4  # digits of a number to which messages are sent
LONGEST_ROW = 24  # numbers in a row; a table or a code has more


@dataclass(frozen=True)
class TrapWords:
    labels: frozenset[str]
    year_labels: Phrases[None]
    streets_after: frozenset[str]
    streets_named: frozenset[str]
    furniture: Phrases[None]
    furniture_before: Phrases[None]
    counters: Phrases[None]
    texting: frozenset[str]
    text_to: frozenset[str]
    emergency: frozenset[str]
    emergency_before: frozenset[str]
    emergency_after: frozenset[str]
    clock: frozenset[str]
    clock_before: Phrases[None]
    clock_not_before: frozenset[str]
    clock_after: Phrases[None]
    idioms: Phrases[None]
    idiom_words: frozenset[str]
    plain: frozenset[str]
    before_minus: frozenset[str]
    page_of: frozenset[str]
    page_joins: frozenset[str]
    after_no_figure: frozenset[str]


def trap_words(table: Mapping[str, Any], phrase: Any) -> TrapWords:
    """The vocabulary of a lexicon's `[traps]`."""
    traps = table.get("traps", {})
    words = table["words"]

    def phrases(name: str) -> Phrases[None]:
        return Phrases((phrase(text), None) for text in traps.get(name, ()))

    hedges = table.get("hedges", {})
    openers = {word for texts in hedges.values() if isinstance(texts, list) for text in texts for word in phrase(text)}
    months = table.get("dates", {}).get("before_year", ())
    clock_after, clock = phrases("clock_after"), frozenset(traps.get("clock", ()))
    page_of = frozenset((*words.get("of", ()), *table.get("fractions", {}).get("out_of", ()), "/"))
    return TrapWords(
        labels=frozenset(traps.get("labels", ())),
        year_labels=phrases("year_labels"),
        streets_after=frozenset(traps.get("streets_after", ())),
        streets_named=frozenset(traps.get("streets_named", ())),
        furniture=phrases("furniture"),
        furniture_before=phrases("furniture_before"),
        counters=phrases("counters"),
        texting=frozenset(traps.get("texting", ())),
        text_to=frozenset(traps.get("text_to", ())),
        emergency=frozenset(traps.get("emergency", ())),
        emergency_before=frozenset(traps.get("emergency_before", ())),
        emergency_after=frozenset(traps.get("emergency_after", ())),
        clock=clock,
        clock_before=phrases("clock_before"),
        clock_not_before=frozenset(traps.get("clock_not_before", ())),
        clock_after=clock_after,
        idioms=phrases("idioms"),
        idiom_words=frozenset(word.lower() for text in traps.get("idioms", ()) for word in phrase(text)),
        page_of=page_of,
        after_no_figure=HYPHENS | page_of | clock | {".", ")", ":"} | frozenset(clock_after.first_words()),
        page_joins=frozenset((*words.get("and", ()), *table.get("ranges", {}).get("to", ()))),
        before_minus=frozenset(traps.get("before_minus", ())),
        plain=frozenset((*words.get("function", ()), *words.get("articles", ()), *openers, *months)),
    )


def row_end(tokens: Tokens, at: int, items: frozenset[str], joins: frozenset[str]) -> int | None:
    """The token after a row of numbers too long to be figures, where one starts at token `at`.

    `items` are the words that count as numbers in it; between two stands nothing or one of `joins`.
    """
    last, seen = at, 1
    while True:
        after = last + 1 + (tokens.keys[last + 1] in joins)
        if tokens.keys[after] not in items and tokens.keys[after][0] not in DIGITS:
            return last + 1 if seen > LONGEST_ROW else None
        last, seen = after, seen + 1


def in_idiom(tokens: Tokens, at: int, words: TrapWords) -> int | None:
    """The token after a set phrase that holds token `at`, where there is one."""
    if tokens.keys[at] not in words.idiom_words:
        return None
    for start in (at, at - 1, at - 2):
        found = words.idioms.at(tokens, start)
        if found is not None and found[1] > at:
            return found[1]
    return None


def part_of_name(tokens: Tokens, at: int) -> bool:
    """Whether digits are glued to letters before them: A320, Covid-19, GPT-4.

    >>> from claims.figures.tokens import tokenise
    >>> [part_of_name(tokenise(text), 2) for text in ("A320", "d'15", "à 15")]
    [True, False, False]
    """
    before = at - 1
    if not tokens.touching(before) or tokens.keys[before] == BREAK:
        return False
    if tokens.wordlike(before):
        return not tokens.keys[before].endswith("'")
    if tokens.keys[before] in HYPHENS or tokens.keys[before] in "_/.":
        return tokens.touching(before - 1) and (tokens.wordlike(before - 1) or tokens.keys[before - 1] == ")")
    if tokens.keys[before] == "+":
        return tokens.touching(before - 1) and tokens.wordlike(before - 1)
    return tokens.keys[before] in "#_"


def labelled(tokens: Tokens, at: int, words: TrapWords) -> bool:
    """Whether a label stands before the number: article 49.3, n° 12, p. 3, route 66."""
    before = at - 1
    if tokens.keys[before] in "°º#.":
        if tokens.keys[before] == "#":
            return True
        before -= 1
        if tokens.keys[at - 1] == "." and not (tokens.touching(before) and len(tokens.keys[before]) <= 4):
            return False
    if tokens.keys[before] in words.page_joins and tokens.number(before - 1):
        return tokens.keys[before - 2] in words.labels  # "mileposts 12 and 40"
    return tokens.keys[before] in words.labels


def named(tokens: Tokens, at: int, words: TrapWords) -> bool:
    """Whether a capitalised word right before the number makes it part of a name: Llama 4, Falcon 9, Vision 2030.

    A word that opens a sentence and is a plain word of the language ("Les 300", "Nearly 40") makes no name.
    """
    before = at - 1
    if not tokens.wordlike(before) or tokens.word(before).islower():
        return False
    key = tokens.keys[before]
    if key in words.plain or key.endswith("'"):
        return False
    return not (tokens.opens_sentence(before) and key in words.labels)


def address(tokens: Tokens, at: int, end: int, words: TrapWords) -> bool:
    """Whether the number is a house number or a postal code."""
    after = end + (tokens.keys[end] == ",")
    if tokens.keys[after] in words.streets_after and not tokens.capital(at - 1):
        return len(tokens.keys[at]) <= 4
    if len(tokens.keys[at]) == 5 and tokens.keys[at].isdigit() and tokens.capital(end):
        return True
    state = tokens.word(at - 1)
    if len(tokens.keys[at]) == 5 and len(state) == 2 and state.isupper() and tokens.keys[at - 2] == ",":
        return True
    for here in range(end, end + 4):
        if not tokens.capital(here):
            return False
        if here > end and tokens.keys[here] in words.streets_named:
            return True
    return False


def clock(tokens: Tokens, at: int, end: int, words: TrapWords) -> int | None:
    """The token after a time of day, where the number is one: 14 h 30, 8:30, 6 p.m."""
    key = tokens.keys[at]
    if len(key.split(".")[0]) > 2 or not key[0].isdigit():
        return None
    after = words.clock_after.at(tokens, end)
    if after is not None:
        return after[1]
    if tokens.keys[end] == ":" and tokens.touching(at) and tokens.touching(end) and tokens.number(end + 1):
        return end + 2
    if not _hour(tokens, at, end, words):
        return None
    minutes = tokens.number(end + 1) and len(tokens.keys[end + 1]) == 2
    if minutes:
        return end + 2
    spelled = len(tokens.keys[end]) > 1
    if spelled and words.clock_before.before(tokens, at) is None:
        return None
    if spelled and (tokens.keys[at - 1] in ("de", "from") or int(key) == 24):
        return None
    return end + 1


def _hour(tokens: Tokens, at: int, end: int, words: TrapWords) -> bool:
    """Whether an hour of the day is printed: "à 20 h", not "en 2 h 15", which is how long something takes."""
    key = tokens.keys[at]
    hour = tokens.keys[end] in words.clock and key.isdigit() and int(key) <= 24
    return hour and tokens.keys[at - 1] not in words.clock_not_before


def list_marker(tokens: Tokens, at: int) -> bool:
    """Whether the number numbers an item: `1.` or `2)` where a line starts."""
    starts_line = tokens.keys[at - 1] == BREAK or tokens.keys[at - 1] == "("
    return starts_line and tokens.keys[at + 1] in ".)" and tokens.touching(at) and len(tokens.keys[at]) <= 2


def score(tokens: Tokens, at: int) -> int | None:
    """The token after a score or a ratio in digits, where the number opens one: 3-1, 6-4, 4:3."""
    middle, second = at + 1, at + 2
    if tokens.keys[middle] not in HYPHENS or not tokens.number(second):
        return None
    left, right = tokens.keys[at], tokens.keys[second]
    if not (left.isdigit() and right.isdigit() and len(left) <= 3 and len(right) <= 3):
        return None
    if not (tokens.touching(at) and tokens.touching(middle)) or int(left) < int(right):
        return None
    return second + 1


def furniture(tokens: Tokens, at: int, end: int, words: TrapWords) -> bool:
    """Whether the number is a comment count, a reading time or the year of a copyright line."""
    if words.furniture.at(tokens, end) is not None or words.year_labels.before(tokens, at) is not None:
        return True
    before = at - (tokens.keys[at - 1] == ":")
    if tokens.keys[at - 1] in words.text_to and not words.texting.isdisjoint(tokens.keys[max(0, at - 5) : at - 1]):
        return len(tokens.keys[at]) >= SHORTEST_CODE and tokens.keys[at].isdigit()
    return words.furniture_before.before(tokens, before) is not None or _counter(tokens, at, end, words)


def _counter(tokens: Tokens, at: int, end: int, words: TrapWords) -> bool:
    """Whether a page counts its readers: a line, or a part of one, that holds nothing else ("345 vues")."""
    end += tokens.touching(end - 1) and len(tokens.keys[end]) == 1 and tokens.wordlike(end)  # "1.2K views"
    found = words.counters.at(tokens, end)
    return found is not None and tokens.keys[at - 1] in _SEPARATORS and tokens.keys[found[1]] in _SEPARATORS


def emergency(tokens: Tokens, at: int, end: int, words: TrapWords) -> bool:
    """Whether the number is one to call for help: "le 112", "call 911", "a 911 operator"."""
    if tokens.keys[at] not in words.emergency or end != at + 1:
        return False
    if tokens.keys[end] in words.emergency_after:
        return True
    counts = tokens.wordlike(end) and tokens.keys[end].endswith(_PLURALS) and tokens.keys[end] not in words.plain
    return not counts and tokens.keys[at - 1] in words.emergency_before
