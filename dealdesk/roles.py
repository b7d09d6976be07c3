"""Who may do what. A role is a group; an admin is a superuser; whoever signs in may read."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType

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
)
DECIDE = ("decide_figure", "edit_claim")
BULK = (
    "decide_in_bulk",
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


def set_up_roles(using: str = "default") -> None:
    """Make the groups and give them exactly their permissions; safe to run again."""
    for role, codenames in ROLES.items():
        group, _ = Group.objects.using(using).get_or_create(name=role)
        types = ContentType.objects.using(using).filter(app_label__in=["claims", "sources"])
        found = Permission.objects.using(using).filter(content_type__in=types, codename__in=codenames)
        group.permissions.set(found)
