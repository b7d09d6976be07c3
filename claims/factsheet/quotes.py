"""Where a cited figure is printed: the quote in its context, source by source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from claims.factsheet.sayings import fullest
from claims.factsheet.sheet import SheetClaim, SheetFigure, SheetMention, SheetSource

WIDTH = 90  # characters of context on either side
KEPT = 120  # of the text on either side: more than is shown, so that a cut is seen as one


@dataclass(frozen=True, slots=True)
class Quote:
    """One figure as its source prints it. `others` are the further places where it does."""

    claim: SheetClaim
    figure: SheetFigure
    mention: SheetMention
    before: str
    after: str
    others: tuple[SheetMention, ...]


@dataclass(frozen=True, slots=True)
class SourceQuotes:
    source: SheetSource
    quotes: tuple[Quote, ...]


def quotes_by_source(sources: Iterable[SheetSource], claims: Iterable[SheetClaim]) -> tuple[SourceQuotes, ...]:
    """The quotes of some claims. Sources without any stay in."""
    found: defaultdict[int, list[Quote]] = defaultdict(list)
    for claim in claims:
        for figure in claim.figures:
            mention = fullest(figure)
            if mention is not None:
                found[figure.source.number].append(_quote(claim, figure, mention))
    return tuple(SourceQuotes(source, tuple(found[source.number])) for source in sources)


def _quote(claim: SheetClaim, figure: SheetFigure, mention: SheetMention) -> Quote:
    before, after = in_context(mention)
    others = tuple(other for other in figure.mentions if other.id != mention.id)
    return Quote(claim, figure, mention, before, after, others)


def in_context(mention: SheetMention) -> tuple[str, str]:
    """What stands before and after a mention in its own paragraph, for a reader."""
    start = len(mention.prefix)
    text = f"{mention.prefix}{mention.quote}{mention.suffix}"
    return context(text, start, start + len(mention.quote))


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """What is kept of the text beside a span: enough for `context`, and for an annotation to find it again.

    >>> around("Il vaut 29 milliards.", 8, 20)
    ('Il vaut ', '.')
    """
    return text[max(0, start - KEPT) : start], text[end : end + KEPT]


def context(text: str, start: int, end: int, width: int = WIDTH) -> tuple[str, str]:
    """What stands before and after a span in its own paragraph, cut between words, with an ellipsis where cut.

    >>> context("Un.\\nIl vaut 29 milliards, dit-on.", 12, 24)
    ('Il vaut ', ', dit-on.')
    >>> context("un prix de 29 milliards de dollars", 11, 23, width=6)
    ('… de ', ' de …')
    """
    paragraph = text.rfind("\n", 0, start) + 1
    before = text[max(paragraph, start - width) : start]
    if start - width > paragraph:
        before = f"… {before.split(' ', 1)[-1]}"
    until = text.find("\n", end)
    until = len(text) if until < 0 else until
    after = text[end : min(until, end + width)]
    if end + width < until:
        after = f"{after.rsplit(' ', 1)[0]} …"
    return before, after
