"""The admin of what was printed. `claims` registers dossiers and sources itself: their edits are journalled there."""

from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Length, Substr
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from sources.models import Dossier, Edition, Origin, Source


def counted(rows: QuerySet[Any], by: str) -> Coalesce:
    """How many of `rows` belong to each listed object by their foreign key `by`, as a subquery."""
    counts = rows.order_by().filter(**{by: OuterRef("pk")}).values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counts), 0)


def changelist_link(model: type[Model], text: object, **lookups: object) -> SafeString:
    """A link to the changelist of `model` narrowed by `lookups`."""
    meta = model._meta
    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist", query=lookups)
    return format_html('<a href="{}">{}</a>', address, text)


def change_link(model: type[Model], pk: int | None, text: object) -> SafeString:
    """A link to one row's page; the text alone where there is no row."""
    if pk is None:
        return format_html("{}", text)
    meta = model._meta
    return format_html(
        '<a href="{}">{}</a>', reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[pk]), text
    )


class KeptAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows that the record rests on: found and seen by whoever may, deleted by nobody."""

    list_per_page = 50
    list_max_show_all = 200
    show_full_result_count = False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """A list is called by what it lists, for those who only look as well."""
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, title | (extra_context or {}))


class ReadOnlyAdmin(KeptAdmin):
    """Rows that are written elsewhere and only looked at here."""

    change_form_template = "admin/kept_row.html"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Nothing ever happens to such a row: it has no history but itself, and its page leads to none."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        page = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[object_id])
        return HttpResponseRedirect(page)


class DossierAdmin(KeptAdmin):
    list_display: tuple[str, ...] = ("title", "slug", "language", "sources", "created_at")
    list_filter = ("language", "created_at")
    search_fields = ("title", "slug")
    date_hierarchy = "created_at"
    fields = ("title", "slug", "language", "created_at")
    prepopulated_fields = {"slug": ("title",)}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Addresses that people keep lead to the slug: it is chosen once."""
        return ("slug", "created_at") if obj else ("created_at",)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        return {} if obj else dict(self.prepopulated_fields)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(source_total=counted(Source.objects.all(), "dossier"))

    def view_on_site(self, obj: Dossier) -> str:
        return reverse("review", args=[obj.slug])

    @admin.display(description=_("sources"), ordering="source_total")
    def sources(self, obj: Any) -> SafeString:
        return changelist_link(Source, obj.source_total, dossier__id__exact=obj.pk)


class SourceAdmin(KeptAdmin):
    list_display: tuple[str, ...] = (
        "title",
        "number",
        "publisher",
        "dossier",
        "published_on",
        "language",
        "origin",
        "state",
    )
    list_filter = (
        "withdrawn",
        "reconstructed",
        "language",
        ("origin", admin.EmptyFieldListFilter),
        ("dossier", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("dossier", "origin")
    search_fields = ("title", "publisher", "author", "name", "url", "origin__name", "dossier__title")
    date_hierarchy = "published_on"
    fields: ClassVar[tuple[str, ...]] = (
        "dossier", "number", "title", "publisher", "author", "published_on", "language", "url", "origin", "state",
        "guessed", "notes", "name", "editions", "added_at",
    )  # fmt: skip
    readonly_fields: ClassVar[tuple[str, ...]] = (
        "dossier",
        "number",
        "state",
        "guessed",
        "notes",
        "name",
        "editions",
        "added_at",
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Sources come in by import, with their text."""
        return False

    def view_on_site(self, obj: Source) -> str:
        return reverse("source", args=[obj.dossier.slug, obj.number])

    @admin.display(description=_("state"))
    def state(self, obj: Source) -> str:
        marks = [(obj.withdrawn, _("withdrawn")), (obj.reconstructed, _("demonstration text"))]
        return ", ".join(str(mark) for applies, mark in marks if applies) or "–"

    @admin.display(description=_("editions"))
    def editions(self, obj: Source) -> SafeString:
        return changelist_link(Edition, obj.editions.count(), source__id__exact=obj.pk)


@admin.register(Origin)
class OriginAdmin(KeptAdmin):
    """An origin's name is fixed once a source or a figure names it: a change would not be in the journal."""

    list_display = ("name", "dossier", "sources")
    list_filter = (("dossier", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("dossier",)
    search_fields = ("name", "dossier__title")
    fields = ("dossier", "name", "sources")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if obj is None:
            return ("sources",)
        return ("dossier", "name", "sources") if self._is_named(obj) else ("dossier", "sources")

    def _is_named(self, origin: Origin) -> bool:
        """Whether any row of any app points to it."""
        relations = [field for field in origin._meta.get_fields() if field.auto_created and not field.concrete]
        return any(getattr(origin, str(field.get_accessor_name())).exists() for field in relations)  # type: ignore[union-attr]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(source_total=counted(Source.objects.all(), "origin"))

    @admin.display(description=_("sources"), ordering="source_total")
    def sources(self, obj: Any) -> SafeString | str:
        return changelist_link(Source, obj.source_total, origin__id__exact=obj.pk) if obj.pk else "–"


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    list_display = ("source", "number", "hash", "characters", "encoding", "extractor", "created_at")
    list_filter = ("encoding", "extractor", ("source__dossier", admin.RelatedOnlyFieldListFilter), "created_at")
    list_select_related = ("source",)
    search_fields = ("source__title", "source__publisher", "source__name", "sha256")
    date_hierarchy = "created_at"
    fields = (
        "source_link",
        "number",
        "sha256",
        "characters",
        "encoding",
        "extractor",
        "extractor_version",
        "created_at",
        "as_read",
    )
    readonly_fields = ("source_link", "characters", "as_read")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Neither bytes nor text are loaded: the database measures the text and gives the part that is shown."""
        return (
            super()
            .get_queryset(request)
            .defer("raw", "text", "masks")
            .annotate(length=Length("text"), short_hash=Substr("sha256", 1, 12))
        )

    @admin.display(description="SHA-256", ordering="sha256")
    def hash(self, obj: Any) -> SafeString:
        return format_html("<code>{}</code>", obj.short_hash)

    @admin.display(description=_("characters"), ordering="length")
    def characters(self, obj: Any) -> int:
        return int(obj.length)

    @admin.display(description=_("source"))
    def source_link(self, obj: Edition) -> SafeString:
        return change_link(Source, obj.source_id, obj.source)

    @admin.display(description=_("text"))
    def as_read(self, obj: Edition) -> SafeString:
        return format_html('<pre class="edition-text" tabindex="0">{}</pre>', obj.text)
