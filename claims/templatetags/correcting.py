"""What the forms that correct a figure show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django import template
from django.db.models import prefetch_related_objects

from claims import correcting
from claims.models import Figure
from claims.rereading import example
from sources.models import Dossier, Origin

register = template.Library()


@register.filter
def seen_token(figure: Figure) -> str:
    """What the form sends back, so that a correction of somebody else is not written over."""
    return correcting.seen_token(figure)


@register.filter
def typed_example(figure: Figure) -> str:
    """How an article in the source's language prints such a figure."""
    return example(figure.kind, figure.source.language)


@register.simple_tag
def origins_of(dossier: Dossier) -> Sequence[Origin]:
    """The dossier's origins by name, asked for once a page: every figure of the page offers them."""
    prefetch_related_objects([dossier], "origins")
    return list(dossier.origins.all())


@register.filter
def of_batch(rows: Mapping[UUID, int], batch: UUID) -> int:
    """How many rows of an act could still be undone."""
    return rows.get(batch, 0)
