"""How far a dossier is, for the header of every page."""

from dataclasses import dataclass

from django import template
from django.db.models import Count, Q, Sum

from claims.models import Claim
from claims.models.claim import Status
from sources.models import Dossier

register = template.Library()


@dataclass(frozen=True, slots=True)
class Progress:
    """`to_decide` counts the figures in dispute, `decided` those with a verdict that counts; `disputed`: claims."""

    to_decide: int
    decided: int
    disputed: int


@register.simple_tag
def dossier_progress(dossier: Dossier) -> Progress:
    found = Claim.objects.filter(dossier=dossier, merged_into=None).aggregate(
        in_dispute=Sum("dispute_count", default=0),
        undecided=Sum("undecided_count", default=0),
        disputed=Count("pk", filter=Q(status=Status.DISPUTED)),
    )
    return Progress(found["in_dispute"], found["in_dispute"] - found["undecided"], found["disputed"])
