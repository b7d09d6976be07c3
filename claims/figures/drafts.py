"""A figure while it is being read: spans in tokens, a value without its rounding."""

from dataclasses import dataclass
from decimal import Decimal

from claims.figures.calendar import Moment
from claims.figures.hedges import Hedge


@dataclass(slots=True)
class Draft:
    """Tokens `first` to `end` make the quote, `printed` the digits or words in it.

    `low` and `high` are the value before its hedge, equal where one number is printed; `step` the size of its last
    digit that counts, 0 for what is exact. `soft` marks a round word, `share` a fraction of a whole. A date has a
    `moment` in place of a value. `other` is the value by the other scale of "billion".
    """

    first: int
    end: int
    printed: tuple[int, int]
    kind: str
    unit: str
    low: Decimal | None = None
    high: Decimal | None = None
    step: Decimal = Decimal(0)
    hedge: Hedge | None = None
    soft: bool = False
    share: bool = False
    other: Decimal | None = None
    doubts: tuple[str, ...] = ()
    moment: Moment | None = None
    bare: bool = False
    scale: Decimal = Decimal(1)
    swapped: Moment | None = None
    weekday: int | None = None

    @property
    def scaled(self) -> bool:
        """Whether a scale word stands after the digits."""
        return self.scale > 1
