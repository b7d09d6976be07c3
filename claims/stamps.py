"""Stamps: a number for each claim, each dossier and the people of the desk that becomes another with every write.

What a page shows can be remembered under the stamps of what it shows, in the memory of any process, since the stamps
are read from the database before anything else is. Triggers change them, so that no write can be forgotten: not one by
the admin, by `QuerySet.update` or by SQL. A stamp is random and never comes back, not by a rollback nor by a restored
copy.

- of a claim: the claim, its figures (which every verdict and every new quote writes anew), cross-checks and comments
- `claims` of a dossier: any of those of any of its claims, but for comments
- `ground` of a dossier: the dossier, its sources, origins and echoes
- of the people: names and rights

The triggers name no table but their own and those of the stamps: SQLite could not remake a table that another one's
trigger names, and migrations do.
"""

# ruff: noqa: S608 - the names of tables and columns are those of this file

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass

from django.apps import apps
from django.db import connection as default
from django.db.backends.base.base import BaseDatabaseWrapper

from sources.appendonly import Trigger, absent, standing_triggers

CLAIMS, DOSSIERS = "claims_claim_stamp", "claims_dossier_stamp"
OF_CLAIM = f"(SELECT stamp FROM {CLAIMS} WHERE claim = claims_claim.id)"  # in a query that reads claims
PEOPLE = 0  # stands where the key of a dossier does
EVENTS = ("INSERT", "UPDATE", "DELETE")
# How each table's row leads to its claim, to its dossier; {row} is OLD or NEW.
TO_CLAIM = {
    "claims_claim": "{row}.id",
    "claims_figure": "{row}.claim_id",
    "claims_crosscheck": "{row}.claim_id",
    "claims_comment": "{row}.claim_id",
}
TO_DOSSIER = {"claims_claim": "{row}.dossier_id", "claims_verdict": "{row}.dossier_id"}
TO_GROUND = {
    "sources_dossier": "{row}.id",
    "sources_source": "{row}.dossier_id",
    "sources_origin": "{row}.dossier_id",
    "sources_echo": "{row}.dossier_id",
}
TO_PEOPLE = (
    "dealdesk_user", "dealdesk_user_groups", "dealdesk_user_user_permissions", "auth_group_permissions", "auth_group",
    "claims_mention",
)  # fmt: skip
# A mention comes with its figure or with an edition. Where one is taken back, which is rare, all is forgotten.
EVENTS_OF = {"claims_mention": ("UPDATE", "DELETE")}
# Columns that change without anything being shown otherwise: by signing in, and while an import joins its own figures.
UNSEEN = {"dealdesk_user": {"last_login", "password"}, "claims_figure": {"joined_id"}}
KEPT_APART = {"claims_comment"}  # no status, count or sheet knows of comments


