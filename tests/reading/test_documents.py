"""Web pages, PDF and Word documents: their text and what they say of themselves, or a refusal that says what to do."""

from __future__ import annotations

import hashlib
import io
import json
import time
import zlib
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from sources.reading import apart, docxfile
from sources.reading.article import UnreadableFile
from sources.reading.docxfile import extract_docx
from sources.reading.folder import article_files
from sources.reading.formats import MAX_BYTES, read_article
from sources.reading.htmlfile import extract_html
from sources.reading.htmlhead import read_head
from sources.reading.pdffile import extract_pdf
from tests.reading.documents import STORY, locked, page, pdf, word, zipped

LINKED = json.dumps(
    {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "Organization", "name": "Autre chose"},
            {
                "@type": "NewsArticle",
                "headline": "Le port de 14,3 milliards",
                "datePublished": "2025-06-12T23:30:00-04:00",
                "author": [{"@type": "Person", "name": "Jeanne Roy"}, {"name": "Paul Ray"}],
                "publisher": {"@type": "Organization", "name": "Le Courrier"},
                "inLanguage": "fr-CA",
                "mainEntityOfPage": {"@id": "https://courrier.example/port"},
            },
        ],
    }
)
META = (
    "<title>Un port vendu - Le Courrier</title><meta property='og:site_name' content='Le Courrier'>"
    "<meta name='author' content='Jeanne Roy'><meta property='article:published_time' content='2025-06-12'>"
    "<link rel='canonical' href='https://courrier.example/port#haut'>"
)


def head(markup: str) -> dict[str, str]:
    return extract_html(page(head=markup, headline=""), "").found


# What is read


@pytest.mark.parametrize(("name", "raw"), [("a.html", page()), ("a.PDF", pdf()), ("a.docx", word())])
def test_each_format_gives_its_paragraphs_one_a_line_with_its_bytes_and_extractor(name: str, raw: bytes) -> None:
    article = read_article(raw, name)
    assert [line for line in article.text.split("\n") if line] == list(STORY)
    assert (article.raw, article.sha256) == (raw, hashlib.sha256(raw).hexdigest())
    assert article.extractor
    assert article.extractor_version
    assert article.extractor != "plain text"
    assert article.language.startswith("fr")


def test_scripts_styles_and_navigation_are_no_text() -> None:
    text = extract_html(page(), "").text
    for hidden in ("99 milliards", "88 milliards", "77px", "Accueil", "<", "66 scripts"):
        assert hidden not in text


def test_markup_that_is_shown_as_text_stays_text() -> None:
    said = "La balise &lt;script&gt;alert(1)&lt;/script&gt; coûte 3 M€, écrit le journal de la ville."
    assert "<script>alert(1)</script> coûte 3 M€" in extract_html(page(said, *STORY), "").text


def test_a_headline_outside_of_the_article_is_kept_since_it_holds_figures() -> None:
    raw = page(headline="").replace(b"<body>", f"<body><header><h1>{STORY[0]}</h1></header>".encode())
    assert extract_html(raw, "").text.startswith(STORY[0])


def test_numbers_keep_their_digits_and_marks_across_inline_markup() -> None:
    said = (
        "Il vend <b>14,3</b>&nbsp;milliards, 1&#8239;500&nbsp;$ par personne et <a href='/x'>2,5&nbsp;%</a> du capital."
    )
    text = extract_html(page(said, *STORY), "").text.replace("\xa0", " ").replace("\u202f", " ")
    assert "Il vend 14,3 milliards, 1 500 $ par personne et 2,5 % du capital." in text


def test_rows_of_tables_stay_together() -> None:
    rows = [["Année", "Recettes"], ["2023", "4,5 M€"]]
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    assert "2023 | 4,5 M€" in extract_html(page(*STORY, f"<table>{cells}</table>"), "").text
    assert "2023 | 4,5 M€" in extract_docx(word(table=rows), "").text


def test_a_figure_that_a_pdf_breaks_between_two_lines_is_whole() -> None:
    lines = ["La ville vend tout son port, ses quais et ses grues pour 14,3", "milliards de dollars, dit-elle."]
    assert "pour 14,3 milliards de dollars" in extract_pdf(pdf(lines), "").text


def test_two_numbers_at_a_line_break_do_not_become_one() -> None:
    lines = ["Le port a été construit, agrandi et puis encore vendu en 25", "300 personnes y travaillent."]
    assert "25\n300" in extract_pdf(pdf(lines), "").text


