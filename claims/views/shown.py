"""What the fragments of the review page are made from, as keys under which claims.remembering keeps them."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

from claims.models import Verdict
from claims.remembering import row

if TYPE_CHECKING:
    from claims.views.cards import Card
    from claims.views.place import Place
    from sources.models import Source

Key = tuple[Any, ...]


def of_place(place: Place) -> Key:
    """What fragments show of where the reader is and of what they may do there."""
    return place.dossier.slug, place.may_decide, place.may_edit, place.query


def token_of(place: Place, stamp: int | None) -> str:
    """What the claim's fragment on a page is made from, in short; empty where the database has no stamps.

    A page sends it back with a verdict, so that the answer need not repeat what the page has.
    """
    mark, people = place.pulse.mark, place.pulse.stamps.people
    if stamp is None or people is None or place.claim is None:
        return ""
    key = (place.claim.pk, stamp, people, mark.entry, mark.edition, place.newest_import)
    said = repr((*key, *of_place(place), get_language()))
    return sha256(said.encode()).hexdigest()[:32]


def of_card(card: Card, at: Key) -> Key:
    """`at` is the key of its place."""
    figure, link = card.figure, card.link
    return (
        *at,
        card.row,
        _source(figure.source),
        figure.origin.name if figure.origin else "",
        tuple((mention.edition_id, *row(mention)) for mention in card.mentions),
        tuple(_verdict(verdict) for verdict in card.verdicts),
        tuple((rival.pk, rival.source.short_name) for rival in card.rivals),
        link and (str(link.other or ""), link.other and link.other.source.short_name, link.reasons, link.is_doubtful),
        (card.is_new, card.is_open, card.url),
    )


def of_source(card: Card, place: Place) -> Key:
    """The passages of a figure's source: an edition's text never changes."""
    mentions = tuple((mention.edition_id, *row(mention)) for mention in card.mentions)
    return place.dossier.slug, card.figure.pk, *_source(card.figure.source), mentions


def _source(source: Source) -> Key:
    return (*row(source), source.origin.name if source.origin else "")


def _verdict(verdict: Verdict) -> Key:
    by, evidence = verdict.by, verdict.evidence_source if verdict.evidence_source_id else None
    return verdict.pk, by.get_full_name(), by.get_username(), evidence and (evidence.number, evidence.short_name)
