"""What is only ever looked at: mentions, verdicts and the journal."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.defaultfilters import truncatechars
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from claims.admin import showing
from claims.admin.bulk import BulkAdmin
from claims.admin.exporting import ExportingAdmin
from claims.admin.placing import UNDO
from claims.chronicle import Change, Line, Subjects
from claims.models import Claim, Entry, Figure, Mention, Verdict
from claims.models.journal import types
from sources.admin import ReadOnlyAdmin, change_link, changelist_link
from sources.models import Source

AROUND = 200  # characters of the edition shown on either side of a quote


@admin.register(Mention)
class MentionAdmin(ReadOnlyAdmin):
    list_display = ("quote", "printed", "hedge", "kind", "unit", "claim", "source", "start")
    list_filter = ("kind", ("edition__source__dossier", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("figure__claim", "edition__source")
    search_fields = (
        "quote",
        "printed",
        "hedge",
        "attribution",
        "edition__source__title",
        "edition__source__publisher",
        "figure__claim__label",
    )
    fieldsets = (
        (None, {"fields": ("quote", "in_context", "figure_link", "claim", "source")}),
        (_("As read"), {"fields": ("printed", "hedge", "kind", "unit", "attribution")}),
        (_("Place"), {"fields": ("edition", "start", "end", "carried_from")}),
    )
    readonly_fields = ("in_context", "figure_link", "claim", "source")

    def get_queryset(self, request: HttpRequest) -> Any:
        """The texts stay in the database: only the page of one mention reads the one that it quotes."""
        return super().get_queryset(request).defer("edition__raw", "edition__text", "edition__masks")

    @admin.display(description=_("claim"), ordering="figure__claim__label")
    def claim(self, obj: Mention) -> SafeString:
        return change_link(Claim, obj.figure.claim_id, obj.figure.claim)

    @admin.display(description=_("source"), ordering="edition__source__publisher")
    def source(self, obj: Mention) -> SafeString:
        return change_link(Source, obj.edition.source_id, obj.edition.source.short_name)

    @admin.display(description=_("figure"))
    def figure_link(self, obj: Mention) -> SafeString:
        return showing.figure_link(obj.figure)

    @admin.display(description=_("in its text"))
    def in_context(self, obj: Mention) -> SafeString:
        text = obj.edition.text
        before, after = text[max(0, obj.start - AROUND) : obj.start], text[obj.end : obj.end + AROUND]
        return format_html('<span class="in-context">{}<mark>{}</mark>{}</span>', before, obj.quote, after)


class BatchAdmin(ReadOnlyAdmin):
    """Rows written in batches, newest first."""

    date_hierarchy = "at"

    @admin.display(description=_("batch"))
    def batch_link(self, obj: Any) -> SafeString:
        return changelist_link(type(obj), str(obj.batch)[:8], batch=obj.batch)


@admin.register(Verdict)
class VerdictAdmin(ExportingAdmin, BatchAdmin):
    list_display = ("shown_outcome", "claim", "quotes", "figure_link", "by", "at", "shown_reason", "batch_link")
    list_filter = (
        "outcome",
        ("by", admin.RelatedOnlyFieldListFilter),
        ("dossier", admin.RelatedOnlyFieldListFilter),
        "at",
    )
    list_select_related = ("by",)
    ordering = ("-at", "-position")
    search_fields = (
        "reason",
        "evidence_url",
        "by__username",
        "figure__claim__label",
        "figure__mentions__quote",
        "batch",
        "digest",
    )
    fieldsets = (
        (None, {"fields": ("shown_outcome", "claim", "quotes", "figure_link", "number", "by", "at")}),
        (_("Why"), {"fields": ("reason", "evidence_url", "evidence_source")}),
        (
            _("Record"),
            {
                "fields": (
                    "dossier",
                    "position",
                    "batch_link",
                    "key",
                    "shown_judged",
                    "previous_digest",
                    "digest",
                )
            },
        ),
    )
    readonly_fields = ("shown_outcome", "claim", "quotes", "figure_link", "batch_link", "shown_judged")

    @admin.display(description=_("outcome"), ordering="outcome")
    def shown_outcome(self, obj: Verdict) -> SafeString:
        return showing.outcome(obj.outcome)

    @admin.display(description=_("claim, as judged"))
    def claim(self, obj: Verdict) -> str:
        return str(obj.judged["claim"]["label"])

    @admin.display(description=_("quotes, as judged"))
    def quotes(self, obj: Verdict) -> str:
        return " · ".join(obj.judged["quotes"]) or str(obj.judged.get("answer", ""))

    @admin.display(description=_("figure"))
    def figure_link(self, obj: Verdict) -> SafeString:
        return change_link(Figure, obj.figure_id, _("Figure %(id)d") % {"id": obj.figure_id})

    @admin.display(description=_("reason"))
    def shown_reason(self, obj: Verdict) -> str:
        return truncatechars(obj.reason, 120)

    @admin.display(description=_("what was judged"))
    def shown_judged(self, obj: Verdict) -> SafeString:
        return as_json(obj.judged)


class SubjectFilter(admin.SimpleListFilter):
    """By the kind of row that was acted on, as people call it."""

    title = _("subject")
    parameter_name = "subject"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(name, capfirst(model._meta.verbose_name)) for name, model in types.items()]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(subject=self.value()) if self.value() else queryset


def _told(entry: Any) -> Line:
    """The entry as the desk's journal tells it."""
    if not hasattr(entry, "told"):
        entry.told = Subjects([entry]).line(entry)
    told: Line = entry.told
    return told


