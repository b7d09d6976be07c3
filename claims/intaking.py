"""From what an editor sent to sources of a dossier: read, compared with what is there, confirmed, imported."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from ipaddress import ip_network
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import Max, QuerySet
from django.utils import timezone

from claims.importing import Outcome, Staged, Stored, count_figures, import_files
from claims.looking import is_due, look_again
from claims.models import Entry, Figure, Progress
from claims.models.journal import Act
from sources.fetching import Fetched, Rules, fetch_apart
from sources.intake import Intake, Stage
from sources.models import Dossier, Edition, Source
from sources.reading.article import Article, UnreadableFile

if TYPE_CHECKING:
    from dealdesk.models import User

FIELDS = ("title", "publisher", "author", "published_on", "language", "url")
_NOTES_OF = {"published_on": ("file-date", "date-without-year", "weekday"), "language": ("language",)}
FEW = 5  # articles that are stored together in a request
_SECONDS = 15.0  # of one request for reading; what is left is read by the next


def fetch_address(url: str) -> Fetched:
    """Fetch by the rules of the desk's settings."""
    networks = [ip_network(one) for one in settings.URL_FETCH_NETWORKS]
    return fetch_apart(url, Rules(ports=settings.URL_FETCH_PORTS, networks=networks))


def advance(staged: Intake) -> None:
    """One stage on: from sent to read or refused, from read to ready."""
    if staged.stage == Stage.SENT:
        staged.read()
    elif staged.stage == Stage.READ:
        try:
            staged.figures, staged.stage = count_figures(staged.as_article()), Stage.READY
        except UnreadableFile as error:
            staged.refuse(error)
        staged.save()


def advance_all(waiting: Iterable[Intake]) -> None:
    """Every stage, for as long as a request may take."""
    until = time.monotonic() + _SECONDS
    for staged in waiting:
        while staged.stage in (Stage.SENT, Stage.READ) and time.monotonic() < until:
            advance(staged)


# What the dossier has already


@dataclass(frozen=True, slots=True)
class Twin:
    """The source that a staged one would be an edition of. `same`: bytes or text are those it has now.

    `why`: url, bytes or name.
    """

    source: Source
    why: str
    same: bool


def find_twins(dossier: Dossier, staged: Sequence[Intake]) -> dict[int, Twin]:
    """By the key of what was staged, in a fixed number of queries."""
    urls = [one.found("url") for one in staged if one.found("url")]
    hashes = {one.sha256 for one in staged if one.sha256}
    held = dict(Edition.objects.filter(source__dossier=dossier, sha256__in=hashes).values_list("sha256", "source_id"))
    rows = list(dossier.sources.select_related("current").defer("current__raw").order_by("number"))
    by_url = {row.url: row for row in rows if row.url in urls}
    by_name = {row.name: row for row in rows if not row.url}
    by_pk = {row.pk: row for row in rows}
    found = {}
    for one in staged:
        for why, source in (
            ("url", by_url.get(one.found("url"))),
            ("bytes", by_pk.get(held.get(one.sha256, 0))),
            ("name", by_name.get(one.name)),
        ):
            if source is not None:
                found[one.pk] = Twin(source, why, _is_same(one, source))
                break
    return found


def _is_same(staged: Intake, source: Source) -> bool:
    current = source.current
    return current is not None and (current.sha256 == staged.sha256 or current.text == staged.found("text"))


