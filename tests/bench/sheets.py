"""A sheet of 1,000 claims and 10,000 figures in each format: `make bench ONLY=sheets`, or one by its name.

Each format is written in a process of its own, so that its peak of memory is its own; first, nothing, to compare with.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
import tempfile
import time
from dataclasses import replace
from decimal import Decimal
from typing import Any

CLAIMS, SOURCES = 1_000, 10


def large_sheet(claims: int = CLAIMS) -> Any:
    """Every tenth claim is in dispute between nine sources and one; one figure a source."""
    from claims.factsheet.rules import RULES_VERSION, reading_rules
    from claims.factsheet.sentences import in_sentences
    from claims.figures.interval import Interval
    from tests.factsheet.sheets import claim, figure, sheet, source, verdict

    outlets = [source(n, f"Journal {n}", url=f"https://journal.example/{n}") for n in range(1, SOURCES + 1)]
    before, after = (
        "Selon nos informations recueillies auprès de plusieurs proches, le prix est de ",
        " d’euros, dit-on.",
    )
    made = []
    for n in range(1, claims + 1):
        disputed = n % 10 == 0
        figures = []
        for at, of in enumerate(outlets):
            value = Decimal(n * 10 + (7 if disputed and at == 9 else 0))
            decided = verdict("contested" if at == 9 else "confirmed", "Recoupé auprès de l’entreprise.")
            one = figure(
                n * 100 + at, f"{value} milliards", Interval(value, value), of,
                in_dispute=disputed, verdict=decided if disputed else None,
            )  # fmt: skip
            mention = replace(one.mentions[0], prefix=before, suffix=after, start=n * 200, end=n * 200 + 12)
            figures.append(replace(one, mentions=(mention,)))
        ids = [one.id for one in figures]
        versions = ((*ids[:9],), (ids[9],)) if disputed else ((*ids,),)
        made.append(
            claim(*figures, id=n, label=f"Montant de l’opération numéro {n}", versions=versions,
                  status="settled" if disputed else "agreed")
        )  # fmt: skip
    return in_sentences(
        sheet(*made, language="fr", draft=False, number=1, site="https://desk.example", rules=reading_rules(),
              rules_version=RULES_VERSION)
    )  # fmt: skip


def weigh(name: str, sheet: Any, sent: Any) -> None:
    from claims.factsheet import FORMATS

    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start, worked = time.perf_counter(), time.process_time()
    with tempfile.TemporaryFile() as out:
        if name:
            FORMATS[name].write(sheet, out)
        size = out.seek(0, os.SEEK_END)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    taken = time.perf_counter() - start, time.process_time() - worked
    sent.send((*taken, size / 1e6, own / 1024, peak / 1024))


def measure(names: list[str], claims: int = CLAIMS) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dealdesk.settings")
    import django

    import tests.environment  # noqa: F401 - settings need it before they are read

    django.setup()
    from claims.factsheet import FORMATS
    from tests.bench.table import heading, say

    heading("The sheet in each format, and the memory that it takes above the sheet itself")
    sheet = large_sheet(claims)
    figures = sum(len(claim.figures) for claim in sheet.claims)
    for name in names or ["", *FORMATS]:
        receiver, sender = multiprocessing.Pipe(duplex=False)
        process = multiprocessing.get_context("fork").Process(target=weigh, args=(name, sheet, sender))
        process.start()
        seconds, worked, size, own, peak = receiver.recv()
        process.join()
        spent = f"{seconds:>9.1f} s ({worked:.1f} s of the processor)"
        say(name or "nothing", f"{spent} {size:>6.1f} MB, {peak - own:.0f} MB of memory above {own:.0f}")
    say("", f"({claims:,} claims, {figures:,} figures)")


if __name__ == "__main__":
    measure(sys.argv[1:])
