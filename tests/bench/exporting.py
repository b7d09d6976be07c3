"""Exports of 10,000 figures in every format that there is."""

from __future__ import annotations

import time
from io import BytesIO

from tests.bench.table import heading, say


def measure(figures: int) -> None:
    from claims.factsheet import FORMATS
    from claims.factsheet.build import build_draft
    from sources.models import Dossier

    heading(f"Export of {figures:,} figures, as a download makes it")
    dossier = Dossier.objects.get(slug="exported")
    start = time.perf_counter()
    sheet = build_draft(dossier)
    built = time.perf_counter() - start
    say("from the rows to the sheet", f"{built:>9.2f} s")
    for name, format_ in FORMATS.items():
        out = BytesIO()
        start = time.perf_counter()
        try:
            format_.write(sheet, out)
        except ModuleNotFoundError:
            continue
        say(name, f"{time.perf_counter() - start + built:>9.2f} s with the sheet {out.tell():>12,} bytes")
