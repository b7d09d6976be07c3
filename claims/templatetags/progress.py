"""How far a dossier is, for the header of every page."""

from django import template
from django.template import Context

from claims.models.tally import Tally, tally_of
from sources.models import Dossier

register = template.Library()


@register.simple_tag(takes_context=True)
def dossier_progress(context: Context, dossier: Dossier) -> Tally:
    """As the page counted it for its queue, where it has one."""
    place = context.get("place")
    found: Tally = place.filters.tally if place else tally_of(dossier.pk)
    return found
