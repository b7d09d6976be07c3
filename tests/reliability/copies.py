"""A backup of a desk at work comes back whole; an older desk is brought to this version with every row and trigger."""

from __future__ import annotations

import re
import time
from io import StringIO
from threading import Event, Thread
from typing import Any
from uuid import uuid4

from tests.reliability.ground import Desk, Editor, main, report
from tests.reliability.load import populate, version

FIRST = [(app, "0001_initial") for app in ("sources", "claims", "dealdesk", "sessions")]
FIRST += [("admin", "0003_logentry_add_action_flag_choices")]
OURS = {"sources", "claims", "dealdesk"}


def another_database(desk: Desk, name: str) -> str:
    """The URL of an empty database of the same kind."""
    if desk.postgres is None:
        return f"sqlite:///{desk.folder / name}.sqlite3"
    desk.postgres.server.psql(f"CREATE DATABASE {name}")
    return str(desk.postgres.server.get_uri(name))


def ended(desk: Desk, *command: str, **more: str) -> tuple[int, str]:
    process = desk.manage(*command, **more)
    out, error = process.communicate(timeout=600)
    return process.returncode or 0, (out + error).decode()


def digest_in(text: str) -> str:
    found = re.search(r"digest ([0-9a-f]{64})", text)
    return found.group(1) if found else text[-300:]


def backup_at_work(desk: Desk, claims: list[tuple[int, int, int]]) -> None:
    """Two processes: editors decide while `manage.py backup` reads."""
    from claims.models import Verdict

    file, stop, statuses = str(desk.folder / "desk.backup"), Event(), []

    def work(person: Editor, mine: list[tuple[int, int, int]]) -> None:
        for claim in mine:
            if stop.is_set():
                return
            statuses.append(person.post(*version(claim, str(uuid4()), "Motif")).status)

    with desk.serve(workers=2) as server:
        people = [Editor(server.port, f"editor{number}").sign_in() for number in range(2)]
        threads = [Thread(target=work, args=(person, claims[n::2])) for n, person in enumerate(people)]
        for thread in threads:
            thread.start()
        while len(statuses) < 5:
            time.sleep(0.01)
        before, acts = Verdict.objects.count(), len(statuses)
        code, said = ended(desk, "backup", file)
        during = len(statuses) - acts
        stop.set()
        for thread in threads:
            thread.join()
    url = another_database(desk, "restored")
    restored, says = ended(desk, "restore", file, DATABASE_URL=url)
    whole = ended(
        desk, "check", "--tag", "database", "--database", "default", "--fail-level", "WARNING", DATABASE_URL=url
    )[0]
    again, refused = ended(desk, "restore", file, DATABASE_URL=url)
    report(
        "backup at work", exit_codes=[code, restored, whole], acts_meanwhile=during,
        refused_acts=sum(status != 302 for status in statuses),
        acknowledged_before=before, in_the_copy=_verdicts(says), equal_digests=digest_in(said) == digest_in(says),
        refused_into_a_desk=again != 0 and "not empty" in refused,
    )  # fmt: skip


def _verdicts(says: str) -> int:
    return sum(int(count) for count in re.findall(r"(\d+) verdicts, head", says))


def upgrade(desk: Desk) -> None:
    """A desk as the first migrations made it, filled, then brought to this version by `manage.py migrate`."""
    from django.core.management import call_command
    from django.db import IntegrityError, connection
    from django.db.migrations.executor import MigrationExecutor

    from claims.models import Verdict
    from dealdesk import backup
    from sources import appendonly

    rows = {model._meta.db_table: list(_rows(model)) for model in backup._models(backup._applied())}
    url = another_database(desk, "older")
    connection.close()
    connection.settings_dict["NAME"] = "older" if desk.postgres else url.removeprefix("sqlite:///")
    MigrationExecutor(connection).migrate(FIRST)
    state = MigrationExecutor(connection).loader.project_state(FIRST)
    models = [m for m in state.apps.get_models(include_auto_created=True) if m._meta.db_table not in backup.LEFT_OUT]
    filled = _fill(models, rows)
    appendonly.install(connection)
    before = {model._meta.db_table: list(_rows(model)) for model in models}
    call_command("migrate", verbosity=0)
    intact = sum(
        list(_rows(model)) == before[model._meta.db_table] for model in models if model._meta.app_label in OURS
    )
    refused = False
    try:
        Verdict.objects.update(reason="x")
    except IntegrityError:
        refused = True
    call_command("verify_log", stdout=StringIO())
    report(
        "upgrade from the first version", rows=filled, tables=sum(m._meta.app_label in OURS for m in models),
        tables_intact=intact, triggers_missing=len(appendonly.missing(connection)), change_refused=refused,
    )  # fmt: skip


def _rows(model: Any) -> Any:
    """As dictionaries by column, in the order of the primary key."""
    return model._base_manager.order_by("pk").values(*(field.attname for field in model._meta.concrete_fields))


def _fill(models: list[Any], rows: dict[str, list[dict[str, Any]]]) -> int:
    """The rows of the newer desk, as far as the older one has columns for them."""
    from django.db import transaction

    from dealdesk import backup

    filled = 0
    with transaction.atomic():
        for model in models:
            model._base_manager.all()._raw_delete("default")
        for model in models:
            names = [field.attname for field in model._meta.concrete_fields]
            for row in rows.get(model._meta.db_table, []):
                backup._insert(model, [[backup._as_json(row[name]) for name in names]])
                filled += 1
    return filled


def scenario(desk: Desk, short: bool) -> None:
    claims = populate(60 if short else 600, 2)
    backup_at_work(desk, claims)
    from claims.models import Claim
    from tests import factories

    Claim.objects.get(dossier__slug="load", number=1).rename("Prix payé", by=factories.user("anne"))
    upgrade(desk)


if __name__ == "__main__":
    main(scenario)
