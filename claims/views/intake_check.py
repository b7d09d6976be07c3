"""What was staged, each with what was read of it, to correct and to import in one act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from claims.importing import Outcome
from claims.intake_forms import ConfirmForm
from claims.intaking import Twin, advance_all, find_twins, import_confirmed
from claims.models import Figure
from claims.views.intake import editable_dossier, refusal_in_words, staged_of
from sources.intake import Intake, Stage
from sources.models import Dossier

if TYPE_CHECKING:
    from dealdesk.models import User

PREVIEW = 4_000  # characters of the text


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
    outcomes = import_confirmed(dossier, confirmed, by=cast("User", request.user), now=timezone.now())
    _say(request, outcomes)
    return redirect(_what_is_new(dossier, outcomes))


def _addresses(dossier: Dossier) -> list[tuple[str, int]]:
    return list(dossier.sources.exclude(url="").values_list("url", "number"))


def _say(request: HttpRequest, outcomes: list[Outcome]) -> None:
    done = [outcome for outcome in outcomes if outcome.state in ("new", "changed")]
    if done:
        figures = sum(outcome.figures for outcome in done)
        said = ngettext("%(count)d source imported", "%(count)d sources imported", len(done)) % {"count": len(done)}
        held = ngettext("%(count)d figure", "%(count)d figures", figures) % {"count": figures}
        messages.success(request, _("%(sources)s: %(figures)s.") % {"sources": said, "figures": held})
    for outcome in outcomes:
        if outcome.state == "refused":
            messages.error(request, f"{outcome.name}: {_(outcome.reason)}")
    same = sum(outcome.state == "same" for outcome in outcomes)
    if same:
        said = ngettext("%(count)d source was there already.", "%(count)d sources were there already.", same)
        messages.info(request, said % {"count": same})
    if not outcomes:
        messages.info(request, _("These sources were imported already, or are being imported."))


def _what_is_new(dossier: Dossier, outcomes: list[Outcome]) -> str:
    """The claims with figures of this import; every claim where there was nothing before."""
    review = reverse("review", args=[dossier.slug])
    if not any(outcome.figures for outcome in outcomes if outcome.state in ("new", "changed")):
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
    }
    return render(request, "claims/check_sources.html", context, status=422 if error else 200)
