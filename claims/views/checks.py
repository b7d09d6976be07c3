"""Cross-checks as the claim page shows them: each in a sentence, stale or not."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language

from claims.crosschecks import sentence
from claims.looking import stale_checks
from claims.models import Claim


@dataclass(frozen=True, slots=True)
class CheckLine:
    """`is_stale`: what it rests on has changed since it was found."""

    pk: int
    words: str
    is_stale: bool
    is_coincidence: bool


def build_checks(claim: Claim) -> list[CheckLine]:
    """Two queries, one where there is no check."""
    rows = list(claim.cross_checks.shown())
    stale = stale_checks(rows) if rows else set()
    language = get_language() or "en"
    return [CheckLine(row.pk, sentence(row.finding, language), row.pk in stale, row.coincidence) for row in rows]
