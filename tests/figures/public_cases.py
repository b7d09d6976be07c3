"""Score the reading on the public cases of Recognizers-Text: python -m tests.figures.public_cases FOLDER [KIND ...]

The cases are not part of the project. What contradicts the reading's rules, or lies outside print, is set aside by
rules on the case alone, never by its outcome; docs/reading.md gives the reasons.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from claims.figures.reader import read_figures
from claims.figures.reading import Reading

Case = dict[str, Any]
CENTS = {"Cent", "Centimes", "Pence"}
TAGS = {"en": "en-US", "fr": "fr"}
SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800, "month": 2592000, "year": 31536000}
OURS = {
    "date": {"date"},
    "money": {"money"},
    "quantity": {"measure"},
    "percent": {"percent"},
    "age": {"age"},
    "ordinal": {"ordinal"},
    "number": {"count", "ratio"},
    "range": {"count"},
}
_ORDINAL_FRACTION = re.compile(r"(?:ths?|rds?|firsts?|seconds?|[iè]emes?|ièmes?)\b", re.IGNORECASE)
_SHORT_DAYS = re.compile(r"(?<![\d/])\d{1,2}[/.]\d{1,2}(?![\d/])|\b\d{1,2}-\d{1,2}\b")
_RELATIVE = re.compile(
    r"\b(?:week|weekend|now|today|tomorrow|yesterday|to date|current date|next|prochain|this|cette|decades?|months? of"
    r"|day of|days? from|days after|weeks? (?:from|after|before|since|starting)|years since|w/c|for 1 week)\b",
    re.IGNORECASE,
)
_HOLIDAY = re.compile(r"friday 20|earth day|easter|saint patrick|halloween|labor day|thanksgiving|fiscal|school|\bsy\b")
_OPEN = re.compile(r"\b(?:since|starting|beginning|or later|and later|and after|and greater|greater than)\b|[<>]|^=")
_SPELLED_YEAR = re.compile(
    r"nineteen|seventeen|two thousand|dix neuf soixante|twenty second|twenty nine|vingt-neuf|first 12"
)
_RANGE_WORDS = re.compile(
    r"\b(?:to|till|through|between|from|de|entre|until)\b|\d\s?[-~–]\s?\d|[a-z]-[A-Z]|\d-[A-Z]|/\d{4}-"
)
_JOINED = re.compile(
    r"\b(?:and|but|,) (?:less|smaller|lower|below|at least|no (?:less|more)|more|greater)|or equal|equal"
)


def set_aside(case: Case) -> str:
    """Why a case is out of scope, or nothing."""
    rules = {"number": _number_aside, "ordinal": _ordinal_aside, "date": _date_aside, "range": _range_aside}
    return rules.get(case["kind"], _unit_aside)(case)


def _number_aside(case: Case) -> str:
    text, expected = case["input"].strip(), case["expected"]
    if re.search(r"\^|\de[+-]?\d|x10|^[.,]\d|-4/5|- 1 4/5|over 3$", text):
        return "arithmetic"
    if any(
        _ORDINAL_FRACTION.search(found["text"]) and not found["text"].endswith(("third", "thirds"))
        for found in expected
    ):
        return "fraction of ordinals"
    alone = len(expected) == 1 and expected[0]["text"] == text.rstrip("!.")
    if expected and not alone and not all(_counts(text, found) for found in expected):
        return "counts nothing"
    if any(found["text"].lower() in ("un", "une", "one") for found in expected):
        return "bare article"
    return (
        "code or chat" if re.search(r"dzs|dozs|mil\b|,$|crore|\d[GM]\b|\d ?[GMkb]$|nought|and two thirds", text) else ""
    )


def _counts(text: str, found: dict[str, Any]) -> bool:
    """Whether a lower-case word follows the number, as what it counts."""
    return re.match(r"\s(?:de |d'|of )?(?!is\b|and\b|est\b|et\b|or\b|in\b)[a-zé]{3,}", text[found["end"] :]) is not None


def _ordinal_aside(case: Case) -> str:
    text, expected = case["input"].strip(), case["expected"]
    if expected and expected[0]["text"] != text:
        return "ordinal of no rank"
    return (
        "large ordinal"
        if re.search(r"[a-zé]*(?:lli|centi|milli)|cent |hundred|tierce|octant|-\w+i[eè]me|thousand", text)
        else ""
    )


def _date_aside(case: Case) -> str:
    text, expected = case["input"], case["expected"]
    for reason, pattern in (
        ("relative or holiday", _HOLIDAY),
        ("relative or holiday", _RELATIVE),
        ("open end of since or later", _OPEN),
        ("year or day in words", _SPELLED_YEAR),
    ):
        if expected and pattern.search(text):
            return reason
    if any(_RANGE_WORDS.search(found["text"]) for found in expected if not re.fullmatch(r"[\d\s/.-]+", found["text"])):
        return "end of span excluded"
    if any(re.search(r"\d{4}\s?[-~]\s?\d{4}|\d{4} - \d|/\d{1,2}-\d", found["text"]) for found in expected):
        return "end of span excluded"
    if expected and (
        _SHORT_DAYS.search(text) or re.search(r"/\d\b|\d \d\d? \d{4}|\d{4} \d\d \d\d|-20\d\d[-.]|www|\.xlsx|-$", text)
    ):
        return "order of digits"
    if any(re.search(r"(?:beginning|middle|end|mid|début|fin)", found["text"]) for found in expected):
        return "parts of a year or month"
    if any(not re.search(r"\d{4}|\d\d$|98|87", found["text"]) for found in expected):
        return "year left out" if case["reference_date"] else "chat"
    return "century of two digits" if re.search(r"/(?:3\d|40)\.", text) else ""


def _range_aside(case: Case) -> str:
    if _JOINED.search(case["input"]):
        return "joined bounds"
    return "" if all(re.search(r"\w", found["text"][:1]) for found in case["expected"]) else "signs"


def _unit_aside(case: Case) -> str:
    text = case["input"]
    if re.search(r"\^", text) or re.match(r"(?:pourcent|percent|per cent)s? (?:des|of)", text):
        return "arithmetic"
    if not case["expected"] and re.search(r"degr|°|24703|scp", text):
        return "another model's unit"
    if re.search(
        r"\bto 10 |à 10 pieds|75 ?- ?300|turn|tour\b|drachma|\bft 2|feet (?:and )?2|m 2 dm|yo man|pm is|100 mb", text
    ):
        return "range, turn or two units"
    return "chat" if re.search(r"kuai|and one and|and two and|and fifty|20 usd|un ans\?|MAUD", text) else ""


def right(case: Case, readings: list[Reading]) -> bool:
    """Whether every expected figure is read with its value; for a case without any, that none of its kind is."""
    if not case["expected"]:
        return not any(reading.kind in OURS[case["kind"]] for reading in readings)
    return all(
        any(_same(reading, found) for reading in readings if _overlap(reading, found)) for found in case["expected"]
    )


def _overlap(reading: Reading, found: dict[str, Any]) -> bool:
    return bool(reading.start < found["end"] and found["start"] < reading.end)


def _same(reading: Reading, found: dict[str, Any]) -> bool:
    """Whether the value is the same; where they leave the hedge out, the printed value is a bound or the middle."""
    low, high = reading.said.low, reading.said.high
    if reading.kind == "date":
        shown = tuple(None if end is None else date.fromordinal(int(end)).isoformat() for end in (low, high))
        return bool(shown == (found["low"], found["high"]))
    factor = SECONDS[reading.unit] if found["unit"] == "second" and reading.kind == "duration" else 1
    if reading.kind == "money" and reading.unit.split("/")[0].isupper() and found["unit"] in CENTS:
        factor = 100  # here a hundredth of its currency
    ends = [None if end is None else float(end) * factor for end in (low, high)]
    if isinstance(found["low"], str) or isinstance(found["high"], str):
        return False
    if _near(ends[0], found["low"]) and _near(ends[1], found["high"]):
        return True
    middle = (ends[0] + ends[1]) / 2 if ends[0] is not None and ends[1] is not None else None
    exact = found["low"] == found["high"]
    return exact and any(end is not None and _near(end, found["low"]) for end in (*ends, middle))


def _near(left: float | None, right_: float | None) -> bool:
    if left is None or right_ is None:
        return left is right_
    return abs(left - right_) <= 1e-9 + 2e-3 * max(abs(left), abs(right_))


def cases(folder: Path) -> Iterator[Case]:
    for path in sorted(folder.glob("*.jsonl")):
        yield from (json.loads(line) for line in path.read_text("utf-8").splitlines())


def main(folder: str, *shown: str) -> None:
    kept: Counter[tuple[str, str]] = Counter()
    good: Counter[tuple[str, str]] = Counter()
    aside: Counter[tuple[str, str, str]] = Counter()
    for case in cases(Path(folder)):
        key = (case["lang"], case["kind"])
        reason = set_aside(case)
        if reason:
            aside[(*key, reason)] += 1
            continue
        published = date.fromisoformat(case["reference_date"][:10]) if case["reference_date"] else None
        readings = read_figures(case["input"], TAGS[case["lang"]], published)
        kept[key] += 1
        good[key] += right(case, readings)
        if not right(case, readings) and case["kind"] in shown:
            found = [(r.quote, r.kind, str(r.said.low), str(r.said.high)) for r in readings]
            sys.stdout.write(
                f"{case['id']} | {case['input'][:160]} | {[e['text'] for e in case['expected']]} | {found}\n"
            )
    for key in sorted(kept):
        sys.stdout.write(f"{key[0]} {key[1]:9} {good[key]:4} of {kept[key]:4} right, {good[key] / kept[key]:.0%}\n")
    for (language, kind, reason), count in sorted(aside.items()):
        sys.stdout.write(f"aside {language} {kind:9} {count:4} {reason}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
