"""Work grows with the length of a text and not faster, however hostile it is.

Work is counted in function calls, so that the tests say the same on a busy machine.
"""

import sys
from types import FrameType
from typing import Any

import pytest

from claims.figures.reader import read_figures

SIZE = 1_000
HOSTILE = {
    "digits": "1",
    "dotted digits": "1.",
    "comma digits": "1,",
    "dashed digits": "1-",
    "slashed digits": "1/",
    "grouped digits": " 000",
    "spaced digits": "1 ",
    "nested of": "de de de ",
    "articles": "un ",
    "hedges": "plus de ",
    "scales": "million ",
    "hundreds": "cent ",
    "twenties": "quatre vingt ",
    "halves": "half a ",
    "months": "juin ",
    "years": "2024-",
    "dashes": "– ",
    "lists": "1 et ",
    "short lists": "1 et 2 et 3 et 4 ou rien ",
    "shares": "5 % ",
    "speakers": "selon ",
    "sayings": "a dit que ",
    "addresses": "a@",
    "dollars": "$",
    "spaces": " ",
    "line feeds": "\n",
    "wrapped lines": "\na",
    "Arabic digits": "٣",
    "zero width": "\u200b1",
    "bidi": "\u202e1",
    "combining": "e\u0301",
    "brackets": "(",
    "apostrophes": "d'",
}


def calls(text: str, language: str) -> int:
    """How many functions reading a text calls, Python's own and built-in ones."""
    counted = 0

    def count(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    previous = sys.getprofile()
    sys.setprofile(count)
    try:
        read_figures(text, language)
    finally:
        sys.setprofile(previous)
    return counted


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_twice_the_text_is_at_most_about_twice_the_work(piece: str, language: str) -> None:
    repeats = SIZE // len(piece)
    read_figures(piece * 8, language)
    short, long = calls(piece * repeats, language), calls(piece * 2 * repeats, language)
    assert long < 2.3 * short + 500


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_costs_a_bounded_number_of_calls_a_character(piece: str) -> None:
    text = piece * (SIZE // len(piece))
    read_figures(text, "fr")
    assert calls(text, "fr") < 400 * len(text) + 20_000


def test_a_very_long_number_is_no_figure() -> None:
    assert read_figures("1" * 200_000, "fr") == []
    assert read_figures("1" * 5_000, "en") == []


@pytest.mark.parametrize("piece", ["12-", "3, ", "cent deux ", "juin 2024, ", "1 et "])
def test_a_row_of_very_many_numbers_holds_no_figure(piece: str) -> None:
    assert read_figures(piece * 30, "fr") == []
    assert [reading.quote for reading in read_figures(piece * 30 + "rien, puis 12 % de hausse", "fr")] == ["12 %"]


def test_a_list_of_a_few_numbers_with_a_unit_is_read() -> None:
    assert len(read_figures("11, 12, 13, 14, 15, 16, 17 et 18 % selon les années", "fr")) == 8


def test_a_very_long_run_of_spaces_separates() -> None:
    text = "14 %" + " " * 100_000 + "de hausse en 2024"
    assert [reading.quote for reading in read_figures(text, "fr")] == ["14 %", "2024"]
