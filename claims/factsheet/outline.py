"""The words of the sheet beside its sentences, the same in every format; in the language that is active."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils import timezone, translation
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from claims.factsheet.quotes import in_context
from claims.factsheet.sayings import fullest
from claims.factsheet.sentences import sentence_language
from claims.factsheet.sheet import FactSheet, SheetClaim, SheetFigure, SheetSource
from claims.figures.interval import Interval
from claims.models.claim import Status
from claims.wording import NBSP, day_in_words, shown_unit, value_in_words

if TYPE_CHECKING:
    from claims.models import Figure

GLYPHS = {
    "disputed": "≠",
    "undecided": "≠",
    "settled": "✓",
    "confirmed": "✓",
    "contested": "✗",
    "agreed": "=",
    "compatible": "=",
    "single": "1",
    "origin": "1",
    "check": "∴",
    "stale": "!",
    "withdrawn": "↩",
    "dismissed": "–",
    "empty": "–",
}


@contextmanager
def spoken(sheet: FactSheet) -> Iterator[str]:
    """Speak the language of the sheet's sentences."""
    language = sentence_language(sheet.language)
    with translation.override(language):
        yield language


@dataclass(frozen=True, slots=True)
class Note:
    """What a citation leads to: who prints the figure, the quote in its paragraph, and where it stands."""

    figure: SheetFigure
    who: str
    before: str
    quote: str
    after: str
    where: str


def long_date(moment: datetime) -> str:
    return day_in_words(timezone.localtime(moment).date(), get_language() or "en")


def dateline(sheet: FactSheet) -> str:
    """Which sheet this is, and of which day."""
    day = long_date(sheet.made_at)
    if not sheet.number:
        return _("Draft of %(date)s") % {"date": day} if sheet.draft else day
    return _("Fact sheet no. %(number)s, published on %(date)s by %(desk)s") % {
        "number": sheet.number,
        "date": day,
        "desk": sheet.desk,
    }


def counts(sheet: FactSheet) -> str:
    """How much the sheet rests on."""
    figures = [figure for claim in sheet.stated for figure in claim.figures]
    parts = [
        (ngettext("%(count)s claim", "%(count)s claims", len(sheet.stated)), len(sheet.stated)),
        (ngettext("%(count)s source", "%(count)s sources", len(sheet.sources)), len(sheet.sources)),
    ]
    origins = len({figure.origin_key for figure in figures})
    parts.append((ngettext("%(count)s independent origin", "%(count)s independent origins", origins), origins))
    return ", ".join(words % {"count": count} for words, count in parts)


def withdrawal_note(sheet: FactSheet) -> str:
    if sheet.withdrawal is None:
        return ""
    return _("This sheet was withdrawn on %(date)s. Reason: %(reason)s") % {
        "date": long_date(sheet.withdrawal.at),
        "reason": sheet.withdrawal.reason,
    }


def changes_title(sheet: FactSheet) -> str:
    return _("What changed since sheet no. %(number)s") % {"number": sheet.changed_since}


def between_title(old: FactSheet, new: FactSheet) -> str:
    return _("What changed between sheets no. %(old)s and no. %(new)s") % {"old": old.number, "new": new.number}


def rules_title(sheet: FactSheet) -> str:
    return _("How numbers are read")


def status_words(claim: SheetClaim) -> str:
    """A claim's status and, where it is not in dispute, the values that it rests on."""
    words = [str(Status(claim.status).label)]
    if claim.status != Status.DISPUTED:
        values = dict.fromkeys(said(figure) for figure in claim.leads)
        words += [", ".join(values)] if values else []
    return " · ".join(words)


def status_word(status: str) -> str:
    return str(Status(status).label)


def state_words(state: str) -> str:
    """The word for how a figure stands."""
    return _state_words(get_language() or "en").get(state, state)


@lru_cache(maxsize=64)
def _state_words(language: str) -> dict[str, str]:
    """Kept by the language that is active: a sheet says them of each figure."""
    return {
        "agreed": _("not in dispute"),
        "confirmed": _("confirmed"),
        "contested": _("contested"),
        "dismissed": _("dismissed"),
        "single": _("one origin only"),
        "stale": _("verdict out of date"),
        "undecided": _("not decided"),
    }


def said(figure: SheetFigure) -> str:
    """What a figure's words state, in the sheet's locale."""
    return figure.answer or in_words(figure, figure.said)


def in_words(figure: SheetFigure | Figure, interval: Interval) -> str:
    """In the language that is active; a bare dollar that may be of several countries stays bare."""
    unit = shown_unit(figure.unit, figure.alternatives)
    return _words(figure.kind, interval, unit, get_language() or "en")


@lru_cache(maxsize=8192)
def _words(kind: str, interval: Interval, unit: str, language: str) -> str:
    """Kept: a sheet shows each value in several places, and sources repeat one another."""
    return value_in_words(kind, interval, unit, language)


def note_on(figure: SheetFigure) -> Note:
    mention = fullest(figure)
    if mention is None:
        return Note(figure, outlet(figure.source), "", figure.answer, "", "")
    before, after = in_context(mention)
    places = ", ".join(f"{place.start}–{place.end}" for place in figure.mentions)
    where = _("characters %(places)s of %(file)s") % {"places": places, "file": figure.source.file}
    return Note(figure, outlet(figure.source), before, mention.quote, after, where)


def source_facts(source: SheetSource) -> list[str]:
    """What is known of a source beside its title and number; what is not known is left out."""
    facts = [part for part in (source.publisher, source.author) if part]
    if source.published_on:
        facts.append(day_in_words(source.published_on, get_language() or "en"))
    if source.origin:
        facts.append(_("origin: %(name)s") % {"name": source.origin})
    if source.reconstructed:
        facts.append(_("demonstration text, not the publisher's words"))
    if source.withdrawn:
        facts.append(_("withdrawn: its figures do not count"))
    return facts


def column_name(source: SheetSource, longest: int = 30) -> str:
    """A source's number and name, for the head of a column."""
    name = source.short_name
    cut = name if len(name) <= longest else f"{name[: longest - 1].rstrip()}…"
    return f"{source.number}{NBSP}{cut}"


def outlet(source: SheetSource) -> str:
    """Its publisher, or its number where nobody knows who published it; as a label begins."""
    named = source.publisher or (_("source %(number)s") % {"number": source.number})
    return named[:1].upper() + named[1:]


def source_label(source: SheetSource) -> str:
    return f"{source.number}.{NBSP}{source.title}"
