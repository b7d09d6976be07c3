"""Footnotes for a Word document: the part of the package that python-docx does not write itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from lxml import etree

FIRST = 1  # -1 and 0 are the lines that separate notes from the text
_SEPARATORS = f"""<w:footnotes {nsdecls("w")}>
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>
</w:footnotes>"""


class Footnotes:
    """Collects notes while the text is written, then adds them to the document."""

    def __init__(self, text_style: str, reference_style: str) -> None:
        self._root: Any = parse_xml(_SEPARATORS)
        self._next = FIRST
        self._text_style, self._reference_style = text_style, reference_style

    def add(self, runs: Sequence[Any]) -> Any:
        """A note that says `runs`; the run that refers to it, for the text."""
        note = etree.SubElement(self._root, qn("w:footnote"), {qn("w:id"): str(self._next)})
        paragraph = etree.SubElement(note, qn("w:p"))
        properties = etree.SubElement(paragraph, qn("w:pPr"))
        etree.SubElement(properties, qn("w:pStyle"), {qn("w:val"): self._text_style})
        paragraph.append(self._run("w:footnoteRef"))
        paragraph.extend(runs)
        reference = self._run("w:footnoteReference", self._next)
        self._next += 1
        return reference

    def attach(self, document: Document) -> None:
        """Make the notes a part of the document's package."""
        blob = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True)
        name = PackURI("/word/footnotes.xml")
        part = Part(name, CONTENT_TYPE.WML_FOOTNOTES, blob, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    def _run(self, tag: str, number: int | None = None) -> Any:
        run = OxmlElement("w:r")
        properties = etree.SubElement(run, qn("w:rPr"))
        etree.SubElement(properties, qn("w:rStyle"), {qn("w:val"): self._reference_style})
        etree.SubElement(run, qn(tag), {} if number is None else {qn("w:id"): str(number)})
        return run
