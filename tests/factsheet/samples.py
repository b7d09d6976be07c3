"""A sheet with something of everything, and what is nasty in texts, for the tests of the formats."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from claims.factsheet.rules import RULES_VERSION, reading_rules
from claims.factsheet.sentences import in_sentences
from claims.factsheet.sheet import Change, FactSheet, SheetCheck
from claims.figures.interval import Interval
from tests.factsheet.sheets import claim, exact, figure, sheet, source, verdict

EVIL = '</script><script>alert("x")</script> & <!-- <b>'
OVER_14 = Interval(Decimal(14), None, low_open=True)
DAYS = Interval(Decimal(date(2025, 6, 11).toordinal()), Decimal(date(2025, 6, 20).toordinal()))


def everything(**fields: object) -> FactSheet:
    """Published under number 2: settled, contested, undecided, agreed and pinned claims of several kinds."""
    a = source(1, "Le Matin", url="https://matin.example/a", published_on=date(2025, 6, 13), author="A. B.")
    b = source(2, "Le Soir", published_on=date(2025, 6, 12), language="en", origin="Reuters")
    c = source(3, title=f"=HYPERLINK(1) {EVIL}", reconstructed=True)
    d = source(4, "AFP", withdrawn=True, url="https://afp.example/d?x=1&y=<2>")
    settled = claim(
        figure(1, "14,3 milliards", "14.3", a, in_dispute=True, verdict=verdict("confirmed", "Recoupé.")),
        figure(2, "14.8 billion", "14.8", b, in_dispute=True, verdict=verdict("contested", f"+1 {EVIL}")),
        figure(3, "14 milliards", OVER_14, c, hedge="plus de", attribution="Plusieurs médias"),
        status="settled",
        versions=((1, 3), (2, 3)),
        checks=(SheetCheck("product", "49 % × 29 = 14,2", (1,), (2,), (4,), stale=False),),
    )
    undecided = claim(
        figure(4, "mi-juin", DAYS, a, kind="date", unit="date", in_dispute=True, assumed=("year",)),
        figure(5, "May 2", exact("739008", "0"), b, kind="date", unit="date", in_dispute=True),
        id=2, label="Date de l’annonce", kind="date", unit="date", status="disputed", versions=((4,), (5,)),
        why_undecided="La réponse est attendue.",
    )  # fmt: skip
    words = claim(
        replace(figure(6, "reste au conseil", Interval(None, None), a, kind="text", unit=""), answer="@reste"),
        replace(figure(7, "stays on", Interval(None, None), b, kind="text", unit=""), answer="@reste"),
        id=3, label=f"Wang {EVIL}", kind="text", unit="", versions=((6, 7),),
    )  # fmt: skip
    share = claim(
        figure(8, "49,5 %", exact("49.5"), a, kind="percent", unit="%", as_of="2025-06"),
        id=4, label="=Part", kind="percent", unit="%", status="single", pinned=True, versions=((8,),),
    )  # fmt: skip
    given: dict[str, object] = {
        "language": "fr", "draft": False, "number": 2, "by": "Claire Desk", "desk": "Le Journal",
        "site": "https://desk.example", "log_head": "cd" * 32, "rules_version": RULES_VERSION,
        "rules": reading_rules(), "changed_since": 1, "title": f"Une histoire {EVIL}",
        "changes": (Change("correction", 1, f"« Montant » : autrement {EVIL}"), Change("addition", 0, "Source 4")),
    }  # fmt: skip
    return in_sentences(sheet(settled, undecided, words, share, sources=(d,), **(given | fields)))
