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
