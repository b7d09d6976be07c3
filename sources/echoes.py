"""Which texts echo one another or one dispatch: shared wording, shared rare figures, credited agencies. Plain Python.

Independent articles on one event share names, numbers and what people said. So quoted speech and names do not count
as wording, and figures alone count only across languages, where wording cannot show an echo: as many of them, in the
same order, of values that few other texts print.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from sources.shingles import SHINGLE, CutText, Document, Printed, Span, weight

__all__ = [
    "PROPOSED",
    "Document",
    "Echo",
    "OriginGroup",
    "Pair",
    "Passage",
    "Printed",
    "SharedFigure",
    "echoes",
    "origins",
    "touched",
]

TELLING = 0.25  # the share of the shorter text in common wording that is proof by itself
PROPOSED = 0.5  # the score from which one origin is proposed
CREDITED = 0.7
NAMED = 0.3
_MIN_FIGURES = 3.0  # the weight of figures in common below which they say nothing
_MIN_SHARE = 0.5  # and their share of the figures of the text that has fewer
_GAP = 3  # words that may differ inside a passage


@dataclass(frozen=True, slots=True)
class Passage:
    """Wording in common: where it stands in both texts (code points), and how many words."""

    a: Span
    b: Span
    words: int


@dataclass(frozen=True, slots=True)
class SharedFigure:
    """A value that both texts print, and how many texts print it in all."""

    value: str
    a: Span
    b: Span
    texts: int


@dataclass(frozen=True, slots=True)
class Echo:
    """Why two texts may have one origin: `score` from 0 to 1 and the evidence.

    `wording`: the share of the shorter text in common passages; `order`: the share of its figures that come in the
    same order in both; `credit`: the agency that both credit or are; `named`: the outlet that the other text names.
    """

    a: str
    b: str
    score: float
    wording: float
    order: float
    passages: tuple[Passage, ...] = ()
    figures: tuple[SharedFigure, ...] = ()
    credit: str = ""
    named: str = ""


@dataclass(frozen=True, slots=True)
class OriginGroup:
    """Texts that are proposed as one origin, under the name of the agency or outlet where one is credited."""

    name: str
    members: tuple[str, ...]
    echoes: tuple[Echo, ...]


Pair = tuple[str, str]  # keys of two documents, in their order


def echoes(documents: Sequence[Document], pairs: Collection[Pair] | None = None) -> list[Echo]:
    """All pairs with some evidence, the strongest first; of `pairs` alone where these are given."""
    numbers: dict[tuple[str, ...], int] = {}
    wanted = None if pairs is None else {key for pair in pairs for key in pair}
    texts = {d.key: CutText(d, numbers) for d in documents if wanted is None or d.key in wanted}
    spread = _spread(documents)
    chosen = combinations(texts, 2) if pairs is None else pairs
    found = (_compare(texts[a], texts[b], spread, len(documents)) for a, b in chosen)
    return sorted((echo for echo in found if echo.score > 0), key=lambda echo: (-echo.score, echo.a, echo.b))


def touched(documents: Sequence[Document], fresh: Collection[str]) -> set[Pair]:
    """The pairs whose echo is another one since `fresh` came, by key: theirs, and those that share a value of theirs.

    How many texts print a value tells how much two that share it say; what most print says nothing.
    """
    old = [document for document in documents if document.key not in fresh]
    before, now = _spread(old), _spread(documents)
    changed = {value for value, count in now.items() if _tells(value, before, old) != _tells(value, now, documents)}
    found = {(a.key, b.key) for a, b in combinations(documents, 2) if a.key in fresh or b.key in fresh}
    holders: dict[str, list[str]] = {}
    for document in old:
        for value in {figure.value for figure in document.figures} & changed:
            holders.setdefault(value, []).append(document.key)
    return found.union(*(combinations(keys, 2) for keys in holders.values()))


def _tells(value: str, spread: Counter[str], documents: Sequence[Document]) -> int:
    """How many texts print a value that few print; 0 for one that many do."""
    return spread[value] if spread[value] <= _most(len(documents)) else 0


def _spread(documents: Iterable[Document]) -> Counter[str]:
    """How many texts print each value."""
    return Counter(value for document in documents for value in {figure.value for figure in document.figures})


def _most(count: int) -> int:
    """The texts that may print a value that tells: a third of all, or two."""
    return max(2, count // 3)


def origins(documents: Sequence[Document], found: Iterable[Echo], proposed: float = PROPOSED) -> list[OriginGroup]:
    """Groups of two and more texts that strong echoes tie together, in the order of the documents.

    >>> documents = [Document(key, "", credit=credit) for key, credit in (("a", "AFP"), ("b", ""), ("c", "AFP"))]
    >>> [(group.name, group.members) for group in origins(documents, echoes(documents))]
    [('AFP', ('a', 'c'))]
    """
    strong = [echo for echo in found if echo.score >= proposed]
    head = {document.key: document.key for document in documents}

    def top(key: str) -> str:
        while head[key] != key:
            key = head[key]
        return key

    for echo in strong:
        head[top(echo.b)] = top(echo.a)
    groups: dict[str, list[Document]] = {}
    for document in documents:
        groups.setdefault(top(document.key), []).append(document)
    return [_group(members, strong) for members in groups.values() if len(members) > 1]


def _group(members: Sequence[Document], strong: Iterable[Echo]) -> OriginGroup:
    keys = tuple(document.key for document in members)
    inside = tuple(echo for echo in strong if echo.a in keys)
    credited = Counter(document.credit for document in members if document.credit)
    best = (credited or Counter(echo.named for echo in inside if echo.named)).most_common(1)
    return OriginGroup(best[0][0] if best else "", keys, inside)


def _compare(a: CutText, b: CutText, spread: Counter[str], count: int) -> Echo:
    passages = _passages(a, b)
    shorter = min(a.length, b.length)
    wording = sum(passage.words for passage in passages) / shorter if shorter else 0.0
    figures = _rare(a, b, spread, count)
    order = _order(a, b, figures)
    credit = a.document.credit if a.document.credit and a.document.credit == b.document.credit else ""
    named = "" if credit else _named(a, b) or _named(b, a)
    return Echo(
        a=a.document.key,
        b=b.document.key,
        score=round(_score(a.document, b.document, wording, order, credit, named), 3),
        wording=round(wording, 3),
        order=round(order, 3),
        passages=tuple(passages),
        figures=tuple(figures),
        credit=credit,
        named=named,
    )


def _score(a: Document, b: Document, wording: float, order: float, credit: str, named: str) -> float:
    """One minus the product of what each kind of evidence leaves open; a name counts only beside other evidence."""
    by_wording = min(1.0, wording / TELLING)
    across = a.language[:2] != b.language[:2] and bool(a.language and b.language)
    by_order = order if across else 0.0
    by_name = NAMED if named and (by_wording > 0 or by_order > 0) else 0.0
    return 1 - (1 - by_wording) * (1 - by_order) * (1 - by_name) * (1 - (CREDITED if credit else 0.0))


def _passages(a: CutText, b: CutText) -> list[Passage]:
    """Runs of common shingles, each text's words counted once; a few words may differ inside a run."""
    met = sorted((a.shingles[key], b.shingles[key]) for key in a.shingles.keys() & b.shingles.keys())
    runs: list[list[int]] = []  # first and last word in each text, and the words in common
    for i, j in met:
        run = runs[-1] if runs else None
        if run and i - run[1] <= _GAP and -SHINGLE < j - run[3] <= _GAP and j > run[2]:
            run[4] += i + SHINGLE - max(i, run[1] + 1)
            run[1], run[3] = i + SHINGLE - 1, max(run[3], j + SHINGLE - 1)
        elif not run or i > run[1]:
            runs.append([i, i + SHINGLE - 1, j, j + SHINGLE - 1, SHINGLE])
    return [Passage(_span(a, r[0], r[1]), _span(b, r[2], r[3]), r[4]) for r in (_grown(a, b, run) for run in runs)]


