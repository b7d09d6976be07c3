"""What was published reads the same later: its own sentences, its own times, whatever the code says by then."""

from __future__ import annotations

import io
from dataclasses import replace
from zipfile import ZipFile

import pikepdf
import pytest

from claims.factsheet.runs import Run
from claims.factsheet.sheet import FactSheet, Statement
from tests.factsheet.samples import everything
from tests.factsheet.test_files import text_of, written

FIXED = (1980, 1, 31, 0, 0, 0)  # what xlsxwriter gives every part
MADE = (2026, 11, 22, 12, 0, 0)


def as_told_then() -> FactSheet:
    """A sheet whose sentences are not those that the code would make now."""
    made = everything()
    told = Statement("agreed", (Run("Tel que ce fut publié.", cites=(made.claims[0].figures[0],)),))
    return replace(made, claims=(replace(made.claims[0], statements=(told,)), *made.claims[1:]))


@pytest.mark.parametrize("name", ["html", "pdf", "docx", "markdown", "json", "xlsx"])
def test_a_sheet_keeps_the_sentences_that_it_was_published_with(name: str) -> None:
    text = text_of(name, as_told_then())
    assert "Tel que ce fut publié." in text
    assert "Confirmé : 14,3" not in text.replace("\u00a0", " ")


@pytest.mark.parametrize("name", ["docx", "xlsx", "zip"])
def test_the_times_in_a_package_are_the_sheets_own(name: str) -> None:
    with ZipFile(io.BytesIO(written(name))) as package:
        assert {info.date_time for info in package.infolist()} <= {MADE, FIXED}
        if name != "zip":
            core = package.read("docProps/core.xml").decode()
            assert core.count("2026-11-22T12:00:00Z") == 2


def test_the_times_in_the_pdf_are_the_sheets_own() -> None:
    with pikepdf.open(io.BytesIO(written("pdf"))) as pdf:
        assert {str(pdf.docinfo[name])[:10] for name in ("/CreationDate", "/ModDate")} == {"D:20261122"}
