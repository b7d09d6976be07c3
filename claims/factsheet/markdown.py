"""The sheet as Markdown: the same sentences, with the quotes as footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from babel.dates import format_date
from django.utils import translation
from django.utils.translation import gettext as _

from claims.factsheet.runs import Run
from claims.factsheet.sayings import fullest
from claims.factsheet.sentences import claim_text, reconstructed_note, sentence_language, withdrawn_notes
from claims.factsheet.sheet import FactSheet, SheetClaim, SheetFigure, SheetSource
from claims.wording import cldr_locale

_SPECIAL = re.compile(r"([\\`*_{}\[\]#|~])")
_OPENING = re.compile(r"^([-+=:]|[0-9]+[.)](?=\s|$))")


def render(sheet: FactSheet) -> str:
    """Headings, statements, sources, footnotes; in the dossier's language."""
    with translation.override(sentence_language(sheet.language)):
        return "\n".join(_lines(sheet)).rstrip() + "\n"


def escaped(text: str) -> str:
    """Text on one line that Markdown and HTML take as it is.

    >>> escaped("*14* & <b>"), escaped("un\\ntiret")
    ('\\\\*14\\\\* &amp; &lt;b&gt;', 'un tiret')
    """
    text = text.replace("\r", "").replace("\n", " ").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SPECIAL.sub(r"\\\1", text)


def paragraph(line: str) -> str:
    """A line that opens no list, however it begins.

    >>> paragraph("- 14"), paragraph("2025. Une date"), paragraph("14,3")
    ('\\\\- 14', '2025\\\\. Une date', '14,3')
    """
    return _OPENING.sub(lambda found: f"{found[1][:-1]}\\{found[1][-1]}", line)


def _lines(sheet: FactSheet) -> Iterator[str]:
    locale = cldr_locale(sentence_language(sheet.language))
    yield f"# {escaped(sheet.title.strip())}"
    yield ""
    if sheet.draft:
        made = format_date(sheet.made_at.date(), "long", locale=locale)
        yield f"**{_('Draft')}** · {made}"
        yield ""
    if any(source.reconstructed for source in sheet.sources):
        yield f"> {escaped(reconstructed_note(sheet.language))}"
        yield ""
    for note in withdrawn_notes(sheet):
        yield f"> {escaped(note)}"
        yield ""
    for claim in sheet.stated:
        yield from _claim(claim, sheet.language)
    yield f"## {_('Sources')}"
    yield ""
    for source in sheet.sources:
        yield _source(source)
    yield ""
    for claim in sheet.stated:
        for figure in claim.figures:
            yield _footnote(figure)


def _claim(claim: SheetClaim, language: str) -> Iterator[str]:
    yield f"## {escaped(claim.label)}"
    yield ""
    for statement in claim_text(claim, language).statements:
        line = paragraph(_sentence(statement.runs))
        yield f"> {line}" if statement.role == "contested" else line
        yield ""


def _sentence(runs: Iterable[Run]) -> str:
    written = []
    for run in runs:
        words = escaped(run.text)
        if run.role == "lead":
            words = f"**{words}**"
        elif run.role == "link":
            words = f"{words} (<{run.url}>)"
        written.append(words + "".join(f"[^{label(figure)}]" for figure in run.cites))
    return "".join(written)


def label(figure: SheetFigure) -> str:
    """A footnote's label: the source's number, then the figure's id in the JSON."""
    return f"{figure.source.number}-{figure.id}"


def _source(source: SheetSource) -> str:
    """One line of the list; what is not known is left out."""
    parts = [f"**{escaped(source.title.strip())}**"]
    parts += [escaped(part) for part in (source.publisher, source.author) if part]
    if source.published_on:
        parts.append(
            str(format_date(source.published_on, "long", locale=cldr_locale(translation.get_language() or "en")))
        )
    parts.append(escaped(source.file))
    parts.append(f"SHA-256 `{source.sha256}`")
    if source.origin:
        parts.append(_("origin: %(name)s") % {"name": escaped(source.origin)})
    if source.url:
        parts.append(f"<{source.url}>")
    if source.reconstructed:
        parts.append(_("demonstration text, not the publisher's words"))
    if source.withdrawn:
        parts.append(_("withdrawn: its figures do not count"))
    return f"{source.number}. {', '.join(parts)}"


def _footnote(figure: SheetFigure) -> str:
    """The quote, then every place where the source prints it, so that anyone can check."""
    mention = fullest(figure)
    source = figure.source
    quote = f"“{escaped(mention.wording)}”" if mention else escaped(figure.answer)
    places = ", ".join(f"{place.start}–{place.end}" for place in figure.mentions)
    found = _("characters %(places)s of %(file)s") % {"places": places, "file": escaped(source.file)}
    marks = f" ({_('demonstration text')})" if source.reconstructed else ""
    who = escaped(source.short_name.strip())
    return f"[^{label(figure)}]: {quote}, {who}{marks}; {found}, SHA-256 `{source.sha256}`"
