"""Rows for an article that arrives: source, edition, figures and mentions. Part of importing, which calls it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Max

from claims import search
from claims.figures.reading import Reading
from claims.matching import Group, Link, Member
from claims.models import Claim, Figure, Mention
from claims.models.bounds import bound_columns, bounds_as_json, storable
from claims.onfile import OnFile
from sources.models import Dossier, Origin, Source
from sources.reading.article import Article
from sources.reading.credit_forms import agency_in


@dataclass(slots=True)
class Arrival:
    """An article on its way in, with its readings; `carried` maps a reading's index to the mention it continues."""

    name: str
    article: Article
    source: Source | None
    readings: list[Reading] = field(default_factory=list)
    carried: dict[int, Mention] = field(default_factory=dict)


class Places:
    """Which claim each arriving reading belongs to, and why. A claim is written when its first figure is."""

    def __init__(self, dossier: Dossier, groups: Sequence[Group], filed: Iterable[OnFile] = ()) -> None:
        self.dossier = dossier
        self.groups: dict[Member, Group] = {member: group for group in groups for member in group.members}
        self.links: dict[Member, Link] = {link.a: link for group in groups for link in group.links}
        self.figures: dict[Member, int] = {
            (one.text.key, index): mention.figure_id for one in filed for index, mention in enumerate(one.mentions)
        }
        self.claims: dict[int, Claim] = {}
        last = Figure.objects.filter(claim__dossier=dossier).aggregate(last=Max("arrival"))["last"]
        self.arrival = (last or 0) + 1

    def link(self, figure: Figure, members: Iterable[Member]) -> None:
        """Note on a new figure the strongest link to another one, if there is any."""
        links = (self.links[member] for member in members if member in self.links)
        found = [link for link in links if self.figures.get(link.b, figure.pk) != figure.pk]
        if found:
            best = max(found, key=lambda link: link.strength)
            figure.joined_id = self.figures[best.b]
            figure.join_strength, figure.join_why = best.strength, list(best.why)

    def claim_for(self, member: Member) -> Claim:
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


def store_arrival(dossier: Dossier, arrival: Arrival, places: Places) -> int:
    """Write one article: source, edition, figures, mentions; derive what depends on them. Returns the figure count."""
    source = _store_source(dossier, arrival)
    before = list(source.figures.select_related("claim"))
    _edition, is_new = source.add_edition(arrival.article)
    figures = _store_figures(arrival, source, places) if is_new else []
    touched = {figure.pk: figure for figure in [*before, *figures]}
    for figure in touched.values():
        figure.source = source
        figure.refresh()
    claims = {figure.claim_id: figure.claim for figure in touched.values()}
    for claim in claims.values():
        claim.refresh()
    search.index(claims)
    return len(figures)


def _store_figures(arrival: Arrival, source: Source, places: Places) -> list[Figure]:
    """Write the figures and mentions of a new edition; what is carried on comes first and keeps its figure."""
    figures: dict[tuple[object, ...], Figure] = {}
    new: dict[Figure, list[Member]] = {}
    for index in sorted(range(len(arrival.readings)), key=lambda index: index not in arrival.carried):
        reading, continues = arrival.readings[index], arrival.carried.get(index)
        if continues is not None:
            figure = continues.figure
            figures.setdefault(_value_key(figure.claim_id, reading), figure)
        else:
            claim = places.claim_for((arrival.name, index))
            key = _value_key(claim.pk, reading)
            if key not in figures:
                figures[key] = _create_figure(claim, source, reading, places.arrival)
                new[figures[key]] = []
            figure = figures[key]
        member = (arrival.name, index)
        places.figures[member] = figure.pk
        if figure in new:
            new[figure].append(member)
        _create_mention(figure, edition_of=source, reading=reading, continues=continues)
    for figure, members in new.items():
        places.link(figure, members)
    Figure.objects.bulk_update(new, ["joined", "join_strength", "join_why"])
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


def _create_figure(claim: Claim, source: Source, reading: Reading, arrival: int) -> Figure:
    return Figure.objects.create(
        claim=claim,
        arrival=arrival,
        source=source,
        origin=_credited(claim.dossier, reading.attribution),
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


def _credited(dossier: Dossier, speaker: str) -> Origin | None:
    """The agency that a figure credits, as an origin of the dossier; None where it credits none that is known."""
    name = agency_in(speaker)
    return Origin.objects.get_or_create(dossier=dossier, name=name)[0] if name else None


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
