"""Who says a figure, and as of when it holds."""

import pytest

from tests.figures.printed import one, read


@pytest.mark.parametrize(
    ("text", "language", "speaker"),
    [
        ("Selon plusieurs médias américains, la part est de 49 %.", "fr", "plusieurs médias américains"),
        ("La part est de 49 %, d'après le cabinet Forrester.", "fr", "le cabinet Forrester"),
        ("« La part est de 49 % », a déclaré Alice Martin.", "fr", "Alice Martin"),
        ("Alice Martin a indiqué que la part est de 49 %.", "fr", "Alice Martin"),
        ("La part, chiffrée par l'AFP à 49 %, est faible.", "fr", "l'AFP"),
        ("The stake is 49%, according to two bankers.", "en", "two bankers"),
        ("Alice Martin said the stake was 49%.", "en", "Alice Martin"),
        ("La part est de 49 %.", "fr", ""),
    ],
)
def test_the_speaker_is_the_one_of_the_sentence(text: str, language: str, speaker: str) -> None:
    reading = next(reading for reading in read(text, language) if reading.kind == "percent")
    assert reading.attribution == speaker


def test_a_speaker_does_not_reach_the_next_sentence() -> None:
    readings = read("Selon Forrester, la part est de 49 %. Le prix est de 12 euros.")
    assert [reading.attribution for reading in readings] == ["Forrester", ""]


def test_a_date_right_after_a_count_tells_as_of_when() -> None:
    reading = read("Le groupe comptait 1 200 salariés au 31 décembre 2024.")[0]
    assert reading.as_of == "2024-12-31"
    assert read("It had 1,200 workers as of June 2024.", "en")[0].as_of == "2024-06"


def test_the_one_day_in_the_sentence_of_a_toll_dates_it_everywhere() -> None:
    readings = read("Onze morts dans la vallée\n\nLe bilan, arrêté vendredi soir, est de onze morts.")
    assert [reading.as_of for reading in readings if reading.kind == "count"] == ["2025-06-13", "2025-06-13"]


@pytest.mark.parametrize(
    "text",
    [
        "Le groupe a payé 14 milliards de dollars en mai 2024.",
        "Le bilan est de 12 morts entre mardi et jeudi.",
        "Les ventes ont atteint 300 voitures jeudi.",
    ],
)
def test_a_date_that_is_not_tied_dates_nothing(text: str) -> None:
    assert {reading.as_of for reading in read(text)} == {""}


def test_one_reads_one() -> None:
    assert one("La part est de 49 %.").attribution == ""
