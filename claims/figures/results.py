"""From a draft to a `Reading`: bounds, rounding, years, alternatives."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from claims.figures.calendar import Moment, fitting_year
from claims.figures.drafts import Draft
from claims.figures.hedges import applied, compared, rounded_word, share
from claims.figures.interval import Interval
from claims.figures.reading import Alternative, Reading, made
from claims.figures.sentences import Sentences
from claims.figures.tokens import Tokens

if TYPE_CHECKING:
    from claims.figures.lexicons import Lexicon

NOTHING = Interval(None, None)
LEAST_FUTURE = 4  # letters that a verb in the future has more than
FUTURE_REACH = 9  # tokens from a date that opens its sentence to its verb
EXACT_KINDS = frozenset({"age", "ordinal", "date"})


class Resolver:
    """Makes the readings of one text; `usual_year` stands in where there is no publication date."""

    def __init__(
        self,
        text: str,
        tokens: Tokens,
        sentences: Sentences,
        lexicon: "Lexicon",
        published: date | None,
        usual_year: int | None,
    ) -> None:
        self.text, self.tokens, self.sentences, self.lexicon = text, tokens, sentences, lexicon
        self.published, self.usual_year = published, usual_year

    def reading(self, draft: Draft, speaker: str, as_of: str) -> Reading:
        """The finished reading of a draft."""
        start, end = self.tokens.starts[draft.first], self.tokens.ends[draft.end - 1]
        first, last = draft.printed
        assumed: tuple[str, ...] = ()
        findings: tuple[str, ...] = ()
        if draft.moment is not None:
            said = both = self._days(draft, draft.moment)
            if draft.moment.year is None and draft.moment.fixed is None:
                assumed = ("year",)
            findings = self._weekday(draft)
        else:
            said, both = intervals(draft)
        return made(
            start,
            end,
            self.text[start:end],
            self.text[self.tokens.starts[first] : self.tokens.ends[last - 1]],
            "" if draft.hedge is None else self.tokens.slice(draft.hedge.first, draft.hedge.end),
            draft.kind,
            said,
            both,
            draft.unit,
            as_of,
            speaker,
            self._alternatives(draft, said, both),
            assumed,
            findings,
        )

    def _days(self, draft: Draft, moment: Moment) -> Interval:
        """The span of days of a date, open where "d'ici", "avant" or "après" opens it."""
        span = moment.days(self._year(draft, moment))
        if span is None:
            return NOTHING
        low, high = Decimal(span[0].toordinal()), Decimal(span[1].toordinal())
        kind = draft.hedge.kind if draft.hedge else ""
        if kind == "by" and (self._to_come(span) or not self._past(draft)):
            return Interval(None, high)
        if kind == "before" and self._late(draft):
            return Interval(None, high)
        if kind == "before":
            return Interval(None, low - 1 if moment.grain != "day" or low == high else high)
        if kind == "from":
            return Interval(low, None)
        if kind == "after":
            return Interval(high + 1, None)
        return Interval(low, high)

    def _late(self, draft: Draft) -> bool:
        """Whether the end of something is printed, so that "before" means by then: "avant la fin de l'année"."""
        part = self.lexicon.dates.parts.at(self.tokens, draft.first)
        return part is not None and part[0] == "late"

    def _to_come(self, span: tuple[date, date]) -> bool:
        """Whether a date lies after publication, whatever the verbs: "had been expected to sell 5 million by March"."""
        return self.published is not None and span[1] > self.published

    def _past(self, draft: Draft) -> bool:
        """Whether a verb shows that "by" names a day as of which something was so: "had won 30 by Friday"."""
        first, end = self.sentences.around(draft.first)
        return not self.lexicon.as_of.perfect.isdisjoint(self.tokens.keys[first:end])

    def span(self, draft: Draft) -> tuple[date, date] | None:
        """The days that a date stands for, its hedge left aside."""
        return None if draft.moment is None else draft.moment.days(self._year(draft, draft.moment))

    def _year(self, draft: Draft, moment: Moment) -> int | None:
        if moment.year is not None or moment.fixed is not None:
            return moment.year
        if self.published is None:
            return self.usual_year
        return fitting_year(moment, self.published, self._future(draft))

    def _future(self, draft: Draft) -> bool:
        """Whether the sentence before the date speaks of what is to come."""
        if draft.hedge is not None and draft.hedge.kind == "by":
            return True
        first, end = self.sentences.around(draft.first)
        end = min(end, draft.end + FUTURE_REACH) if self._opens(draft, first) else draft.first
        return any(self._future_word(at) for at in range(first, end))

    def _future_word(self, at: int) -> bool:
        key, endings = self.tokens.keys[at], self.lexicon.future_endings
        if key in self.lexicon.future:
            return True
        return bool(endings) and len(key) > LEAST_FUTURE and key.endswith(endings) and not self.tokens.capital(at)

    def _opens(self, draft: Draft, first: int) -> bool:
        """Whether a date opens its sentence, so that the verb comes after it."""
        return draft.first - first <= 2

    def _weekday(self, draft: Draft) -> tuple[str, ...]:
        if draft.weekday is None or draft.moment is None:
            return ()
        span = draft.moment.days(self._year(draft, draft.moment))
        return ("weekday",) if span is not None and span[0].weekday() != draft.weekday else ()

    def _alternatives(self, draft: Draft, said: Interval, both: Interval) -> tuple[Alternative, ...]:
        if not draft.doubts and draft.other is None and draft.swapped is None:
            return ()
        found = [Alternative(said, both, unit, "currency") for unit in draft.doubts]
        if draft.other is not None and draft.low is not None and draft.low == draft.high:
            factor = draft.other / draft.low if draft.low else Decimal(1)
            other = replace(draft, low=draft.other, high=draft.other, step=draft.step * factor, other=None)
            found.append(Alternative(*intervals(other), draft.unit, "scale"))
        if draft.swapped is not None:
            days = self._days(draft, draft.swapped)
            found.append(Alternative(days, days, draft.unit, "day-month"))
        return tuple(found)


def intervals(draft: Draft) -> tuple[Interval, Interval]:
    """What a number says, and what of it is compared."""
    if draft.low is None:
        return NOTHING, NOTHING
    hedge = draft.hedge.kind if draft.hedge else ""
    if not (hedge or draft.soft or draft.share) and draft.low == draft.high and draft.kind not in EXACT_KINDS:
        return _exact(draft.low, draft.step)
    if draft.soft and draft.low == draft.high:
        said = rounded_word(draft.low, hedge)
        return said, said
    said = applied(hedge, draft.low, draft.high)
    if draft.kind in EXACT_KINDS:
        return said, said
    if draft.share and not hedge and draft.low == draft.high:
        return share(draft.low), share(draft.low)
    return said, compared(said, hedge, draft.step)


@lru_cache(maxsize=4096)
def _exact(value: Decimal, step: Decimal) -> tuple[Interval, Interval]:
    """An exact print; the same few numbers come back in every article."""
    said = Interval(value, value)
    return said, compared(said, "", step)
