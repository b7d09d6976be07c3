"""How fast the reading is, beside plain digit matching on the same text: python -m tests.figures.bench [FOLDER ...]

Times are of the processor, so that other work on the machine counts less; each is the best of several runs.
"""

import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from claims.figures.reader import read_figures
from tests.figures.accuracy import STORIES
from tests.figures.test_linear import HOSTILE

RUNS = 5
SIZE = 200_000
_DIGITS = re.compile(r"[0-9][0-9.,]*+")


def rate(text: str, read: Callable[[str], object]) -> float:
    """Characters a second."""
    best = float("inf")
    for _ in range(RUNS):
        start = time.process_time()
        read(text)
        best = min(best, time.process_time() - start)
    return len(text) / max(best, 1e-9)


def line(name: str, text: str) -> str:
    ours, plain = rate(text, lambda each: read_figures(each, "fr")), rate(text, _DIGITS.findall)
    return f"{name:24} {len(text):>10,} characters {ours:>14,.0f} a second {plain:>16,.0f} by digit matching"


def main(*folders: str) -> None:
    texts = [
        path.read_text("utf-8") for folder in folders or (str(STORIES),) for path in sorted(Path(folder).rglob("*.txt"))
    ]
    articles = "\n\n".join(texts)
    prose = re.sub(r"[0-9]", "", articles)
    sys.stdout.write(line("articles", articles * (1 + SIZE // len(articles))) + "\n")
    sys.stdout.write(line("the same without digits", prose * (1 + SIZE // len(prose))) + "\n")
    for name, piece in HOSTILE.items():
        sys.stdout.write(line(name, piece * (SIZE // len(piece))) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
