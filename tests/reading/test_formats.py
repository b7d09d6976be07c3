import hashlib
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.reading import formats
from sources.reading.article import Article, UnreadableFile
from sources.reading.extracted import Extracted
from sources.reading.formats import MAX_BYTES, MAX_CHARACTERS, accepted_extensions, read_article
from tests.reading.pages import ENGLISH_PAGE, FRENCH_PAGE

PIECES = st.sampled_from(
    [*FRENCH_PAGE.splitlines(True), *ENGLISH_PAGE.splitlines(True), "---\n", "title: x\n", "\r", "\u2028", "(source)"]
)
TEXTS = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=30)), max_size=30).map("".join))


def assert_holds_together(article: Article) -> None:
    """What every Article promises."""
    assert len(article.raw) <= MAX_BYTES
    assert article.raw.decode(article.encoding) == article.text
    assert article.sha256 == hashlib.sha256(article.raw).hexdigest()
    assert all(0 <= start < end <= len(article.text) for start, end in article.masks)
    assert all(first[1] < second[0] for first, second in zip(article.masks, article.masks[1:], strict=False))
    assert article.title
    assert all(getattr(article, field) for field in article.guessed)


@given(TEXTS)
def test_any_text_becomes_an_article_that_holds_together_or_is_refused(text: str) -> None:
    with suppress(UnreadableFile):
        assert_holds_together(read_article(text.encode("utf-8", "surrogatepass"), "a.md"))


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_a_text_below_a_headline_is_never_refused(text: str) -> None:
    assert_holds_together(read_article(f"Un port vendu\n{text}".encode(), "a.txt"))


@given(st.binary(), st.text())
def test_any_bytes_under_any_name_are_read_or_refused(raw: bytes, name: str) -> None:
    for file in (name, name + ".txt"):
        with suppress(UnreadableFile):
            assert_holds_together(read_article(raw, file))


def test_the_text_is_the_bytes_with_their_line_ends() -> None:
    article = read_article(b"\xef\xbb\xbfUn port\r\nvendu\rpour 3 M\r\n", "a.TXT")
    assert article.text == "Un port\r\nvendu\rpour 3 M\r\n"
    assert (article.extractor, article.encoding) == ("plain text", "utf-8-sig")


def test_a_chosen_encoding_is_kept_with_the_article() -> None:
    article = read_article("Un port vendu 3 M€".encode("cp1252"), "a.txt", encoding="cp1252")
    assert article.text == "Un port vendu 3 M€"
    assert (article.encoding, article.notes[-1]) == ("cp1252", "encoding: cp1252")


@pytest.mark.parametrize("name", ["a.pages", "a", "", "a.txt.exe", ".txt", "a.\u202etxt", "..\\a.doc", "a.\0"])
def test_an_extension_that_is_not_read_is_refused_with_those_that_are(name: str) -> None:
    with pytest.raises(UnreadableFile, match=r"accepted are \.docx, \.htm, \.html, \.md, \.pdf, \.txt"):
        read_article(b"Un port vendu", name)


def test_a_format_can_be_added(monkeypatch: pytest.MonkeyPatch) -> None:
    def shout(raw: bytes, _encoding: str) -> Extracted:
        return Extracted(raw.decode().upper(), "utf-8", extractor="shout", extractor_version="2")

    monkeypatch.setitem(formats.EXTRACTORS, ".loud", shout)
    article = read_article(b"---\ntitle: x\n---\nUn port vendu", "a.loud")
    assert (article.text, article.extractor, article.extractor_version) == (
        "---\nTITLE: X\n---\nUN PORT VENDU",
        "shout",
        "2",
    )
    assert ".loud" in accepted_extensions()


def test_a_file_over_the_limit_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(UnreadableFile, match="larger than 20 MB"):
        read_article(b"\xff" * (MAX_BYTES + 1), "a.txt")


def test_a_text_over_the_limit_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="longer than 2,000,000 characters"):
        read_article(b"a" * (MAX_CHARACTERS + 1), "a.txt")


@pytest.mark.parametrize("raw", [b"", b" \n\t\r\n", b"\n" * 1000])
def test_an_empty_file_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableFile, match="The file is empty"):
        read_article(raw, "a.txt")


@pytest.mark.parametrize(
    "text", ["\ufeff", "---\ntitle: Un port vendu\n---\n", "menu\nclose\n\nSource:\n\nLatest News\n", "…\n***\n"]
)
def test_a_file_without_a_story_is_refused(text: str) -> None:
    with pytest.raises(UnreadableFile, match="holds no story"):
        read_article(text.encode(), "a.txt")


def test_direction_marks_and_zero_width_characters_stay_in_the_text() -> None:
    text = "Un port\u200b vendu\n\u202eLa ville vend\u202c son port."
    assert read_article(text.encode(), "a.txt").text == text


@pytest.mark.parametrize(
    "unit",
    [
        " ", "(", "((a", "[", "a ", "menu\n", "3 mars 2025\n", "Par Jeanne Roy\n", "| AFP ", "a | ", "#a ", "- ",
        "à lire aussi\n", "9", "\u200b", "---\n", "a\n", ", ", "Par A", "© ", "tous droits ", "le 3 mars, ",
    ],
)  # fmt: skip
def test_hostile_text_is_read_in_linear_time(unit: str) -> None:
    def seconds(size: int) -> float:
        raw = ("Un port vendu 3 fois.\n" + unit * (size // len(unit))).encode()
        began = time.process_time()
        read_article(raw, "a.txt")
        return time.process_time() - began

    seconds(1_000)
    short = min(seconds(25_000) for _ in range(3))
    assert min(seconds(200_000) for _ in range(2)) < 8 * 3 * max(short, 0.005)  # 8 where linear, 64 where quadratic
