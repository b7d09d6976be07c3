"""The people of the desk and what their roles allow; the admin's own name and way home."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db.models import Count
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from dealdesk.models import User
from dealdesk.roles import follow_role
from sources.admin import ReadOnlyAdmin, changelist_link

admin.site.site_header = "Dealdesk"
admin.site.site_title = "Dealdesk"
admin.site.index_title = _("Administration")
admin.site.site_url = None  # the header has its own way back to the desk
admin.site.disable_action("delete_selected")  # also for superusers: most rows are the record
admin.site.unregister(Group)


@admin.register(User)
class UserAdmin(DjangoUserAdmin):  # type: ignore[type-arg]
    """Someone's rights are those of their roles; access to the admin follows from them (dealdesk.roles)."""

    list_display = ("username", "first_name", "last_name", "email", "roles", "is_staff", "is_active", "last_login")
    list_filter = ("groups", "is_superuser", "is_staff", "is_active", "language")
    filter_horizontal = ("groups",)
    readonly_fields = ("is_staff", "last_login", "date_joined")
    date_hierarchy = "date_joined"
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email", "language")}),
        (
            _("Role"),
            {
                "fields": ("groups", "is_superuser", "is_staff", "is_active"),
                "description": _(
                    "A viewer reads, an editor decides, a chief also acts in bulk and uses the admin; "
                    "a superuser may do everything. "
                    "Access to the admin follows from the role."
                ),
            },
        ),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"classes": ("wide",), "fields": ("username", "usable_password", "password1", "password2")}),
        (_("Role"), {"classes": ("wide",), "fields": ("groups", "language")}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        follow_role(form.instance)

    @admin.display(description=_("roles"))
    def roles(self, obj: User) -> str:
        return ", ".join(group.name for group in obj.groups.all()) or "–"


@admin.register(Group)
class GroupAdmin(ReadOnlyAdmin):
    """Roles are kept by dealdesk.roles and set again with every migration; here they are looked up."""

    list_display = ("name", "people")
    search_fields = ("name",)
    fields = ("name", "permission_list", "people")
    readonly_fields = ("permission_list", "people")
    ordering = ("name",)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(people_total=Count("user"))

    @admin.display(description=_("people"), ordering="people_total")
    def people(self, obj: Any) -> str:
        return changelist_link(User, obj.people_total, groups__id__exact=obj.pk)

    @admin.display(description=_("permissions"))
    def permission_list(self, obj: Group) -> str:
        return ", ".join(obj.permissions.order_by("name").values_list("name", flat=True)) or "–"
