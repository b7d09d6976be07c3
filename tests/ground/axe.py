"""What axe finds on a page, and whether it runs over sideways; offline, from the wheel that carries axe."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import axe_playwright_python  # type: ignore[import-untyped]
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async ([tags, rules]) => {
    const only = rules.length ? { type: 'rule', values: rules } : { type: 'tag', values: tags };
    const found = await axe.run(document, { runOnly: only, resultTypes: ['violations'] });
    return found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 200)}`));
}"""
# What sticks out of the window, in no box that scrolls by itself: to be read only by scrolling sideways.
SIDEWAYS = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const scrolls = element => {
        for (let box = element.parentElement; box && box !== document.body; box = box.parentElement)
            if (getComputedStyle(box).overflowX !== 'visible') return true;
        return false;
    };
    const out = [...document.body.querySelectorAll('*')].filter(
        element => element.getBoundingClientRect().right > width + 1 && !scrolls(element)
    );
    return ['runs over', ...out.slice(-3).map(element => element.outerHTML.slice(0, 160))];
}"""


@cache
def script() -> str:
    return Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")


def faults(page: Page, *rules: str) -> list[str]:
    """Every fault with its element; of `rules` alone where some are named."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(f"{script()}; 0")
    found: list[str] = page.evaluate(RUN, [TAGS, list(rules)])
    return found


def sideways(page: Page) -> list[str]:
    """What makes the page scroll sideways; nothing where it does not."""
    found: list[str] = page.evaluate(SIDEWAYS)
    return found
