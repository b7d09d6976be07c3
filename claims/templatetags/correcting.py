"""What the forms that correct a figure show."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django import template

from claims import correcting
from claims.models import Figure
from claims.rereading import example

register = template.Library()


@register.filter
def seen_token(figure: Figure) -> str:
    """What the form sends back, so that a correction of somebody else is not written over."""
    return correcting.seen_token(figure)


@register.filter
def typed_example(figure: Figure) -> str:
    """How an article in the source's language prints such a figure."""
    return example(figure.kind, figure.source.language)


@register.filter
def of_batch(rows: Mapping[UUID, int], batch: UUID) -> int:
    """How many rows of an act could still be undone."""
    return rows.get(batch, 0)
