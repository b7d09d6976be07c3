"""Actions on many rows: a page that shows the exact rows and asks why, then one act on all of them or none."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.admin import showing
from claims.admin.tables import FIGURES, BulkAct, Row
from claims.bulk import Seen, Submission, dossiers_of
from claims.models import Claim, Figure, Verdict
from claims.refusals import KeyReused, ReasonNeeded, Refusal, RivalConfirmed, StaleToken, TokenMissing
from sources.admin import KeptAdmin, changelist_link

LIMIT = 500  # a second or more for each hundred, while other writers wait
SEEN = re.compile(r"([0-9]{1,18}):([0-9]{0,9})", re.ASCII)


def parse_seen(text: str) -> Seen:
    """The hidden field that says which rows the page showed, and the verdict number it showed on each.

    One field rather than one a row: Django bounds the number of fields in a form.

    >>> parse_seen("12:3 14:0 15:")
    {12: 3, 14: 0, 15: None}
    """
    seen: Seen = {}
    for place in text.split():
        match = SEEN.fullmatch(place)
        if match is None:
            raise BadRequest("rows")
        seen[int(match[1])] = int(match[2]) if match[2] else None
    if len(seen) > LIMIT:
        raise BadRequest("too many rows")
    return seen


@dataclass(slots=True)
class Page:
    """The state of the bulk page: what was shown and typed, and what came of it."""

    act: BulkAct
    seen: Seen
    key: UUID | None = field(default_factory=uuid4)
    left_out: set[int] = field(default_factory=set)
    reason: str = ""
    evidence_url: str = ""
    goal: str = ""
    offered: Seen = field(default_factory=dict)
    contest_rivals: bool = False
    refusal: str = ""
    details: list[str] = field(default_factory=list)
    status: int = 200

    @classmethod
    def submitted(cls, act: BulkAct, data: QueryDict) -> Page:
        left_out = {int(pk) for pk in data.getlist("leave_out") if pk.isascii() and pk.isdecimal()}
        return cls(
            act,
            parse_seen(data.get("rows", "")),
            key=_uuid(data.get("key", "")),
            left_out=left_out,
            reason=data.get("reason", ""),
            evidence_url=data.get("evidence_url", "").strip(),
            goal=data.get("goal", ""),
            offered=parse_seen(data.get("rivals", "")),
            contest_rivals="contest_rivals" in data,
        )

    @property
    def chosen(self) -> Seen:
        """The rows that were not left out by hand."""
        return {pk: number for pk, number in self.seen.items() if pk not in self.left_out}

    def submission(self) -> Submission:
        """What the write path gets. Raises a Refusal where the act wants a reason or a goal and has none."""
        if self.act.needs_reason and not self.reason.strip():
            raise ReasonNeeded(_("Give the reason."))
        if self.needs_goal and self.goal not in dict(self.goals):
            raise Refusal(_("Choose the claim."))
        return Submission(
            self.chosen,
            self.key,
            self.reason,
            self.evidence_url,
            self.offered if self.contest_rivals else {},
            int(self.goal) if self.needs_goal else None,
        )

    @property
    def goals(self) -> list[tuple[str, str]]:
        """What can be chosen to lead to, for the rows that are shown."""
        return self.act.goals(list(self.seen)) if self.act.goals else []

    @property
    def may_leave_out(self) -> bool:
        return not self.act.whole

    @property
    def needs_goal(self) -> bool:
        return self.act.goals is not None

    def refuse(self, refusal: Refusal | ValidationError) -> None:
        """Say why nothing was written; what was typed stays."""
        self.status = 409 if isinstance(refusal, StaleToken) else 422
        self.refusal = " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
        if isinstance(refusal, KeyReused | TokenMissing):
            self.key = uuid4()
        if isinstance(refusal, StaleToken):
            self.details = [_said_by(verdict) for verdict in refusal.latest]
        if isinstance(refusal, RivalConfirmed):
            if any(rival.pk in self.chosen for rival in refusal.rivals):
                self.refusal = _("Two of the rows cannot both be true. Leave out the one that is not to be confirmed.")
            self.details = [_named(figure) for figure in (refusal.figure, *refusal.rivals)]
            self.offered |= {rival.pk: rival.verdict_number for rival in refusal.rivals if rival.pk not in self.chosen}

    def context(self) -> dict[str, Any]:
        """What the template shows: rows as they are now, so that what is sent next is what was seen."""
        rows = self.act.rows(self.seen)
        chosen = [row for row in rows if not row.left_out]
        rivals = self.act.rows(self.offered) if self.act.table is FIGURES else []
        return {
            "page": self,
            "act": self.act,
            "rows": [(row, self._cells(row), self.seen.get(row.pk) != row.seen) for row in rows],
            "chosen": chosen,
            "rivals": [(row, self._cells(row), False) for row in rivals],
            "rows_seen": _as_seen(chosen),
            "rivals_seen": _as_seen(rivals),
            "title": self.act.heading(len(chosen)),
        }

    def _cells(self, row: Row) -> list[tuple[Any, object]]:
        """Each cell with its heading: a phone shows a row as a card."""
        return list(zip(self.act.table.headings, row.cells, strict=True))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _as_seen(rows: list[Row]) -> str:
    return " ".join(f"{row.pk}:{row.seen}" for row in rows)


def _said_by(verdict: Verdict) -> str:
    shown = {
        "name": verdict.by,
        "outcome": verdict.get_outcome_display(),
        "reason": verdict.reason,
        "figure": _named(verdict.figure),
    }
    if verdict.reason:
        return _("%(figure)s: %(outcome)s by %(name)s, “%(reason)s”") % shown
    return _("%(figure)s: %(outcome)s by %(name)s") % shown


def _named(figure: Figure) -> str:
    return f"{figure.claim}: {showing.value(figure)} ({figure.source.short_name})"


class BulkAdmin(KeptAdmin):
    """Offers `bulk_acts` as actions to those who have their permission. One act stays within one dossier."""

    bulk_acts: tuple[BulkAct, ...] = ()

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions: dict[str, Any] = super().get_actions(request)
        if IS_POPUP_VAR not in request.GET:
            for act in self.bulk_acts:
                if request.user.has_perm(act.permission):
                    actions[act.name] = (partial(open_page, act), act.name, act.label)
        return actions

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_bulk"
        return [path("bulk/<slug:name>/", self.admin_site.admin_view(self.bulk_view), name=name), *super().get_urls()]

    def bulk_view(self, request: HttpRequest, name: str) -> HttpResponse:
        """Do what the page asked for, or show the page again with the refusal."""
        act = next((act for act in self.bulk_acts if act.name == name), None)
        if act is None:
            raise Http404
        if not request.user.has_perm(act.permission):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseRedirect(self.back(request))
        page = Page.submitted(act, request.POST)
        try:
            written = act.write(page.submission(), request.user)  # type: ignore[arg-type]
        except (Refusal, ValidationError) as refusal:
            page.refuse(refusal)
            return self.show(request, page)
        self.message_user(request, _done(act, written), messages.SUCCESS)
        return HttpResponseRedirect(self.back(request))

    def show(self, request: HttpRequest, page: Page) -> HttpResponse:
        action = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_bulk", args=[page.act.name])
        context = {
            **self.admin_site.each_context(request),
            **page.context(),
            "opts": self.opts,
            "form_url": f"{action}?{self.get_preserved_filters(request)}",
            "back_url": self.back(request),
        }
        return TemplateResponse(request, "admin/claims/bulk.html", context, status=page.status)

    def back(self, request: HttpRequest) -> str:
        """The list that the act was called from, with its filters."""
        changelist = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        return add_preserved_filters(
            {"preserved_filters": self.get_preserved_filters(request), "opts": self.opts}, changelist
        )


def open_page(act: BulkAct, model_admin: BulkAdmin, request: HttpRequest, queryset: Any) -> HttpResponse | None:
    """The action itself: the page for the chosen rows, or a message that says why it does not open."""
    derived = act.table.model is Figure and queryset.model is Claim
    found = Figure.objects.filter(claim__in=queryset.order_by().values("pk")) if derived else act.widen(queryset)
    keys = list(found.order_by().values_list("pk", flat=True).distinct()[: LIMIT + 1])
    if problem := _too_much(act, keys):
        model_admin.message_user(request, problem, messages.ERROR)
        return None
    rows = act.rows(keys)
    seen: Seen = {row.pk: row.seen for row in rows if not (derived and row.left_out)}
    return model_admin.show(request, Page(act, seen))


def _too_much(act: BulkAct, keys: list[int]) -> str:
    if len(keys) > LIMIT:
        return _("More than %(limit)d rows are chosen. Narrow the list, then choose again.") % {"limit": LIMIT}
    titles = list(dossiers_of(act.table.model, keys).values_list("title", flat=True)[:6])
    if len(titles) > 1:
        names = ", ".join(titles[:5]) + ("…" if len(titles) > 5 else "")
        return _(
            "The rows belong to several dossiers (%(names)s). One act stays within one: filter by dossier first."
        ) % {"names": names}
    return ""


def _done(act: BulkAct, written: list[Any]) -> str:
    count, batch = len(written), written[0].batch
    if act.record is Verdict:
        said = ngettext(
            "%(count)d verdict was recorded, in one batch.", "%(count)d verdicts were recorded, in one batch.", count
        )
    else:
        said = ngettext(
            "%(count)d change was journalled, in one batch.", "%(count)d changes were journalled, in one batch.", count
        )
    parts = [said % {"count": count}, changelist_link(act.record, _("See the batch"), batch=batch)]
    if act.record is Verdict:
        parts.append(changelist_link(Figure, _("See its figures"), verdicts__batch=batch))
    return format_html("{} " * len(parts), *parts)
