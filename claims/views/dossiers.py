"""A new dossier."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from claims.intake_forms import NewDossierForm


@require_http_methods(["GET", "HEAD", "POST"])
def new_dossier(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm("sources.add_dossier"):
        raise PermissionDenied
    form = NewDossierForm(request.POST or None, initial={"language": (get_language() or "fr")[:2]})
    if form.is_valid():
        return redirect("add_sources", slug=form.create().slug)
    return render(request, "claims/new_dossier.html", {"form": form}, status=422 if form.is_bound else 200)
