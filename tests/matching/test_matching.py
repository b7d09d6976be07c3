"""Which figures stand together, which never do, and what an existing claim keeps."""

from collections.abc import Sequence
from itertools import combinations
from unittest.mock import patch

import pytest

from claims.matching import Group, Text, explain, match
from claims.matching.evidence import Judge
from tests.matching.articles import article

ORVIA = article(
    "orvia.txt",
    "Le groupe Orvia a annoncé le rachat de Belmont pour 4,2 milliards d’euros. L’offre valorise Belmont à 6 milliards "
    "d’euros. Le directeur d’Orvia, Paul Mercier, 51 ans, prévoit de supprimer 900 postes.",
    ("4,2 milliards d’euros", "money", "4.2e9", "EUR"),
    ("6 milliards d’euros", "money", "6e9", "EUR"),
    ("51 ans", "age", "51", "year"),
    ("900 postes", "count", "900", "poste"),
)
RIVAL = article(
    "rival.txt",
    "Orvia débourse 4,6 milliards d’euros pour acquérir Belmont. L’opération valorise la société à "
    "6 milliards d’euros. Selon les syndicats d’Orvia, 1 400 emplois seraient supprimés.",
    ("4,6 milliards d’euros", "money", "4.6e9", "EUR"),
    ("6 milliards d’euros", "money", "6e9", "EUR"),
    ("1 400 emplois", "count", "1400", "emploi"),
)
ENGLISH = article(
    "english.txt",
    "Orvia has agreed to buy Belmont for €4.2 billion, in a deal that values the company at €6 billion. "
    "The group plans to cut 900 jobs.",
    ("€4.2 billion", "money", "4.2e9", "EUR"),
    ("€6 billion", "money", "6e9", "EUR"),
    ("900 jobs", "count", "900", "job"),
    language="en",
)


def together(groups: list[Group], *members: tuple[str, int]) -> bool:
    return any(set(members) <= set(group.members) for group in groups)


def test_the_same_question_meets_although_the_values_differ() -> None:
    groups = match([ORVIA, RIVAL], "fr")
    assert together(groups, ("orvia.txt", 0), ("rival.txt", 0))
    assert together(groups, ("orvia.txt", 3), ("rival.txt", 2))


def test_price_and_valuation_stay_apart() -> None:
    groups = match([ORVIA, RIVAL], "fr")
    assert together(groups, ("orvia.txt", 1), ("rival.txt", 1))
    assert not together(groups, ("orvia.txt", 0), ("orvia.txt", 1))
    assert not together(groups, ("rival.txt", 0), ("orvia.txt", 1))


def test_french_and_english_articles_meet() -> None:
    groups = match([ORVIA, ENGLISH], "fr")
    assert together(groups, ("orvia.txt", 0), ("english.txt", 0))
    assert together(groups, ("orvia.txt", 1), ("english.txt", 1))
    assert together(groups, ("orvia.txt", 3), ("english.txt", 2))


def test_every_reading_stands_in_exactly_one_group() -> None:
    texts = [ORVIA, RIVAL, ENGLISH]
    members = [member for group in match(texts, "fr") for member in group.members]
    assert sorted(members) == sorted((text.key, i) for text in texts for i in range(len(text.readings)))


def test_the_ages_of_two_people_stay_apart_although_they_are_equal() -> None:
    text = "Paul Mercier, 51 ans, dirige Orvia. Le syndicat est mené par Anne Roussel, 51 ans, depuis longtemps."
    other = "À la tête d’Orvia, Paul Mercier, 51 ans. Face à lui, Anne Roussel, 51 ans."
    ages = (("51 ans", "age", "51", "year"), ("51 ans", "age", "51", "year"))
    groups = match([article("a", text, *ages), article("b", other, *ages)], "fr")
    assert not together(groups, ("a", 0), ("a", 1))
    assert not together(groups, ("a", 0), ("b", 1))


def test_ages_of_one_person_at_two_moments_stay_apart() -> None:
    texts = [
        article("a", "Anne Roussel, élue à 24 ans, dirige Orvia.", ("24 ans", "age", "24", "year")),
        article("b", "Anne Roussel n’avait que 19 ans en rejoignant Orvia.", ("19 ans", "age", "19", "year")),
        article("c", "À la tête d’Orvia, Anne Roussel, 31 ans.", ("31 ans", "age", "31", "year")),
    ]
    assert len(match(texts, "fr")) == 3


