"""What happened to one claim since a page was made: whether its figures may look different, and a line for each act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet
from django.template.defaultfilters import truncatechars
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.models import Claim, Comment, Entry, Verdict
from claims.models.figure import Outcome
from claims.pulse import Mark
from claims.views.queue import value_of

AT_MOST = 5  # acts that are told one by one


@dataclass(frozen=True, slots=True)
class Line:
    """One act of somebody else, as a sentence without a full stop."""

    words: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class News:
    """`touched`: the figures, the label or what is known of the sources changed. `said`: there are new comments."""

    touched: bool = False
    said: bool = False
    lines: tuple[Line, ...] = ()


def news_of(claim: Claim, seen: Mark, now: Mark, reader: int) -> News:
    """What a page that had `seen` that much lacks of the claim; what the reader did is no news to them.

    Up to four queries: one for each number that has moved on.
    """
    verdicts = list(_verdicts(claim, seen)) if now.position != seen.position else []
    entries = list(_entries(claim, seen)) if now.entry != seen.entry else []
    comments = list(_comments(claim, seen)) if now.comment != seen.comment else []
    printed = now.edition != seen.edition and _reads_anew(claim, seen)
    lines = [*_of_verdicts(verdicts, reader), *_of_entries(entries, reader), *_of_comments(comments, reader)]
    if printed:
        lines.append(Line(_("New text was imported")))
    return News(bool(verdicts or entries or printed), bool(comments), tuple(lines[-AT_MOST:]))


def _verdicts(claim: Claim, seen: Mark) -> QuerySet[Verdict]:
    rows = Verdict.objects.filter(dossier=claim.dossier_id, position__gt=seen.position, figure__claim=claim)
    return rows.select_related("by", "figure__source").order_by("position")


def _entries(claim: Claim, seen: Mark) -> QuerySet[Entry]:
    """Acts on the claim, its figures and checks, on figures that left it, and on sources and origins of the dossier."""
    about = (
        Q(subject="claim", subject_id=claim.pk)
        | Q(subject="figure", subject_id__in=claim.figures.values("pk"))
        | Q(subject="figure", before__claim=claim.pk)
        | Q(subject="check", subject_id__in=claim.cross_checks.values("pk"))
        | Q(subject="source", subject_id__in=claim.figures.values("source"))
        | Q(subject__in=["origin", "echo"])
    )
    rows = Entry.objects.filter(about, dossier=claim.dossier_id, pk__gt=seen.entry)
    return rows.select_related("by").order_by("pk")


def _comments(claim: Claim, seen: Mark) -> QuerySet[Comment]:
    rows = Comment.objects.filter(dossier=claim.dossier_id, claim=claim, pk__gt=seen.comment)
    return rows.select_related("by").order_by("pk")


def _reads_anew(claim: Claim, seen: Mark) -> bool:
    return claim.figures.filter(source__current__gt=seen.edition).exists()


def _of_verdicts(verdicts: Iterable[Verdict], reader: int) -> Iterator[Line]:
    """One line for each act; what was confirmed speaks for what was contested with it."""
    for _batch, group in groupby(verdicts, key=lambda verdict: verdict.batch):
        act = sorted(group, key=lambda verdict: verdict.outcome != Outcome.CONFIRMED)
        if act[0].by_id != reader:
            yield Line(_decided(act[0], len(act) - 1), act[0].at)


def _decided(verdict: Verdict, others: int) -> str:
    words = {
        Outcome.CONFIRMED: _("%(who)s confirmed %(value)s (%(source)s)"),
        Outcome.CONTESTED: _("%(who)s contested %(value)s (%(source)s)"),
        Outcome.WITHDRAWN: _("%(who)s withdrew the verdict on %(value)s (%(source)s)"),
    }
    figure = verdict.figure
    shown = {
        "who": name_of(verdict.by),
        "value": value_of(figure),
        "source": truncatechars(figure.source.short_name, 40),
    }
    first = words[Outcome(verdict.outcome)] % shown
    if not others:
        return first
    more = ngettext("and decided %(count)d other figure", "and decided %(count)d other figures", others)
    return f"{first} {more % {'count': others}}"


def _of_entries(entries: Iterable[Entry], reader: int) -> Iterator[Line]:
    for _batch, group in groupby(entries, key=lambda entry: entry.batch):
        *_earlier, last = group
        if last.by_id != reader:
            yield Line(_("%(who)s: %(act)s") % {"who": name_of(last.by), "act": last.get_act_display()}, last.at)


def _of_comments(comments: Iterable[Comment], reader: int) -> Iterator[Line]:
    for comment in comments:
        if comment.by_id != reader:
            words = _("%(who)s withdrew a comment") if comment.withdraws_id else _("%(who)s commented: “%(text)s”")
            shown = {"who": name_of(comment.by), "text": truncatechars(comment.text, 80)}
            yield Line(words % shown, comment.at)


def name_of(person: Any) -> str:
    return str(person.get_full_name() or person.get_username())
