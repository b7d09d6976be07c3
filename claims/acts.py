"""Which acts of a dossier are asked for, newest first, page by page: verdicts and journal entries as one list.

A page is what lies before or after one act, which its address names: what is done meanwhile moves nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from claims.models import Claim, Entry, Figure, Mention, Verdict
from claims.models.figure import Outcome
from claims.models.journal import Act
from sources.models import Dossier, Source

Place = tuple[datetime, str, int]
"""When an act was done, its type and its key: later ones are greater."""
TYPES: dict[str, type[Verdict] | type[Entry]] = {"e": Entry, "v": Verdict}


@dataclass(frozen=True, slots=True)
class Asked:
    """`kind` is an outcome or an act, `by` a user's id; of `before` and `after`, the name of an act, one at most."""

    by: str = ""
    kind: str = ""
    words: str = ""
    before: str = ""
    after: str = ""

    @property
    def is_filtered(self) -> bool:
        return bool(self.by or self.kind or self.words)


@dataclass(frozen=True, slots=True)
class Page:
    """Some acts; `newer` and `older` name the act from which the next page goes on, where there is one."""

    places: Sequence[Place]
    newer: str = ""
    older: str = ""


def page_of(dossier: Dossier, asked: Asked, size: int) -> Page:
    """The page before or after the act that is named, else the newest."""
    start = _named(dossier, asked.before or asked.after)
    if start and asked.after:
        found = _nearest(dossier, asked, size + 1, after=start)
        if len(found) <= size:  # nothing is newer than these: the first page, full
            return page_of(dossier, Asked(asked.by, asked.kind, asked.words), size)
        places = sorted(found[:size], reverse=True)
        return Page(places, newer=_name(places[0]), older=_name(places[-1]))
    found = _nearest(dossier, asked, size + 1, before=start)
    places = found[:size]
    if start and not places:
        return page_of(dossier, Asked(asked.by, asked.kind, asked.words), size)
    return Page(places, newer=_name(places[0]) if start else "", older=_name(places[-1]) if len(found) > size else "")


def acts(dossier: Dossier, *, words: str = "", most: int = 100) -> list[Place]:
    """The newest acts."""
    return _nearest(dossier, Asked(words=words), most)


def _nearest(
    dossier: Dossier, asked: Asked, most: int, *, before: Place | None = None, after: Place | None = None
) -> list[Place]:
    """The acts next to a place, the nearest first: older ones where `before` or nothing is given, else newer ones."""
    found: list[Place] = []
    for type_, rows in _asked(dossier, asked).items():
        if before:
            rows = rows.filter(_beyond(type_, before, "lt"))
        if after:
            rows = rows.filter(_beyond(type_, after, "gt"))
        order = ("at", "pk") if after else ("-at", "-pk")
        found += [(at, type_, pk) for at, pk in rows.order_by(*order).values_list("at", "pk")[:most]]
    return sorted(found, reverse=not after)[:most]


def _beyond(type_: str, place: Place, way: str) -> Q:
    at, its_type, pk = place
    if type_ == its_type:
        same = Q(at=at, **{f"pk__{way}": pk})
    else:
        is_beyond = type_ < its_type if way == "lt" else type_ > its_type
        same = Q(at=at) if is_beyond else Q(pk__in=[])
    return Q(**{f"at__{way}": at}) | same


def _name(place: Place) -> str:
    return f"{place[1]}{place[2]}"


def _named(dossier: Dossier, name: str) -> Place | None:
    model, key = TYPES.get(name[:1]), name[1:]
    if model is None or not key.isascii() or not key.isdecimal() or len(key) > 18:
        return None
    at = model._default_manager.filter(dossier=dossier, pk=int(key)).values_list("at", flat=True).first()
    return (at, name[0], int(key)) if at else None


def _asked(dossier: Dossier, asked: Asked) -> dict[str, QuerySet[Any]]:
    verdicts, entries = Verdict.objects.filter(dossier=dossier), Entry.objects.filter(dossier=dossier)
    if asked.by:
        verdicts, entries = verdicts.filter(by=int(asked.by)), entries.filter(by=int(asked.by))
    if asked.kind:
        verdicts, entries = verdicts.filter(outcome=asked.kind), entries.filter(act=asked.kind)
    for word in asked.words.split():
        verdicts = verdicts.filter(Q(reason__icontains=word) | Q(figure__claim__label__icontains=word))
        entries = entries.filter(Q(reason__icontains=word) | _about(dossier, word))
    return {"e": entries, "v": verdicts}


def _about(dossier: Dossier, word: str) -> Q:
    """Entries on a claim, or on a figure of a claim, whose label holds the word; or on a source whose title does."""
    claims = Claim.objects.filter(dossier=dossier, label__icontains=word)
    sources = Source.objects.filter(dossier=dossier, title__icontains=word)
    return (
        Q(subject="claim", subject_id__in=claims.values("pk"))
        | Q(subject="figure", subject_id__in=Figure.objects.filter(claim__in=claims).values("pk"))
        | Q(subject="mention", subject_id__in=Mention.objects.filter(figure__claim__in=claims).values("pk"))
        | Q(subject="source", subject_id__in=sources.values("pk"))
    )


def people(dossier: Dossier) -> list[tuple[int, str]]:
    """Who has acted in a dossier: (id, name), by name."""
    fields = ("by_id", "by__first_name", "by__last_name", "by__username")
    found = {
        row[0]: f"{row[1]} {row[2]}".strip() or row[3]
        for rows in (Verdict.objects.filter(dossier=dossier), Entry.objects.filter(dossier=dossier))
        for row in rows.order_by().values_list(*fields).distinct()
    }
    return sorted(found.items(), key=lambda person: person[1].casefold())


def kinds() -> list[tuple[str, list[tuple[str, Any]]]]:
    """What can be asked for, as groups of choices."""
    return [(_("Verdicts"), list(Outcome.choices)), (_("Other acts"), list(Act.choices))]
