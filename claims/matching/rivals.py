"""What the rivals for a place take from the score of a tie: a question has one answer in most articles.

All are square tables of clusters: `scores` of what ties each two, and `others`, which of them stand in the same article
and do not say the same.
"""

import numpy as np
from numpy.typing import NDArray

from claims.matching.columns import Flags, Floats

NO_RIVAL = -3.5  # the score of a rival where there is none
SHARP = 0.7  # the lower it is, the more a better counterpart takes from a worse one
ROUNDS = 3  # in which they answer one another; more change nothing
_WORST = -1e9
_MOST = 30.0  # as the exponent of a score


def best_rival(scores: Floats, tied: Flags, others: Flags) -> Floats:
    """The best score of either side of each tie with one of the `others` beside the other side."""
    rivals = np.full(scores.shape, NO_RIVAL)
    known = np.where(tied & (scores == -np.inf), _WORST, scores)
    for i in np.flatnonzero(tied.sum(axis=1) > 1):
        met = np.flatnonzero(tied[i])
        best = np.where(others[met[:, None], met], known[i, met], -np.inf).max(axis=1, initial=-np.inf)
        rivals[i, met] = np.where(best == -np.inf, NO_RIVAL, best)
    found: Floats = np.maximum(rivals, rivals.T)
    return found


def among_rivals(scores: Floats, chosen: Flags, others: Flags, old: int = 0) -> Floats:
    """The scores of the chosen ties, where either side has one counterpart at most among those of one article.

    What one side makes of a tie is its score, less what the others beside its counterpart offer it; what they offer is
    in turn less by what else they could meet. (Belief propagation on a matching.) None of the first `old` clusters is
    tied to another of them.
    """
    alone = np.where(chosen, scores / SHARP, -np.inf)
    made, beside = alone, others.astype(np.float32)
    for _ in range(ROUNDS):
        answer = alone - _offered(made, chosen, beside, old)
        made = np.where(chosen, (made + answer) / 2, -np.inf)
    found: Floats = (made[chosen] + made.T[chosen] - alone[chosen]) * SHARP
    return found


def _offered(made: Floats, chosen: Flags, beside: NDArray[np.float32], old: int) -> Floats:
    """The logarithm of one and all that is offered to each side of the chosen ties, 0 for all others."""
    weight, found = np.zeros(made.shape, np.float32), np.zeros(made.shape)
    np.exp(np.minimum(made, _MOST).astype(np.float32), out=weight, where=chosen)
    found[old:] = weight[:, old:].T @ beside
    found[:old, old:] = weight[old:, :old].T @ beside[old:, old:]
    np.log1p(found, out=found, where=chosen)
    return found