def test_an_age_at_the_beginning_of_its_clause_is_that_of_today() -> None:
    text = article(
        "a", "Orvia change : à 31 ans, Anne Roussel dirigera tout. Roussel y croit.", ("31 ans", "age", "31", "year")
    )
    assert [group.label for group in match([text], "fr")] == ["Âge d’Anne Roussel"]


def test_a_multiple_meets_only_a_multiple_of_the_same_thing() -> None:
    texts = [
        article("a", "Orvia y met près du double de la somme promise.", ("double", "ratio", "1.8..2", "x")),
        article("b", "La valeur de Belmont s’est vue plus que doublée.", ("doublée", "ratio", "2.1..", "x")),
        article("c", "La valeur de Belmont est multipliée par 3.", ("3", "ratio", "3", "x")),
    ]
    groups = match(texts, "fr")
    assert not together(groups, ("a", 0), ("b", 0))
    assert not together(groups, ("a", 0), ("c", 0))
    assert together(groups, ("b", 0), ("c", 0))


def test_rivals_of_one_sentence_never_meet() -> None:
    text = article(
        "a",
        "Le chantier coûtera 40 millions d’euros, contre 30 millions d’euros prévus pour le chantier.",
        ("40 millions d’euros", "money", "40e6", "EUR"),
        ("30 millions d’euros", "money", "30e6", "EUR"),
    )
    assert not together(match([text], "fr"), ("a", 0), ("a", 1))


def test_two_values_of_one_sentence_never_meet_although_a_bound_fits_both() -> None:
    text = article(
        "a",
        "Le chantier coûtera jusqu’à 40 millions d’euros, contre 30 millions d’euros prévus pour le chantier.",
        ("40 millions d’euros", "money", "..40e6", "EUR"),
        ("30 millions d’euros", "money", "30e6", "EUR"),
    )
    assert not together(match([text], "fr"), ("a", 0), ("a", 1))


def test_two_currencies_are_two_claims() -> None:
    dollars = article(
        "b",
        "Orvia a annoncé le rachat de Belmont pour 4,6 milliards de dollars.",
        ("4,6 milliards de dollars", "money", "4.6e9", "USD"),
    )
    assert not together(match([ORVIA, dollars], "fr"), ("orvia.txt", 0), ("b", 0))


def placed(text: Text, **claims: int) -> Text:
    places = {int(index.removeprefix("r")): claim for index, claim in claims.items()}
    return Text(text.key, text.text, text.title, text.language, None, text.readings, places)


def test_new_readings_join_existing_claims() -> None:
    held = placed(ORVIA, r0=7, r1=8, r2=9, r3=10)
    groups = {group.claim: group for group in match([held, RIVAL], "fr", {7: "Prix payé", 8: "B", 9: "C", 10: "D"})}
    assert ("rival.txt", 0) in groups[7].members
    assert groups[7].label == "Prix payé"
    assert ("orvia.txt", 0) in groups[7].members


def test_what_an_editor_placed_stays_and_existing_claims_are_never_merged() -> None:
    # the same value twice, in two claims on purpose
    held = [placed(ORVIA, r0=1, r1=2, r2=3, r3=4), placed(ENGLISH, r0=5, r1=6, r2=7)]
    groups = match([*held, RIVAL], "fr")
    claims = {member: group.claim for group in groups for member in group.members}
    assert {claims.get(("orvia.txt", 0)), claims.get(("english.txt", 0))} <= {None, 1, 5}
    for text in held:
        for index, claim in text.placed.items():
            assert claims.get((text.key, index), claim) == claim
    assert len({group.claim for group in groups if group.claim}) == sum(group.claim is not None for group in groups)


def test_an_editors_odd_placement_is_kept() -> None:
    held = placed(ORVIA, r0=1, r1=1, r2=2, r3=3)
    for group in match([held, RIVAL], "fr"):
        if group.claim == 1:
            assert {("orvia.txt", 0), ("orvia.txt", 1)} <= set(group.members)


def test_a_claim_without_anything_new_is_not_proposed() -> None:
    assert match([placed(ORVIA, r0=1, r1=2, r2=3, r3=4)], "fr") == []


