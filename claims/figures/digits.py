"""Printed digits: the house styles of thousands and decimals, and how precisely a number was printed."""

from decimal import Decimal
from functools import lru_cache

SPACES = str.maketrans("", "", " \u00a0\u2007\u2009\u202f")
_LONGEST = 18  # digits; more is an account number, not a figure


def step_of(value: Decimal) -> Decimal:
    """The size of the last digit that counts in a whole number: trailing zeros do not, but two digits always do.

    >>> [str(step_of(Decimal(n))) for n in (1800, 29, 300, 5, 1539, 0)]
    ['100', '1', '10', '0.1', '1', '0']
    """
    digits = str(abs(int(value)))
    if digits == "0":
        return Decimal(0)
    counted = max(2, len(digits.rstrip("0")))
    return (
        Decimal((0, (1,), len(digits) - counted)) if len(digits) < counted else Decimal(10 ** (len(digits) - counted))
    )


@lru_cache(maxsize=4096)
def read_digits(printed: str, decimal: str) -> tuple[Decimal, Decimal] | None:
    """The value of printed digits and the size of the last one that counts; None for what is no number.

    >>> [str(read_digits(p, ",")[0]) for p in ("14,3", "1 500", "2.753.100", "1'000", "14 000,12", "2.753", "3.5")]
    ['14.3', '1500', '2753100', '1000', '14000.12', '2753', '3.5']
    >>> [str(read_digits(p, ".")[0]) for p in ("1,539", "1,674,200.5", "12,34,567.89", "0.182", "1,3")]
    ['1539', '1674200.5', '1234567.89', '0.182', '1.3']
    >>> read_digits("192.168.1.2", "."), read_digits("22,24,26", "."), read_digits("3.5.1", ",")
    (None, None, None)
    """
    plain = printed.translate(SPACES)
    if len(plain) > _LONGEST + 8:
        return None
    plain = plain.replace("'", ",'").replace("’", ",'")
    whole, fraction = _split(plain, decimal)
    if whole is None or len(whole) > _LONGEST:
        return None
    if fraction:
        return Decimal(f"{whole}.{fraction}"), Decimal((0, (1,), -len(fraction)))
    value = Decimal(whole)
    return value, step_of(value)


def _split(plain: str, decimal: str) -> tuple[str | None, str]:
    """The whole part and the decimals of digits with marks; None where the marks make no number."""
    marks = [char for char in plain if char in ".,"]
    if not marks:
        return (None if plain[0] == "0" and len(plain) > 2 else plain), ""
    head, _, tail = plain.rpartition(marks[-1])
    if tail.startswith("'"):
        return _grouped(plain), ""
    if len(set(marks)) == 2 and marks.count(marks[-1]) == 1:
        return _grouped(head), tail
    if len(marks) > 1:
        return _grouped(plain), ""
    if marks[0] == decimal or len(tail) != 3 or len(head) > 3 or head.startswith("0"):
        return head, tail
    return head + tail, ""


def _grouped(plain: str) -> str | None:
    """The digits of a number whose thousands are marked; None when the groups are not of three (or Indian twos)."""
    groups = plain.replace("'", "").replace(".", ",").split(",")
    inner = {len(group) for group in groups[1:-1]}
    if not 1 <= len(groups[0]) <= 3 or len(groups[-1]) != 3 or not (inner <= {3} or inner <= {2}):
        return None
    return "".join(groups)
