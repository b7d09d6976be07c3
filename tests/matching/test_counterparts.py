"""Figures whose words have nothing in common meet where value and place speak for it, and only there."""

from claims.matching import Group, Text, match
from tests.matching.articles import article

NEUTRAL = [f"Un fait sans rapport numéro {word} est rappelé." for word in ("alpha", "bravo", "delta", "golf")]


def told(key: str, sentence: str, quote: str, low: str, last: bool = False, kind: str = "money EUR") -> Text:
    """An article of two figures, of which the one that matters stands first or last."""
    other = "Le musée garde 7 tableaux." if key == "a" else "Une rivière longe 13 jardins."
    parts = [*NEUTRAL, other, *NEUTRAL]
    parts.insert(len(parts) if last else 0, sentence)
    figures = [
        (quote, kind.split()[0], low, kind.split()[1]),
        ("7 tableaux", "count", "7", "tableau") if key == "a" else ("13 jardins", "count", "13", "jardin"),
    ]
    return article(key, " ".join(parts), *(reversed(figures) if last else figures))


def meet(groups: list[Group], index: int = 0) -> bool:
    return any({("a", 0), ("b", index)} <= set(group.members) for group in groups)


HERE = told("a", "Le groupe met de côté 310 millions d’euros.", "310 millions d’euros", "310e6")


def test_near_amounts_at_the_same_place_meet_without_a_common_word() -> None:
    there = told("b", "Une somme de 410 millions d’euros dort au bilan.", "410 millions d’euros", "410e6")
    assert meet(match([HERE, there], "fr"))


def test_amounts_far_from_one_another_do_not() -> None:
    there = told("b", "Une somme de 900 millions d’euros dort au bilan.", "900 millions d’euros", "900e6")
    assert not meet(match([HERE, there], "fr"))


def test_near_amounts_at_other_ends_of_their_articles_do_not() -> None:
    there = told("b", "Une somme de 410 millions d’euros dort au bilan.", "410 millions d’euros", "410e6", last=True)
    assert not meet(match([HERE, there], "fr"), 1)


def test_shares_that_lie_near_one_another_by_chance_do_not() -> None:
    here = told("a", "Le musée range 12 % du tout.", "12 %", "12", kind="percent %")
    there = told("b", "Une somme de 17 % dort au bilan.", "17 %", "17", kind="percent %")
    assert not meet(match([here, there], "fr"))


def test_counts_of_things_that_are_not_known_to_be_alike_do_not() -> None:
    here = told("a", "Le groupe admire 120 zouaves.", "120 zouaves", "120", kind="count zouave")
    there = told("b", "Une pile de 166 guêtres dort au bilan.", "166 guêtres", "166", kind="count guêtre")
    assert not meet(match([here, there], "fr"))
