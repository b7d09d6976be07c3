"""Why each reading stands where it does: the one that speaks most for its place, and the reasons."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from claims.matching.clusters import Cluster
from claims.matching.context import Context
from claims.matching.evidence import Judge, strength
from claims.matching.explain import TOLD, reasons
from claims.matching.gathering import Gathered
from claims.matching.pages import printed_word
from claims.matching.shapes import Link, Member
from claims.matching.table import are_comparable, measured_as

_COMPARED = 5  # members among which the reason for a link is sought
_TOGETHER = 1_000  # links sought at once


class Linker:
    """Finds for each new member the one that speaks most for its place."""

    def __init__(self, gathered: Gathered, judge: Judge, placed: Mapping[Member, int]) -> None:
        self.pages = {page.text.key: page for page in gathered.pages}
        self.vocabulary = gathered.vocabulary
        self.judge, self.placed = judge, placed

    def links(self, clusters: Sequence[Cluster]) -> dict[int, list[Link]]:
        """By the id() of a cluster a link for each member that is not placed, save the first of a new claim."""
        asked = [(id(c), member, others) for c in clusters for member, others in self._asked(c)]
        found: dict[int, list[Link]] = {id(c): [] for c in clusters}
        for start in range(0, len(asked), _TOGETHER):
            together = asked[start : start + _TOGETHER]
            links = self._linked([(member, others) for _, member, others in together])
            for (cluster, _, _), link in zip(together, links, strict=True):
                found[cluster].append(link)
        return found

    def _asked(self, cluster: Cluster) -> Iterator[tuple[Context, list[Context]]]:
        """Each member that needs a link, with those that it is compared with."""
        anchors = [m for m in cluster.members if m.member in self.placed] or cluster.members[:1]
        for member in cluster.members:
            if member.member not in self.placed and member is not anchors[0]:
                yield member, _compared(member, anchors)
                anchors.append(member)

    def _linked(self, asked: Sequence[tuple[Context, Sequence[Context]]]) -> Iterator[Link]:
        """Each member linked to the strongest of those that it is compared with."""
        a = self.judge.rows(member for member, others in asked for _ in others)
        b = self.judge.rows(other for _, others in asked for other in others)
        evidence = self.judge.weigh(a, b)
        told = {name: evidence.features[name].tolist() for name in TOLD}
        scores, start = evidence.score.tolist(), 0
        for member, others in asked:
            best = max(range(start, start + len(others)), key=scores.__getitem__)
            other = others[best - start]
            features = {name: column[best] for name, column in told.items()}
            why = reasons(member, other, evidence.relation(best), features, self._words(member, other))
            yield Link(member.member, other.member, round(strength(scores[best]), 3), why)
            start += len(others)

    def _words(self, a: Context, b: Context) -> list[str]:
        """The two most telling words that both share, as printed near the first."""
        shared = {t: w * b.terms[t] for t, w in a.terms.items() if t in b.terms and t not in a.names}
        best = sorted(shared, key=lambda term: (-shared[term], term))[:2]
        sheet = self.pages[a.member[0]]
        words = (printed_word(sheet, a.sentence, term, self.judge.lexicon, self.vocabulary) for term in best)
        return [word for word in words if word]


def _compared(member: Context, anchors: Sequence[Context]) -> list[Context]:
    """The last of other articles, or of the own one where there is no other, that measure the same."""
    others = [a for a in anchors if a.member[0] != member.member[0]] or anchors
    mine = measured_as(member)
    last = list(islice((a for a in reversed(others) if are_comparable(mine, measured_as(a))), _COMPARED))
    return last[::-1] or list(others[:1])
