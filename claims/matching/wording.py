"""How labels are worded: templates filled, lengths kept, times said."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from claims.figures.interval import Interval
from claims.matching.words import fold

MAX_LENGTH = 70
_HEAD = 4  # letters that a noun and its plural share
_MONTHS: Mapping[str, Sequence[str]] = {
    "fr": [
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ],
    "en": [
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ],
}  # fmt: skip


def usual_time(times: Iterable[Interval], language: str) -> str:
    """The month or year that most of some times lie in; of an open one, the end that it has."""
    spans = Counter((t.low or t.high, t.high or t.low) for t in times if t.low or t.high)
    if not spans:
        return ""
    (low, high), _ = max(spans.items(), key=lambda item: (item[1], item[0]))
    assert low is not None
    assert high is not None
    first, last = date.fromordinal(int(low)), date.fromordinal(int(high))
    if (first.year, first.month) == (last.year, last.month):
        return f"{_MONTHS[language][first.month - 1]} {first.year}"
    return str(first.year) if first.year == last.year else f"{first.year}-{last.year}"


def single_day(dates: Iterable[Interval], language: str) -> str:
    """The one day that all dates say, or empty.

    >>> from decimal import Decimal
    >>> day = Interval(Decimal(737425), Decimal(737425))
    >>> single_day([day, day], "fr"), single_day([day], "en")
    ('1er janvier 2020', 'January 1, 2020')
    """
    days = {(d.low, d.high) for d in dates}
    low, high = days.pop() if len(days) == 1 else (None, None)
    if low is None or low != high:
        return ""
    day = date.fromordinal(int(low))
    month = _MONTHS[language][day.month - 1]
    if language == "fr":
        return f"{'1er' if day.day == 1 else day.day} {month} {day.year}"
    return f"{month} {day.day}, {day.year}"


def plural_in(quote: str, unit: str) -> str:
    """The word of the quote that is the unit, as inflected there.

    >>> plural_in("1 500 employés", "employé")
    'employés'
    >>> plural_in("8 million policies", "policy"), plural_in("une vingtaine", "agence")
    ('policies', 'agences')
    """
    head = fold(unit.split()[0])[:_HEAD] if unit.split() else ""
    found = next((w for w in re.findall(r"[^\W\d_]+", quote) if head and fold(w).startswith(head)), "")
    return found or (unit if not unit or unit.endswith(("s", "x", "z")) or " " in unit else f"{unit}s")


def filled(template: str, slots: Mapping[str, str], language: str) -> str:
    """A label with the parts whose slots are known.

    >>> filled("Montant investi| par {by}| dans {in}", {"in": "Orvia"}, "fr")
    'Montant investi dans Orvia'
    >>> filled("Âge| de {of}", {"of": "Ana Roy"}, "fr")
    'Âge d’Ana Roy'
    """
    slots = dict(slots)
    if slots.get("noun"):
        slots["Noun"] = slots["noun"][0].upper() + slots["noun"][1:]
    first, *parts = template.split("|")
    out = first.format(**slots) if "{" in first else first
    for part in parts:
        needed = re.findall(r"{(\w+)}", part)
        if all(slots.get(name) and fold(slots[name]) not in fold(out) for name in needed):
            out += part.format(**slots)
    return re.sub(r"\bde ([aeiouyâéèêîôAEIOUYÂÉÈÊÎÔ]|H[eéèiy])", r"d’\1", out) if language == "fr" else out


def shortened(label: str, limit: int = MAX_LENGTH) -> str:
    """At most `limit` characters, cut between words.

    >>> shortened("Prix d’achat de la Compagnie", 20)
    'Prix d’achat de la…'
    """
    if len(label) <= limit:
        return label
    return label[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:(") + "…"
