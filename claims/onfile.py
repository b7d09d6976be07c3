"""What a dossier holds already, in the form that matching, cross-checks and echoes take: texts with their readings."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch

from claims.figures.reading import Reading
from claims.matching import Text
from claims.models import Mention
from claims.models.claim import Kind
from sources.models import Dossier, Source


@dataclass(frozen=True, slots=True)
class OnFile:
    """One source as stored. `mentions` are those of its current edition, one for each reading of `text`, in order.

    Answers in words are no readings: they are left out.
    """

    source: Source
    text: Text
    mentions: tuple[Mention, ...]


def on_file(dossier: Dossier) -> list[OnFile]:
    """The sources of a dossier with each mention placed in its claim, in a fixed number of queries."""
    mentions = Mention.objects.printed().exclude(kind=Kind.TEXT).select_related("figure", "figure__claim")
    found = Source.objects.filter(dossier=dossier, current__isnull=False).select_related("current", "origin")
    sources = found.defer("current__raw").order_by("number").prefetch_related(Prefetch("current__mentions", mentions))
    return [_on_file(source) for source in sources]


def _on_file(source: Source) -> OnFile:
    assert source.current is not None
    stored = tuple(source.current.mentions.all())
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
