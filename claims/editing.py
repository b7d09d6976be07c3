"""Acts of editors that span several models; each is journalled (see claims.models.journal)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.models.journal import Act, Entry
from sources.models import Source

if TYPE_CHECKING:
    from uuid import UUID

    from dealdesk.models import User

METADATA = ("title", "publisher", "author", "published_on", "language", "url", "origin")


def withdraw_source(source: Source, *, by: User, reason: str, batch: UUID | None = None) -> Entry:
    """Its figures no longer stand; the sheet says that it was withdrawn. Nothing is deleted."""
    return Entry.objects.change(source, Act.WITHDRAW_SOURCE, {"withdrawn": True}, by=by, reason=reason, batch=batch)


def restore_source(source: Source, *, by: User, reason: str = "", batch: UUID | None = None) -> Entry:
    return Entry.objects.change(source, Act.RESTORE_SOURCE, {"withdrawn": False}, by=by, reason=reason, batch=batch)


def correct_source(source: Source, changes: dict[str, object], *, by: User, reason: str = "") -> Entry | None:
    """Correct what is known of a source (see METADATA); None where nothing changes."""
    kept = {name: value for name, value in changes.items() if name in METADATA}
    return Entry.objects.change(source, Act.CORRECT, kept, by=by, reason=reason) if kept else None
