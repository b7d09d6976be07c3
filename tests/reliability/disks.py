"""A disk that is really full, a database file that may really not be written: clean answers, nothing half-written.

The disk is a small file system in memory, filled with one large file; SQLite's file stands on one mounted read-only.
Both need an administrator's right to mount; where it is refused the scenario says so.
"""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from tests.reliability.ground import Desk, Editor, main, report
from tests.reliability.load import populate, version, whole
from tests.reliability.trouble import Claim, held_open

SIZE = "1g"
BLOCK = 1 << 20
SPARE = 1 << 16
CLEAN = "cannot reach its database"


@contextmanager
def small_disk() -> Iterator[bool]:
    """A file system of its own under the folder for temporary files; False where none can be mounted."""
    with tempfile.TemporaryDirectory(prefix="dealdesk-disk-") as folder:
        mount = ("mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=755", "dealdesk", folder)
        if not sys.platform.startswith("linux") or subprocess.run(mount, check=False, capture_output=True).returncode:
            yield False
            return
        tempfile.tempdir = folder
        try:
            yield True
        finally:
            tempfile.tempdir = None
            subprocess.run(("umount", "--lazy", folder), check=True)


@contextmanager
def hardly_any_space(folder: Path) -> Iterator[None]:
    """All of the file system is taken but what a few acts need, and given back."""
    ballast, spare = folder / "ballast", folder / "spare"
    spare.write_bytes(b"0" * SPARE)
    with ballast.open("wb", buffering=0) as file:
        for size in (BLOCK, 1):
            with _until_full():
                while file.write(b"0" * size):
                    pass
    spare.unlink()
    try:
        yield
    finally:
        ballast.unlink()


@contextmanager
def _until_full() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise


def full(desk: Desk, claims: list[Claim]) -> None:
    """The disk fills under an editor at work, and has room again; the server lives on."""
    acts = [version(claim, str(uuid4()), "Motif") for claim in claims]
    before = _stored()
    with desk.serve(workers=2) as server:
        person = Editor(server.port, "editor0").sign_in()
        with hardly_any_space(desk.folder), _file_held(desk):
            answers = [person.post(*act) for act in acts]
            read = person.ask("GET", "/d/load/").status
        stored = _stored() - before
        again = Counter(person.post(*act).status for act in acts)
    clean = sum(answer.status == 503 and CLEAN in answer.text for answer in answers)
    acknowledged = sum(answer.status == 302 for answer in answers)
    report(
        "disk really full", acts=len(acts), acknowledged=2 * acknowledged, stored=stored, clean_503=clean,
        others=len(answers) - clean - acknowledged, page_read_meanwhile=read,
        recorded_with_space_again=again[302], **whole(),
    )  # fmt: skip


@contextmanager
def _file_held(desk: Desk) -> Iterator[None]:
    if desk.postgres:
        yield
        return
    with held_open(desk.file):
        yield


def read_only(desk: Desk, claims: list[Claim]) -> None:
    """The server sees SQLite's file where nothing can be written; then where it can."""
    acts = [version(claim, str(uuid4()), "Motif") for claim in claims]
    before = _stored()
    with desk.serve(workers=2) as server:  # the session is made while it can be
        person = Editor(server.port, "editor1").sign_in()
    with (
        held_open(desk.file),
        _unwritable(desk.folder) as folder,
        desk.serve(workers=2, DATABASE_URL=f"sqlite:///{folder / desk.file.name}") as server,
    ):
        person.port = server.port
        answers = [person.post(*act) for act in acts]
        read = person.ask("GET", "/d/load/").status
    stored = _stored() - before
    with desk.serve(workers=2) as server:
        person.port = server.port
        again = Counter(person.post(*act).status for act in acts)
    report(
        "file read-only", acts=len(acts), stored=stored, page_read_meanwhile=read,
        clean_503=sum(answer.status == 503 and CLEAN in answer.text for answer in answers),
        recorded_when_writable=again[302], **whole(),
    )  # fmt: skip


@contextmanager
def _unwritable(folder: Path) -> Iterator[Path]:
    """The same folder once more, mounted so that nobody may write in it, administrators included."""
    with tempfile.TemporaryDirectory(prefix="read-only-") as view:
        subprocess.run(("mount", "--bind", str(folder), view), check=True)
        try:
            subprocess.run(("mount", "-o", "remount,bind,ro", view), check=True)
            yield Path(view)
        finally:
            subprocess.run(("umount", "--lazy", view), check=True)


def _stored() -> int:
    from django.db import connection

    from claims.models import Verdict

    connection.close()
    count = Verdict.objects.count()
    connection.close()  # an idle connection of ours must not keep the file as the server may not find it
    return count


def scenario(desk: Desk, short: bool) -> None:
    if not os.environ.get("DEALDESK_SMALL_DISK"):
        report("disk really full", counted="no file system can be mounted here")
        return
    acts = 60 if short else 200
    claims = populate(acts + 20, 2)
    full(desk, claims[:acts])
    if not desk.postgres:
        read_only(desk, claims[acts:])


if __name__ == "__main__":
    with small_disk() as mounted:
        os.environ["DEALDESK_SMALL_DISK"] = "1" if mounted else ""
        main(scenario)
