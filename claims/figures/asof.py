"""As of when a figure holds: only where the print ties a date to it, since figures of different dates never conflict."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from claims.figures.drafts import Draft
from claims.figures.tokens import Tokens

if TYPE_CHECKING:
    from claims.figures.lexicons import Lexicon


def as_of(tokens: Tokens, draft: Draft, drafts: Sequence[Draft], lexicon: "Lexicon") -> str:
    """The date of a figure as ISO 8601 at the precision printed, or nothing."""
    return ""
