from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.reading.article import UnreadableFile
from sources.reading.decode import CHOICES, decode

STORABLE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@pytest.mark.parametrize(
    ("raw", "codec"),
    [
        ("Déjà 3 €".encode(), "utf-8"),
        ("Déjà 3 €".encode("utf-8-sig"), "utf-8-sig"),
        (b"\xff\xfe" + "Déjà 3 €".encode("utf-16-le"), "utf-16"),
        (b"\xfe\xff" + "Déjà 3 €".encode("utf-16-be"), "utf-16"),
    ],
)
def test_text_is_decoded_on_the_evidence_of_its_bytes(raw: bytes, codec: str) -> None:
    assert decode(raw) == ("Déjà 3 €", codec)


@given(STORABLE)
def test_utf8_text_comes_back_unchanged(text: str) -> None:
    raw = text.encode()
    decoded, codec = decode(raw)
    assert raw.decode(codec) == decoded
    assert decoded == text.removeprefix("\ufeff")


@given(STORABLE, st.sampled_from(["utf-16-le", "utf-16-be"]))
def test_marked_utf16_text_comes_back_unchanged(text: str, codec: str) -> None:
    assert decode(("\ufeff" + text).encode(codec))[0] == text


@given(st.binary(), st.sampled_from(["", *CHOICES]))
def test_any_bytes_are_decoded_by_the_codec_that_is_named_or_refused(raw: bytes, encoding: str) -> None:
    with suppress(UnreadableFile):
        text, codec = decode(raw, encoding)
        assert raw.decode(codec) == text
        assert "\0" not in text


def test_line_ends_direction_marks_and_zero_width_characters_stay() -> None:
    text = "a\r\nb\rc\u200bd\u202ee\u2028f"
    assert decode(text.encode())[0] == text


def test_what_is_not_utf8_is_refused_with_the_place_and_a_way_out() -> None:
    with pytest.raises(UnreadableFile, match=r"Byte 4 \(0x80\) is not valid utf-8.*cp1252"):
        decode("3,5 €".encode("cp1252"))


def test_an_encoding_that_an_editor_chose_is_used() -> None:
    assert decode("3,5 M€ l’an".encode("cp1252"), "CP1252") == ("3,5 M€ l’an", "cp1252")
    assert decode("été".encode("latin-1"), "Latin-1") == ("été", "iso-8859-1")


def test_a_chosen_encoding_that_fails_is_refused() -> None:
    with pytest.raises(UnreadableFile, match=r"Byte 0 \(0x81\) is not valid cp1252"):
        decode(b"\x81", "cp1252")


@pytest.mark.parametrize(
    "encoding", ["idna", "utf-7", "unicode_escape", "rot13", "zlib", "no such", "x" * 10_000, "a\0b"]
)
def test_an_encoding_that_is_no_choice_is_refused(encoding: str) -> None:
    with pytest.raises(UnreadableFile, match="choose one of utf-8"):
        decode(b"abc", encoding)


def test_a_choice_that_contradicts_the_byte_order_mark_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="byte order mark of UTF-8, but cp1252"):
        decode(b"\xef\xbb\xbfabc", "cp1252")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_named_as_that(codec: str) -> None:
    with pytest.raises(UnreadableFile, match=f"UTF-16 without a byte order mark.*choose the encoding {codec}"):
        decode("Un déficit de 3 M€ pour la ville".encode(codec))


def test_nul_characters_are_refused_whatever_the_encoding() -> None:
    with pytest.raises(UnreadableFile, match="Byte 3 is NUL"):
        decode(b"abc\0" + b"def" * 20)
    with pytest.raises(UnreadableFile, match="character 3"):
        decode(b"abc\0def", "cp1252")
    with pytest.raises(UnreadableFile, match="character 1"):
        decode("\ufeffa\0b".encode("utf-16-le"))


def test_lone_surrogates_are_refused() -> None:
    with pytest.raises(UnreadableFile, match="Byte 1"):
        decode("a\ud800b".encode("utf-8", "surrogatepass"))
    with pytest.raises(UnreadableFile, match="not valid utf-16"):
        decode("\ufeffa\ud800b".encode("utf-16-le", "surrogatepass"))


def test_utf32_is_refused_by_its_name() -> None:
    with pytest.raises(UnreadableFile, match="UTF-32"):
        decode("\ufeffabc".encode("utf-32-le"))
