"""`manage.py verify_log [SLUG ...]`: recompute each dossier's chain of verdicts and the hashes of its published sheets.

Names the first broken link. A sheet keeps the head of the log as it was: verdicts cut off the end do not go unseen.
"""

import hashlib
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.models import Publication, Verdict
from claims.models.verdict import GENESIS
from sources.models import Dossier


class Command(BaseCommand):
    help = "Check that no verdict was changed, removed or inserted behind the desk's back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slugs", nargs="*", metavar="SLUG")

    def handle(self, *, slugs: list[str], **options: Any) -> None:
        dossiers = Dossier.objects.filter(slug__in=slugs) if slugs else Dossier.objects.all()
        unknown = set(slugs) - {dossier.slug for dossier in dossiers}
        if unknown:
            raise CommandError(f"There is no dossier {', '.join(sorted(unknown))}.")
        broken = [message for dossier in dossiers if (message := self.verify(dossier))]
        if broken:
            raise CommandError("\n".join(broken))

    def verify(self, dossier: Dossier) -> str:
        """Empty where the chain holds, else what is wrong at the first broken link."""
        digest, position = GENESIS, 0
        for verdict in Verdict.objects.filter(dossier=dossier).order_by("position").iterator():
            position += 1
            if verdict.position != position:
                return f"{dossier.slug}: verdict {position} is missing."
            if verdict.previous_digest != digest or verdict.computed_digest() != verdict.digest:
                return f"{dossier.slug}: verdict {position} (figure {verdict.figure_id}) does not fit the chain."
            digest = verdict.digest
        self.stdout.write(f"{dossier.slug}: {position} verdicts, head {digest[:16]}")
        return self.verify_sheets(dossier)

    def verify_sheets(self, dossier: Dossier) -> str:
        """Empty where every published sheet is as it was and rests on the log as it is."""
        number = 0
        for sheet in Publication.objects.filter(dossier=dossier).order_by("number").iterator():
            number += 1
            if sheet.number != number:
                return f"{dossier.slug}: sheet {number} is missing."
            if hashlib.sha256(sheet.content.encode()).hexdigest() != sheet.sha256:
                return f"{dossier.slug}: sheet {number} is not what was published."
            head = Verdict.objects.filter(dossier=dossier, position=sheet.log_position).values_list("digest", flat=True)
            if sheet.log_head != (head.first() or ""):
                return f"{dossier.slug}: the log no longer holds the verdicts that sheet {number} rests on."
        if number:
            self.stdout.write(f"{dossier.slug}: {number} published sheets")
        return ""
