"""The people of the desk and what their roles allow; the admin's own name and way home."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db.models import Count, ManyToManyField
from django.forms import CheckboxSelectMultiple
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from dealdesk.models import AccessRecord, User
from dealdesk.roles import follow_role
from dealdesk.signing import record
from sources.admin import ReadOnlyAdmin, changelist_link

admin.site.site_header = "Dealdesk"
admin.site.site_title = "Dealdesk"
admin.site.index_title = _("Administration")
admin.site.site_url = None  # the header has its own way back to the desk
admin.site.disable_action("delete_selected")  # also for superusers: most rows are the record
admin.site.unregister(Group)


def let_in(request: HttpRequest) -> bool:
    """For whoever is signed in and may not enter, the admin is not there."""
    if request.user.is_authenticated and not request.user.is_staff:
        raise Http404
    return request.user.is_active and request.user.is_staff


admin.site.has_permission = let_in  # type: ignore[method-assign]


@admin.register(User)
class UserAdmin(DjangoUserAdmin):  # type: ignore[type-arg]
    """Someone's rights are those of their roles; access to the admin follows from them (dealdesk.roles)."""

    list_display = ("username", "first_name", "last_name", "email", "roles", "is_staff", "is_active", "last_login")
    list_filter = ("groups", "is_superuser", "is_staff", "is_active", "language")
    filter_horizontal = ()
    formfield_overrides = {ManyToManyField: {"widget": CheckboxSelectMultiple}}  # a list of four needs no search
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
        """Rights change here and nowhere else, so here they are recorded."""
        before = _stored_standing(form.instance, form.initial) if change else {}
        super().save_related(request, form, formsets, change)
        follow_role(form.instance)
        after = form.instance.standing()
        if before != after:
            record(AccessRecord.What.RIGHTS, request, user=form.instance, before=before, after=after)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == 302:
            record(AccessRecord.What.PASSWORD, request, user=self.get_object(request, id))
        return response

    @admin.display(description=_("roles"))
    def roles(self, obj: User) -> str:
        return ", ".join(group.name for group in obj.groups.all()) or "–"


def _stored_standing(user: User, initial: dict[str, Any]) -> dict[str, object]:
    """What the person was allowed before the form was saved: the roles are not written yet, the flags are."""
    flags = {"superuser": initial["is_superuser"], "active": initial["is_active"]}
    return user.standing() | flags


@admin.register(AccessRecord)
class AccessRecordAdmin(ReadOnlyAdmin):
    """Who came in, who was refused, whose rights were changed."""

    list_display = ("at", "what", "user", "by", "address", "rights")
    list_filter = ("what", ("user", admin.RelatedOnlyFieldListFilter), "at")
    list_select_related = ("user", "by")
    search_fields = ("user__username", "by__username", "address")
    date_hierarchy = "at"
    fields = ("at", "what", "user", "by", "address", "before", "after")

    @admin.display(description=_("rights"))
    def rights(self, obj: AccessRecord) -> str:
        return " → ".join(_rights(side) for side in (obj.before, obj.after) if side) or "–"


def _rights(standing: dict[str, Any]) -> str:
    """
    >>> _rights({"roles": ["editor"], "superuser": False, "active": True})
    'editor'
    """
    flags = [
        str(word)
        for said, word in ((standing["superuser"], _("superuser")), (not standing["active"], _("inactive")))
        if said
    ]
    return ", ".join([*standing["roles"], *flags]) or "–"


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
