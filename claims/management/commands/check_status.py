"""`manage.py check_status [SLUG ...]`: derive every cached status and count again and name those that do not agree."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.db.models import Prefetch

from claims import tallying
from claims.models import Claim, Figure, Mention, Progress, Verdict
from claims.models.figure import DECISIONS, basis
from claims.models.progress import counted
from claims.models.tally import counted_tally, tally_of
from sources.models import Dossier

TOGETHER = 200  # claims read at once
CLAIM = ("status", "urgency", "figure_count", "source_count", "origin_count", "dispute_count", "undecided_count")
FIGURE = ("vanished", "decision", "stale", "verdict_number", "in_dispute")


class Command(BaseCommand):
    help = "Check that what is cached of claims, figures and dossiers agrees with what it derives from."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slugs", nargs="*", metavar="SLUG")
        parser.add_argument("--fix", action="store_true", help="derive again what does not agree")

    def handle(self, *, slugs: list[str], fix: bool, **options: Any) -> None:
        dossiers = Dossier.objects.filter(slug__in=slugs) if slugs else Dossier.objects.all()
        unknown = set(slugs) - {dossier.slug for dossier in dossiers}
        if unknown:
            raise CommandError(f"There is no dossier {', '.join(sorted(unknown))}.")
        wrong = 0
        for dossier in dossiers:
            with transaction.atomic():
                Dossier.objects.select_for_update(no_key=True).get(pk=dossier.pk)
                wrong += self._check(dossier, fix)
        if wrong and not fix:
            raise CommandError(f"{wrong} rows do not agree; --fix derives them again.")
        self.stdout.write(f"{wrong} rows derived again." if wrong else "All statuses and counts agree.")

    def _check(self, dossier: Dossier, fix: bool) -> int:
        wrong = 0
        for claim, figures, words in disagreeing(dossier):
            wrong += len(words)
            for line in words:
                self.stdout.write(f"{dossier.slug}, claim {claim.number}: {line}")
            if fix:
                for figure in figures:
                    figure.refresh()
                claim.refresh()
        if off := differences(Progress.objects.filter(dossier=dossier).first() or Progress(), counted(dossier.pk)):
            wrong += 1
            self.stdout.write(f"{dossier.slug}: {off}")
        if tally_of(dossier.pk) != counted_tally(dossier.pk):
            wrong += 1
            self.stdout.write(f"{dossier.slug}: the counts by kind, unit and status do not agree with the claims")
        if fix:
            tallying.count_again(connection, dossier.pk)
            Progress.objects.keep(dossier.pk)
        return wrong


def disagreeing(dossier: Dossier) -> Iterator[tuple[Claim, list[Figure], list[str]]]:
    """Each claim with a row that does not agree, its figures that do not, and what is wrong in words."""
    keys = list(Claim.objects.filter(dossier=dossier).order_by("pk").values_list("pk", flat=True))
    figures = Figure.objects.select_related("source", "source__origin", "origin").prefetch_related(
        Prefetch(
            "mentions", Mention.objects.printed().select_related("edition").defer("edition__raw", "edition__text")
        ),
        Prefetch("verdicts", Verdict.objects.order_by("number")),
    )
    for start in range(0, len(keys), TOGETHER):
        for claim in Claim.objects.filter(pk__in=keys[start : start + TOGETHER]).prefetch_related(
            Prefetch("figures", figures)
        ):
            off, words = compared(claim, list(claim.figures.all()))
            if words:
                yield claim, off, words


def compared(claim: Claim, figures: list[Figure]) -> tuple[list[Figure], list[str]]:
    off, words = [], []
    cached = {name: getattr(claim, name) for name in CLAIM}
    held = {figure.pk: {name: getattr(figure, name) for name in FIGURE} for figure in figures}
    for figure in figures:
        figure.claim = claim
        _derive(figure)
    standing = [figure for figure in figures if figure.is_standing]
    disputed = claim.derive([figure.source for figure in standing], [figure.statement() for figure in standing])
    for figure in figures:
        figure.in_dispute = figure.pk in disputed
        if found := _differing(held[figure.pk], figure):
            off.append(figure)
            words.append(f"figure {figure.pk}: {found}")
    if found := _differing(cached, claim):
        words.append(found)
    return off, words


def _derive(figure: Figure) -> None:
    """As `Figure.refresh` does, from rows that were read together."""
    verdicts = list(figure.verdicts.all())
    last = verdicts[-1] if verdicts else None
    figure.vanished = not figure.printed_mentions()
    figure.verdict_number = last.number if last else 0
    figure.decision = last.outcome if last and last.outcome in DECISIONS else ""
    figure.stale = bool(figure.decision and last and last.basis != basis(figure.judged()))


def _differing(cached: dict[str, Any], row: Claim | Figure) -> str:
    return differences(row, cached, were=True)


def differences(row: object, values: dict[str, Any], *, were: bool = False) -> str:
    """The fields of a row that differ from some values; `were`: the values are the cached ones."""
    pairs: Iterable[tuple[str, Any, Any]] = ((name, getattr(row, name), value) for name, value in values.items())
    told = ((name, value, found) if were else (name, found, value) for name, found, value in pairs if found != value)
    return ", ".join(f"{name} is {is_!r} and should be {should!r}" for name, is_, should in told)