def test_a_word_document_is_read_with_what_was_inserted_and_without_what_was_deleted() -> None:
    document = docx.Document()
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    runs = (
        "<w:r><w:t>Il coûte </w:t></w:r><w:ins w:id='1'><w:r><w:t>14,8</w:t></w:r></w:ins>"
        "<w:del w:id='2'><w:r><w:delText>14,3</w:delText></w:r></w:del>"
        "<w:hyperlink><w:r><w:t> milliards</w:t></w:r></w:hyperlink>"
    )
    document.element.body.insert(0, parse_xml(f"<w:p {names}>{runs}</w:p>"))
    document.element.body.insert(
        1, parse_xml(f"<w:sdt {names}><w:sdtContent><w:p><w:r><w:t>Un champ</w:t></w:r></w:p></w:sdtContent></w:sdt>")
    )
    out = io.BytesIO()
    document.save(out)
    assert extract_docx(out.getvalue(), "").text == "Il coûte 14,8 milliards\nUn champ\n"


# What it says of itself


def test_linked_data_goes_before_meta_elements_and_both_are_guesses() -> None:
    article = read_article(page(head=META + f"<script type='application/ld+json'>{LINKED}</script>"), "a.html")
    assert article.title == "Le port de 14,3 milliards"
    assert (article.publisher, article.author) == ("Le Courrier", "Jeanne Roy, Paul Ray")
    assert article.published_on == date(2025, 6, 12)
    assert (article.language, article.url) == ("fr-CA", "https://courrier.example/port")
    assert set(article.guessed) == {"title", "publisher", "author", "published_on", "language", "url"}


def test_meta_elements_are_read_and_the_outlet_is_no_part_of_the_title() -> None:
    found = head(META)
    assert found["title"] == "Un port vendu"
    assert found["published"] == "2025-06-12"
    assert found["url"] == "https://courrier.example/port"


@pytest.mark.parametrize(
    "markup",
    [
        "<link rel='canonical' href='https://courrier.example/'>",
        "<link rel='canonical' href='javascript:alert(1)'>",
        "<meta property='og:url' content='https://u:p@courrier.example/port'>",
        "<meta property='article:published_time' content='hier'><meta name='author' content='https://x.example/me'>",
        "<script type='application/ld+json'>" + "[" * 50_000 + "</script>",
        '<script type=\'application/ld+json\'>{"@type": "NewsArticle", "headline": 3, "author": {}}</script>',
    ],
)
def test_metadata_of_another_form_is_left_out(markup: str) -> None:
    assert head(markup).keys() <= {"language"}


def test_the_language_of_the_text_goes_before_that_of_its_template() -> None:
    assert read_article(page().replace(b"lang='fr'", b"lang='en'"), "a.html").language.startswith("fr")


def test_properties_of_a_pdf_and_a_word_document_are_guesses_and_the_files_day_is_named() -> None:
    lines = ["Un port vendu", "La ville vend son port pour 14,3 milliards de dollars, a dit le maire."]
    for name, raw in (("a.pdf", pdf(lines)), ("a.docx", word(*lines))):
        article = read_article(raw, name)
        assert (article.title, article.author) == ("Un port vendu", "Jeanne Roy")
        assert article.published_on == date(2025, 6, 13)
        assert "file-date: 2025-06-13" in article.notes
        assert {"title", "author", "published_on"} <= set(article.guessed)


def test_a_printed_day_goes_before_the_files_own() -> None:
    article = read_article(word("Un port vendu", "Publié le 3 mars 2025", *STORY[1:]), "a.docx")
    assert article.published_on == date(2025, 3, 3)
    assert article.notes == ()


def test_what_programs_write_by_themselves_is_no_title() -> None:
    assert read_article(pdf(title="Microsoft Word - port.docx"), "a.pdf").title == STORY[0]
    assert read_article(word(title="", author="python-docx"), "a.docx").author == ""


# Encodings


def test_a_page_is_decoded_as_it_says_and_the_server_is_heard_where_it_says_nothing() -> None:
    assert "salariés" in extract_html(page(charset="iso-8859-1"), "").text
    silent = page(charset="cp1252").replace(b"<meta charset='cp1252'>", b"")
    assert "salariés" in extract_html(silent, "cp1252").text
    with pytest.raises(UnreadableFile, match="not valid utf-8"):
        extract_html(silent, "")


@pytest.mark.parametrize("raw", [page().replace(b"son port", b"son\0port"), b"\0" * 50])
def test_a_page_with_nul_is_refused_by_its_name(raw: bytes) -> None:
    with pytest.raises(UnreadableFile, match="NUL"):
        read_article(raw, "a.html")


def test_what_no_database_stores_does_not_come_out_of_a_document() -> None:
    raw = page("La ville vend son port pour 14,3&#xD800;&#0;&#11; milliards de dollars, a dit le maire.", *STORY[1:])
    linked = json.dumps({"@type": "NewsArticle", "headline": "Un\ud800 port\0 vendu 3 fois"})
    article = read_article(
        raw.replace(b"<style>", f"<script type='application/ld+json'>{linked}</script><style>".encode()), "a.html"
    )
    for said in (article.text, article.title):
        said.encode()
        assert "\0" not in said


