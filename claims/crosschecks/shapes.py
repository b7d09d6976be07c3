"""What cross-checks take and give."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from claims.agreement import Statement, Value
from claims.figures.interval import Interval
from claims.matching.shapes import Text


@dataclass(frozen=True, slots=True)
class Question:
    """One claim with its standing figures. `label` is what an editor calls it, `unit` the one it is shown in."""

    number: int
    label: str
    kind: str
    unit: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One article as stored: `figures` gives for the index of a reading in `text` the id of its standing figure."""

    text: Text
    figures: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Operand:
    """A known value that a check rests on: the claim it answers, the figures that agree on it, and that value.

    `value` is in the unit that is shown. A constant of the calendar has no claim (0) and no figures.
    """

    claim: int
    label: str
    figures: tuple[int, ...]
    value: Value
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One check of one claim.

    `check`: `product`, `quotient`, `sum`, `difference`, `changed` (a value after a change in percent), `base` (before
    it), `change`, `after`, `before` or `duration`, which are arithmetic on two operands in that order; or `weekday`,
    `age`, `points`, `swap`, `currency`, `reported`. `result`: what it gives, in the
    unit of the claim, or None where the check compares prints. `fits` and `excludes`: figures of the claim, in dispute
    among one another, by id; with `shown` their values. `detail`: what a sentence needs besides (a weekday, a date).
    `strength` from 0 to 1 orders the findings of one claim.
    """

    check: str
    claim: int
    operands: tuple[Operand, ...]
    result: Value | None
    fits: tuple[int, ...]
    excludes: tuple[int, ...]
    shown: Mapping[int, Value]
    strength: float
    detail: tuple[str, ...] = ()

    @property
    def figures(self) -> tuple[int, ...]:
        """The ids of all figures that it rests on."""
        ids = {*self.fits, *self.excludes, *(id_ for operand in self.operands for id_ in operand.figures)}
        return tuple(sorted(ids))

    @property
    def claims(self) -> frozenset[int]:
        """The numbers of all claims that it rests on, its own included; 0 for the calendar."""
        return frozenset({self.claim, *(operand.claim for operand in self.operands)})

    @property
    def key(self) -> str:
        """What stays the same while values change: by it an editor's "coincidence" is remembered."""
        claims = sorted(operand.claim for operand in self.operands)
        return f"{self.check}:{self.claim}:{','.join(map(str, claims))}"

    @property
    def digest(self) -> str:
        """SHA-256 over the check and all that it rests on; another one means that it is stale."""
        rows = [
            [self.check, self.claim, *self.detail],
            [[o.claim, o.figures, _plain(o.value), o.as_of] for o in self.operands],
            _plain(self.result) if self.result else [],
            [[id_, _plain(self.shown[id_])] for id_ in self.fits],
            [[id_, _plain(self.shown[id_])] for id_ in self.excludes],
        ]
        return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()


def _plain(value: Value) -> list[str]:
    return [value.kind, value.unit, *_ends(value.interval)]


def _ends(interval: Interval) -> list[str]:
    low = "" if interval.low is None else f"{interval.low.normalize():f}"
    high = "" if interval.high is None else f"{interval.high.normalize():f}"
    return [low, high, f"{interval.low_open:d}{interval.high_open:d}"]
