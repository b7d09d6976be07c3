"""What a dossier holds already, in the form that matching, cross-checks and echoes take: texts with their readings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection
from django.db.models import Prefetch

from claims.figures.reading import Reading
from claims.matching import Text
from claims.models import Figure, Mention
from claims.models.claim import Kind
from sources.models import Dossier, Source

# What is read of a mention, whose value is that of its figure, and what is not of a figure.
_PRINTED = ("figure", "edition", "start", "end", "quote", "printed", "hedge", "kind", "attribution")
_UNASKED = ("join_why", "findings", "created_at")

# Asked for by every import, some several times; the ORM takes ten times as long to put such a question.
_HIGHEST = """
SELECT
    COALESCE((SELECT MAX(number) FROM sources_source WHERE dossier_id = %(dossier)s), 0),
    COALESCE((SELECT MAX(number) FROM claims_claim WHERE dossier_id = %(dossier)s), 0),
    COALESCE((SELECT MAX(figure.arrival) FROM claims_figure figure JOIN claims_claim claim
        ON claim.id = figure.claim_id WHERE claim.dossier_id = %(dossier)s), 0)
"""
_LABELS = "SELECT number, label FROM claims_claim WHERE dossier_id = %s"
_PLACES = "SELECT url, name FROM sources_source WHERE dossier_id = %s"


class Highest(NamedTuple):
    """The highest numbers that a dossier has given: to a source, to a claim, to an import; 0 for none."""

    source: int
    claim: int
    arrival: int


def highest_in(dossier: Dossier) -> Highest:
    with connection.cursor() as cursor:
        cursor.execute(_HIGHEST, {"dossier": dossier.pk})
        return Highest(*cursor.fetchone())


def labels_in(dossier: Dossier) -> dict[int, str]:
    """What each claim of a dossier is called, by its number."""
    with connection.cursor() as cursor:
        cursor.execute(_LABELS, [dossier.pk])
        return dict(cursor.fetchall())


def places_in(dossier: Dossier) -> set[tuple[str, str]]:
    """The address and file name of each source of a dossier."""
    with connection.cursor() as cursor:
        cursor.execute(_PLACES, [dossier.pk])
        return set(cursor.fetchall())


@dataclass(frozen=True, slots=True)
class OnFile:
    """One source as stored. `mentions` are those of its current edition, one for each reading of `text`, in order.

    Answers in words are no readings: they are left out.
    """

    source: Source
    text: Text
    mentions: tuple[Mention, ...]


def on_file(dossier: Dossier) -> list[OnFile]:
    """The sources of a dossier with each mention placed in its claim, in a fixed number of queries.

    A figure, and a claim, is one object however often it is printed.
    """
    if not highest_in(dossier).source:
        return []
    mentions = Mention.objects.printed().exclude(kind=Kind.TEXT).only(*_PRINTED)
    found = Source.objects.filter(dossier=dossier, current__isnull=False).select_related("current", "origin")
    sources = found.defer("current__raw").order_by("number").prefetch_related(Prefetch("current__mentions", mentions))
    claims = dossier.claims.in_bulk()
    figures = (
        Figure.objects.filter(claim__dossier=dossier).exclude(kind=Kind.TEXT).order_by().defer(*_UNASKED).in_bulk()
    )
    for figure in figures.values():
        figure.claim = claims[figure.claim_id]
    return [_on_file(source, figures) for source in sources]


def _on_file(source: Source, figures: Mapping[int, Figure]) -> OnFile:
    assert source.current is not None
    stored = tuple(source.current.mentions.all())
    for mention in stored:
        mention.figure = figures[mention.figure_id]
    text = Text(
        key=f"source-{source.pk}",
        text=source.current.text,
        title=source.title,
        language=source.language,
        published_on=source.published_on,
        readings=tuple(stored_reading(mention) for mention in stored),
        placed={index: mention.figure.claim.number for index, mention in enumerate(stored)},
    )
    return OnFile(source, text, stored)


def stored_reading(mention: Mention) -> Reading:
    """A stored mention as a reading: its place and print, with the value that its figure has by now."""
    figure = mention.figure
    return Reading(
        start=mention.start,
        end=mention.end,
        quote=mention.quote,
        printed=mention.printed,
        hedge=mention.hedge,
        kind=figure.kind,
        said=figure.said,
        compared=figure.interval,
        unit=figure.unit,
        as_of=figure.as_of,
        attribution=mention.attribution,
        assumed=tuple(figure.assumed),
    )
