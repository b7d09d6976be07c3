"""Where imports go to a queue, the page leaves them to a worker, tells how far it is, and shows what comes of it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from pytest_django import Settings

from claims import intaking, queueing, tasks
from claims.importing import import_files
from claims.models import Entry
from sources.intake import Intake, Stage
from sources.models import Dossier, Source
from tests.reading.documents import page
from tests.views.sending import text
from tests.views.staging import ARTICLE, CHECK, JSON, confirmed, upload

pytestmark = pytest.mark.django_db


class Queue:
    """Stands for procrastinate's task: keeps what is left to a worker until the test is that worker."""

    def __init__(self) -> None:
        self.jobs: list[dict[str, Any]] = []

    def configure(self, *, lock: str) -> Queue:
        return self

    def defer(self, **job: Any) -> None:
        self.jobs.append(job)

    def work(self) -> None:
        for job in self.jobs:
            queueing.run_import(job["dossier"], job["by"], UUID(job["act"]), job["staged"])


@pytest.fixture
def queue(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Queue:
    settings.IMPORT_QUEUE = True
    queue = Queue()
    monkeypatch.setattr(tasks, "import_staged", queue)
    return queue


def test_a_script_is_told_how_far_the_worker_is(editor: Client, story: Dossier, queue: Queue) -> None:
    staged = upload(editor, ("a.txt", ARTICLE.encode()), ("b.html", page()))
    sent = {**confirmed(*staged, published_on="2025-06-01"), "act": "1"}
    assert editor.post(CHECK, sent, headers=JSON).json()["left"] == 2
    assert {one.stage for one in Intake.objects.all()} == {Stage.IMPORTING}
    assert editor.post(CHECK, {**sent, "asked": "1"}, headers=JSON).json()["left"] == 2
    queue.work()
    answer = editor.post(CHECK, {**sent, "asked": "1"}, headers=JSON).json()
    assert (answer["left"], answer["next"]) == (0, "/d/story/")
    assert "2 sources imported" in text(editor.get(answer["next"]))
    assert {source.published_on for source in Source.objects.all()} == {date(2025, 6, 1)}
    assert len({entry.batch for entry in Entry.objects.all()}) == 1


def test_without_a_script_the_page_says_what_is_being_imported(editor: Client, story: Dossier, queue: Queue) -> None:
    (staged,) = upload(editor, ("a.txt", ARTICLE.encode()))
    shown = text(editor.post(CHECK, confirmed(staged), follow=True))
    assert "1 source is being imported." in shown
    assert not Source.objects.exists()


def test_a_job_that_is_begun_again_imports_what_is_left_and_no_more(
    editor: Client, story: Dossier, queue: Queue
) -> None:
    editor.post(CHECK, confirmed(*upload(editor, ("a.txt", ARTICLE.encode()), ("b.html", page()))))
    queue.work()
    queue.work()
    assert Source.objects.count() == 2
    assert Entry.objects.count() == 2


def test_what_a_job_could_not_import_waits_again(
    editor: Client, story: Dossier, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    (staged,) = upload(editor, ("a.txt", ARTICLE.encode()))
    sent = {**confirmed(staged), "act": "1"}
    editor.post(CHECK, sent, headers=JSON)

    def fails(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(intaking, "import_files", fails)
    with pytest.raises(RuntimeError):
        queue.work()
    assert Intake.objects.get().stage == Stage.READY
    answer = editor.post(CHECK, {**sent, "asked": "1"}, headers=JSON).json()
    assert (answer["left"], answer["next"]) == (0, CHECK)
    assert "they still wait here" in text(editor.get(CHECK))


def test_what_another_has_stored_meanwhile_is_not_stored_again(
    editor: Client, story: Dossier, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker that seemed to be gone was not: it ends while the one that began again is at work."""
    (staged,) = upload(editor, ("a.txt", ARTICLE.encode()))
    editor.post(CHECK, confirmed(staged))

    def other_ends(*args: Any, **kwargs: Any) -> Any:
        Intake.objects.all().delete()
        return import_files(*args, **kwargs)

    monkeypatch.setattr(intaking, "import_files", other_ends)
    queue.work()
    assert not Source.objects.exists()
    assert not Entry.objects.exists()
