"""The rows behind the desk: claims, the figures that answer them, verdicts on figures, and the journal of acts."""

from claims.models.claim import Claim
from claims.models.comment import Comment
from claims.models.crosscheck import CrossCheck, Look
from claims.models.figure import Figure
from claims.models.journal import Entry
from claims.models.mention import Mention
from claims.models.presence import Presence
from claims.models.progress import Progress
from claims.models.publication import Publication, PublicationWithdrawal
from claims.models.verdict import Verdict

__all__ = [
    "Claim",
    "Comment",
    "CrossCheck",
    "Entry",
    "Figure",
    "Look",
    "Mention",
    "Presence",
    "Progress",
    "Publication",
    "PublicationWithdrawal",
    "Verdict",
]
