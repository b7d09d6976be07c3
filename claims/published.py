"""How far the published sheets of a dossier go, in one query: enough to tell whether a reader has the newest."""

from __future__ import annotations

from typing import Any

from django.db import connection

from claims import stamps

# Publications and withdrawals are only ever added; whatever else a sheet's standing rests on has its stamps.
SQL = f"""
SELECT d.id, s.ground, s.claims,
  (SELECT MAX(id) FROM claims_publication WHERE dossier_id = d.id),
  (SELECT MAX(w.id) FROM claims_publication p
   JOIN claims_publicationwithdrawal w ON w.publication_id = p.id WHERE p.dossier_id = d.id)
FROM sources_dossier d JOIN {stamps.DOSSIERS} s ON s.dossier = d.id WHERE d.slug = %s
"""  # noqa: S608


def version_of(slug: str) -> tuple[Any, ...] | None:
    """Another one after whatever may change how a sheet of the dossier stands; None where there is no such dossier."""
    with connection.cursor() as cursor:
        cursor.execute(SQL, [slug])
        found: tuple[Any, ...] | None = cursor.fetchone()
    return found
