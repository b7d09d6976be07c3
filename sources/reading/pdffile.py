"""A PDF: the text of its pages by pypdf, with the lines of a paragraph joined, since a figure may break between two."""

import io
import re
from datetime import date
from importlib.metadata import version
from itertools import pairwise

import pypdf
from pypdf.errors import DependencyError

from sources.reading.article import UnreadableFile, _
from sources.reading.extracted import Extracted, one_line, storable

MAX_PAGES = 500
_FULL = 0.9  # of a page's usual line: where the next word would not have fitted, the line goes on in the next
_SHORT = 30  # characters: no line of running text, but a heading or a cell of a table
_ENDS = re.compile(r"[.!?…:;»”\"')]$")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_FEWEST = 3  # words without which a PDF holds pictures only
_DAY = re.compile(r"D:(\d{4})(\d\d)(\d\d)", re.ASCII)


def extract_pdf(raw: bytes, _encoding: str) -> Extracted:
    try:
        reader = pypdf.PdfReader(io.BytesIO(raw))
        _refuse_locked(reader)
        if len(reader.pages) > MAX_PAGES:
            raise UnreadableFile(_("The PDF has more than %(limit)d pages: save the article's alone."), limit=MAX_PAGES)
        pages = [unwrapped(storable(page.extract_text())) for page in reader.pages]
        found = _properties(reader)
    except UnreadableFile:
        raise
    except Exception as error:  # whatever a damaged file makes the library say
        raise UnreadableFile(
            _("The PDF is damaged. Open it in a PDF reader and print it to a new PDF, or paste the article's text.")
        ) from error
    text = "\n\n".join(page for page in pages if page)
    if len(_LETTERS.findall(text)) < _FEWEST:
        raise UnreadableFile(
            _("The PDF holds no text: it is a scan or a picture. Have its text recognised first, or paste the text.")
        )
    return Extracted(text + "\n", "pdf", "pypdf, lines joined", f"{version('pypdf')}/1", found=found)


def _refuse_locked(reader: pypdf.PdfReader) -> None:
    """A PDF that opens without a password is read; one that needs it is not."""
    try:
        locked = reader.is_encrypted and not reader.decrypt("")
    except (DependencyError, NotImplementedError):
        locked = True
    if locked:
        raise UnreadableFile(
            _("The PDF is protected by a password. Save a copy without one, or paste the article's text.")
        )


def unwrapped(page: str) -> str:
    r"""A page with each paragraph on one line: a full line, or one that the next continues in lower case, goes on.

    >>> unwrapped("Un port vendu\nLa ville vend son port pour 14,3\nmilliards de dollars, a dit\nle maire.\nFin.")
    'Un port vendu\nLa ville vend son port pour 14,3 milliards de dollars, a dit le maire.\nFin.'
    """
    lines = [line.strip() for line in page.splitlines()]
    lengths = sorted(len(line) for line in lines if line)
    usual = lengths[int(len(lengths) * 0.9)] if lengths else 0
    made = lines[:1]
    for line, following in pairwise(lines):
        if not _goes_on(line, following, usual):
            made += ["\n", following]
        elif line.endswith("\u00ad") or (line.endswith("-") and following[:1].islower() and line[-2:-1].isalpha()):
            made[-1] = line[:-1]
            made.append(following)
        else:
            made += [" ", following]
    return re.sub(r"\n{3,}", "\n\n", "".join(made)).strip()


def _goes_on(line: str, following: str, usual: int) -> bool:
    if not line or not following or (line[-1].isdigit() and following[0].isdigit()):
        return False  # two numbers in a row would become another number
    if following[0].islower():
        return True
    needed = len(line) + 1 + len(following.split(" ", 1)[0])  # for the next word to stand on the line as well
    return len(line) > _SHORT and needed >= usual * (1 if _ENDS.search(line) else _FULL)


def _properties(reader: pypdf.PdfReader) -> dict[str, str]:
    info = reader.metadata
    if not info:
        return {}
    found = {"title": one_line(info.title, 500), "author": one_line(info.author), "saved": _day(info)}
    return {name: value for name, value in found.items() if value}


def _day(info: pypdf.DocumentInformation) -> str:
    match = _DAY.match(str(info.get("/CreationDate", "")))
    try:
        return date(*map(int, match.groups())).isoformat() if match else ""
    except ValueError:
        return ""
