"""Numbers with what they are printed in: amounts, shares, counts, ages, durations, measures, and their ranges."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from claims.figures import ages
from claims.figures.drafts import Draft
from claims.figures.hedges import HALF, Hedge, hedge_after, hedge_before
from claims.figures.nouns import counted
from claims.figures.numbers import numeral_at
from claims.figures.numerals import Numeral
from claims.figures.ranges import connector, opening, tells_change
from claims.figures.ratios import out_of, times
from claims.figures.tokens import BREAK, HYPHENS, Tokens
from claims.figures.units import currency_before, minor_after, unit_after, with_rate, with_region
from claims.figures.unitwords import Unit

if TYPE_CHECKING:
    from claims.figures.lexicons import Lexicon

_CLOSERS = frozenset('.,;:!?)]»"' + BREAK)

MINUS, BEFORE_MINUS = frozenset("-\u2212"), frozenset(("(", "[", BREAK))
MOST_EITHER = 20  # the lower of two numbers joined by "or" that are a range
WIDEST_STEP = 4  # times the lower end that a range of a step may reach
SMALLER = {
    "ft": ("in", 12),
    "m": ("cm", 100),
    "hour": ("minute", 60),
    "minute": ("second", 60),
    "year": ("month", 12),
}  # how many of a smaller unit make one
LEAST_BARE_RANGE = 100  # from here on, two numbers joined by a dash are a range without a unit, and no score


@dataclass(slots=True)
class Part:
    """One number with the unit beside it, over tokens `first` to `end`."""

    first: int
    end: int
    numeral: Numeral
    unit: Unit | None
    minor: Decimal = Decimal(0)


def quantity_at(tokens: Tokens, at: int, floor: int, lexicon: "Lexicon") -> Draft | None:
    """The figure whose number starts at token `at`; signs and hedges before it are not looked for below `floor`."""
    part = _part(tokens, at, floor, lexicon)
    if part is None:
        return None
    ratio, end = None, part.numeral.end
    if tokens.keys[end] in lexicon.ratios.behind or tokens.keys[end + 1] in lexicon.ratios.out_of_words:
        ratio = out_of(tokens, part.numeral, lexicon) or times(tokens, part.numeral, lexicon)
    if ratio is not None:
        ratio.hedge = _around(
            hedge_before(tokens, ratio.first, floor, lexicon.hedges), hedge_after(tokens, ratio.end, lexicon.hedges)
        )
        return ratio
    draft = _range(tokens, part, floor, lexicon) if tokens.keys[part.end] in lexicon.ranges.connects else None
    if draft is None:
        draft = _draft(tokens, part, part.numeral.low, part.numeral.high, lexicon)
    if draft is not None:
        _hedge(tokens, draft, part, floor, lexicon)
    return draft


def _part(tokens: Tokens, at: int, floor: int, lexicon: "Lexicon") -> Part | None:
    signed = tokens.keys[at - 1] in lexicon.units.before_last
    currency = currency_before(tokens, at, floor, lexicon.units) if signed else None
    numeral = numeral_at(tokens, at, lexicon.numbers, money=currency is not None)
    if numeral is None or numeral.first < floor:
        return None
    first, numeral = _with_sign(tokens, numeral, floor, lexicon)
    if currency is not None:
        unit, end = with_region(tokens, numeral.end, currency[0], lexicon.units)
        unit, end = with_rate(tokens, end, unit, lexicon.units)
        return Part(currency[1], end, numeral, unit)
    found = unit_after(tokens, numeral, lexicon.units)
    if found is None:
        return Part(first, numeral.end, numeral, None)
    unit, end = found
    half = lexicon.numbers.half_after.at(tokens, end) if tokens.keys[end] in lexicon.numbers.half_after else None
    if half is not None and numeral.scale == 1 and not numeral.vague:
        end, value = half[1], numeral.low + HALF
        numeral = numeral._replace(low=value, high=value, step=Decimal("0.1"), article=False)
    if unit.factor != 1:
        numeral = _times(numeral, Decimal(unit.factor))
    if unit.kind != "money":
        smaller = _smaller_unit(tokens, end, unit, lexicon) if unit.code in SMALLER else None
        return Part(first, smaller[1], numeral, unit, smaller[0]) if smaller else Part(first, end, numeral, unit)
    late = lexicon.numbers.scales.get(tokens.keys[end]) if numeral.scale == 1 else None
    if late is not None:
        return Part(first, end + 1, _times(numeral, late), unit)
    unit, end = with_rate(tokens, end, unit, lexicon.units)
    minor = _minor(tokens, numeral, end, lexicon)
    return Part(first, minor[1], numeral, unit, minor[0]) if minor else Part(first, end, numeral, unit)


def _smaller_unit(tokens: Tokens, end: int, unit: Unit, lexicon: "Lexicon") -> tuple[Decimal, int] | None:
    """What a smaller unit adds right after a larger one: "5 feet 2 inches"."""
    after = end + (tokens.keys[end] in lexicon.units.joins)
    if not tokens.number(after) and tokens.keys[after] not in lexicon.numbers.cardinals:
        return None
    numeral = numeral_at(tokens, after, lexicon.numbers)
    found = unit_after(tokens, numeral, lexicon.units) if numeral is not None else None
    code, count = SMALLER[unit.code]
    short = tokens.keys[end - 1] in lexicon.units.short_times and after == end and len(tokens.keys[end]) == 2
    if numeral is not None and found is None and short and numeral.low < count:
        return round(numeral.low / count, 4), numeral.end  # "2 h 15"
    if numeral is None or found is None or found[0].code != code or not 0 < numeral.low < count:
        return None
    return round(numeral.low / count, 4), found[1]


def _minor(tokens: Tokens, numeral: Numeral, end: int, lexicon: "Lexicon") -> tuple[Decimal, int] | None:
    after = end + (tokens.keys[end] in lexicon.units.joins)
    if numeral.scale > 1 or (not tokens.number(after) and tokens.keys[after] not in lexicon.numbers.cardinals):
        return None
    return minor_after(tokens, numeral, end, lexicon.units, numeral_at(tokens, after, lexicon.numbers))


def _times(numeral: Numeral, factor: Decimal) -> Numeral:
    high = None if numeral.high is None else numeral.high * factor
    return numeral._replace(low=numeral.low * factor, high=high, step=numeral.step * factor, scale=factor)


def _with_sign(tokens: Tokens, numeral: Numeral, floor: int, lexicon: "Lexicon") -> tuple[int, Numeral]:
    """The number with a minus sign or word before it."""
    before = numeral.first - 1
    if before < floor or numeral.vague:
        return numeral.first, numeral
    key = tokens.keys[before]
    if key not in MINUS and key not in lexicon.numbers.minus:
        return numeral.first, numeral
    apart = tokens.keys[before - 1] in BEFORE_MINUS or not tokens.touching(before - 1)
    sign = key in MINUS and tokens.touching(before) and apart
    word = key in lexicon.numbers.minus and lexicon.hedges.before.before(tokens, before + 1) is None
    plain = tokens.keys[before - 1] in _CLOSERS or tokens.keys[before - 1] in lexicon.traps.before_minus
    if not (sign or (word and plain)):
        return numeral.first, numeral
    return before, numeral._replace(low=-numeral.low, high=-numeral.low)


def _range(tokens: Tokens, part: Part, floor: int, lexicon: "Lexicon") -> Draft | None:
    """A range that starts with this number, or the lower of two figures of a change, which takes the other's unit."""
    opened, start = opening(tokens, part.first, lexicon.ranges)
    if start < floor:
        opened, start = "", part.first
    after = connector(tokens, part.end, opened, lexicon.ranges)
    if after is None:
        return None
    upper = _upper(tokens, after, lexicon)
    if upper is None or part.numeral.vague or upper.numeral.vague or upper.numeral.article:
        return None
    low = _low_scaled(part, upper)
    unit = upper.unit or part.unit
    if not _ranged(tokens, part, upper, low, opened, lexicon):
        return _changed(tokens, part, upper, low, lexicon) if tokens.keys[part.end] not in HYPHENS else None
    whole = Part(part.first, upper.end, upper.numeral, unit)
    draft = _draft(tokens, whole, low, upper.numeral.low + upper.minor, lexicon)
    if draft is None:
        return None
    draft.printed = (part.numeral.first, upper.numeral.end)
    part.numeral = part.numeral._replace(first=upper.numeral.first, low=upper.numeral.low)
    draft.first = start if opened == "between" else part.first
    draft.step = Decimal(0)
    return draft


