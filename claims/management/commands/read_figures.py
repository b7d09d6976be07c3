"""`manage.py read_figures FILE ...`: what the reader finds, one JSON object a line; no database."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.factsheet.json import bound
from claims.figures.reader import read_figures
from claims.figures.reading import Reading
from claims.importing import read_file
from sources.reading.article import UnreadableFile


def iso_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is not a date: write YYYY-MM-DD") from error


class Command(BaseCommand):
    help = "Print every figure that the reader finds in the files, one JSON object a line."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--language", default="", metavar="TAG", help="BCP 47 tag, such as fr-CA; found where not given"
        )
        parser.add_argument(
            "--published", type=iso_date, metavar="YYYY-MM-DD", help="date of publication; found where not given"
        )

    def handle(self, *, files: list[Path], language: str, published: date | None, **options: Any) -> None:
        refused = 0
        for path in files:
            try:
                article = read_file(path)
            except UnreadableFile as error:
                self.stderr.write(self.style.ERROR(f"{path.name}: {error}"))
                refused += 1
                continue
            readings = read_figures(
                article.text, language or article.language, published or article.published_on, article.masks
            )
            for reading in readings:
                self.stdout.write(json.dumps(as_data(path.name, reading), ensure_ascii=False))
        if refused:
            raise CommandError(f"{refused} of {len(files)} files could not be read.")


def as_data(file: str, reading: Reading) -> dict[str, Any]:
    return {
        "file": file,
        "start": reading.start,
        "end": reading.end,
        "quote": reading.quote,
        "printed": reading.printed,
        "hedge": reading.hedge,
        "kind": reading.kind,
        "low": bound(reading.said.low, reading.kind),
        "high": bound(reading.said.high, reading.kind),
        "unit": reading.unit,
        "as_of": reading.as_of or None,
        "attribution": reading.attribution,
        "alternatives": [
            {
                "low": bound(o.said.low, reading.kind),
                "high": bound(o.said.high, reading.kind),
                "unit": o.unit,
                "why": o.why,
            }
            for o in reading.alternatives
        ],
    }
