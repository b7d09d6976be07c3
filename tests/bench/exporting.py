"""Exports of a dossier as downloads make them: 10,000 figures, and what the peers export, 2,000 short articles."""

from __future__ import annotations

import time
from io import BytesIO

from tests.bench.table import heading, say

ARTICLES = 2_000


def measure(figures: int) -> None:
    from claims.factsheet import FORMATS
    from claims.factsheet.build import build_draft
    from sources.models import Dossier
    from tests.bench.store import fill

    heading(f"Export of {figures:,} figures, rows to file, of the processor")
    _formats("exported", [name for name in FORMATS if name != "zip"])
    fill("peers", claims=ARTICLES // 4, sources=ARTICLES, figures=4, seed=5)
    heading(f"Export of {ARTICLES:,} articles with a figure each (under 0.25 s)")
    build_draft(Dossier.objects.get(slug="peers"))
    _formats("peers", [name for name in FORMATS if name not in {"zip", "pdf", "docx", "html"}])


def _formats(slug: str, names: list[str]) -> None:
    from claims.collecting import uncollected
    from claims.factsheet import FORMATS
    from claims.factsheet.build import build_draft
    from sources.models import Dossier

    dossier = Dossier.objects.get(slug=slug)
    for name in names:
        out, start = BytesIO(), time.process_time()
        with uncollected():
            sheet = build_draft(dossier, worded=FORMATS[name].worded)
            built = time.process_time() - start
            FORMATS[name].write(sheet, out)
        taken = time.process_time() - start
        say(name, f"{taken:>9.2f} s, of which {built:.2f} s for the sheet {out.tell():>12,} bytes")
