"""Arithmetic on intervals: all results that some values of the operands can give.

Products and quotients are of what cannot be negative (amounts, counts, shares), so an interval without a lower bound
starts at 0 there. A bound of a result is open where an operand's bound that makes it is open.
"""

from decimal import Decimal

from claims.figures.interval import Interval

ZERO = Decimal(0)


def not_negative(interval: Interval) -> Interval | None:
    """The part of an interval from 0 up, or None where there is none.

    >>> not_negative(Interval(None, Decimal(3), high_open=True))
    Interval(low=Decimal('0'), high=Decimal('3'), low_open=False, high_open=True)
    """
    if interval.high is not None and interval.high < 0:
        return None
    if interval.low is None or interval.low < 0:
        return Interval(ZERO, interval.high, high_open=interval.high_open)
    return interval


def product(a: Interval, b: Interval) -> Interval | None:
    """All products.

    >>> share = Interval(Decimal("0.485"), Decimal("0.495"), high_open=True)
    >>> product(share, Interval(Decimal("28.5"), Decimal("29.5"), high_open=True))
    Interval(low=Decimal('13.8225'), high=Decimal('14.6025'), low_open=False, high_open=True)
    >>> product(share, Interval(Decimal(20), None, low_open=True))
    Interval(low=Decimal('9.700'), high=None, low_open=True, high_open=False)
    """
    left, right = not_negative(a), not_negative(b)
    if left is None or right is None:
        return None
    assert left.low is not None
    assert right.low is not None
    high = None if left.high is None or right.high is None else left.high * right.high
    high_open = high is not None and (left.high_open or right.high_open)
    return Interval(left.low * right.low, high, left.low_open or right.low_open, high_open)


def quotient(a: Interval, b: Interval) -> Interval | None:
    """All quotients; without an upper bound where the divisor may be 0.

    >>> quotient(Interval(Decimal(10), Decimal(20)), Interval(Decimal(2), Decimal(5), low_open=True))
    Interval(low=Decimal('2'), high=Decimal('10'), low_open=False, high_open=True)
    >>> quotient(Interval(Decimal(10), Decimal(20)), Interval(Decimal(2), None))
    Interval(low=Decimal('0'), high=Decimal('10'), low_open=True, high_open=False)
    """
    top, below = not_negative(a), not_negative(b)
    if top is None or below is None or below.high == 0:
        return None
    assert top.low is not None
    low = ZERO if below.high is None else top.low / below.high
    low_open = below.high is None or top.low_open or below.high_open
    high = None if top.high is None or not below.low else top.high / below.low
    return Interval(low, high, low_open, high is not None and (top.high_open or below.low_open))


def total(a: Interval, b: Interval) -> Interval:
    """All sums.

    >>> total(Interval(Decimal(1), None, low_open=True), Interval(Decimal(2), Decimal(3)))
    Interval(low=Decimal('3'), high=None, low_open=True, high_open=False)
    """
    low = None if a.low is None or b.low is None else a.low + b.low
    high = None if a.high is None or b.high is None else a.high + b.high
    return Interval(
        low, high, low is not None and (a.low_open or b.low_open), high is not None and (a.high_open or b.high_open)
    )


def negative(a: Interval) -> Interval:
    """The interval mirrored at 0."""
    return Interval(None if a.high is None else -a.high, None if a.low is None else -a.low, a.high_open, a.low_open)


def difference(a: Interval, b: Interval) -> Interval:
    """All differences.

    >>> difference(Interval(Decimal(10), Decimal(12), high_open=True), Interval(Decimal(3), Decimal(4)))
    Interval(low=Decimal('6'), high=Decimal('9'), low_open=False, high_open=True)
    """
    return total(a, negative(b))


def grown(old: Interval, share: Interval, sign: int) -> Interval | None:
    """`old` after a rise (sign 1) or a fall (sign -1) by a share of it.

    >>> share = Interval(Decimal("0.1"), Decimal("0.1"))
    >>> grown(Interval(Decimal(100), Decimal(200)), share, -1)
    Interval(low=Decimal('90.0'), high=Decimal('180.0'), low_open=False, high_open=False)
    """
    return product(old, factor(share, sign))


def shrunk(new: Interval, share: Interval, sign: int) -> Interval | None:
    """What was before such a change."""
    return quotient(new, factor(share, sign))


def change(old: Interval, new: Interval, sign: int) -> Interval | None:
    """By what share of `old` the value rose (sign 1) or fell (sign -1); None where it did the opposite.

    >>> change(Interval(Decimal(100), Decimal(100)), Interval(Decimal(84), Decimal(84)), -1)
    Interval(low=Decimal('0.16'), high=Decimal('0.16'), low_open=False, high_open=False)
    """
    ratio = quotient(new, old)
    one = Interval(Decimal(1), Decimal(1))
    if ratio is None:
        return None
    return not_negative(difference(ratio, one) if sign > 0 else difference(one, ratio))


def factor(share: Interval, sign: int) -> Interval:
    """1 plus or minus a share."""
    return total(Interval(Decimal(1), Decimal(1)), share if sign > 0 else negative(share))
