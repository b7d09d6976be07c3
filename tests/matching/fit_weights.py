"""Fit the weights of matching on annotated stories and write claims/matching/weights.toml.

    python -m tests.matching.fit_weights [FOLDER ...]

FOLDER holds stories in the format of tests/stories, the default. Prints pair F1, disputes found and false disputes,
each story scored with weights fitted on the others only, with annotated readings and end to end; then fits on all and
writes.
Ridge-regularised logistic regression by Newton's method, in plain Python; about a minute.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from math import exp
from pathlib import Path

import numpy as np

from claims.matching import evidence
from claims.matching.context import contexts
from claims.matching.evidence import Judge
from claims.matching.lexicon import load
from claims.matching.pages import page, vocabulary
from tests.matching.annotated import Story, stories
from tests.matching.measure import NO_CLAIM, Measure, measured, reread, total

Row = tuple[dict[str, float], bool]  # the features of a pair, and whether both answer one question

# What is expected before any story is seen; the fit is drawn towards it.
EXPECTED: Mapping[str, float] = {
    "topic": 2.0,
    "topic_clash": -1.5,
    "terms": 3.0,
    "names_other": 1.0,
    "names_age": 2.0,
    "names_clash_age": -2.0,
    "moment_clash": -2.0,
    "moment_then_apart": -2.0,
    "noun_same": 0.7,
    "noun_other": -2.0,
    "unit_same_money": 1.0,
    "unit_same_measure": 0.5,
    "same_number": 1.5,
    "same_digits_number": 0.6,
    "same_date": 0.7,
    "same_digits_date": 0.5,
    "apart_gap_number": -0.8,
    "apart_gap_date": -0.6,
    "apart_gap_age": -1.0,
    "both_main": 1.0,
    "both_main_apart": 0.5,
    "time_clash": -1.0,
    "time_one": -0.3,
    "as_of_clash": -0.5,
    "same_article_apart": -2.5,
    "same_sentence": -0.8,
}
STORIES = Path(__file__).parents[1] / "stories"
RIDGE = 1.0
STORY_WEIGHT = 600.0  # each story weighs as so many pairs, however many it has
DISPUTE_WEIGHT = 2.0  # pairs of one question whose values exclude each other are rare and matter most
HEADER = """# What each feature of a pair adds to the logarithm of the odds that both answer one question.
# Written by tests/matching/fit_weights.py; docs/matching.md says what it means.

