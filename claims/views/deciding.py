"""Recording verdicts, one figure or a whole version at a time. What is refused is answered with what was typed."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from claims.forms import ActForm, DecisionForm, VersionForm
from claims.models import Figure, Verdict
from claims.models.figure import Outcome
from claims.refusals import ReasonNeeded, Refusal, TokenMissing
from claims.views.cards import refuse
from claims.views.claim_pane import ClaimPane
from claims.views.place import Place, place_of
from claims.views.queue import value_of
from claims.views.review import htmx_target, show


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request", "HX-Target")
def decide(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Confirm, contest or withdraw one figure. GET, where signing in leads back to, shows it undecided."""
    found = Figure.objects.select_related("claim", "source", "source__origin", "origin")
    figure = get_object_or_404(found, pk=pk, claim__dossier__slug=slug)
    place = place_of(request, slug)
    place.open(figure.claim)
    place.figure = pk
    if request.method != "POST":
        return redirect(f"{place.url}#f{pk}")
    if not place.may_decide:
        raise PermissionDenied
    form = DecisionForm(request.POST, name=f"f{pk}")
    if not form.is_valid():
        return _refused(request, place, form, None, 422)
    try:
        verdicts = form.record(figure, by=place.user)
    except Refusal as refusal:
        return _refused(request, place, form, refusal, _status(refusal))
    messages.success(request, said(figure, verdicts))
    return done(request, place, f"f{pk}")


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request", "HX-Target")
def decide_version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Confirm the figures of a version and contest its rivals: one act, one reason, all or none."""
    place = place_of(request, slug, number)
    assert place.claim
    if request.method != "POST":
        return redirect(place.url)
    if not place.may_decide:
        raise PermissionDenied
    form = VersionForm(request.POST, name=request.POST.get("version", ""))
    if not form.is_valid():
        return _refused(request, place, form, None, 422)
    try:
        verdicts = form.record(place.claim, by=place.user)
    except Refusal as refusal:
        return _refused(request, place, form, refusal, _status(refusal))
    messages.success(request, _said_of_version(verdicts))
    return done(request, place, "versions")


def done(request: HttpRequest, place: Place, anchor: str) -> HttpResponse:
    """After an act: the panes for htmx, with the address of the claim; a redirect otherwise."""
    if not htmx_target(request):
        return redirect(f"{place.url}#{anchor}")
    place.after_an_act()
    response = show(request, place)
    response["HX-Replace-Url"] = place.url
    return response


def _refused(request: HttpRequest, place: Place, form: ActForm, refusal: Refusal | None, status: int) -> HttpResponse:
    """The page again with the act's form as it was typed, a fresh token and the reason why it was refused."""
    if isinstance(refusal, ReasonNeeded):
        form.add_error("reason", str(refusal))
    elif refusal:
        form.add_error(None, str(refusal))
    assert place.claim
    place.find(place.claim.number)
    pane = ClaimPane(place, place.claim, is_answer=True)
    card = pane.card(place.figure) if place.figure and isinstance(form, DecisionForm) else None
    version = pane.version(form.name)
    if card and card.state != "out" and isinstance(form, DecisionForm):
        refuse(card, form, refusal)
    elif version and isinstance(form, VersionForm):
        version.form = form
    else:
        messages.error(
            request, " ".join(form.other_errors) or _("The claim has changed meanwhile. Nothing was recorded.")
        )
    return show(request, place, pane=pane, status=status)


def _status(refusal: Refusal) -> int:
    """422 for what the sender can complete, 409 for what the record does not allow as it stands."""
    return 422 if isinstance(refusal, ReasonNeeded | TokenMissing) or type(refusal) is Refusal else 409


def said(figure: Figure, verdicts: list[Verdict]) -> str:
    words = {
        Outcome.CONFIRMED: _("Confirmed: %(value)s (%(source)s)."),
        Outcome.CONTESTED: _("Contested: %(value)s (%(source)s)."),
        Outcome.WITHDRAWN: _("Verdict withdrawn: %(value)s (%(source)s)."),
    }
    first = words[Outcome(verdicts[0].outcome)] % {"value": value_of(figure), "source": figure.source.short_name}
    rivals = len(verdicts) - 1
    if not rivals:
        return first
    also = ngettext("%(count)d rival contested.", "%(count)d rivals contested.", rivals) % {"count": rivals}
    return f"{first} {also}"


def _said_of_version(verdicts: list[Verdict]) -> str:
    confirmed = sum(verdict.outcome == Outcome.CONFIRMED for verdict in verdicts)
    contested = len(verdicts) - confirmed
    parts = (
        ngettext("%(count)d figure confirmed", "%(count)d figures confirmed", confirmed) % {"count": confirmed},
        ngettext("%(count)d contested", "%(count)d contested", contested) % {"count": contested},
    )
    return ", ".join(parts) + "."
