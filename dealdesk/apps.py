from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class DealdeskConfig(AppConfig):
    name = "dealdesk"
    verbose_name = _("People")

    def ready(self) -> None:
        from dealdesk.checks import check_append_only, check_sqlite

        register(check_sqlite, Tags.database)
        register(check_append_only, Tags.database)
        post_migrate.connect(after_migrate, sender=self, dispatch_uid="dealdesk.after_migrate")


def after_migrate(using: str, **_: object) -> None:
    """Give the database what migrations cannot hold: triggers (SQLite drops them), the words to
    search, the stamps of what pages show, the counts and the roles' permissions.

    Runs when the last app, this one, has migrated. It is the one use of a signal in the project: Django
    offers no other hook at this point.
    """
    from claims import search, stamps, tallying
    from dealdesk.roles import set_up_roles
    from sources import appendonly

    appendonly.install(connections[using])
    search.install(connections[using])
    stamps.install(connections[using])
    tallying.install(connections[using])
    set_up_roles(using)
