"""What reading a file gives: an `Article`, or `UnreadableFile` with a reason for the person who sent it."""

from dataclasses import dataclass
from datetime import date


class UnreadableFile(Exception):
    """The bytes cannot become an article; the message says why and what to do.

    `message` is a constant of the code, marked by `_`, with `values` for its placeholders: a page can translate it.

    >>> str(UnreadableFile("The file is larger than %(limit)d MB.", limit=20))
    'The file is larger than 20 MB.'
    """

    def __init__(self, message: str, **values: str | int) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    def __str__(self) -> str:
        return self.message % self.values if self.values else self.message


def _(message: str) -> str:
    """Marks a message for translation by the pages that show it; this room knows no Django."""
    return message


@dataclass(frozen=True, slots=True)
class Article:
    """One document as received.

    `text` is `raw` decoded, less a byte order mark, otherwise unchanged; of a format other than plain text it is what
    the named extractor made of `raw`. `masks` are spans of `text` (start, end; sorted, disjoint; code points) that are
    no part of the story: front matter, dateline, web furniture.
    Metadata that the file does not give is empty or None, never invented; `guessed` names the fields that
    were detected in the text or its file rather than stated in front matter. `language` is a BCP 47 tag.
    `notes` are "code: detail as printed": `weekday`, `date-without-year`, `language`, `encoding` (as chosen),
    `file-date` (the day of publication is the file's own, and nothing printed says it).
    """

    raw: bytes
    sha256: str
    text: str
    encoding: str
    extractor: str
    extractor_version: str
    masks: tuple[tuple[int, int], ...] = ()
    title: str = ""
    publisher: str = ""
    author: str = ""
    published_on: date | None = None
    language: str = ""
    url: str = ""
    origin: str = ""
    reconstructed: bool = False
    guessed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
