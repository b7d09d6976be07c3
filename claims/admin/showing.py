"""Figures, verdicts and statuses in one cell of the admin: words and a glyph, never a colour alone."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims.models import Figure
from claims.models.claim import Status
from claims.models.figure import Outcome
from claims.wording import value_in_words
from sources.admin import change_link

STATUS_GLYPHS = {
    Status.DISPUTED: "≠",
    Status.CONTESTED: "✗",
    Status.SETTLED: "✓",
    Status.AGREED: "=",
    Status.SINGLE: "1",
    Status.EMPTY: "∅",
}
OUTCOME_GLYPHS = {Outcome.CONFIRMED: "✓", Outcome.CONTESTED: "✗", Outcome.WITHDRAWN: "↩"}


def badge(name: str, glyph: str, text: object) -> SafeString:
    return format_html('<span class="badge {}"><span aria-hidden="true">{}</span> {}</span>', name, glyph, text)


def status(value: str) -> SafeString:
    known = Status(value)
    return badge(known.value, STATUS_GLYPHS[known], known.label)


def outcome(value: str) -> SafeString:
    known = Outcome(value)
    return badge(known.value, OUTCOME_GLYPHS[known], known.label)


def decision(figure: Figure) -> SafeString:
    """What was decided of a figure, whether it still counts, or that it waits."""
    if figure.decision:
        shown = outcome(figure.decision)
        return format_html("{} ({})", shown, _("stale")) if figure.stale else shown
    if figure.in_dispute:
        return badge("undecided", "○", _("not decided yet"))
    return badge("none", "–", _("nothing to decide"))


def value(figure: Figure) -> str:
    """In the reader's locale; a figure of a text claim is its answer."""
    return figure.answer or value_in_words(figure.kind, figure.said, figure.shown_unit, get_language() or "en")


def quote(figure: Any) -> str:
    """As its source prints it; reads the mentions that the list has fetched."""
    mentions = figure.mentions.all()
    return mentions[0].quote if mentions else ""


def standing(figure: Figure) -> str:
    """Why a figure does not count; empty where it does."""
    marks = [
        (figure.dismissed, _("dismissed")),
        (figure.vanished, _("no longer printed")),
        (figure.source.withdrawn, _("source withdrawn")),
    ]
    return ", ".join(mark for applies, mark in marks if applies)


def figure_link(figure: Figure) -> SafeString:
    return change_link(Figure, figure.pk, value(figure))


def listed(items: list[SafeString]) -> SafeString:
    """A list for a read-only field."""
    if not items:
        return SafeString("–")
    return format_html('<ul class="related">{}</ul>', format_html_join("", "<li>{}</li>", ((item,) for item in items)))
