"""The languages that the reader knows: one TOML file each in `lexicon/`, found by listing the folder."""

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from claims.figures.ages import AgeWords, age_words
from claims.figures.asofwords import AsOfWords, as_of_words
from claims.figures.datewords import DateWords, date_words
from claims.figures.hedges import HedgeWords, hedge_words
from claims.figures.nouns import NounWords, noun_words
from claims.figures.numerals import NumberWords, number_words
from claims.figures.ranges import RangeWords, range_words
from claims.figures.ratiowords import RatioWords, ratio_words
from claims.figures.speechwords import SpeechWords, speech_words
from claims.figures.tokens import BREAK, HYPHENS, Tokens, tokenise
from claims.figures.traps import TrapWords, trap_words
from claims.figures.unitwords import UnitWords, unit_words

FOLDER = Path(__file__).with_name("lexicon")
FALLBACK = "en"
_SAMPLE = 4000  # tokens looked at to find the language


@dataclass(frozen=True)
class Lexicon:
    """All that the reader knows of one language in one region, compiled."""

    language: str
    region: str
    numbers: NumberWords
    units: UnitWords
    hedges: HedgeWords
    ranges: RangeWords
    ratios: RatioWords
    nouns: NounWords
    dates: DateWords
    traps: TrapWords
    speech: SpeechWords
    ages: AgeWords
    spending: frozenset[str]
    future: frozenset[str]
    future_endings: tuple[str, ...]
    as_of: AsOfWords
    anchors: frozenset[str]
    after_one: frozenset[str]
    before_one: frozenset[str]
    row_items: frozenset[str]
    row_joins: frozenset[str]


def phrase(text: str) -> list[str]:
    """The words of a phrase as tokens print them: "d'ici" is two, `US$` is two."""
    elided = text.endswith("'")
    tokens = tokenise(text + "x" if elided else text)
    words = [tokens.word(i) for i in range(1, len(tokens.keys)) if tokens.keys[i] != BREAK]
    return words[:-1] if elided else words


@lru_cache(maxsize=8)
def languages(folder: Path = FOLDER) -> tuple[str, ...]:
    """The languages that have a lexicon in `folder`."""
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


@lru_cache(maxsize=32)
def _table(language: str, folder: Path) -> Mapping[str, Any]:
    return tomllib.loads((folder / f"{language}.toml").read_text("utf-8"))


@lru_cache(maxsize=32)
def lexicon(language: str, region: str = "", folder: Path = FOLDER) -> Lexicon:
    """The compiled lexicon of a language, with the habits of a region."""
    table = _table(language, folder)
    numbers = number_words(table, phrase)
    ratios = ratio_words(table, phrase)
    dates = date_words(table, phrase, region)
    anchors = numbers.starts() | ratios.starts() | dates.begins
    units, hedges = unit_words(table, phrase, region), hedge_words(table, phrase)
    nouns, ranges = noun_words(table, phrase), range_words(table, phrase)
    after_one = {*numbers.starts(), *numbers.fractions, *numbers.soft, *units.after.first_words(), *nouns.toll}
    after_one |= {*ratios.out_of.first_words(), *ratios.times, *numbers.point, *numbers.half_after.first_words()}
    after_one |= {*HYPHENS, *dates.months}
    return Lexicon(
        language=language,
        region=region,
        numbers=numbers,
        units=units,
        hedges=hedges,
        ranges=ranges,
        ratios=ratios,
        nouns=nouns,
        dates=dates,
        traps=trap_words(table, phrase),
        speech=speech_words(table, phrase),
        ages=age_words(table, phrase),
        spending=frozenset(table["words"].get("verbs_of_spending", ())),
        future=frozenset(table["words"].get("future", ())),
        future_endings=tuple(table["words"].get("future_endings", ())),
        as_of=as_of_words(table, phrase),
        anchors=frozenset(anchors),
        after_one=frozenset(after_one - numbers.one - numbers.of - {"("}),
        before_one=frozenset(hedges.before.last_words()) - numbers.of - {"de", "of", "to", "à", "le"},
        row_items=frozenset({*numbers.cardinals, *numbers.hundreds, *numbers.scales, *dates.months}),
        row_joins=ranges.lists | HYPHENS | {"/"},
    )


def lexicon_for(tag: str, tokens: Tokens, folder: Path = FOLDER) -> Lexicon:
    """The lexicon of a BCP 47 tag; of the language that the text tells of itself where the tag has none."""
    base, *rest = tag.replace("_", "-").split("-")
    region = next((part.upper() for part in rest if len(part) == 2), "")
    base = base.lower()
    if base not in languages(folder):
        base, region = _guess(tokens, folder), region
    return lexicon(base, region, folder)


def _guess(tokens: Tokens, folder: Path) -> str:
    """The language whose telling words are most printed in the text."""
    known = languages(folder)
    counts = Counter(tokens.keys[:_SAMPLE])
    scores = {language: sum(counts[word] for word in _table(language, folder).get("telling", ())) for language in known}
    best = max(known, key=lambda language: scores[language])
    return best if scores[best] else (FALLBACK if FALLBACK in known else known[0])
