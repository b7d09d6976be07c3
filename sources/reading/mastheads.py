"""The outlet's own name on a page: above the headline, or in the line of rights at the end."""

import re

from sources.reading.credit_forms import credit_forms
from sources.reading.lines import Line, Span, uncovered, visible

_TOP = 6
_TAIL = 8
_LONGEST = 80
_RIGHTS = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?:[12][0-9]{3}(?:\s?[-–]\s?[12][0-9]{3})?)?[\s,:-]*"
    r"(?P<holder>[^\W\d_][^.|©;,]{1,60}?)\s*(?:[-–—.|;,]?\s*(?:tous droits|all rights).*|[.|;,].*)?",
    re.IGNORECASE,
)
_LONGEST_HEADLINE = 200
_PARTICLES = frozenset(
    (
        "a",
        "an",
        "and",
        "at",
        "d",
        "de",
        "des",
        "du",
        "en",
        "et",
        "for",
        "in",
        "l",
        "la",
        "le",
        "les",
        "of",
        "on",
        "sur",
        "the",
        "to",
        "à",
    )
)
_ARTICLE = re.compile(r"(?:(?:le|la|les|the)\s+|l['’])", re.IGNORECASE)
_NO_HOLDER = re.compile(r"(?:all rights|tous droits|copyright|reproduction)", re.IGNORECASE)


def read_masthead(lines: list[Line], masks: tuple[Span, ...]) -> tuple[str, tuple[Span, ...]]:
    """The outlet's name, and the spans of the lines above the headline that hold it and its motto.

    >>> from sources.reading.lines import lines_of
    >>> page = "Le Courrier\\nMenu\\nUn port vendu 3 M€\\nLa ville vend son port."
    >>> read_masthead(lines_of(page), ((12, 16),))
    ('Le Courrier', ((0, 11),))
    """
    holder = _rights_holder(lines)
    top = [(line, uncovered(line, masks)) for line in lines[:_TOP]]
    index = next((index for index, (_, story) in enumerate(top) if story), None)
    if index is None:
        return holder, ()
    line, name = top[index]
    below = top[index + 1 :]
    motto = [other for other, story in below[:1] if _has_capitals(name) and _is_motto(story)]
    apart = bool(motto or (below and not below[0][1]))
    if _same_outlet(name, holder) or (_may_be_outlet(name, apart=apart) and _has_headline(below[len(motto) :])):
        return _name(name), tuple((found.start, found.end) for found in (line, *motto))
    return holder, ()


def _name(line: str) -> str:
    return re.split(r"\s[–—|-]\s", line)[0].strip("#*_ ")


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


def _may_be_outlet(line: str, *, apart: bool) -> bool:
    """Whether a line looks like an outlet's name: as only papers are called, or, where it stands `apart`, somewhat so.

    >>> _may_be_outlet("The Orrin Valley Courier", apart=False), _may_be_outlet("The Orrin Bridge", apart=False)
    (True, False)
    >>> _may_be_outlet("Le Courrier part en retard", apart=False)
    False
    """
    if len(line) > _LONGEST or line.endswith((".", "!", "?", "…")):
        return False
    name = _name(line)
    if _has_capitals(name) and credit_forms().masthead.fullmatch(name):
        return True
    return apart and len(name.split()) <= 5 and bool(credit_forms().outlet.match(line) or name.isupper())


def _is_motto(line: str) -> bool:
    return len(line) <= _LONGEST and bool(credit_forms().motto.fullmatch(visible(line)))


def _has_capitals(name: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_]+", name) if word.casefold() not in _PARTICLES]
    return bool(words) and all(word[0].isupper() for word in words)


def _has_headline(below: list[tuple[Line, str]]) -> bool:
    """Whether what comes next may be the headline: no sentence, and more than a name."""
    headline = next((story for _, story in below if story), "")
    return " " in headline and len(headline) <= _LONGEST_HEADLINE and not headline.endswith((".", ";", ","))
