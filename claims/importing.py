"""The one module that joins reading, figures, matching and the models: files in, rows out.

Everything is read and matched first, in memory; then each source is written in one transaction, so that a
stop at any moment leaves whole sources and a rerun completes. Importing again fills gaps: what an editor
decided, moved, renamed or dismissed stays as it is.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from django.db import transaction
from django.db.models import Max, Prefetch

from claims.carrying import shift, unchanged_blocks
from claims.figures.interval import Interval
from claims.figures.reader import read_figures
from claims.figures.reading import Reading
from claims.matching import Group, Text, match
from claims.models import Claim, Figure, Mention
from claims.models.bounds import bound_columns, storable
from claims.models.figure import bounds_as_json
from sources.models import Dossier, Origin, Source
from sources.reading.article import Article, UnreadableFile
from sources.reading.folder import read_bytes
from sources.reading.formats import read_article

log = logging.getLogger("dealdesk.import")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. `state`: new, changed, same or refused (then `reason` says why)."""

    name: str
    state: str
    figures: int = 0
    guessed: tuple[str, ...] = ()
    reason: str = ""


@dataclass(slots=True)
class Arrival:
    """An article on its way in, with its readings; `carried` maps a reading's index to the mention it continues."""

    name: str
    article: Article
    source: Source | None
    readings: list[Reading] = field(default_factory=list)
    carried: dict[int, Mention] = field(default_factory=dict)


def import_files(
    dossier: Dossier, paths: Sequence[Path], tick: Callable[[str], object] = lambda name: None
) -> list[Outcome]:
    """Import files into a dossier; one outcome for each path, in order. `tick` is called as each one is done."""
    outcomes: dict[Path, Outcome] = {}
    arrivals: dict[Path, Arrival] = {}
    for path in paths:
        try:
            arrival = _arrive(dossier, path)
        except UnreadableFile as error:
            outcomes[path] = Outcome(path.name, "refused", reason=str(error))
            tick(path.name)
            continue
        if _is_current(arrival):
            outcomes[path] = Outcome(path.name, "same", arrival.source.figures.count() if arrival.source else 0)
            tick(path.name)
        else:
            arrivals[path] = arrival
    if arrivals:
        outcomes |= _store_all(dossier, arrivals, tick)
    for path in paths:
        _log(dossier, outcomes[path])
    return [outcomes[path] for path in paths]


def read_file(path: Path) -> Article:
    """One file as an article; UnreadableFile where it cannot be one."""
    return read_article(read_bytes(path), path.name)


def _arrive(dossier: Dossier, path: Path) -> Arrival:
    article = read_file(path)
    found = dossier.sources.select_related("current")
    source = found.filter(url=article.url).first() if article.url else found.filter(name=path.name, url="").first()
    arrival = Arrival(path.name, article, source)
    if not _is_current(arrival):
        arrival.readings = read_figures(article.text, article.language, article.published_on, article.masks)
        if source is not None:
            _carry(arrival, source)
    return arrival


def _is_current(arrival: Arrival) -> bool:
    source = arrival.source
    return source is not None and source.current is not None and source.current.sha256 == arrival.article.sha256


def _carry(arrival: Arrival, source: Source) -> None:
    """Continue the mentions of the last edition whose lines are unchanged; they replace what is read there."""
    assert source.current is not None
    blocks = unchanged_blocks(source.current.text, arrival.article.text)
    continued: dict[tuple[int, int], Mention] = {}
    for mention in source.current.mentions.select_related("figure", "figure__claim"):
        start = shift(mention.start, mention.end, blocks)
        if start is not None:
            continued[start, start + mention.end - mention.start] = mention
    spans = sorted(continued)
    fresh = [
        reading for reading in arrival.readings if not any(s < reading.end and reading.start < e for s, e in spans)
    ]
    kept = [replace(_stored_reading(continued[span]), start=span[0], end=span[1]) for span in spans]
    arrival.readings = sorted(fresh + kept, key=lambda reading: reading.start)
    arrival.carried = {
        index: continued[reading.start, reading.end]
        for index, reading in enumerate(arrival.readings)
        if (reading.start, reading.end) in continued
    }


