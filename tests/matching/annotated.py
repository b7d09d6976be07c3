"""Annotated stories as matching sees them: readings made from the annotation, so that only matching is measured."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any

from claims.agreement import Statement, Value, conflict
from claims.figures.interval import Interval
from claims.figures.reading import Reading
from claims.matching.shapes import Member, Text

_OPEN = re.compile(r"plus d|moins d|dépass|more than|over|fewer|less than|under|above|below|avant|before|exceed", re.I)
_NO_ROUNDING = {"date", "age", "ordinal"}


@dataclass(frozen=True)
class Story:
    """Articles with the claim that each reading belongs to.

    `statuses` and `labels` are those of the annotated claims; `rivals` are the pairs of figures of different articles
    that the annotation puts into one disputed claim and whose values exclude each other.
    """

    name: str
    folder: Path
    language: str
    texts: tuple[Text, ...]
    claims: Mapping[Member, str]
    statuses: Mapping[str, str]
    labels: Mapping[str, str]
    rivals: tuple[tuple[Member, Member], ...]


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()] if path.exists() else []


def load(folder: Path, articles: Path | None = None, language: str = "fr") -> Story:
    """A story in the format of the gold; `articles` is the folder of its texts where that is another one."""
    gold = [row for row in rows(folder / "gold.jsonl") if not row.get("meta")]
    story = json.loads(about.read_text("utf-8")) if (about := folder / "story.json").exists() else {}
    meta = story.get("articles", {})
    texts, claims = [], {}
    for path in sorted((articles or folder).glob("*.txt")):
        mine = sorted((row for row in gold if row["file"] == path.name), key=lambda row: row["start"])
        about_it = meta.get(path.name) or meta.get(path.stem) or {}
        raw = path.read_bytes().decode("utf-8").removeprefix("\ufeff")
        texts.append(
            Text(
                key=path.name,
                text=raw,
                title=next((line.strip() for line in raw.splitlines() if line.strip()), ""),
                language=about_it.get("language") or language,
                published_on=date.fromisoformat(on) if (on := about_it.get("published_on")) else None,
                readings=tuple(reading(row, raw) for row in mine),
            )
        )
        claims.update({(path.name, i): row["claim"] for i, row in enumerate(mine)})
    named = json.loads((folder / "claims.json").read_text("utf-8"))
    statuses = {name: entry["status"] for name, entry in named.items()}
    return Story(
        name=folder.name,
        folder=articles or folder,
        language=story.get("language", language),
        texts=tuple(texts),
        claims=claims,
        statuses=statuses,
        labels={name: entry["label"] for name, entry in named.items()},
        rivals=tuple(
            (a, b)
            for a, b in rival_pairs(texts)
            if claims[a] == claims[b] and a[0] != b[0] and statuses.get(claims[a], "disputed") == "disputed"
        ),
    )


def rival_pairs(texts: Sequence[Text]) -> list[tuple[Member, Member]]:
    """The pairs of readings that exclude each other, whatever they answer."""
    statements = {
        (text.key, i): Statement(i, text.key, values_of(reading), reading.as_of)
        for text in texts
        for i, reading in enumerate(text.readings)
    }
    return [(a, b) for a, b in combinations(statements, 2) if conflict(statements[a], statements[b])]


def values_of(reading: Reading) -> tuple[Value, ...]:
    others = (Value(a.compared, a.unit, reading.kind) for a in reading.alternatives)
    return (Value(reading.compared, reading.unit, reading.kind), *others)


def reading(row: Mapping[str, Any], text: str) -> Reading:
    said = Interval(bound(row["low"], row["kind"]), bound(row["high"], row["kind"]))
    return Reading(
        start=row["start"],
        end=row["end"],
        quote=text[row["start"] : row["end"]],
        printed=row["text"],
        hedge=row.get("qualifier") or "",
        kind=row["kind"],
        said=said,
        compared=compared(said, row["kind"], row.get("qualifier") or ""),
        unit=row["unit"],
        as_of=row.get("as_of") or "",
    )


def bound(value: object, kind: str) -> Decimal | None:
    if value is None:
        return None
    if kind == "date":
        return Decimal(date.fromisoformat(str(value)[:10]).toordinal())
    return Decimal(f"{float(str(value)):.12g}")


def compared(said: Interval, kind: str, hedge: str) -> Interval:
    """Section 3 of the design: rounding of exact figures, open ends of "plus de" and "moins de"."""
    low, high = said.low, said.high
    if low is None or high is None:
        is_open = bool(_OPEN.search(hedge))
        return Interval(low, high, is_open and low is not None, is_open and high is not None)
    if low != high or kind in _NO_ROUNDING or low == 0 or (kind == "count" and low < 10):
        return said
    digits = max(2, len(low.normalize().as_tuple().digits))
    half = Decimal(5).scaleb(low.adjusted() - digits)
    return Interval(low - half, high + half, high_open=True)


def stories(folder: Path) -> Iterable[Story]:
    for path in sorted(folder.iterdir()):
        if (path / "gold.jsonl").exists() and (path / "claims.json").exists():
            yield load(path)