def _in_words(change: Change) -> str:
    return f"{change.field}: {change.before} → {change.after}"


@admin.register(Entry)
class EntryAdmin(BulkAdmin, BatchAdmin):
    bulk_acts = (UNDO,)
    list_display = ("act", "subject_link", "changes", "by", "at", "shown_reason", "dossier", "batch_link")
    list_filter = (
        "act",
        SubjectFilter,
        ("by", admin.RelatedOnlyFieldListFilter),
        ("dossier", admin.RelatedOnlyFieldListFilter),
        "at",
    )
    list_select_related = ("by", "dossier", "undone_by")
    search_fields = ("reason", "by__username", "dossier__title", "batch", "before", "after")
    fields = ("act", "subject_link", "change_list", "reason", "by", "at", "batch_link", "undoes", "dossier")
    readonly_fields = ("subject_link", "change_list", "batch_link")

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """What the rows of one page are about is fetched for all of them at once."""
        page = super().get_changelist_instance(request)
        page.result_list = list(page.result_list)
        subjects = Subjects(page.result_list)
        for entry in page.result_list:
            entry.told = subjects.line(entry)
        return page

    @admin.display(description=_("subject"), ordering="subject_id")
    def subject_link(self, obj: Entry) -> SafeString:
        model, subject = types[obj.subject], _told(obj).subject
        words = f"{model._meta.verbose_name} {obj.subject_id}{': ' if subject else ''}{truncatechars(subject, 60)}"
        if not self.admin_site.is_registered(model):
            return format_html("{}", words)
        return change_link(model, obj.subject_id, words)

    @admin.display(description=_("change"))
    def changes(self, obj: Entry) -> str:
        """`label: before → after`, field by field, in the reader's words."""
        return truncatechars("; ".join(_in_words(change) for change in _told(obj).changes), 160)

    @admin.display(description=_("change"))
    def change_list(self, obj: Entry) -> SafeString:
        return showing.listed([format_html("{}", _in_words(change)) for change in _told(obj).changes])

    @admin.display(description=_("reason"))
    def shown_reason(self, obj: Entry) -> str:
        return truncatechars(obj.reason, 120)


def as_json(stored: Any) -> SafeString:
    return format_html('<pre tabindex="0">{}</pre>', json.dumps(stored, ensure_ascii=False, indent=2, sort_keys=True))
