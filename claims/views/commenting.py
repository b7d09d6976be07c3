"""Comments on a claim: saying something, and taking one's own words back."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from claims.forms import CommentForm
from claims.models import Comment
from claims.refusals import KeyReused, Refusal
from claims.views.editing import _editable
from claims.views.place import Place
from claims.views.review import htmx_target, show


@require_POST
@vary_on_headers("HX-Request", "HX-Target")
def add_comment(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What is refused is answered with what was typed."""
    place = _editable(request, slug, number)
    assert place.claim
    form = CommentForm(request.POST)
    try:
        key = form.cleaned_data["key"] if form.is_valid() else None
        Comment.objects.add(place.claim, request.POST.get("text", ""), by=place.user, key=key)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return show(request, place, comment=form, status=409 if isinstance(refusal, KeyReused) else 422)
    messages.success(request, _("Comment added."))
    return _done(request, place)


@require_POST
@vary_on_headers("HX-Request", "HX-Target")
def withdraw_comment(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Only its author can; 403 for anyone else."""
    comment = get_object_or_404(Comment.objects.said().select_related("claim"), pk=pk, dossier__slug=slug)
    place = _editable(request, slug, comment.claim.number)
    if comment.by_id != place.user.pk:
        raise PermissionDenied
    Comment.objects.withdraw(comment, by=place.user, key=uuid4())
    messages.success(request, _("Comment withdrawn. It stays in the record."))
    return _done(request, place)


def _done(request: HttpRequest, place: Place) -> HttpResponse:
    if not htmx_target(request):
        return redirect(f"{place.url}#comments")
    place.after_an_act()
    return show(request, place)
