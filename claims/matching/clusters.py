"""Readings that answer one question."""

from collections.abc import Iterable

from claims.matching.context import Context

SAMPLE = 3  # members that stand for a cluster when later articles are compared with it


class Cluster:
    """Readings that answer one question; `claim` is the existing claim that they extend, if any.

    `articles` are those that print them, as the bits of a number: the first article is the lowest.
    """

    __slots__ = ("articles", "claim", "members")

    def __init__(self, members: Iterable[Context] = (), articles: int = 0, claim: int | None = None) -> None:
        self.members = list(members)
        self.articles = articles
        self.claim = claim

    def take(self, other: "Cluster") -> None:
        """Let this cluster have what is in another one."""
        self.members += other.members
        self.articles |= other.articles

    def sample(self) -> list[Context]:
        """A few members that stand for all: of as many articles as possible, the placed ones first."""
        seen: dict[str, Context] = {}
        for member in self.members:
            seen.setdefault(member.member[0], member)
            if len(seen) == SAMPLE:
                return list(seen.values())
        taken = {m.member for m in seen.values()}
        rest = (m for m in self.members if m.member not in taken)
        return [*seen.values(), *(m for m, _ in zip(rest, range(SAMPLE - len(seen)), strict=False))]
