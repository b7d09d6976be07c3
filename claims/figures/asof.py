"""As of when a figure holds: only where the print ties a date to it.

Figures of different dates never conflict, so a date that is wrongly tied hides a dispute. These are tied:

- a date right behind a count or amount, or opening its sentence, behind "as of" or the like; behind "en" or "in" only
  where a word of standing says that it was so then: "était valorisée à 14 milliards en mai 2024";
- the date of what stood earlier: "contre 9 en 2023", "contre neuf la veille";
- the one day named in the sentence of a toll, for the toll's other counts in the same paragraph too, and for other
  mentions of the same toll.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from claims.figures.drafts import Draft
from claims.figures.phrases import Phrases
from claims.figures.sentences import Sentences
from claims.figures.tokens import Tokens

if TYPE_CHECKING:
    from claims.figures.lexicons import Lexicon
    from claims.figures.results import Resolver

STOCKS = frozenset({"count", "money", "measure"})
EARLIER = STOCKS | {"percent"}
STANDING_REACH = 7  # tokens before a figure in which a word of standing counts
OPENING_REACH = 14  # tokens from a date that opens a sentence to its figure
TOLL_REACH = 4  # tokens after a count in which a word of toll makes it part of one dated before
AGAINST_REACH = 6  # tokens from a figure that stood earlier to its date


@dataclass(frozen=True)
class AsOfWords:
    explicit: Phrases[None]
    counts: Phrases[None]
    during: Phrases[None]
    stocks: frozenset[str]
    against: Phrases[None]
    day_before: Phrases[None]
    toll: frozenset[str]


def as_of_words(table: Mapping[str, Any], phrase: Any) -> AsOfWords:
    """The vocabulary of a lexicon's `[as_of]`."""
    rules = table.get("as_of", {})

    def phrases(name: str) -> Phrases[None]:
        return Phrases((phrase(text), None) for text in rules.get(name, ()))

    return AsOfWords(
        explicit=phrases("explicit"),
        counts=phrases("counts"),
        during=phrases("during"),
        stocks=frozenset(rules.get("stocks", ())),
        against=phrases("against"),
        day_before=phrases("day_before"),
        toll=frozenset(rules.get("toll", ())),
    )


def dates_held(
    tokens: Tokens, sentences: Sentences, drafts: Sequence[Draft], lexicon: "Lexicon", resolver: "Resolver"
) -> list[str]:
    """For each figure the date as of which it holds (ISO 8601 at the precision printed), or nothing."""
    if not any(draft.moment is not None for draft in drafts):
        return [""] * len(drafts)
    return _Held(tokens, sentences, drafts, lexicon, resolver).dates()


