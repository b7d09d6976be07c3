"""As of when a figure holds: only where the print ties a date to it.

Figures of different dates never conflict, so a date that is wrongly tied hides a dispute. Two cases are tied:
a date right after a count ("1 200 salariés au 31 décembre 2024", "as of June 30"), and the one day named in the
sentence of a toll ("le bilan, arrêté vendredi soir, est de onze morts"). Other mentions of the same toll share it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from claims.figures.drafts import Draft
from claims.figures.phrases import Phrases
from claims.figures.sentences import Sentences
from claims.figures.tokens import Tokens

if TYPE_CHECKING:
    from claims.figures.lexicons import Lexicon
    from claims.figures.results import Resolver

STOCKS = frozenset({"count", "money", "measure"})


@dataclass(frozen=True)
class AsOfWords:
    explicit: Phrases[None]
    counts: Phrases[None]
    toll: frozenset[str]


def as_of_words(table: Mapping[str, Any], phrase: Any) -> AsOfWords:
    """The vocabulary of a lexicon's `[as_of]`."""
    rules = table.get("as_of", {})
    return AsOfWords(
        explicit=Phrases((phrase(text), None) for text in rules.get("explicit", ())),
        counts=Phrases((phrase(text), None) for text in rules.get("counts", ())),
        toll=frozenset(rules.get("toll", ())),
    )


def dates_held(
    tokens: Tokens, sentences: Sentences, drafts: Sequence[Draft], lexicon: "Lexicon", resolver: "Resolver"
) -> list[str]:
    """For each figure the date as of which it holds (ISO 8601 at the precision printed), or nothing."""
    days = [n for n, draft in enumerate(drafts) if draft.moment is not None]
    if not days:
        return [""] * len(drafts)
    held = [_tied(tokens, n, drafts, lexicon, resolver) for n in range(len(drafts))]
    tolls = [
        n for n, draft in enumerate(drafts) if draft.kind == "count" and _in_toll(tokens, sentences, draft, lexicon)
    ]
    for n in tolls:
        if not held[n]:
            held[n] = _day_of_sentence(sentences, drafts[n], [drafts[day] for day in days], resolver)
    known = {(drafts[n].low, drafts[n].high): held[n] for n in reversed(tolls) if held[n]}
    for n in tolls:
        held[n] = held[n] or known.get((drafts[n].low, drafts[n].high), "")
    return held


def _tied(tokens: Tokens, n: int, drafts: Sequence[Draft], lexicon: "Lexicon", resolver: "Resolver") -> str:
    """The date printed right after the figure behind "as of" or the like."""
    draft = drafts[n]
    if draft.kind not in STOCKS or n + 1 >= len(drafts) or drafts[n + 1].moment is None:
        return ""
    words, after = lexicon.as_of, drafts[n + 1]
    phrases = (words.explicit, words.counts) if draft.kind == "count" else (words.explicit,)
    joined = any((found := phrase.at(tokens, draft.end)) is not None and found[1] == after.first for phrase in phrases)
    return _iso(after, resolver) if joined else ""


def _in_toll(tokens: Tokens, sentences: Sentences, draft: Draft, lexicon: "Lexicon") -> bool:
    first, end = sentences.around(draft.first)
    return any(key in lexicon.as_of.toll for key in tokens.keys[first:end])


def _day_of_sentence(sentences: Sentences, draft: Draft, dates: Sequence[Draft], resolver: "Resolver") -> str:
    """The only day named in the figure's sentence."""
    first, end = sentences.around(draft.first)
    named = [day for day in dates if first <= day.first < end and day.moment is not None and day.moment.grain == "day"]
    return _iso(named[0], resolver) if len(named) == 1 and named[0].hedge is None else ""


def _iso(draft: Draft, resolver: "Resolver") -> str:
    """The date at the precision printed: a year, a month or a day."""
    span = resolver.span(draft)
    if span is None:
        return ""
    first, last = span
    if first == last:
        return first.isoformat()
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"{first.year:04}"
    same_month = (first.year, first.month, first.day) == (last.year, last.month, 1)
    return f"{first.year:04}-{first.month:02}" if same_month and last == _month_end(last) else last.isoformat()


def _month_end(day: date) -> date:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
