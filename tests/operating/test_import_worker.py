"""An import that is left to a worker is done once, whatever happens to the worker."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ground.desk_set import Set, set_or_skip, until

ARTICLES = 30
QUEUE = f"""
from uuid import uuid4
from django.utils import timezone
from claims.intaking import FIELDS, Confirmed, advance_all
from claims.queueing import queue_import
from dealdesk.models import User
from sources.intake import Intake
from sources.models import Dossier
from tests.bench.articles import article, story
user, dossier, now = User.objects.create(username="e"), Dossier.objects.create(slug="one", title="One"), timezone.now()
for number in range({ARTICLES}):
    name, text = article(story(1), number)
    Intake.objects.stage(dossier, user, now, name=name, raw=text.encode())
staged = list(Intake.objects.all())
advance_all(staged)
metadata = lambda one: {{field: getattr(one.as_article(), field) for field in FIELDS}}
print(queue_import(dossier, [Confirmed(one, metadata(one)) for one in staged], by=user, act=uuid4(), now=now))
"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Set]:
    with set_or_skip(tmp_path) as desk:
        yield desk


def test_a_killed_worker_is_followed_by_another_that_completes_the_import_once(desk: Set) -> None:
    assert desk.manage("shell", "--no-imports", "-c", QUEUE).split()[-1] == str(ARTICLES)
    with desk.worker() as first:
        until(lambda: desk.asked("SELECT count(*) FROM sources_source"))
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
    stored = desk.asked("SELECT count(*) FROM sources_source")
    assert 0 < stored < ARTICLES
    assert desk.asked("SELECT count(*) FROM sources_intake") == ARTICLES - stored
    with desk.worker():
        until(lambda: not desk.asked("SELECT count(*) FROM sources_intake"))
        until(lambda: not desk.asked("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'import_staged'"))
    assert desk.asked("SELECT count(*) FROM sources_source") == ARTICLES
    assert desk.asked("SELECT count(DISTINCT name) FROM sources_source") == ARTICLES
    assert desk.asked("SELECT count(*) FROM claims_entry WHERE act = 'add'") == ARTICLES
    assert desk.asked("SELECT count(DISTINCT batch) FROM claims_entry") == 1
    desk.manage("check_status")
