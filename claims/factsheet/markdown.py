"""The sheet as Markdown: the same sentences, with the quotes as footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from claims.factsheet.outline import (
    changes_title,
    counts,
    dateline,
    rules_title,
    source_facts,
    spoken,
    withdrawal_note,
)
from claims.factsheet.rules import reading_principle
from claims.factsheet.runs import Run
from claims.factsheet.sayings import fullest
from claims.factsheet.sentences import claim_text, notes
from claims.factsheet.sheet import FactSheet, SheetClaim, SheetFigure, SheetSource

_ANY = re.compile(r"[\\`*_{}\[\]#|~&<>\r\n]")
_SPECIAL = re.compile(r"([\\`*_{}\[\]#|~])")
_OPENING = re.compile(r"^([-+=:]|[0-9]+[.)](?=\s|$))")


def render(sheet: FactSheet) -> str:
    """Headings, statements, sources, footnotes; in the dossier's language."""
    return "".join(chunks(sheet))


def write(sheet: FactSheet, out: BinaryIO) -> None:
    for chunk in chunks(sheet):
        out.write(chunk.encode())


def chunks(sheet: FactSheet) -> Iterator[str]:
    with spoken(sheet):
        for line in _lines(sheet):
            yield f"{line}\n"


def escaped(text: str) -> str:
    """Text on one line that Markdown and HTML take as it is.

    >>> escaped("*14* & <b>"), escaped("un\\ntiret")
    ('\\\\*14\\\\* &amp; &lt;b&gt;', 'un tiret')
    """
    if not _ANY.search(text):  # nearly all that is written
        return text
    text = text.replace("\r", "").replace("\n", " ").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SPECIAL.sub(r"\\\1", text)


def paragraph(line: str) -> str:
    """A line that opens no list, however it begins.

    >>> paragraph("- 14"), paragraph("2025. Une date"), paragraph("14,3")
    ('\\\\- 14', '2025\\\\. Une date', '14,3')
    """
    return _OPENING.sub(lambda found: f"{found[1][:-1]}\\{found[1][-1]}", line)


def _lines(sheet: FactSheet) -> Iterator[str]:
    yield f"# {escaped(sheet.title.strip())}"
    yield ""
    yield f"**{escaped(dateline(sheet))}** · {counts(sheet)}" if sheet.draft else escaped(dateline(sheet))
    yield ""
    if sheet.withdrawal:
        yield f"> **{escaped(withdrawal_note(sheet))}**"
        yield ""
    for note in sheet.notes or notes(sheet):
        yield f"> {escaped(note)}"
        yield ""
    yield from _changes(sheet)
    for claim in sheet.stated:
        yield from _claim(claim, sheet.language)
    yield from _rules(sheet)
    yield f"## {_('Sources')}"
    yield ""
    for source in sheet.sources:
        yield _source(source)
    yield ""
    for claim in sheet.stated:
        for figure in claim.figures:
            yield _footnote(figure)


def _changes(sheet: FactSheet) -> Iterator[str]:
    if not sheet.changes:
        return
    yield f"## {escaped(changes_title(sheet))}"
    yield ""
    for change in sheet.changes:
        yield f"* {escaped(change.text)}"
    yield ""


def _rules(sheet: FactSheet) -> Iterator[str]:
    if not sheet.rules:
        return
    yield f"## {rules_title(sheet)}"
    yield ""
    yield escaped(reading_principle())
    yield ""
    yield f"| {_('Printed')} | {_('Stands for')} |"
    yield "| --- | --- |"
    for rule in sheet.rules:
        yield f"| {escaped(', '.join(example for _language, example in rule.examples))} | {escaped(rule.meaning)} |"
    yield ""


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
    parts = [f"**{escaped(source.title.strip())}**", *(escaped(fact) for fact in source_facts(source))]
    parts += [escaped(source.file), f"SHA-256 `{source.sha256}`"]
    if source.url:
        parts.append(f"<{source.url}>")
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
