"""What one set carries: two web process trees and two import workers on one PostgreSQL, started by deploy's units.

Half of the clients go to either tree. The store is filled by `python -m tests.bench.together`, as the database's owner.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import ExitStack
from itertools import cycle
from pathlib import Path

from tests.bench.client import Act, Client, at_once, sign_in
from tests.bench.server import PASSWORD
from tests.bench.table import heading, say, say_rate
from tests.ground.desk import ROOT
from tests.ground.desk_set import Set, desk_set, until
from tests.ground.on_postgres import NoPostgres, postgres

SECONDS = 5.0
STORIES, ARTICLES = 4, 50  # dossiers to import into, articles for each


def measure(folder: Path) -> None:
    heading("One set: two web process trees, two import workers, one PostgreSQL; eight clients")
    place = folder / "together"
    place.mkdir()
    with ExitStack() as stack:
        try:
            server = stack.enter_context(postgres())
        except NoPostgres as error:
            say("not measured", str(error))
            return
        desk = stack.enter_context(desk_set(server, place))
        desk.environment["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
        _pages(desk, _filled(desk))
        _imports(desk)


def _filled(desk: Set) -> list[tuple[int, int]]:
    """Fill the store; the figures to decide, each with its claim's number."""
    command = [sys.executable, "-m", "tests.bench.together"]
    owner = desk.environment | {"DATABASE_URL": desk.owner}
    done = subprocess.run(command, cwd=ROOT, env=owner, check=True, capture_output=True, text=True)
    return [(figure, number) for figure, number in json.loads(done.stdout)]


def _pages(desk: Set, waiting: list[tuple[int, int]]) -> None:
    from tests.bench.pages import claims, decide, get, insert, walk

    with desk.web() as one, desk.web() as two:
        client = _Spread(sign_in(one, "editor", PASSWORD), [one, two])
        acts: dict[str, Act] = {
            "bare row, session and user": get("/bare/one/1/"),
            "review page": get("/d/queue/"),
            "claims of 20 figures, whole page": walk(claims(range(1, 21))),
            "bare durable insert": insert,
            "a verdict, answered with the pane": decide(waiting),
        }
        for name, act in acts.items():
            at_once(client, act, SECONDS)  # every process has then seen it
            say_rate(name, *at_once(client, act, SECONDS))


class _Spread(Client):
    """A client whose doubles go to either address in turn."""

    def __init__(self, first: Client, urls: list[str]) -> None:
        super().__init__(first.url, first.cookies, first.token)
        self.urls = cycle(urls)

    def again(self) -> Client:
        return Client(next(self.urls), self.cookies, self.token)


def _imports(desk: Set) -> None:
    queue = f"from tests.bench.together import queue_imports; queue_imports({STORIES}, {ARTICLES})"
    desk.manage("shell", "--no-imports", "-c", queue)
    start = time.perf_counter()
    with desk.worker(), desk.worker():
        until(lambda: not desk.asked("SELECT count(*) FROM sources_intake"), 1_800.0)
        taken = time.perf_counter() - start
    many = STORIES * ARTICLES
    say(f"{many} articles into {STORIES} dossiers", f"{taken:>9.1f} s   {many / taken:.1f} articles a second")


def queue_imports(stories: int, articles: int) -> None:
    """Leave an import into each of so many dossiers to the workers."""
    from uuid import uuid4

    from django.utils import timezone

    from claims.intaking import FIELDS, Confirmed, advance_all
    from claims.queueing import queue_import
    from dealdesk.models import User
    from sources.intake import Intake
    from sources.models import Dossier
    from tests.bench.articles import article, story

    by, now = User.objects.get(username="editor"), timezone.now()
    for number in range(1, stories + 1):
        dossier = Dossier.objects.create(slug=f"import-{number}", title=f"Import {number}")
        for name, text in (article(story(number), at) for at in range(articles)):
            Intake.objects.stage(dossier, by, now, name=name, raw=text.encode())
        staged = list(Intake.objects.filter(dossier=dossier))
        advance_all(staged)
        told = [Confirmed(one, {name: getattr(one.as_article(), name) for name in FIELDS}) for one in staged]
        queue_import(dossier, told, by=by, act=uuid4(), now=now)


def fill_store() -> None:
    import django

    django.setup()
    from django.db import connection

    from tests.bench.ground import editor
    from tests.bench.store import fill, undecided
    from tests.bench.urls import MAKE_TABLE, TABLE

    editor()
    queue = fill("queue", claims=10_000, sources=200, figures=2, wide=20, wides=60, length=20_000)
    with connection.cursor() as cursor:
        cursor.execute(MAKE_TABLE)
        cursor.execute(f"GRANT INSERT ON {TABLE} TO PUBLIC")
        cursor.execute("ANALYZE")
    waiting = undecided(queue).filter(claim__number__gt=60).values_list("pk", "claim__number")
    sys.stdout.write(json.dumps(list(waiting)))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")
    fill_store()
