"""`manage.py database_roles NAME`: the SQL that lets the application work on PostgreSQL without owning its tables.

The owner migrates, backs up and runs this SQL; the server runs as NAME, which has no way to change or remove a row of
an append-only table, nor to switch its triggers off.
"""

from argparse import ArgumentParser
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from sources.appendonly import AppendOnly


class Command(BaseCommand):
    help = "Print the SQL that gives a role what the server needs and no more. Run it as the owner after migrating."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", metavar="NAME", help="a role that exists (CREATE ROLE name LOGIN PASSWORD '…')")

    def handle(self, *, name: str, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("Roles are a matter of PostgreSQL. SQLite has one user: whoever can write the file.")
        self.stdout.write("\n".join(statements(name)))


def statements(name: str) -> list[str]:
    """What the role is granted, in order; safe to run again."""
    quote = connection.ops.quote_name
    role = quote(name)
    found = [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role};",
        f"REVOKE ALL ON SCHEMA public FROM {role};",
        f"GRANT USAGE ON SCHEMA public TO {role};",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};",
        f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role};",
    ]
    for model in apps.get_models():
        rule = getattr(model, "append_only", None)
        if isinstance(rule, AppendOnly):
            refused = [word for word, holds in (("UPDATE", rule.update), ("DELETE", rule.delete)) if holds]
            found.append(f"REVOKE {', '.join(refused)}, TRUNCATE ON {quote(model._meta.db_table)} FROM {role};")
    return found
