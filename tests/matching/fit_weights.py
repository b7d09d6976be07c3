"""Fit the weights of matching on annotated stories and write claims/matching/weights.toml.

    python -m tests.matching.fit_weights [FOLDER ...]

FOLDER holds stories in the format of tests/stories, the default. Prints pair F1, disputes found and false disputes,
each story scored with weights fitted on the others only, with annotated readings and end to end; then fits on all and
writes.
Ridge-regularised logistic regression by Newton's method; some ten seconds.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from claims.matching import evidence
from claims.matching.columns import Coded, Flags, Floats
from claims.matching.evidence import Judge
from claims.matching.gathering import gather
from tests.matching.annotated import Story, stories
from tests.matching.measure import NO_CLAIM, Measure, measured, reread, total

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
DISPUTE_WEIGHT = 2.5  # pairs of one question whose values exclude each other are rare and matter most
RIVALS = ("apart_number", "apart_date", "apart_age")
HEADER = """# What each feature of a pair adds to the logarithm of the odds that both answer one question.
# Written by tests/matching/fit_weights.py; docs/matching.md says what it means.

"""


@dataclass(frozen=True)
class Data:
    """Every pair of annotated figures of a story that can be compared: its features, and whether it answers as one."""

    features: Mapping[str, Floats]
    same: Flags

    def weights(self) -> Floats:
        """What each pair counts in the fit."""
        apart = sum(self.features[name] for name in RIVALS if name in self.features) > 0
        return STORY_WEIGHT / len(self.same) * np.where(self.same & apart, DISPUTE_WEIGHT, 1.0)


def data_of(story: Story) -> Data:
    known = gather(story.texts)
    answering = [c for article in known.contexts for c in article if not story.claims[c.member].startswith(NO_CLAIM)]
    claims = Coded([story.claims[context.member] for context in answering])
    judge = Judge(known.lexicon, answering)
    a, b = np.triu_indices(len(answering), 1)
    able = judge.comparable(a, b)
    return Data(judge.weigh(a[able], b[able]).features, claims.same(a[able], b[able]))


def fit(data: Sequence[Data]) -> dict[str, float]:
    """The weights that explain the pairs best without straying far from what is expected."""
    names = sorted({name for story in data for name, column in story.features.items() if column.any()})
    columns = np.concatenate([_table(story, names) for story in data])
    same = np.concatenate([story.same for story in data])
    counts = np.concatenate([story.weights() for story in data])
    prior = np.array([EXPECTED.get(name, 0.0) for name in names])
    ridge = np.array([0.01 if name == "bias" else RIDGE for name in names])
    beta = prior.copy()
    for _ in range(25):
        p = 1 / (1 + np.exp(-np.clip(columns @ beta, -30, 30)))
        gradient = ridge * (beta - prior) + columns.T @ (counts * (p - same))
        curvature = columns.T @ (columns * (counts * p * (1 - p))[:, None]) + np.diag(ridge)
        step = np.linalg.solve(curvature, gradient)
        beta -= step
        if np.abs(step).max() < 1e-5:
            break
    return dict(zip(names, beta.tolist(), strict=True))


def _table(story: Data, names: Sequence[str]) -> Floats:
    nothing = np.zeros(len(story.same))
    return np.stack([story.features.get(name, nothing) for name in names], axis=1)


def left_out(told: Sequence[Story], data: Sequence[Data]) -> list[dict[str, float]]:
    """For each story the weights fitted on the others. Stories of one name are one story, read in two ways."""
    names = list(dict.fromkeys(story.name for story in told))
    fitted = {
        name: fit([found for story, found in zip(told, data, strict=True) if story.name != name]) for name in names
    }
    return [fitted[story.name] for story in told]


def report(folders: Sequence[str]) -> tuple[list[Story], list[Data], list[Measure]]:
    """The stories as annotated, then read anew; the pairs of each; and how each fares with the others' weights."""
    told = [story for folder in folders or [str(STORIES)] for story in stories(Path(folder))]
    both = [*told, *map(reread, told)]
    data = [data_of(story) for story in both]
    return both, data, [measured(story, w) for story, w in zip(both, left_out(both, data), strict=True)]


def tell(both: Sequence[Story], _: Sequence[Data], measures: Sequence[Measure]) -> Iterator[str]:
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
