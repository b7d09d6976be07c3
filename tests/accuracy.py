"""`make accuracy`: how well figures are read and grouped on the annotated stories, with every miss in its context.

The table of figures comes from tests.figures.accuracy. What follows it runs the whole way, from the files through
reading to matching: pair F1 of the grouping, disputes found, and groups that are in dispute without cause.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from claims.figures.reader import read_figures
from claims.figures.reading import Reading
from claims.matching import Member, Text
from sources.reading.formats import read_article
from tests.figures import accuracy
from tests.matching.annotated import Story, stories
from tests.matching.test_accuracy import FOLDER, disputes, grouped, pair_f1


def read_anew(story: Story) -> Story:
    """The story with the reader's own readings; what it missed keeps its claim under an index that none has."""
    texts: list[Text] = []
    claims: dict[Member, str] = {}
    for text in story.texts:
        article = read_article((FOLDER / story.name / text.key).read_bytes(), text.key)
        readings = read_figures(article.text, text.language, text.published_on, article.masks)
        texts.append(replace(text, title=article.title, readings=tuple(readings)))
        claims |= claims_of(story, text, readings)
    return replace(story, texts=tuple(texts), claims=claims)


def claims_of(story: Story, text: Text, readings: list[Reading]) -> dict[Member, str]:
    """The annotated claim of each reading that overlaps an annotated mention, one to one."""
    claims: dict[Member, str] = {}
    for i, gold in enumerate(text.readings):
        met = next(
            (
                n
                for n, r in enumerate(readings)
                if r.start < gold.end and gold.start < r.end and (text.key, n) not in claims
            ),
            -1 - i,
        )
        claims[text.key, met] = story.claims[text.key, i]
    return claims


def grouping(folder: Path) -> Iterator[str]:
    yield f"{'':42} {'pair F1':>8} {'disputes':>9} {'found':>6} {'false':>6} {'claims':>7}"
    for story in map(read_anew, stories(folder)):
        found = grouped(story)
        alone = max(found.values(), default=0)
        for n, member in enumerate(member for member in story.claims if member not in found):
            found[member] = alone + 1 + n
        known = replace(story, claims={member: story.claims.get(member, f"unknown {member}") for member in found})
        wanted, got, false = disputes(known, found)
        groups = len(set(found.values()))
        yield f"{story.name:42} {pair_f1(story, found):>8.3f} {wanted:>9} {got:>6} {false:>6} {groups:>7}"


if __name__ == "__main__":
    accuracy.main()
    sys.stdout.write("\n" + "\n".join(grouping(FOLDER)) + "\n")
