"""What the desk refuses, each with a sentence for the editor that says what to do. Nothing was written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claims.models import Figure, Verdict


class Refusal(Exception):
    """An act that was not done; `str()` is the message for the person who tried."""


class TokenMissing(Refusal):
    """The request does not say which verdict its author had seen, or has no idempotency key."""


class ReasonNeeded(Refusal):
    """To contest needs a reason."""


class NotStanding(Refusal):
    """The figure was dismissed, vanished or its source was withdrawn."""


class NothingToWithdraw(Refusal):
    """No verdict stands on the figure."""


class KeyReused(Refusal):
    """The idempotency key belongs to another act."""


class StaleToken(Refusal):
    """Someone decided between what the author saw and now."""

    def __init__(self, message: str, figures: Sequence[Figure], latest: Sequence[Verdict]) -> None:
        super().__init__(message)
        self.figures = figures
        self.latest = latest


class RivalConfirmed(Refusal):
    """A figure that conflicts with this one is confirmed."""

    def __init__(self, message: str, figure: Figure, rivals: Sequence[Figure]) -> None:
        super().__init__(message)
        self.figure = figure
        self.rivals = rivals
