"""Hedges, ranges, changes and lists."""

import pytest

from tests.figures.printed import bounds, one, quotes, read, said


@pytest.mark.parametrize(
    ("hedge", "interval"),
    [
        ("environ", "[180, 220]"),
        ("quelque", "[180, 220]"),
        ("un peu plus de", "[200, 220]"),
        ("à peine plus de", "[200, 220]"),
        ("près de", "[180, 200]"),
        ("presque", "[180, 200]"),
        ("plus de", "(200, ]"),
        ("au moins", "[200, ]"),
        ("pas moins de", "[200, ]"),
        ("moins de", "[, 200)"),
        ("jusqu'à", "[, 200]"),
        ("jusqu’à", "[, 200]"),
        ("au plus", "[, 200]"),
    ],
)
def test_french_hedges(hedge: str, interval: str) -> None:
    reading = one(f"Cela concerne {hedge} 200 salariés.")
    assert (reading.hedge, bounds(reading.said), bounds(reading.compared)) == (hedge, interval, interval)
    assert reading.quote == "200 salariés"


@pytest.mark.parametrize(
    ("hedge", "interval"),
    [
        ("about", "[180, 220]"),
        ("some", "[180, 220]"),
        ("just over", "[200, 220]"),
        ("nearly", "[180, 200]"),
        ("close to", "[180, 200]"),
        ("more than", "(200, ]"),
        ("at least", "[200, ]"),
        ("fewer than", "[, 200)"),
        ("as many as", "[, 200]"),
        ("no more than", "[, 200]"),
    ],
)
def test_english_hedges(hedge: str, interval: str) -> None:
    reading = one(f"It affects {hedge} 200 workers.", "en")
    assert (reading.hedge, bounds(reading.said)) == (hedge, interval)


def test_a_bound_rules_a_round_word() -> None:
    reading = read("emportant moins d’une douzaine de ses quelque 1 500 salariés")[0]
    assert (reading.quote, reading.hedge, bounds(reading.said)) == ("une douzaine", "moins d’", "[, 12)")


def test_what_only_looks_like_a_hedge_is_none() -> None:
    assert one("900 ouvriers au plus fort des travaux").hedge == ""
    assert one("a town spread over 640 acres", "en").hedge == ""


@pytest.mark.parametrize(
    ("text", "quote", "interval"),
    [
        ("entre 60 et 65 milliards de dollars", "entre 60 et 65 milliards de dollars", "[60000000000, 65000000000]"),
        ("de 60 à 65 milliards de dollars", "60 à 65 milliards de dollars", "[60000000000, 65000000000]"),
        ("une marge de 12-15 %", "12-15 %", "[12, 15]"),
        ("une marge de 12\u201315 %", "12\u201315 %", "[12, 15]"),
        ("entre 500 000 et 1 million d'euros", "entre 500 000 et 1 million d'euros", "[500000, 1000000]"),
        ("environ 12 à 15 %", "12 à 15 %", "[12, 15]"),
    ],
)
def test_a_range_is_one_figure_and_is_not_widened(text: str, quote: str, interval: str) -> None:
    reading = one(text)
    assert (reading.quote, bounds(reading.said), bounds(reading.compared)) == (quote, interval, interval)


def test_english_ranges() -> None:
    assert said("between 460,000 and 480,000 vehicles", "en")[0][1] == "[460000, 480000]"
    assert said("charges of $180 million to $200 million", "en")[0][1] == "[180000000, 200000000]"
    assert said("sales are off by 12% to 14%", "en")[0][1] == "[12, 14]"


def test_a_change_is_two_figures() -> None:
    assert said("Le taux passe de 12 à 30 %.") == [("12", "[12, 12]", "%"), ("30 %", "[30, 30]", "%")]
    assert said("The coût moved up from 3.3 to 5.7 billion euros", "en") == [
        ("3.3", "[3300000000, 3300000000]", "EUR"),
        ("5.7 billion euros", "[5700000000, 5700000000]", "EUR"),
    ]
    assert len(read("it raised its forecast from 5% to 6%", "en")) == 2


def test_a_list_shares_its_unit_and_its_hedge() -> None:
    assert said("des parts de 12, 15 et 18 %") == [
        ("12", "[12, 12]", "%"),
        ("15", "[15, 15]", "%"),
        ("18 %", "[18, 18]", "%"),
    ]
    assert [reading.hedge for reading in read("environ 300 salariés et 40 intérimaires")] == ["environ", "environ"]


def test_a_hedge_does_not_reach_past_its_own_figure() -> None:
    text = "Dans ce bourg de plus de 5 000 habitants, 340 maisons sont inondées."
    assert [reading.hedge for reading in read(text)] == ["plus de", ""]


def test_a_line_break_ends_a_figure() -> None:
    assert quotes("Part : 49 %\n29 milliards de dollars") == ["49 %", "29 milliards de dollars"]
    long = "Une ligne assez longue pour avoir été coupée à la largeur, 14,3 milliards\nde dollars"
    assert quotes(long) == ["14,3 milliards\nde dollars"]


@pytest.mark.parametrize(
    ("text", "language", "hedge", "interval"),
    [
        ("La foule dépasse largement les 300 personnes.", "fr", "dépasse largement", "(300, ]"),
        ("La puissance dépassera tout juste le demi-gigawatt.", "fr", "dépassera tout juste", "[0.5, 0.55]"),
        ("La part ne dépasse pas 15 %.", "fr", "dépasse pas", "[, 15]"),
        ("Sales exceeded comfortably 300 cars.", "en", "exceeded comfortably", "(300, ]"),
    ],
)
def test_an_adverb_may_stand_inside_a_hedge(text: str, language: str, hedge: str, interval: str) -> None:
    reading = one(text, language)
    assert (reading.hedge, bounds(reading.said)) == (hedge, interval)


def test_a_spread_whose_ends_both_have_a_unit_is_a_range() -> None:
    assert said("des redevances allant de 14 % à 19 %") == [("allant de 14 % à 19 %", "[14, 19]", "%")]
    assert said("royalties ranging from 14% to 19% of sales", "en") == [("ranging from 14% to 19%", "[14, 19]", "%")]
