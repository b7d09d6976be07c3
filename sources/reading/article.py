"""What reading a file gives: an `Article`, or `UnreadableFile` with a reason for the person who sent it."""

from dataclasses import dataclass
from datetime import date


class UnreadableFile(Exception):
    """The bytes cannot become an article; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Article:
    """One document as received.

    `text` is `raw` decoded, less a byte order mark, otherwise unchanged. `masks` are spans of `text` (start, end;
    sorted, disjoint; code points) that are no part of the story: front matter, dateline, web furniture.
    Metadata that the file does not give is empty or None, never invented; `guessed` names the fields that
    were detected in the text rather than stated in front matter. `language` is a BCP 47 tag.
    `notes` are "code: detail as printed": `weekday`, `date-without-year`, `language`, `encoding` (as chosen).
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
