"""Dossiers and sources: found as `sources.admin` says, edited through the journal."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import URLField
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from claims import editing
from claims.admin.bulk import BulkAdmin
from claims.admin.exporting import ExportingAdmin
from claims.admin.journalled import JournalledAdmin, JournalledForm, limited_to_dossier, object_id
from claims.admin.source_import import SourceImportAdmin
from claims.admin.tables import SOURCE_ACTS
from claims.models import Claim, Entry, Figure
from claims.models.claim import Status
from claims.models.journal import Act
from sources import admin as sources_admin
from sources.admin import changelist_link, counted
from sources.models import Dossier, Origin, Source


@admin.register(Dossier)
class DossierAdmin(JournalledAdmin, sources_admin.DossierAdmin):
    list_display = ("title", "slug", "language", "sources", "claims", "disputed", "created_at")

    def get_queryset(self, request: HttpRequest) -> Any:
        open_claims = Claim.objects.filter(merged_into=None)
        return (
            super()
            .get_queryset(request)
            .annotate(
                claim_total=counted(open_claims, "dossier"),
                disputed_total=counted(open_claims.filter(status=Status.DISPUTED), "dossier"),
            )
        )

    def journal(self, request: HttpRequest, obj: Any, changes: dict[str, Any], reason: str) -> None:
        Entry.objects.change(obj, Act.CORRECT, changes, by=request.user, reason=reason)  # type: ignore[arg-type]

    @admin.display(description=_("claims"), ordering="claim_total")
    def claims(self, obj: Any) -> SafeString:
        return changelist_link(Claim, obj.claim_total, dossier__id__exact=obj.pk)

    @admin.display(description=_("disputed"), ordering="disputed_total")
    def disputed(self, obj: Any) -> SafeString:
        return changelist_link(Claim, obj.disputed_total, dossier__id__exact=obj.pk, status__exact=Status.DISPUTED)


class SourceForm(JournalledForm):
    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        same = Source.objects.filter(dossier=self.instance.dossier_id, url=url).exclude(pk=self.instance.pk).first()
        if url and same:
            raise ValidationError(_("Source %(number)d of this dossier has this URL."), params={"number": same.number})
        return url


@admin.register(Source)
class SourceAdmin(SourceImportAdmin, ExportingAdmin, BulkAdmin, JournalledAdmin, sources_admin.SourceAdmin):
    form = SourceForm
    formfield_overrides = {URLField: {"assume_scheme": "https"}}
    bulk_acts = SOURCE_ACTS
    list_display = (*sources_admin.SourceAdmin.list_display, "figures")
    fields = (*sources_admin.SourceAdmin.fields, "figures")
    readonly_fields = (*sources_admin.SourceAdmin.readonly_fields, "figures")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(figure_total=counted(Figure.objects.all(), "source"))

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "origin":
            kwargs["queryset"] = limited_to_dossier(Origin.objects.all(), Source, object_id(request))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def journal(self, request: HttpRequest, obj: Any, changes: dict[str, Any], reason: str) -> None:
        editing.correct_source(obj, changes, by=request.user, reason=reason)  # type: ignore[arg-type]

    @admin.display(description=_("figures"), ordering="figure_total")
    def figures(self, obj: Any) -> SafeString:
        return changelist_link(Figure, obj.figure_total, source__id__exact=obj.pk)
