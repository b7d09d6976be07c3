"""As of when a figure holds: only where the print ties a date to it.

Figures of different dates never conflict, so a date that is wrongly tied hides a dispute. These are tied:

- a date right behind a count or amount, or opening its sentence, behind "as of" or the like; behind "en" or "in" only
  where a word of standing says that it was so then: "était valorisée à 14 milliards en mai 2024";
- the date of what stood earlier: "contre 9 en 2023", "contre neuf la veille";
- the day on which a count stood, where its clause tells of a state: "vendredi, 3 200 foyers étaient privés de courant";
- the one day named in the sentence of a toll, for the toll's other counts in the same paragraph too, and for other
  mentions of the same toll; the day on which another growing count was told (`tolls`).
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from claims.figures.drafts import Draft
from claims.figures.phrases import Phrases
from claims.figures.sentences import Sentences
from claims.figures.tokens import BREAK, DIGITS, Tokens
from claims.figures.tolls import Tolls

if TYPE_CHECKING:
    from claims.figures.lexicons import Lexicon
    from claims.figures.results import Resolver

STOCKS = frozenset({"count", "money", "measure"})
EARLIER = STOCKS | {"percent"}
STANDING_REACH = 7  # tokens before a figure in which a word of standing counts
OPENING_REACH = 14  # tokens from a date that opens a sentence to its figure
STATE_REACH = 12  # tokens from a figure to the date behind its clause
STATE_AFTER = 6  # tokens after a figure in which its verb tells of a state
TAIL_REACH = 5  # tokens from such a day to the comma behind it: "mardi soir à 18 heures,"
CLOCK_REACH = 6  # tokens of a time of day before the day that opens a sentence
AGAINST_REACH = 6  # tokens from a figure that stood earlier to its date
_PARTS = frozenset((",", ";", ":", "(", ")", ".", "?", "!", BREAK))


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
        Tolls(self.tokens, self.sentences, self.drafts, self.lexicon, self._iso).date(held, self._against)
        last = ""
        for n in range(len(held)):
            held[n] = held[n] or self._day_before(n, last)
            last = held[n] or last
        return held

    def _behind(self, n: int) -> str:
        """The date printed after the figure, at once or behind a verb of state."""
        draft, after = self.drafts[n], self._date(n + 1)
        if draft.kind not in STOCKS or after is None:
            return ""
        joined = self._explicit(draft.end, after.first) or (
            self._on_day(draft, after) and self._joins(self.words.counts, draft.end, after.first)
        )
        joined = joined or (draft.kind == "count" and self._explicit_later(draft.end, after.first))
        if joined or (self._stood(draft) and self._joins(self.words.during, draft.end, after.first)):
            return self._iso(after)
        return self._iso(after, self.words.perfect) if self._lasted(draft, after) else ""

    def _on_day(self, draft: Draft, date: Draft) -> bool:
        """Whether a count and a day may be tied by no more than "au": not what was sold "au premier trimestre"."""
        return draft.kind == "count" and date.moment is not None and date.moment.grain == "day"

    def _explicit(self, start: int, date: int) -> bool:
        """Whether "as of" or the like stands before a date, with a time of day between or not."""
        found = self.words.explicit.at(self.tokens, start)
        return found is not None and found[1] <= date and (found[1] == date or self._opens(found[1], date))

    def _explicit_later(self, start: int, date: int) -> bool:
        """Whether "as of" stands before a date that closes a count's clause: "300 were out as of Sunday"."""
        if date - start > STATE_REACH:
            return False
        at = next((at for at in range(start, date) if self._explicit(at, date)), start)
        return at > start and not self._parted(start, at)

    def _lasted(self, draft: Draft, after: Draft) -> bool:
        """Whether a count's own clause tells of a state on its last day: "300 homes were still dark on Friday"."""
        if after.first - draft.end > STATE_REACH or self._parted(draft.end, after.first):
            return False
        if draft.kind == "measure" and after.hedge is not None and after.hedge.first == draft.end:
            return True  # "had burned 300 acres by Friday"
        if draft.kind != "count":
            return False
        if after.moment is None or after.moment.grain != "day":
            return False
        return self._state_after(draft, after.first, before=False)

    def _state_after(self, draft: Draft, end: int, before: bool) -> bool:
        """Whether the verb of a figure, before token `end`, tells of a state; its date stands `before` it or behind.

        "By Friday 300 people had been evacuated" does, "300 people had been evacuated on Friday" tells of an event.
        """
        for at in range(draft.end, min(end, draft.end + STATE_AFTER)):
            if self._state(at) or self._perfect(at) or (before and self.tokens.keys[at] in self.words.perfect):
                return True
            if self.tokens.keys[at] in _PARTS:
                return False
        return False

    def _opening(self, n: int) -> str:
        """The date that opens the figure's sentence, or its clause behind a colon."""
        draft, before = self.drafts[n], self._date(n - 1)
        if draft.kind not in STOCKS or before is None or draft.first - before.end > OPENING_REACH:
            return ""
        first = self._clause(before)
        if self._explicit(first, before.first):
            return self._iso(before)
        if self._on_day(draft, before) and self._joins(self.words.counts, first, before.first):
            return self._iso(before)
        start = before.hedge.first if before.hedge is not None else before.first
        if not (self._opens(first, start) or self._joins(self.words.during, first, before.first)):
            return ""
        return self._iso(before, self.words.perfect) if self._stood(draft) or self._lasting(draft, before) else ""

    def _clause(self, date: Draft) -> int:
        """Where the clause of a date begins: its sentence, or what follows a colon or semicolon in it."""
        first, _ = self.sentences.around(date.first)
        keys = self.tokens.keys
        return next((at + 1 for at in range(date.first - 1, first, -1) if keys[at] in ":;"), first)

    def _opens(self, first: int, date: int) -> bool:
        """Whether nothing but a time of day stands between a clause's first token and its date: "At 6 p.m. on"."""
        if date - first > CLOCK_REACH:
            return False
        if date > first and not any(self.tokens.number(at) for at in range(first, date)):
            return False
        plain = self.lexicon.nouns.function | self.lexicon.dates.the | self.lexicon.traps.clock | {".", "p", "m", "a"}
        return all(key in plain or key[0] in DIGITS for key in self.tokens.keys[first:date])

    def _lasting(self, draft: Draft, before: Draft) -> bool:
        """Whether a count's clause behind the date that opens it tells of a state."""
        if draft.kind not in ("count", "measure") or before.moment is None or before.moment.grain != "day":
            return False
        keys = self.tokens.keys
        start = next((at + 1 for at in range(before.end, before.end + TAIL_REACH) if keys[at] == ","), before.end)
        if self._parted(start, draft.first) or self._inside(draft):
            return False
        if draft.kind == "measure":
            return any(self.words.states.at(self.tokens, at) is not None for at in range(start, draft.first))
        stood = any(self._state(at) for at in range(start, draft.first))
        return stood or self._state_after(draft, draft.end + STATE_AFTER, before=True)

    def _inside(self, draft: Draft) -> bool:
        """Whether a count stands inside another phrase: "une usine de 300 salariés"."""
        first = draft.hedge.first if draft.hedge is not None else draft.first
        return self.tokens.keys[first - 1] in self.lexicon.nouns.of

    def _perfect(self, at: int) -> bool:
        if self.tokens.keys[at] not in self.words.perfect or self.tokens.keys[at + 1] in self.words.been:
            return False
        return self.lexicon.speech.verbs.at(self.tokens, at + 1) is None

    def _state(self, at: int) -> bool:
        if not self.words.stands(self.tokens, at) or self.lexicon.speech.verbs.at(self.tokens, at) is not None:
            return False
        return not self._means_to(at + 1)

    def _means_to(self, at: int) -> bool:
        """Whether a verb in the infinitive follows: "comptait ouvrir 300 magasins"."""
        key = self.tokens.keys[at]
        return key.endswith(self.words.infinitives or (BREAK + BREAK,)) and key not in self.lexicon.nouns.function

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

    def _date(self, n: int) -> Draft | None:
        found = 0 <= n < len(self.drafts) and self.drafts[n].moment is not None
        return self.drafts[n] if found else None

    def _joins(self, phrases: Phrases[None], start: int, end: int) -> bool:
        """Whether one of the phrases fills the tokens from `start` to `end`; "fin mars", "mardi soir" need none."""
        if start == end:
            key = self.tokens.keys[start]
            return phrases is self.words.during and (key in self.lexicon.dates.parts or self._weekday(start))
        found = phrases.before(self.tokens, end)
        return found is not None and found[1] == start

    def _stood(self, draft: Draft) -> bool:
        counts = draft.kind in ("count", "measure") and not self._inside(draft)
        reach = range(draft.first - 1, max(0, draft.first - 1 - STANDING_REACH), -1)
        for at in reach:
            if self.tokens.keys[at] in self.words.stocks and not self._means_to(at + 1):
                return True
            if counts and ((draft.kind == "count" and self._state(at)) or self._perfect(at)):
                return True
            if self.tokens.keys[at] in ".;!?\n" or self.tokens.number(at):
                return False
        return False

    def _against(self, draft: Draft) -> bool:
        first = draft.hedge.first if draft.hedge is not None else draft.first
        at = first - (self.tokens.keys[first - 1] in self.lexicon.nouns.definite)
        return any(self.words.against.before(self.tokens, here) is not None for here in {first, at})

    def _parted(self, first: int, end: int) -> bool:
        return any(key in _PARTS for key in self.tokens.keys[first:end])

    def _weekday(self, at: int) -> bool:
        """Whether a day of the week stands at token `at` where none needs a preposition, or that day's date."""
        return self.tokens.keys[at] in self.lexicon.dates.weekdays

    def _iso(self, draft: Draft | None, perfect: frozenset[str] = frozenset()) -> str:
        """A date as of which something holds; "by Friday" is one where a verb `perfect` shows that it is past."""
        if draft is None:
            return ""
        if draft.hedge is not None:
            first, end = self.sentences.around(draft.first)
            if draft.hedge.kind != "by" or perfect.isdisjoint(self.tokens.keys[first:end]):
                return ""
        return _iso(self.resolver.span(draft))


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
