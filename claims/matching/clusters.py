"""Readings that answer one question."""

from collections.abc import Iterable

from claims.matching.context import Context

SAMPLE = 3  # members that stand for a cluster when later articles are compared with it


class Cluster:
    """Readings that answer one question; `claim` is the existing claim that they extend, if any."""

    __slots__ = ("articles", "claim", "members")

    def __init__(self, members: Iterable[Context] = (), claim: int | None = None) -> None:
        self.members: list[Context] = []
        self.articles: set[str] = set()
        self.claim = claim
        self.extend(members)

    def extend(self, members: Iterable[Context]) -> None:
        for member in members:
            self.members.append(member)
            self.articles.add(member.member[0])

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
