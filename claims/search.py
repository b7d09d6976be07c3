"""Full-text search over claims: labels, quotes with the words around them, and who printed them.

One row a claim in `claims_words`, FTS5 on SQLite and a GIN index on PostgreSQL. The table is derived, so it is made
after migrating (like the triggers) and filled where it is new; `index` writes it again wherever those words change.
Words are folded here (case, accents), so that both databases find the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import attrgetter

from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import RawSQL

from claims.models.claim import Claim
from claims.models.mention import Mention
from claims.passages import words_around
from sources.models import Edition

TABLE = "claims_words"
_WORD = re.compile(r"[^\W_]+")
_SQLITE = (f"CREATE VIRTUAL TABLE {TABLE} USING fts5(dossier, words, prefix='2 3')",)
_POSTGRESQL = (
    f"CREATE TABLE {TABLE} (rowid bigint PRIMARY KEY, dossier bigint NOT NULL, words text NOT NULL,"
    " vector tsvector GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED)",
    f"CREATE INDEX {TABLE}_vector ON {TABLE} USING gin (vector)",
    f"CREATE INDEX {TABLE}_dossier ON {TABLE} (dossier)",
)
BATCH = 500


def folded(text: str) -> str:
    """The words of a text in lower case, without accents and signs.

    >>> folded("L’Évaluation : 14,8 G$")
    'l evaluation 14 8 g'
    """
    return " ".join(filter(None, map(_folded, text.split())))


@lru_cache(maxsize=65_536)
def _folded(printed: str) -> str:
    """The same for what stands between two spaces."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", printed) if not unicodedata.combining(char))
    return " ".join(word.casefold() for word in _WORD.findall(bare))


def claims_with(words: str, dossier: int) -> RawSQL | None:
    """The claims of a dossier that hold all the words, as a subquery; None where nothing searchable was typed.

    The last letters of a word may be left out; what is typed without a space ("14,8") stands together.
    """
    phrases = [phrase for phrase in (folded(term).split() for term in words.split()) if phrase]
    if not phrases:
        return None
    if connections[router.db_for_read(Claim)].vendor == "postgresql":
        query = " & ".join("(" + " <-> ".join([*phrase[:-1], f"{phrase[-1]}:*"]) + ")" for phrase in phrases)
        where, given = "dossier = %s AND vector @@ to_tsquery('simple', %s)", [dossier, query]
    else:
        query = " AND ".join(f'"{" ".join(phrase)}"*' for phrase in phrases)
        where, given = f"{TABLE} MATCH %s", [f'dossier:"{dossier}" AND words:({query})']
    return RawSQL(f"SELECT rowid FROM {TABLE} WHERE {where}", given)  # noqa: S608, S611


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the table where it is missing, and fill it from the claims that exist."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if TABLE in tables or not {Claim._meta.db_table, Mention._meta.db_table} <= tables:
            return
        for statement in _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE:
            cursor.execute(statement)
    index(Claim.objects.using(connection.alias).values_list("pk", flat=True))


def index(claims: Iterable[int]) -> None:
    """Write the words of some claims, by primary key, again."""
    keys = sorted(set(claims))
    for start in range(0, len(keys), BATCH):
        _index(keys[start : start + BATCH])


def add(claims: Iterable[Claim], mentions: Iterable[Mention]) -> None:
    """Write the words of claims that are new, with all that is printed of them: it is at hand, and read nowhere."""
    said = {claim.pk: (claim.dossier_id, [folded(claim.label)]) for claim in claims}
    named: dict[int, list[str]] = {}
    for mention in sorted(mentions, key=attrgetter("start")):
        _dossier, parts = said[mention.figure.claim_id]
        source, text = mention.figure.source, mention.edition.text
        if source.pk not in named:
            named[source.pk] = [folded(source.publisher), folded(source.title)]
        low, high = words_around(text, mention.start, mention.end)
        parts += [folded(text[low:high]), *named[source.pk]]
    _write([(pk, dossier, " ".join(dict.fromkeys(parts))) for pk, (dossier, parts) in said.items()])


def _index(keys: list[int]) -> None:
    rows = _rows(keys)
    with connections[router.db_for_write(Claim)].cursor() as cursor:
        marks = ",".join(["%s"] * len(keys))
        cursor.execute(f"DELETE FROM {TABLE} WHERE rowid IN ({marks})", keys)  # noqa: S608
    _write(rows)


def _write(rows: Sequence[tuple[int, int, str]]) -> None:
    with connections[router.db_for_write(Claim)].cursor() as cursor:
        cursor.executemany(f"INSERT INTO {TABLE} (rowid, dossier, words) VALUES (%s, %s, %s)", rows)  # noqa: S608


def _rows(keys: list[int]) -> list[tuple[int, int, str]]:
    """Primary key, dossier and words of each claim."""
    dossiers, said = {}, {}
    for pk, dossier, label in Claim.objects.filter(pk__in=keys).values_list("pk", "dossier_id", "label"):
        dossiers[pk], said[pk] = dossier, [folded(label)]
    printed = Mention.objects.printed().filter(figure__claim__in=keys, figure__dismissed=False)
    places = list(printed.values_list("figure__claim", "edition", "start", "end"))
    texts = {
        edition: (text, folded(publisher), folded(title))
        for edition, text, publisher, title in Edition.objects.filter(
            pk__in={place[1] for place in places}
        ).values_list("pk", "text", "source__publisher", "source__title")
    }
    for claim, edition, start, end in places:
        text, *named = texts[edition]
        low, high = words_around(text, start, end)
        said[claim] += [folded(text[low:high]), *named]
    return [(pk, dossiers[pk], " ".join(dict.fromkeys(parts))) for pk, parts in said.items()]
