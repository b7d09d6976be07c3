"""`make accuracy`: how well figures are read and grouped on the annotated stories, with every miss in its context.

A mention counts as found where a reading overlaps it, one to one; its value is right where both bounds of what is
said are (0.2 % tolerance, units of one dimension converted). See tests/stories/README.md for the annotations.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any

from claims.dimensions import base
from claims.figures.reader import read_figures
from claims.figures.reading import Reading
from claims.matching import Text, match
from sources.reading.formats import read_article

STORIES = Path(__file__).parent / "stories"
TOLERANCE = Decimal("0.002")


@dataclass(slots=True)
class Tally:
    """Counts of annotated mentions, of readings, of those that meet, and of those with the right value."""

    gold: int = 0
    read: int = 0
    found: int = 0
    right: int = 0

    def add(self, other: Tally) -> None:
        self.gold += other.gold
        self.read += other.read
        self.found += other.found
        self.right += other.right

    def line(self, name: str) -> str:
        found, right = (f1(hits, self.read, self.gold) for hits in (self.found, self.right))
        return f"{name:<34}{self.gold:>6}{self.read:>6}{found:>9.3f}{right:>9.3f}"


@dataclass(slots=True)
class Story:
    """One annotated story, read: what was expected and what came, by article."""

    slug: str
    language: str
    texts: list[Text]
    gold: dict[str, list[dict[str, Any]]]
    neutral: dict[str, list[tuple[int, int]]]
    traps: dict[str, list[tuple[int, int]]]
    pairs: dict[str, list[tuple[int, int]]] = field(default_factory=dict)


def f1(hits: int, read: int, gold: int) -> float:
    return 2 * hits / (read + gold) if read + gold else 1.0


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()] if path.exists() else []


def load(folder: Path) -> Story:
    about = json.loads((folder / "story.json").read_text("utf-8"))
    story = Story(folder.name, about["language"], [], {}, {}, {})
    annotations = lines(folder / "gold.jsonl")
    for name, facts in about["articles"].items():
        article = read_article((folder / name).read_bytes(), name)
        published = date.fromisoformat(facts["published_on"]) if facts["published_on"] else article.published_on
        readings = read_figures(article.text, facts["language"], published, article.masks)
        story.texts.append(Text(name, article.text, article.title, facts["language"], published, tuple(readings)))
        story.gold[name] = [row for row in annotations if row["file"] == name and not row.get("meta")]
        story.neutral[name] = spans(
            [row for row in annotations if row.get("meta")] + lines(folder / "ignored.jsonl"), name
        )
        story.traps[name] = spans(lines(folder / "traps.jsonl"), name)
        story.pairs[name] = meet(story.gold[name], readings)
    return story


def spans(rows: Iterable[dict[str, Any]], name: str) -> list[tuple[int, int]]:
    return [(row["start"], row["end"]) for row in rows if row["file"] == name]


def overlap(a: tuple[int, int], b: tuple[int, int]) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def meet(gold: list[dict[str, Any]], readings: list[Reading]) -> list[tuple[int, int]]:
    """One-to-one pairs (index of annotation, index of reading), the largest overlap first."""
    found = [
        (overlap((row["start"], row["end"]), (reading.start, reading.end)), i, j)
        for i, row in enumerate(gold)
        for j, reading in enumerate(readings)
    ]
    pairs: list[tuple[int, int]] = []
    for size, i, j in sorted(found, key=lambda item: (-item[0], item[1], item[2])):
        if size and all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return pairs


def bounds(row: dict[str, Any]) -> tuple[Decimal | None, Decimal | None]:
    return tuple(_number(row[name]) for name in ("low", "high"))  # type: ignore[return-value]


def _number(value: Any) -> Decimal | None:
    if value is None:
        return None
    if isinstance(value, str) and len(value) == 10:
        return Decimal(date.fromisoformat(value).toordinal())
    return Decimal(str(value))


def same_value(row: dict[str, Any], reading: Reading) -> bool:
    wanted, found = bounds(row), (reading.said.low, reading.said.high)
    if row.get("year_assumed"):
        return all((a is None) == (b is None) for a, b in zip(wanted, found, strict=True)) and _day_and_month(
            wanted
        ) == _day_and_month(found)
    if all(near(a, b) for a, b in zip(wanted, found, strict=True)):
        return True
    dimension, factor = base(str(row["unit"] or ""), row["kind"])
    other, other_factor = base(reading.unit, reading.kind)
    if dimension != other:
        return False
    return all(
        near(None if a is None else a * factor, None if b is None else b * other_factor)
        for a, b in zip(wanted, found, strict=True)
    )


def _day_and_month(ends: tuple[Decimal | None, Decimal | None]) -> list[tuple[int, int] | None]:
    days = [None if end is None else date.fromordinal(int(end)) for end in ends]
    return [None if day is None else (day.month, day.day) for day in days]


def near(a: Decimal | None, b: Decimal | None) -> bool:
    if a is None or b is None:
        return a is b
    return abs(a - b) <= TOLERANCE * max(abs(a), abs(b)) + Decimal("0.000001")


def tally(story: Story, name: str) -> tuple[Tally, Counter[str], list[str]]:
    """The counts of one article, its trap hits by kind of trap, and a line for each thing that went wrong."""
    text = next(text for text in story.texts if text.key == name)
    pairs, gold, readings = story.pairs[name], story.gold[name], text.readings
    met, taken = {i for i, _ in pairs}, {j for _, j in pairs}
    wrong = [f"missed   {at(text.text, row['start'], row['end'])}" for i, row in enumerate(gold) if i not in met]
    count = Tally(gold=len(gold), read=len(pairs), found=len(pairs))
    for i, j in pairs:
        if same_value(gold[i], readings[j]):
            count.right += 1
        else:
            row, reading = gold[i], readings[j]
            wrong.append(
                f"misread  {at(text.text, row['start'], row['end'])}: {row['low']} to {row['high']} {row['unit']}, "
                f"not {reading.said.low} to {reading.said.high} {reading.unit}"
            )
    trapped: Counter[str] = Counter()
    annotated = [(row["start"], row["end"]) for row in gold]
    for j, reading in enumerate(readings):
        span = (reading.start, reading.end)
        if j in taken or any(overlap(span, other) for other in story.neutral[name] + annotated):
            continue
        count.read += 1
        hit = any(overlap(span, trap) for trap in story.traps[name])
        trapped["traps"] += hit
        wrong.append(f"{'trap    ' if hit else 'extra   '} {at(text.text, *span)}")
    return count, trapped, wrong


def at(text: str, start: int, end: int) -> str:
    """The span in brackets with a little of what stands around it."""
    before, after = text[max(0, start - 30) : start], text[end : end + 20]
    return f"{before}[{text[start:end]}]{after}".replace("\n", " ")


def grouping(story: Story) -> tuple[float, int, int]:
    """Pair F1 of the grouping, and the numbers of expected and proposed pairs."""
    groups = match(story.texts, story.language)
    claim_of = {member: number for number, group in enumerate(groups) for member in group.members}
    wanted: list[tuple[str, int | None]] = []
    for name, gold in story.gold.items():
        reading_of = dict(story.pairs[name])
        wanted += [
            (row["claim"], claim_of.get((name, reading_of[i])) if i in reading_of else None)
            for i, row in enumerate(gold)
        ]
    both = gold_pairs = read_pairs = 0
    for (a, b), (c, d) in combinations(wanted, 2):
        together = b is not None and b == d
        gold_pairs += a == c
        read_pairs += together
        both += together and a == c
    return f1(both, read_pairs, gold_pairs), gold_pairs, read_pairs


def report(stories: list[Story]) -> Iterator[str]:
    yield f"{'':<34}{'gold':>6}{'read':>6}{'found F1':>9}{'value F1':>9}{'pair F1':>9}"
    total, traps = Tally(), 0
    by_language: dict[str, Tally] = {}
    details: list[str] = []
    for story in stories:
        whole = Tally()
        for text in story.texts:
            count, trapped, wrong = tally(story, text.key)
            traps += trapped["traps"]
            whole.add(count)
            by_language.setdefault(text.language, Tally()).add(count)
            details += [f"  {story.slug}/{text.key} {line}" for line in wrong]
        total.add(whole)
        yield f"{whole.line(story.slug)}{grouping(story)[0]:>9.3f}"
    for language, count in sorted(by_language.items()):
        yield count.line(f"language {language}")
    for kind, count in sorted(by_kind(stories).items()):
        yield count.line(f"kind {kind} (recall, right)")
    yield total.line("all")
    yield f"traps read as figures: {traps}"
    yield ""
    yield from details


def by_kind(stories: list[Story]) -> dict[str, Tally]:
    """Of the annotated mentions of each kind, how many are found and right; extra readings have no kind here."""
    counts: dict[str, Tally] = {}
    for story in stories:
        for text in story.texts:
            reading_of = dict(story.pairs[text.key])
            for i, row in enumerate(story.gold[text.key]):
                found = i in reading_of
                right = found and same_value(row, text.readings[reading_of[i]])
                counts.setdefault(row["kind"], Tally()).add(Tally(1, int(found), int(found), int(right)))
    return counts


if __name__ == "__main__":
    folders = sorted(path.parent for path in STORIES.glob("*/gold.jsonl"))
    sys.stdout.write("\n".join(report([load(folder) for folder in folders])) + "\n")
