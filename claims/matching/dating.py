"""What a date is like: how exact, before or after publication, and whether it only dates the page."""

import re
from collections.abc import Mapping
from datetime import date

from claims.figures.reading import Reading
from claims.matching.pages import Page

_RECENT = 14  # days before publication that an article speaks of as now
_HEAD, _HEAD_LENGTH = 0.12, 300  # the part of a page in which its own date stands
_BEFORE_DATELINE = 8  # words
_YEAR = re.compile(r"\d{4}|\d[/.-]\d\d$")
_LEAD = 0.1  # the share of an article in which a full date is likely to be that of the event
_LEAD_DATE = 0.4
_EVENTS = ("announcement", "deal_date", "signing", "closing", "event_date", "vote_date", "strike_date", "launch")


def main_event(reading: Reading, topics: Mapping[str, float], certainty: float, depth: float) -> float:
    """How much a date looks like that of the event which the article reports; `depth` in the text is 0 to 1."""
    low, high = reading.said.low, reading.said.high
    if reading.kind != "date" or low is None or high is None or high - low > 60:
        return 0.0
    event = sum(topics.get(name, 0.0) for name in _EVENTS) * certainty
    if depth < _LEAD and high == low:
        event = max(event, _LEAD_DATE)
    return event * (1.2 - depth) if event > 0.3 else 0.0


def horizon(reading: Reading, published: date | None) -> str:
    """Where a date lies to the day of publication."""
    low, high = reading.said.low, reading.said.high
    if reading.kind != "date" or published is None or (low is None and high is None):
        return ""
    first, last = low if low is not None else high, high if high is not None else low
    assert first is not None
    assert last is not None
    today = published.toordinal()
    if last < today - _RECENT:
        return "past"
    return "future" if first > today + 1 else "now"


def grain(reading: Reading) -> str:
    """How exact a date is: day, month (up to a quarter) or year."""
    low, high = reading.said.low, reading.said.high
    if reading.kind != "date" or low is None or high is None:
        return ""
    return "day" if high - low < 4 else "month" if high - low < 100 else "year"


def is_dateline(sheet: Page, reading: Reading) -> bool:
    """Whether a date with its year, near the head of its line and of the page, is only that of the page."""
    low, text = reading.said.low, sheet.text.text
    if reading.kind != "date" or low is None or low != reading.said.high or not _YEAR.search(reading.quote):
        return False
    if reading.start > max(_HEAD * len(text), _HEAD_LENGTH):
        return False
    published = sheet.text.published_on
    if published is None or published.toordinal() != low:
        return False
    line = text[text.rfind("\n", 0, reading.start) + 1 : reading.start]
    return len(line.split()) <= _BEFORE_DATELINE
