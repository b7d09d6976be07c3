"""Sentences as news outlets print them, one for each phenomenon that was once misread; published on 15 June 2025."""

import pytest

from tests.figures.printed import quotes, said

FRENCH = [
    (
        "Le bénéfice atteint 3,2 Mds d’€, soit +12 %.",
        [("3,2 Mds d’€", "[3200000000, 3200000000]", "EUR"), ("12 %", "[12, 12]", "%")],
    ),
    ("La marge gagne +90 pb.", [("90 pb", "[90, 90]", "bp")]),
    ("Un rendement de 2,5x la mise.", [("2,5x", "[2.5, 2.5]", "x")]),
    (
        "L'indice cède 45 points à 11 203 points.",
        [("45 points", "[45, 45]", "point"), ("11 203 points", "[11203, 11203]", "point")],
    ),
    ("Le titre finit en baisse (-2,1%).", [("-2,1%", "[-2.1, -2.1]", "%")]),
    ("Le trajet se fera en 2 h 15.", [("2 h 15", "[2.25, 2.25]", "hour")]),
    ("Au cours des dix dernières années.", [("dix dernières années", "[10, 10]", "year")]),
    ("La Suisse versera 2 milliards de francs.", [("2 milliards de francs", "[2000000000, 2000000000]", "CHF")]),
    (
        "Deux hommes âgés de 24 et 31 ans.",
        [("Deux hommes", "[2, 2]", "homme"), ("24", "[24, 24]", "year"), ("31 ans", "[31, 31]", "year")],
    ),
    ("Le 1er mars, les tarifs baisseront.", [("1er mars", "2026-03-01..2026-03-01", "date")]),
    ("Vigilance jusqu'à vendredi 18 heures.", [("vendredi", "..2025-06-13", "date")]),
    (
        "Trois ont péri et 41 autres ont fui, dont neuf à pied.",
        [("Trois", "[3, 3]", ""), ("41 autres", "[41, 41]", "autre"), ("neuf", "[9, 9]", "")],
    ),
    (
        "Trois marins ont péri et 41 autres ont fui.",
        [("Trois marins", "[3, 3]", "marin"), ("41 autres", "[41, 41]", "marin")],
    ),
    ("Ils sont onze et deux manquent encore.", [("onze", "[11, 11]", ""), ("deux", "[2, 2]", "")]),
    ("Le pont ne rouvrira pas avant la mi-avril 2026.", [("mi-avril 2026", "2026-04-11..", "date")]),
    ("La vente aura lieu en 2027 au plus tôt.", [("2027", "2027-01-01..", "date")]),
    ("Rien ne presse : avant 2030, tout sera vendu.", [("2030", "..2029-12-31", "date")]),
    ("La ligne est fermée jusqu'en 2027.", [("2027", "..2027-12-31", "date")]),
    ("L'accord est attendu avant la fin de l'année.", [("fin de l'année", "..2025-12-31", "date")]),
    ("Au début de l'année prochaine.", [("début de l'année prochaine", "2026-01-01..2026-04-30", "date")]),
    ("À la fin des années 1990.", [("fin des années 1990", "1997-01-01..1999-12-31", "date")]),
    ("Mon père avait vu l'eau en 58.", [("58", "1958-01-01..1958-12-31", "date")]),
    ("Le litre a pris 40 centimes, à 2,10 €.", [("40 centimes", "[0.4, 0.4]", "EUR"), ("2,10 €", "[2.1, 2.1]", "EUR")]),
    ("Le service n'en aura plus que six.", [("six", "[6, 6]", "")]),
    (
        "C'est moins que les 710 millions d'euros de mai.",
        [("710 millions d'euros", "[710000000, 710000000]", "EUR"), ("mai", "2025-05-01..2025-05-31", "date")],
    ),
    ("Le plan vise près de 80 postes sur 410.", [("80 postes", "[72, 80]", "poste"), ("410", "[410, 410]", "")]),
    ("Les ventes tutoient les 50 millions d'euros.", [("50 millions d'euros", "[45000000, 50000000]", "EUR")]),
    (
        "Le nombre de voyageurs vaut 2 euros. Le nombre de clients atteint 7 millions.",
        [("2 euros", "[2, 2]", "EUR"), ("7 millions", "[7000000, 7000000]", "")],
    ),
    ("Plus de 2000 travailleuses ont voté.", [("2000 travailleuses", "(2000, ]", "travailleuse")]),
    ("La durée est de 13 ans, contre neuf ailleurs.", [("13 ans", "[13, 13]", "year"), ("neuf", "[9, 9]", "year")]),
]
FRENCH += [
    (
        "Il faut 43,8 milliards d'euros, dont 7,1 ici.",
        [("43,8 milliards d'euros", "[43800000000, 43800000000]", "EUR"), ("7,1", "[7100000000, 7100000000]", "EUR")],
    ),
    ("Il mesure 1 m 85.", [("1 m 85", "[1.85, 1.85]", "m")]),
    ("Deux ou trois personnes sont là.", [("Deux ou trois personnes", "[2, 3]", "personne")]),
    ("Le seuil de 2 °C fait débat.", [("2 °C", "[2, 2]", "°C")]),
    ("Le titre a franchi le seuil de 40 euros.", [("40 euros", "(40, ]", "EUR")]),
    (
        "Selon l'étude, publiée jeudi, 12 % fument.",
        [("jeudi", "2025-06-12..2025-06-12", "date"), ("12 %", "[12, 12]", "%")],
    ),
    ("Une personne sur 5 000 est touchée.", [("Une personne sur 5 000", "[0.00018, 0.00022]", "")]),
    ("Les classes passent de 24 à 30 élèves.", [("24", "[24, 24]", "élève"), ("30 élèves", "[30, 30]", "élève")]),
]
ENGLISH = [
    ("Two or three people were seen.", [("Two or three people", "[2, 3]", "people")]),
    (
        "Numbers are down by a third in ten years.",
        [
            ("third", "[0.3083333333333333333333333333, 0.3583333333333333333333333333]", ""),
            ("ten years", "[10, 10]", "year"),
        ],
    ),
    (
        "Some 3,412 homes fell, 215 of them twice.",
        [("3,412 homes", "[3070.8, 3753.2]", "home"), ("215", "[215, 215]", "home"), ("twice", "[2, 2]", "x")],
    ),
    ("The span is 1,210 metres long.", [("1,210 metres", "[1210, 1210]", "m")]),
    ("A 40,000-square-foot store.", [("40,000-square-foot", "[40000, 40000]", "ft²")]),
    ("The Fed cut by a quarter point.", [("quarter point", "[0.25, 0.25]", "pp")]),
    ("It sold for 3x sales in FY25.", [("3x", "[3, 3]", "x"), ("FY25", "2025-01-01..2025-12-31", "date")]),
    ("Q3 sales beat forecasts.", [("Q3", "2024-07-01..2024-09-30", "date")]),
    ("It earned $3.40 per diluted share.", [("$3.40 per diluted share", "[3.4, 3.4]", "USD/share")]),
    ("It ordered 50 Boeing 737 MAX jets.", [("50", "[50, 50]", "jet")]),
    ("Waiting lists hit 7.6m.", [("7.6m", "[7600000, 7600000]", "")]),
    (
        "Two men, aged 24 and 31.",
        [("Two men", "[2, 2]", "man"), ("24", "[24, 24]", "year"), ("31", "[31, 31]", "year")],
    ),
    ("The star is 4.2 light-years away.", [("4.2 light-years", "[4.2, 4.2]", "ly")]),
    (
        "It had burned 300 acres by Friday.",
        [("300 acres", "[300, 300]", "ac"), ("Friday", "2025-06-13..2025-06-13", "date")],
    ),
    ("A fire kills three.", [("three", "[3, 3]", "")]),
    ("It became the ninth European customer.", [("ninth", "[9, 9]", "")]),
    ("Ann Orr, the chief executive, 52, was booed.", [("52", "[52, 52]", "year")]),
    ("No nurse looks after more than six patients.", [("six patients", "[, 6]", "patient")]),
    ("It is worth well below the $11.4 billion it was.", [("$11.4 billion", "[11400000000, 11400000000]", "USD")]),
    ("It rose to 38%, up from a quarter a decade ago.", [("38%", "[38, 38]", "%"), ("quarter", "[0.225, 0.275]", "")]),
    ("The class of '98.", [("98", "1998-01-01..1998-12-31", "date")]),
    ("The late 1980s.", [("late 1980s", "1987-01-01..1989-12-31", "date")]),
    ("It should close by year-end.", [("year-end", "..2025-12-31", "date")]),
    ("The road will not reopen before June 2026.", [("June 2026", "2026-06-01..", "date")]),
    ("The road won't reopen until June 2026.", [("June 2026", "2026-06-01..2026-06-30", "date")]),
    ("The road is closed until June 2026.", [("June 2026", "..2026-06-30", "date")]),
    ("Bread is up 40 cents and costs C$3.", [("40 cents", "[0.4, 0.4]", "CAD"), ("C$3", "[3, 3]", "CAD")]),
    ("The raises add up to 14.5 per cent.", [("14.5 per cent", "[14.5, 14.5]", "%")]),
    ("Several dozen engineers came.", [("Several dozen engineers", "[20, 99]", "engineer")]),
    ("One school in eight closed.", [("One school in eight", "[0.1, 0.15]", "")]),
]
NONE = [
    ("Le 112 a tenu bon, appelez le 15.", "fr"),
    ("1 234 personnes suivent ce direct", "fr"),
    ("Le siège, au 27, employait des soudeurs.", "fr"),
    ("Les licenciements d'abord, les millions ensuite.", "fr"),
    ("Il forme des chercheurs par dizaines.", "fr"),
    ("Il y a mille et une façons de rater.", "fr"),
    ("Il roule au sans-plomb 95 en Ligue 1.", "fr"),
    ("La route est coupée entre les bornes 12 et 18.", "fr"),
    ("Le marché ouvre chaque samedi.", "fr"),
    ("Le quart de travail et le 49.3.", "fr"),
    ("The 9/11 attacks and a seven-figure deal.", "en"),
    ("Call 911. A 911 operator took 911 calls.", "en"),
    ("A 5-minute read", "en"),
    ("Text BEAT to 60155.", "en"),
    ("Half a loaf is the American half of the deal.", "en"),
    ("It comes out every Saturday.", "en"),
    ("Write to Box 218, Pine Hollow, OR 97899.", "en"),
    ("Foreign millions, local hopes", "en"),
]


