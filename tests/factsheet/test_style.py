"""Sentences as a newspaper's style guide wants them, whatever the source printed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from claims.factsheet.runs import plain
from claims.factsheet.sentences import claim_text
from claims.figures.interval import Interval
from tests.factsheet.sheets import claim, figure, source


def test_a_french_sentence_writes_days_and_names_as_a_newspaper_does() -> None:
    """The first is an ordinal, a bound is told in words, and what opened a sentence elsewhere does not here."""
    first = Decimal(date(2027, 1, 1).toordinal())
    until = Interval(None, first)
    made = claim(
        figure(1, "Jeudi", Interval(first, first), source(1, "Agence Corail"), kind="date", in_dispute=True),
        figure(2, "D’ici la fin", until, source(2, "LE FIL ÉCO"), kind="date", in_dispute=True),
        figure(3, "1er janvier 2027", Interval(first, first), source(3, "AFP"), kind="date", in_dispute=True),
        kind="date",
        unit="date",
    )
    told = " ".join("".join(run.text for run in s.runs) for s in claim_text(made, "fr").statements)
    assert "jeudi (1er janvier 2027), selon l’Agence Corail" in told or "selon l’Agence Corail et l’AFP" in told
    assert "d’ici la fin (au plus tard le 1er janvier 2027), selon Le Fil Éco" in told
    assert "1er janvier 2027 (1" not in told


def test_a_name_that_opens_an_answer_keeps_its_capital() -> None:
    stays, leaves = (
        figure(id_, words, Interval(None, None), source(id_, "Le Soir"), kind="text", answer=words, in_dispute=True)
        for id_, words in ((1, "Wang reste"), (2, "Wang part"))
    )
    told = claim_text(claim(stays, leaves, kind="text"), "fr").statements[0].runs
    assert "Wang reste, selon" in plain(told)
