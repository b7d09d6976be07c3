"""`manage.py restore FILE`: a new desk from a backup, in an empty database."""

import gzip
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from dealdesk.backup import NotRestored, restore_backup


class Command(BaseCommand):
    help = "Make the tables in an empty database, fill them from a backup, bring them to this version."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            digest = restore_backup(file)
        except NotRestored as error:
            raise CommandError(str(error)) from error
        except (OSError, EOFError, gzip.BadGzipFile, json.JSONDecodeError, KeyError, UnicodeDecodeError) as error:
            raise CommandError(f"{file} cannot be read: {error}. Nothing was restored.") from error
        call_command("migrate", verbosity=0)
        call_command("verify_log", stdout=self.stdout)
        self.stdout.write(f"{file}: restored, digest {digest}")
