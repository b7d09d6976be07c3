"""Score the reading on annotated stories: python -m tests.figures.accuracy [FOLDER ...]

Prints a table by kind, language and file, and every miss, false figure and wrong value in its context; then the dates
as of which figures hold and their speakers, where a story is annotated with them. A folder holds
articles and `gold.jsonl` as tests/stories/README.md describes, or such folders; the default is tests/stories.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from claims.figures.reader import read_figures
from claims.figures.reading import Reading
from sources.reading.formats import read_article
from tests.figures.tied import Tied, as_of_verdict, speaker_verdict

STORIES = Path(__file__).resolve().parents[1] / "stories"
TOLERANCE = 0.002
CONTEXT = 45
BASE = {  # what a unit is in the base that it shares with others
    **dict.fromkeys(("%", "percent"), 0.01),
    "bp": 0.01,
    "pp": 1.0,
    "x": 1.0,
    "": 1.0,
    "ratio": 1.0,
    "GW": 1e9,
    "gigawatt": 1e9,
    "MW": 1e6,
    "megawatt": 1e6,
    "mégawatt": 1e6,
    "kW": 1e3,
    "W": 1.0,
    "GWh": 1e9,
    "MWh": 1e6,
    "kWh": 1e3,
    "TWh": 1e12,
    "GB": 1e9,
    "TB": 1e12,
    "MB": 1e6,
    "hour": 1 / 24,
    "minute": 1 / 1440,
    "day": 1.0,
    "week": 7.0,
    "month": 30.4375,
    "year": 365.25,
    "decade": 3652.5,
    "t": 1e6,
    "tonne": 1e6,
    "kg": 1e3,
    "km": 1e3,
    "m": 1.0,
    "mile": 1609.344,
    "mi": 1609.344,
    "mm": 1e-3,
}

Gold = dict[str, Any]


@dataclass(slots=True)
class Score:
    """Counts of one kind, language or file."""

    gold: int = 0
    found: int = 0
    right: int = 0
    false: int = 0

    def f1(self, hits: int) -> float:
        whole = self.gold + self.found + self.false
        return 2 * hits / whole if whole else 1.0

    def line(self, name: str) -> str:
        return (
            f"{name:42} {self.gold:5} {self.f1(self.found):8.3f} {self.f1(self.right):8.3f} "
            f"{self.gold - self.found:7} {self.found - self.right:6} {self.false:6}"
        )


@dataclass(slots=True)
class Report:
    scores: dict[str, Score] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    traps: int = 0
    as_of: Tied = field(default_factory=lambda: Tied("as of"))
    speakers: Tied = field(default_factory=lambda: Tied("speaker"))

    def add(self, names: Sequence[str], **counts: int) -> None:
        for name in ("all", *names):
            score = self.scores.setdefault(name, Score())
            for key, count in counts.items():
                setattr(score, key, getattr(score, key) + count)


def lines(path: Path) -> list[Gold]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()] if path.exists() else []


def stories(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from (
            [folder] if (folder / "gold.jsonl").exists() else sorted(p.parent for p in folder.glob("*/gold.jsonl"))
        )


def score(folders: Sequence[Path]) -> Report:
    """Reads every article of the stories and compares."""
    report = Report()
    for story in stories(folders):
        told = (
            json.loads((story / "story.json").read_text("utf-8"))["articles"] if (story / "story.json").exists() else {}
        )
        gold = lines(story / "gold.jsonl")
        neutral = lines(story / "ignored.jsonl") + [mention for mention in gold if mention.get("meta")]
        for path in sorted(story.glob("*.txt")):
            about = told.get(path.name, {})
            published = about.get("published_on")
            text = path.read_bytes().decode()
            language = about.get("language", "")
            masks = read_article(path.read_bytes(), path.name).masks
            readings = read_figures(text, language, date.fromisoformat(published) if published else None, masks)
            mine = [mention for mention in gold if mention["file"] == path.name and not mention.get("meta")]
            spared = [mention for mention in neutral if mention["file"] == path.name]
            traps = [trap for trap in lines(story / "traps.jsonl") if trap["file"] == path.name]
            names = (language or "no language", f"{story.name}/{path.name}")
            _compare(report, names, text, (mine, spared, traps), readings)
    return report


def _compare(
    report: Report,
    names: Sequence[str],
    text: str,
    marked: tuple[list[Gold], list[Gold], list[Gold]],
    readings: list[Reading],
) -> None:
    gold, neutral, traps = marked
    pairs = _pairs(gold, readings)
    for n, mention in enumerate(gold):
        reading = pairs.get(n)
        same = reading is not None and same_value(mention, reading)
        where = f"{names[-1]}: {_context(text, mention['start'], mention['end'])}"
        dated, said = (mention.get("as_of") or "", mention.get("speaker") or "")
        report.as_of.add(as_of_verdict(mention, reading), where, dated, reading.as_of if reading else "")
        report.speakers.add(speaker_verdict(mention, reading), where, said, reading.attribution if reading else "")
        report.add((*names, mention["kind"]), gold=1, found=int(reading is not None), right=int(same))
        if reading is None:
            report.notes.append(f"missed {where}")
        elif not same:
            report.notes.append(
                f"wrong  {where} is {mention['low']}.."
                f"{mention['high']} {mention['unit']}, read {reading.hedge} {reading.quote} "
                f"{_ends(reading)} {reading.unit}"
            )
    taken = {id(reading) for reading in pairs.values()}
    for reading in readings:
        if id(reading) in taken or any(_overlap(mention, reading) for mention in (*gold, *neutral)):
            continue
        hit = any(_overlap(trap, reading) for trap in traps)
        report.traps += hit
        report.add((*names, reading.kind), false=1)
        word = "trap  " if hit else "false "
        report.notes.append(f"{word} {names[-1]}: {_context(text, reading.start, reading.end)} as {reading.kind}")


def _pairs(gold: list[Gold], readings: list[Reading]) -> dict[int, Reading]:
    """The reading of each gold mention: those that overlap most first, right values before wrong ones."""
    ranked = sorted(
        (
            (_overlap(mention, reading), same_value(mention, reading), -n, -m)
            for n, mention in enumerate(gold)
            for m, reading in enumerate(readings)
            if _overlap(mention, reading)
        ),
        reverse=True,
    )
    pairs: dict[int, Reading] = {}
    used: set[int] = set()
    for _, _, n, m in ranked:
        if -n not in pairs and -m not in used:
            pairs[-n] = readings[-m]
            used.add(-m)
    return pairs


def _overlap(mention: Gold, reading: Reading) -> int:
    return max(0, min(int(mention["end"]), reading.end) - max(int(mention["start"]), reading.start))


def _context(text: str, start: int, end: int) -> str:
    around = f"{text[max(0, start - CONTEXT) : start]}[{text[start:end]}]{text[end : end + CONTEXT]}"
    return around.replace("\n", " / ")


def _ends(reading: Reading) -> str:
    if reading.kind != "date":
        return f"{reading.said.low}..{reading.said.high}"
    return "..".join(
        "" if end is None else date.fromordinal(int(end)).isoformat() for end in (reading.said.low, reading.said.high)
    )


def same_value(mention: Gold, reading: Reading) -> bool:
    """Whether both bounds are right, within a tolerance and in any unit of the same base."""
    if mention["kind"] == "date" or reading.kind == "date":
        return _same_days(mention, reading)
    got = tuple(None if end is None else float(end) for end in (reading.said.low, reading.said.high))
    want = (mention["low"], mention["high"])
    if _near(want, got):
        return True
    left, right = BASE.get(mention["unit"] or ""), BASE.get(reading.unit)
    if left is None or right is None:
        return False
    return _near(_times(want, left), _times(got, right))


def _same_days(mention: Gold, reading: Reading) -> bool:
    if mention["kind"] != reading.kind:
        return False
    shown = [
        None if end is None else date.fromordinal(int(end)).isoformat() for end in (reading.said.low, reading.said.high)
    ]
    if mention.get("year_assumed"):
        return [str(end)[4:] for end in shown] == [str(mention[key])[4:] for key in ("low", "high")]
    return shown == [mention["low"], mention["high"]]


def _times(ends: tuple[Any, ...], factor: float) -> tuple[Any, ...]:
    return tuple(None if end is None else end * factor for end in ends)


def _near(left: tuple[Any, ...], right: tuple[Any, ...]) -> bool:
    return all(
        a is b if a is None or b is None else abs(a - b) <= 1e-6 + TOLERANCE * max(abs(a), abs(b))
        for a, b in zip(left, right, strict=True)
    )


def main(*folders: str) -> None:
    report = score([Path(folder) for folder in folders] or [STORIES])
    shown = Counter(note[:6].strip() for note in report.notes)
    head = f"{'':42} {'gold':>5} {'F1':>8} {'value F1':>8} {'missed':>7} {'wrong':>6} {'false':>6}"
    table = [head, *(report.scores[name].line(name) for name in sorted(report.scores))]
    summary = ", ".join(f"{count} {name}" for name, count in shown.items()) or "nothing missed"
    tied = [line for each in (report.as_of, report.speakers) for line in ("", *each.notes, each.line())]
    sys.stdout.write("\n".join((*table, "", *report.notes, "", summary, *tied)) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
