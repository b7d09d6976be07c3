"""A desk for measuring: a database of its own, and gunicorn as `make run` starts it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.ground.desk import ROOT, free_port, wait_for

PASSWORD = "a long password for measuring"


def environment(folder: Path) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        "SECRET_KEY": "for-measuring-only",
        "HTTPS": "0",
        "STATE_DIR": str(folder),
        "STATIC_ROOT": str(folder / "staticfiles"),
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
    }


def gunicorn_options() -> list[str]:
    """The options with which the Makefile starts the server, so that no other server is measured."""
    found = re.search(r"gunicorn dealdesk\.wsgi (.*)", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert found is not None
    return [word for word in found[1].replace("--bind 127.0.0.1:$(PORT)", "").split() if word]


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, int]]:
    """The address and the process id of a server of the database in `folder`."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "dealdesk.wsgi", "--bind", f"127.0.0.1:{port}", *gunicorn_options()]
    with (folder / "server.log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment(folder), stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/accounts/login/", server, folder / "server.log")
            yield f"http://127.0.0.1:{port}", server.pid
        finally:
            server.terminate()
            server.wait(timeout=20)


def memory(pid: int) -> list[tuple[str, int, int]]:
    """Resident and proportional kilobytes of a process and its children: (which, RSS, PSS)."""
    found = []
    for one in [pid, *_children(pid)]:
        rolled = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii")
        rss, pss = (int(re.search(rf"^{name}:\s+(\d+)", rolled, re.M)[1]) for name in ("Rss", "Pss"))  # type: ignore[index]
        found.append(("master" if one == pid else "worker", rss, pss))
    return found


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