def _grown(a: CutText, b: CutText, run: list[int]) -> list[int]:
    """The run with the equal words around it, names above all, which are shown though they do not count."""
    first, last, other, other_last, words = run
    while first and other and a.words[first - 1].key == b.words[other - 1].key:
        first, other = first - 1, other - 1
    while last + 1 < a.length and other_last + 1 < b.length and a.words[last + 1].key == b.words[other_last + 1].key:
        last, other_last = last + 1, other_last + 1
    return [first, last, other, other_last, words]


def _span(text: CutText, first: int, last: int) -> Span:
    return text.words[first].start, text.words[last].end


def _rare(a: CutText, b: CutText, spread: Counter[str], count: int) -> list[SharedFigure]:
    """The values of both that few texts print."""
    here, there = a.places, b.places
    most = _most(count)
    return [
        SharedFigure(value, span, there[value], spread[value])
        for value, span in here.items()
        if value in there and spread[value] <= most
    ][::-1]


def _order(a: CutText, b: CutText, shared: Sequence[SharedFigure]) -> float:
    """The weight of the shared rare figures that both print in one order, over that of the text with less of them."""
    ordered = _increasing(sorted(shared, key=lambda figure: figure.a))
    common = sum(weight(value) for value in ordered)
    fewer = min(a.weight, b.weight)
    return 0.0 if common < _MIN_FIGURES or common < _MIN_SHARE * fewer else common / fewer


def _increasing(figures: Sequence[SharedFigure]) -> list[str]:
    """The heaviest subsequence whose places in the second text increase."""
    best: list[tuple[float, list[str]]] = []
    for n, figure in enumerate(figures):
        before = max((best[m] for m in range(n) if figures[m].b < figure.b), default=(0.0, []), key=lambda x: x[0])
        best.append((before[0] + weight(figure.value), [*before[1], figure.value]))
    return max(best, default=(0.0, []), key=lambda found: found[0])[1]


def _named(a: CutText, b: CutText) -> str:
    """The outlet or agency of `a` where the text of `b` prints its name and `b` is not of it."""
    for name, plain in a.names:
        other = name not in (b.document.publisher, b.document.credit)
        if other and plain in b.plain and re.search(_whole(name), b.document.text):
            return name
    return ""


def _whole(name: str) -> str:
    """The pattern of a name; one of a single word must be written as it is, capital included."""
    return rf"(?{'i' if ' ' in name else 'u'})(?<!\w){re.escape(name)}(?!\w)"
