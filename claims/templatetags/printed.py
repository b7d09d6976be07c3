"""A source's text as HTML, character for character, with its figures marked."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from claims.models import Figure, Mention
from claims.passages import Passage
from claims.templatetags.sheet import glyph, state_label

register = template.Library()


@register.filter
def figure_state(figure: Figure) -> str:
    """Dismissed, stale, confirmed, contested, undecided, or empty where nobody needs to decide."""
    if figure.dismissed:
        return "dismissed"
    if figure.stale:
        return "stale"
    return figure.decision or ("undecided" if figure.in_dispute else "")


@register.simple_tag
def printed_text(passages: Iterable[Passage[Mention]], slug: str) -> SafeString:
    """The passages one after the other. What is added (labels, signs) is in attributes, never in the text itself."""
    return format_html_join("", "{}", ((_passage(passage, slug),) for passage in passages))


def _passage(passage: Passage[Mention], slug: str) -> SafeString | str:
    if passage.printed:
        return _figure(passage, slug)
    if passage.mask:
        label = _("front matter") if passage.mask == "front" else _("page furniture, not read")
        return format_html('<span class="masked" data-label="{}">{}</span>', label, passage.text)
    return passage.text


def _figure(passage: Passage[Mention], slug: str) -> SafeString:
    """The first mention is the link; others that overlap it have their anchors inside it."""
    first, *others = passage.printed
    state = figure_state(first.figure)
    words = [first.figure.claim.label, first.figure.get_kind_display(), *([state_label(state)] if state else [])]
    return format_html(
        '<a id="m{}" class="mention {}" href="{}" title="{}">{}<mark data-glyph="{}">{}</mark></a>',
        first.pk,
        state,
        reverse("claim", args=[slug, first.figure.claim.number]),
        " · ".join(words),
        format_html_join("", '<span id="m{}" class="also"></span>', ((other.pk,) for other in others)),
        glyph(state),
        passage.text,
    )
