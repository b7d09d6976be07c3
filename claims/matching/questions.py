"""Which question of the lexicon a group of figures answers, where one is sure enough to name it."""

from collections import defaultdict
from collections.abc import Mapping

from claims.matching.clusters import Cluster
from claims.matching.lexicon import Lexicon

_SURE = 0.4  # summed certainty over members from which a topic names the claim
_UNSURE, _LONE = 0.25, 2.5  # less is enough for a number whose second topic lies so many times lower
_CLEAR = 1.3  # how far before the second it must stand
_ALIKE = 1.05  # topics of which neither stands farther before the other are announced alike
_MORE_SPECIAL = 2  # of these, one that so many times fewer phrases announce is meant


def sure_topic(cluster: Cluster, lexicon: Lexicon) -> str:
    """The topic that names a group, or empty."""
    votes: defaultdict[str, float] = defaultdict(float)
    for member in cluster.members:
        for name, weight in member.topics.items():
            votes[name] += weight * member.certainty
    first, second = [*sorted(votes, key=lambda name: (-votes[name], name)), "", ""][:2]
    if not first:
        return ""
    special = _more_special(first, second, votes, lexicon)
    chosen = special or first
    clear = bool(special) or votes[first] >= _CLEAR * votes[second] or second in lexicon.near[first]
    lone = votes[first] >= _LONE * votes[second] and cluster.members[0].reading.kind != "date"
    return chosen if clear and votes[chosen] >= (_UNSURE if lone else _SURE) * len(cluster.members) ** 0.5 else ""


def _more_special(first: str, second: str, votes: Mapping[str, float], lexicon: Lexicon) -> str:
    """Of two topics that the same words announce, the one that far less announces."""
    if not second or votes[first] > _ALIKE * votes[second]:
        return ""
    few, many = sorted((first, second), key=lambda name: lexicon.topics[name].cues)
    return few if lexicon.topics[few].cues * _MORE_SPECIAL <= lexicon.topics[many].cues else ""
