"""`make reliability`: run every scenario at full size on both databases, and print the table of docs/reliability.md."""

from __future__ import annotations

import os
import platform
import sys
import time
from typing import Any

from tests.reliability.ground import run

SCENARIOS = ("editors", "unlocked", "crashes", "trouble", "disks", "copies", "inputs")
DATABASES = ("sqlite", "postgresql")


def line(row: dict[str, Any], database: str, command: str) -> str:
    """
    >>> line({"name": "races", "won_once": 100}, "sqlite", "editors")
    '| races | sqlite | won once 100 | `editors` |'
    """
    found = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in row.items() if name != "name")
    return f"| {row['name']} | {database} | {found} | `{command}` |"


def main(wanted: list[str]) -> int:
    failed = 0
    sys.stdout.write(
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n\n"
    )
    sys.stdout.write("| what | database | measured | scenario |\n|---|---|---|---|\n")
    for module in wanted or [*SCENARIOS, "observatory"]:
        for database in DATABASES if module in SCENARIOS else ("sqlite",):
            started = time.perf_counter()
            try:
                rows = run(module, database, short=False)
            except RuntimeError as error:
                failed += 1
                sys.stderr.write(f"{error}\n")
                rows = [{"name": module, "failed": "see above"}]
            seconds = round(time.perf_counter() - started)
            for row in rows:
                sys.stdout.write(line(row, database, module) + "\n")
            sys.stderr.write(f"{module} on {database}: {seconds} s\n")
            sys.stdout.flush()
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
