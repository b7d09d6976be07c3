"""The claims of a dossier as facts: what is known of each, and where and among which words it is printed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from claims.agreement import CONFIRMED, Statement, common, status, versions
from claims.crosschecks.shapes import Question, Sheet
from claims.dimensions import base, scaled
from claims.figures.interval import Interval
from claims.figures.reading import Reading
from claims.matching.context import Context
from claims.matching.gathering import Gathered, gather
from claims.matching.words import Word

FAR = 99  # sentences: not in one article
_TOPIC = 0.3
_OPERANDS = frozenset({"agreed", "settled", "single"})


@dataclass(frozen=True, slots=True)
class Print:
    """One place where a figure is printed: its context, the words of its sentence, and the article around it."""

    figure: int
    context: Context
    words: tuple[Word, ...]
    text: str
    published_on: date | None
    place: tuple[str, int]  # key of the article, number of the sentence

    @property
    def reading(self) -> Reading:
        return self.context.reading


@dataclass(frozen=True, slots=True)
class Fact:
    """One claim as an operand or a target.

    `dimension`: what most of its figures can be read in, and `unit` the one that it is shown in.
    `known`: the value that its figures share, in base units; None while they are in dispute.
    `figures`: those that carry it. `places`: by article the sentences in which it is printed.
    """

    question: Question
    status: str
    dimension: str
    unit: str
    factor: Decimal
    known: Interval | None
    figures: tuple[int, ...]
    as_of: str
    prints: tuple[Print, ...]
    topics: frozenset[str]
    nouns: frozenset[str]
    places: Mapping[str, frozenset[int]]

    @property
    def kind(self) -> str:
        return self.question.kind


def facts(questions: Sequence[Question], sheets: Sequence[Sheet], gathered: Gathered | None = None) -> list[Fact]:
    """One fact for each claim whose figures are numbers and printed.

    `gathered`: what is worked out of the texts of these sheets, where that is at hand.
    """
    known = gathered or gather([sheet.text for sheet in sheets])
    printed: dict[int, list[Print]] = {}
    for sheet, cut, found in zip(sheets, known.pages, known.contexts, strict=True):
        for context in found:
            figure = sheet.figures.get(context.member[1])
            if figure is not None:
                sentence = cut.sentences[context.sentence] if cut.sentences else ()
                printed.setdefault(figure, []).append(_print(figure, context, sentence, sheet))
    made = (_fact(q, [p for s in q.statements for p in printed.get(s.id, ())]) for q in questions)
    return [fact for fact in made if fact]


def _print(figure: int, context: Context, words: tuple[Word, ...], sheet: Sheet) -> Print:
    place = context.member[0], context.sentence
    return Print(figure, context, words, sheet.text.text, sheet.text.published_on, place)


def _fact(question: Question, prints: Sequence[Print]) -> Fact | None:
    numeric = [s for s in question.statements if s.values]
    if not numeric or not prints:
        return None
    dimension = _dimension(numeric)
    unit = _unit(question, numeric, dimension)
    factor = base(unit, question.kind)[1]
    state = status(question.statements)
    carrying = _read_as(dimension, [s for s in numeric if state != "settled" or s.decision == CONFIRMED])
    places: dict[str, set[int]] = {}
    for item in prints:
        places.setdefault(item.place[0], set()).add(item.place[1])
    return Fact(
        question=question,
        status=state,
        dimension=dimension,
        unit=unit,
        factor=factor,
        known=_known(carrying, factor) if state in _OPERANDS else None,
        figures=tuple(s.id for s in carrying),
        as_of=next((s.as_of for s in carrying if s.as_of), ""),
        prints=tuple(prints),
        topics=_topics(prints),
        nouns=frozenset(p.context.noun for p in prints if p.context.noun),
        places={key: frozenset(found) for key, found in places.items()},
    )


def _dimension(statements: Sequence[Statement]) -> str:
    """What most figures measure in some reading: a bare dollar among US dollars is one of them."""
    able = Counter(d for s in statements for d in dict.fromkeys(base(v.unit, v.kind)[0] for v in s.values))
    return able.most_common(1)[0][0]


def _unit(question: Question, statements: Sequence[Statement], dimension: str) -> str:
    """The unit of the claim where it measures that, else the first that does."""
    units = [question.unit, *(v.unit for s in statements for v in s.values)]
    return next((unit for unit in units if base(unit, question.kind)[0] == dimension), question.unit)


def _read_as(dimension: str, statements: Sequence[Statement]) -> list[Statement]:
    """The figures with only those of their readings that measure this."""
    read = (replace(s, values=tuple(v for v in s.values if base(v.unit, v.kind)[0] == dimension)) for s in statements)
    return [s for s in read if s.values]


def _known(statements: Sequence[Statement], factor: Decimal) -> Interval | None:
    """What all share; nothing where as-of dates keep figures apart that share no value."""
    shared = common(statements) if len(versions(statements)) == 1 else None
    return None if shared is None else scaled(shared, factor)


def _topics(prints: Sequence[Print]) -> frozenset[str]:
    """What the claim is about: the topics that hold on average over its prints, surely enough."""
    total: dict[str, float] = {}
    for item in prints:
        for name, weight in item.context.topics.items():
            total[name] = total.get(name, 0.0) + weight * item.context.certainty
    return frozenset(name for name, weight in total.items() if weight >= _TOPIC * len(prints))


def apart(a: Fact, b: Fact) -> int:
    """How many sentences lie between the nearest prints of two facts; FAR where no article prints both."""
    shared = a.places.keys() & b.places.keys()
    return min((abs(x - y) for key in shared for x in a.places[key] for y in b.places[key]), default=FAR)


def reach(*members: Fact) -> int:
    """The longest step that must be taken from print to print to meet all the facts.

    It is the longest edge of the shortest spanning tree.
    """
    left, longest = list(members[1:]), 0
    met = [members[0]]
    while left:
        step, nearest = min(((apart(m, other), n) for n, other in enumerate(left) for m in met), key=lambda p: p)
        longest = max(longest, step)
        met.append(left.pop(nearest))
    return longest


def together(a: Fact, b: Fact) -> Iterator[tuple[Print, Print]]:
    """Pairs of prints in one sentence."""
    beside: dict[tuple[str, int], list[Print]] = {}
    for item in b.prints:
        beside.setdefault(item.place, []).append(item)
    return ((x, y) for x in a.prints for y in beside.get(x.place, ()))
