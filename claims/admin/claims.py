"""Claims: what is asked. Label and pin are edited through the model's own methods; the rest is derived."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Prefetch
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from claims.admin import showing
from claims.admin.bulk import BulkAdmin
from claims.admin.exporting import ExportingAdmin
from claims.admin.journalled import JournalledAdmin
from claims.admin.placing import MERGE
from claims.admin.tables import CLAIM_ACTS, first_mentions
from claims.models import Claim, Figure
from sources.admin import change_link, changelist_link
from sources.models import Source


@admin.register(Claim)
class ClaimAdmin(ExportingAdmin, BulkAdmin, JournalledAdmin):
    bulk_acts = (*CLAIM_ACTS, MERGE)
    list_display = ("label", "dossier", "kind", "state", "figures", "source_count", "to_decide", "pinned")
    list_filter = (
        "status",
        "pinned",
        "kind",
        ("merged_into", admin.EmptyFieldListFilter),
        ("dossier", admin.RelatedOnlyFieldListFilter),
        "created_at",
    )
    list_select_related = ("dossier",)
    search_fields = ("label", "unit", "dossier__title", "figures__mentions__quote", "figures__answer")
    readonly_fields = (
        "dossier", "number", "kind", "unit", "state", "figure_list", "source_count", "origin_count", "dispute_count",
        "undecided_count", "merged_into", "created_at",
    )  # fmt: skip
    fieldsets = (
        (None, {"fields": ("dossier", "number", "label", "pinned", "kind", "unit")}),
        (_("Figures"), {"fields": ("state", "figure_list")}),
        (_("Derived"), {"fields": ("source_count", "origin_count", "dispute_count", "undecided_count", "merged_into")}),
        (_("Record"), {"fields": ("created_at",)}),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Claims come from reading and matching, or from the desk."""
        return False

    def view_on_site(self, obj: Claim) -> str:
        return obj.get_absolute_url()

    def journal(self, request: HttpRequest, obj: Any, changes: dict[str, Any], reason: str) -> None:
        if "label" in changes:
            obj.rename(changes["label"], by=request.user, reason=reason)
        if "pinned" in changes:
            change = obj.pin if changes["pinned"] else obj.unpin
            change(by=request.user, reason=reason)

    @admin.display(description=_("status"), ordering="urgency")
    def state(self, obj: Claim) -> SafeString:
        return showing.status(obj.status)

    @admin.display(description=_("figures"), ordering="figure_count")
    def figures(self, obj: Claim) -> SafeString:
        return changelist_link(Figure, obj.figure_count, claim__id__exact=obj.pk)

    @admin.display(description=_("to decide"), ordering="undecided_count")
    def to_decide(self, obj: Claim) -> int:
        return obj.undecided_count

    @admin.display(description=_("figures"))
    def figure_list(self, obj: Claim) -> SafeString:
        """Every figure with its quote, source and verdict."""
        figures = obj.figures.select_related("source").prefetch_related(Prefetch("mentions", first_mentions()))
        return showing.listed(
            [
                format_html(
                    '{} <span class="quote">{}</span> {} {} {}',
                    showing.figure_link(figure),
                    showing.quote(figure),
                    change_link(Source, figure.source_id, figure.source.short_name),
                    showing.decision(figure),
                    showing.standing(figure),
                )
                for figure in figures
            ]
        )
