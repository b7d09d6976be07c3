"""`manage.py export_factsheet SLUG --format json|csv|markdown [--output FILE]`: the dossier as it stands, a draft."""

import os
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.factsheet import RENDERERS
from claims.factsheet.build import build_draft
from sources.models import Dossier


class Command(BaseCommand):
    help = "Write a dossier's fact sheet, marked as a draft, to a file or to standard output."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", metavar="SLUG")
        parser.add_argument("--format", choices=sorted(RENDERERS), default="json")
        parser.add_argument("--output", type=Path, metavar="FILE")

    def handle(self, *, slug: str, format: str, output: Path | None, **options: Any) -> None:
        dossier = Dossier.objects.filter(slug=slug).first()
        if dossier is None:
            known = ", ".join(Dossier.objects.values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"There is no dossier {slug!r}. Known: {known}.")
        text = RENDERERS[format].render(build_draft(dossier))
        if output is None:
            self.stdout.write(text, ending="")
            return
        try:
            write_whole(output, text)
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from error


def write_whole(path: Path, text: str) -> None:
    """Write beside the file, then put it in its place: an earlier sheet stays until the new one is whole."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
