"""Web furniture: the spans of a page that are no part of its story. They are masked from reading, never cut.

The rules are data (furniture.toml) and take whole lines, or passages that no sentence needs: a sentence of the story is
never masked. The title and the summary stay, printed twice or not: the figures in them are printed figures too.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from sources.reading.lines import Line, Span, visible

_LONGEST_LINE = 300
_LONGEST_LINK = 160
_PASSAGE = re.compile(r"[(\[][^()\[\]\r\n]{1,400}[)\]]")
_PARTS = re.compile(r"\s*[|•·]\s*|\s[–—-]\s")
_PARTING = re.compile(r"[|•·–—-]")  # in whatever the pattern before finds, which is slow to begin with white space
_AROUND = " \t-–—•*·>»›→|#_:.…!\u00a0\u202f"
_BULLETS = ("- ", "* ", "• ", "– ", "> ", "→ ", "▶ ", "» ")


@dataclass(frozen=True, slots=True)
class _Rules:
    lines: frozenset[str]
    labels: frozenset[str]
    tails: frozenset[str]
    pattern: re.Pattern[str]
    inline: re.Pattern[str]


def furniture(text: str, lines: list[Line]) -> Iterator[Span]:
    """The spans of `text`, whose lines are `lines`, that are web furniture; neither sorted nor disjoint.

    >>> from sources.reading.lines import lines_of
    >>> page = "menu\\nLe titre de l'article\\nLa ville en compte trois (source).\\nSource :"
    >>> [page[start:end] for start, end in furniture(page, lines_of(page))]
    ['menu', 'Source :', '(source)']
    """
    story_begun = False
    tail_from = _tail(lines)
    for index, line in enumerate(lines):
        if index >= tail_from or is_furniture(line.text, label=not story_begun):
            yield line.start, line.end
        elif _is_paragraph(line.text):
            story_begun = True
    start = lines[0].start if lines else 0
    for match in _PASSAGE.finditer(text, start):
        if _rules().inline.fullmatch(text, *match.span()):
            yield match.span()


@lru_cache(maxsize=4096)
def is_furniture(text: str, *, label: bool = False) -> bool:
    """Whether a whole line is furniture; `label`: whether it may be a section's name above the story.

    >>> is_furniture("4 min de lecture"), is_furniture("La lecture occupe 4 min par jour, selon l'étude.")
    (True, False)
    """
    if len(text) > _LONGEST_LINE:
        return False
    rules = _rules()
    shown = visible(text)
    name = _name(shown)
    if name in rules.lines or name in rules.tails or (label and name in rules.labels):
        return True
    if any(rules.pattern.fullmatch(form) for form in {shown, shown.strip(_AROUND)}):
        return True
    parts = _PARTS.split(shown) if _PARTING.search(shown) else ()
    return len(parts) > 1 and all(is_furniture(part, label=label) for part in parts if part)


def _tail(lines: list[Line]) -> int:
    """The index of a heading after which only links follow, up to the end; else the number of lines."""
    first = len(lines)
    for index in range(len(lines) - 1, -1, -1):
        text = lines[index].text
        if len(text) <= _LONGEST_LINE and _name(visible(text)) in _rules().tails:
            first = index
        elif not _is_link(text):
            return first
    return len(lines)  # no paragraph at all: then these lines are the story


def _is_link(text: str) -> bool:
    """A headline that leads elsewhere, or furniture; no sentence."""
    linked = len(text) <= _LONGEST_LINK and (text.startswith(_BULLETS) or not _ends_sentence(text))
    return linked or is_furniture(text)


def _is_paragraph(text: str) -> bool:
    return len(text) > _LONGEST_LINK or _ends_sentence(text)


def _ends_sentence(text: str) -> bool:
    return text.rstrip(" »”\"')\u00a0\u202f").endswith((".", "!", "…")) and " " in text


def _name(shown: str) -> str:
    return shown.strip(_AROUND).casefold()


@cache
def _rules() -> _Rules:
    with Path(__file__).with_name("furniture.toml").open("rb") as file:
        table = tomllib.load(file)
    return _Rules(
        lines=frozenset(table["lines"]),
        labels=frozenset(table["labels"]),
        tails=frozenset(table["tails"]),
        pattern=re.compile("|".join(f"(?:{pattern})" for pattern in table["patterns"]), re.IGNORECASE),
        inline=re.compile("|".join(f"(?:{pattern})" for pattern in table["inline"]), re.IGNORECASE),
    )
