"""Claims in words: a question without a number, and what each source answers, quoted."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from claims.correction_forms import AnswerForm
from claims.models import Claim
from claims.models.claim import Kind
from claims.refusals import Refusal
from sources.models import Dossier


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """A new claim in words, with the first answer to it."""
    return _answered(request, get_object_or_404(Dossier, slug=slug), None)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What another source says in answer to a claim in words."""
    dossier = get_object_or_404(Dossier, slug=slug)
    claim = get_object_or_404(Claim, dossier=dossier, number=number, kind=Kind.TEXT, merged_into=None)
    return _answered(request, dossier, claim)


def _answered(request: HttpRequest, dossier: Dossier, claim: Claim | None) -> HttpResponse:
    if not request.user.has_perm("claims.edit_claim"):
        raise PermissionDenied
    form = AnswerForm(request.POST if request.method == "POST" else None, dossier=dossier, claim=claim)
    if form.is_bound and form.is_valid():
        try:
            figure = form.record(request.user)  # type: ignore[arg-type]
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Added. It can be decided like any other."))
            return redirect(f"{figure.claim.get_absolute_url()}?figure={figure.pk}#f{figure.pk}")
    context = {"dossier": dossier, "claim": claim, "form": form}
    return render(request, "claims/answer.html", context, status=422 if form.is_bound else 200)
