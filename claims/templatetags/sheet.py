"""How pages show figures, statuses and the sheet's sentences."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from claims.factsheet.outline import GLYPHS, in_words, state_words
from claims.factsheet.runs import Run
from claims.factsheet.sayings import fullest
from claims.factsheet.sheet import SheetFigure
from claims.figures.interval import Interval
from claims.models import Figure
from claims.models.claim import Status

register = template.Library()


@register.filter
def glyph(state: str) -> str:
    """The sign that goes with a state's colour and word."""
    return GLYPHS.get(state, "")


@register.filter
def state_label(state: str) -> str:
    """The word for how a figure stands, in the reader's language."""
    return state_words(state)


@register.filter
def status_label(status: str) -> str:
    """The word for a claim's status, in the reader's language."""
    return str(Status(status).label)


@register.filter
def said(figure: SheetFigure | Figure) -> str:
    """What a figure's words state, in the reader's locale."""
    return figure.answer or in_words(figure, figure.said)


@register.filter
def compared(figure: SheetFigure | Figure) -> str:
    """The interval that a figure is compared by, in the reader's locale; empty where it says nothing more."""
    interval: Interval = figure.compared if isinstance(figure, SheetFigure) else figure.interval
    exact = figure.answer or interval in (figure.said, Interval(interval.low, interval.low))
    return "" if exact or figure.kind == "date" else in_words(figure, interval)


@register.filter
def quoted_at(figure: SheetFigure) -> int | str:
    """The id of the mention that best shows a figure in its source."""
    mention = fullest(figure)
    return mention.id if mention else ""


@register.simple_tag
def sentence(runs: Iterable[Run]) -> SafeString:
    """A statement as HTML; a citation leads to the quote's entry on the same page (`#q<figure>`)."""
    return format_html_join("", "{}{}", ((_run(run), _citations(run)) for run in runs))


def _run(run: Run) -> SafeString | str:
    if run.role in {"lead", "printed"}:
        tag = "b" if run.role == "lead" else "span"
        return format_html('<{0} class="{1}" lang="{2}">{3}</{0}>', SafeString(tag), run.role, run.language, run.text)
    if run.role == "reconstructed":
        words = _("demonstration text")
        return format_html(
            '<abbr class="dagger" title="{0}">{1}<span class="hidden-words"> ({0})</span></abbr>', words, run.text
        )
    if run.role == "link":
        return format_html('<a href="{}" rel="noreferrer">{}</a>', run.url, run.text)
    if run.role:
        return format_html('<span class="{}">{}</span>', run.role, run.text)
    return run.text


def _citations(run: Run) -> SafeString:
    return format_html_join(
        "",
        '<sup class="cite"><a href="#q{}" title="{}">{}</a></sup>',
        (
            (figure.id, _("Quote in source %(number)d") % {"number": figure.source.number}, figure.source.number)
            for figure in run.cites
        ),
    )
