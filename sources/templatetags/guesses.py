"""What is known of a source and what was only guessed."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources.models import Source

register = template.Library()


@register.simple_tag
def guessed(source: Source, field: str) -> SafeString | str:
    """A mark after a value that was found in the text rather than stated."""
    return format_html(' <small class="guessed">{}</small>', _("guessed")) if field in source.guessed else ""


NOTES = {
    "weekday": gettext_lazy("The weekday that is printed does not fit the date: %(detail)s."),
    "date-without-year": gettext_lazy("A date of publication is printed without its year: %(detail)s."),
    "language": gettext_lazy("The language was not recognised."),
    "encoding": gettext_lazy("The encoding was chosen by hand: %(detail)s."),
    "served-encoding": gettext_lazy("The encoding is the one that the server named: %(detail)s."),
    "file-date": gettext_lazy("The date is the file's own, %(detail)s: nothing printed says when it was published."),
}


@register.filter
def note_in_words(note: str) -> str:
    """A note of the reading ("code: detail") as a sentence; an unknown one as it is."""
    code, _colon, detail = note.partition(": ")
    sentence = NOTES.get(code)
    return str(sentence) % {"detail": detail.rstrip(".")} if sentence else note
