"""Dates in digits: 12/06/2025, 2025-06-12, 12.06.2025, 2025-06, 05-Aug-2016."""

from typing import TYPE_CHECKING

from claims.figures.calendar import one_day, whole_month
from claims.figures.dateparts import Found, year_at
from claims.figures.tokens import HYPHENS, Tokens

_BETWEEN = HYPHENS | {"/"}

if TYPE_CHECKING:
    from claims.figures.lexicons import Lexicon


def numeric(tokens: Tokens, at: int, lexicon: "Lexicon") -> Found | None:
    """A date in digits: 12/06/2025, 2025-06-12, 12.06.2025, 2025-06, 06/2025."""
    key = tokens.keys[at]
    if key.count(".") == 2:
        return _from_parts(tokens, at, at + 1, key.split("."), lexicon)
    parts, end = [key], at + 1
    if tokens.keys[end] not in _BETWEEN:
        return None
    while tokens.keys[end] in _BETWEEN and tokens.touching(end - 1) and tokens.touching(end):
        name = lexicon.dates.months.get(tokens.keys[end + 1])
        if not tokens.number(end + 1) and name is None:
            return None
        if len(parts) > 1 and tokens.keys[end] != tokens.keys[at + 1]:
            return None
        parts.append(tokens.keys[end + 1] if name is None else f"m{name}")
        end += 2
        if len(parts) > 3:
            return None
    return _from_parts(tokens, at, end, parts, lexicon) if len(parts) > 1 else None


def _from_parts(tokens: Tokens, at: int, end: int, parts: list[str], lexicon: "Lexicon") -> Found | None:
    if not all(part.lstrip("m").isdigit() and part.isascii() and len(part) <= 4 for part in parts):
        return None
    if len(parts) == 2:
        return _two_parts(tokens, at, end, parts, lexicon)
    years = [n for n, part in enumerate(parts) if len(part) == 4]
    if any(part[0] == "m" for part in parts):
        return _named_month(at, end, parts, years)
    if years == [0]:
        moment = one_day(int(parts[1]), int(parts[2]), int(parts[0])) if int(parts[1]) <= 12 else None
        return Found(at, end, moment) if moment else None
    if years == [2] or (not years and len(parts[2]) == 2 and tokens.keys[at + 1] != "-"):
        return _day_month(at, end, int(parts[0]), int(parts[1]), _full_year(parts[2]), lexicon)
    return None


def _full_year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else int(digits) + (2000 if int(digits) < 50 else 1900)


def _named_month(at: int, end: int, parts: list[str], years: list[int]) -> Found | None:
    """05-Aug-2016, 2020/Sep/23."""
    if len(years) != 1:
        return None
    month = next(int(part[1:]) for part in parts if part[0] == "m")
    day = next(int(part) for n, part in enumerate(parts) if part[0] != "m" and n != years[0])
    moment = one_day(month, day, int(parts[years[0]]))
    return Found(at, end, moment) if moment else None


def _two_parts(tokens: Tokens, at: int, end: int, parts: list[str], lexicon: "Lexicon") -> Found | None:
    """2025-06, 06/2025, and 22/04 where it can only be a day."""
    left, right = parts
    if right[0] == "m" or left[0] == "m":
        number = left if right[0] == "m" else right
        month = int((right if right[0] == "m" else left)[1:])
        moment = whole_month(month, int(number)) if len(number) == 4 else one_day(month, int(number))
        return Found(at, end, moment) if moment else None
    if len(left) == 4 and len(right) <= 2:
        if year_at(tokens, at) is not None and 1 <= int(right) <= 12 and int(left) % 100 + 1 != int(right):
            return Found(at, end, whole_month(int(right), int(left)))
        return None
    if len(right) == 4 and len(left) <= 2 and 1 <= int(left) <= 12 and year_at(tokens, end - 1) is not None:
        return Found(at, end, whole_month(int(left), int(right)))
    if tokens.keys[at + 1] != "/" or not _day_expected(tokens, at, right, lexicon):
        return None
    return _day_month(at, end, int(left), int(right), None, lexicon)


def _day_expected(tokens: Tokens, at: int, right: str, lexicon: "Lexicon") -> bool:
    """Whether `d/m` stands where only a date does: after "le" or "on", or with a zero before its month."""
    return (len(right) == 2 and right[0] == "0") or tokens.keys[at - 1] in lexicon.dates.the | {"on", "du", "au"}


def _day_month(at: int, end: int, left: int, right: int, year: int | None, lexicon: "Lexicon") -> Found | None:
    """Day and month in the order of the region, with the other order where that is possible and not settled."""
    day, month = (right, left) if lexicon.dates.month_first else (left, right)
    moment = one_day(month, day, year) if 1 <= month <= 12 else None
    other = one_day(day, month, year) if 1 <= day <= 12 and day != month else None
    if moment is None:
        return Found(at, end, other) if other else None
    return Found(at, end, moment, swapped=None if lexicon.dates.settled else other)