# Refusals


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        ("a.pdf", locked(pdf(), "secret"), "protected by a password. Save a copy without one"),
        ("a.pdf", pdf()[:300], "The PDF is damaged"),
        ("a.pdf", b"%PDF-1.4\n" + b"x" * 500, "The PDF is damaged"),
        ("a.pdf", pdf([], []), "holds no text: it is a scan"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "protected by a password, or an old .doc"),
        ("a.docx", word()[:-200], "damaged or no .docx"),
        ("a.docx", zipped({"a.txt": b"x"}), "damaged or no .docx"),
        ("a.docx", b"Un port vendu", "damaged or no .docx"),
        ("a.docx", word("", " "), "The document holds no text"),
        ("a.html", b"<html><body><script>render('14 milliards')</script></body></html>", "No article was found"),
        ("a.htm", b"<!-- -->", "No article|no page"),
    ],
)
def test_what_cannot_be_read_is_named_with_what_to_do(name: str, raw: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read_article(raw, name)


def test_a_pdf_that_opens_without_a_password_is_read() -> None:
    assert STORY[0] in read_article(locked(pdf(), ""), "a.pdf").text


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.html"])
def test_a_file_over_the_limit_is_refused_before_it_is_parsed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "run_apart", lambda *_given, **_bounds: pytest.fail("it was parsed"))
    with pytest.raises(UnreadableFile, match="larger than 20 MB"):
        read_article(b"%PDF" + b" " * MAX_BYTES, name)


@pytest.mark.parametrize(
    "bomb",
    [
        zipped({"word/media/a.bin": b"\0" * 30_000_000}, beside=word()),
        zipped({f"word/{number}.xml": b"x" for number in range(docxfile.MAX_MEMBERS)}, beside=word()),
        zipped({f"{number}.bin": b"\0" * 990_000 for number in range(110)}, beside=word()),
    ],
    ids=["ratio", "members", "size"],
)
def test_a_word_bomb_is_refused_before_it_is_unpacked(bomb: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "Document", lambda _file: pytest.fail("it was unpacked"))
    with pytest.raises(UnreadableFile, match="unpacks to far more"):
        extract_docx(bomb, "")


def test_a_pdf_bomb_ends_with_a_refusal_and_not_with_the_memory() -> None:
    packed = zlib.compress(b"(a) Tj " * 20_000_000, 1)
    plain = pdf(["x"])
    start, end = plain.index(b"<< /Length"), plain.index(b"endstream")
    stream = b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\n" % (len(packed), packed)
    with pytest.raises(UnreadableFile):
        read_article(plain[:start] + stream + plain[end:], "a.pdf")


# Bounds of the process apart


def test_a_document_that_takes_too_long_is_given_up() -> None:
    began = time.monotonic()
    assert apart.run_apart("import time; time.sleep(30)", b"", seconds=0.5) is None
    assert time.monotonic() - began < 10


def test_a_page_on_which_its_library_takes_quadratic_time_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", 3.0)
    with pytest.raises(UnreadableFile, match="more time or memory"):
        read_article(page(*STORY, "<td>3" * 60_000), "a.html")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="memory is bound on Linux")
def test_a_document_that_takes_too_much_memory_is_given_up() -> None:
    start = "answer_as_json(lambda raw: {'size': len(bytearray(700_000_000))})"
    assert apart.run_apart(start, b"", seconds=20, memory=500_000_000) is None
    assert apart.run_apart(start, b"", seconds=20, memory=2_000_000_000) == {"size": 700_000_000}


def test_the_process_apart_knows_none_of_the_desks_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "a secret")
    start = "import os; answer_as_json(lambda raw: dict(os.environ))"
    said = apart.run_apart(start, b"", seconds=20)
    assert said is not None
    assert "SECRET_KEY" not in said
    assert "DATABASE_URL" not in said


@pytest.mark.parametrize("unit", ["<p>La ville vend 3 quais.</p>", "<div>", "<a href=x>3 b</a>", "<p>3</p>", "&nbsp;"])
def test_hostile_pages_are_read_in_linear_time(unit: str) -> None:
    def seconds(size: int) -> float:
        raw = page(*STORY, unit * (size // len(unit)))
        began = time.process_time()
        extract_html(raw, "")
        return time.process_time() - began

    seconds(1_000)
    short = min(seconds(25_000) for _ in range(3))
    assert min(seconds(200_000) for _ in range(2)) < 8 * 3 * max(short, 0.02)  # 8 where linear, 64 where quadratic


def test_a_folders_articles_of_every_format_are_found(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.DOCX", "c.html", "d.htm", "e.md", "f.txt", "g.doc", ".h.pdf"):
        (tmp_path / name).write_bytes(b"x")
    assert [file.name for file in article_files(tmp_path)] == ["a.pdf", "b.DOCX", "c.html", "d.htm", "e.md", "f.txt"]


def test_a_page_without_a_head_says_nothing_of_itself() -> None:
    from lxml import html

    assert read_head(html.document_fromstring("<p>Un port</p>")) == {}