def _upper(tokens: Tokens, after: int, lexicon: "Lexicon") -> Part | None:
    """The number after a connector, with the currency that may stand before it."""
    sign = lexicon.units.before.at(tokens, after)
    at = sign[1] if sign is not None else after
    if not tokens.number(at) and tokens.keys[at] not in lexicon.anchors:
        return None
    return _part(tokens, at, after, lexicon)


def _low_scaled(part: Part, upper: Part) -> Decimal:
    """The lower value, with the scale that is printed once at the upper: "60 à 65 milliards"."""
    low, scale = part.numeral.low, upper.numeral.scale
    if part.numeral.scale != 1 or scale == 1 or low >= 1000:
        return low
    if part.unit is not None and upper.unit is not None and part.first == part.numeral.first:
        return low
    return low * scale if low * scale <= upper.numeral.low or low * 10 >= upper.numeral.low / scale else low


def _ranged(tokens: Tokens, part: Part, upper: Part, low: Decimal, opened: str, lexicon: "Lexicon") -> bool:
    """Whether the two numbers are a range, not a score, a change or a mere neighbour."""
    if low >= upper.numeral.low or (part.unit and upper.unit and part.unit.kind != upper.unit.kind):
        return False
    if tokens.keys[part.end] in HYPHENS:
        large = low >= LEAST_BARE_RANGE
        return large or bool(upper.unit or part.unit or counted(tokens, upper.numeral, lexicon.nouns))
    if opened == "between":
        return True
    if tokens.keys[part.end] in lexicon.ranges.either:  # "two or three people"
        alone = part.unit is None and counted(tokens, part.numeral, lexicon.nouns) is None
        return alone and part.numeral.scale == 1 and MOST_EITHER >= low >= upper.numeral.low / 2
    if opened == "from":
        both = part.unit is not None and upper.unit is not None and part.first == part.numeral.first
        return not both and not tells_change(tokens, part.first, lexicon.ranges)
    if tokens.keys[part.first - 1] in lexicon.ranges.steps and upper.numeral.low > low * WIDEST_STEP:
        return False  # "rose by 12,000 to 231,000"
    if part.unit is None or upper.unit is None:
        return True
    return (
        part.unit.code == upper.unit.code and upper.numeral.low <= low * WIDEST_STEP
    )  # "down 45 points to 11,203 points"


