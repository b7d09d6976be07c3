"""Published sheets: looked at here, and withdrawn through the desk's own act."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from claims.models import Publication
from sources.admin import ReadOnlyAdmin


class WithdrawnFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "withdrawn"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("1", _("withdrawn sheets")), ("0", _("sheets that were not withdrawn"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() not in {"0", "1"}:
            return queryset
        return queryset.filter(withdrawal__isnull=self.value() == "0")


@admin.register(Publication)
class PublicationAdmin(ReadOnlyAdmin):
    """Its page leads whoever may withdraw it to the one form that does."""

    change_form_template = "admin/claims/publication.html"
    list_display = ("title", "number", "dossier", "by", "at", "standing", "address")
    list_filter = (
        WithdrawnFilter,
        ("by", admin.RelatedOnlyFieldListFilter),
        ("dossier", admin.RelatedOnlyFieldListFilter),
        "at",
    )
    ordering = ("-at", "-number")
    date_hierarchy = "at"
    search_fields = ("title", "sha256", "by__username", "dossier__title", "withdrawal__reason")
    fieldsets = (
        (None, {"fields": ("title", "number", "dossier", "by", "at", "standing", "address", "statements")}),
        (_("Record"), {"fields": ("sha256", "rules", "log_head", "log_position")}),
    )
    readonly_fields = ("standing", "address", "statements")

    def get_queryset(self, request: HttpRequest) -> Any:
        """The sheets themselves, which may be long, stay in the database."""
        return Publication.objects.listed()

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        more = {"may_withdraw": request.user.has_perm("claims.publish_sheet")}
        return super().change_view(request, object_id, form_url, more | (extra_context or {}))

    @admin.display(description=_("state"))
    def standing(self, obj: Publication) -> SafeString:
        if not obj.is_withdrawn:
            return format_html("{}", _("published"))
        row = obj.withdrawal
        words = _("withdrawn by %(name)s: %(reason)s") % {"name": row.by, "reason": row.reason}
        return format_html('<span aria-hidden="true">↩</span> {}', words)

    @admin.display(description=_("address"))
    def address(self, obj: Publication) -> SafeString:
        return format_html('<a href="{0}">{0}</a>', obj.get_absolute_url())

    @admin.display(description=_("claims on it"))
    def statements(self, obj: Publication) -> int:
        return len(obj.claims)
