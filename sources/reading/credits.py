"""What an article says of itself around its story: dateline, byline, dates of publication, the agency it credits.

Each is a span that is no part of the story. The forms are in credits.toml.
"""

import re
from dataclasses import dataclass, replace

from sources.reading.credit_forms import agency, agency_in, credit_forms, credited
from sources.reading.datelines import read_dateline
from sources.reading.dates import PrintedDate, find_date
from sources.reading.furniture import is_furniture
from sources.reading.lines import Line, Span

_TOP = 12  # lines in which a dateline or byline may stand: menu, title, summary and title again come first
_TAIL = 6
_LONGEST_CREDIT = 160

_SEPARATOR = re.compile(
    r"\s+[|•·–—/-]\s+|\s*[|•·]\s*|\s{2,}|(?<!Last)(?<!First)\s+(?=(?:Publié|Mis à jour|Published|Updated|Posted)\b)"
    r"|,\s+(?=(?i:par|by|mis à jour|modifié|updated)\b)"
)
_DIGIT = re.compile("[0-9]")
_MARKS = " ()[]*_–—-"  # around a part of a line
_BEFORE_DATE = re.compile(r"\A(?:(?:le|at|à)\s+)?(?:[0-9]{1,2}[:h][0-9]{2},?\s+(?:le\s+|on\s+)?)?", re.IGNORECASE)
_PLACE = re.compile(r"[^\W\d_][\w'’ -]{1,30},\s+(?:le\s+)?")
_JOINT = re.compile(
    r"\s*(?:[,;/&()]\s*)?(?:[,;/&()]|\b(?:et|and|pour|for|via|(?:en collaboration )?avec"
    r"|(?:in (?:collaboration|partnership) )?with)\b)\s*"
)
# As in: Jane Doe, Reuters  or: Le Courrier avec AFP
_SIGNED = re.compile(
    r"(?P<people>(?:[A-ZÀ-Þ][\w.'’-]*|d[eu]|des|la)(?:\s(?:[A-ZÀ-Þ][\w.'’-]*|d[eu]|des|la)){0,4})"
    r"(?:,?\s(?P<with>avec|with)\s|,\s)(?P<agency>[^,]{2,40})"
)
_CLOSING = re.compile(r"(?<=[.!?…»”\"])\s*(?:\((?P<inside>[^()]{2,80})\)|[–—-]\s*(?P<after>[^–—.()]{2,80}))\.?$")
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
        credit = _line_credits(line, month_first, near_top=near_top)
        if not credit and near_top and not found.publisher:
            credit = _dateline_credits(line, month_first)
        if credit := credit or _closing_credits(line):
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
    return len(line.text) <= 40 and bool(_stamp(line.text, month_first)) and not _label(line.text)


def _with_year(first: PrintedDate | None, other: PrintedDate | None) -> PrintedDate | None:
    return other if other and other.day and not (first and first.day) else first or other


def _combined(first: Credits, other: Credits) -> Credits:
    """What came first stays; the rest is filled in."""
    return Credits(
        author=first.author or other.author,
        publisher=first.publisher or other.publisher,
        agency=first.agency or other.agency,
        published=_with_year(first.published, other.published),
        updated=_with_year(first.updated, other.updated),
        spans=first.spans + other.spans,
    )


def _dateline_credits(line: Line, month_first: bool) -> Credits | None:
    dateline = read_dateline(line.text, month_first=month_first)
    if not dateline:
        return None
    span = (line.start, line.start + dateline.length)
    return Credits(publisher=dateline.outlet, agency=dateline.outlet, published=dateline.published, spans=(span,))


def _closing_credits(line: Line) -> Credits | None:
    """The credit that runs into a last sentence: "... dit-elle. (avec AFP)"."""
    match = _CLOSING.search(line.text[-_LONGEST_CREDIT:])
    credit = match and _agency_credit((match["inside"] or match["after"]).strip(_MARKS))
    if not match or not credit:
        return None
    start = max(line.end - _LONGEST_CREDIT, line.start) + match.start()
    return Credits(agency=credit.agency, spans=((start, line.end),))


