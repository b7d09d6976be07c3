"""The sheet as a Word document: real headings, footnotes for citations, tables with heads.

The document is a tree in memory until it is written: what it takes grows with the sheet.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import UTC
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils.translation import gettext as _
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Mm, Pt, RGBColor
from lxml import etree

from claims.factsheet.archive import member
from claims.factsheet.footnotes import Footnotes
from claims.factsheet.matrix import build_matrix
from claims.factsheet.outline import (
    GLYPHS,
    changes_title,
    column_name,
    counts,
    dateline,
    note_on,
    rules_title,
    said,
    source_facts,
    source_label,
    spoken,
    status_words,
    withdrawal_note,
)
from claims.factsheet.rules import reading_principle
from claims.factsheet.runs import Run
from claims.factsheet.sentences import claim_text
from claims.factsheet.sheet import FactSheet, SheetClaim, SheetFigure, SheetSource
from claims.wording import NBSP

SERIF = "Georgia"
STYLES = {"contested": "Contested", "undecided": "Undecided"}
ACROSS = 6  # sources beside one another in a table
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write(sheet: FactSheet, out: BinaryIO) -> None:
    with spoken(sheet) as language:
        made = Maker(sheet, language)
        made.fill()
        packed = io.BytesIO()
        made.document.save(packed)
    with ZipFile(packed) as found, ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name in sorted(found.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            archive.writestr(member(sheet, name), found.read(name))


def printable(text: str) -> str:
    """XML has no place for some control characters.

    >>> printable("14\\x0c3")
    '14 3'
    """
    return _UNPRINTABLE.sub(" ", text)


class Maker:
    """One document as it is made, from top to bottom."""

    def __init__(self, sheet: FactSheet, language: str) -> None:
        self.sheet, self.language = sheet, language
        self.document = Document()
        self.body = self.document.element.body
        _set_page(self.document)
        _set_styles(self.document, sheet.language)
        _set_properties(self.document, sheet)
        self.notes = Footnotes("FootnoteText", "FootnoteReference")

    def fill(self) -> None:
        sheet = self.sheet
        self.paragraph("Title", [_run(sheet.title)])
        self.paragraph("Subtitle", [_run(dateline(sheet))])
        self.paragraph("Normal", [_run(counts(sheet))])
        if sheet.withdrawal:
            self.paragraph("IntenseQuote", [_run(withdrawal_note(sheet))])
        for note in sheet.notes:
            self.paragraph("Normal", [_run(note, italic=True)])
        self.changes()
        self.overview()
        self.heading(1, _("What the sources say"))
        for claim in sheet.stated:
            self.claim(claim)
        self.rules()
        self.heading(1, _("Sources"))
        for source in sheet.sources:
            self.source(source)
        self.notes.attach(self.document)

    def heading(self, level: int, words: str) -> None:
        self.paragraph(f"Heading{level}", [_run(words)])

    def paragraph(self, style: str, runs: Iterable[Any]) -> None:
        self.body.insert(len(self.body) - 1, _paragraph(style, runs))

    def changes(self) -> None:
        if self.sheet.changes:
            self.heading(1, changes_title(self.sheet))
            for change in self.sheet.changes:
                self.paragraph("ListBullet", [_run(change.text)])

    def overview(self) -> None:
        matrix = build_matrix(self.sheet)
        if not matrix.rows:
            return
        self.heading(1, _("Who says what"))
        for first in range(0, len(matrix.sources), ACROSS):
            sources = matrix.sources[first : first + ACROSS]
            head = [_("Claim"), *(column_name(source) for source in sources)]
            rows = [
                [row.claim.label, *("\n".join(f"{GLYPHS[a.state]}{NBSP}{said(a.figure)}" for a in cell) or "—"
                                    for cell in row.cells[first : first + ACROSS])]
                for row in matrix.rows
            ]  # fmt: skip
            self.table(head, rows)

    def claim(self, claim: SheetClaim) -> None:
        self.heading(2, claim.label)
        glyph = GLYPHS.get(claim.status, "")
        self.paragraph("Status", [_run(f"{glyph}{NBSP}{status_words(claim)}")])
        for statement in claim_text(claim, self.sheet.language).statements:
            self.paragraph(STYLES.get(statement.role, "Normal"), self.sentence(statement.runs))

    def sentence(self, runs: Iterable[Run]) -> Iterable[Any]:
        for run in runs:
            yield _run(
                f"{run.text} <{run.url}>" if run.url else run.text,
                bold=run.role == "lead",
                italic=run.role == "reason",
                language=run.language,
            )
            for figure in run.cites:
                yield self.notes.add(self.note(figure))

    def note(self, figure: SheetFigure) -> list[Any]:
        note = note_on(figure)
        quote = [_run(note.before), _run(note.quote, bold=True), _run(note.after)]
        for run in quote:
            _set_language(run, figure.source.language)
        source = _("source %(number)s") % {"number": figure.source.number}
        who = f" {note.who}, {source}{NBSP}: " if figure.source.publisher else f" {note.who}{NBSP}: "
        return [_run(who), *quote, _run(f" — {note.where}" if note.where else "")]

    def rules(self) -> None:
        if not self.sheet.rules:
            return
        self.heading(1, rules_title(self.sheet))
        self.paragraph("Normal", [_run(reading_principle())])
        rows = [[", ".join(words for _lang, words in rule.examples), rule.meaning] for rule in self.sheet.rules]
        self.table([_("Printed"), _("Stands for")], rows)

    def source(self, source: SheetSource) -> None:
        self.heading(2, source_label(source))
        facts = " · ".join(source_facts(source))
        self.paragraph("Normal", [_run(facts)] if facts else [])
        if source.url:
            self.paragraph("Normal", [_run(source.url)])
        self.paragraph("Status", [_run(f"{source.file} · SHA-256 {source.sha256}")])

    def table(self, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Built as XML: python-docx counts all cells again for each that it adds."""
        table = OxmlElement("w:tbl")
        properties = etree.SubElement(table, qn("w:tblPr"))
        etree.SubElement(properties, qn("w:tblStyle"), {qn("w:val"): "TableGrid"})
        etree.SubElement(properties, qn("w:tblW"), {qn("w:w"): "5000", qn("w:type"): "pct"})
        etree.SubElement(properties, qn("w:tblLook"), {qn("w:firstRow"): "1", qn("w:firstColumn"): "1"})
        grid = etree.SubElement(table, qn("w:tblGrid"))
        share = 9600 // (len(head) + 1)
        for at in range(len(head)):
            etree.SubElement(grid, qn("w:gridCol"), {qn("w:w"): str(share if at else 2 * share)})
        table.append(_row(head, is_head=True))
        for row in rows:
            table.append(_row(row))
        self.body.insert(len(self.body) - 1, table)
        self.paragraph("Normal", [])


