"""The annotation fits its articles: without that, no score on these stories means anything."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

STORIES = sorted(path.parent for path in Path(__file__).parent.glob("*/story.json"))
FILES = ("gold.jsonl", "ignored.jsonl", "traps.jsonl")

pytestmark = pytest.mark.parametrize("story", STORIES, ids=lambda path: path.name)


def rows(story: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (story / name).read_text("utf-8").splitlines()]


def articles(story: Path) -> dict[str, str]:
    return {path.name: path.read_bytes().decode("utf-8") for path in story.glob("*.txt")}


def scored(story: Path) -> list[dict[str, Any]]:
    return [row for row in rows(story, "gold.jsonl") if not row.get("meta")]


def test_every_span_holds_the_text_it_names(story: Path) -> None:
    texts = articles(story)
    found = [(row, texts[row["file"]][row["start"] : row["end"]]) for name in FILES for row in rows(story, name)]
    assert found
    assert [row for row, text in found if row["text"] != text] == []


def test_no_two_spans_overlap(story: Path) -> None:
    spans = sorted((row["file"], row["start"], row["end"]) for name in FILES for row in rows(story, name))
    assert [(a, b) for a, b in pairwise(spans) if a[0] == b[0] and b[1] < a[2]] == []


def test_every_digit_is_annotated(story: Path) -> None:
    covered = {
        (row["file"], place) for name in FILES for row in rows(story, name) for place in range(row["start"], row["end"])
    }
    digits = {
        (name, place) for name, text in articles(story).items() for place, char in enumerate(text) if char.isdigit()
    }
    assert digits - covered == set()


def test_bounds_are_ordered_and_not_both_open(story: Path) -> None:
    for row in scored(story):
        low, high = row["low"], row["high"]
        assert (low, high) != (None, None), row
        assert low is None or high is None or low <= high, row


def test_every_article_and_claim_is_declared_and_used(story: Path) -> None:
    declared = json.loads((story / "story.json").read_text("utf-8"))["articles"]
    claims = json.loads((story / "claims.json").read_text("utf-8"))
    assert declared.keys() == articles(story).keys()
    assert {row["claim"] for row in scored(story)} == claims.keys()


def test_single_claims_are_those_of_one_article(story: Path) -> None:
    claims = json.loads((story / "claims.json").read_text("utf-8"))
    files: dict[str, set[str]] = {}
    for row in scored(story):
        files.setdefault(row["claim"], set()).add(row["file"])
    assert {claim for claim, names in files.items() if len(names) == 1} == {
        claim for claim, entry in claims.items() if entry["status"] == "single"
    }