def _line_credits(line: Line, month_first: bool, *, near_top: bool) -> Credits | None:
    """The credits of a line all of whose parts are credits ("Par X, AFP | Publié le 3 mars 2025 à 10 h"), else None.

    Only near the top may a date be one without its year.
    """
    if len(line.text) > _LONGEST_CREDIT:
        return None
    found = _report(line.text, month_first) or Credits()
    for part in () if found.agency else _SEPARATOR.split(line.text):
        credit = _part_credits(part.strip(_MARKS), month_first) if part.strip() else Credits()
        if credit is None:
            return None
        found = _combined(found, credit)
    dated = [day for day in (found.published, found.updated) if day and (near_top or day.day)]
    if not (found.author or found.agency or dated):
        return None
    return replace(found, spans=((line.start, line.end),))


def _report(text: str, month_first: bool) -> Credits | None:
    """As in: This report by The Canadian Press was first published March 3, 2025."""
    shown = text.strip(_MARKS).rstrip(".")
    match = next((match for form in credit_forms().report if (match := form.fullmatch(shown))), None)
    sender = _without_agencies(match["agency"])[1] if match else ""
    if not match or not sender:
        return None
    return Credits(agency=sender, published=find_date(match.groupdict().get("date") or "", month_first=month_first))


def _part_credits(part: str, month_first: bool) -> Credits | None:
    credit = _byline(part) or _stamp(part, month_first) or _agency_credit(part)
    if not credit and (is_furniture(part, label=True) or credit_forms().clock.fullmatch(part)):
        return Credits()
    return credit


def _byline(part: str) -> Credits | None:
    match = credit_forms().byline.match(part)
    if not match:
        return None
    people, sender = _without_agencies(part[match.end() :].strip())
    people, outlet = _without_role(people)
    if (people or sender) and _are_people(people):
        return Credits(author=people, publisher=outlet, agency=sender)
    return Credits(agency=sender) if sender and len(people.split()) <= 5 else None


def _without_agencies(names: str) -> tuple[str, str]:
    """Those of joint authors who are no agency, as printed, and the first who is.

    >>> _without_agencies("Jane Doe and John O'Neil, with Baltic Newswire")
    ("Jane Doe and John O'Neil", 'Baltic Newswire')
    """
    joints = [match.span() for match in _JOINT.finditer(names)]
    edges = zip([0, *(end for _, end in joints)], [*(start for start, _ in joints), len(names)], strict=True)
    tokens = [(start, end, credited(names[start:end].removesuffix(" Staff"))) for start, end in edges if start < end]
    senders = [sender for _, _, sender in tokens if sender]
    if not senders:
        return names, ""
    people = [(start, end) for start, end, sender in tokens if not sender]
    return names[people[0][0] : people[-1][1]] if people else "", senders[0]


def _are_people(people: str) -> bool:
    """Names of persons or desks, or nobody."""
    desk = credit_forms().desk
    return not people or all(_is_name(name) or desk.fullmatch(name) for name in _NAME_SEPARATOR.split(people))


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
    """A date that stands alone or after "Publié le", "Updated on", between a place and a clock time or not."""
    if not _DIGIT.search(part):
        return None
    label = _label(part)
    rest = part[label.end() :].strip() if label else part.strip()
    rest = _BEFORE_DATE.sub("", rest, count=1)
    day = find_date(rest, month_first=month_first)
    if day and not rest.startswith(day.printed) and (place := _PLACE.match(rest)) and rest[0].isupper():
        rest = rest[place.end() :]
    if not day or not rest.startswith(day.printed):
        return None
    if not credit_forms().clock.fullmatch(rest[len(day.printed) :].rstrip(" .")):
        return None
    return Credits(updated=day) if label and label.re is credit_forms().updated else Credits(published=day)


def _label(part: str) -> re.Match[str] | None:
    """The words that say which date it is: "Publié le", "Last updated:"."""
    return credit_forms().updated.match(part) or credit_forms().published.match(part)


def _agency_credit(part: str) -> Credits | None:
    """A credit that names an agency, alone or beside people: "With files from Jane Doe and AP", "A. Roy avec AFP"."""
    match = credit_forms().credit.match(part)
    if match:
        people, sender = _without_agencies(part[match.end() :])
        return Credits(agency=sender) if sender and _are_people(people) else None
    signed = _SIGNED.fullmatch(part)
    if signed and (sender := agency_in(signed["agency"])):
        people = signed["people"]
        if signed["with"] or _is_name(people):
            return Credits(author=people if _is_name(people) else "", agency=sender)
    sender = agency(part) or agency_in(part)
    return Credits(agency=sender) if sender else None
