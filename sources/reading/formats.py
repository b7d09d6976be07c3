"""The one entry of the room: the bytes of a file to an Article, by the format that its name says."""

import hashlib
import re
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath

from sources.reading.apart import extract_apart
from sources.reading.article import Article, UnreadableFile, _
from sources.reading.decode import decode
from sources.reading.extracted import Extracted, Extractor
from sources.reading.front_matter import FrontMatter, read_front_matter
from sources.reading.lines import without
from sources.reading.metadata import Metadata, read_metadata

MAX_BYTES = 20_000_000
MAX_CHARACTERS = 2_000_000  # of text: what an article never has, and what is still read in seconds
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


def _plain_text(raw: bytes, encoding: str) -> Extracted:
    text, codec = decode(raw, encoding)
    return Extracted(text, codec, extractor="plain text", extractor_version="1", front_matter=True)


EXTRACTORS: dict[str, Extractor] = {
    ".md": _plain_text,
    ".txt": _plain_text,
    ".html": partial(extract_apart, "html"),
    ".htm": partial(extract_apart, "html"),
    ".pdf": partial(extract_apart, "pdf"),
    ".docx": partial(extract_apart, "docx"),
}


def accepted_extensions() -> tuple[str, ...]:
    """The extensions of file names that can be read, such as `.md`."""
    return tuple(sorted(EXTRACTORS))


def read_article(raw: bytes, name: str, *, encoding: str = "") -> Article:
    """The article in a file of that name; `encoding` is an editor's choice for a text without evidence of its own.

    >>> article = read_article(b"Une usine vendue\\nLe groupe vend une usine pour 3 M$ US.\\n", "a.txt")
    >>> article.title, article.language, article.guessed
    ('Une usine vendue', 'fr-CA', ('title', 'language'))

    Raises UnreadableFile, with what to do about it, where the bytes are no article.
    """
    extractor = EXTRACTORS.get(_extension(name))
    if not extractor:
        raise UnreadableFile(
            _("Files of the kind '%(kind)s' are not read: accepted are %(accepted)s."),
            kind=_extension(name)[:20] or "?",
            accepted=", ".join(accepted_extensions()),
        )
    refuse_oversize(len(raw))
    if not raw.strip():
        raise UnreadableFile(_("The file is empty."))
    extracted = extractor(raw, encoding)
    if len(extracted.text) > MAX_CHARACTERS:
        raise UnreadableFile(
            _("The text is longer than %(limit)s characters: an article is not."), limit=f"{MAX_CHARACTERS:,}"
        )
    front = read_front_matter(extracted.text) if extracted.front_matter else FrontMatter()
    metadata = read_metadata(extracted.text, front, extracted.found)
    if not _LETTER_OR_DIGIT.search(without(extracted.text, metadata.masks)):
        raise UnreadableFile(_("The file holds no story: nothing is left beside front matter and web furniture."))
    return _article(raw, extracted, metadata, chosen=bool(encoding))


def refuse_oversize(size: int) -> None:
    """Raises UnreadableFile for more bytes than an article has; to be asked before they are read."""
    if size > MAX_BYTES:
        raise UnreadableFile(
            _("The file is larger than %(limit)d MB: an article is not."), limit=MAX_BYTES // 1_000_000
        )


def _extension(name: str) -> str:
    return PurePosixPath(name).suffix.casefold()


def _article(raw: bytes, extracted: Extracted, metadata: Metadata, *, chosen: bool) -> Article:
    chosen_note = (f"encoding: {extracted.encoding}",) if chosen else ()
    metadata = replace(metadata, notes=metadata.notes + chosen_note)
    return Article(
        raw=raw,
        sha256=hashlib.sha256(raw).hexdigest(),
        text=extracted.text,
        encoding=extracted.encoding,
        extractor=extracted.extractor,
        extractor_version=extracted.extractor_version,
        masks=metadata.masks,
        title=metadata.title,
        publisher=metadata.publisher,
        author=metadata.author,
        published_on=metadata.published_on,
        language=metadata.language,
        url=metadata.url,
        origin=metadata.origin,
        reconstructed=metadata.reconstructed,
        guessed=metadata.guessed,
        notes=metadata.notes,
    )
