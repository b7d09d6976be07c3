"""The one module that joins reading, figures, matching and the models: files in, rows out.

Everything is read and matched first, in memory; then whole sources are written, many in one transaction, so that
a stop at any moment leaves whole sources and a rerun completes. Importing again fills gaps: what an editor
decided, moved, renamed or dismissed stays as it is.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from django.db import transaction

from claims.carrying import shift, unchanged_blocks
from claims.collecting import few_collections
from claims.figures.reader import read_figures
from claims.figures.reading import Reading
from claims.looking import Held, is_due, look_again, newest_in
from claims.matching import Text, match
from claims.matching.gathering import gather
from claims.models import Mention
from claims.models.bounds import is_storable
from claims.onfile import OnFile, labels_in, on_file, places_in, stored_reading
from claims.storing import Arrival, Draft, Places, store_arrivals
from claims.yearless import in_year, usual_year
from sources.models import Dossier, Source
from sources.reading.article import Article, UnreadableFile, _
from sources.reading.folder import read_bytes
from sources.reading.formats import read_article

log = logging.getLogger("dealdesk.import")
TOGETHER = 100  # articles written in one transaction
MOST_FIGURES = 5_000  # of an article: what no story prints, and what is still compared in seconds


@dataclass(frozen=True, slots=True)
class Staged:
    """An article that was read before, with the metadata as confirmed; `source`: of which it is a new edition."""

    name: str
    article: Article
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. `state`: new, changed, same or refused (then `reason` says why)."""

    name: str
    state: str
    figures: int = 0
    guessed: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Stored:
    """A source that was written: for which of the files given, and its edition before, none where it is new."""

    index: int
    source: Source
    was: int | None


@few_collections()
def import_files(
    dossier: Dossier,
    given: Sequence[Path | Staged],
    tick: Callable[[str], object] = lambda name: None,
    stored: Callable[[list[Stored]], object] = lambda sources: None,
    part_of: int | None = None,
    look: bool = True,
) -> list[Outcome]:
    """Import files, or articles that were read before, into a dossier; one outcome for each, in order.

    `tick` is called as each one is done, `stored` in the transaction that writes some of them: what it writes stands or
    falls with them. `part_of`: the number of the import that this goes on with. Without `look`, somebody looks at the
    dossier afterwards.
    """
    outcomes: dict[int, Outcome] = {}
    arrivals: dict[int, Arrival] = {}
    known = Known(dossier)
    for index, one in enumerate(given):
        try:
            arrival = _arrive(known, one)
        except UnreadableFile as error:
            outcomes[index] = Outcome(one.name, "refused", reason=str(error))
            tick(one.name)
            continue
        if _is_current(arrival):
            outcomes[index] = Outcome(one.name, "same", arrival.source.figures.count() if arrival.source else 0)
            tick(one.name)
        else:
            arrivals[index] = arrival
    held = None
    if arrivals:
        written, held = _store_all(dossier, arrivals, _Told(tick, stored), part_of)
        outcomes |= written
    if look and is_due(dossier):
        look_again(dossier, held, whole=False)
    found = [outcomes[index] for index in range(len(given))]
    for outcome in found:
        _log(dossier, outcome)
    return found


def read_file(path: Path) -> Article:
    """One file as an article; UnreadableFile where it cannot be one."""
    return read_article(read_bytes(path), path.name)


def count_figures(article: Article) -> int:
    """How many numbers, amounts and dates are read in an article. Raises UnreadableFile where no story has so many."""
    return len(_readings(article))


def source_like(dossier: Dossier, name: str, url: str) -> Source | None:
    """The source of this address or, among those without one, of this file name."""
    found = dossier.sources.select_related("current")
    return found.filter(url=url).first() if url else found.filter(name=name, url="").first()


