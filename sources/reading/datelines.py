"""Datelines: the place, date and agency that run into a first sentence."""

import re
from dataclasses import dataclass

from sources.reading.credit_forms import credited
from sources.reading.dates import PrintedDate, find_date

_LONGEST = 200
_DASH = r"\s*(?:--|[-–—]|:(?=\s))\s*"
_FORMS = tuple(
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
_CLOCK = re.compile(rf"[0-9]{{1,2}}\s?[h:]\s?[0-9]{{2}}{_DASH}")


@dataclass(frozen=True, slots=True)
class Dateline:
    """`outlet` is who sent the story (an agency by its counted name), or empty; `length` includes the dash."""

    outlet: str
    published: PrintedDate | None
    length: int


def read_dateline(line: str, *, month_first: bool = False) -> Dateline | None:
    """The dateline that opens `line`, if one does.

    >>> read_dateline("LONDON, March 3 (Reuters) - Shares rose.").outlet
    'Reuters'

    What only looks like one holds neither a known agency nor a date:

    >>> read_dateline("Le groupe (Hydro) - et d'autres avec lui - vend.")
    """
    head = line[:_LONGEST]
    for form in _FORMS:
        match = form.match(head)
        dateline = match and _checked(match, month_first)
        if dateline:
            clock = _CLOCK.match(head, dateline.length)
            return Dateline(dateline.outlet, dateline.published, clock.end()) if clock else dateline
    return None


def _checked(match: re.Match[str], month_first: bool) -> Dateline | None:
    groups = match.groupdict()
    place, printed = groups["place"], groups.get("date") or groups["place"]
    name = (groups.get("agency") or groups.get("wire") or "").strip()
    published = find_date(printed, month_first=month_first)
    if len(place.split()) > 12 or not (credited(name) or _is_place_and_date(place, name, published)):
        return None
    return Dateline(credited(name) or name, published, match.end())


def _is_place_and_date(place: str, name: str, published: PrintedDate | None) -> bool:
    """Without a known agency: "Montréal, le 3 mars 2025 – ", or, in capitals, "LYON, 3 mars (Le Courrier) - "."""
    if not published:
        return False
    words = place.replace(published.printed, "").split(",")[0].split()
    if name and words and all(word.isupper() for word in words):
        return True
    return bool(published.day and words and words[0][0].isupper() and len(words) <= 4)