def _stored_reading(mention: Mention) -> Reading:
    """A stored mention in the form that matching takes."""
    figure = mention.figure
    return Reading(
        start=mention.start,
        end=mention.end,
        quote=mention.quote,
        printed=mention.printed,
        hedge=mention.hedge,
        kind=mention.kind,
        said=Interval(mention.said_low, mention.said_high),
        compared=figure.interval,
        unit=mention.unit,
        as_of=figure.as_of,
        attribution=mention.attribution,
    )


def _texts_on_file(dossier: Dossier) -> list[Text]:
    """What the dossier holds already, each mention placed in its claim: fixed points for matching."""
    mentions = Mention.objects.printed().select_related("figure", "figure__claim")
    sources = dossier.sources.filter(current__isnull=False).select_related("current")
    texts = []
    for source in sources.prefetch_related(Prefetch("current__mentions", mentions)):
        assert source.current is not None
        stored = list(source.current.mentions.all())
        texts.append(
            Text(
                key=f"source-{source.pk}",
                text=source.current.text,
                title=source.title,
                language=source.language,
                published_on=source.published_on,
                readings=tuple(_stored_reading(mention) for mention in stored),
                placed={index: mention.figure.claim.number for index, mention in enumerate(stored)},
            )
        )
    return texts


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


def _store_all(dossier: Dossier, arrivals: dict[Path, Arrival], tick: Callable[[str], object]) -> dict[Path, Outcome]:
    texts = _texts_on_file(dossier) + [_arriving_text(arrival) for arrival in arrivals.values()]
    places = Places(dossier, match(texts, dossier.language))
    outcomes = {}
    for path, arrival in arrivals.items():
        state = "new" if arrival.source is None else "changed"
        with transaction.atomic():
            Dossier.objects.select_for_update(no_key=True).get(pk=dossier.pk)
            figures = _store(dossier, arrival, places)
        outcomes[path] = Outcome(path.name, state, figures, arrival.article.guessed)
        tick(path.name)
    return outcomes


class Places:
    """Which claim each arriving reading belongs to. A claim is written when its first figure is."""

    def __init__(self, dossier: Dossier, groups: Iterable[Group]) -> None:
        self.dossier = dossier
        self.groups: dict[tuple[str, int], Group] = {member: group for group in groups for member in group.members}
        self.claims: dict[int, Claim] = {}

    def claim_for(self, member: tuple[str, int]) -> Claim:
        group = self.groups[member]
        if id(group) not in self.claims:
            self.claims[id(group)] = self._find(group) or self._create(group)
        return self.claims[id(group)]

    def _find(self, group: Group) -> Claim | None:
        if group.claim is None:
            return None
        claim = self.dossier.claims.get(number=group.claim)
        while claim.merged_into is not None:
            claim = claim.merged_into
        return claim

    def _create(self, group: Group) -> Claim:
        last = self.dossier.claims.aggregate(last=Max("number"))["last"] or 0
        return self.dossier.claims.create(
            number=last + 1, label=group.label[:200], kind=group.kind, unit=group.unit[:60]
        )


def _store(dossier: Dossier, arrival: Arrival, places: Places) -> int:
    """Write one article: source, edition, figures, mentions; derive what depends on them. Returns the figure count."""
    source = _store_source(dossier, arrival)
    before = list(source.figures.select_related("claim"))
    _edition, is_new = source.add_edition(arrival.article)
    figures = _store_figures(arrival, source, places) if is_new else []
    touched = {figure.pk: figure for figure in [*before, *figures]}
    for figure in touched.values():
        figure.source = source
        figure.refresh()
    for claim in {figure.claim_id: figure.claim for figure in touched.values()}.values():
        claim.refresh()
    return len(figures)


