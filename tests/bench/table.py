"""One line for each thing measured: medians, 95th percentiles, requests a second, and the ratio to its unit."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Sequence


def say(name: str, value: str) -> None:
    sys.stdout.write(f"{name:<44}{value}\n")
    sys.stdout.flush()


def heading(words: str) -> None:
    sys.stdout.write(f"\n{words}\n")
    sys.stdout.flush()


def late(times: Sequence[float]) -> float:
    """The 95th percentile.

    >>> late(list(range(100)))
    95
    """
    return sorted(times)[int(len(times) * 0.95)]


def say_times(name: str, times: Sequence[float], unit: Sequence[float] | None = None, target: float = 0.0) -> None:
    """Times in seconds, beside those of the unit measured in turn with them."""
    median = statistics.median(times)
    words = f"{median * 1000:>9.2f} ms {late(times) * 1000:>9.2f} ms p95"
    if unit is not None:
        ratio = median / statistics.median(unit)
        words += f" {ratio:>7.2f}x" + (f"  (at most {target:g}x: {_met(ratio <= target)})" if target else "")
    say(name, words)


def say_rate(name: str, rate: float, late_times: Sequence[float], unit: float = 0.0, target: float = 0.0) -> None:
    words = f"{rate:>9.0f} /s {late(late_times) * 1000:>9.2f} ms p95"
    if unit:
        words += f" {unit / rate:>7.2f}x"
    if target:
        words += f"  (at least {target:g}/s: {_met(rate >= target)})"
    say(name, words)


def _met(is_met: bool) -> str:
    return "met" if is_met else "missed"
