"""Recording verdicts, one figure or a whole version at a time. What is refused is answered with what was typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from claims import stamps
from claims.forms import ActForm, DecisionForm, VersionForm
from claims.models import Claim, Figure, Verdict
from claims.models.figure import Outcome
from claims.models.prepared import Prepared
from claims.pulse import Pulse
from claims.refusals import ReasonNeeded, Refusal, TokenMissing
from claims.views.cards import refuse
from claims.views.claim_pane import ClaimPane
from claims.views.place import Place, felt, place_of
from claims.views.queue import value_of
from claims.views.review import htmx_target, show
from claims.views.shown import token_of

_CLAIM_OF = Prepared[tuple[int, int]](
    lambda dossier, pk: (
        Figure.objects.filter(pk=pk, claim__dossier=dossier).order_by().values_list("claim", "claim__number")
    )
)


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request", "HX-Target")
def decide(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Confirm, contest or withdraw one figure. GET, where signing in leads back to, shows it undecided."""
    place = place_of(request, slug)
    place.figure = pk
    found = _CLAIM_OF(place.dossier.pk, pk)
    if not found:
        raise Http404
    claim, number = found[0]
    if request.method != "POST" or not place.may_decide:
        place.find(number)
        return _not_decided(request, place, f"f{pk}")
    form = DecisionForm(request.POST, name=f"f{pk}")
    try:
        act = record(place, lambda: form.record(pk, claim, by=place.user)) if form.is_valid() else None
    except Refusal as refusal:
        return _refused(request, place, number, form, refusal)
    if act is None:
        return _refused(request, place, number, form, None)
    messages.success(request, said(act.verdicts))
    return _answered(request, place, act, f"f{pk}")


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request", "HX-Target")
def decide_version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Confirm the figures of a version and contest its rivals: one act, one reason, all or none."""
    place = place_of(request, slug, number)
    assert place.claim
    if request.method != "POST" or not place.may_decide:
        return _not_decided(request, place, "")
    form, claim = VersionForm(request.POST, name=request.POST.get("version", "")), place.claim
    try:
        act = record(place, lambda: form.record(claim, by=place.user)) if form.is_valid() else None
    except Refusal as refusal:
        return _refused(request, place, claim.number, form, refusal)
    if act is None:
        return _refused(request, place, claim.number, form, None)
    messages.success(request, _said_of_version(act.verdicts))
    return _answered(request, place, act, "versions")


def _not_decided(request: HttpRequest, place: Place, anchor: str) -> HttpResponse:
    if request.method == "POST":
        raise PermissionDenied
    return redirect(f"{place.url}#{anchor}" if anchor else place.url)


@dataclass(frozen=True, slots=True)
class Act:
    """Verdicts that were recorded, with the pulse and the claim's stamp as they left them."""

    verdicts: list[Verdict]
    pulse: Pulse
    stamp: int | None

    @property
    def claim(self) -> Claim:
        return self.verdicts[0].figure.claim


def record(place: Place, decide: Callable[[], list[Verdict]]) -> Act:
    """What the record says is read before anybody else can write: nothing that others do then seems seen."""
    with transaction.atomic():
        verdicts = decide()
        return Act(verdicts, felt(place.dossier.slug, place.user), stamps.of_claim(verdicts[0].figure.claim_id))


def _answered(request: HttpRequest, place: Place, act: Act, anchor: str) -> HttpResponse:
    """The panes, made from what the act has read and written; a redirect without htmx, or where it was a repetition."""
    claim, before = act.claim, place.pulse.mark
    if not htmx_target(request) or claim.decided is None:
        place.open(claim)
        return done(request, place, anchor)
    place.went_on(act.pulse, claim)
    sent = request.headers.get("X-Shown")
    has_it = bool(sent) and sent == token_of(place, claim.stamp_before) and before.comment == act.pulse.mark.comment
    claim.stamp = act.stamp  # type: ignore[attr-defined]
    keeps = has_it and anchor != "versions" and place.may_edit
    pane = ClaimPane(place, claim, keeps=keeps, decided={verdict.figure_id for verdict in act.verdicts})
    return _on_its_place(show(request, place, pane=pane), place)


def done(request: HttpRequest, place: Place, anchor: str) -> HttpResponse:
    """After an act: the panes for htmx, with the address of the claim; a redirect otherwise."""
    if not htmx_target(request):
        return redirect(f"{place.url}#{anchor}")
    place.after_an_act()
    return _on_its_place(show(request, place), place)


def _on_its_place(response: HttpResponse, place: Place) -> HttpResponse:
    response["HX-Replace-Url"] = place.url
    return response


def _refused(request: HttpRequest, place: Place, number: int, form: ActForm, refusal: Refusal | None) -> HttpResponse:
    """The page again with the act's form as it was typed, a fresh token and the reason why it was refused."""
    if isinstance(refusal, ReasonNeeded):
        form.add_error("reason", str(refusal))
    elif refusal:
        form.add_error(None, str(refusal))
    place.find(number)
    assert place.claim
    pane = ClaimPane(place, place.claim, is_answer=True)
    card = pane.card(place.figure) if place.figure and isinstance(form, DecisionForm) else None
    version = pane.version(form.name)
    if card and card.state != "out" and isinstance(form, DecisionForm):
        refuse(card, form, refusal)
    elif version and isinstance(form, VersionForm):
        version.refused = form
    else:
        messages.error(
            request, " ".join(form.other_errors) or _("The claim has changed meanwhile. Nothing was recorded.")
        )
    return show(request, place, pane=pane, status=_status(refusal))


def _status(refusal: Refusal | None) -> int:
    """422 for what the sender can complete, 409 for what the record does not allow as it stands."""
    return (
        422 if refusal is None or isinstance(refusal, ReasonNeeded | TokenMissing) or type(refusal) is Refusal else 409
    )


def said(verdicts: list[Verdict]) -> str:
    figure = verdicts[0].figure
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
