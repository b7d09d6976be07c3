"""What the lock is for: the same races against a server that reads, decides and writes without it lose verdicts.

Served as tests.reliability.unlocked:application, where the transactions and the dossier's lock are taken out of the one
write path and the view that calls it; the scenario takes the unique constraints out of its database. Nothing of this
is in the application.
"""

from __future__ import annotations

import os
import time
from contextlib import nullcontext
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from tests.reliability.ground import Desk, Editor, main, report
from tests.reliability.load import populate

PAUSE = 0.01  # seconds between reading and writing, as on a busy server: requests meet there


def lock_nothing(decisions: Any) -> Any:
    from sources.models import Dossier

    return Dossier.objects.get(claims__figures=decisions[0].figure_id)


def application(environ: Any, start_response: Any) -> Any:
    return _loaded()(environ, start_response)


def _loaded() -> Any:
    global _application
    if _application is None:
        from django.core.wsgi import get_wsgi_application

        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dealdesk.settings")
        _application = get_wsgi_application()
        verdict: Any = import_module("claims.models.verdict")
        verdict.lock_dossier = lock_nothing
        look = verdict.refuse_stale

        def look_then_pause(*arguments: Any) -> None:
            look(*arguments)
            time.sleep(PAUSE)

        verdict.refuse_stale = look_then_pause
        deciding: Any = import_module("claims.views.deciding")
        for module in (verdict, deciding):
            module.transaction = SimpleNamespace(atomic=nullcontext)
    return _application


_application: Any = None


def take_constraints_out() -> None:
    from django.db import connection, models

    from claims.models import Verdict
    from sources import appendonly

    with connection.cursor() as cursor:
        for trigger in appendonly.triggers(connection):
            cursor.execute(trigger.drop)
    unique = [one for one in Verdict._meta.constraints if isinstance(one, models.UniqueConstraint)]
    Verdict._meta.constraints = [one for one in Verdict._meta.constraints if one not in unique]
    with connection.schema_editor() as editor:
        for constraint in unique:
            editor.remove_constraint(Verdict, constraint)


def scenario(desk: Desk, short: bool) -> None:
    from django.db.models import Count

    from claims.models import Verdict
    from tests.reliability.editors import race

    editors, races = (6, 8) if short else (16, 100)
    claims = populate(races, editors)
    take_constraints_out()
    with desk.serve(workers=4, application="tests.reliability.unlocked:application") as server:
        people = [Editor(server.port, f"editor{number}").sign_in() for number in range(editors)]
        one_winner, _told, errors = race(people, [low for _n, low, _h in claims])
    several = (
        Verdict.objects.values("figure", "number").annotate(n=Count("pk")).filter(n__gt=1).values_list("n", flat=True)
    )
    report(
        "races without the lock", races=races, one_winner=one_winner, several_winners=len(several),
        overwritten_unseen=sum(several) - len(several), errors=errors,
    )  # fmt: skip


if __name__ == "__main__":
    main(scenario)
