"""A Word document: its paragraphs and tables in order, with what was inserted and without what was deleted."""

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import version
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn

from sources.reading.article import UnreadableFile, _
from sources.reading.extracted import Extracted, one_line, storable
from sources.reading.htmlhead import language_tag

MAX_MEMBERS = 2_000
MAX_UNPACKED = 100_000_000  # bytes of all members together
MAX_RATIO = 200  # unpacked to packed, of a member of more than a megabyte
_RATIO_FROM = 1_000_000
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT, _TAB, _HYPHEN = qn("w:t"), qn("w:tab"), qn("w:noBreakHyphen")
_BREAKS = (qn("w:br"), qn("w:cr"))
_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_DELETED = qn("w:moveFrom")  # the other deletions hold no w:t
# A text box comes twice, for old programs as well; properties hold no text but tab stops.
_LEFT_OUT = (_DELETED, "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback", qn("w:pPr"))


def extract_docx(raw: bytes, _encoding: str) -> Extracted:
    _refuse_bombs(raw)
    try:
        document = docx.Document(io.BytesIO(raw))
        text = "\n".join(line for line in _lines(document.element.body) if line.strip())
        found = _properties(document)
    except Exception as error:  # whatever a damaged package makes its parsers say
        raise _damaged() from error
    if not text:
        raise UnreadableFile(_("The document holds no text. Copy the article's text and paste it instead."))
    return Extracted(storable(text) + "\n", "docx", "python-docx", version("python-docx"), found=found)


def _damaged() -> UnreadableFile:
    return UnreadableFile(_("The Word document is damaged or no .docx. Open it in Word and save it again as .docx."))


def _refuse_bombs(raw: bytes) -> None:
    """Refuses, by the sizes that the package declares and its reader holds to, what would unpack to too much."""
    if raw.startswith(_OLD):
        raise UnreadableFile(
            _("The Word document is protected by a password, or an old .doc. Save it as .docx without a password.")
        )
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise _damaged() from error
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise _bomb()
    for member in members:
        if member.file_size > _RATIO_FROM and member.file_size > MAX_RATIO * max(member.compress_size, 1):
            raise _bomb()


def _bomb() -> UnreadableFile:
    return UnreadableFile(
        _("The Word document unpacks to far more than an article holds. Copy the article's text and paste it instead.")
    )


def _lines(parent: Any) -> Iterator[str]:
    """A line for each paragraph and for each row of a table; an explicit stack, since tables nest."""
    waiting = list(reversed(list(parent)))
    while waiting:
        element = waiting.pop()
        if element.tag == _PARAGRAPH:
            yield _words(element)
        elif element.tag == _ROW:
            cells = (_words(cell, "\n") for cell in element.iter(_CELL))
            yield " | ".join(" ".join(cell.split("\n")).strip() for cell in cells)
        elif element.tag not in _LEFT_OUT:
            waiting += reversed(list(element))


def _words(parent: Any, between: str = "") -> str:
    """The text within; `between` paragraphs, where there are several."""
    said: list[str] = []
    waiting = [parent]
    while waiting:
        element = waiting.pop()
        tag = element.tag
        if tag == _TEXT:
            said.append(element.text or "")
        elif tag == _TAB or tag in _BREAKS:
            said.append("\t" if tag == _TAB else "\n")
        elif tag == _HYPHEN:
            said.append("\u2011")
        elif tag not in _LEFT_OUT and not (tag in (_TABLE, _CELL) and element is not parent):
            if tag == _PARAGRAPH and between and said:
                said.append(between)
            waiting += reversed(list(element))
    return "".join(said)


def _properties(document: Document) -> dict[str, str]:
    core = document.core_properties
    found = {
        "title": one_line(core.title, 500),
        "author": one_line(core.author),
        "language": language_tag(core.language or ""),
        "saved": _day(core.created or core.modified),
    }
    return {name: value for name, value in found.items() if value}


def _day(moment: datetime | None) -> str:
    return moment.date().isoformat() if moment else ""
