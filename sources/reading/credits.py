"""What an article says of itself around its story: dateline, byline, dates of publication, the agency it credits.

Each is a span that is no part of the story. The forms are in credits.toml.
"""

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from sources.reading.dates import PrintedDate, find_date
from sources.reading.furniture import is_furniture
from sources.reading.lines import Line, Span

_TOP = 12  # lines in which a dateline or byline may stand: menu, title, summary and title again come first
_TAIL = 6
_LONGEST_DATELINE = 200
_LONGEST_CREDIT = 160

_SEPARATOR = re.compile(r"\s+[|•·–—/-]\s+|\s*[|•·]\s*|\s+(?=(?:Publié|Mis à jour|Published|Updated|Posted)\b)")
_DASH = r"\s*(?:--|[-–—]|:(?=\s))\s*"
_DATELINES = tuple(
    re.compile(pattern)
    for pattern in (
        # as in: Genève, Suisse | ATS | mardi 04/03/2025 -
        rf"(?P<place>[^|]{{2,80}})\s\|\s*(?P<agency>[^|]{{2,40}}?)\s*\|\s*(?P<date>[^|]{{4,40}}?)\s{_DASH}",
        # as in: PARIS, 3 mars 2025 (AFP) –  or: (Reuters) -  or: BERLIN, March 3, 2025 /PRNewswire/ --
        rf"(?P<place>[^()|/]{{0,80}}?)\s*(?:\((?P<agency>[^()|]{{2,40}})\)|/(?P<wire>[^/()|]{{2,40}})/){_DASH}",
        # as in: MONTRÉAL, le 3 mars 2025 –
        rf"(?P<place>[^\W\d_][^()|.;:!?]{{1,30}}?,\s+(?P<date>[^()|;:!?]{{6,40}}?))\s{_DASH}",
    )
)
_BYLINE_TAIL = re.compile(r"(?:[,(/]|\b(?:avec|with|pour|for)\b)\s*(?:l['’])?([^,()/]{2,40}?)\)?$")
_NAME_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_NAME_PARTICLES = frozenset(
    ("de", "du", "des", "le", "la", "les", "van", "von", "der", "den", "da", "di", "el", "al", "bin", "ben", "y", "of")
)
_NAME_SEPARATOR = re.compile(r"\s*(?:,|;|&|\bet\b|\band\b)\s*")


@dataclass(frozen=True, slots=True)
class Credits:
    """`agency` is credited for the text; `publisher` is the agency whose dateline opens it. `spans` are no story."""

    author: str = ""
    publisher: str = ""
    agency: str = ""
    published: PrintedDate | None = None
    updated: PrintedDate | None = None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Forms:
    byline: re.Pattern[str]
    published: re.Pattern[str]
    updated: re.Pattern[str]
    credit: re.Pattern[str]
    clock: re.Pattern[str]
    agencies: dict[str, str]


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
            credit = _dateline(line, month_first)
        if credit:
            found = _combined(found, credit)
    return found


def _credit_lines(lines: list[Line], month_first: bool) -> list[tuple[Line, bool]]:
    """The first and the last lines, and whether each is near the top.

    A date alone in a line is a credit near the top, unless others like it head the entries of a chronology.
    """
    dates = [line for line in lines if len(line.text) <= 40 and _stamp(line.text, month_first)]
    bare = [line for line in dates if not _label(line.text)]
    listed = [(line, index < _TOP) for index, line in enumerate(lines) if index < _TOP or index >= len(lines) - _TAIL]
    return [(line, near_top) for line, near_top in listed if line not in bare or (near_top and len(bare) == 1)]


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


# Datelines


def _dateline(line: Line, month_first: bool) -> Credits | None:
    """The agency prefix that runs into a first sentence."""
    head = line.text[:_LONGEST_DATELINE]
    for pattern in _DATELINES:
        match = pattern.match(head)
        credit = match and _checked_dateline(match, month_first)
        if match and credit:
            return replace(credit, spans=((line.start, line.start + match.end()),))
    return None


def _checked_dateline(match: re.Match[str], month_first: bool) -> Credits | None:
    """What only looks like one ("Le groupe (Hydro) - et d'autres") is none: it holds no agency and no full date."""
    groups = match.groupdict()
    place, printed = groups["place"], groups.get("date") or groups["place"]
    name = groups.get("agency") or groups.get("wire") or ""
    agency = _agency(name)
    published = find_date(printed, month_first=month_first)
    if not agency and not _outlet_dateline(name, place, published):
        return None
    if len(place.split()) > 12:
        return None
    return Credits(publisher=agency or name.strip(), agency=agency, published=published)


def _outlet_dateline(name: str, place: str, published: PrintedDate | None) -> bool:
    """Without an agency a dateline needs a full date and a place with a capital: "MONTRÉAL, le 3 mars 2025 – "."""
    if not published or not published.day or not place[:1].isupper():
        return False
    return bool(name) or len(place.replace(published.printed, "").split()) <= 5


# Lines of credits


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
    match = _forms().byline.match(part)
    if not match:
        return None
    names = part[match.end() :].strip()
    agency = _agency(names.removesuffix(" Staff"))
    if agency:
        return Credits(agency=agency)
    tail = _BYLINE_TAIL.search(names)
    if tail and _agency(tail[1]):
        agency, names = _agency(tail[1]), names[: tail.start()].strip()
    if all(_is_name(name) for name in _NAME_SEPARATOR.split(names)):
        return Credits(author=names, agency=agency)
    return Credits(agency=agency) if agency and len(names.split()) <= 5 else None


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
    rest = rest[3:] if rest[:3].casefold() == "le " else rest
    day = find_date(rest, month_first=month_first)
    if not day or not rest.startswith(day.printed):
        return None
    if not _forms().clock.fullmatch(rest[len(day.printed) :].rstrip(" .")):
        return None
    return Credits(updated=day) if label and label.re is _forms().updated else Credits(published=day)


def _label(part: str) -> re.Match[str] | None:
    """The words that say which date it is: "Publié le", "Last updated:"."""
    return _forms().updated.match(part) or _forms().published.match(part)


def _agency_credit(part: str) -> Credits | None:
    match = _forms().credit.match(part)
    agency = _agency(part[match.end() :] if match else part)
    return Credits(agency=agency) if agency else None


def _agency(name: str) -> str:
    return _forms().agencies.get(name.strip(" .").replace("’", "'"), "")


@cache
def _forms() -> _Forms:
    with Path(__file__).with_name("credits.toml").open("rb") as file:
        table = tomllib.load(file)

    def opening(name: str) -> re.Pattern[str]:
        return re.compile(rf"(?:{'|'.join(table[name])})(?:(?<=[:'’])|(?!\w))\s*", re.IGNORECASE)

    return _Forms(
        byline=opening("byline"),
        published=opening("published"),
        updated=opening("updated"),
        credit=opening("credit"),
        clock=re.compile(table["clock"], re.IGNORECASE),
        agencies={form: name for name, forms in table["agencies"].items() for form in forms},
    )
