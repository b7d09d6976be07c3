"""What holds digits or number words and is no figure."""

import pytest

from tests.figures.printed import quotes

FRENCH = [
    "le modèle Llama 4, le Falcon 9, l'iPhone 15 et l'A380",
    "le Covid-19, le G7, la 5G, le ratio CET1 et la F1",
    "le CAC 40, le S&P 500 et le Nasdaq 100",
    "l'un des accords, l'une des villes, un accord, une ville",
    "un milliardaire au centre de la centrale",
    "tous deux, toutes deux, les deux, chacun des deux",
    "au 01 44 55 66 77 ou au +33 1 44 55 66 77",
    "au 12 bis, avenue Foch, 69006 Lyon",
    "l'article 49.3, la loi n° 2015-990, la page 3, le chapitre 11",
    "sur la RN 124, l'A75 et la route 167",
    "à 14h30, à 20 h, de 8 h à 17 h, à 9:30",
    "https://exemple.fr/2024/06/12/49-milliards et contact24@exemple.fr",
    "ISIN FR0000120271",
    "Copyright 2025 Le Quotidien",
    "Temps de lecture : 4 min",
    "12 commentaires",
    "Le match s'est terminé 3-1, puis 6-4",
    "quelques géants, multiples domaines, plusieurs sources",
    "un véhicule neuf, un été, le mark",
    "le quart de finale, la mi-temps, le tiers payant",
    "la version 2.5 du logiciel",
    "192.168.1.2",
]
ENGLISH = [
    "Llama 4, Falcon 9, iPhone 15, GPT-4 and the Boeing 737",
    "COVID-19, the G20, 5G and the S&P 500",
    "one of the deals, no one, one another, the one",
    "the two of them, both of them",
    "call 1-800-555-0199 or +1 212 555 0187",
    "10 Downing Street, New York, NY 10118",
    "Section 230, Chapter 11, page 3, Form 10-K, a 401(k)",
    "I-95, Route 66, Highway 401",
    "at 9:30 am, 5pm and 10 o'clock",
    "© 2024 The Ledger",
    "4 min read, 38 Comments",
    "Arsenal won 3-1 and the vote was 52-48",
    "the first lady at first had a second-hand one-off",
    "the twenty-first century",
    "in the long run, 24/7",
]


@pytest.mark.parametrize("text", FRENCH)
def test_french_traps(text: str) -> None:
    assert quotes(text) == []


@pytest.mark.parametrize("text", ENGLISH)
def test_english_traps(text: str) -> None:
    assert quotes(text, "en") == []


def test_a_name_with_digits_does_not_hide_its_neighbours() -> None:
    assert quotes("Llama 4, lancé en avril 2025, compte 400 milliards de paramètres") == [
        "avril 2025",
        "400 milliards de paramètres",
    ]


def test_a_headline_in_capitals_still_counts() -> None:
    assert quotes("Meta Cuts 300 Jobs", "en") == ["300 Jobs"]
