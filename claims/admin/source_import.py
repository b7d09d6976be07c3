"""The page that corrects many sources from a table: the file, a preview of the exact changes, then the act."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from claims import source_table
from claims.models import Entry
from claims.refusals import Refusal
from sources.admin import KeptAdmin, changelist_link


class TableForm(forms.Form):
    table = forms.FileField(
        label=gettext_lazy("Table (CSV or .xlsx)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )


class ConfirmForm(forms.Form):
    plan = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(required=False, max_length=1000)


class SourceImportAdmin(KeptAdmin):
    """For whoever may change sources."""

    change_list_template = "admin/claims/source_list.html"

    def get_urls(self) -> list[URLPattern]:
        page = path("import/", self.admin_site.admin_view(self.import_view), name="sources_source_import")
        return [page, *super().get_urls()]

    def import_view(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm("sources.change_source"):
            raise PermissionDenied
        if request.method != "POST":
            return self._ask(request, TableForm())
        if "plan" in request.POST:
            return self._confirm(request)
        form = TableForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._ask(request, form, 422)
        try:
            plan = source_table.plan(source_table.read_table(form.cleaned_data["table"].read()))
        except Refusal as refusal:
            form.add_error("table", str(refusal))
            return self._ask(request, form, 422)
        status = 422 if plan.problems or not plan.changes else 200
        signed = plan.sign(request.user) if status == 200 else ""  # type: ignore[arg-type]
        return self._show(request, status, plan=plan, signed=signed)

    def _confirm(self, request: HttpRequest) -> HttpResponse:
        form = ConfirmForm(request.POST)
        if not form.is_valid():
            return self._ask(request, TableForm(), 422, _("The reason is too long. Send the table again."))
        sent = form.cleaned_data
        try:
            entries = source_table.apply(sent["plan"], by=request.user, reason=sent["reason"])  # type: ignore[arg-type]
        except Refusal as refusal:
            return self._ask(request, TableForm(), 409, str(refusal))
        done = ngettext(
            "%(count)d source was corrected, in one batch.",
            "%(count)d sources were corrected, in one batch.",
            len(entries),
        ) % {"count": len(entries)}
        link = changelist_link(Entry, _("See the batch"), batch=entries[0].batch)
        self.message_user(request, format_html("{} {}", done, link), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:sources_source_changelist"))

    def _ask(self, request: HttpRequest, form: TableForm, status: int = 200, refusal: str = "") -> HttpResponse:
        return self._show(request, status, form=form, refusal=refusal)

    def _show(self, request: HttpRequest, status: int, **more: Any) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Correct sources from a table"),
            "columns": source_table.COLUMNS,
            **more,
        }
        return TemplateResponse(request, "admin/claims/import_sources.html", context, status=status)
