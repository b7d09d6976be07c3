"""The one entry of matching: texts with their readings in, proposed claims out."""

from collections.abc import Mapping, Sequence

from claims.matching.context import Context
from claims.matching.evidence import Judge
from claims.matching.explain import reasons
from claims.matching.gathering import Gathered, gather
from claims.matching.grouping import Cluster, group
from claims.matching.labels import Labeller
from claims.matching.pages import Page, printed_word
from claims.matching.shapes import Group, Link, Member, Text

_COMPARED = 5  # members among which the reason for a link is sought


def match(
    texts: Sequence[Text],
    language: str,
    existing: Mapping[int, str] | None = None,
    gathered: Gathered | None = None,
) -> list[Group]:
    """Group the readings of some articles into claims.

    `language` is that of the dossier, for the labels; `existing` gives the label of each claim that exists. Readings
    already placed stay where they are and are never regrouped; a group without any new reading is not returned.
    `gathered`: what is worked out of these texts, where that is at hand.
    """
    labels = existing or {}
    known = gathered or gather(texts)
    judge = Judge(known.lexicon, known.vocabulary)
    placed = {(text.key, index): claim for text in texts for index, claim in text.placed.items()}
    clusters = group(known.contexts, placed, judge)
    order = _document_order(texts)
    for cluster in clusters:
        cluster.members.sort(key=lambda member: order[member.member])
    fresh = [c for c in clusters if any(m.member not in placed for m in c.members)]
    fresh.sort(key=lambda c: order[c.members[0].member])
    labeller = Labeller(known.pages, known.lexicon, known.vocabulary, language, labels.values())
    named = {id(c): _label(c, labels, labeller) for c in sorted(fresh, key=lambda c: -len(c.members))}
    linker = _Linker(known.pages, judge, placed)
    return [_group(cluster, named[id(cluster)], linker) for cluster in fresh]


def _document_order(texts: Sequence[Text]) -> dict[Member, tuple[int, int]]:
    return {(t.key, i): (n, i) for n, t in enumerate(texts) for i in range(len(t.readings))}


def _label(cluster: Cluster, labels: Mapping[int, str], labeller: Labeller) -> str:
    if cluster.claim is not None and cluster.claim in labels:
        return labels[cluster.claim]
    return labeller.label(cluster)


def _group(cluster: Cluster, label: str, linker: "_Linker") -> Group:
    first = cluster.members[0].reading
    return Group(
        claim=cluster.claim,
        label=label,
        kind=first.kind,
        unit=first.unit,
        members=tuple(m.member for m in cluster.members),
        links=linker.links(cluster),
    )


class _Linker:
    """Finds for each new member the one that speaks most for its place."""

    def __init__(self, pages: Sequence[Page], judge: Judge, placed: Mapping[Member, int]) -> None:
        self.pages = {sheet.text.key: sheet for sheet in pages}
        self.judge, self.placed = judge, placed

    def links(self, cluster: Cluster) -> tuple[Link, ...]:
        """A link for each member that is not placed, save the first of a new claim."""
        anchors = [m for m in cluster.members if m.member in self.placed] or cluster.members[:1]
        found = []
        for member in cluster.members:
            if member.member in self.placed or member is anchors[0]:
                continue
            found.append(self._link(member, anchors))
            anchors.append(member)
        return tuple(found)

    def _link(self, member: Context, anchors: Sequence[Context]) -> Link:
        """The strongest link to another article, or inside the own one where there is no other."""
        others = [a for a in anchors if a.member[0] != member.member[0]] or anchors
        others = [a for a in others if self.judge.comparable(member, a)] or others[:1]
        weighed = [(self.judge.weigh(member, other), other) for other in others[-_COMPARED:]]
        evidence, best = max(weighed, key=lambda pair: pair[0].score)
        why = reasons(member, best, evidence, self._words(member, best))
        return Link(member.member, best.member, round(evidence.strength, 3), why)

    def _words(self, a: Context, b: Context) -> list[str]:
        """The two most telling words that both share, as printed near the first."""
        shared = {t: w * b.terms[t] for t, w in a.terms.items() if t in b.terms and t not in a.names}
        best = sorted(shared, key=lambda term: (-shared[term], term))[:2]
        sheet = self.pages[a.member[0]]
        words = (printed_word(sheet, a.sentence, term, self.judge.lexicon, self.judge.vocabulary) for term in best)
        return [word for word in words if word]
