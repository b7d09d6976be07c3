"""An editor words a claim's sentence on the sheet; its figures and citations stay bound."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from claims.factsheet import rewriting
from claims.models import Claim
from claims.refusals import Refusal
from claims.rewording import reword, wording_of_claim


@require_http_methods(["GET", "HEAD", "POST"])
def reword_claim(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What is refused is shown with what was typed."""
    if not request.user.has_perm("claims.edit_claim"):
        raise PermissionDenied
    claim = get_object_or_404(Claim.objects.select_related("dossier"), dossier__slug=slug, number=number)
    typed, refused = None, ""
    if request.method == "POST":
        typed = request.POST.get("sentence", "")
        try:
            reword(claim, typed, by=request.user, reason=request.POST.get("reason", ""))  # type: ignore[arg-type]
        except Refusal as refusal:
            refused = str(refusal)
        else:
            messages.success(request, _("Reworded.") if typed.strip() else _("The sheet's own sentence stands again."))
            return redirect(f"{reverse('summary', args=[slug])}#c{number}")
    return _form(request, claim, typed, refused)


def _form(request: HttpRequest, claim: Claim, typed: str | None, refused: str) -> HttpResponse:
    try:
        wording = wording_of_claim(claim)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{reverse('summary', args=[claim.dossier.slug])}#c{claim.number}")
    own = rewriting.marked(wording.template, wording.role)
    return render(
        request,
        "claims/reword.html",
        {
            "dossier": claim.dossier,
            "claim": claim,
            "wording": wording,
            "typed": (rewriting.bare(claim.sentence) or wording.template) if typed is None else typed,
            "now": wording.filled(claim.sentence) or wording.filled(own),
            "set_aside": bool(claim.sentence) and not wording.fits(claim.sentence),
            "refused": refused,
        },
        status=422 if refused else 200,
    )
