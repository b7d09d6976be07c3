"""Which figures of a claim say the same, in which wording, and which of them fit one another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from claims import agreement
from claims.factsheet.sheet import SheetClaim, SheetFigure, SheetMention
from claims.figures.interval import Interval


@dataclass(frozen=True, slots=True)
class Saying:
    """Figures that say the same. `wording` is the fullest one printed; `verbatim` when all of them print it so."""

    figures: tuple[SheetFigure, ...]
    wording: str
    verbatim: bool
    language: str

    @property
    def first(self) -> SheetFigure:
        return self.figures[0]

    @property
    def origins(self) -> int:
        return len({figure.origin_key for figure in self.figures})

    @property
    def sources(self) -> int:
        return len({figure.source.number for figure in self.figures})

    @property
    def hedged(self) -> bool:
        mention = fullest(self.first)
        return mention is not None and bool(mention.hedge)


@dataclass(frozen=True, slots=True)
class Sides:
    """A claim's figures by what the desk decided; `rest` are those that nobody needs to decide."""

    confirmed: tuple[SheetFigure, ...]
    contested: tuple[SheetFigure, ...]
    undecided: tuple[SheetFigure, ...]
    rest: tuple[SheetFigure, ...]


def sides(claim: SheetClaim) -> Sides:
    """A stale verdict does not count: its figure is undecided again."""
    figures = claim.figures
    return Sides(
        confirmed=tuple(f for f in figures if f.decision == agreement.CONFIRMED),
        contested=tuple(f for f in figures if f.decision == agreement.CONTESTED),
        undecided=tuple(f for f in figures if not f.decision and f.in_dispute),
        rest=tuple(f for f in figures if not f.decision and not f.in_dispute),
    )


def fullest(figure: SheetFigure) -> SheetMention | None:
    """The mention with the longest wording, the first of them; None where nothing is printed."""
    if len(figure.mentions) == 1:
        return figure.mentions[0]
    return max(figure.mentions, key=lambda mention: len(mention.wording), default=None)


def sayings(figures: Iterable[SheetFigure], language: str) -> list[Saying]:
    """Figures that say the same, together: most origins first, then the narrower interval, then the lower source.

    A figure that softens with other words ("environ", "quelque") is kept apart, so that no hedge is put into
    the mouth of a source that did not use it.
    """
    groups: dict[tuple[object, ...], list[SheetFigure]] = {}
    for figure in sorted(figures, key=lambda figure: len(figure.alternatives)):
        keys = _same(figure)
        groups.setdefault(next((key for key in keys if key in groups), keys[0]), []).append(figure)
    found = [_saying(group, language) for group in groups.values()]
    return sorted(
        found, key=lambda saying: (-saying.origins, _width(saying.first.compared), saying.first.source.number)
    )


def _same(figure: SheetFigure) -> list[tuple[object, ...]]:
    """What figures that say the same share, for each way to read the figure: a bare "$" joins those who say which."""
    mention = fullest(figure)
    hedge = folded(mention.hedge) if mention else ""
    others = [(_interval(other["said"]), str(other["unit"])) for other in figure.alternatives]
    return [
        (said, unit, figure.as_of, folded(figure.answer), hedge) for said, unit in [(figure.said, figure.unit), *others]
    ]


def _saying(figures: Sequence[SheetFigure], language: str) -> Saying:
    spoken = max(figures, key=lambda figure: (_speaks(figure, language), len(worded(figure))))
    wording = worded(spoken)
    return Saying(
        figures=tuple(sorted(figures, key=lambda figure: (figure.source.number, figure.id))),
        wording=wording,
        verbatim=all(_prints(figure, wording) for figure in figures),
        language=spoken.source.language,
    )


def worded(figure: SheetFigure) -> str:
    """A figure's fullest wording on one line."""
    mention = fullest(figure)
    return " ".join((figure.answer or (mention.wording if mention else "")).splitlines())


def _speaks(figure: SheetFigure, language: str) -> bool:
    return figure.source.language.split("-")[0].lower() == language.split("-")[0].lower()


def _prints(figure: SheetFigure, wording: str) -> bool:
    return figure.answer == wording or any(folded(mention.wording) == folded(wording) for mention in figure.mentions)


def folded(text: str) -> str:
    """Case and the kind of spaces set aside.

    >>> folded("Plus\\u00a0de  14")
    'plus de 14'
    """
    return " ".join(text.split()).casefold()


def _width(interval: Interval) -> Decimal:
    if interval.low is None or interval.high is None:
        return Decimal("Infinity")
    return interval.high - interval.low


def agrees(a: SheetFigure, b: SheetFigure) -> bool:
    """Whether some value fits both. Figures of other times, or of other dimensions, neither agree nor conflict."""
    if not agreement.same_time(a.as_of, b.as_of):
        return False
    if a.answer or b.answer:
        return agreement.same_answer(a.answer, b.answer)
    return any(
        agreement.comparable(x, y) and not agreement.conflict(_alone(1, x), _alone(2, y))
        for x in readings(a)
        for y in readings(b)
    )


def _alone(number: int, value: agreement.Value) -> agreement.Statement:
    return agreement.Statement(number, "", (value,))


def readings(figure: SheetFigure) -> list[agreement.Value]:
    """What it may mean, the main reading first."""
    main = agreement.Value(figure.compared, figure.unit, figure.kind)
    return [main, *(_other(reading, figure.kind) for reading in figure.alternatives)]


def _other(reading: Mapping[str, object], kind: str) -> agreement.Value:
    return agreement.Value(_interval(reading["compared"]), str(reading["unit"]), kind)


def _interval(stored: object) -> Interval:
    """An interval from its JSON form, bounds as strings."""
    assert isinstance(stored, dict)
    low, high = (None if stored[name] is None else Decimal(stored[name]) for name in ("low", "high"))
    return Interval(low, high, stored.get("low_open", False), stored.get("high_open", False))