class _Held:
    """The dates of one text's figures."""

    def __init__(
        self,
        tokens: Tokens,
        sentences: Sentences,
        drafts: Sequence[Draft],
        lexicon: "Lexicon",
        resolver: "Resolver",
    ) -> None:
        self.tokens, self.sentences, self.drafts = tokens, sentences, drafts
        self.lexicon, self.words, self.resolver = lexicon, lexicon.as_of, resolver

    def dates(self) -> list[str]:
        held = [self._behind(n) or self._opening(n) or self._earlier(n) for n in range(len(self.drafts))]
        self._tolls(held)
        last = ""
        for n in range(len(held)):
            held[n] = held[n] or self._day_before(n, last)
            last = held[n] or last
        return held

    def _behind(self, n: int) -> str:
        """The date printed right after the figure."""
        draft, after = self.drafts[n], self._date(n + 1)
        if draft.kind not in STOCKS or after is None:
            return ""
        joined = self._joins(self.words.explicit, draft.end, after.first) or (
            draft.kind == "count" and self._joins(self.words.counts, draft.end, after.first)
        )
        stood = joined or (self._stood(draft) and self._joins(self.words.during, draft.end, after.first))
        return self._iso(after if stood else None)

    def _opening(self, n: int) -> str:
        """The date that opens the figure's sentence."""
        draft, before = self.drafts[n], self._date(n - 1)
        if draft.kind not in STOCKS or before is None or draft.first - before.end > OPENING_REACH:
            return ""
        first, _ = self.sentences.around(draft.first)
        explicit = self._joins(self.words.explicit, first, before.first)
        during = before.first == first or self._joins(self.words.during, first, before.first)
        return self._iso(before if explicit or (during and self._stood(draft)) else None)

    def _earlier(self, n: int) -> str:
        """The date of a figure that is set against a later one: "contre 9 % en 2023"."""
        draft, after = self.drafts[n], self._date(n + 1)
        if after is None or draft.kind not in EARLIER or not self._against(draft):
            return ""
        near = after.first - draft.end <= AGAINST_REACH and not self._parted(draft.end, after.first)
        return self._iso(after if near else None)

    def _day_before(self, n: int, left: str) -> str:
        """The day before the last date held, where "la veille" stands behind a figure set against it."""
        draft = self.drafts[n]
        if not self._against(draft) or self.words.day_before.at(self.tokens, draft.end) is None:
            return ""
        whole_day = len(left) == len("2025-01-01")
        return (date.fromisoformat(left) - timedelta(days=1)).isoformat() if whole_day else ""

    def _tolls(self, held: list[str]) -> None:
        """Dates the counts of a toll: in their sentence, else in their paragraph, else where the same toll is."""
        tolls = [n for n, draft in enumerate(self.drafts) if draft.kind == "count" and self._in_toll(draft)]
        days = [draft for draft in self.drafts if draft.moment is not None and draft.moment.grain == "day"]
        for n in tolls:
            if not self._against(self.drafts[n]):
                held[n] = held[n] or self._paragraph_day(self.drafts[n], days)
        known = {(self.drafts[n].low, self.drafts[n].high): held[n] for n in reversed(tolls) if held[n]}
        for n in tolls:
            held[n] = held[n] or known.get((self.drafts[n].low, self.drafts[n].high), "")

    def _in_toll(self, draft: Draft) -> bool:
        first, end = self.sentences.around(draft.first)
        return not self.words.toll.isdisjoint(self.tokens.keys[first:end])

    def _paragraph_day(self, draft: Draft, days: Sequence[Draft]) -> str:
        """The only day named in the figure's sentence, or in the toll's last sentence before it in the paragraph."""
        number = self.sentences.number(draft.first)
        first, end = self.sentences.around(draft.first)
        beside = set(self.tokens.keys[draft.first : min(end, draft.end + TOLL_REACH)])
        while True:
            named = [day for day in days if first <= day.first < end]
            if named:
                return self._iso(self._said_on(named))
            if self.sentences.opens_paragraph(number) or self.words.toll.isdisjoint(beside):
                return ""
            number -= 1
            first, end = self.sentences.span(number)
            beside = set(self.tokens.keys[first:end])

    def _said_on(self, days: Sequence[Draft]) -> Draft | None:
        """Of the days of one sentence the one on which its toll was told: the only one, or the one of the saying."""
        told = [day for day in days if self._behind_saying(day)]
        chosen = told if len(days) > 1 else days
        return chosen[0] if len(chosen) == 1 else None

    def _behind_saying(self, day: Draft) -> bool:
        """Whether a verb of saying stands before a day: "said on Thursday", "a indiqué jeudi"."""
        return any(self.lexicon.speech.verbs.at(self.tokens, day.first - back) is not None for back in (1, 2))

    def _date(self, n: int) -> Draft | None:
        found = 0 <= n < len(self.drafts) and self.drafts[n].moment is not None
        return self.drafts[n] if found else None

    def _joins(self, phrases: Phrases[None], start: int, end: int) -> bool:
        """Whether one of the phrases fills the tokens from `start` to `end`; "fin mars", a date itself, needs none."""
        if start == end:
            return self.tokens.keys[start] in self.lexicon.dates.parts
        found = phrases.before(self.tokens, end)
        return found is not None and found[1] == start

    def _stood(self, draft: Draft) -> bool:
        reach = range(draft.first - 1, max(0, draft.first - 1 - STANDING_REACH), -1)
        for at in reach:
            if self.tokens.keys[at] in self.words.stocks:
                return True
            if self.tokens.keys[at] in ".;!?\n" or self.tokens.number(at):
                return False
        return False

    def _against(self, draft: Draft) -> bool:
        first = draft.hedge.first if draft.hedge is not None else draft.first
        at = first - (self.tokens.keys[first - 1] in self.lexicon.nouns.definite)
        return any(self.words.against.before(self.tokens, here) is not None for here in {first, at})

    def _parted(self, first: int, end: int) -> bool:
        return any(key in ",;:()." for key in self.tokens.keys[first:end])

    def _iso(self, draft: Draft | None) -> str:
        return _iso(self.resolver.span(draft)) if draft is not None and draft.hedge is None else ""


def _iso(span: tuple[date, date] | None) -> str:
    """The date at the precision printed: a year, a month or a day.

    >>> [_iso((date(2025, 1, 1), last)) for last in (date(2025, 12, 31), date(2025, 1, 31), date(2025, 1, 1))]
    ['2025', '2025-01', '2025-01-01']
    """
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