def _store_figures(arrival: Arrival, source: Source, places: Places) -> list[Figure]:
    """Write the figures and mentions of a new edition; what is carried on comes first and keeps its figure."""
    figures: dict[tuple[object, ...], Figure] = {}
    for index in sorted(range(len(arrival.readings)), key=lambda index: index not in arrival.carried):
        reading, continues = arrival.readings[index], arrival.carried.get(index)
        if continues is not None:
            figure = continues.figure
            figures.setdefault(_value_key(figure.claim_id, reading), figure)
        else:
            claim = places.claim_for((arrival.name, index))
            key = _value_key(claim.pk, reading)
            if key not in figures:
                figures[key] = _create_figure(claim, source, reading)
            figure = figures[key]
        _create_mention(figure, edition_of=source, reading=reading, continues=continues)
    return list(figures.values())


def _store_source(dossier: Dossier, arrival: Arrival) -> Source:
    if arrival.source is not None:
        return arrival.source
    article = arrival.article
    origin = Origin.objects.get_or_create(dossier=dossier, name=article.origin)[0] if article.origin else None
    last = dossier.sources.aggregate(last=Max("number"))["last"] or 0
    return dossier.sources.create(
        number=last + 1,
        name=arrival.name,
        title=article.title[:500] or arrival.name,
        publisher=article.publisher[:200],
        author=article.author[:200],
        published_on=article.published_on,
        language=article.language,
        url=article.url,
        origin=origin,
        reconstructed=article.reconstructed,
        guessed=list(article.guessed),
        notes=list(article.notes),
    )


def _value_key(claim_id: int, reading: Reading) -> tuple[object, ...]:
    """Mentions of one source that share this are one figure."""
    bounds = tuple(
        (None if low is None else storable(low), None if high is None else storable(high))
        for low, high in ((reading.said.low, reading.said.high), (reading.compared.low, reading.compared.high))
    )
    return claim_id, reading.kind, reading.unit, bounds, reading.as_of


def _create_figure(claim: Claim, source: Source, reading: Reading) -> Figure:
    return Figure.objects.create(
        claim=claim,
        source=source,
        kind=reading.kind,
        unit=reading.unit[:60],
        as_of=reading.as_of,
        attribution=reading.attribution[:200],
        alternatives=[
            {"said": bounds_as_json(o.said), "compared": bounds_as_json(o.compared), "unit": o.unit, "why": o.why}
            for o in reading.alternatives
        ],
        assumed=list(reading.assumed),
        findings=list(reading.findings),
        **bound_columns("said_", reading.said),
        **bound_columns("", reading.compared),
    )


def _create_mention(figure: Figure, *, edition_of: Source, reading: Reading, continues: Mention | None) -> None:
    bounds: dict[str, Decimal | bool | None] = bound_columns("said_", reading.said) | bound_columns(
        "", reading.compared
    )
    Mention(
        figure=figure,
        edition=edition_of.current,
        start=reading.start,
        end=reading.end,
        quote=reading.quote,
        printed=reading.printed[:200],
        hedge=reading.hedge[:100],
        kind=reading.kind,
        unit=reading.unit[:60],
        attribution=reading.attribution[:200],
        carried_from=continues,
        **{name: value for name, value in bounds.items() if not name.endswith("_open")},
    ).save()


def _log(dossier: Dossier, outcome: Outcome) -> None:
    """One line a file: names and counts, no text of the article."""
    detail = outcome.reason or f"{outcome.figures} figures"
    guessed = f"; guessed {', '.join(outcome.guessed)}" if outcome.guessed else ""
    log.log(
        logging.WARNING if outcome.state == "refused" else logging.INFO,
        "%s: %s %s: %s%s", dossier.slug, outcome.name, outcome.state, detail, guessed,
    )  # fmt: skip
