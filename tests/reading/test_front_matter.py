from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.reading.article import UnreadableFile
from sources.reading.front_matter import read_front_matter


def refusal(block: str) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read_front_matter(f"---\n{block}\n---\nLe texte.")
    return str(refused.value)


def test_every_documented_key_is_read() -> None:
    front = read_front_matter(
        '---\ntitle: "Un port : 3 M€"\npublisher: Le Courrier\nauthor: Jeanne Roy\npublished: 2025-03-03\n'
        "language: fr-CA\nurl: https://example.org/port?a=1\norigin: AFP\nreconstructed: true\n---\nLe texte."
    )
    assert front.stated["title"] == "Un port : 3 M€"
    assert front.stated["url"] == "https://example.org/port?a=1"
    assert front.published_on == date(2025, 3, 3)
    assert front.reconstructed


def test_values_are_text_whatever_they_look_like() -> None:
    stated = read_front_matter("---\ntitle: 14_3\npublisher: no\nauthor: 0x1F\norigin: ~\n---\n").stated
    assert stated == {"title": "14_3", "publisher": "no", "author": "0x1F", "origin": "~"}


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_the_span_covers_both_fences_whatever_the_line_ends(newline: str) -> None:
    text = newline.join(["---", "title: Un port", "url:", "---  ", "Le texte."])
    front = read_front_matter(text)
    assert text[front.span[1] :] == "Le texte."
    assert front.stated == {"title": "Un port", "url": ""}


@pytest.mark.parametrize("text", ["Le texte.\n---\ntitle: x\n---\n", "-----\nLe texte", " ---\ntitle: x\n---\n", ""])
def test_fences_elsewhere_than_at_the_very_start_are_text(text: str) -> None:
    assert read_front_matter(text).span == (0, 0)


@pytest.mark.parametrize("text", ["---\n---\nLe texte.", "---\n# rien\n---\nLe texte."])
def test_front_matter_may_be_empty(text: str) -> None:
    front = read_front_matter(text)
    assert front.stated == {}
    assert text[front.span[1] :] == "Le texte."


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        ("title: x\ntitel: y", "line 3: unknown key 'titel'; known are title, publisher"),
        ("url:\nurl: https://a.org", "line 3: url is given twice"),
        ("published: 03/03/2025", "line 2: published is '03/03/2025'; expected is a day as YYYY-MM-DD"),
        ("published: 2025-02-30", "expected is a day as YYYY-MM-DD"),
        ("published: 20250303", "expected is a day as YYYY-MM-DD"),
        ("published: ٢٠٢٥-٠٣-٠٣", "expected is a day as YYYY-MM-DD"),
        ("language: French", "line 2: language is 'French'; expected is a BCP 47 tag"),
        ("url: javascript:alert(1)", "expected is an address"),
        ("url: https://a.org/<b>", "expected is an address"),
        ("reconstructed: maybe", "expected is true or false"),
        ("title: Le pari : 3 M€", "line 2: mapping values are not allowed here; put a value that holds a colon"),
        ("title: &a x\nauthor: *a", "line 2: anchors"),
        ("title: x\nauthor: *a", "line 3: aliases"),
        ("title: !!python/object/apply:os.system [id]", "line 2: tags|line 2: lists"),
        ("title: !!str x", "line 2: tags"),
        ("title: [x]", "line 2: lists"),
        ("- x", "line 2: lists"),
        ("title:\n  fr: x", "line 3: nested"),
        ("{title: x,\n{author: y}: z}", "line 3: nested"),
        ("title: x\n...\nauthor: y", "Front matter, line"),
        ("just words", "line 2: it is no list of keys"),
        ('title: "a\\0b"', "line 2: title holds a control character"),
        ('title: "a\\ud800b"', "title holds a control character"),
        ('title: "\\UFFFFFFFF"', "a character that YAML does not allow"),
        ("title: |\n  a\n  b", "one line of text"),
        ("title: " + "x" * 501, "title is longer than 500"),
        ("author: " + "x" * 201, "author is longer than 200"),
        ("title: a\x07b", "a character that YAML does not allow"),
        ("title: " + "[" * 1000, "line 2: lists"),
        ("? " * 500 + "title", "Front matter, line"),
        ("title: " + "x" * 9000, "no line --- closes it within 8000"),
        ("# " + "x" * 9_000_000, "no line --- closes it within 8000"),
    ],
)
def test_what_is_not_a_flat_list_of_known_keys_is_refused_with_its_line(block: str, reason: str) -> None:
    said = refusal(block)
    assert any(part in said for part in reason.split("|")), said


def test_front_matter_that_is_not_closed_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="no line --- closes it"):
        read_front_matter("---\ntitle: x\nLe texte.")


@given(st.text(max_size=200))
def test_any_block_is_read_or_refused(block: str) -> None:
    with suppress(UnreadableFile):
        stated = read_front_matter(f"---\n{block}\n---\nLe texte.").stated
        assert all("\n" not in value and "\0" not in value for value in stated.values())
