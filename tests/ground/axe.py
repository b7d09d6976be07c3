"""What axe finds on a page, and whether it runs over sideways; offline, from the wheel that carries axe."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import axe_playwright_python  # type: ignore[import-untyped]
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BY_COLOUR = ("color-contrast", "link-in-text-block")
BY_SIZE = (*BY_COLOUR, "target-size", "scrollable-region-focusable")
# Style sheets are fetched for one rule only, which is none of these.
RUN = """async ([tags, rules]) => {
    const only = rules.length ? { type: 'rule', values: rules } : { type: 'tag', values: tags };
    const how = { runOnly: only, resultTypes: ['violations'], preload: false, selectors: false };
    const found = await axe.run(document, how);
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


# Whether the page shows an element now that it did not show when it was asked last.
SHOWS_MORE = """() => {
    const shown = [...document.body.querySelectorAll('*')].filter(element => element.checkVisibility());
    const more = !window.axeSeen || shown.some(element => !window.axeSeen.has(element));
    window.axeSeen = new Set(shown);
    return more;
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


def shows_more(page: Page) -> bool:
    """Whether elements are shown that were not when this was asked last on the same page."""
    return bool(page.evaluate(SHOWS_MORE))


def sideways(page: Page) -> list[str]:
    """What makes the page scroll sideways; nothing where it does not."""
    found: list[str] = page.evaluate(SIDEWAYS)
    return found
