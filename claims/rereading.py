"""What an editor types or selects, read by the desk's own reader: one reading, or a Refusal that says what was read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims.figures.reader import read_figures
from claims.figures.reading import Reading
from claims.models.bounds import bound_columns, bounds_as_json, is_storable
from claims.models.claim import Kind
from claims.models.recording import clean_text
from claims.refusals import Refusal
from claims.selecting import Span, paragraph_span
from claims.wording import value_in_words
from sources.models import Source

# What articles print, in the languages that the reader knows: the words to type are those of the source's language.
EXAMPLES = {
    "fr": {
        "money": "14,8 milliards de dollars", "percent": "49 %", "points": "2,5 points", "count": "1 200 salariés",
        "age": "âgé de 28 ans", "date": "12 juin 2025", "duration": "trois mois", "ratio": "le double",
        "measure": "2 GW", "ordinal": "troisième",
    },
    "en": {
        "money": "14.8 billion dollars", "percent": "49%", "points": "2.5 percentage points",
        "count": "1,200 employees", "age": "aged 28", "date": "12 June 2025", "duration": "three months",
        "ratio": "double", "measure": "2 GW", "ordinal": "third",
    },
}  # fmt: skip
LENDING = frozenset({"money", "percent", "points", "measure", "count"})  # a bare number may take the unit of its claim


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the claim asks for; an empty kind takes any figure."""

    kind: str = ""
    unit: str = ""

    def fitting(self, readings: Iterable[Reading]) -> list[Reading]:
        """The readings of that kind; a number without a unit is one where the claim can lend its own."""
        found = list(readings)
        fitting = [reading for reading in found if self.kind in {"", reading.kind}]
        bare = [reading for reading in found if reading.kind == "count" and not reading.unit]
        if self.kind in LENDING and bare and all(reading in bare for reading in fitting):
            return [replace(reading, kind=self.kind, unit=self.unit) for reading in bare]
        return fitting


@dataclass(frozen=True, slots=True)
class Printed:
    """A place in a text: what stands there and how it is hedged."""

    text: str
    start: int
    end: int
    hedge: str = ""


def example(kind: str, language: str) -> str:
    """How an article in that language prints a figure of that kind.

    >>> example("money", "en-GB"), example("date", "fr-CA")
    ('14.8 billion dollars', '12 juin 2025')
    """
    words = EXAMPLES.get(language.split("-")[0].lower(), EXAMPLES["en"])
    return words.get(kind, words["money"])


def read_typed(words: str, source: Source, wanted: Wanted, at: Printed | None = None) -> Reading:
    """The one figure of the wanted kind in `words`; where they do not say enough alone, as if printed `at` a place."""
    words = clean_text(words)
    alone = [one for one in read_figures(words, source.language, source.published_on) if is_storable(one.compared)]
    exact = [reading for reading in alone if wanted.kind in {"", reading.kind}]
    if len(exact) == 1 and (exact[0].unit or wanted.kind not in LENDING):
        return exact[0]
    found = exact or (_put_in_place(words, source, wanted, at) if at else [])
    found = wanted.fitting(found or alone)
    if len(found) == 1:
        return found[0]
    raise Refusal(refused(words, found or alone, wanted, source))


def read_at(source: Source, text: str, start: int, end: int) -> list[Reading]:
    """What the reader finds in the paragraph at a place of the text; offsets are those of the text."""
    first, last = paragraph_span(text, start, end)
    found = read_figures(text[first:last], source.language, source.published_on)
    moved = (replace(one, start=one.start + first, end=one.end + first) for one in found)
    return [one for one in moved if one.start < end and start < one.end and is_storable(one.compared)]


def _put_in_place(words: str, source: Source, wanted: Wanted, at: Printed) -> list[Reading]:
    """What the reader makes of the words where the print stands; nothing may be read but the words."""
    before, after = at.text[: at.start], at.text[at.end :]
    if at.hedge and before.rstrip().endswith(at.hedge):
        before = before.rstrip().removesuffix(at.hedge)
    start = len(before)
    found = read_at(source, before + words + after, start, start + len(words))
    within = [one for one in found if start <= one.start and one.end <= start + len(words) and one.hedge in words]
    return [one for one in within if one.kind == wanted.kind]


def refused(words: str, read: Sequence[Reading], wanted: Wanted, source: Source) -> str:
    """Why the words were not taken: what was read, and what to type."""
    shown: dict[str, Any] = {
        "words": words,
        "values": ", ".join(in_words(reading) for reading in read[:5]),
        "example": example(wanted.kind, source.language),
        "kind": Kind(wanted.kind).label if wanted.kind else "",
    }
    if not words:
        return _("Type the figure as an article in the source’s language would print it: “%(example)s”.") % shown
    if not read:
        return _("No figure was read in “%(words)s”. Type it as the source would print it: “%(example)s”.") % shown
    if wanted.kind and not wanted.fitting(read):
        return (
            _(
                "“%(words)s” was read as %(values)s, and the claim asks for another kind: %(kind)s. "
                "Type it as the source would print it: “%(example)s”."
            )
            % shown
        )
    return _("“%(words)s” was read as several figures: %(values)s. Give one alone.") % shown


def in_words(reading: Reading) -> str:
    """A reading in the reader's locale, with its kind."""
    value = value_in_words(reading.kind, reading.said, reading.unit, get_language() or "en")
    return f"{value} ({Kind(reading.kind).label})"


def value_columns(reading: Reading) -> dict[str, Any]:
    """The columns of a figure that its value is made of, as stored."""
    return {
        **bound_columns("said_", reading.said),
        **bound_columns("", reading.compared),
        "unit": reading.unit[:60],
        "alternatives": [
            {"said": bounds_as_json(o.said), "compared": bounds_as_json(o.compared), "unit": o.unit, "why": o.why}
            for o in reading.alternatives
        ],
        "assumed": list(reading.assumed),
        "findings": list(reading.findings),
    }


__all__ = ["Printed", "Span", "Wanted", "example", "read_at", "read_typed", "value_columns"]
