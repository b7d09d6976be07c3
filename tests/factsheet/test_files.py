"""The files that offices open, read with tools that are not ours: Word, Excel, PDF, HTML and the archive of all."""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pikepdf
import pypdf
import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from claims.factsheet import FORMATS
from claims.factsheet.runs import plain
from claims.factsheet.sheet import FactSheet, Withdrawal
from tests.factsheet.samples import EVIL, everything
from tests.factsheet.sheets import claim, figure, sheet, source

GONE = Withdrawal(datetime(2026, 11, 23, 12, tzinfo=UTC), "Claire", "Erreur de la rédaction")


def written(name: str, made: FactSheet | None = None) -> bytes:
    out = io.BytesIO()
    FORMATS[name].write(made or everything(), out)
    return out.getvalue()


def one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_sheet_is_the_same_file_to_the_byte(name: str) -> None:
    assert written(name) == written(name)


@pytest.mark.parametrize("name", ["html", "pdf", "docx", "markdown", "json", "xlsx"])
def test_a_withdrawn_sheet_says_so_in_every_file_that_people_read(name: str) -> None:
    assert GONE.reason in text_of(name, replace(everything(), withdrawal=GONE))
    assert GONE.reason not in text_of(name, everything())


@pytest.mark.parametrize("name", ["html", "pdf", "docx", "markdown", "json", "xlsx"])
def test_every_sentence_stands_in_every_file_that_people_read(name: str) -> None:
    text = text_of(name, everything(title="Une histoire"))
    for stated in everything().stated:
        assert stated.label.split("<")[0] in text
        assert stated.figures[0].wording in text
    assert "Le Soir" in text
    assert "Recoupé." in text
    assert "La réponse est attendue." in text


def text_of(name: str, made: FactSheet) -> str:
    data = written(name, made)
    if name == "pdf":
        return one_line(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages))
    if name == "docx":
        return one_line(" ".join(paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs))
    if name == "xlsx":
        book = load_workbook(io.BytesIO(data))
        return one_line(" ".join(str(cell.value) for page in book for row in page.iter_rows() for cell in row))
    return one_line(data.decode())


# Word


def test_the_word_document_has_real_headings_tables_with_heads_and_a_note_for_each_citation() -> None:
    made = everything()
    document = Document(io.BytesIO(written("docx", made)))
    styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style]
    assert styles[0] == "Title"
    assert styles.count("Heading 2") == len(made.stated) + len(made.sources)
    assert [table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None for table in document.tables] == [True, True]
    cited = [figure.id for claim in made.stated for s in claim.statements for run in s.runs for figure in run.cites]
    notes = note_texts(document)
    assert len(notes) == len(cited)
    references = document.element.body.findall(f".//{qn('w:footnoteReference')}")
    assert [int(str(one.get(qn("w:id")))) for one in references] == list(range(1, len(cited) + 1))
    assert "« " not in notes[0]
    assert "14,3 milliards" in notes[0]


