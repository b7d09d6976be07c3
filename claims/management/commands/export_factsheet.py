"""`manage.py export_factsheet SLUG --format F [--number N] [--output FILE]`: a published sheet, else the draft."""

import shutil
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.core.management.base import BaseCommand, CommandError

from claims.factsheet import FORMATS, Format
from claims.factsheet.build import build_draft
from claims.factsheet.sheet import FactSheet
from claims.models import Publication
from claims.publishing import sheet_of
from claims.views.downloads import write_whole
from sources.models import Dossier


class Command(BaseCommand):
    help = "Write a dossier's fact sheet to a file or to standard output: a published one, or the draft."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", metavar="SLUG")
        parser.add_argument("--format", choices=sorted(FORMATS), default="json")
        parser.add_argument("--number", type=int, metavar="N", help="a published sheet; without it, the draft")
        parser.add_argument("--output", type=Path, metavar="FILE")

    def handle(self, *, slug: str, format: str, number: int | None, output: Path | None, **options: Any) -> None:
        dossier = Dossier.objects.filter(slug=slug).first()
        if dossier is None:
            known = ", ".join(Dossier.objects.values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"There is no dossier {slug!r}. Known: {known}.")
        format_ = FORMATS[format]
        sheet = build_draft(dossier, worded=format_.worded) if number is None else published(dossier, number)
        if output is None:
            self.to_standard_output(sheet, format_)
            return
        try:
            write_whole(output, sheet, format_)
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from error

    def to_standard_output(self, sheet: FactSheet, format_: Format) -> None:
        """Bytes as they are; where the output takes text alone, text."""
        with tempfile.TemporaryFile() as whole:
            format_.write(sheet, cast("BinaryIO", whole))
            whole.seek(0)
            binary = getattr(self.stdout._out, "buffer", None)
            if binary is not None:
                shutil.copyfileobj(whole, binary)
                binary.flush()
                return
            try:
                self.stdout.write(whole.read().decode(), ending="")
            except UnicodeDecodeError as error:
                raise CommandError("This format is no text: give --output FILE.") from error


def published(dossier: Dossier, number: int) -> FactSheet:
    found = dossier.publications.select_related("withdrawal", "withdrawal__by").filter(number=number).first()
    if found is None:
        numbers = ", ".join(str(row.number) for row in Publication.objects.of(dossier.slug)) or "none yet"
        raise CommandError(f"{dossier.slug} has no published sheet {number}. Published: {numbers}.")
    return sheet_of(found)