"""


def rows_of(story: Story) -> list[Row]:
    """Every pair of annotated figures of a story that can be compared."""
    lexicon = load()
    pages = [page(text) for text in story.texts]
    words = vocabulary(pages, lexicon)
    found = [context for sheet in pages for context in contexts(sheet, lexicon, words)]
    known = [context for context in found if not story.claims[context.member].startswith(NO_CLAIM)]
    claims = [story.claims[context.member] for context in known]
    judge = Judge(lexicon, known)
    a, b = np.triu_indices(len(known), 1)
    able = judge.comparable(a, b)
    evidence = judge.weigh(a[able], b[able])
    return [
        (evidence.of(n), claims[i] == claims[j])
        for n, (i, j) in enumerate(zip(a[able].tolist(), b[able].tolist(), strict=True))
    ]


def weight_of(row: Row, pairs: int) -> float:
    features, same = row
    rivals = any(features.get(f"apart_{kind}") for kind in ("number", "date", "age"))
    return STORY_WEIGHT / pairs * (DISPUTE_WEIGHT if same and rivals else 1.0)


def fit(data: Sequence[Sequence[Row]]) -> dict[str, float]:
    """The weights that explain the pairs best without straying far from what is expected."""
    names = sorted({name for rows in data for features, _ in rows for name in features})
    index = {name: i for i, name in enumerate(names)}
    pairs = [
        ([(index[n], v) for n, v in row[0].items() if v], float(row[1]), weight_of(row, len(rows)))
        for rows in data
        for row in rows
    ]
    prior = [EXPECTED.get(name, 0.0) for name in names]
    ridge = [0.01 if name == "bias" else RIDGE for name in names]
    beta = list(prior)
    for _ in range(25):
        step = _newton_step(pairs, beta, prior, ridge)
        beta = [b - s for b, s in zip(beta, step, strict=True)]
        if max(map(abs, step)) < 1e-5:
            break
    return dict(zip(names, beta, strict=True))


def _newton_step(
    pairs: Sequence[tuple[list[tuple[int, float]], float, float]],
    beta: Sequence[float],
    prior: Sequence[float],
    ridge: Sequence[float],
) -> list[float]:
    gradient = [r * (b - p) for r, b, p in zip(ridge, beta, prior, strict=True)]
    curvature = [[r if i == j else 0.0 for j in range(len(beta))] for i, r in enumerate(ridge)]
    for features, same, weight in pairs:
        score = sum(beta[i] * v for i, v in features)
        p = 1 / (1 + exp(-max(min(score, 30.0), -30.0)))
        for i, v in features:
            gradient[i] += weight * (p - same) * v
            line, factor = curvature[i], weight * p * (1 - p) * v
            for j, u in features:
                line[j] += factor * u
    return solve(curvature, gradient)


def solve(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """The solution of a system of linear equations, by elimination with pivots.

    >>> solve([[2.0, 0.0], [1.0, 1.0]], [4.0, 5.0])
    [2.0, 3.0]
    """
    size = len(right)
    lines = [[*line, r] for line, r in zip(matrix, right, strict=True)]
    for i in range(size):
        pivot = max(range(i, size), key=lambda k: abs(lines[k][i]))
        lines[i], lines[pivot] = lines[pivot], lines[i]
        for k in range(i + 1, size):
            factor = lines[k][i] / lines[i][i]
            if factor:
                lines[k] = [x - factor * y for x, y in zip(lines[k], lines[i], strict=True)]
    found = [0.0] * size
    for i in reversed(range(size)):
        found[i] = (lines[i][size] - sum(lines[i][j] * found[j] for j in range(i + 1, size))) / lines[i][i]
    return found


def left_out(told: Sequence[Story], data: Sequence[Sequence[Row]]) -> list[dict[str, float]]:
    """For each story the weights fitted on the others. Stories of one name are one story, read in two ways."""
    names = list(dict.fromkeys(story.name for story in told))
    fitted = {name: fit([rows for story, rows in zip(told, data, strict=True) if story.name != name]) for name in names}
    return [fitted[story.name] for story in told]


def report(folders: Sequence[str]) -> tuple[list[Story], list[list[Row]], list[Measure]]:
    """The stories as annotated, then read anew; the pairs of each; and how each fares with the others' weights."""
    told = [story for folder in folders or [str(STORIES)] for story in stories(Path(folder))]
    both = [*told, *map(reread, told)]
    data = [rows_of(story) for story in both]
    return both, data, [measured(story, w) for story, w in zip(both, left_out(both, data), strict=True)]


def tell(both: Sequence[Story], _: Sequence[Sequence[Row]], measures: Sequence[Measure]) -> Iterator[str]:
    half = len(both) // 2
    named = [story.name for story in both[:half]]
    lines = [*zip(named, measures[:half], measures[half:], strict=True)]
    for name, annotated, whole in [*lines, ("all", total(measures[:half]), total(measures[half:]))]:
        yield f"{name:20} annotated {annotated.line():46} end to end {whole.line()}"


def main(folders: Sequence[str]) -> None:
    both, data, measures = report(folders)
    for line in tell(both, data, measures):
        sys.stdout.write(f"{line}\n")
    target = Path(evidence.__file__).with_name("weights.toml")
    weights = fit(data)
    target.write_text(HEADER + "".join(f"{name} = {weights[name]:.2f}\n" for name in sorted(weights)), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
