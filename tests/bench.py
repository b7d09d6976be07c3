"""`make bench`: speed on this machine. Medians and 95th percentiles; one client over loopback, warm.

The reading is shown beside plain digit matching on the same text in the same run; pages beside the sign-in page,
the cheapest that the desk serves.
"""

from __future__ import annotations

import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from tests.figures import bench as figures_bench
from tests.ground.desk import Desk, DeskTemplate


def timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def say(name: str, value: str) -> None:
    sys.stdout.write(f"{name:<44}{value}\n")


def sign_in(desk: Desk) -> OpenerDirector:
    opener = build_opener(HTTPCookieProcessor(CookieJar()))
    page = opener.open(f"{desk.url}/accounts/login/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None
    form = {"username": "editor", "password": desk.passwords["editor"], "csrfmiddlewaretoken": token[1], "next": "/"}
    opener.open(f"{desk.url}/accounts/login/", urlencode(form).encode()).read()
    return opener


def pages(desk: Desk, rounds: int = 60) -> None:
    opener = sign_in(desk)
    unit = 0.0
    for name, path in (
        ("sign-in page", "/accounts/login/?next=/"),
        ("desk", "/"),
        ("review, queue and open claim", "/d/seeds/"),
        ("one claim", "/d/seeds/claims/1/"),
        ("source with its figures", "/d/seeds/sources/1/"),
        ("summary", "/d/seeds/summary/"),
        ("fact sheet as JSON", "/d/seeds/sheet.json"),
    ):
        anonymous = build_opener() if path.startswith("/accounts") else opener

        def get(path: str = path, opener: OpenerDirector = anonymous) -> None:
            opener.open(desk.url + path).read()

        get()
        times = sorted(timed(get) * 1000 for _ in range(rounds))
        median, late = statistics.median(times), times[int(rounds * 0.95)]
        unit = unit or median
        say(name, f"{median:>8.1f} ms median {late:>8.1f} ms p95 {median / unit:>6.1f}x")


def main() -> None:
    figures_bench.main()
    with tempfile.TemporaryDirectory(prefix="dealdesk-bench-") as folder:
        made = timed(lambda: templates.append(DeskTemplate(Path(folder) / "template")))
        say("new desk: migrate, static files, import", f"{made:>8.1f} s")
        with templates[0].serve(Path(folder) / "served") as desk:
            pages(desk)
            say("export_factsheet, whole command", f"{timed(lambda: desk.manage('export_factsheet', 'seeds')):>8.1f} s")


templates: list[DeskTemplate] = []

if __name__ == "__main__":
    main()