def install(connection: BaseDatabaseWrapper) -> None:
    """Make the tables, a row for everything that has none, and every trigger whose table exists."""
    with connection.cursor() as cursor:
        number = "bigint NOT NULL DEFAULT 0"
        cursor.execute(
            f"CREATE TABLE IF NOT EXISTS {CLAIMS} (claim bigint PRIMARY KEY, dossier {number}, stamp {number})"
        )
        cursor.execute(
            f"CREATE TABLE IF NOT EXISTS {DOSSIERS} (dossier bigint PRIMARY KEY, ground {number}, claims {number})"
        )
        tables = set(connection.introspection.table_names(cursor))
        wanted = triggers(connection)
        for name, table in _former(connection, {trigger.name for trigger in wanted}):
            on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on}')
        for trigger in wanted:
            if trigger.table in tables:
                cursor.execute(trigger.drop)
                cursor.execute(trigger.create)
        chance = _chance(connection)
        # All keys hold the stamp of the people: what a process remembers from before a migration is forgotten.
        again = "ON CONFLICT (dossier) DO UPDATE SET ground = excluded.ground"
        cursor.execute(f"INSERT INTO {DOSSIERS} VALUES ({PEOPLE}, {chance}, 0) {again}")
        for kept, key, table, values in (
            (CLAIMS, "claim", "claims_claim", f"dossier_id, {chance}"),
            (DOSSIERS, "dossier", "sources_dossier", f"{chance}, {chance}"),
        ):
            if table in tables:
                cursor.execute(
                    f"INSERT INTO {kept} SELECT id, {values} FROM {table} WHERE true ON CONFLICT ({key}) DO NOTHING"
                )


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of the triggers that should stand in the database and do not, or are disabled."""
    return absent(connection, triggers(connection))


def of_claim(claim: int) -> int | None:
    with default.cursor() as cursor:
        cursor.execute(f"SELECT stamp FROM {CLAIMS} WHERE claim = %s", [claim])
        found: tuple[int] | None = cursor.fetchone()
    return found[0] if found else None


def triggers(connection: BaseDatabaseWrapper) -> list[Trigger]:
    """One for each table and event; an UPDATE only counts where it sets a column that is shown."""
    make = _for_postgresql if connection.vendor == "postgresql" else _for_sqlite
    columns = {
        model._meta.db_table: [str(field.column) for field in model._meta.concrete_fields]
        for model in apps.get_models()
    }
    found = []
    for table in dict.fromkeys((*TO_CLAIM, *TO_DOSSIER, *TO_GROUND, *TO_PEOPLE)):
        for event in EVENTS_OF.get(table, EVENTS):
            unseen = UNSEEN.get(table, set()) if event == "UPDATE" else set()
            shown = [column for column in columns[table] if column not in unseen] if unseen else []
            of = f" OF {', '.join(shown)}" if shown else ""
            found.append(make(f"{table}_stamp_{event.lower()}", table, event, of))
    return found


def _former(connection: BaseDatabaseWrapper, wanted: Set[str]) -> Iterator[tuple[str, str]]:
    """The triggers of an earlier version that stand and are not wanted any more, each with its table."""
    for name in standing_triggers(connection) - wanted:
        table, mark, _event = name.partition("_stamp_")
        if mark:
            yield name, table


def _chance(connection: BaseDatabaseWrapper) -> str:
    """SQL for a number that never comes again."""
    return "(random() * 9e15)::bigint" if connection.vendor == "postgresql" else "random()"


@dataclass(frozen=True, slots=True)
class _Rows:
    """What a trigger sees: the one row that was written, both of an UPDATE, or the `table` of all of a statement.

    One row is compared by `=`: SQLite takes twice as long over `IN`, of each figure that an import writes.
    """

    names: tuple[str, ...]
    table: str = ""

    def found(self, expression: str) -> str:
        """A subquery of an expression over the rows."""
        of = f" FROM {self.table} {self.names[0]}" if self.table else ""
        return " UNION ".join(f"SELECT {expression.format(row=row)}{of}" for row in self.names)

    def same(self, expression: str) -> str:
        """The condition that a column is what the expression gives for one of the rows."""
        if self.table or len(self.names) > 1:
            return f"IN ({self.found(expression)})"
        return f"= {expression.format(row=self.names[0])}"

    def dossiers_of(self, expression: str) -> str:
        """The same for the dossiers of the claims that the expression gives."""
        is_one = self.same(expression).startswith("=")
        return f"{'=' if is_one else 'IN'} (SELECT dossier FROM {CLAIMS} WHERE claim {self.same(expression)})"


def _statements(table: str, event: str, chance: str, rows: _Rows) -> Iterator[str]:
    """What a trigger does."""
    if event == "INSERT" and table == "claims_claim":
        new = rows.found("{row}.id AS id, {row}.dossier_id AS dossier")
        yield f"INSERT INTO {CLAIMS} SELECT id, dossier, {chance} FROM ({new}) n WHERE true {_AGAIN_CLAIM}"
    elif table in TO_CLAIM:
        yield f"UPDATE {CLAIMS} SET stamp = {chance} WHERE claim {rows.same(TO_CLAIM[table])}"
    if table in TO_DOSSIER:
        yield f"UPDATE {DOSSIERS} SET claims = {chance} WHERE dossier {rows.same(TO_DOSSIER[table])}"
    elif table in TO_CLAIM and table not in KEPT_APART:
        yield f"UPDATE {DOSSIERS} SET claims = {chance} WHERE dossier {rows.dossiers_of(TO_CLAIM[table])}"
    if event == "INSERT" and table == "sources_dossier":
        new = f"SELECT id, {chance}, {chance} FROM ({rows.found('{row}.id AS id')}) n"
        yield f"INSERT INTO {DOSSIERS} {new} WHERE true {_AGAIN_DOSSIER}"
    elif table in TO_GROUND:
        yield f"UPDATE {DOSSIERS} SET ground = {chance} WHERE dossier {rows.same(TO_GROUND[table])}"
    elif table in TO_PEOPLE:
        yield f"UPDATE {DOSSIERS} SET ground = {chance} WHERE dossier = {PEOPLE}"


_AGAIN_CLAIM = "ON CONFLICT (claim) DO UPDATE SET dossier = excluded.dossier, stamp = excluded.stamp"
_AGAIN_DOSSIER = "ON CONFLICT (dossier) DO UPDATE SET ground = excluded.ground, claims = excluded.claims"
_ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def _for_sqlite(name: str, table: str, event: str, of: str) -> Trigger:
    body = "; ".join(_statements(table, event, "random()", _Rows(_ROWS[event])))
    create = f'CREATE TRIGGER "{name}" AFTER {event}{of} ON "{table}" BEGIN {body}; END'
    return Trigger(name, table, create, f'DROP TRIGGER IF EXISTS "{name}"')


def _for_postgresql(name: str, table: str, event: str, of: str) -> Trigger:
    """By the statement where many rows come or go in one, so that no stamp is written thousands of times over."""
    chance = "(random() * 9e15)::bigint"
    if event == "UPDATE":
        body, each = _statements(table, event, chance, _Rows(_ROWS[event])), "FOR EACH ROW"
    else:
        body = _statements(table, event, chance, _Rows(("r",), table="rows"))
        each = f"REFERENCING {_ROWS[event][0]} TABLE AS rows FOR EACH STATEMENT"
    function = (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"{'; '.join(body)}; RETURN NULL; END $$"
    )
    create = f'{function}; CREATE TRIGGER "{name}" AFTER {event}{of} ON "{table}" {each} EXECUTE FUNCTION {name}()'
    return Trigger(name, table, create, f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"')
