"""Sentences as runs of text, so that every format renders the same words with its own marks and links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from claims.factsheet.sheet import Run, Runs
from claims.wording import cldr_locale

_SLOT = re.compile(r"%\((\w+)\)s|\{(\d)\}")


def compose(template: str, **parts: Sequence[Run]) -> Runs:
    """A translated sentence with runs in its slots, in whatever order the language puts them.

    >>> [run.text for run in compose("%(who)s gives %(what)s.", who=[Run("AFP")], what=[Run("49 %")])]
    ['AFP', ' gives ', '49 %', '.']
    """
    return _fill(template, parts)


def listed(items: Sequence[Runs], language: str) -> Runs:
    """Items as the language lists them.

    >>> "".join(run.text for run in listed([(Run("A"),), (Run("B"),), (Run("C"),)], "fr"))
    'A, B et C'
    """
    if not items:
        return ()
    patterns = _list_patterns(language)
    if len(items) == 2:
        return _fill(patterns["2"], {"0": items[0], "1": items[1]})
    so_far = items[-1]
    for position, item in enumerate(reversed(items[:-1])):
        name = "end" if position == 0 else "start" if position == len(items) - 2 else "middle"
        so_far = _fill(patterns[name], {"0": item, "1": so_far})
    return so_far


@lru_cache(maxsize=64)
def _list_patterns(language: str) -> Mapping[str, str]:
    return dict(cldr_locale(language).list_patterns["standard"])


def spaced(sentences: Iterable[Runs]) -> Runs:
    """Sentences of one paragraph, a space between them."""
    out: list[Run] = []
    for sentence in sentences:
        if out and sentence:
            out.append(Run(" "))
        out.extend(sentence)
    return tuple(out)


def capitalised(runs: Runs) -> Runs:
    """A sentence that opens with one of our own words starts with a capital; a source's wording stays as printed.

    >>> capitalised((Run("source 1"),))[0].text, capitalised((Run("près de 14", "printed"),))[0].text
    ('Source 1', 'près de 14')
    """
    if not runs or runs[0].role in {"printed", "lead"}:
        return runs
    first = runs[0]
    return (replace(first, text=first.text[:1].upper() + first.text[1:]), *runs[1:])


def plain(runs: Iterable[Run]) -> str:
    """The words alone."""
    return "".join(run.text for run in runs)


def _fill(template: str, parts: Mapping[str, Sequence[Run]]) -> Runs:
    out: list[Run] = []
    position = 0
    for slot in _SLOT.finditer(template):
        if slot.start() > position:
            out.append(Run(template[position : slot.start()]))
        out.extend(parts[slot.group(1) or slot.group(2)])
        position = slot.end()
    if position < len(template):
        out.append(Run(template[position:]))
    return tuple(out)


__all__ = ["Run", "Runs", "capitalised", "compose", "listed", "plain", "spaced"]
