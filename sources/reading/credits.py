"""What an article says of itself around its story: dateline, byline, dates of publication, the agency it credits.

Each is a span that is no part of the story. The forms are in credits.toml.
"""

import re
from dataclasses import dataclass

from sources.reading.credit_forms import agency, credit_forms
from sources.reading.datelines import read_dateline
from sources.reading.dates import PrintedDate, find_date
from sources.reading.furniture import is_furniture
from sources.reading.lines import Line, Span

_TOP = 12  # lines in which a dateline or byline may stand: menu, title, summary and title again come first
_TAIL = 6
_LONGEST_CREDIT = 160

_SEPARATOR = re.compile(r"\s+[|•·–—/-]\s+|\s*[|•·]\s*|\s+(?=(?:Publié|Mis à jour|Published|Updated|Posted)\b)")
_BEFORE_DATE = re.compile(r"\A(?:(?:le|at|à)\s+)?(?:[0-9]{1,2}[:h][0-9]{2},?\s+(?:le\s+|on\s+)?)?", re.IGNORECASE)
_BYLINE_TAIL = re.compile(r"(?:[,(/]|\b(?:avec|with|pour|for)\b)\s*(?:l['’])?([^,()/]{2,40}?)\)?$")
_NAME_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_NAME_PARTICLES = frozenset(
    ("de", "du", "des", "le", "la", "les", "van", "von", "der", "den", "da", "di", "el", "al", "bin", "ben", "y", "of")
)
_NAME_SEPARATOR = re.compile(r"\s*(?:,|;|&|\bet\b|\band\b)\s*")


@dataclass(frozen=True, slots=True)
class Credits:
    """`agency`: whom the text credits; `publisher`: an outlet in dateline or byline; `spans`: no part of the story."""

    author: str = ""
    publisher: str = ""
    agency: str = ""
    published: PrintedDate | None = None
    updated: PrintedDate | None = None
    spans: tuple[Span, ...] = ()


def read_credits(lines: list[Line], *, month_first: bool = False) -> Credits:
    """The credits in the first and last lines of an article.

    >>> from sources.reading.lines import lines_of
    >>> read_credits(lines_of("PARIS, 3 mars 2025 (AFP) – Le groupe vend son usine.")).published.day
    datetime.date(2025, 3, 3)
    >>> read_credits(lines_of("Une usine vendue\\nPar Jeanne Roy | 3 mars 2025\\nLe groupe cède son usine.")).author
    'Jeanne Roy'
    """
    found = Credits()
    for line, near_top in _credit_lines(lines, month_first):
        credit = _line_credits(line, month_first)
        if not credit and near_top and not found.publisher:
            credit = _dateline_credits(line, month_first)
        if credit:
            found = _combined(found, credit)
    return found


def _credit_lines(lines: list[Line], month_first: bool) -> list[tuple[Line, bool]]:
    """The first and the last lines, and whether each is near the top.

    A date alone in a line is a credit near the top, unless others like it head the entries of a chronology.
    """
    listed = [(line, index < _TOP) for index, line in enumerate(lines) if index < _TOP or index >= len(lines) - _TAIL]
    bare = {line for line, _ in listed if _is_bare_date(line, month_first)}
    if bare:
        others = (line for line in lines if line not in bare and _is_bare_date(line, month_first))
        chronology = len(bare) > 1 or next(others, None) is not None
        listed = [(line, near_top) for line, near_top in listed if line not in bare or (near_top and not chronology)]
    return listed


def _is_bare_date(line: Line, month_first: bool) -> bool:
    return len(line.text) <= 40 and not _label(line.text) and bool(_stamp(line.text, month_first))


def _combined(first: Credits, other: Credits) -> Credits:
    """What came first stays; the rest is filled in."""
    return Credits(
        author=first.author or other.author,
        publisher=first.publisher or other.publisher,
        agency=first.agency or other.agency,
        published=first.published or other.published,
        updated=first.updated or other.updated,
        spans=first.spans + other.spans,
    )


def _dateline_credits(line: Line, month_first: bool) -> Credits | None:
    dateline = read_dateline(line.text, month_first=month_first)
    if not dateline:
        return None
    span = (line.start, line.start + dateline.length)
    return Credits(publisher=dateline.outlet, agency=dateline.outlet, published=dateline.published, spans=(span,))


def _line_credits(line: Line, month_first: bool) -> Credits | None:
    """The credits of a line all of whose parts are credits ("Par X, AFP | Publié le 3 mars 2025 à 10 h"), else None."""
    if len(line.text) > _LONGEST_CREDIT:
        return None
    found = Credits(spans=((line.start, line.end),))
    for part in _SEPARATOR.split(line.text):
        credit = _part_credits(part.strip(" ()[]*_"), month_first) if part.strip() else Credits()
        if credit is None:
            return None
        found = _combined(found, credit)
    has_content = found.author or found.agency or found.published or found.updated
    return found if has_content else None


def _part_credits(part: str, month_first: bool) -> Credits | None:
    credit = _byline(part) or _stamp(part, month_first) or _agency_credit(part)
    return credit or (Credits() if is_furniture(part, label=True) else None)


def _byline(part: str) -> Credits | None:
    match = credit_forms().byline.match(part)
    if not match:
        return None
    names = part[match.end() :].strip()
    sender = agency(names.removesuffix(" Staff"))
    if sender:
        return Credits(agency=sender)
    tail = _BYLINE_TAIL.search(names)
    if tail and agency(tail[1]):
        sender, names = agency(tail[1]), names[: tail.start()].strip()
    names, outlet = _without_role(names)
    if all(_is_name(name) for name in _NAME_SEPARATOR.split(names)):
        return Credits(author=names, publisher=outlet, agency=sender)
    return Credits(agency=sender) if sender and len(names.split()) <= 5 else None


def _without_role(names: str) -> tuple[str, str]:
    """The names without what follows them, and the outlet where it is that: ", envoyée spéciale", ", Le Courrier"."""
    people, comma, rest = names.rpartition(",")
    rest = rest.strip()
    if comma and len(rest.split()) <= 6:
        if credit_forms().outlet.match(rest):
            return people, rest
        if rest[:1].islower():
            return people, ""
    return names, ""


def _is_name(text: str) -> bool:
    """Two to five words with capitals, particles apart: "Anne de La Tour", not "Secteur"."""
    words = text.split()
    if not 2 <= len(words) <= 5:
        return False
    full = [word for word in words if word.casefold() not in _NAME_PARTICLES]
    return len(full) >= 2 and all(_NAME_WORD.fullmatch(word) and word[0].isupper() for word in full)


def _stamp(part: str, month_first: bool) -> Credits | None:
    """A date that stands alone or after "Publié le", "Updated on", with or without a clock time."""
    label = _label(part)
    rest = part[label.end() :].strip() if label else part.strip()
    rest = _BEFORE_DATE.sub("", rest, count=1)
    day = find_date(rest, month_first=month_first)
    if not day or not rest.startswith(day.printed) or not (label or day.day):
        return None
    if not credit_forms().clock.fullmatch(rest[len(day.printed) :].rstrip(" .")):
        return None
    return Credits(updated=day) if label and label.re is credit_forms().updated else Credits(published=day)


def _label(part: str) -> re.Match[str] | None:
    """The words that say which date it is: "Publié le", "Last updated:"."""
    return credit_forms().updated.match(part) or credit_forms().published.match(part)


def _agency_credit(part: str) -> Credits | None:
    match = credit_forms().credit.match(part)
    sender = agency(part[match.end() :] if match else part)
    return Credits(agency=sender) if sender else None
