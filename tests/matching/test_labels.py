"""What a label may be made of: persons have ages, events have dates, and a stray word names nothing."""

import pytest

from claims.matching import Text, match
from tests.matching.articles import article


def label(text: Text, index: int = 0, language: str = "fr") -> str:
    return next(g.label for g in match([text], language) if (text.key, index) in g.members)


def test_an_age_is_that_of_a_person_and_not_of_the_company_beside_it() -> None:
    text = article(
        "a",
        "Lina Savary dirige Nord Alba. Avant Nord Alba, Savary vendait des bateaux. Chez Nord Alba, Lina Savary, qui a "
        "fondé Nord Alba, 34 ans, veut recruter. Pour Savary, rien ne presse.",
        ("34 ans", "age", "34", "year"),
    )
    assert label(text) == "Âge de Lina Savary"


def test_an_age_without_a_person_names_nobody() -> None:
    text = article("a", "Né à Brélan, il est mort à 34 ans à Brélan.", ("34 ans", "age", "34", "year"))
    assert "Brélan" not in label(text)


@pytest.mark.parametrize("words", ["près de là", "la table", "le groupe qui l’annonce", "une trentaine de fois"])
def test_a_word_that_names_nothing_names_no_date(words: str) -> None:
    text = article("a", f"En 2019, {words}, tout changea.", ("2019", "date", "2019-01-01..2019-12-31", "day"))
    assert label(text) == "Date (2019)"


def test_a_name_that_ends_like_an_event_is_none() -> None:
    text = article(
        "a",
        "In 2019, the Belmont Tribunal sat. The Tribunal sat at Belmont, and the Tribunal left.",
        ("2019", "date", "2019-01-01..2019-12-31", "day"),
        language="en",
    )
    assert label(text, language="en") == "Date (2019)"


def test_a_date_is_named_by_what_happened() -> None:
    text = article("a", "En 2019, le tremblement a tout changé.", ("2019", "date", "2019-01-01..2019-12-31", "day"))
    assert label(text) == "Date : tremblement"


def test_a_compound_is_not_cut_at_its_hyphen() -> None:
    text = article("a", "Le chou-fleur dépasse 12 %.", ("12 %", "percent", "12", "%"))
    assert label(text) == "Pourcentage : chou-fleur"


def test_a_word_before_the_figure_that_belongs_to_it_names_nothing() -> None:
    text = article("a", "The harbour covers a tidy 12 % of it.", ("12 %", "percent", "12", "%"), language="en")
    assert label(text, language="en") == "Percentage: harbour"


def test_a_label_never_takes_words_of_another_language() -> None:
    text = article("a", "The lighthouse shines on 12 % of it.", ("12 %", "percent", "12", "%"), language="en")
    assert "lighthouse" not in label(text)
    assert "lighthouse" in label(text, language="en")


def test_a_rank_is_named_by_what_is_ranked() -> None:
    text = article("a", "Belmont is the fourth insurer hit.", ("fourth", "ordinal", "4", ""), language="en")
    assert label(text, language="en").endswith("insurer")


def test_a_verb_is_no_part_of_a_phrase() -> None:
    text = article("a", "Le sondage le créditait de 12 % du tout.", ("12 %", "percent", "12", "%"))
    assert "créditait" not in label(text)
    text = article("a", "La Ville emprunte 12 % du tout.", ("12 %", "percent", "12", "%"))
    assert "emprunte" not in label(text)


def test_a_participle_behind_a_number_is_not_what_it_counts() -> None:
    text = article("a", "Aux 500 débloqués s’ajoute le reste.", ("500 débloqués", "count", "500", "débloqué"))
    assert "ébloqué" not in label(text)


def test_a_counted_noun_stands_in_the_plural() -> None:
    text = article("a", "Une zouavière en garde une vingtaine ici.", ("une vingtaine", "count", "16..24", "zouave"))
    assert label(text) == "Zouaves"


def test_a_count_is_not_that_of_the_person_beside_it() -> None:
    text = article(
        "a",
        "By the count of Tom Ruiz, 62 zebras left. Ruiz is sad. Ruiz has no zebra.",
        ("62 zebras", "count", "62", "zebra"),
        language="en",
    )
    assert "Ruiz" not in label(text, language="en")


def test_of_questions_announced_alike_the_more_special_names_the_claim() -> None:
    text = article("a", "On y trouve 500 électeurs.", ("500 électeurs", "count", "500", "électeur"))
    assert label(text) == "Nombre d’électeurs"
