"""`manage.py import_seeds [PATH ...] [--dossier SLUG]`: articles into a dossier."""

import sys
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Sum
from django.utils.text import slugify
from tqdm import tqdm

from claims.importing import Outcome, import_files
from claims.models.claim import Status
from sources.models import Dossier
from sources.reading.article import UnreadableFile
from sources.reading.folder import article_files, dossier_details
from sources.reading.formats import accepted_extensions


class Command(BaseCommand):
    help = (
        f"Read articles ({', '.join(accepted_extensions())}; files or folders) into a dossier: "
        "find every figure and group them into claims."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "paths", nargs="*", type=Path, metavar="PATH", help="files or folders; seeds/ where none is given"
        )
        parser.add_argument(
            "--dossier", default="", metavar="SLUG", help="the dossier; the folder's name where not given"
        )

    def handle(self, *, paths: list[Path], dossier: str, **options: Any) -> None:
        paths = paths or [settings.BASE_DIR / "seeds"]
        refused: list[Outcome] = []
        groups: dict[str, list[Path]] = {}
        for path in paths:
            try:
                files = article_files(path)
            except (UnreadableFile, OSError) as error:
                refused.append(Outcome(str(path), "refused", reason=str(error)))
                continue
            folder = path.resolve() if path.is_dir() else path.resolve().parent
            groups.setdefault(slugify(dossier or folder.name) or "dossier", []).extend(files)
        for slug, files in groups.items():
            refused += self.import_group(slug, files)
        for outcome in refused:
            self.stderr.write(self.style.ERROR(f"{outcome.name}: {outcome.reason}"))
        if refused:
            raise CommandError(f"{len(refused)} of the files could not be read; the others are imported.")

    def import_group(self, slug: str, files: list[Path]) -> list[Outcome]:
        """Import into one dossier and print its summary; returns what was refused."""
        if not files:
            return [
                Outcome(slug, "refused", reason=f"No file of these kinds is there: {', '.join(accepted_extensions())}.")
            ]
        dossier = find_dossier(slug, files[0].parent)
        with tqdm(total=len(files), unit="file", disable=not sys.stderr.isatty(), leave=False) as bar:
            outcomes = import_files(dossier, files, tick=lambda _name: bar.update())
        for outcome in outcomes:
            if outcome.guessed:
                self.stdout.write(f"{outcome.name}: guessed {', '.join(outcome.guessed)}")
        self.stdout.write(self.style.SUCCESS(summary(dossier, outcomes)))
        return [outcome for outcome in outcomes if outcome.state == "refused"]


def find_dossier(slug: str, folder: Path) -> Dossier:
    """The dossier, made where it does not exist, with the title and language that the folder states for it."""
    try:
        stated = dossier_details(folder)
    except UnreadableFile as error:
        raise CommandError(str(error)) from error
    title = stated.title or slug.replace("-", " ").capitalize()
    defaults = {"title": title[:200], "language": stated.language[:20] or "fr"}
    return Dossier.objects.get_or_create(slug=slug, defaults=defaults)[0]


def summary(dossier: Dossier, outcomes: list[Outcome]) -> str:
    states = Counter(outcome.state for outcome in outcomes)
    claims = dossier.claims.in_queue()
    figures = claims.aggregate(total=Sum("figure_count"))["total"] or 0
    disputed = claims.filter(status=Status.DISPUTED).count()
    done = ", ".join(f"{count} {state}" for state, count in states.items())
    return (
        f"{dossier.slug}: {dossier.sources.count()} sources ({done}), {figures} figures, "
        f"{claims.count()} claims, {disputed} in dispute"
    )
