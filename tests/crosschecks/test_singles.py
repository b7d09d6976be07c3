"""Checks of one claim without arithmetic on two others."""

from claims.crosschecks import check, sentence
from tests.crosschecks.made import dossier
from tests.crosschecks.test_relations import only, values


def said(texts: list[str], claims: dict[str, list[str]], language: str = "fr") -> tuple[str, str]:
    finding = only(dossier(texts, claims, "fr"))
    return finding.check, sentence(finding, language).replace("\u00a0", " ").replace("\u202f", " ")


def test_the_weekday_in_print_picks_the_day() -> None:
    texts = ["L’accord est signé le jeudi 12 juin 2025 à Lyon.", "L’accord est signé le 13 juin 2025 à Lyon."]
    name, words = said(texts, {"signature": ["jeudi 12", "12 juin", "13 juin"]})
    assert name == "weekday"
    assert words == "Le jour imprimé est un jeudi : c’est le cas de 12 juin 2025, mais pas de 13 juin 2025."


def test_a_weekday_that_does_not_fit_its_own_date_speaks_for_the_rival() -> None:
    texts = ["L’accord est signé le 12 juin 2025 à Lyon.", "L’accord est signé le jeudi 13 juin 2025 à Lyon."]
    finding = only(dossier(texts, {"signature": ["12 juin", "13 juin", "jeudi 13"]}))
    assert values(finding, finding.fits) == {739_414}
    assert values(finding, finding.excludes) == {739_415}


def test_a_weekday_alone_does_not_prove_itself() -> None:
    texts = ["L’accord est signé jeudi à Lyon.", "L’accord est signé le 13 juin 2025 à Lyon."]
    assert check(*dossier(texts, {"signature": ["jeudi", "13 juin"]})) == []


def test_two_weekdays_in_print_decide_nothing() -> None:
    texts = ["L’accord est signé le jeudi 12 juin 2025.", "L’accord est signé le vendredi 13 juin 2025."]
    assert check(*dossier(texts, {"signature": ["jeudi 12", "12 juin", "13 juin", "vendredi 13"]})) == []


def test_a_date_in_words_exposes_swapped_digits() -> None:
    texts = ["L’accord est signé le 7 avril 2025 à Lyon.", "L’accord est signé le 04/07/2025 à Lyon."]
    name, words = said(texts, {"signature": ["7 avril", "04/07"]}, "en")
    assert name == "swap"
    assert words == (
        "July 4, 2025 is April 7, 2025 with day and month swapped; only April 7, 2025 is printed in words."
    )


def test_a_number_that_others_print_in_another_currency_is_shown() -> None:
    texts = [
        "Belcourt est vendu 210 millions d’euros, prix d’achat confirmé.",
        "Belcourt est vendu, au prix d’achat de 185 millions de livres.",
        "Le prix d’achat de Belcourt : 210 millions de livres.",
    ]
    prints = {"en euros": ["210 millions d’euros"], "prix": ["185 millions", "210 millions de livres"]}
    finding = only(dossier(texts, prints))
    assert (finding.check, finding.result) == ("currency", None)
    assert values(finding, finding.excludes) == {210_000_000}
    assert values(finding, finding.fits) == {185_000_000}


def test_points_printed_as_percent_are_told_apart() -> None:
    texts = [
        "Le taux passe de 40 % en 2023 à 42 %, en hausse de 5 %.",
        "Le taux passe de 40 % en 2023 à 42 %, en hausse de 2 %.",
    ]
    finding = only(dossier(texts, {"avant": ["40 %"], "après": ["42 %"], "hausse": ["5 %", "2 %"]}))
    assert finding.check == "points"
    assert values(finding, finding.fits) == {5}
    assert values(finding, finding.excludes) == {2}


def test_an_age_is_held_against_the_year_of_birth() -> None:
    texts = ["Anne Merle, née en 1980, dirige le groupe. Anne Merle, 45 ans, part.", "Anne Merle, 52 ans, quitte tout."]
    name, words = said(texts, {"naissance": ["1980"], "âge": ["45 ans", "52 ans"]})
    assert name == "age"
    assert words.startswith("D’après 1980 (naissance), l’âge est de 44 à 45 ans")


def test_the_birth_of_another_person_says_nothing_of_an_age() -> None:
    texts = [
        "Louis Tarde, né en 1980, dirige le port.",
        "Anne Merle, 45 ans, part.",
        "Anne Merle, 52 ans, quitte tout.",
    ]
    assert check(*dossier(texts, {"naissance": ["1980"], "âge": ["45 ans", "52 ans"]})) == []


def test_an_article_cannot_report_what_happens_after_it() -> None:
    texts = ["L’accord a été signé le 13 juin 2025 à Lyon.", "L’accord a été signé le 21 novembre 2025 à Lyon."]
    name, words = said(texts, {"signature": ["13 juin", "21 novembre"]})
    assert name == "reported"
    assert words == (
        "Un article du 20 juin 2025 en parle déjà au passé :"
        " cela convient à 13 juin 2025, mais exclut 21 novembre 2025."
    )


def test_a_date_that_is_still_to_come_for_all_decides_nothing() -> None:
    texts = ["L’accord sera signé le 13 septembre 2025.", "L’accord sera signé le 21 novembre 2025."]
    assert check(*dossier(texts, {"signature": ["13 septembre", "21 novembre"]})) == []
