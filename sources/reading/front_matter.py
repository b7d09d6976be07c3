"""Front matter: what a file states about its article, between two `---` lines at its very start.

A flat YAML mapping of known keys, read as events so that nothing hostile is ever built: no aliases, tags or nesting.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

import yaml

from sources.reading.article import UnreadableFile
from sources.reading.lines import Span

KEYS = ("title", "publisher", "author", "published", "language", "url", "origin", "reconstructed")
LIMITS = {"title": 500, "url": 1000}  # characters; what a database column holds
_LIMIT = 200
_LONGEST = 8_000  # characters of a whole front matter
_FENCE = re.compile(r"---[ \t]*(?:\r\n|\n|\r|\Z)")
_CLOSING = re.compile(r"(?:\r\n|\n|\r)---[ \t]*(?:\r\n|\n|\r|\Z)")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LANGUAGE_TAG = re.compile(r"([a-z]{2,3})(-[A-Z][a-z]{3})?(-(?:[A-Z]{2}|[0-9]{3}))?")
_URL = re.compile(r"https?://[^\s/<>\"]+(?:/[^\s<>\"]*)?", re.IGNORECASE)
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class _Mark(Protocol):
    """A place in YAML, whichever of its two parsers says it."""

    line: int


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """`stated`: the keys that are there, with an empty string for "unknown". `span` covers both `---` lines."""

    span: Span = (0, 0)
    stated: dict[str, str] = field(default_factory=dict)

    @property
    def published_on(self) -> date | None:
        printed = self.stated.get("published")
        return date.fromisoformat(printed) if printed else None

    @property
    def reconstructed(self) -> bool:
        return self.stated.get("reconstructed") == "true"


def read_front_matter(text: str) -> FrontMatter:
    r"""The front matter at the start of `text`; an empty one where there is none.

    >>> read_front_matter("---\ntitle: Une usine vendue\npublished: 2025-03-03\n---\nLe groupe...").stated
    {'title': 'Une usine vendue', 'published': '2025-03-03'}

    Raises UnreadableFile, naming line and key, for everything that is not as seeds/README.md documents.
    """
    opening = _FENCE.match(text)
    if not opening:
        return FrontMatter()
    closing = _CLOSING.search(text, opening.end() - 1)
    if not closing or closing.start() - opening.end() > _LONGEST:
        raise UnreadableFile(
            f"Line 1 opens front matter, but no line --- closes it within {_LONGEST} characters: "
            "add that line, or remove the first one."
        )
    stated: dict[str, str] = {}
    for line, key, value in _pairs(text[opening.end() : closing.start()]):
        if key not in KEYS:
            raise _refused(line, f"unknown key {key[:40]!r}; known are {', '.join(KEYS)}")
        if key in stated:
            raise _refused(line, f"{key} is given twice")
        stated[key] = _checked(line, key, value.strip())
    return FrontMatter((0, closing.end()), stated)


def _refused(line: int, reason: str) -> UnreadableFile:
    return UnreadableFile(f"Front matter, line {line}: {reason}.")


def _pairs(block: str) -> list[tuple[int, str, str]]:
    """Line (counted from the file's first), key and value of a flat mapping of plain strings."""
    scalars: list[yaml.ScalarEvent] = []
    mappings = 0
    try:
        for event in yaml.parse(block, Loader=yaml.BaseLoader):
            mappings += isinstance(event, yaml.MappingStartEvent)
            _refuse_hostile(event, mappings)
            if isinstance(event, yaml.ScalarEvent):
                scalars.append(event)
    except yaml.MarkedYAMLError as error:
        hint = "put a value that holds a colon, #, or a quotation mark at its start in quotation marks"
        raise _refused(_line(error.problem_mark), f"{error.problem or 'not YAML'}; {hint}") from error
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise _refused(2, "it holds a character that YAML does not allow") from error
    if scalars and not mappings:
        raise _refused(_line(scalars[0].start_mark), "it is no list of keys with a value each (title: ...)")
    return [
        (_line(key.start_mark), key.value, value.value) for key, value in zip(scalars[::2], scalars[1::2], strict=True)
    ]


def _line(mark: _Mark | None) -> int:
    """The file's line, counted from 1: the block begins in the second."""
    return mark.line + 2 if mark else 2


def _refuse_hostile(event: yaml.Event, mappings: int) -> None:
    """Refuses whatever a flat mapping does not need."""
    line = _line(event.start_mark)
    if isinstance(event, yaml.AliasEvent):
        raise _refused(line, "aliases (*name) are not accepted")
    if isinstance(event, yaml.SequenceStartEvent):
        raise _refused(line, "lists are not accepted; each key takes one line of text")
    if isinstance(event, yaml.ScalarEvent | yaml.MappingStartEvent):
        if event.anchor:
            raise _refused(line, "anchors (&name) are not accepted")
        if event.tag:
            raise _refused(line, f"tags ({event.tag[:40]}) are not accepted")
    if mappings > 1:
        raise _refused(line, "nested keys are not accepted; each key takes one line of text")


def _checked(line: int, key: str, value: str) -> str:
    if _UNPRINTABLE.search(value):
        raise _refused(line, f"{key} holds a control character or a line break; it takes one line of text")
    limit = LIMITS.get(key, _LIMIT)
    if len(value) > limit:
        raise _refused(line, f"{key} is longer than {limit} characters")
    if not value or key not in _FORMS:
        return value
    accepted, expected = _FORMS[key]
    if not accepted(value):
        raise _refused(line, f"{key} is {value[:40]!r}; expected is {expected}, or nothing where it is unknown")
    return value


def _is_date(value: str) -> bool:
    try:
        return bool(_ISO_DATE.fullmatch(value) and date.fromisoformat(value))
    except ValueError:
        return False


_FORMS: dict[str, tuple[Callable[[str], object], str]] = {
    "published": (_is_date, "a day as YYYY-MM-DD"),
    "language": (LANGUAGE_TAG.fullmatch, "a BCP 47 tag such as fr, fr-CA or en-GB"),
    "url": (_URL.fullmatch, "an address that begins with https:// or http://"),
    "reconstructed": (("true", "false").__contains__, "true or false"),
}
