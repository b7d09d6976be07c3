"""As of when a figure holds. A date that is wrongly tied hides a dispute: most dates tie nothing."""

import pytest

from tests.figures.printed import read

TIED = [
    ("Le groupe comptait 1 200 salariés au 31 décembre 2024.", "fr", ["2024-12-31"]),
    ("La jeune pousse était valorisée à 14 milliards de dollars en mai 2024.", "fr", ["2024-05"]),
    ("Estimée à 14 milliards de dollars fin mars 2025, la firme recrute.", "fr", ["2025-03-31"]),
    ("En mai 2024, la firme était évaluée à 14 milliards de dollars.", "fr", ["2024-05"]),
    ("Fin 2024, le groupe employait 1 200 salariés.", "fr", ["2024-12-31"]),
    ("Le groupe a vendu 900 voitures, contre 800 en 2023.", "fr", ["", "2023"]),
    ("La part est de 12 %, contre 9 % en 2023.", "fr", ["", "2023"]),
    ("Le bilan s'établissait mardi soir à douze morts, contre neuf la veille.", "fr", ["2025-06-10", "2025-06-09"]),
    ("Le bilan est de 12 morts mardi. On compte aussi 30 blessés.", "fr", ["2025-06-10", "2025-06-10"]),
    ("Douze personnes ont péri dans le séisme de lundi, a indiqué mercredi la préfecture.", "fr", ["2025-06-11"]),
    ("It had 1,200 workers as of June 2024.", "en", ["2024-06"]),
    ("As of June 1, the group had 1,200 workers.", "en", ["2025-06-01"]),
    ("The firm was valued at $14 billion in May 2024.", "en", ["2024-05"]),
    ("At the end of June 2024, it employed 1,200 people.", "en", ["2024-06-30"]),
    ("Profit margins reached 12%, up from 9% in 2023.", "en", ["", "2023"]),
    ("The toll stood at 12 dead on Tuesday, up from nine a day earlier.", "en", ["2025-06-10", "2025-06-09"]),
    ("Twelve people died in Monday's quake, police said on Wednesday.", "en", ["2025-06-11"]),
    ("Au 30 juin 2024, 4 200 foyers étaient privés d'électricité.", "fr", ["2024-06-30"]),
    ("Mardi soir, 12 000 clients restaient sans courant.", "fr", ["2025-06-10"]),
    ("À 18 heures mardi, quelque 4 200 foyers étaient encore dans le noir.", "fr", ["2025-06-10"]),
    ("La pétition avait recueilli 18 000 signatures vendredi.", "fr", ["2025-06-13"]),
    ("Vendredi à midi, 18 000 personnes avaient signé la pétition.", "fr", ["2025-06-13"]),
    ("Les grévistes étaient 3 100 vendredi matin.", "fr", ["2025-06-13"]),
    ("Le vol a touché 1,2 million de clients, a indiqué jeudi l'assureur.", "fr", ["2025-06-12"]),
    ("Plus de 600 cas ont été recensés, a annoncé vendredi l'agence.", "fr", ["2025-06-13"]),
    ("Les pirates ont volé les données de 300 clients lundi, a indiqué mercredi le groupe.", "fr", ["2025-06-11"]),
    ("Le bilan s'alourdit à 14 morts mercredi, avant la visite attendue jeudi du ministre.", "fr", ["2025-06-11"]),
    ("Le bilan est de 12 morts mardi. Une dizaine d'autres sont toujours portées disparues.", "fr", ["2025-06-10"] * 2),
    ("By Friday, 18,400 people had signed.", "en", ["2025-06-13"]),
    ("As of Friday morning, 12,000 homes were without power.", "en", ["2025-06-13"]),
    ("On Friday morning, 12,000 homes were still without power.", "en", ["2025-06-13"]),
    ("Some 12,000 homes were still without power on Friday.", "en", ["2025-06-13"]),
    ("At 6 p.m. Thursday, 14,000 customers were without power.", "en", ["2025-06-12"]),
    ("On Monday, the firm had 300 workers at the site.", "en", ["2025-06-09"]),
    ("1.2 million customers were affected, the company said Thursday.", "en", ["2025-06-12"]),
    (
        "Thieves copied data of 1.2m clients\n\nThe breach hit 1.2 million clients, it said on Monday.",
        "en",
        ["2025-06-09"] * 2,
    ),
    (
        "The number affected has risen to 300, it said on Friday, after it said on Monday it was 200.",
        "en",
        ["2025-06-13", ""],
    ),
    ("The death toll rose to 14 on Friday from 12 on Thursday.", "en", ["2025-06-13", "2025-06-12"]),
    ("Some 4,500 homes were out as of 6 p.m. Sunday.", "en", ["2025-06-15"]),
    ("Le feu avait détruit 1 200 hectares lundi soir.", "fr", ["2025-06-09"]),
    ("As of Dec. 29, 640 patients had joined.", "en", ["2024-12-29"]),
]
LOOSE = [
    ("Le groupe a payé 14 milliards de dollars en mai 2024.", "fr"),
    ("Le bilan est de 12 morts entre mardi et jeudi.", "fr"),
    ("Les ventes ont atteint 300 voitures jeudi.", "fr"),
    ("Le groupe supprimera 300 postes d'ici fin 2025.", "fr"),
    ("En mai 2024, le groupe a payé 14 milliards de dollars.", "fr"),
    ("Le groupe a annoncé jeudi la suppression de 300 postes.", "fr"),
    ("Le bilan est de 12 morts.\n\nLundi, le groupe a vendu 300 voitures.", "fr"),
    ("La vente, conclue en mai 2024, porte sur 49 % du capital.", "fr"),
    ("Douze personnes ont péri lundi, puis neuf autres sont mortes mardi.", "fr"),
    ("Mardi, le groupe annonçait 300 suppressions de postes.", "fr"),
    ("Mardi, le groupe comptait ouvrir 300 magasins.", "fr"),
    ("La direction avait annoncé 300 suppressions mardi.", "fr"),
    ("La société a vendu 1 200 véhicules au premier trimestre.", "fr"),
    ("La société a levé 12 millions d'euros fin 2024.", "fr"),
    ("Late last year, it raised €1.2bn.", "en"),
    ("Some 300 cases have been reported since January 1.", "en"),
    ("Lundi, 300 salariés ont débrayé.", "fr"),
    ("Jeudi, le ministre visitait une usine de 300 salariés.", "fr"),
    ("Mercredi, tous les regards allaient vers les 430 millions de dollars du rachat.", "fr"),
    ("Le groupe prévoit que 300 clients seront touchés, a-t-il dit jeudi.", "fr"),
    ("300 000 clients ont été touchés par la panne de lundi.", "fr"),
    ("Le groupe, qui compte 300 000 clients, a annoncé jeudi 40 licenciements.", "fr"),
    ("On Monday the firm cut 300 jobs.", "en"),
    ("Some 300 people were arrested on Friday.", "en"),
    ("By 2026, 300 people will have left.", "en"),
    ("The firm, which had 300 workers when it was sold on Monday, makes pumps.", "en"),
    ("The company said on Thursday it would cut 300 jobs affected by automation.", "en"),
    ("The group said on Tuesday it would cut 300 jobs.", "en"),
    ("The group bought the firm for $14 billion in May 2024.", "en"),
    ("It will have 1,200 workers by June 2026.", "en"),
]


@pytest.mark.parametrize(("text", "language", "dates"), TIED)
def test_a_date_that_the_print_ties_to_a_figure(text: str, language: str, dates: list[str]) -> None:
    assert [reading.as_of for reading in read(text, language) if reading.kind != "date"] == dates


@pytest.mark.parametrize(("text", "language"), LOOSE)
def test_a_date_that_is_not_tied_dates_nothing(text: str, language: str) -> None:
    assert {reading.as_of for reading in read(text, language)} == {""}


def test_a_toll_is_dated_wherever_it_is_printed_again() -> None:
    readings = read("Onze morts dans la vallée\n\nLe bilan, arrêté vendredi soir, est de onze morts.")
    assert [reading.as_of for reading in readings if reading.kind == "count"] == ["2025-06-13", "2025-06-13"]
