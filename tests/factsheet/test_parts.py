"""A long sheet is laid out in parts: joined, they are one tagged PDF in which nothing is lost, doubled or misplaced."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pikepdf
import pypdf
import pytest

from claims.factsheet import pdf as as_pdf
from claims.factsheet.joining import join
from claims.factsheet.parts import split
from claims.factsheet.sentences import in_sentences
from claims.factsheet.sheet import FactSheet
from tests.factsheet.samples import everything
from tests.factsheet.test_files import nodes, one_line


def long_sheet(times: int = 3) -> FactSheet:
    """The claims of `everything` again and again, each time under other numbers."""
    made = everything()
    claims = [
        replace(claim, id=claim.id + 10 * at, label=f"{claim.label} {at}", statements=(), leads=())
        for at in range(times)
        for claim in made.claims
    ]
    return in_sentences(replace(made, claims=tuple(claims)))


@pytest.fixture(scope="module")
def joined() -> bytes:
    sheet = long_sheet()
    parts = split(sheet, heaviest=12)
    assert len(parts) > 4
    out = io.BytesIO()
    join(list(as_pdf._laid_out_parts(sheet, parts)), out)
    return out.getvalue()


@pytest.fixture(scope="module")
def whole() -> bytes:
    out = io.BytesIO()
    as_pdf.write(long_sheet(), out)
    return out.getvalue()


def text_of(data: bytes) -> str:
    return one_line(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages))


def test_a_short_sheet_is_one_part_and_a_long_one_loses_no_piece() -> None:
    sheet = long_sheet()
    assert len(split(sheet)) == 1
    parts = split(sheet, heaviest=12)
    assert tuple(claim for part in parts for claim in part.claims) == sheet.stated
    assert tuple(source for part in parts for source in part.sources) == sheet.sources
    assert [part.rules for part in parts].count(True) == 1
    rows = [(table.at, row.claim.id) for part in parts for table in part.tables for row in table.rows]
    assert rows == [(0, claim.id) for claim in sheet.stated]


def test_the_notes_are_numbered_through_all_parts(joined: bytes, whole: bytes) -> None:
    with pikepdf.open(io.BytesIO(joined)) as pdf:
        notes = [node for node in nodes(pdf.Root.StructTreeRoot) if str(node.get("/S")) == "/Note"]
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        wanted = [node for node in nodes(pdf.Root.StructTreeRoot) if str(node.get("/S")) == "/Note"]
    assert len(notes) == len(wanted) > 20
    found = [int(number) for number in re.findall(r"(\d+)\s?(?:Le Matin|Le Soir|La source)", text_of(joined))]
    assert set(range(1, len(wanted) + 1)) <= set(found)


def test_every_page_has_its_number_and_sections_say_that_they_go_on(joined: bytes) -> None:
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(joined)).pages]
    assert [page.split("\n")[-1].split()[-1] for page in pages] == [str(n) for n in range(1, len(pages) + 1)]
    text = text_of(joined)
    assert text.count("Ce que disent les sources (suite)") >= 1
    assert "Qui dit quoi (suite)" in text


def test_every_mark_on_a_page_leads_to_its_tag(joined: bytes) -> None:
    with pikepdf.open(io.BytesIO(joined)) as pdf:
        tree = pdf.Root.StructTreeRoot
        flat = list(tree.ParentTree.Nums)
        parents = {int(key): value for key, value in zip(flat[::2], flat[1::2], strict=True)}
        keys = list(parents)
        assert keys == sorted(keys)
        assert max(keys) < int(tree.ParentTreeNextKey)
        assert len({int(page.obj.StructParents) for page in pdf.pages}) == len(pdf.pages)
        for page in pdf.pages:
            for mark, element in enumerate(parents[int(page.obj.StructParents)]):
                assert mark in marks(element, page.obj), (mark, page.index)
            for one in page.obj.get("/Annots", ()):
                assert parents[int(one.StructParent)].S in ("/Link", "/Annot", "/Reference")


def marks(element: Any, page: Any) -> Iterator[int]:
    """The marked pieces of a page that an element holds."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            if element.Pg.objgen == page.objgen:
                yield kid
        elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR" and kid.Pg.objgen == page.objgen:
            yield int(kid.MCID)


def test_there_is_one_document_with_one_outline_and_no_name_twice(joined: bytes) -> None:
    with pikepdf.open(io.BytesIO(joined)) as pdf:
        tree = pdf.Root.StructTreeRoot
        assert [str(kid.S) for kid in tree.K] == ["/Document"]
        document = tree.K[0]
        assert all(kid.P.objgen == document.objgen for kid in document.K)
        names = [bytes(name) for name in list(tree.IDTree.Names)[::2]]
        assert names == sorted(set(names))
        ids = [bytes(node.ID) for node in nodes(tree) if "/ID" in node]
        assert sorted(ids) == names
        with pdf.open_outline() as outline:
            titles = [entry.title for entry in outline.root]
        assert titles[0] == "Qui dit quoi"
        assert titles[-1].startswith("Sources")
        assert int(pdf.Root.Outlines.Count) == len(titles)


def test_the_joined_pdf_says_all_that_the_whole_one_says(joined: bytes, whole: bytes) -> None:
    """Page furniture aside; and it says the same again when it is made again."""
    plain = [set(re.findall(r"\w{4,}", text_of(data))) for data in (joined, whole)]
    assert plain[1] - plain[0] <= {word for word in plain[1] if word.isdigit()}
    with pikepdf.open(io.BytesIO(joined)) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
