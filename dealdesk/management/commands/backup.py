"""`manage.py backup FILE`: every row of the running desk as one file; on both databases."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dealdesk.backup import write_backup


class Command(BaseCommand):
    help = "Write every row to a file while the desk is at work, and print the digest over them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            digest = write_backup(file)
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}. An earlier one is as it was.") from error
        self.stdout.write(f"{file}: {file.stat().st_size} bytes, digest {digest}")
