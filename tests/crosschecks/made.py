"""Small dossiers made from sentences, read by the reader; the test says which prints answer which claim."""

from collections.abc import Mapping, Sequence
from datetime import date

from claims.crosschecks import Question, Sheet
from claims.figures.reader import read_figures
from claims.figures.reading import Reading
from claims.matching import Text
from tests.crosschecks.annotated import Dossier, statement

PUBLISHED = date(2025, 6, 20)


def dossier(texts: Sequence[str], claims: Mapping[str, Sequence[str]], language: str = "fr") -> Dossier:
    """`claims` gives for each label the prints that answer it, as they begin ("49 %")."""
    numbers = {label: n for n, label in enumerate(claims, 1)}
    sheets = []
    found: dict[str, list[tuple[int, str, Reading]]] = {label: [] for label in claims}
    count = 0
    for at, text in enumerate(texts):
        readings = read_figures(text, language, PUBLISHED)
        figures, placed = {}, {}
        for index, reading in enumerate(readings):
            quote = reading.quote.replace("\u00a0", " ").replace("\u202f", " ")
            label = next((name for name, quotes in claims.items() if quote.startswith(tuple(quotes))), None)
            if label is None:
                continue
            count += 1
            figures[index], placed[index] = count, numbers[label]
            found[label].append((count, f"source-{at}", reading))
        key = f"source-{at}"
        sheets.append(Sheet(Text(key, text, "", language, PUBLISHED, tuple(readings), placed), figures))
    questions = []
    for label, members in found.items():
        assert members, f"nothing is read for {label}"
        first = members[0][2]
        statements = tuple(statement(id_, origin, reading) for id_, origin, reading in members)
        questions.append(Question(numbers[label], label, first.kind, first.unit, statements))
    return questions, sheets
