"""Rows for articles that arrive: sources, editions, claims, figures and mentions. Part of importing, which calls it.

What several articles bring is put together in memory, with what is derived from it, and then written table by table:
an article costs a handful of statements, however many figures it prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from claims import search
from claims.figures.reading import Reading
from claims.matching import Group, Link, Member
from claims.models import Claim, Figure, Mention, Progress
from claims.models.inserting import drafted, give_keys, insert
from claims.onfile import OnFile, highest_in
from claims.rereading import value_columns
from sources.models import Dossier, Edition, Origin, Source
from sources.reading.article import Article
from sources.reading.credit_forms import agency_in

AT_ONCE = 500  # claims whose figures are read together
BOUNDS = ("said_low", "said_high", "low", "high")


@dataclass(slots=True)
class Arrival:
    """An article on its way in, with its readings; `carried` maps a reading's index to the mention it continues."""

    name: str
    article: Article
    source: Source | None
    readings: list[Reading] = field(default_factory=list)
    carried: dict[int, Mention] = field(default_factory=dict)


class Places:
    """Which claim each arriving reading belongs to, and why. A claim is made when its first figure is."""

    def __init__(
        self, dossier: Dossier, groups: Sequence[Group], filed: Iterable[OnFile] = (), arrival: int | None = None
    ) -> None:
        self.dossier = dossier
        self.groups: dict[Member, Group] = {member: group for group in groups for member in group.members}
        self.links: dict[Member, Link] = {link.a: link for group in groups for link in group.links}
        self.figures: dict[Member, Figure] = {
            (one.text.key, index): mention.figure for one in filed for index, mention in enumerate(one.mentions)
        }
        self.claims: dict[int, Claim] = {}
        self.origins: dict[str, Origin] = {}
        highest = highest_in(dossier)
        self.arrival = arrival or highest.arrival + 1
        self.last_claim = highest.claim

    def link(self, figure: Figure, members: Iterable[Member]) -> None:
        """Note on a new figure the strongest link to another one, if there is any."""
        links = (self.links[member] for member in members if member in self.links)
        found = [link for link in links if self.figures.get(link.b, figure) is not figure]
        if found:
            best = max(found, key=lambda link: link.strength)
            figure.joined = self.figures[best.b]
            figure.join_strength, figure.join_why = best.strength, list(best.why)

    def claim_for(self, member: Member) -> Claim:
        group = self.groups[member]
        if id(group) not in self.claims:
            self.claims[id(group)] = self._find(group) or self._make(group)
        return self.claims[id(group)]

    def origin(self, name: str) -> Origin | None:
        """The origin of that name, made where there is none; None for no name."""
        if name and name not in self.origins:
            self.origins[name] = Origin.objects.get_or_create(dossier=self.dossier, name=name)[0]
        return self.origins.get(name)

    def _find(self, group: Group) -> Claim | None:
        if group.claim is None:
            return None
        claim = self.dossier.claims.get(number=group.claim)
        while claim.merged_into is not None:
            claim = claim.merged_into
        return claim

    def _make(self, group: Group) -> Claim:
        self.last_claim += 1
        return drafted(
            Claim,
            {"dossier": self.dossier},
            number=self.last_claim,
            label=group.label[:200],
            kind=group.kind,
            unit=group.unit[:60],
        )


@dataclass(slots=True)
class Draft:
    """The rows of one article before they are written; `members` are the readings of each new figure."""

    arrival: Arrival
    source: Source
    before: list[Figure] = field(default_factory=list)
    members: dict[int, list[Member]] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)
    new: list[Figure] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)


def store_arrivals(dossier: Dossier, arrivals: Sequence[Arrival], places: Places) -> list[Draft]:
    """Write some articles whole, and derive what depends on them; what was written of each, in order.

    The caller holds a transaction and the dossier's lock.
    """
    drafts = [
        Draft(arrival, source) for arrival, source in zip(arrivals, _sources(dossier, arrivals, places), strict=True)
    ]
    for draft, is_new in zip(drafts, _editions(drafts), strict=True):
        draft.before = list(draft.source.figures.select_related("claim")) if draft.arrival.source else []
        if is_new:
            _draft_figures(draft, places)
    made = [claim for claim in places.claims.values() if claim.pk is None]
    give_keys([figure for draft in drafts for figure in draft.new])
    _derive(made, drafts)
    insert(made)
    _write_figures(drafts, places)
    insert(mention for draft in drafts for mention in draft.mentions)
    _derive_again(drafts, made)
    return drafts


def _sources(dossier: Dossier, arrivals: Sequence[Arrival], places: Places) -> list[Source]:
    """The source of each arrival; those that are new are not written yet."""
    number = highest_in(dossier).source
    found: list[Source] = []
    for arrival in arrivals:
        number += arrival.source is None
        found.append(arrival.source or _new_source(dossier, arrival, number, places))
    give_keys([source for source in found if source.pk is None])
    return found


def _new_source(dossier: Dossier, arrival: Arrival, number: int, places: Places) -> Source:
    article = arrival.article
    return Source(
        dossier=dossier,
        number=number,
        name=arrival.name,
        title=article.title[:500] or arrival.name,
        publisher=article.publisher[:200],
        author=article.author[:200],
        published_on=article.published_on,
        language=article.language,
        url=article.url,
        origin=places.origin(article.origin),
        reconstructed=article.reconstructed,
        guessed=list(article.guessed),
        notes=list(article.notes),
    )


