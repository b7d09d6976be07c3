"""The database goes away and comes back, the disk is full: one clear answer, nothing half-written. And: it is synced.

Syncs are counted with strace where it is installed (fsync and fdatasync of the server's processes, PostgreSQL's too).
"""

from __future__ import annotations

import re
import resource
import shutil
import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

from tests.reliability.ground import Desk, Editor, main, report
from tests.reliability.load import populate, version, whole

Claim = tuple[int, int, int]


def database_away(desk: Desk, people: list[Editor], claims: list[Claim], port: int) -> None:
    """PostgreSQL is stopped under eight editors and started again."""
    assert desk.postgres
    keys = [str(uuid4()) for _ in claims]
    acts = [version(claim, key, "Motif <b>gras</b>") for claim, key in zip(claims, keys, strict=True)]

    def send(index: int) -> tuple[int, str]:
        answer = people[index % len(people)].post(*acts[index])
        kept = all(text in answer.text for text in (keys[index], "Motif &lt;b&gt;gras"))
        return answer.status, title_of(answer.text) if kept else "lost what was typed"

    with ThreadPoolExecutor(len(people)) as pool:
        desk.postgres.stop()
        away = Counter(pool.map(send, range(len(acts))))
        ready = Editor(port).ask("GET", "/readyz").status
        up = Editor(port).ask("GET", "/healthz").status
        desk.postgres.start()
        back = Counter(status for status, _title in pool.map(send, range(len(acts))))
        desk.postgres.stop()
        desk.postgres.start()  # nobody asked for anything meanwhile: the server's connections are dead and do not know
        unnoticed = Counter(answer.status for answer in pool.map(lambda one: one.ask("GET", "/d/load/"), people))
    report(
        "database away", requests=len(acts), clean_503=away[503, "The desk cannot reach its database · Dealdesk"],
        readyz=ready, healthz=up, sent_again=len(acts), recorded=back[302],
        asked_after_a_restart=len(people), served=unnoticed[200],
    )  # fmt: skip


def syncs(desk: Desk, claims: list[Claim]) -> None:
    if shutil.which("strace") is None:
        report("disk syncs", counted="strace is not installed")
        return
    trace = desk.folder / "trace"
    strace = ("strace", "-f", "-qq", "-c", "-U", "name,calls", "-e", "trace=fsync,fdatasync", "-o", str(trace))
    if desk.postgres:
        watcher = subprocess.Popen([*strace, *_attach(desk.postgres.server.get_pid())])
        time.sleep(2)
        with desk.serve(workers=1) as server:
            acknowledged = _one_by_one(server.port, claims)
        watcher.terminate()
        watcher.wait()
    else:
        with desk.serve(workers=1, prefix=strace) as server:
            acknowledged = _one_by_one(server.port, claims)
    counted = sum(int(calls) for calls in re.findall(r"^\s*f(?:data)?sync\s+(\d+)", trace.read_text(), re.MULTILINE))
    report("disk syncs", acknowledged_acts=acknowledged, syncs=counted)


def _attach(postmaster: int | None) -> list[str]:
    """strace's options to follow a PostgreSQL server's processes and those that it will start."""
    children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
    return [part for pid in [str(postmaster), *children] for part in ("-p", pid)]


def _one_by_one(port: int, claims: list[Claim]) -> int:
    person = Editor(port, "editor0").sign_in()
    return sum(person.post(*version(claim, str(uuid4()), "Motif")).status == 302 for claim in claims)


def disk_full(desk: Desk, claims: list[Claim]) -> None:
    """The server may write no file beyond a size: SQLite's log reaches it in the middle of the editors' work."""
    from django.db import connection

    from claims.models import Verdict

    connection.close()
    before = Verdict.objects.count()
    limit = max(desk.file.stat().st_size, 1 << 20) + (1 << 17)
    acts = [version(claim, str(uuid4()), "Motif") for claim in claims]
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
    with desk.serve(workers=2) as server:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        person = Editor(server.port, "editor1").sign_in()
        with held_open(desk.file):
            answers = [person.post(*act) for act in acts]
    stored = Verdict.objects.count() - before
    full = [answer for answer in answers if answer.status == 503]
    with desk.serve(workers=2) as server:
        person = Editor(server.port, "editor1").sign_in()
        again = Counter(person.post(*act).status for act in acts)
    report(
        "disk full", acts=len(acts), acknowledged=2 * sum(answer.status == 302 for answer in answers), stored=stored,
        clean_503=sum("cannot reach its database" in answer.text for answer in full),
        others=len(answers) - len(full) - sum(answer.status == 302 for answer in answers),
        recorded_with_space_again=again[302], **whole(),
    )  # fmt: skip


@contextmanager
def held_open(file: Path) -> Iterator[None]:
    """A reader in the middle of its transaction: the write-ahead log cannot start over, so it grows."""
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("BEGIN")
        database.execute("SELECT count(*) FROM claims_verdict").fetchone()
        yield


def title_of(text: str) -> str:
    found = re.search(r"<title>(.*?)</title>", text, re.DOTALL)
    return " ".join(found.group(1).split()) if found else ""


def scenario(desk: Desk, short: bool) -> None:
    acts = 12 if short else 60
    claims = populate(acts * 2 + 300, 8)
    if desk.postgres:
        with desk.serve() as server:
            people = [Editor(server.port, f"editor{number}").sign_in() for number in range(8)]
            database_away(desk, people, claims[:acts], server.port)
    else:
        disk_full(desk, claims[2 * acts :])
    syncs(desk, claims[acts : 2 * acts])


if __name__ == "__main__":
    main(scenario)
