"""Whether a number of years is somebody's age or a duration."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claims.figures.hedges import Hedge
from claims.figures.numerals import Numeral
from claims.figures.phrases import Phrases
from claims.figures.tokens import BREAK, HYPHENS, Tokens

if TYPE_CHECKING:
    from claims.figures.lexicons import Lexicon

OLDEST = 122
LEAST_BEING = 16  # "she was 36"; of less, a child's, the years are printed
_CLOSERS = frozenset((",", ".", ")", ";", BREAK))


@dataclass(frozen=True)
class AgeWords:
    phrases: Phrases[None]
    being: Phrases[None]
    being_ends: frozenset[str]
    after: Phrases[None]
    people: frozenset[str]
    at: frozenset[str]
    has: frozenset[str]
    lending: frozenset[str]
    groups: frozenset[str]
    years: frozenset[str]
    months: frozenset[str]
    ago: frozenset[str]
    only: frozenset[str]


def age_words(table: Mapping[str, Any], phrase: Any) -> AgeWords:
    """The vocabulary of a lexicon's `[words]` that tells ages from durations."""
    words = table["words"]

    def group(name: str) -> frozenset[str]:
        return frozenset(words.get(name, ()))

    return AgeWords(
        being_ends=group("age_being_ends"),
        being=Phrases((phrase(text), None) for text in words.get("age_being", ())),
        phrases=Phrases((phrase(text), None) for text in (*words.get("age_phrases", ()), *words.get("born", ()))),
        after=Phrases((phrase(text), None) for text in words.get("age_after", ())),
        people=group("people"),
        at=group("at"),
        has=group("has"),
        lending=group("lending"),
        groups=group("pronoun_before"),
        years=frozenset(table.get("durations", {}).get("year", ())),
        months=frozenset(table.get("durations", {}).get("month", ())),
        ago=group("ago"),
        only=group("only"),
    )


def age_end(tokens: Tokens, end: int, lexicon: "Lexicon") -> int | None:
    """The token after what makes a duration an age ("years old", "-year-old", "of age"), where that is printed."""
    at = end + (tokens.keys[end] in HYPHENS and tokens.touching(end - 1))
    found = lexicon.ages.after.at(tokens, at)
    return found[1] if found is not None else None


def is_age(tokens: Tokens, first: int, end: int, numeral: Numeral, hedge: Hedge | None, lexicon: "Lexicon") -> bool:
    """Whether years printed over tokens `first` to `end` are an age; `numeral` is the last number in them.

    An age is told by "aged", "à 24 ans", a name or a person before it, or "les moins de 25 ans".
    """
    if numeral.low > OLDEST:
        return False
    words = lexicon.ages
    start = hedge.first if hedge is not None and hedge.end <= first else first
    if words.phrases.before(tokens, start) is not None or words.phrases.before(tokens, first) is not None:
        return True
    if tokens.keys[end - 1] not in words.years | words.months:
        return False
    if tokens.keys[end] in lexicon.numbers.of and tokens.keys[end + 1] not in words.people:
        return False
    return _of_somebody(tokens, start, end, numeral, lexicon) or (
        tokens.keys[end - 1] in words.years
        and _age_of_group(tokens, start, hedge is not None or numeral.first > first + 1, lexicon)
    )


def _of_somebody(tokens: Tokens, start: int, end: int, numeral: Numeral, lexicon: "Lexicon") -> bool:
    """Whether a person stands before the years: "elle a 24 ans", "Jean Dupont, 45 ans", "un homme de 30 ans"."""
    words = lexicon.ages
    start -= tokens.keys[start - 1] in words.only
    before = tokens.keys[start - 1]
    if before in words.has:
        return tokens.keys[start - 2] not in words.ago and (numeral.low > 3 or tokens.capital(start - 2))
    if before in ",(":
        return tokens.keys[end] in _CLOSERS and _person(tokens, start - 2, lexicon)
    ahead = tokens.keys[start - 3 : start - 1]
    return before in lexicon.numbers.of and not words.people.isdisjoint(ahead) and ahead[-1] not in lexicon.ranges.joins


def _age_of_group(tokens: Tokens, start: int, bounded: bool, lexicon: "Lexicon") -> bool:
    """Whether "à" makes the years an age, or "les" before a bound or range does: "à 24 ans", "les moins de 25 ans"."""
    words, before = lexicon.ages, tokens.keys[start - 1]
    if before in words.at:
        return words.lending.isdisjoint(tokens.keys[start - 3 : start - 1])
    return before in words.groups and bounded


def _person(tokens: Tokens, at: int, lexicon: "Lexicon") -> bool:
    if tokens.keys[at] in lexicon.speech.nouns:
        return True
    return tokens.keys[at] in lexicon.ages.people or (tokens.wordlike(at) and tokens.capital(at))


def bare_age(tokens: Tokens, at: int, numeral: Numeral, lexicon: "Lexicon") -> bool:
    """Whether a number without a unit is an age: "aged 24", "Wang, 28, said"."""
    if lexicon.dates.capital_months is False or not 1 <= numeral.low <= OLDEST or numeral.scale != 1:
        return False
    if tokens.keys[numeral.end] in "%$€£" or lexicon.units.after.at(tokens, numeral.end) is not None:
        return False
    if lexicon.ages.phrases.before(tokens, at) is not None:
        return True
    if lexicon.ages.being.before(tokens, at) is not None and numeral.low >= LEAST_BEING:
        after = tokens.keys[numeral.end]
        return after in _CLOSERS or after in lexicon.ages.being_ends
    commas = tokens.keys[at - 1] == "," and tokens.keys[numeral.end] in ",."
    role = tokens.keys[at - 2] in lexicon.speech.nouns or tokens.keys[at - 2] in lexicon.ages.people
    known = role or tokens.capital(at - 2) or tokens.keys[at - 3] in lexicon.nouns.definite
    name = tokens.wordlike(at - 2) and known and tokens.keys[at - 2] not in lexicon.nouns.function
    plain = tokens.number(at) and len(tokens.keys[at]) == 2 and tokens.keys[at - 2] not in lexicon.dates.months
    return commas and plain and name and numeral.low >= 10