def note_texts(document: Any) -> list[str]:
    (part,) = [rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/footnotes")]
    root = etree.fromstring(part.blob)
    return ["".join(str(words) for words in note.itertext()) for note in root if int(str(note.get(qn("w:id")))) > 0]


def test_the_word_document_holds_any_character_that_a_text_may_hold() -> None:
    odd = source(1, "Le\x0cMatin\x00", title="\ufffe🙂")
    assert "14 3" in text_of("docx", sheet(claim(figure(1, "14\x0b3", "14", odd))))


LIBREOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.mark.skipif(LIBREOFFICE is None, reason="LibreOffice is not installed; openpyxl and python-docx read them too")
@pytest.mark.parametrize("name", ["docx", "xlsx"])
def test_libreoffice_opens_the_file_and_finds_the_words(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"sheet.{name}"
    path.write_bytes(written(name))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = [str(LIBREOFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = one_line(" ".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "sheet.pdf").pages))
    assert "14,3 milliards" in text


# Excel


def test_the_workbook_has_typed_cells() -> None:
    book = load_workbook(io.BytesIO(written("xlsx")))
    figures = book.worksheets[0]
    head = [cell.value for cell in figures[1]]
    rows = [dict(zip(head, (cell.value for cell in row), strict=True)) for row in figures.iter_rows(min_row=2)]
    assert rows[0][head[9]] == 14.3
    assert rows[3][head[9]] == datetime(2025, 6, 11)  # noqa: DTZ001 - a workbook knows no zones
    assert rows[0][head[2]] is True
    assert figures.freeze_panes == "A2"
    assert [page.max_row for page in book.worksheets[:3]] == [9, 5, 5]


def test_no_cell_of_the_workbook_is_a_formula_and_no_text_is_altered() -> None:
    starts = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(1)", "http://x.example"]
    made = sheet(*(claim(figure(n, words, "14", source(1)), label=words, id=n) for n, words in enumerate(starts, 1)))
    with ZipFile(io.BytesIO(written("xlsx", made))) as parts:
        pages = [parts.read(name) for name in parts.namelist() if "worksheets/sheet" in name]
    assert not [page for page in pages if b"<f>" in page or b"<hyperlink" in page]
    page = load_workbook(io.BytesIO(written("xlsx", made))).worksheets[0]
    cells = [page.cell(row, 2) for row in range(2, len(starts) + 2)]
    assert [unescape(str(cell.value)) for cell in cells] == starts
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    assert [bool(cell.quotePrefix) for cell in cells] == [True] * 7 + [False]


# PDF


def test_the_pdf_is_tagged_and_says_that_it_is_pdf_ua_1() -> None:
    made = everything(title="Une histoire")
    with pikepdf.open(io.BytesIO(written("pdf", made))) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "fr"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "Une histoire"
        tags = structure(pdf.Root.StructTreeRoot)
    assert tags.count("H1") >= 3
    assert tags.count("H2") == len(made.stated)
    cited = [f for c in made.stated for s in c.statements for run in s.runs for f in run.cites]
    assert tags.count("Note") + tags.count("FENote") == len(cited)
    assert {"Table", "TH", "Figure", "L", "Link"} <= set(tags)


def structure(node: Any) -> list[str]:
    """The names of all structure elements, from the top."""
    found = [str(node.S).removeprefix("/")] if "/S" in node else []
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            found += structure(kid)
    return found


def test_every_font_of_the_pdf_is_in_it_and_every_page_has_its_number() -> None:
    data = written("pdf")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        descriptors = [one.DescendantFonts[0].FontDescriptor for one in fonts]
        assert descriptors
        assert all({"/FontFile2", "/FontFile3"} & set(descriptor.keys()) for descriptor in descriptors)
        count = len(pdf.pages)
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    assert [f"{n} / {count}" in one_line(page.extract_text()) for n, page in enumerate(pages, 1)] == [True] * count


def test_every_figure_of_the_pdf_has_words_in_its_place() -> None:
    with pikepdf.open(io.BytesIO(written("pdf"))) as pdf:
        figures = [node for node in nodes(pdf.Root.StructTreeRoot) if str(node.get("/S")) == "/Figure"]
        assert figures
        assert all("14" in str(figure.get("/Alt")) or "juin" in str(figure.get("/Alt")) for figure in figures)


def nodes(node: Any) -> list[Any]:
    kids = node.get("/K", [])
    found = [
        kid for kid in (kids if isinstance(kids, pikepdf.Array) else [kids]) if isinstance(kid, pikepdf.Dictionary)
    ]
    return [*found, *(one for kid in found for one in nodes(kid))]


def test_typst_markup_in_a_text_is_words() -> None:
    made = sheet(claim(figure(1, '#panic("x") $ *a* _b_ <c> @d', "14", source(1)), label="= #let"))
    assert '#panic("x") $ *a* _b_ <c> @d' in text_of("pdf", made).replace("“", '"').replace("”", '"')


@pytest.mark.parametrize("words", ["十四亿 dollars", "🙂 14 dollars", "\ue000 14 dollars", "14\u2063 dollars ☎︎"])
def test_a_letter_that_no_font_has_does_not_keep_the_sheet_from_being_printed(words: str) -> None:
    made = sheet(claim(figure(1, words, "14", source(1, words)), label=words), title=words)
    assert "dollars" in text_of("pdf", made)


# HTML


class Outside(HTMLParser):
    """All that a browser would fetch or run, the tags, and the words that people see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.scripts: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        if tag in {"link", "img", "iframe", "object", "embed", "audio", "video", "source"} or "src" in given:
            self.fetched.append(f"{tag} {given}")
        if tag == "script":
            self.scripts.append(given.get("type") or "")
        if "id" in given:
            self.ids.append(given["id"] or "")
        if tag == "a":
            self.links.append(given.get("href") or "")


def test_the_html_file_asks_nobody_for_anything_and_runs_nothing() -> None:
    html = written("html").decode()
    page = Outside(html)
    assert page.fetched == []
    assert page.scripts == ["application/ld+json"]
    assert "url(" not in html
    assert "@import" not in html
    assert "default-src 'none'; style-src 'unsafe-inline'" in html


def test_no_text_breaks_out_of_the_html() -> None:
    html = written("html").decode()
    assert "<b>" not in html.replace("<b>14", "").replace('<b class="lead"', "") or EVIL not in html
    assert EVIL not in html
    assert html.count("<script") == html.count("</script>") == 1


def test_every_claim_version_quote_and_source_of_the_html_has_an_address_and_no_link_leads_nowhere() -> None:
    made = everything()
    page = Outside(written("html").decode())
    assert len(page.ids) == len(set(page.ids))
    assert {f"c{claim.id}" for claim in made.stated} <= set(page.ids)
    assert {f"c{c.id}-v{n}" for c in made.stated for n, _v in enumerate(c.versions, 1)} <= set(page.ids)
    assert {f"q{figure.id}" for claim in made.stated for figure in claim.figures} <= set(page.ids)
    assert {f"m{m.id}" for c in made.stated for f in c.figures for m in f.mentions} <= set(page.ids)
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)


def test_the_json_holds_every_sentence_that_the_page_shows() -> None:
    html, json = written("html").decode(), written("json").decode()
    for stated in everything().stated:
        for statement in stated.statements:
            words = plain(statement.runs).split("<")[0]
            assert words in json
    assert "La réponse est attendue." in html


# All of them


def test_the_archive_holds_every_format_with_checksums_that_hold() -> None:
    with ZipFile(io.BytesIO(written("zip"))) as archive:
        names = archive.namelist()
        sums = dict(line.split("  ")[::-1] for line in archive.read("SHA256SUMS").decode().splitlines())
        assert sums.keys() == set(names) - {"SHA256SUMS"}
        assert all(hashlib.sha256(archive.read(name)).hexdigest() == sums[name] for name in sums)
        assert archive.testzip() is None
        for name, format_ in FORMATS.items():
            if name != "zip":
                assert archive.read(f"story-2.{format_.file}") == written(name)
    assert {"factsheet-1.json", "claimreview-1.json"} <= set(names)
