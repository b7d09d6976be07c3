"""Numbers in digits and words, and what they count."""

import pytest

from tests.figures.printed import bounds, one, quotes, said


@pytest.mark.parametrize(
    ("text", "value", "noun"),
    [
        ("1 200 postes", "1200", "poste"),
        ("1\u00a0200 postes", "1200", "poste"),
        ("1\u202f200 postes", "1200", "poste"),
        ("1'200 emplois", "1200", "emploi"),
        ("3.500 manifestants", "3500", "manifestant"),
        ("vingt-trois mille habitants", "23000", "habitant"),
        ("quatre-vingt-dix-sept communes", "97", "commune"),
        ("soixante et onze élus", "71", "élu"),
        ("septante agents", "70", "agent"),
        ("deux cent deux mille foyers", "202000", "foyer"),
        ("1,3 million de GPU", "1300000", "GPU"),
        ("deux principaux clients", "2", "client"),
        ("trois douzaines d'œufs", "36", "œuf"),
    ],
)
def test_french_counts(text: str, value: str, noun: str) -> None:
    reading = one(f"on compte {text} ici")
    assert (reading.kind, bounds(reading.said), reading.unit) == ("count", f"[{value}, {value}]", noun)


@pytest.mark.parametrize(
    ("text", "value", "noun"),
    [
        ("1,539 homes", "1539", "home"),
        ("twenty-three thousand people", "23000", "people"),
        ("two hundred and five seats", "205", "seat"),
        ("1.2m customers", "1200000", "customer"),
        ("two dozen companies", "24", "company"),
        ("1,500 new full-time employees", "1500", "employee"),
        ("a million users", "1000000", "user"),
        ("3.4 million records", "3400000", "record"),
    ],
)
def test_english_counts(text: str, value: str, noun: str) -> None:
    reading = one(f"there were {text} here", "en-US")
    assert (reading.kind, bounds(reading.said), reading.unit) == ("count", f"[{value}, {value}]", noun)


def test_some_of_a_number_counts_the_same_noun() -> None:
    assert said("Two of the five directors resigned", "en") == [
        ("Two", "[2, 2]", "director"),
        ("five directors", "[5, 5]", "director"),
    ]
    assert said("OpenAI et Google – deux des principaux clients")[0][1:] == ("[2, 2]", "client")


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("une douzaine de cadres", "[9.6, 14.4]"),
        ("une vingtaine d'agences", "[16, 24]"),
        ("une bonne centaine de pompiers", "[80, 120]"),
        ("plusieurs dizaines de salariés", "[20, 99]"),
        ("plusieurs centaines de clients", "[200, 999]"),
        ("plusieurs milliers de foyers", "[2000, 9999]"),
        ("des dizaines de milliers de clients", "[20000, ]"),
        ("des centaines de maisons", "[200, ]"),
    ],
)
def test_round_and_vague_french_numbers(text: str, interval: str) -> None:
    reading = one(f"On a vu {text} hier soir", published_on=None)
    assert (reading.kind, bounds(reading.said)) == ("count", interval)


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("a dozen engineers", "[9.6, 14.4]"),
        ("dozens of engineers", "[24, ]"),
        ("tens of thousands of people", "[20000, ]"),
        ("several hundred victims", "[200, 999]"),
    ],
)
def test_round_and_vague_english_numbers(text: str, interval: str) -> None:
    assert bounds(one(f"they saw {text}", "en").said) == interval


def test_a_number_alone_is_read() -> None:
    assert [quotes(text) for text in ("vingt-quatre", "1 234 567,89", "¾", "3,5")] == [
        ["vingt-quatre"], ["1 234 567,89"], ["¾"], ["3,5"],
    ]  # fmt: skip


def test_negative_numbers_keep_their_sign() -> None:
    assert said("il fait -5 °C") == [("-5 °C", "[-5, -5]", "°C")]
    assert said("inflation of minus 0.3%", "en") == [("minus 0.3%", "[-0.3, -0.3]", "%")]


def test_other_scripts_digits_are_not_read() -> None:
    assert quotes("il y a ٣٤ salariés et ３４ salariés") == []


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("14,3 millions d'euros", "[14250000, 14350000)"),
        ("29 millions d'euros", "[28500000, 29500000)"),
        ("1 800 euros", "[1750, 1850)"),
        ("300 euros", "[295, 305)"),
        ("5 euros", "[4.95, 5.05)"),
        ("4 salariés", "[4, 4]"),
        ("80 salariés", "[79.5, 80.5)"),
        ("49 %", "[48.5, 49.5)"),
        ("plus de 80 salariés", "(80, ]"),
        ("12 à 15 %", "[12, 15]"),
    ],
)
def test_what_is_compared_is_what_rounds_to_the_print(text: str, compared: str) -> None:
    assert bounds(one(f"soit {text}").compared) == compared
