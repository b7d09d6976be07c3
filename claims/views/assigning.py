"""Whose a claim is to decide: said by an editor, in the journal; it hinders nobody else."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from claims.views.deciding import done
from claims.views.editing import _act, _editable


@require_POST
@vary_on_headers("HX-Request", "HX-Target")
def assign_claim(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """To the person whose primary key is in `to`; to nobody where that is empty."""
    place = _editable(request, slug, number)
    assert place.claim
    claim, wanted = place.claim, request.POST.get("to", "")
    person = next((one for one in place.filters.people if str(one.pk) == wanted), None)
    if wanted and person is None:
        messages.error(request, _("Choose someone who may decide. Nothing was changed."))
        return done(request, place, "claim")
    if claim.assigned_to == person:
        return done(request, place, "claim")
    name = (person.get_full_name() or person.get_username()) if person else ""
    words = _("Assigned to %(name)s.") % {"name": name} if person else _("No longer assigned to anyone.")
    return _act(request, place, "claim", lambda reason: claim.assign(person, by=place.user, reason=reason), words)