# Importing


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What an editor confirmed of a staged article: its metadata, or of which source it is a new edition."""

    staged: Intake
    metadata: dict[str, Any]
    edition_of: Source | None = None


class StoredByAnother(Exception):
    """What is being stored is staged no longer: a request or a worker that seemed to be gone was not."""


def import_in_time(
    dossier: Dossier, confirmed: Sequence[Confirmed], *, by: User, batch: UUID, seconds: float
) -> tuple[list[Outcome], int]:
    """Import a few at a time for as long as a request may take: what became of them, and how many are left.

    Each few are stored whole. The dossier is looked at where there is time left; else the review page does that.
    """
    until = time.monotonic() + seconds
    outcomes: list[Outcome] = []
    rest = list(confirmed)
    while rest:
        few, rest = rest[:FEW], rest[FEW:]
        outcomes += import_confirmed(dossier, few, by=by, now=timezone.now(), batch=batch, look=False)
        if time.monotonic() > until:
            return outcomes, len(rest)
    if is_due(dossier):
        look_again(dossier, whole=False)
    return outcomes, 0


def sources_of(batch: UUID) -> QuerySet[Entry, int]:
    """The keys of the sources that an act imported."""
    imported = Entry.objects.filter(batch=batch, subject="source", act__in=[Act.ADD, Act.EDITION])
    return imported.order_by().values_list("subject_id", flat=True)


def import_confirmed(
    dossier: Dossier,
    confirmed: Sequence[Confirmed],
    *,
    by: User,
    now: datetime,
    batch: UUID | None = None,
    look: bool = True,
) -> list[Outcome]:
    """Import all of them; what another request has taken is left out.

    A source is written, journalled and no longer staged, or none of the three. `batch`: the act in the journal that
    this is a part of, where it is done in several.
    """
    keys = {one.staged.pk for one in confirmed}
    mine = Intake.objects.filter(pk__in=keys)
    mine.claim_for_import(now)
    taken = set(mine.filter(stage=Stage.IMPORTING, claimed_at=now).values_list("pk", flat=True))
    if not taken:
        return []
    chosen = [one for one in confirmed if one.staged.pk in taken]
    act = batch or uuid4()

    def journal(stored: list[Stored]) -> None:
        Entry.objects.arrived([(one.source, one.was) for one in stored], by=by, batch=act)
        Progress.objects.keep(dossier.pk)
        gone, _rows = mine.filter(pk__in=[chosen[one.index].staged.pk for one in stored]).delete()
        if gone != len(stored):
            raise StoredByAnother

    try:
        outcomes = import_files(
            dossier, _as_given(dossier, chosen), stored=journal, part_of=_arrival_of(act), look=look
        )
    except StoredByAnother:
        return []
    finally:
        mine.filter(pk__in=taken).update(stage=Stage.READY)
    same = [one.staged.pk for one, outcome in zip(chosen, outcomes, strict=True) if outcome.state == "same"]
    mine.filter(pk__in=same).delete()
    return outcomes


def _arrival_of(act: UUID) -> int | None:
    """The number of the import that an act has begun."""
    found: int | None = Figure.objects.filter(source__in=sources_of(act)).aggregate(last=Max("arrival"))["last"]
    return found


def _as_given(dossier: Dossier, chosen: Sequence[Confirmed]) -> list[Staged]:
    used = set(dossier.sources.filter(url="").values_list("name", flat=True))
    given = []
    for one in chosen:
        article = one.staged.as_article()
        if one.edition_of is not None:
            source = one.edition_of
            article = replace(article, language=source.language, published_on=source.published_on)
            given.append(Staged(one.staged.name, article, source))
            continue
        article = corrected(article, one.metadata)
        name = one.staged.name if article.url else free_name(one.staged.name, used)
        used.add(name)
        given.append(Staged(name, article))
    return _distinct(given)


def _distinct(given: list[Staged]) -> list[Staged]:
    """Names tell articles apart while they are matched: those of web pages may be alike."""
    seen: set[str] = set()
    for index, one in enumerate(given):
        name = free_name(one.name, seen)
        seen.add(name)
        given[index] = replace(one, name=name)
    return given


def corrected(article: Article, metadata: dict[str, Any]) -> Article:
    """The article with an editor's metadata: what was changed is no guess any more, nor a matter of notes."""
    changed = {name for name in FIELDS if metadata[name] != getattr(article, name)}
    settled = {code for name in changed for code in _NOTES_OF.get(name, ())}
    return replace(
        article,
        **{name: metadata[name] for name in FIELDS},
        guessed=tuple(name for name in article.guessed if name not in changed),
        notes=tuple(note for note in article.notes if note.split(":")[0] not in settled),
    )


def free_name(name: str, used: set[str]) -> str:
    """A file name that is not taken.

    >>> free_name("port.pdf", {"port.pdf", "port (2).pdf"})
    'port (3).pdf'
    """
    ending = PurePosixPath(name).suffix
    stem = name.removesuffix(ending) if ending else name
    tries = (name if number == 1 else f"{stem} ({number}){ending}" for number in range(1, len(used) + 2))
    return next(one for one in tries if one not in used)
