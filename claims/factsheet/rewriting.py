"""An editor's own wording of a claim's leading statement, in which the figures and their citations stay bound.

What the claim rests on stands in it as placeholders, `{figure 12}` for the wording as printed, hedge included, and
`{sources 12}` for who says so, cited; 12 is the figure's id, the lowest of those that say the same. What is stored
opens with what it was written for, `{as confirmed}`, `{as agreed}` or `{as undecided}`: words for what is confirmed
are not said of what is open again. A wording that no longer fits is not used: the sheet's own sentence stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import reduce

from django.utils.translation import gettext as _

from claims.factsheet.attribution import sources_of, wording_of
from claims.factsheet.runs import Run, Runs
from claims.factsheet.sayings import Saying
from claims.figures.reader import read_figures

_PLACEHOLDER = re.compile(r"\{(figure|sources) (\d+)\}")
_MARK = re.compile(r"^\{as (?:confirmed|agreed|undecided)\}")
_SEVERAL = re.compile(r"\b(?:sources|médias|media|outlets|journaux|newspapers)\b", re.IGNORECASE)


def template_of(leads: Sequence[Saying]) -> str:
    """The placeholders in a sentence to begin with."""
    clauses = [
        _("%(wording)s, according to %(sources)s")
        % {"wording": f"{{figure {key(saying)}}}", "sources": f"{{sources {key(saying)}}}"}
        for saying in leads
    ]
    joined = reduce(lambda one, other: _("%(one)s; %(other)s") % {"one": one, "other": other}, clauses)
    return f"{joined}."


def key(saying: Saying) -> int:
    return min(figure.id for figure in saying.figures)


def wanted(leads: Sequence[Saying]) -> Counter[str]:
    """Each placeholder once."""
    return Counter(f"{{{name} {key(saying)}}}" for saying in leads for name in ("figure", "sources"))


def marked(sentence: str, role: str) -> str:
    """An editor's sentence as it is stored; empty stays empty.

    >>> marked("Non.", "agreed"), bare(marked("Non.", "agreed")), marked("", "agreed")
    ('{as agreed}Non.', 'Non.', '')
    """
    return f"{{as {role}}}{sentence}" if sentence else ""


def bare(stored: str) -> str:
    return _MARK.sub("", stored)


def fits(stored: str, leads: Sequence[Saying], role: str) -> bool:
    """Whether it was written for this, and its placeholders are the ones that the claim needs, each once."""
    if not leads or not stored.startswith(f"{{as {role}}}"):
        return False
    return Counter(found[0] for found in _PLACEHOLDER.finditer(stored)) == wanted(leads)


def mistakes(template: str, leads: Sequence[Saying], language: str) -> list[str]:
    """What an editor has to mend before the wording can be used; empty where it can."""
    found = Counter(place[0] for place in _PLACEHOLDER.finditer(template))
    needed = wanted(leads)
    free = _PLACEHOLDER.sub(" ", template)
    return [
        *(_("%(placeholder)s is missing: it keeps its place.") % {"placeholder": name} for name in needed - found),
        *(
            _("%(placeholder)s is there too often, or belongs to no figure of this sentence.") % {"placeholder": name}
            for name in found - needed
        ),
        *_loose(free, language),
        *_numerous(free, leads),
    ]


def filled(template: str, leads: Sequence[Saying], language: str) -> Runs:
    """The wording, without its mark, with its figures and citations in it; `template` fits `leads`."""
    sayings = {key(saying): saying for saying in leads}
    out: list[Run] = []
    position = 0
    for place in _PLACEHOLDER.finditer(template):
        if place.start() > position:
            out.append(Run(template[position : place.start()]))
        saying = sayings[int(place[2])]
        out.extend(wording_of(saying, language, lead=True) if place[1] == "figure" else sources_of(saying, language))
        position = place.end()
    if position < len(template):
        out.append(Run(template[position:]))
    return tuple(out)


def _loose(free: str, language: str) -> list[str]:
    """A figure outside the placeholders is one that no source stands for."""
    readings = read_figures(free, language, None)
    quotes = dict.fromkeys(reading.quote for reading in readings)
    return [
        _("“%(quote)s” is a figure that no source stands for. Write figures as placeholders only.") % {"quote": quote}
        for quote in quotes
    ] + ([_("A brace stands outside a placeholder.")] if "{" in free or "}" in free else [])


def _numerous(free: str, leads: Sequence[Saying]) -> list[str]:
    """What one origin says is never what "sources" say."""
    several = _SEVERAL.search(free)
    if several is None or any(saying.origins > 1 for saying in leads):
        return []
    return [_("“%(word)s” speaks of several, and there is one origin only.") % {"word": several[0]}]