def test_every_new_member_but_the_first_says_why_it_joined() -> None:
    for group in match([ORVIA, RIVAL, ENGLISH], "fr"):
        linked = {link.a for link in group.links}
        assert linked == set(group.members) - {group.members[0]}
        for link in group.links:
            assert link.b in group.members
            assert 0 <= link.strength <= 1
            assert link.why


def test_a_link_is_explained_in_words() -> None:
    groups = match([ORVIA, RIVAL], "fr")
    (link,) = next(g for g in groups if ("rival.txt", 0) in g.members).links
    words = [explain(code, "en") for code in link.why]
    assert "same unit" in words
    assert "10 % apart" in words
    assert any(word.startswith("both about") for word in words)
    assert "même unité" in [explain(code, "fr") for code in link.why]


def test_labels_differ_and_fit() -> None:
    texts = [ORVIA, RIVAL, ENGLISH]
    for language in ("fr", "en"):
        labels = [group.label for group in match(texts, language)]
        assert len(set(labels)) == len(labels)
        assert all(label and len(label) <= 70 for label in labels)


def test_labels_are_in_the_language_of_the_dossier() -> None:
    french = {g.members[0]: g.label for g in match([ORVIA, ENGLISH], "fr")}
    english = {g.members[0]: g.label for g in match([ORVIA, ENGLISH], "en")}
    assert french["orvia.txt", 0].startswith("Prix d’achat de Belmont")
    assert english["orvia.txt", 0].startswith("Purchase price of Belmont")
    assert french["orvia.txt", 2] == "Âge de Paul Mercier"


def test_a_new_label_does_not_repeat_that_of_an_existing_claim() -> None:
    taken = {g.label for g in match([ORVIA], "fr")}
    labels = {g.label for g in match([ORVIA], "fr", dict(enumerate(sorted(taken))))}
    assert labels.isdisjoint(taken)


def test_the_result_does_not_depend_on_chance() -> None:
    assert match([ORVIA, RIVAL, ENGLISH], "fr") == match([ORVIA, RIVAL, ENGLISH], "fr")


@pytest.mark.parametrize("text", ["", "14", "\n\n", "ORVIA RACHÈTE BELMONT POUR 14 MILLIONS", "14 % 14 % 14 %"])
def test_odd_texts_are_grouped_all_the_same(text: str) -> None:
    printed = [("14", "percent", "14", "%")] * text.count("14")
    odd = article("odd", text or "\n", *printed)
    assert sum(len(g.members) for g in match([odd, ORVIA], "fr")) == len(printed) + 4
    assert match([], "fr") == []


def test_adding_an_article_costs_no_more_in_a_large_dossier_than_in_a_small_one() -> None:
    def comparisons(copies: int) -> int:
        held = [
            Text(
                f"{n}-{t.key}",
                t.text,
                t.title,
                t.language,
                None,
                t.readings,
                {i: i + 10 * (k + 1) for i in range(len(t.readings))},
            )
            for n in range(copies)
            for k, t in enumerate([ORVIA, ENGLISH])
        ]
        return pairs_weighed([*held, RIVAL])

    assert comparisons(40) <= 1.5 * comparisons(4)


def test_groups_stand_in_the_order_of_the_articles() -> None:
    groups = match([ORVIA, RIVAL, ENGLISH], "fr")
    order = {(t.key, i): (n, i) for n, t in enumerate([ORVIA, RIVAL, ENGLISH]) for i in range(len(t.readings))}
    firsts = [order[group.members[0]] for group in groups]
    assert firsts == sorted(firsts)
    for group in groups:
        for a, b in combinations(group.members, 2):
            assert order[a] < order[b]


def comparisons(figures: int) -> int:
    """How many pairs are weighed in one article that prints one amount after the other, without end."""
    printed = [(f"{number} euros", "money", str(number), "EUR") for number in range(1, figures + 1)]
    endless = article("endless.txt", ", ".join(quote for quote, *_ in printed), *printed)
    return pairs_weighed([endless])


def pairs_weighed(texts: Sequence[Text]) -> int:
    with patch.object(Judge, "weigh", autospec=True, side_effect=Judge.weigh) as weigh:
        match(texts, "fr")
    return sum(len(call.args[1]) for call in weigh.call_args_list)


def test_an_endless_article_costs_by_its_length_and_not_by_its_square() -> None:
    assert comparisons(2_400) < 3 * comparisons(1_200)
