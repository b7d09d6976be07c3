"""kill -9 at random moments, of the server and of an import: what was acknowledged is there, nothing is half there."""

from __future__ import annotations

import http.client
import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING
from uuid import uuid4

from tests.ground.desk import ROOT
from tests.reliability.ground import Answer, Desk, Editor, Server, main, report
from tests.reliability.load import populate, version, whole

if TYPE_CHECKING:
    from sources.models import Dossier

AWAY = (OSError, http.client.HTTPException)
Claim = tuple[int, int, int]


@dataclass
class Load:
    """Editors who decide claim after claim; what was answered, and what was sent without an answer."""

    claims: list[Claim]
    people: list[Editor]
    acknowledged: set[str] = field(default_factory=set)
    unanswered: list[tuple[Claim, str]] = field(default_factory=list)
    strange: list[int] = field(default_factory=list)
    _next: Iterator[int] = field(default_factory=count)
    _lock: Lock = field(default_factory=Lock)

    def work(self, person: Editor) -> None:
        """Until the server goes away."""
        while True:
            with self._lock:
                claim, key = self.claims[next(self._next)], str(uuid4())
            try:
                answer = person.post(*version(claim, key, "Motif"))
            except AWAY:
                with self._lock:
                    self.unanswered.append((claim, key))
                return
            with self._lock:
                self.note(answer, claim, key)
            if answer.status == 503:
                return

    def note(self, answer: Answer, claim: Claim, key: str) -> None:
        if answer.status == 302:
            self.acknowledged.add(key)
        elif answer.status == 503:
            self.unanswered.append((claim, key))
        else:
            self.strange.append(answer.status)

    def begin(self, server: Server) -> list[Thread]:
        for person in self.people:
            person.port = server.port
        threads = [Thread(target=self.work, args=(person,)) for person in self.people]
        for thread in threads:
            thread.start()
        return threads

    def send_again(self) -> int:
        """Everything without an answer, with the same key; how much of it had been stored."""
        from claims.models import Verdict

        stored = 0
        for claim, key in self.unanswered:
            stored += Verdict.objects.filter(key=key).exists()
            self.note(self.people[0].post(*version(claim, key, "Motif")), claim, key)
        self.unanswered = []
        return stored


def kill_servers(desk: Desk, load: Load, rounds: int, crashes: int, chance: random.Random) -> dict[str, int]:
    """Each round a new server, killed under load; in some the database server crashes instead, under a living desk."""
    from django.db import connection

    found = {"stored unanswered": 0, "answered 503": 0, "lost": 0}
    for number in range(rounds):
        with desk.serve(workers=2) as server:
            for person in load.people:
                person.port = server.port
                if not person.cookies:
                    person.sign_in()
            found["stored unanswered"] += load.send_again()
            threads = load.begin(server)
            time.sleep(chance.uniform(0.02, 0.7))
            if desk.postgres and number < crashes:
                found["answered 503"] += _crash(desk, load, threads)
            else:
                server.kill()
            for thread in threads:
                thread.join()
        connection.close()
        found["lost"] = len(missing(load))
    return found


def _crash(desk: Desk, load: Load, threads: list[Thread]) -> int:
    from django.db import connection

    assert desk.postgres
    desk.postgres.crash()
    for thread in threads:
        thread.join()
    away = load.people[0].ask("GET", "/d/load/").status
    desk.postgres.start()
    connection.close()
    load.send_again()  # by the same desk, which was never restarted
    return int(away == 503)


def missing(load: Load) -> list[str]:
    """Acknowledged acts of which fewer than both verdicts are stored."""
    from django.db.models import Count

    from claims.models import Verdict

    stored = Verdict.objects.order_by().values("key").annotate(n=Count("pk")).values_list("key", "n")
    counts = {str(key): n for key, n in stored}
    return [key for key in load.acknowledged if counts.get(key) != 2]


def kill_imports(desk: Desk, rounds: int, chance: random.Random) -> dict[str, int]:
    """Imports that are killed, then run again: sources are whole or absent, the rerun ends like an undisturbed one."""
    from django.db import connection

    from claims.importing import import_files
    from sources.models import Dossier

    folder = _articles(desk.folder / "articles")
    files = sorted(folder.iterdir())
    started = time.perf_counter()
    assert desk.manage("import_seeds", str(folder), "--dossier", "undisturbed").wait() == 0
    seconds = time.perf_counter() - started
    wanted = _shape(Dossier.objects.get(slug="undisturbed"))
    found = {"killed at work": 0, "half sources": 0, "different after the rerun": 0}
    for number in range(rounds):
        process = desk.manage("import_seeds", str(folder), "--dossier", f"killed{number}")
        time.sleep(chance.uniform(0.3, 0.8) * seconds)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        found["killed at work"] += process.wait() != 0
        for pipe in (process.stdout, process.stderr):
            if pipe:
                pipe.close()
        connection.close()
        dossier, _made = Dossier.objects.get_or_create(slug=f"killed{number}", defaults={"title": "x"})
        shape = _shape(dossier)
        found["half sources"] += sum(shape[name] != wanted[name] for name in shape)
        import_files(dossier, files)
        found["different after the rerun"] += _shape(dossier) != wanted
    return found


def _articles(folder: Path) -> Path:
    folder.mkdir()
    for story in sorted((ROOT / "tests" / "stories").iterdir())[:3]:
        for path in story.glob("?.txt"):
            (folder / f"{story.name}-{path.name}").write_bytes(path.read_bytes())
    return folder


def _shape(dossier: Dossier) -> dict[str, tuple[int, int, bool]]:
    """Of each source: how many figures and mentions it has, and whether it has its text."""
    from claims.models import Mention
    from sources.models import Source

    rows = Source.objects.filter(dossier=dossier)
    return {
        row.name: (row.figures.count(), Mention.objects.filter(edition__source=row).count(), row.current_id is not None)
        for row in rows
    }


def scenario(desk: Desk, short: bool) -> None:
    postgres = desk.postgres is not None
    servers, crashes, imports = (3, 1, 2) if short else (75, 10, 25) if postgres else (150, 0, 50)
    chance = random.Random(7)
    load = Load(populate(servers * 40 + 100, 4), [Editor(0, f"editor{number}") for number in range(4)])
    found = kill_servers(desk, load, servers, crashes, chance)
    with desk.serve(workers=2) as server:
        for person in load.people:
            person.port = server.port
        found["stored unanswered"] += load.send_again()
    report(
        "server killed", rounds=servers, database_crashes=crashes if postgres else 0,
        acknowledged=len(load.acknowledged) * 2,
        lost=len(missing(load)), strange=len(load.strange), stored_unanswered=found["stored unanswered"],
        clean_503_in_crash=found["answered 503"], **whole(),
    )  # fmt: skip
    report("import killed", rounds=imports, **kill_imports(desk, imports, chance))


if __name__ == "__main__":
    main(scenario)
