"""Who may do what. A role is a group; an admin is a superuser; whoever signs in may read."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType

if TYPE_CHECKING:
    from dealdesk.models import User

VIEW = (
    "view_dossier",
    "view_source",
    "view_edition",
    "view_origin",
    "view_claim",
    "view_figure",
    "view_mention",
    "view_verdict",
    "view_entry",
    "view_comment",
    "view_publication",
)
DECIDE = ("decide_figure", "edit_claim")
BULK = (
    "decide_in_bulk",
    "publish_sheet",
    "change_dossier",
    "add_dossier",
    "change_source",
    "change_claim",
    "change_figure",
    "add_origin",
    "change_origin",
)

ROLES: dict[str, tuple[str, ...]] = {
    "viewer": (),
    "editor": DECIDE,
    "chief": DECIDE + BULK + VIEW,
}

STAFF_ROLES = frozenset({"chief"})


def set_up_roles(using: str = "default") -> None:
    """Make the groups and give them exactly their permissions; safe to run again."""
    for role, codenames in ROLES.items():
        group, _ = Group.objects.using(using).get_or_create(name=role)
        types = ContentType.objects.using(using).filter(app_label__in=["claims", "sources"])
        found = Permission.objects.using(using).filter(content_type__in=types, codename__in=codenames)
        group.permissions.set(found)


def follow_role(user: "User") -> None:
    """Let access to the admin follow from the roles: a chief and a superuser have it, nobody else.

    Whoever is given the role of chief is let in at once; whoever loses it is shut out again.
    """
    user.is_staff = user.is_superuser or user.groups.filter(name__in=STAFF_ROLES).exists()
    user.save(update_fields=["is_staff"])
