"""Counts that grow from day to day: a toll, or those whom an attack or a power cut has hit.

A toll is dated by the one day of its sentence, or by that on which it was told; another count that grows only by the
latter: "1.2 million customers were affected, the company said on Thursday".
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from claims.figures.drafts import Draft
from claims.figures.sentences import Sentences
from claims.figures.tokens import BREAK, Tokens

if TYPE_CHECKING:
    from claims.figures.lexicons import Lexicon

TOLL_REACH = 7  # tokens after a count in which a word of toll makes it part of one dated before
GROWING_REACH = 9  # tokens to either side of a count in which a word shows that it grows
MEASURED = frozenset({"measure", "percent"})
LEAST_TELLING = 100  # from here on, the same count of the same noun is the same figure
TOLD_REACH = 2  # words between a verb of saying and its day
_PARTS = frozenset((",", ";", ":", ".", "(", ")", BREAK))


def _whole(draft: Draft) -> bool:
    return draft.low is not None and (draft.scaled or draft.low % 1 == 0)


class Tolls:
    """Finds the day of each count of one text that grows; `iso` prints a date as of which something holds."""

    def __init__(
        self,
        tokens: Tokens,
        sentences: Sentences,
        drafts: Sequence[Draft],
        lexicon: "Lexicon",
        iso: Callable[[Draft | None], str],
    ) -> None:
        self.tokens, self.sentences, self.drafts = tokens, sentences, drafts
        self.lexicon, self.words, self.iso = lexicon, lexicon.as_of, iso
        self.days = [draft for draft in drafts if draft.moment is not None and draft.moment.grain == "day"]

    def date(self, held: list[str], spared: Callable[[Draft], bool]) -> None:
        """Fills in the days; counts that are `spared` stood earlier and have their own."""
        counts = [n for n, draft in enumerate(self.drafts) if draft.kind == "count" and _whole(draft)]
        tolls = [n for n in counts if self._in_toll(self.drafts[n])]
        measured = [n for n, draft in enumerate(self.drafts) if draft.kind in MEASURED]
        others = sorted(set(counts).difference(tolls))
        growing = [n for n in others if self._grows(self.drafts[n], self.words.growing)]
        growing += [n for n in measured if self._grows(self.drafts[n], self.words.spreading)]
        for n in tolls:
            if not spared(self.drafts[n]):
                held[n] = held[n] or self._paragraph_day(self.drafts[n])
        for n in growing:
            if not spared(self.drafts[n]):
                held[n] = held[n] or self.iso(self._told(self._beside(self.drafts[n]), self.drafts[n]))
        self._same(held, tolls, tolls, named=False)
        self._same(held, growing, counts, named=True)

    def _same(self, held: list[str], dated: list[int], others: list[int], named: bool) -> None:
        """Gives the same figure printed elsewhere the same day; `named`: where it also counts the same."""
        known = {self._value(n, named): held[n] for n in reversed(dated) if held[n]}
        for n in others:
            if not named or self._telling(n):
                held[n] = held[n] or known.get(self._value(n, named), "")

    def _value(self, n: int, named: bool) -> object:
        draft = self.drafts[n]
        return draft.low, draft.high, draft.unit.lower() if named else ""

    def _telling(self, n: int) -> bool:
        low = self.drafts[n].low
        return low is not None and low >= LEAST_TELLING

    def _in_toll(self, draft: Draft) -> bool:
        first, end = self.sentences.around(draft.first)
        return not self.words.toll.isdisjoint(self.tokens.keys[first:end])

    def _grows(self, draft: Draft, words: frozenset[str]) -> bool:
        """Whether the clause of a count shows that it grows, and speaks of no future."""
        keys, last = self.tokens.keys, draft.end - 1
        if words.isdisjoint(keys[max(1, draft.first - GROWING_REACH) : last + GROWING_REACH]):
            return False
        first = next(
            (at + 1 for at in range(draft.first - 1, draft.first - GROWING_REACH, -1) if keys[at] in _PARTS),
            draft.first - GROWING_REACH,
        )
        end = next((at for at in range(last, last + GROWING_REACH) if keys[at] in _PARTS), last + GROWING_REACH)
        clause = keys[max(1, first) : end]
        return not words.isdisjoint(clause) and self.lexicon.future.isdisjoint(clause)

    def _beside(self, draft: Draft) -> list[Draft]:
        first, end = self.sentences.around(draft.first)
        return [day for day in self.days if first <= day.first < end]

    def _paragraph_day(self, draft: Draft) -> str:
        """The day named in the figure's sentence, or in the toll's last sentence before it in the paragraph."""
        number = self.sentences.number(draft.first)
        first, end = self.sentences.around(draft.first)
        beside = set(self.tokens.keys[draft.first : min(end, draft.end + TOLL_REACH)])
        while True:
            named = [day for day in self.days if first <= day.first < end]
            if named:
                return self._of_several(named, draft)
            if self.sentences.opens_paragraph(number) or self.words.toll.isdisjoint(beside):
                return ""
            number -= 1
            first, end = self.sentences.span(number)
            beside = set(self.tokens.keys[first:end])

    def _of_several(self, days: list[Draft], draft: Draft) -> str:
        """Of the days of one sentence the one that dates its toll: of the saying, right behind it, or the only one."""
        if len({self.iso(day) for day in days}) == 1:
            return self.iso(days[0])
        told = self._told(days, draft)
        right_behind = next((day for day in days if self._right_behind(day, draft)), None)
        return self.iso(told or right_behind)

    def _right_behind(self, day: Draft, draft: Draft) -> bool:
        found = self.words.during.before(self.tokens, day.first)
        return draft.end in (day.first, found[1] if found is not None else 0)

    def _told(self, days: list[Draft], draft: Draft) -> Draft | None:
        """The day on which something was said: "said on Thursday"; of several the first behind the figure itself."""
        told = [day for day in days if self._behind_saying(day)]
        if len({self.iso(day) for day in told}) <= 1:
            return told[0] if told else None
        behind = next((day for day in told if day.first >= draft.end), None)
        between = behind is not None and any(
            draft.end <= other.first < behind.first for other in self.drafts if other.moment is None
        )
        return None if between else behind

    def _behind_saying(self, day: Draft) -> bool:
        if self.tokens.keys[day.first - 1] in self.words.not_told:
            return False
        for at in range(day.first - 1, day.first - 2 - TOLD_REACH, -1):
            if self.lexicon.speech.verbs.at(self.tokens, at) is not None or self.tokens.keys[at] in self.words.told:
                return True
            if self.tokens.keys[at] in _PARTS:
                return False
        return False
