"""What was staged, each with what was read of it, to correct and to import in one act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from claims import queueing
from claims.importing import Outcome
from claims.intake_forms import ConfirmForm
from claims.intaking import Confirmed, Twin, advance_all, find_twins, import_in_time, sources_of
from claims.models import Figure
from claims.views.intake import editable_dossier, refusal_in_words, staged_of
from sources.intake import Intake, Stage
from sources.models import Dossier

if TYPE_CHECKING:
    from dealdesk.models import User

PREVIEW = 4_000  # characters of the text
SECONDS, SCRIPT_SECONDS = 10.0, 2.0  # of one request for importing, before the last few that it began
WAIT = 500  # milliseconds until a script asks again how far a worker is


@dataclass(frozen=True, slots=True)
class Row:
    """One staged thing as the page shows it; `form` where it can be imported. `like`: an earlier row of the same."""

    staged: Intake
    form: ConfirmForm | None
    twin: Twin | None
    like: str
    reason: str
    text: str

    @property
    def is_longer(self) -> bool:
        return len(self.text) < len(self.staged.found("text"))


@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("Accept")
def check_sources(request: HttpRequest, slug: str) -> HttpResponse:
    """The list. A POST imports what is chosen, or removes a row or reads on and keeps what was typed."""
    dossier = editable_dossier(request, slug)
    mine = staged_of(request, dossier)
    if request.method != "POST":
        return _show(request, dossier, _rows(dossier, list(mine.defer("raw"))))
    if (pk := request.POST.get("remove", "")).isdecimal():
        mine.filter(pk=pk).exclude(stage=Stage.IMPORTING).delete()
        return _show(request, dossier, _rows(dossier, list(mine.defer("raw")), request.POST), quietly=True)
    if "read" in request.POST:
        advance_all(mine.filter(stage__in=[Stage.SENT, Stage.READ]))
        return _show(request, dossier, _rows(dossier, list(mine.defer("raw")), request.POST), quietly=True)
    return _import(request, dossier, _rows(dossier, list(mine), request.POST))


def _rows(dossier: Dossier, staged: list[Intake], data: Mapping[str, Any] | None = None) -> list[Row]:
    twins = find_twins(dossier, [one for one in staged if one.article])
    open_now = Intake.objects.filter(pk__in=[one.pk for one in staged]).open_for_import(timezone.now())
    ready = set(open_now.values_list("pk", flat=True))
    first: dict[object, str] = {}
    rows = []
    for one in staged:
        twin = twins.get(one.pk)
        keys = {one.sha256, one.found("url") or one.sha256} if one.pk in ready else set()
        like = next((first[key] for key in keys if key in first), "")
        form = None
        if one.pk in ready:
            sent = data if data and f"s{one.pk}-title" in data else None  # not of what another tab staged meanwhile
            form = ConfirmForm(sent, staged=one, twin=twin, again=bool(like))
        rows.append(Row(one, form, twin, like, refusal_in_words(one.refusal), one.found("text")[:PREVIEW]))
        first = dict.fromkeys(keys, one.name) | first
    return rows


def _import(request: HttpRequest, dossier: Dossier, rows: list[Row]) -> HttpResponse:
    chosen = [row.form for row in rows if row.form and row.form.is_bound and row.form.is_chosen]
    if "asked" in request.POST:
        return _tell(request, dossier, any_left=bool(chosen))
    if not chosen:
        return _show(request, dossier, rows, error=_("Choose at least one source to import."), quietly=True)
    taken = {url: _("Source %(number)d") % {"number": number} for url, number in _addresses(dossier)}
    valid = [form for form in chosen if form.is_valid()]
    for form in valid:
        form.refuse_taken_address(taken)
    if any(form.errors for form in chosen):
        error = _("Nothing was imported yet: some of what is written below has to be corrected.")
        return _show(request, dossier, rows, error=error)
    confirmed = [form.confirmed() for form in chosen]
    return (_leave_to_worker if queueing.is_on() else _import_some)(request, dossier, confirmed)


def _leave_to_worker(request: HttpRequest, dossier: Dossier, confirmed: list[Confirmed]) -> HttpResponse:
    """Into the queue; a script asks how far it is."""
    user, act, now = cast("User", request.user), _act(request, dossier), timezone.now()
    count = queueing.queue_import(dossier, confirmed, by=user, act=act, now=now)
    if _is_script(request):
        return JsonResponse({"left": count or len(confirmed), "next": "", "wait": WAIT})
    said = ngettext("%(count)d source is being imported.", "%(count)d sources are being imported.", count)
    messages.info(request, said % {"count": count})
    return redirect("check_sources", slug=dossier.slug)


def _tell(request: HttpRequest, dossier: Dossier, *, any_left: bool) -> HttpResponse:
    """How far a worker is with what was left to it; `any_left`: it gave something back."""
    left = staged_of(request, dossier).filter(stage=Stage.IMPORTING).count()
    if left:
        return JsonResponse({"left": left, "next": "", "wait": WAIT})
    act = _act(request, dossier)
    if any_left:
        messages.error(request, _("Some sources were not imported: they still wait here."))
        return JsonResponse({"left": 0, "next": reverse("check_sources", args=[dossier.slug])})
    _say_done(request, act, any_outcome=False)
    return JsonResponse({"left": 0, "next": _what_is_new(dossier, act)})


def _import_some(request: HttpRequest, dossier: Dossier, confirmed: list[Confirmed]) -> HttpResponse:
    """As many as a request has time for. A script is told how many are left, and asks again with the same form."""
    user, is_script, act = cast("User", request.user), _is_script(request), _act(request, dossier)
    seconds = SCRIPT_SECONDS if is_script else SECONDS
    outcomes, left = import_in_time(dossier, confirmed, by=user, batch=act, seconds=seconds)
    _say(request, outcomes)
    if not left:
        _say_done(request, act, any_outcome=bool(outcomes))
    if is_script:
        return JsonResponse({"left": left, "next": "" if left else _what_is_new(dossier, act)})
    if left:
        said = ngettext("%(count)d source waits still: go on.", "%(count)d sources wait still: go on.", left)
        messages.info(request, said % {"count": left})
        staged = list(staged_of(request, dossier).defer("raw"))
        return _show(request, dossier, _rows(dossier, staged, request.POST), quietly=True)
    return redirect(_what_is_new(dossier, act))


def _is_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def _act(request: HttpRequest, dossier: Dossier) -> UUID:
    return uuid5(NAMESPACE_URL, f"{dossier.pk} {request.user.pk} {_token(request)}")


def _token(request: HttpRequest) -> str:
    """What one import is known by over the several requests that it may take."""
    return request.POST.get("act", "")[:40] or uuid4().hex


def _addresses(dossier: Dossier) -> list[tuple[str, int]]:
    return list(dossier.sources.exclude(url="").values_list("url", "number"))


def _say_done(request: HttpRequest, act: UUID, *, any_outcome: bool) -> None:
    count = sources_of(act).count()
    if count:
        figures = Figure.objects.standing().filter(source__in=sources_of(act)).count()
        said = ngettext("%(count)d source imported", "%(count)d sources imported", count) % {"count": count}
        held = ngettext("%(count)d figure", "%(count)d figures", figures) % {"count": figures}
        messages.success(request, _("%(sources)s: %(figures)s.") % {"sources": said, "figures": held})
    elif not any_outcome:
        messages.info(request, _("These sources were imported already, or are being imported."))


def _say(request: HttpRequest, outcomes: list[Outcome]) -> None:
    for outcome in outcomes:
        if outcome.state == "refused":
            messages.error(request, f"{outcome.name}: {_(outcome.reason)}")
    same = sum(outcome.state == "same" for outcome in outcomes)
    if same:
        said = ngettext("%(count)d source was there already.", "%(count)d sources were there already.", same)
        messages.info(request, said % {"count": same})


def _what_is_new(dossier: Dossier, act: UUID) -> str:
    """The claims with figures of this import; every claim where there was nothing before."""
    review = reverse("review", args=[dossier.slug])
    if not Figure.objects.filter(source__in=sources_of(act)).exists():
        return reverse("sources", args=[dossier.slug])
    is_first = not Figure.objects.filter(claim__dossier=dossier, arrival__gt=1).exists()
    return review if is_first else f"{review}?has=new"


def _show(
    request: HttpRequest, dossier: Dossier, rows: list[Row], *, error: str = "", quietly: bool = False
) -> HttpResponse:
    """`quietly`: what was typed is kept, and not judged yet."""
    context = {
        "dossier": dossier,
        "rows": rows,
        "ready": [row for row in rows if row.form],
        "refused": sum(row.staged.stage == Stage.REFUSED for row in rows),
        "unread": sum(row.staged.stage in (Stage.SENT, Stage.READ) for row in rows),
        "error": error,
        "quietly": quietly,
        "act": _token(request),
        "is_queued": queueing.is_on(),
    }
    return render(request, "claims/check_sources.html", context, status=422 if error else 200)
