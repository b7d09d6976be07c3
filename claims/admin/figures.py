"""Figures: what each source says. Values and what is derived are read-only; as-of date and origin are edited."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Prefetch
from django.http import HttpRequest
from django.template.defaultfilters import truncatechars
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from claims.admin import showing
from claims.admin.bulk import BulkAdmin
from claims.admin.exporting import ExportingAdmin
from claims.admin.journalled import JournalledAdmin, JournalledForm, object_id
from claims.admin.placing import MOVE
from claims.admin.tables import FIGURE_ACTS, first_mentions
from claims.correcting import checked_as_of
from claims.models import Claim, Entry, Figure, Mention, Verdict
from claims.models.figure import DECISIONS, Outcome
from claims.models.journal import Act
from claims.wording import interval_in_words
from sources.admin import change_link
from sources.models import Origin, Source


class FigureForm(JournalledForm):
    def clean_as_of(self) -> str:
        return checked_as_of(self.cleaned_data["as_of"])


class DecisionFilter(admin.SimpleListFilter):
    """By what was decided, with a name for what was not."""

    title = _("verdict")
    parameter_name = "decision"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("none", _("none")), *((value, Outcome(value).label) for value in DECISIONS)]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() is None:
            return queryset
        return queryset.filter(decision="" if self.value() == "none" else self.value())


@admin.register(Figure)
class FigureAdmin(ExportingAdmin, BulkAdmin, JournalledAdmin):
    form = FigureForm
    bulk_acts = (*FIGURE_ACTS, MOVE)
    list_display = ("value", "quote", "claim_link", "source_link", "verdict", "dispute", "as_of", "left_out")
    list_filter = (
        "in_dispute",
        DecisionFilter,
        "stale",
        "dismissed",
        "vanished",
        "kind",
        "claim__status",
        ("claim__dossier", admin.RelatedOnlyFieldListFilter),
        "created_at",
    )
    list_select_related = ("claim", "source")
    search_fields = (
        "claim__label",
        "mentions__quote",
        "mentions__printed",
        "answer",
        "attribution",
        "source__title",
        "source__publisher",
    )
    readonly_fields = (
        "value", "compared", "kind", "unit", "answer", "claim_link", "source_link", "attribution", "alternatives",
        "assumed", "findings", "dispute", "left_out", "verdict", "verdicts", "mentions", "created_at",
    )  # fmt: skip
    fieldsets = (
        (None, {"fields": ("value", "mentions", "claim_link", "source_link")}),
        (_("Verdict"), {"fields": ("verdict", "verdicts", "dispute", "left_out")}),
        (_("Corrections"), {"fields": ("as_of", "origin")}),
        (
            _("As read"),
            {"fields": ("compared", "kind", "unit", "answer", "attribution", "alternatives", "assumed", "findings")},
        ),
        (_("Record"), {"fields": ("created_at",)}),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Figures come from reading, or from the desk."""
        return False

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related(Prefetch("mentions", first_mentions()))

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """The figures of one batch of verdicts can be asked for: that is how a batch is withdrawn."""
        return lookup == "verdicts__batch" or super().lookup_allowed(lookup, value, request)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "origin":
            dossiers = Claim.objects.filter(figures=object_id(request)).values("dossier")
            kwargs["queryset"] = Origin.objects.filter(dossier__in=dossiers)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def view_on_site(self, obj: Figure) -> str:
        return reverse("claim", args=[obj.claim.dossier.slug, obj.claim.number])

    def journal(self, request: HttpRequest, obj: Any, changes: dict[str, Any], reason: str) -> None:
        Entry.objects.change(obj, Act.CORRECT, changes, by=request.user, reason=reason)  # type: ignore[arg-type]

    @admin.display(description=_("value"), ordering="said_low")
    def value(self, obj: Figure) -> str:
        return showing.value(obj)

    @admin.display(description=_("what is compared"))
    def compared(self, obj: Figure) -> str:
        return interval_in_words(obj.kind, obj.interval, obj.shown_unit, get_language() or "en") or "–"

    @admin.display(description=_("as printed"))
    def quote(self, obj: Figure) -> str:
        return showing.quote(obj)

    @admin.display(description=_("claim"), ordering="claim__label")
    def claim_link(self, obj: Figure) -> SafeString:
        return change_link(Claim, obj.claim_id, obj.claim)

    @admin.display(description=_("source"), ordering="source__publisher")
    def source_link(self, obj: Figure) -> SafeString:
        return change_link(Source, obj.source_id, truncatechars(obj.source.short_name, 48))

    @admin.display(description=_("verdict"), ordering="decision")
    def verdict(self, obj: Figure) -> SafeString:
        return showing.decision(obj)

    @admin.display(description=_("dispute"), ordering="in_dispute")
    def dispute(self, obj: Figure) -> SafeString:
        return showing.badge("disputed", "≠", _("in dispute")) if obj.in_dispute else SafeString("–")

    @admin.display(description=_("does not count"))
    def left_out(self, obj: Figure) -> str:
        return showing.standing(obj) or "–"

    @admin.display(description=_("mentions"))
    def mentions(self, obj: Figure) -> SafeString:
        found = obj.mentions.all()
        return showing.listed([change_link(Mention, mention.pk, f"« {mention.quote} »") for mention in found])

    @admin.display(description=_("verdicts"))
    def verdicts(self, obj: Figure) -> SafeString:
        rows = obj.verdicts.select_related("by").defer("judged").order_by("-number")
        return showing.listed(
            [
                format_html(
                    "{} {} {} {}",
                    change_link(Verdict, row.pk, row.number),
                    showing.outcome(row.outcome),
                    row.by,
                    row.reason,
                )
                for row in rows
            ]
        )
