"""Where an editor's selection stands in a source's text: at its offsets, or where its words are printed."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from claims.refusals import Refusal
from claims.selecting import Span, as_rendered, occurrences, paragraph_span, stored_span, trimmed

LONGEST = 500  # characters of a quote
AROUND = 60  # characters shown to either side of a place that can be chosen


@dataclass(frozen=True, slots=True)
class Selection:
    """What an editor chose: a quote, with its offsets in the rendered text where a script knows them.

    `edition` is the hash of the text that the page showed; `place` the offset, in the stored text, of the occurrence
    that was chosen where the quote is printed more than once; `read_as` how to read it, in words.
    """

    edition: str
    quote: str
    start: int | None = None
    end: int | None = None
    place: int | None = None
    read_as: str = ""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One of several places that print the quote, with the words around it."""

    start: int
    before: str
    quote: str
    after: str


class PrintedOften(Refusal):
    """The quote is printed more than once: one place is to be chosen."""

    def __init__(self, message: str, occurrences: list[Occurrence]) -> None:
        super().__init__(message)
        self.occurrences = occurrences


def located(text: str, chosen: Selection) -> Span:
    """Where the quote stands: at the offsets given, or where it is printed; PrintedOften where that is not clear."""
    if not chosen.quote.strip():
        raise Refusal(_("Select the figure in the text, or type it exactly as it is printed."))
    if chosen.start is not None and chosen.end is not None:
        start, end = stored_span(text, chosen.start, chosen.end)
        if as_rendered(text[start:end]) != as_rendered(chosen.quote):
            raise Refusal(_("The text does not print this at the place that was sent. Reload the page and try again."))
        return trimmed(text, start, end)
    places = occurrences(text, chosen.quote)
    if not places:
        raise Refusal(
            _("The text does not print “%(quote)s”. Copy it from the text, without leaving anything out.")
            % {"quote": chosen.quote.strip()}
        )
    fitting = [place for place in places if chosen.place in {None, place[0]}]
    if len(fitting) == 1:
        return fitting[0]
    shown = [_shown(text, place) for place in places]
    raise PrintedOften(_("This is printed in several places. Choose the one that you mean."), shown)


def _shown(text: str, place: Span) -> Occurrence:
    start, end = place
    first, last = paragraph_span(text, start, end)
    low, high = max(first, start - AROUND), min(last, end + AROUND)
    before = ("…" if low > first else "") + text[low:start]
    return Occurrence(start, before, text[start:end], text[end:high] + ("…" if high < last else ""))
