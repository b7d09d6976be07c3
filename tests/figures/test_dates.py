"""Dates and periods."""

from datetime import date

import pytest

from tests.figures.printed import days, one, quotes, read


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("le 21 novembre 2025", "2025-11-21..2025-11-21"),
        ("le 1er mars 2024", "2024-03-01..2024-03-01"),
        ("en mai 2024", "2024-05-01..2024-05-31"),
        ("en 2016", "2016-01-01..2016-12-31"),
        ("fin 2025", "2025-09-01..2025-12-31"),
        ("début avril 2024", "2024-04-01..2024-04-10"),
        ("à la mi-juin 2024", "2024-06-11..2024-06-20"),
        ("fin mars 2024", "2024-03-21..2024-03-31"),
        ("au T4 2026", "2026-10-01..2026-12-31"),
        ("au premier semestre 2026", "2026-01-01..2026-06-30"),
        ("au troisième trimestre 2024", "2024-07-01..2024-09-30"),
        ("le 12/06/2025", "2025-06-12..2025-06-12"),
        ("le 2025-06-12", "2025-06-12..2025-06-12"),
        ("le 12.06.2025", "2025-06-12..2025-06-12"),
        ("pour l'exercice 2024-25", "2024-01-01..2025-12-31"),
        ("du 3 au 12 juin 2024", "2024-06-03..2024-06-12"),
        ("de 2019 à 2023", "2019-01-01..2023-12-31"),
        ("entre janvier et mars 2024", "2024-01-01..2024-03-31"),
        ("dans les années 1990", "1990-01-01..1999-12-31"),
        ("depuis 2019", "2019-01-01..2019-12-31"),
        ("d’ici fin 2025", "..2025-12-31"),
        ("d'ici à 2030", "..2030-12-31"),
        ("avant 2030", "..2029-12-31"),
        ("après 2030", "2031-01-01.."),
        ("l'an dernier", "2024-01-01..2024-12-31"),
        ("jeudi", "2025-06-12..2025-06-12"),
    ],
)
def test_french_dates(text: str, span: str) -> None:
    reading = one(f"cela a eu lieu {text}.")
    assert (reading.kind, days(reading.said), reading.unit) == ("date", span, "date")
    assert reading.said == reading.compared


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("on May 5, 2025", "2025-05-05..2025-05-05"),
        ("on 5 May 2025", "2025-05-05..2025-05-05"),
        ("on the 4th of July 2024", "2024-07-04..2024-07-04"),
        ("in early March 2024", "2024-03-01..2024-03-10"),
        ("in mid-June 2024", "2024-06-11..2024-06-20"),
        ("in the second quarter of 2024", "2024-04-01..2024-06-30"),
        ("in the first half of 2028", "2028-01-01..2028-06-30"),
        ("in Q3 2024", "2024-07-01..2024-09-30"),
        ("June 3-5, 2024", "2024-06-03..2024-06-05"),
        ("from May to October 2020", "2020-05-01..2020-10-31"),
        ("by the end of 2026", "..2026-12-31"),
        ("in the 1990s", "1990-01-01..1999-12-31"),
        ("on Dec. 31, 1994", "1994-12-31..1994-12-31"),
    ],
)
def test_english_dates(text: str, span: str) -> None:
    assert days(one(f"it happened {text}", "en-GB").said) == span


def test_the_year_left_out_is_the_one_that_fits_publication() -> None:
    reading = one("le 13 juin", published_on=date(2025, 6, 15))
    assert (days(reading.said), reading.assumed) == ("2025-06-13..2025-06-13", ("year",))
    assert days(one("en décembre", published_on=date(2025, 1, 10)).said) == "2024-12-01..2024-12-31"
    assert days(one("le vote prévu le 15 décembre", published_on=date(2025, 6, 1)).said)[:4] == "2025"


def test_without_a_publication_date_the_usual_year_of_the_text_is_assumed() -> None:
    readings = read("Fondée en 2019, cotée en 2023, revendue en mars puis en 2023.", published_on=None)
    month = next(reading for reading in readings if reading.quote == "mars")
    assert (days(month.said), month.assumed) == ("2023-03-01..2023-03-31", ("year",))


def test_with_no_year_anywhere_the_date_stays_open() -> None:
    reading = one("le 13 juin", published_on=None)
    assert (days(reading.said), reading.assumed) == ("..", ("year",))


def test_relative_days_need_a_publication_date() -> None:
    assert read("cela a eu lieu jeudi, comme l'an dernier", published_on=None) == []


def test_day_and_month_follow_the_region() -> None:
    assert days(one("on 03/04/2025", "en-US").said) == "2025-03-04..2025-03-04"
    assert days(one("on 03/04/2025", "en-GB").said) == "2025-04-03..2025-04-03"
    assert one("on 03/04/2025", "en-GB").alternatives == ()


def test_swappable_day_and_month_keep_both_readings_where_nothing_settles_it() -> None:
    reading = one("on 03/04/2025", "en")
    assert days(reading.said) == "2025-04-03..2025-04-03"
    assert [(other.why, days(other.said)) for other in reading.alternatives] == [
        ("day-month", "2025-03-04..2025-03-04")
    ]
    assert one("on 23/04/2025", "en").alternatives == ()


def test_a_weekday_that_does_not_fit_is_a_finding() -> None:
    assert one("le vendredi 12 juin 2025").findings == ("weekday",)
    assert one("le jeudi 12 juin 2025").findings == ()


@pytest.mark.parametrize(
    "text",
    ["2 000 salariés", "les 2000 salariés", "plus de 2000 clients", "2000 euros", "l'article 2024", "Vision 2030"],
)
def test_four_digits_are_not_always_a_year(text: str) -> None:
    assert all(reading.kind != "date" for reading in read(f"on a vu {text} ici"))


@pytest.mark.parametrize("text", ["It may be late.", "They march on.", "A second later.", "You may, in short, go."])
def test_english_words_that_are_months_elsewhere(text: str) -> None:
    assert quotes(text, "en") == []


def test_words_that_begin_or_end_something_else_are_no_dates() -> None:
    assert quotes("Il a mis fin à l'accord, au début d'une nouvelle course, un été.") == []


def test_a_weekday_in_a_name_is_no_date() -> None:
    assert quotes("It was the busiest Black Friday in the shops.", "en") == []
    assert quotes("On Friday it rained. Friday was wet.", "en") == ["Friday", "Friday"]
