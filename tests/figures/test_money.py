"""Amounts of money in the styles of French and English print."""

import pytest

from tests.figures.printed import bounds, one, quotes, said


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("une offre de 14,3 milliards de dollars", "14300000000", "USD"),
        ("un chèque de 14,8 G$ US", "14800000000", "USD"),
        ("un chèque de 14,8 milliards de dollars US", "14800000000", "USD"),
        ("une perte de 2,5 Md€", "2500000000", "EUR"),
        ("une perte de 2,5 Mds d’euros", "2500000000", "EUR"),
        ("un prix de 3,5 Mio. €", "3500000", "EUR"),
        ("un salaire de 45 k€", "45000", "EUR"),
        ("un gain de 120 M$", "120000000", "USD"),
        ("un loyer de 1 500 euros", "1500", "EUR"),
        ("un loyer de 1\u202f500\u00a0€", "1500", "EUR"),
        ("un coût de 2.753.100 euros", "2753100", "EUR"),
        ("un total de 14 000,12 €", "14000.12", "EUR"),
        ("un fonds de 4 milliards 200 millions d'euros", "4200000000", "EUR"),
        ("une dette de quatre-vingt-dix millions de francs suisses", "90000000", "CHF"),
        ("un repas à 15 dollars 50.", "15.5", "USD"),
        ("un repas à treize euros et quarante-cinq cents", "13.45", "EUR"),
        ("un prêt de CHF 20 millions", "20000000", "CHF"),
        ("un trou de trois millions et demi d'euros", "3500000", "EUR"),
        ("un bonus d'un demi-million d'euros", "500000", "EUR"),
        ("un titre à 120 livres sterling", "120", "GBP"),
    ],
)
def test_french_amounts(text: str, amount: str, unit: str) -> None:
    reading = one(text)
    assert (reading.kind, bounds(reading.said), reading.unit) == ("money", f"[{amount}, {amount}]", unit)


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("a $2.75bn bid", "2750000000", "USD"),
        ("a US$14.3 billion stake", "14300000000", "USD"),
        ("a C$300 million loan", "300000000", "CAD"),
        ("a fee of £4m", "4000000", "GBP"),
        ("a plan worth €1.2 billion", "1200000000", "EUR"),
        ("a fine of $450mn", "450000000", "USD"),
        ("a bid of 120 million yen", "120000000", "JPY"),
        ("a grant of half a billion dollars", "500000000", "USD"),
        ("a loan of USD 22.5 million", "22500000", "USD"),
        ("a cost of $1,539", "1539", "USD"),
        ("a gift of two and a half million euros", "2500000", "EUR"),
        ("a bill of 30 MUSD", "30000000", "USD"),
    ],
)
def test_english_amounts(text: str, amount: str, unit: str) -> None:
    reading = one(text, "en-US")
    assert (reading.kind, bounds(reading.said), reading.unit) == ("money", f"[{amount}, {amount}]", unit)


def test_the_quote_holds_sign_number_scale_and_currency() -> None:
    assert quotes("contre 14,8 G$ US et €1,2 milliard") == ["14,8 G$ US", "€1,2 milliard"]
    assert one("un gain de 14,3 milliards de dollars").printed == "14,3"


def test_a_bare_dollar_in_a_canadian_source_keeps_both_readings() -> None:
    reading = one("une subvention de 200 M$", "fr-CA")
    assert reading.unit == "CAD"
    assert [(other.unit, other.why) for other in reading.alternatives] == [("USD", "currency")]


def test_a_dollar_with_its_country_is_not_ambiguous() -> None:
    assert one("une subvention de 200 M$ US", "fr-CA").alternatives == ()
    assert one("a grant of $20 million", "en-US").alternatives == ()


def test_francs_are_those_of_the_region() -> None:
    assert one("un loyer de 300 francs", "fr-CH").unit == "CHF"
    assert one("un loyer de 300 francs", "fr-FR").unit == "FRF"


def test_pounds_may_be_money_or_weight() -> None:
    reading = one("a bale of 361 million pounds", "en-GB")
    assert (reading.unit, [other.unit for other in reading.alternatives]) == ("GBP", ["lb"])


def test_a_french_billion_may_be_an_english_one() -> None:
    reading = one("une dette de 2 billions de dollars")
    assert bounds(reading.said) == "[2000000000000, 2000000000000]"
    assert [(other.why, bounds(other.said)) for other in reading.alternatives] == [
        ("scale", "[2000000000, 2000000000]")
    ]


def test_a_price_per_unit_has_both_in_its_unit() -> None:
    assert one("un tarif de 62,40 €/MWh").unit == "EUR/MWh"
    assert one("oil at $78.40 a barrel", "en-US").unit == "USD/bbl"
    assert one("une offre à 38,50 euros par action").unit == "EUR/action"


def test_an_amount_without_its_currency_has_that_of_the_amount_before() -> None:
    text = "Il a payé 14 milliards de dollars, après les 19 milliards dépensés pour l'autre."
    assert said(text)[1] == ("19 milliards", "[19000000000, 19000000000]", "USD")


def test_billions_of_dollars_are_two_and_up() -> None:
    reading = one("le groupe a investi des milliards de dollars")
    assert (reading.quote, reading.hedge, bounds(reading.said)) == ("milliards de dollars", "des", "[2000000000, ]")


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("La licence pèse 565 millions. S’y ajoute une cagnotte de 75 millions d’euros.", "565000000"),
        ("Le club vaut 48 millions d’euros, loin des 90 millions inscrits au contrat.", "90000000"),
        ("Il a gagné 45 millions d’euros, dont 20 tout de suite.", "20000000"),
        ("Le groupe doit 184 millions d’euros, dont 23 millions envers le port.", "23000000"),
    ],
)
def test_an_amount_without_a_currency_has_that_of_the_nearest(text: str, amount: str) -> None:
    assert (f"[{amount}, {amount}]", "EUR") in [found[1:] for found in said(text)]


def test_a_large_number_nearer_to_a_count_than_to_an_amount_is_no_amount() -> None:
    text = "The game cost $220 million. It sold 4.2 million copies. Its rival needed weeks to shift 4 million."
    assert [found[2] for found in said(text, "en")][-1] != "USD"
