"""Includes that remember what they rendered (see claims.remembering)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.forms import BoundField
from django.template import Context
from django.template.loader import get_template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from claims import remembering

register = template.Library()
SELECTED = SafeString(" selected")


@register.simple_tag
def choice(field: BoundField, options: Sequence[tuple[str, str]]) -> SafeString:
    """A field with its list; as Django renders one, without a template for each option."""
    if field.errors:
        return SafeString(get_template("form/field.html").render({"field": field}))
    chosen = str(field.value() or "")
    lines = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((value, SELECTED if value == chosen else "", label) for value, label in options),
    )
    words = '<div class="field">{}<select name="{}" id="{}">{}</select></div>'
    return format_html(words, field.label_tag(), field.html_name, field.auto_id, lines)


@register.simple_tag(takes_context=True)
def remembered(context: Context, template: str, shown: Any, **names: Any) -> SafeString:
    """Include a fragment that shows nothing but `shown` holds, with some names; `shown` is None to render it anew."""
    with context.push(**names):
        return remembering.remembered(template, shown, context)


@register.simple_tag(takes_context=True)
def remembered_each(context: Context, template: str, name: str, rows: Iterable[Any]) -> SafeString:
    """The same for each of some rows, which say themselves what they are shown from."""
    return remembering.remembered_each(template, name, rows, context)


@register.simple_tag(takes_context=True)
def shaped(context: Context, template: str, shape: Any, **values: Any) -> SafeString:
    """The same for a fragment that is alike for many but for some values (see claims.remembering)."""
    return remembering.shaped(template, shape, values, context)