def _editions(drafts: Sequence[Draft]) -> list[bool]:
    """Make each article's text the current edition of its source; whether it is one that the source did not have."""
    first = [draft.source for draft in drafts if draft.arrival.source is None]
    texts = [Edition.of(draft.source, 1, draft.arrival.article) for draft in drafts if draft.arrival.source is None]
    give_keys(texts)
    for source, text in zip(first, texts, strict=True):
        source.current = text
    insert(first)
    insert(texts)
    return [
        True if draft.arrival.source is None else draft.source.add_edition(draft.arrival.article)[1] for draft in drafts
    ]


def _draft_figures(draft: Draft, places: Places) -> None:
    """Figures and mentions of a new edition; what is carried on comes first and keeps its figure."""
    arrival = draft.arrival
    figures: dict[tuple[object, ...], Figure] = {}
    for index in sorted(range(len(arrival.readings)), key=lambda index: index not in arrival.carried):
        reading, continues = arrival.readings[index], arrival.carried.get(index)
        member, columns = (arrival.name, index), value_columns(reading)
        if continues is not None:
            figure = continues.figure
            figures.setdefault(_value_key(figure.claim, reading, columns), figure)
        else:
            claim = places.claim_for(member)
            key = _value_key(claim, reading, columns)
            if key not in figures:
                figures[key] = _new_figure(claim, draft.source, reading, columns, places)
                draft.new.append(figures[key])
            figure = figures[key]
        places.figures[member] = figure
        draft.members.setdefault(id(figure), []).append(member)
        draft.mentions.append(_new_mention(figure, draft.source, reading, columns, continues))
    draft.figures = list({id(mention.figure): mention.figure for mention in draft.mentions}.values())


def _derive(claims: Sequence[Claim], drafts: Sequence[Draft]) -> None:
    """Status and counts of claims that are not written yet, from figures that are not either."""
    held: dict[int, list[Figure]] = {id(claim): [] for claim in claims}
    for draft in drafts:
        for figure in draft.new:
            if id(figure.claim) in held:
                held[id(figure.claim)].append(figure)
    for claim in claims:
        figures = held[id(claim)]
        disputed = claim.derive([figure.source for figure in figures], [figure.statement() for figure in figures])
        for figure in figures if disputed else ():
            figure.in_dispute = figure.pk in disputed


def _write_figures(drafts: Sequence[Draft], places: Places) -> None:
    """The new figures of some articles, with their links to one another."""
    for draft in drafts:
        for figure in draft.new:
            places.link(figure, draft.members[id(figure)])
    insert(figure for draft in drafts for figure in draft.new)


def _derive_again(drafts: Sequence[Draft], made: Sequence[Claim]) -> None:
    """What depends on figures that were there before, and the words to find the claims by."""
    fresh = {claim.pk for claim in made}
    for draft in drafts:
        for figure in {figure.pk: figure for figure in [*draft.before, *draft.figures]}.values():
            if draft.arrival.source is not None:
                figure.source = draft.source
                figure.refresh()
    touched = {figure.claim.pk: figure.claim for draft in drafts for figure in [*draft.before, *draft.figures]}
    _refresh([claim for pk, claim in touched.items() if pk not in fresh])
    search.add(made, (mention for draft in drafts for mention in draft.mentions if mention.figure.claim_id in fresh))
    search.index(touched.keys() - fresh)
    for dossier in {claim.dossier_id for claim in touched.values()} | {draft.source.dossier_id for draft in drafts}:
        Progress.objects.keep(dossier)


def _refresh(claims: Sequence[Claim]) -> None:
    """Derive claims again that were there before, their figures read together."""
    for start in range(0, len(claims), AT_ONCE):
        some = claims[start : start + AT_ONCE]
        figures: dict[int, list[Figure]] = {claim.pk: [] for claim in some}
        held = Figure.objects.filter(claim__in=figures).select_related("source", "source__origin", "origin").order_by()
        for figure in held:
            figures[figure.claim_id].append(figure)
        for claim in some:
            claim.held = figures[claim.pk]
            claim.refresh()
            claim.held = None  # of this moment: the next articles bring more


def _value_key(claim: Claim, reading: Reading, columns: Mapping[str, Any]) -> tuple[object, ...]:
    """Mentions of one source that share this are one figure."""
    return claim.number, reading.kind, reading.unit, *(columns[bound] for bound in BOUNDS), reading.as_of


def _new_figure(claim: Claim, source: Source, reading: Reading, columns: Mapping[str, Any], places: Places) -> Figure:
    return drafted(
        Figure,
        {"claim": claim, "source": source, "origin": places.origin(agency_in(reading.attribution))},
        arrival=places.arrival,
        kind=reading.kind,
        as_of=reading.as_of,
        attribution=reading.attribution[:200],
        **columns,
    )


def _new_mention(
    figure: Figure, source: Source, reading: Reading, columns: Mapping[str, Any], continues: Mention | None
) -> Mention:
    mention = drafted(
        Mention,
        {"figure": figure, "edition": source.current, "carried_from": continues},
        start=reading.start,
        end=reading.end,
        quote=reading.quote,
        printed=reading.printed[:200],
        hedge=reading.hedge[:100],
        kind=reading.kind,
        unit=reading.unit[:60],
        attribution=reading.attribution[:200],
        **{bound: columns[bound] for bound in BOUNDS},
    )
    mention.assert_quote()
    return mention
