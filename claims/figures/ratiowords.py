"""The words of fractions, multiples and ranks in one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from claims.figures.numerals import plain_too
from claims.figures.phrases import Phrases


@dataclass(frozen=True)
class RatioWords:
    fractions: Mapping[str, Decimal]
    alone: frozenset[str]
    articles: frozenset[str]
    needs_of: frozenset[str]
    of: frozenset[str]
    party: frozenset[str]
    party_before: frozenset[str]
    out_of: Phrases[None]
    out_of_words: frozenset[str]
    behind: frozenset[str]
    not_after: Phrases[None]
    set_phrases: Phrases[Decimal]
    multiples: Mapping[str, Decimal]
    multiple_nouns: Mapping[str, Decimal]
    multiple_articles: frozenset[str]
    multiple_before: frozenset[str]
    multiple_not_after: Phrases[None]
    times: frozenset[str]
    times_after: frozenset[str]
    by_verbs: frozenset[str]
    by: Phrases[None]
    ordinals: Mapping[str, int]
    tails: Mapping[str, int]
    suffixes: frozenset[str]
    small_suffixes: frozenset[str]
    superlative: frozenset[str]
    rank_nouns: frozenset[str]
    world: Phrases[None]
    rank_before: Phrases[None]
    ordinal_not_after: frozenset[str]
    digits_not_after: frozenset[str]
    definite: frozenset[str]
    series_not_before: frozenset[str]

    def starts(self) -> set[str]:
        """The words at which a ratio or a rank may begin."""
        words = {*self.fractions, *self.multiples, *self.multiple_nouns, *self.ordinals}
        return words | set(self.set_phrases.last_words()) | self.by_verbs


def ratio_words(table: Mapping[str, Any], phrase: Any) -> RatioWords:
    """The vocabulary of a lexicon's `[fractions]`, `[multiples]` and `[ordinals]`."""
    fractions, multiples = table.get("fractions", {}), table.get("multiples", {})
    rules, words = table.get("ordinal_rules", {}), table["words"]

    def phrases(texts: Any) -> Phrases[None]:
        return Phrases((phrase(text), None) for text in texts)

    out_of = phrases(fractions.get("out_of", ()))
    return RatioWords(
        fractions={key: Decimal(value) for key, value in plain_too(fractions.get("words", {})).items()},
        alone=frozenset(fractions.get("alone", ())),
        articles=frozenset(fractions.get("articles", ())),
        needs_of=frozenset(fractions.get("needs_of", ())),
        of=frozenset(words.get("of", ())),
        party=frozenset(fractions.get("party", ())),
        party_before=frozenset(fractions.get("party_before", ())),
        out_of=out_of,
        out_of_words=frozenset(out_of.first_words()),
        behind=frozenset({*out_of.first_words(), *multiples.get("times", ())}),
        not_after=phrases(fractions.get("not_after", ())),
        set_phrases=Phrases((phrase(text), Decimal(n)) for text, n in fractions.get("set_phrases", {}).items()),
        multiples={key: Decimal(value) for key, value in multiples.get("words", {}).items()},
        multiple_nouns={key: Decimal(value) for key, value in multiples.get("nouns", {}).items()},
        multiple_articles=frozenset(multiples.get("articles", ())),
        multiple_before=frozenset(multiples.get("before_articles", ())),
        multiple_not_after=phrases(multiples.get("not_after", ())),
        times=frozenset(multiples.get("times", ())),
        times_after=frozenset(multiples.get("times_after", ())),
        by_verbs=frozenset(multiples.get("by_verbs", ())),
        by=phrases(multiples.get("by", ())),
        ordinals=plain_too(table.get("ordinals", {})),
        tails=rules.get("tails", {}),
        suffixes=frozenset(rules.get("suffixes", ())),
        small_suffixes=frozenset(rules.get("small_suffixes", ())),
        superlative=frozenset(rules.get("superlative", ())),
        rank_nouns=frozenset(rules.get("rank_nouns", ())),
        world=phrases(rules.get("world", ())),
        rank_before=phrases(rules.get("rank_before", ())),
        ordinal_not_after=frozenset(rules.get("not_after", ())),
        digits_not_after=frozenset(rules.get("digits_not_after", ())),
        definite=frozenset(words.get("definite", ())),
        series_not_before=frozenset(rules.get("series_not_before", ())),
    )