@pytest.mark.parametrize(("text", "figures"), FRENCH)
def test_a_french_sentence(text: str, figures: list[tuple[str, str, str]]) -> None:
    assert said(text) == figures


@pytest.mark.parametrize(("text", "figures"), ENGLISH)
def test_an_english_sentence(text: str, figures: list[tuple[str, str, str]]) -> None:
    assert said(text, "en") == figures


@pytest.mark.parametrize(("text", "language"), NONE)
def test_a_sentence_without_figures(text: str, language: str) -> None:
    assert quotes(text, language) == []


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Nine more people resigned.", "en", ("Nine more people", "[9, 9]", "people")),
        ("He has outlived three chairmen and a roof.", "en", ("three chairmen", "[3, 3]", "chairman")),
        ("She was 36 that day.", "en", ("36", "[36, 36]", "year")),
        (
            "They hoped to sell, and had been expected to, by the end of July.",
            "en",
            ("end of July", "..2025-07-31", "date"),
        ),
    ],
)
def test_what_english_says_in_passing_is_read(text: str, language: str, expected: tuple[str, str, str]) -> None:
    assert expected in said(text, language)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La tour se loue 480 € le mètre carré, contre 545 € chez ses voisines.", ("545 €", "[545, 545]", "EUR/m²")),
        ("Elle atteindra 240 MW, alors qu’il était question de 160 à la vente.", ("160", "[160, 160]", "MW")),
    ],
)
def test_what_is_set_against_a_figure_is_printed_in_the_same(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in said(text)
