"""What is known of a source and what was only guessed."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sources.models import Source

register = template.Library()


@register.simple_tag
def guessed(source: Source, field: str) -> SafeString | str:
    """A mark after a value that was found in the text rather than stated."""
    return format_html(' <small class="guessed">{}</small>', _("guessed")) if field in source.guessed else ""
