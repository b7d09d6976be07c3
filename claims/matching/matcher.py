"""Texts with their readings in, proposed claims out: what claims.matching.match does."""

from collections.abc import Mapping, Sequence

from claims.matching.clusters import Cluster
from claims.matching.evidence import Judge
from claims.matching.gathering import Gathered, gather
from claims.matching.grouping import group
from claims.matching.labels import Labeller
from claims.matching.linking import Linker
from claims.matching.shapes import Group, Link, Member, Text


def grouped(
    texts: Sequence[Text], language: str, labels: Mapping[int, str], gathered: Gathered | None = None
) -> list[Group]:
    """See claims.matching.match; `labels` gives the label of each claim that exists."""
    known = gathered or gather(texts)
    judge = Judge(known.lexicon)
    placed = {(text.key, index): claim for text in texts for index, claim in text.placed.items()}
    clusters = group(known.contexts, placed, judge)
    order = _document_order(texts)
    for cluster in clusters:
        cluster.members.sort(key=lambda member: order[member.member])
    fresh = [c for c in clusters if any(m.member not in placed for m in c.members)]
    fresh.sort(key=lambda c: order[c.members[0].member])
    labeller = Labeller(known.pages, known.lexicon, known.vocabulary, language, labels.values())
    named = {id(c): _label(c, labels, labeller) for c in sorted(fresh, key=lambda c: -len(c.members))}
    links = Linker(known, judge, placed).links(fresh)
    return [_group(cluster, named[id(cluster)], links[id(cluster)]) for cluster in fresh]


def _document_order(texts: Sequence[Text]) -> dict[Member, tuple[int, int]]:
    return {(t.key, i): (n, i) for n, t in enumerate(texts) for i in range(len(t.readings))}


def _label(cluster: Cluster, labels: Mapping[int, str], labeller: Labeller) -> str:
    if cluster.claim is not None and cluster.claim in labels:
        return labels[cluster.claim]
    return labeller.label(cluster)


def _group(cluster: Cluster, label: str, links: Sequence[Link]) -> Group:
    first = cluster.members[0].reading
    return Group(
        claim=cluster.claim,
        label=label,
        kind=first.kind,
        unit=first.unit,
        members=tuple(m.member for m in cluster.members),
        links=tuple(links),
    )
