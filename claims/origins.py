"""What an editor says of two sources that may have one origin; each act is one batch in the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from claims.editing import lock
from claims.models import Entry
from claims.models.journal import Act
from claims.refusals import Refusal
from sources.models import Echo, Origin, Source

if TYPE_CHECKING:
    from dealdesk.models import User


def share_origin(echo: Echo, *, by: User, reason: str = "") -> list[Entry]:
    """Count both sources as one origin: the one that is known of them, else the one that the evidence names."""
    batch = uuid4()
    with transaction.atomic():
        lock(echo.dossier)
        echo.refresh_from_db()
        sources = [Source.objects.get(pk=pk) for pk in (echo.a_id, echo.b_id)]
        if echo.decision == Echo.Decision.ONE and shared(*sources):
            raise Refusal(_("These two sources already count as one origin."))
        origin = next((source.origin for source in sources if source.origin), None) or _named(echo, sources)
        entries = [
            Entry.objects.change(source, Act.CORRECT, {"origin": origin}, by=by, reason=reason, batch=batch)
            for source in sources
            if source.origin_id != origin.pk
        ]
        decided = {"decision": Echo.Decision.ONE}
        entries.append(Entry.objects.change(echo, Act.ONE_ORIGIN, decided, by=by, reason=reason, batch=batch))
    return entries


def part_origins(echo: Echo, *, by: User, reason: str = "") -> list[Entry]:
    """Count the sources as two. Where they shared an origin, the one that is not of that name gets its own."""
    batch = uuid4()
    with transaction.atomic():
        lock(echo.dossier)
        echo.refresh_from_db()
        a, b = (Source.objects.get(pk=pk) for pk in (echo.a_id, echo.b_id))
        if echo.decision == Echo.Decision.APART and not shared(a, b):
            raise Refusal(_("These two sources already count as two origins."))
        entries = []
        if shared(a, b):
            assert a.origin is not None
            leaving = a if b.publisher == a.origin.name else b
            own = {"origin": None}
            entries.append(Entry.objects.change(leaving, Act.CORRECT, own, by=by, reason=reason, batch=batch))
        decided = {"decision": Echo.Decision.APART}
        entries.append(Entry.objects.change(echo, Act.OWN_ORIGINS, decided, by=by, reason=reason, batch=batch))
    return entries


def shared(a: Source, b: Source) -> bool:
    return a.origin_id is not None and a.origin_id == b.origin_id


def _named(echo: Echo, sources: list[Source]) -> Origin:
    """The agency or outlet that the evidence names, else the source that was published first."""
    first = min(sources, key=lambda source: (source.published_on is None, str(source.published_on), source.number))
    name = echo.evidence.get("credit") or echo.evidence.get("named") or first.short_name
    return Origin.objects.get_or_create(dossier=echo.dossier, name=name[:200])[0]
