"""Which readings are clustered at once, so that a large dossier and an endless article cost by their length."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, groupby

from claims.matching.context import Context

BATCH = 12  # articles clustered together at first; later ones join what these formed, a few at a time
LATER_BATCH = 2
LONG, PIECE = 300, 150  # figures of an article beyond which it is taken a piece at a time, to cost by its length
MOST = 1_500  # figures clustered together at first


def batches(articles: Sequence[Sequence[Context]], *, later: bool) -> Iterator[list[Context]]:
    """The readings to take together: of a few articles, or of a piece of a long one."""
    for is_long, run in groupby(articles, key=lambda article: len(article) > LONG):
        waiting = list(run)
        if is_long:
            waiting = [a[at : at + PIECE] for a in waiting for at in range(0, len(a), PIECE)]
        while waiting:
            size = 1 if is_long else LATER_BATCH if later else _first_batch(waiting)
            yield list(chain.from_iterable(waiting[:size]))
            waiting, later = waiting[size:], True


def _first_batch(articles: Sequence[Sequence[Context]]) -> int:
    """How many articles are clustered together at first."""
    totals = accumulate(len(article) for article in articles[:BATCH])
    return max(sum(total <= MOST for total in totals), 1)
