"""Percents, points, ages, durations, measures, ratios and ranks."""

import pytest

from tests.figures.printed import bounds, one, quotes, read


@pytest.mark.parametrize(
    ("text", "language", "kind", "interval", "unit"),
    [
        ("une part de 49 %", "fr", "percent", "[49, 49]", "%"),
        ("une part de 49%", "fr", "percent", "[49, 49]", "%"),
        ("une hausse de vingt pour cent", "fr", "percent", "[20, 20]", "%"),
        ("un recul de 0,5 point", "fr", "points", "[0.5, 0.5]", "pp"),
        ("un recul de 3 points de pourcentage", "fr", "points", "[3, 3]", "pp"),
        ("une baisse de 25 points de base", "fr", "points", "[25, 25]", "bp"),
        ("a rise of half a percentage point", "en", "points", "[0.5, 0.5]", "pp"),
        ("a rise of 120 bps", "en", "points", "[120, 120]", "bp"),
        ("5.5pc more", "en-GB", "percent", "[5.5, 5.5]", "%"),
        ("un centre de 2 gigawatts", "fr", "measure", "[2, 2]", "GW"),
        ("un parc de 800 MW", "fr", "measure", "[800, 800]", "MW"),
        ("sur 16.000 hectares", "fr", "measure", "[16000, 16000]", "ha"),
        ("sur 74 km²", "fr", "measure", "[74, 74]", "km²"),
        ("un fichier de 2 Go", "fr", "measure", "[2, 2]", "GB"),
        ("34 000 tonnes par an", "fr", "measure", "[34000, 34000]", "t"),
        ("a six-mile trip", "en", "measure", "[6, 6]", "mi"),
        ("12 inches of rain", "en", "measure", "[12, 12]", "in"),
        ("3 ans de prison", "fr", "duration", "[3, 3]", "year"),
        ("pendant 48 heures", "fr", "duration", "[48, 48]", "hour"),
        ("une heure et demie", "fr", "duration", "[1.5, 1.5]", "hour"),
        ("a four-year contract", "en", "duration", "[4, 4]", "year"),
    ],
)
def test_units_tell_the_kind(text: str, language: str, kind: str, interval: str, unit: str) -> None:
    reading = one(text, language)
    assert (reading.kind, bounds(reading.said), reading.unit) == (kind, interval, unit)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("devenu milliardaire à 24 ans", "fr"),
        ("Alice Martin, 24 ans, dirige le groupe", "fr"),
        ("une femme âgée de 24 ans", "fr"),
        ("le patron de 24 ans", "fr"),
        ("Elle a 24 ans", "fr"),
        ("Elle n'avait que 24 ans", "fr"),
        ("a 24-year-old engineer", "en"),
        ("she was 24 years old", "en"),
        ("Alice Martin, 24, runs the group", "en"),
        ("founded at the age of 24", "en"),
    ],
)
def test_ages(text: str, language: str) -> None:
    reading = one(text, language)
    assert (reading.kind, bounds(reading.said), bounds(reading.compared), reading.unit) == (
        "age",
        "[24, 24]",
        "[24, 24]",
        "year",
    )


@pytest.mark.parametrize(
    "text", ["24 ans de service", "depuis 24 ans", "Il y a 24 ans", "un bail de 24 ans", "un emprunt à 24 ans"]
)
def test_years_that_are_nobodys_age(text: str) -> None:
    assert one(text).kind == "duration"


def test_an_age_group_is_bounded() -> None:
    reading = one("Les moins de 25 ans votent")
    assert (reading.kind, bounds(reading.said)) == ("age", "[, 25)")


@pytest.mark.parametrize(
    ("text", "language", "interval", "unit"),
    [
        ("près du double des dépenses", "fr", "[1.8, 2]", "x"),
        ("une valeur plus que doublée", "fr", "(2, ]", "x"),
        ("les deux tiers des voix", "fr", "[0.641667, 0.691667]", ""),
        ("la moitié des voix", "fr", "[0.475, 0.525]", ""),
        ("un cinquième des voix", "fr", "[0.175, 0.225]", ""),
        ("plus d'un tiers des voix", "fr", "(0.333333, ]", ""),
        ("un Français sur cinq", "fr", "[0.175, 0.225]", ""),
        ("plus d'un Français sur cinq", "fr", "(0.2, ]", ""),
        ("trois fois plus de voix", "fr", "[3, 3]", "x"),
        ("un gain multiplié par dix", "fr", "[10, 10]", "x"),
        ("one in five households", "en", "[0.175, 0.225]", ""),
        ("two-thirds of the votes", "en", "[0.641667, 0.691667]", ""),
        ("profit nearly doubled", "en", "[1.8, 2]", "x"),
        ("three times as large", "en", "[3, 3]", "x"),
    ],
)
def test_ratios(text: str, language: str, interval: str, unit: str) -> None:
    reading = one(text, language)
    low, high = (None if end is None else round(end, 6) for end in (reading.said.low, reading.said.high))
    shown = bounds(type(reading.said)(low, high, reading.said.low_open, reading.said.high_open))
    assert (reading.kind, shown, reading.unit) == ("ratio", interval, unit)


@pytest.mark.parametrize(
    ("text", "language", "rank"),
    [
        ("le deuxième plus important accord", "fr", 2),
        ("la septième économie mondiale", "fr", 7),
        ("la 2e banque du pays", "fr", 2),
        ("the second-largest lender", "en", 2),
        ("ranked 3rd in Europe", "en", 3),
        ("the fourth insurer to be hit", "en", 4),
    ],
)
def test_ranks(text: str, language: str, rank: int) -> None:
    reading = one(text, language)
    assert (reading.kind, bounds(reading.compared), reading.unit) == ("ordinal", f"[{rank}, {rank}]", "")


def test_ordinals_that_tell_no_rank() -> None:
    assert quotes("Le premier ministre, au premier plan, pour la première fois, en second lieu.") == []
    assert quotes("At first, the first lady had second thoughts about the 21st century.", "en") == []


def test_points_of_sale_are_counted() -> None:
    assert read("elle a 300 points de vente")[0].kind == "count"


def test_a_length_in_two_units_is_one_figure() -> None:
    reading = one("He is 5 feet 6 inches tall.", "en")
    assert (reading.quote, reading.unit, bounds(reading.said)) == ("5 feet 6 inches", "ft", "[5.5, 5.5]")


def test_a_duration_in_two_units_is_one_figure() -> None:
    reading = one("La panne a duré 6 heures et 30 minutes.")
    assert (reading.kind, reading.unit, bounds(reading.said)) == ("duration", "hour", "[6.5, 6.5]")


def test_points_of_an_index_or_a_game_are_counted() -> None:
    assert one("L'indice a gagné 30 points en séance.").kind == "count"
    assert one("The team scored 30 points.", "en").unit == "point"
    assert one("Le taux a gagné 3 points.").unit == "pp"


def test_a_third_party_is_no_third() -> None:
    assert read("Il faut l'avis d'un tiers, expert indépendant.") == []
    assert [reading.quote for reading in read("La baisse d'un tiers, approuvée par un tiers des élus.")] == [
        "un tiers"
    ] * 2
