"""Articles made from templates: stories whose outlets mostly say the same figures, and sometimes others.

About 760 characters each, or as long as `questions` makes them; in French, one story in four in English.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

DATA = tomllib.loads((Path(__file__).parent / "articles.toml").read_text(encoding="utf-8"))
FIRMS, NAMES, OUTLETS = DATA["firms"], DATA["names"], DATA["outlets"]
QUESTIONS = {
    language: [(asked["kind"], asked["ways"]) for asked in DATA[language]["questions"]] for language in ("fr", "en")
}


@dataclass(frozen=True, slots=True)
class Story:
    language: str
    buyer: str
    bought: str
    values: tuple[tuple[str, int], ...]  # the kind of each question and its true value
    day: int
    month: int


def story(number: int, questions: int = 14) -> Story:
    chance = random.Random(number)
    language = "en" if number % 4 == 3 else "fr"
    buyer, bought = chance.sample(FIRMS, 2)
    kinds = [QUESTIONS[language][at % len(QUESTIONS[language])][0] for at in range(questions)]
    values = tuple((kind, chance.randrange(11, 9_900)) for kind in kinds)
    return Story(language, buyer, bought, values, chance.randrange(1, 28), chance.randrange(1, 13))


def article(told: Story, number: int, sentences: int = 9, fillers: int = 4) -> tuple[str, str]:
    """File name and text of one outlet's article on a story; one figure in eight is another than the story's."""
    chance = random.Random(f"{told.buyer} {told.bought} {told.day} {number}")
    outlet = OUTLETS[number % len(OUTLETS)]
    chosen = sorted(chance.sample(range(len(told.values)), min(sentences, len(told.values))))
    lines = [_sentence(told, at, chance) for at in chosen]
    lines += chance.sample(DATA[told.language]["filler"], fillers)
    body = lines[:1] + chance.sample(lines[1:], len(lines) - 1)
    third = max(2, len(body) // 3)
    text = "\n\n".join(" ".join(body[at : at + third]) for at in range(0, len(body), third))
    by = "Par" if told.language == "fr" else "By"
    month = DATA[told.language]["months"][told.month - 1]
    title = {"fr": f"{told.buyer} s’offre {told.bought}", "en": f"{told.buyer} buys {told.bought}"}[told.language]
    date = f"{told.day} {month} 2025"
    head = f"{title}\n\n{by} {chance.choice(NAMES)}, {outlet} {number // len(OUTLETS) or ''}\n{date}"
    return f"{number:04d}.txt", f"{head}\n\n{text}\n"


def _sentence(told: Story, at: int, chance: random.Random) -> str:
    kind, value = told.values[at]
    _kind, ways = QUESTIONS[told.language][at % len(QUESTIONS[told.language])]
    if chance.random() < 0.125:
        value += chance.choice((7, 13, 29, 110))
    buyer, bought = told.buyer, told.bought
    turn = at // len(QUESTIONS[told.language])
    if turn:  # beyond the first round of questions the same is asked of subsidiaries
        bought = f"{FIRMS[(FIRMS.index(bought) + turn) % len(FIRMS)]} {chance.choice(('Sud', 'Nord'))}"
    return str(chance.choice(ways)).format(v=_printed(kind, value, told.language), a=buyer, b=bought)


def _printed(kind: str, value: int, language: str) -> str:
    french = language == "fr"
    point = "," if french else "."
    if kind in {"milliards", "synergies", "millions", "amende"}:
        scale = ("milliards" if french else "billion") if kind == "milliards" else ("millions" if french else "million")
        number = f"{value // 10}{point}{value % 10}"
        return f"{number} {scale} d’euros" if french else f"${number} {scale}"
    if kind in {"part", "croissance", "prime"}:
        number = f"{value % 90 + 4}{point}{value % 10}"
        return f"{number} %" if french else f"{number}%"
    if kind == "date":
        month = DATA[language]["months"][value % 12]
        return f"{value % 27 + 1} {month} 2026" if french else f"{month} {value % 27 + 1}, 2026"
    if kind in {"usines", "age"}:
        return str(value % 60 + 20)
    number = f"{value * 7:,}"
    return number.replace(",", "\u202f") if french else number


def write(folder: Path, told: Story, articles: int, **size: int) -> list[Path]:
    """Some outlets' articles on one story as files."""
    folder.mkdir(parents=True)
    paths = []
    for number in range(articles):
        name, text = article(told, number, **size)
        paths.append(folder / name)
        paths[-1].write_text(text, encoding="utf-8")
    return paths


def write_many(folder: Path, sizes: Sequence[int]) -> list[list[Path]]:
    """Stories of so many articles each."""
    return [write(folder / str(number), story(number), size) for number, size in enumerate(sizes)]
