"""What a number counts: the noun after it, singular as printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from claims.figures.numerals import Numeral
from claims.figures.phrases import Phrases
from claims.figures.tokens import HYPHENS, Tokens

LEAST_NAME = 3  # letters; less is a sign
PEOPLES = ("ais", "ois")  # of a French name of a people, which is the same in the plural
REACH = 5  # tokens between a number and its noun


@dataclass(frozen=True)
class NounWords:
    noun_first: bool
    function: frozenset[str]
    prenominal: frozenset[str]
    definite: frozenset[str]
    of: frozenset[str]
    endings: tuple[str, ...]
    singular: Mapping[str, str]
    invariable: frozenset[str]
    countable: frozenset[str]
    toll: frozenset[str]
    pronoun_before: frozenset[str]
    both: frozenset[str]
    both_before: frozenset[str]
    lone: frozenset[str]
    cardinals: frozenset[str]
    verbs: frozenset[str]
    others: frozenset[str]
    added: frozenset[str]
    among: Phrases[None]
    among_after: Phrases[None]
    hitting: frozenset[str]
    singular_articles: frozenset[str]
    verb_endings: tuple[str, ...]
    verb_not: tuple[str, ...]
    money: frozenset[str]
    numbers: frozenset[str]


def noun_words(table: Mapping[str, Any], phrase: Any) -> NounWords:
    """The vocabulary of a lexicon's `[words]` that finds counted nouns."""
    words = table["words"]

    def group(name: str) -> frozenset[str]:
        return frozenset(words.get(name, ()))

    return NounWords(
        noun_first=bool(table.get("noun_first", False)),
        function=group("function"),
        prenominal=group("prenominal"),
        definite=group("definite"),
        of=group("of"),
        endings=tuple(words.get("plural_endings", ())),
        singular=words.get("singular", {}),
        invariable=group("invariable"),
        countable=group("countable"),
        toll=group("toll"),
        pronoun_before=group("pronoun_before"),
        both=group("both"),
        both_before=group("both_before"),
        lone=group("lone"),
        cardinals=frozenset(table["numbers"]["cardinals"]),
        verbs=group("being"),
        others=group("others"),
        added=group("added"),
        singular_articles=group("singular_articles"),
        hitting=group("hitting"),
        among_after=Phrases((phrase(text), None) for text in words.get("among_after", ())),
        among=Phrases((phrase(text), None) for text in words.get("among", ())),
        verb_endings=tuple(words.get("verb_endings", ())),
        verb_not=tuple(words.get("verb_not", ())),
        money=group("money_nouns"),
        numbers=group("number_nouns"),
    )


def singular(noun: str, words: NounWords) -> str:
    """The singular of a plural noun, by the language's irregulars and endings, as printed otherwise."""
    key = noun.lower()
    if noun in words.singular or key in words.singular:
        return str(words.singular.get(noun, words.singular.get(key, noun)))
    if noun.isupper() or len(noun) < 3 or (words.noun_first and noun[0].isupper() and key.endswith(PEOPLES)):
        return noun
    if not words.noun_first:
        if key.endswith("ies") and len(key) > 4:
            return noun[:-3] + "y"
        if key.endswith(("sses", "ches", "shes", "xes", "zes")):
            return noun[:-2]
    if key.endswith(("ss", "us", "is") if not words.noun_first else ("ours",)):
        return noun
    return noun[:-1] if key.endswith(words.endings) else noun


def is_plural(tokens: Tokens, at: int, words: NounWords) -> bool:
    """Whether the word is printed in a plural form."""
    key = tokens.keys[at]
    if key in words.invariable or key in words.singular:
        return True
    singular_end = key.endswith("ss") or (key.endswith("us") and not words.noun_first)
    return key.endswith(words.endings) and not singular_end and len(key) > 2


def counted(tokens: Tokens, numeral: Numeral, words: NounWords) -> tuple[str, int, bool] | None:
    """The noun that a number counts: its singular, the token after it, and whether it is known to be counted."""
    at = numeral.end
    linked = False
    if tokens.keys[at] in HYPHENS and tokens.touching(at - 1) and tokens.touching(at) and tokens.wordlike(at + 1):
        if tokens.keys[at + 1] in words.function or len(tokens.keys[at + 1]) < LEAST_NAME:
            return None
        return (singular(tokens.word(at + 1), words), at + 2, False) if not words.noun_first else None
    if tokens.keys[at] in words.of:
        definite = tokens.keys[at + 1] in words.definite or tokens.number(at + 1)
        if not (numeral.scale > 1 or numeral.soft or numeral.vague or numeral.words or definite):
            return None
        linked, at = True, at + 1
    found = (
        _noun_first(tokens, at, numeral, words, linked) if words.noun_first else _noun_last(tokens, at, words, linked)
    )
    if found is None:
        return None
    name = singular(tokens.word(found), words)
    beyond = any(tokens.number(here) or tokens.keys[here] in words.cardinals for here in range(at, found))
    return name, numeral.end if beyond else found + 1, name.lower() in words.countable


def _noun_first(tokens: Tokens, at: int, numeral: Numeral, words: NounWords, linked: bool) -> int | None:
    """The noun right after the number, over adjectives that stand before nouns; "41 autres" stands for one."""
    for _ in range(REACH):
        if tokens.keys[at] in words.prenominal or (linked and _skipped(tokens, at, words)):
            at += 1
        else:
            break
    if not tokens.wordlike(at) or tokens.keys[at] in words.function or tokens.keys[at].endswith("'"):
        return at - 1 if at > numeral.end and tokens.keys[at - 1] in words.others else None
    if numeral.scale > 1000 and not linked:
        return None
    if linked or numeral.low < 2 or is_plural(tokens, at, words) or _name(tokens, at):
        return at
    return None


def _name(tokens: Tokens, at: int) -> bool:
    """Whether a counted noun is a name or acronym, which takes no plural: "9 Canadair", "300 GPU"."""
    return tokens.capital(at) and tokens.ends[at] - tokens.starts[at] >= LEAST_NAME


def _skipped(tokens: Tokens, at: int, words: NounWords) -> bool:
    """Whether the word stands between "of" and the noun: "two of the five directors"."""
    return tokens.number(at) or tokens.keys[at] in words.definite or tokens.keys[at] in words.cardinals


def _noun_last(tokens: Tokens, at: int, words: NounWords, linked: bool) -> int | None:
    """The last of the plural words next to one another, within a few words after the number."""
    for _ in range(REACH if linked else 0):
        at += _skipped(tokens, at, words)
    at += tokens.keys[at] in words.added  # "nine more people"
    found = None
    for here in range(at, at + REACH + 1):
        key = tokens.keys[here]
        if key in HYPHENS and tokens.touching(here - 1) and tokens.touching(here):
            continue
        if tokens.number(here) and here > at and tokens.capital(here - 1):
            continue  # "50 Boeing 737 jets"
        if not tokens.wordlike(here) or key in words.function or key.endswith("'"):
            break
        if is_plural(tokens, here, words):
            found = here
        elif found is not None:
            break
    return found
