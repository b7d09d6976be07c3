"""Grouping the figures of a dossier of 200 articles, and of one article more."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from claims.figures.reader import read_figures
from claims.matching import Text, match
from tests.bench.articles import Story, article, story
from tests.bench.table import heading, say

ARTICLES = 200
QUESTIONS, SENTENCES = 110, 38


def measure(articles: int = ARTICLES) -> None:

    heading(f"Matching: a dossier of {articles} articles")
    told = story(9, QUESTIONS)
    texts = [_text(told, number) for number in range(articles + 1)]
    figures = sum(len(text.readings) for text in texts[:-1])
    start = time.process_time()
    groups = match(texts[:-1], "fr")
    whole = time.process_time() - start
    say(f"{figures:,} figures into {len(groups):,} claims", f"{whole:>9.2f} s  (under 10 s: {_met(whole < 10)})")
    claims = {member: number for number, group in enumerate(groups, 1) for member in group.members}
    for count in (articles // 4, articles):
        filed = _placed(texts[:count], claims)
        start = time.process_time()
        match([*filed, texts[-1]], "fr", {number: group.label for number, group in enumerate(groups, 1)})
        say(f"one article more, after {count}", f"{time.process_time() - start:>9.2f} s")


def _text(told: Story, number: int) -> Text:

    name, text = article(told, number, SENTENCES, 4)
    day = date(2025, told.month, told.day)
    readings = tuple(read_figures(text, told.language, day))
    return Text(name, text, text.split("\n")[0], told.language, day, readings, {})


def _placed(texts: Sequence[Text], claims: dict[tuple[str, int], int]) -> list[Text]:
    return [
        replace(text, placed={at: claims[text.key, at] for at in range(len(text.readings)) if (text.key, at) in claims})
        for text in texts
    ]


def _met(is_met: bool) -> str:
    return "met" if is_met else "missed"
