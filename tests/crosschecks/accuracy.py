"""Cross-checks right, wrong and missed on the annotated stories: `python -m tests.crosschecks.accuracy [FOLDER]`.

Measured twice: with the claims of the annotation, and the whole way, as the program reads and groups the articles. A
check is right where relations.json names it. Checks that need no relation (a weekday, a report) are shown, not counted.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from claims.crosschecks import Finding, check, sentence
from claims.matching import Member
from tests.accuracy import read_anew
from tests.crosschecks.annotated import dossier
from tests.matching.annotated import Story, stories
from tests.matching.test_accuracy import FOLDER, grouped

SINGLES = {"weekday", "age", "points", "swap", "currency", "reported"}
Relation = tuple[str, str, tuple[str, ...]]


def wanted(folder: Path) -> set[Relation]:
    """The relations that the annotation of a story names."""
    path = folder / "relations.json"
    rows = json.loads(path.read_text("utf-8")) if path.exists() else []
    return {(row["check"], row["claim"], tuple(row["operands"])) for row in rows}


def found(story: Story, groups: Mapping[Member, object]) -> Iterator[tuple[Relation, Finding]]:
    """What is found among the given groups, its claims called as most of their members are annotated."""
    questions, sheets = dossier(story, groups)
    called = {question.number: question.label for question in questions}
    names = majority(story, groups)
    for finding in check(questions, sheets):
        claim, *operands = (
            names.get(called.get(number, ""), "") for number in (finding.claim, *(o.claim for o in finding.operands))
        )
        yield (finding.check, claim, tuple(operands)), finding


def majority(story: Story, groups: Mapping[Member, object]) -> dict[str, str]:
    """For each group, as `dossier` labels it, the annotated claim of most of its members."""
    votes: dict[str, Counter[str]] = {}
    for member, group in groups.items():
        votes.setdefault(str(group), Counter())[story.claims.get(member, "")] += 1
    return {group: counted.most_common(1)[0][0] for group, counted in votes.items()}


def measured(told: Iterable[Story], folder: Path, *, anew: bool) -> Iterator[str]:
    right = wrong = missed = 0
    for story in told:
        read = read_anew(story) if anew else story
        groups: Mapping[Member, object] = grouped(read) if anew else read.claims
        relations, hits = wanted(folder / story.name), set()
        for relation, finding in found(read, groups):
            if relation[0] in SINGLES:
                yield f"  other  {story.name}: {sentence(finding, 'en')}"
                continue
            is_right = relation in relations
            hits.add(relation)
            yield f"  {'right' if is_right else 'WRONG'}  {story.name}: {sentence(finding, 'en')}"
        right, wrong = right + len(hits & relations), wrong + len(hits - relations)
        for check_, claim, operands in sorted(relations - hits):
            missed += 1
            yield f"  missed {story.name}: {claim} by {check_} of {', '.join(operands)}"
    yield f"{'the whole way' if anew else 'claims as annotated'}: {right} right, {wrong} wrong, {missed} missed"


def main(folders: list[str]) -> None:
    folder = Path(folders[0]) if folders else FOLDER
    told = list(stories(folder))
    sys.stdout.write("\ncross-checks\n")
    for anew in (False, True):
        sys.stdout.write("\n".join(measured(told, folder, anew=anew)) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
