"""Bytes to text: on evidence, or by an explicit choice, never by a guess.

Encoding guessers misread short French (cp1252 euros came out as Cyrillic), and a wrong guess changes figures silently.
"""

import codecs

from sources.reading.article import UnreadableFile

# What an editor may choose. Python knows more, some of which (idna, utf-7, unicode_escape) nobody saves texts in.
CHOICES = (
    "utf-8",
    "cp1252",
    "iso-8859-1",
    "iso-8859-15",
    "mac-roman",
    "cp850",
    "cp437",
    "cp1250",
    "cp1251",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
)
_LATIN_1 = ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii", "windows-1252", "cp1252")
_UTF_32_MARKS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_COMPATIBLE = {"utf-8-sig": ("utf-8",), "utf-16": ("utf-16", "utf-16-le", "utf-16-be")}


def decode(raw: bytes, encoding: str = "") -> tuple[str, str]:
    r"""The text of `raw` less a byte order mark, otherwise unchanged, and the codec: `raw.decode(codec) == text`.

    A byte order mark decides; without one the bytes must be valid UTF-8, or `encoding` must name one of CHOICES.

    >>> decode("\ufeffDéjà\r\n".encode())
    ('Déjà\r\n', 'utf-8-sig')
    >>> decode("3,5 M€".encode("cp1252"), encoding="windows-1252")
    ('3,5 M€', 'cp1252')

    Raises UnreadableFile where that fails, and for NUL characters and lone surrogates, which no database here stores.
    """
    codec = _codec(raw, _chosen(encoding) if encoding else "")
    if codec == "utf-8" and b"\0" in raw:
        raise UnreadableFile(_nul_reason(raw))
    try:
        text = raw.decode(codec)
    except UnicodeDecodeError as error:
        raise UnreadableFile(_failure_reason(error, codec)) from error
    if "\0" in text:
        raise UnreadableFile(
            f"The text holds a NUL character (character {text.index(chr(0))}): save it as plain text in UTF-8."
        )
    return text, codec


def web_encoding(name: str) -> str:
    """The one of CHOICES that browsers mean by a name that a page or a server gives; empty for UTF-8 and unknown ones.

    >>> web_encoding("ISO-8859-1"), web_encoding("windows-1251"), web_encoding("UTF-8"), web_encoding("klingon")
    ('cp1252', 'cp1251', '', '')
    """
    given = name.strip().casefold()
    if given in _LATIN_1:
        return "cp1252"
    known = {"windows-1250": "cp1250", "windows-1251": "cp1251", "macintosh": "mac-roman"}.get(given, given)
    # Bytes in which ASCII could be read as far as this name are no UTF-16, whatever it says.
    return known if known in CHOICES and not known.startswith("utf-") else ""


def _chosen(encoding: str) -> str:
    """The name in CHOICES for what was asked: "Latin-1" is iso-8859-1."""
    wanted = encoding.strip().casefold()
    for choice in CHOICES:
        if wanted == choice:
            return choice
    try:
        name = codecs.lookup(wanted).name
    except (LookupError, ValueError):
        name = ""
    for choice in CHOICES:
        if name and name == codecs.lookup(choice).name:
            return choice
    raise UnreadableFile(f"Unknown encoding {encoding[:40]!r}: choose one of {', '.join(CHOICES)}.")


def _codec(raw: bytes, chosen: str) -> str:
    if raw.startswith(_UTF_32_MARKS):
        raise UnreadableFile("The file is UTF-32 (by its byte order mark): save it as UTF-8.")
    marked = next((codec for mark, codec in _MARKS.items() if raw.startswith(mark)), "")
    if not marked:
        return chosen or "utf-8"
    if chosen and chosen not in _COMPATIBLE[marked]:
        raise UnreadableFile(
            f"The file begins with the byte order mark of {marked.removesuffix('-sig').upper()}, "
            f"but {chosen} was chosen: leave the choice empty, or check the file."
        )
    return marked


def _nul_reason(raw: bytes) -> str:
    position = raw.index(b"\0")
    if raw.count(b"\0") * 4 >= len(raw):
        order = "utf-16-be" if raw[::2].count(0) > raw[1::2].count(0) else "utf-16-le"
        return (
            f"Byte {position} is NUL, as in UTF-16 without a byte order mark: "
            f"save the file as UTF-8, or choose the encoding {order}."
        )
    return f"Byte {position} is NUL: this is no text file, or a damaged one. Save the article as plain text in UTF-8."


def _failure_reason(error: UnicodeDecodeError, codec: str) -> str:
    byte = f"0x{error.object[error.start]:02X}"
    where = f"Byte {error.start} ({byte}) is not valid {codec.removesuffix('-sig')}: {error.reason}."
    if codec == "utf-8":
        return f"{where} Save the file as UTF-8, or choose its encoding (often cp1252)."
    return f"{where} Save the file as UTF-8, or choose another encoding."