class Known:
    """The sources that a dossier has as an import begins: one query tells which articles are new to it."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.places = places_in(dossier)
        self.urls = {url for url, _name in self.places}

    def like(self, name: str, url: str) -> Source | None:
        is_known = url in self.urls if url else ("", name) in self.places
        return source_like(self.dossier, name, url) if is_known else None


def _readings(article: Article) -> list[Reading]:
    found = read_figures(article.text, article.language, article.published_on, article.masks)
    if len(found) > MOST_FIGURES:
        raise UnreadableFile(
            _("It holds %(count)d figures, more than the %(most)d of one source: keep the part that tells the story."),
            count=len(found),
            most=MOST_FIGURES,
        )
    return [reading for reading in found if is_storable(reading.said) and is_storable(reading.compared)]


def _arrive(known: Known, one: Path | Staged) -> Arrival:
    if isinstance(one, Staged):
        arrival = Arrival(one.name, one.article, one.source)
        if one.source is None and known.like(one.name, one.article.url):
            raise UnreadableFile(_("Another source of this dossier has this address or name by now."))
    else:
        article = read_file(one)
        arrival = Arrival(one.name, article, known.like(one.name, article.url))
    if not _is_current(arrival):
        arrival.readings = _readings(arrival.article)
        if arrival.source is not None:
            _carry(arrival, arrival.source)
    return arrival


def _is_current(arrival: Arrival) -> bool:
    source = arrival.source
    return source is not None and source.current is not None and source.current.sha256 == arrival.article.sha256


def _carry(arrival: Arrival, source: Source) -> None:
    """Continue the mentions of the last edition whose lines are unchanged; they replace what is read there."""
    assert source.current is not None
    blocks = unchanged_blocks(source.current.text, arrival.article.text)
    continued: dict[tuple[int, int], Mention] = {}
    for mention in source.current.mentions.standing().select_related("figure", "figure__claim"):
        start = shift(mention.start, mention.end, blocks)
        if start is not None:
            continued[start, start + mention.end - mention.start] = mention
    spans = sorted(continued)
    fresh = [
        reading for reading in arrival.readings if not any(s < reading.end and reading.start < e for s, e in spans)
    ]
    kept = [replace(stored_reading(continued[span]), start=span[0], end=span[1]) for span in spans]
    arrival.readings = sorted(fresh + kept, key=lambda reading: reading.start)
    arrival.carried = {
        index: continued[reading.start, reading.end]
        for index, reading in enumerate(arrival.readings)
        if (reading.start, reading.end) in continued
    }


def _assume_years(filed: Iterable[OnFile], arrivals: Collection[Arrival]) -> None:
    """Where an article has no date of publication, its dates without a year get the dossier's usual one."""
    stored = [reading for one in filed for reading in one.text.readings]
    year = usual_year([*stored, *(reading for arrival in arrivals for reading in arrival.readings)])
    for arrival in arrivals:
        if year is not None and arrival.article.published_on is None:
            arrival.readings = in_year(arrival.readings, year)


def _arriving_text(arrival: Arrival) -> Text:
    article = arrival.article
    return Text(
        key=arrival.name,
        text=article.text,
        title=article.title,
        language=article.language,
        published_on=article.published_on,
        readings=tuple(arrival.readings),
        placed={index: mention.figure.claim.number for index, mention in arrival.carried.items()},
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """Who is told of what an import does."""

    tick: Callable[[str], object]
    stored: Callable[[list[Stored]], object]


def _store_all(
    dossier: Dossier, arrivals: dict[int, Arrival], told: _Told, part_of: int | None
) -> tuple[dict[int, Outcome], Held | None]:
    """Match and write; the outcomes, and what the dossier holds by now where only new sources came."""
    newest = newest_in(dossier)
    filed = on_file(dossier)
    _assume_years(filed, arrivals.values())
    arriving = [_arriving_text(arrival) for arrival in arrivals.values()]
    texts = [*(one.text for one in filed), *arriving]
    gathered = gather(texts)
    labels = labels_in(dossier)
    places = Places(dossier, match(texts, dossier.language, labels, gathered), filed, part_of)
    are_new = all(arrival.source is None for arrival in arrivals.values())
    outcomes, drafts = _write_all(dossier, arrivals, places, told)
    held = [OnFile(draft.source, text, tuple(draft.mentions)) for draft, text in zip(drafts, arriving, strict=True)]
    return outcomes, Held(newest, [*filed, *held], gathered) if are_new else None


def _write_all(
    dossier: Dossier, arrivals: dict[int, Arrival], places: Places, told: _Told
) -> tuple[dict[int, Outcome], list[Draft]]:
    outcomes: dict[int, Outcome] = {}
    drafts: list[Draft] = []
    rows = list(arrivals.items())
    for start in range(0, len(rows), TOGETHER):
        together = rows[start : start + TOGETHER]
        were = [arrival.source.current_id if arrival.source else None for _index, arrival in together]
        states = ["new" if arrival.source is None else "changed" for _index, arrival in together]
        with transaction.atomic():
            dossier.hold()
            stored = store_arrivals(dossier, [arrival for _index, arrival in together], places)
            rows_of = zip(together, stored, were, strict=True)
            told.stored([Stored(index, draft.source, was) for (index, _arrival), draft, was in rows_of])
        drafts += stored
        for (index, arrival), state, draft in zip(together, states, stored, strict=True):
            outcomes[index] = Outcome(arrival.name, state, len(draft.figures), arrival.article.guessed)
            told.tick(arrival.name)
    return outcomes, drafts


def _log(dossier: Dossier, outcome: Outcome) -> None:
    """One line a file: names and counts, no text of the article."""
    detail = outcome.reason or f"{outcome.figures} figures"
    guessed = f"; guessed {', '.join(outcome.guessed)}" if outcome.guessed else ""
    log.log(
        logging.WARNING if outcome.state == "refused" else logging.INFO,
        "%s: %s %s: %s%s", dossier.slug, outcome.name, outcome.state, detail, guessed,
    )  # fmt: skip