def _row(cells: Sequence[str], *, is_head: bool = False) -> Any:
    row = OxmlElement("w:tr")
    properties = etree.SubElement(row, qn("w:trPr"))
    etree.SubElement(properties, qn("w:cantSplit"))
    if is_head:
        etree.SubElement(properties, qn("w:tblHeader"))
    for cell in cells:
        made = etree.SubElement(row, qn("w:tc"))
        for line in cell.split("\n"):
            made.append(_paragraph("TableText", [_run(line, bold=is_head)]))
    return row


def _paragraph(style: str, runs: Iterable[Any]) -> Any:
    paragraph = OxmlElement("w:p")
    properties = etree.SubElement(paragraph, qn("w:pPr"))
    etree.SubElement(properties, qn("w:pStyle"), {qn("w:val"): style})
    paragraph.extend(runs)
    return paragraph


def _run(text: str, *, bold: bool = False, italic: bool = False, language: str = "") -> Any:
    run = OxmlElement("w:r")
    if bold or italic:
        properties = etree.SubElement(run, qn("w:rPr"))
        for tag, wanted in (("w:b", bold), ("w:i", italic)):
            if wanted:
                etree.SubElement(properties, qn(tag))
    written = etree.SubElement(run, qn("w:t"))
    written.text = printable(" ".join(text.split("\n")))
    written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    if language:
        _set_language(run, language)
    return run


def _set_language(run: Any, language: str) -> None:
    properties = run.find(qn("w:rPr"))
    if properties is None:
        properties = OxmlElement("w:rPr")
        run.insert(0, properties)
    etree.SubElement(properties, qn("w:lang"), {qn("w:val"): language})


def _set_page(document: Any) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(22)
    page.top_margin = page.bottom_margin = Mm(20)


def _set_properties(document: Any, sheet: FactSheet) -> None:
    properties = document.core_properties
    made = sheet.made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    properties.title, properties.author, properties.language = printable(sheet.title), sheet.desk, sheet.language
    properties.created = properties.modified = made
    properties.last_modified_by, properties.revision, properties.comments = sheet.desk, 1, ""
    properties.subject = dateline(sheet)


def _set_styles(document: Any, language: str) -> None:
    styles = document.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size = SERIF, Pt(10.5)
    fonts = styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in fonts.findall(qn("w:lang")):
        fonts.remove(old)
    etree.SubElement(fonts, qn("w:lang"), {qn("w:val"): language})
    for name in ("Title", "Subtitle", "Heading 1", "Heading 2"):
        styles[name].font.name, styles[name].font.color.rgb = SERIF, RGBColor(0x1B, 0x1B, 0x1F)
        own = styles[name].element.rPr.rFonts
        for attribute in [attribute for attribute in own.attrib if attribute.endswith("Theme")]:
            del own.attrib[attribute]
    _style(styles, "Status", WD_STYLE_TYPE.PARAGRAPH, size=9, colour=RGBColor(0x55, 0x55, 0x5F))
    for name, colour in (("Contested", RGBColor(0x8A, 0x25, 0x1C)), ("Undecided", RGBColor(0x6B, 0x4B, 0x00))):
        style = _style(styles, name, WD_STYLE_TYPE.PARAGRAPH, size=10.5, colour=colour)
        style.paragraph_format.left_indent = Pt(14)
    _style(styles, "Table Text", WD_STYLE_TYPE.PARAGRAPH, size=8.5).paragraph_format.space_after = Pt(0)
    _style(styles, "footnote text", WD_STYLE_TYPE.PARAGRAPH, size=8.5).paragraph_format.space_after = Pt(1)
    _style(styles, "footnote reference", WD_STYLE_TYPE.CHARACTER, size=None).font.superscript = True


def _style(styles: Any, name: str, kind: Any, *, size: float | None, colour: RGBColor | None = None) -> Any:
    style = styles.add_style(name, kind)
    style.element.set(qn("w:styleId"), name.title().replace(" ", ""))
    if kind == WD_STYLE_TYPE.PARAGRAPH:
        style.base_style = styles["Normal"]
    if size:
        style.font.size = Pt(size)
    if colour:
        style.font.color.rgb = colour
    return style