def _changed(tokens: Tokens, part: Part, upper: Part, low: Decimal, lexicon: "Lexicon") -> Draft | None:
    """The first of two figures of a change: it has the second's unit where it prints none."""
    if part.unit is not None or upper.unit is None:
        return None
    factor = low / part.numeral.low if part.numeral.low else Decimal(1)
    numeral = _times(part.numeral, factor) if factor != 1 else part.numeral
    return _draft(tokens, Part(part.first, part.end, numeral, upper.unit), numeral.low, numeral.high, lexicon)


def _draft(tokens: Tokens, part: Part, low: Decimal, high: Decimal | None, lexicon: "Lexicon") -> Draft | None:
    numeral, unit = part.numeral, part.unit
    draft = Draft(
        first=part.first,
        end=part.end,
        printed=(part.numeral.first, numeral.digits_end if not numeral.vague else numeral.end),
        kind=unit.kind if unit else "count",
        unit=unit.code if unit else "",
        low=low + part.minor if low == high else low,
        high=None if high is None else high + part.minor,
        step=numeral.step if not part.minor else Decimal("0.01"),
        soft=numeral.soft,
        share=numeral.share and unit is None and numeral.scale == 1,
        other=numeral.other,
        doubts=unit.doubts if unit else (),
        scale=numeral.scale,
    )
    if unit is not None:
        return draft
    if ages.bare_age(tokens, part.first, numeral, lexicon):
        draft.kind, draft.unit, draft.step = "age", "year", Decimal(0)
        return draft
    if draft.share:
        draft.kind = "ratio"
        return draft
    return _count(tokens, draft, numeral, lexicon)


def _count(tokens: Tokens, draft: Draft, numeral: Numeral, lexicon: "Lexicon") -> Draft | None:
    """A number without a unit counts the noun after it; without one it is `bare`."""
    noun = counted(tokens, numeral, lexicon.nouns)
    if noun is None:
        draft.bare = True
    else:
        draft.unit, draft.end, _ = noun
        code = lexicon.units.durations.get(draft.unit.lower())
        if code is not None:  # "les dix dernières années"
            draft.kind, draft.unit = "duration", code
    if numeral.low < 10 and numeral.low == numeral.high:
        draft.step = Decimal(0)
    return draft


def _around(before: Hedge | None, after: Hedge | None) -> Hedge | None:
    """The hedge that counts of one before and one after: "about five hundred or more" is a bound."""
    return after if after is not None and (before is None or before.kind == "about") else before


def _hedge(tokens: Tokens, draft: Draft, part: Part, floor: int, lexicon: "Lexicon") -> None:
    """Finds the hedge, and tells an age from a duration."""
    near = tokens.keys[draft.first - 1] in lexicon.hedges.near
    before = hedge_before(tokens, draft.first, floor, lexicon.hedges) if near else None
    after = hedge_after(tokens, draft.end, lexicon.hedges) if tokens.keys[draft.end] in lexicon.hedges.after else None
    if after is None and part.numeral.end != draft.end:
        after = hedge_after(tokens, part.numeral.end, lexicon.hedges)
    draft.hedge = _around(before, after)
    if draft.hedge is None and draft.high is None and tokens.keys[draft.first - 1] in lexicon.numbers.hedging:
        draft.hedge = Hedge("", draft.first - 1, draft.first)
    if draft.kind != "duration":
        return
    end = ages.age_end(tokens, draft.end, lexicon)
    if end is not None or ages.is_age(tokens, draft.first, draft.end, part.numeral, before, lexicon):
        draft.kind, draft.end, draft.step = "age", end or draft.end, Decimal(0)
    elif before is not None and before.kind == "more" and tokens.keys[before.first] == "over":
        draft.hedge = None
