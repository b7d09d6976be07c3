"""Annotated stories as cross-checks see them: the claims of the annotation with the readings that it gives."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from claims.agreement import Statement, Value, status
from claims.crosschecks import Question, Sheet
from claims.figures.reading import Reading
from tests.matching.annotated import Story

Dossier = tuple[list[Question], list[Sheet]]


def dossier(story: Story, claims: Mapping[tuple[str, int], object] | None = None) -> Dossier:
    """The questions and sheets of a story; each mention is a figure of its own. `claims` groups them otherwise."""
    grouping = claims or story.claims
    numbers: dict[object, int] = {}
    statements: dict[int, list[Statement]] = {}
    first: dict[int, tuple[str, Reading]] = {}
    sheets = []
    count = 0
    for text in story.texts:
        figures = {}
        for index, reading in enumerate(text.readings):
            if (text.key, index) not in grouping:
                continue
            count += 1
            name = grouping[text.key, index]
            number = numbers.setdefault(name, len(numbers) + 1)
            first.setdefault(number, (str(name), reading))
            statements.setdefault(number, []).append(statement(count, text.key, reading))
            figures[index] = count
        sheets.append(Sheet(text, figures))
    questions = [
        Question(number, name, reading.kind, reading.unit, tuple(statements[number]))
        for number, (name, reading) in first.items()
    ]
    return questions, sheets


def statement(id_: int, origin: str, reading: Reading) -> Statement:
    values = [Value(reading.compared, reading.unit, reading.kind)]
    values += [Value(a.compared, a.unit, reading.kind) for a in reading.alternatives]
    return Statement(id_, origin, tuple(values), reading.as_of)


def shuffled(stories: Sequence[Dossier], chance: random.Random) -> list[Dossier]:
    """The same dossiers with the values of their undisputed claims permuted between stories, by kind and unit."""
    pools: dict[tuple[str, str], list[Question]] = {}
    for questions, _ in stories:
        for question in questions:
            if is_operand(question):
                pools.setdefault(slot(question), []).append(question)
    taken = {key: chance.sample(pool, len(pool)) for key, pool in pools.items()}
    drawn = []
    for questions, sheets in stories:
        mixed = [with_value(q, taken[slot(q)].pop()) if is_operand(q) else q for q in questions]
        drawn.append((mixed, sheets))
    return drawn


def jittered(stories: Sequence[Dossier], chance: random.Random) -> list[Dossier]:
    """The same dossiers with each undisputed value multiplied by its own factor from 1/2 to 2 (days: +-180)."""
    return [([moved(q, chance) if is_operand(q) else q for q in questions], sheets) for questions, sheets in stories]


def is_operand(question: Question) -> bool:
    return status(question.statements) in {"agreed", "single"}


def slot(question: Question) -> tuple[str, str]:
    return question.kind, question.unit if question.kind in {"money", "measure", "duration"} else ""


def with_value(question: Question, other: Question) -> Question:
    values = other.statements[0].values
    return replace(question, statements=tuple(replace(s, values=values) for s in question.statements))


def moved(question: Question, chance: random.Random) -> Question:
    factor = Decimal(str(2 ** chance.uniform(-1, 1)))
    days = Decimal(chance.randint(-180, 180)) if question.kind == "date" else None

    def end(bound: Decimal | None) -> Decimal | None:
        return None if bound is None else bound + days if days is not None else bound * factor

    def value(v: Value) -> Value:
        return replace(v, interval=replace(v.interval, low=end(v.interval.low), high=end(v.interval.high)))

    return replace(
        question, statements=tuple(replace(s, values=tuple(map(value, s.values))) for s in question.statements)
    )
