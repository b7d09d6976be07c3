"""Includes that remember what they rendered (see claims.remembering)."""

from __future__ import annotations

from collections.abc import Sequence
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
