"""Which texts echo one another or one dispatch: shared wording, shared rare figures, credited agencies. Plain Python.

Independent articles on one event share names, numbers and what people said. So quoted speech and names do not count
as wording, and figures alone count only across languages, where wording cannot show an echo: as many of them, in the
same order, of values that few other texts print.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from sources.shingles import SHINGLE, CutText, Document, Printed, Span, Values, weight

__all__ = [
    "PROPOSED",
    "Document",
    "Echo",
    "OriginGroup",
    "Pair",
    "Passage",
    "Printed",
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
    """The pairs whose echo is another one since `fresh` came: theirs, and those whose figures tell more or less by now.

    What few texts print tells that two which share it have one origin; what is few depends on how many texts there are.
    """
    old = [document for document in documents if document.key not in fresh]
    before, now = _spread(old), _spread(documents)
    changed = {value for value in now if _tells(value, before, len(old)) != _tells(value, now, len(documents))}
    values = {d.key: Values(d) for d in old if not changed.isdisjoint(figure.value for figure in d.figures)}
    found = set(_pairs_of(fresh, [document.key for document in documents]))
    for a, b in combinations(values, 2):
        if not changed.isdisjoint(values[a].places.keys() & values[b].places.keys()):
            was, is_now = (
                _order(values[a], values[b], *counted) for counted in ((before, len(old)), (now, len(documents)))
            )
            if was != is_now:
                found.add((a, b))
    return found


def _pairs_of(fresh: Collection[str], keys: Sequence[str]) -> Iterator[Pair]:
    """The pairs of which one at least is among `fresh`, each in the order of the keys."""
    for n, key in enumerate(keys):
        if key in fresh:
            yield from ((other, key) for other in keys[:n])
            yield from ((key, other) for other in keys[n + 1 :])


def _tells(value: str, spread: Counter[str], count: int) -> bool:
    """Whether of so many texts only few print a value."""
    return spread[value] <= _most(count)


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
    order = _order(a.values, b.values, spread, count)
    credit = a.document.credit if a.document.credit and a.document.credit == b.document.credit else ""
    named = "" if credit else _named(a, b) or _named(b, a)
    return Echo(
        a=a.document.key,
        b=b.document.key,
        score=round(_score(a.document, b.document, wording, order, credit, named), 3),
        wording=round(wording, 3),
        order=round(order, 3),
        passages=tuple(passages),
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
    while first and other and a.keys[first - 1] == b.keys[other - 1]:
        first, other = first - 1, other - 1
    while last + 1 < a.length and other_last + 1 < b.length and a.keys[last + 1] == b.keys[other_last + 1]:
        last, other_last = last + 1, other_last + 1
    return [first, last, other, other_last, words]


def _span(text: CutText, first: int, last: int) -> Span:
    return text.spans[first][0], text.spans[last][1]


def _order(a: Values, b: Values, spread: Counter[str], count: int) -> float:
    """The weight of the rare figures that both print in one order, over that of the text with less of them."""
    rare = [value for value in a.places.keys() & b.places.keys() if _tells(value, spread, count)]
    ordered = _increasing(sorted((a.places[value], b.places[value], weight(value)) for value in rare))
    fewer = min(a.weight, b.weight)
    return 0.0 if ordered < _MIN_FIGURES or ordered < _MIN_SHARE * fewer else ordered / fewer


def _increasing(figures: Sequence[tuple[Span, Span, float]]) -> float:
    """Of places in two texts with weights, the heaviest subsequence whose places in the second text increase."""
    best: list[float] = []
    for n, (_, place, told) in enumerate(figures):
        best.append(told + max((best[m] for m in range(n) if figures[m][1] < place), default=0.0))
    return max(best, default=0.0)


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
