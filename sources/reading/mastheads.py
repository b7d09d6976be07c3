"""The outlet's own name on a page: above the headline, or in the line of rights at the end."""

import re

from sources.reading.credit_forms import credit_forms
from sources.reading.lines import Line, Span, uncovered

_TOP = 6
_TAIL = 8
_LONGEST = 80
_RIGHTS = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?:[12][0-9]{3}(?:\s?[-–]\s?[12][0-9]{3})?)?[\s,:-]*"
    r"(?P<holder>[^\W\d_][^.|©;,]{1,60}?)\s*(?:[-–—.|;,]?\s*(?:tous droits|all rights).*|[.|;,].*)?",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:(?:le|la|les|the)\s+|l['’])", re.IGNORECASE)
_NO_HOLDER = re.compile(r"(?:all rights|tous droits|copyright|reproduction)", re.IGNORECASE)


def read_masthead(lines: list[Line], masks: tuple[Span, ...]) -> tuple[str, Span]:
    """The outlet's name, and the span of the line above the headline that holds it alone; empty where there is none.

    >>> from sources.reading.lines import lines_of
    >>> page = "Le Courrier\\nMenu\\nUn port vendu 3 M€\\nLa ville vend son port."
    >>> read_masthead(lines_of(page), ((12, 16),))
    ('Le Courrier', (0, 11))
    """
    holder = _rights_holder(lines)
    top = [(line, uncovered(line, masks)) for line in lines[:_TOP]]
    index = next((index for index, (_, story) in enumerate(top) if story), None)
    if index is None:
        return holder, (0, 0)
    line, name = top[index]
    if _same_outlet(name, holder) or (_looks_like_outlet(name) and _stands_apart(top[index + 1 :])):
        return re.split(r"\s[–—|-]\s", name)[0].strip("#*_ "), (line.start, line.end)
    return holder, (0, 0)


def _rights_holder(lines: list[Line]) -> str:
    for line in lines[-_TAIL:]:
        match = _RIGHTS.fullmatch(line.text) if len(line.text) < 200 else None
        if match and len(match["holder"].split()) <= 6 and not _NO_HOLDER.match(match["holder"]):
            return match["holder"]
    return ""


def _same_outlet(name: str, holder: str) -> bool:
    """Whether the line is the holder of the rights, who may add "Media Ltd" and leave out an article."""
    short = _ARTICLE.sub("", name.casefold(), count=1)
    return len(short) > 3 and _ARTICLE.sub("", holder.casefold(), count=1).startswith(short)


def _looks_like_outlet(name: str) -> bool:
    if len(name) > _LONGEST or name.endswith((".", "!", "?", "…")):
        return False
    return (
        bool(credit_forms().outlet.match(name) or name.isupper()) and len(re.split(r"\s[–—|-]\s", name)[0].split()) <= 5
    )


def _stands_apart(below: list[tuple[Line, str]]) -> bool:
    """Whether furniture or credits come next, and then a line that may be the headline: no sentence."""
    if not below or below[0][1]:
        return False
    headline = next((story for _, story in below if story), "")
    return bool(headline) and len(headline) <= 200 and not headline.endswith((".", ";", ","))
