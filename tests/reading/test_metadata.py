from datetime import date

import pytest

from sources.reading.article import Article
from sources.reading.formats import read_article
from sources.reading.languages import detect_language
from tests.reading.pages import ENGLISH_PAGE, FRENCH_PAGE

STORY = "La ville vend son port pour 3 M€ à un fonds, dit la mairesse dans une lettre."


def article(text: str, name: str = "a.txt") -> Article:
    return read_article(text.encode(), name)


def test_a_french_page_tells_what_it_is() -> None:
    found = article(FRENCH_PAGE)
    assert found.title == "Le port de Brévigny vendu 3,2 G$ à un fonds"
    assert found.author == "Jeanne Roy"
    assert found.publisher == "Le Courrier"
    assert found.origin == "La Presse canadienne"
    assert found.published_on == date(2025, 3, 3)
    assert found.language == "fr-CA"
    assert set(found.guessed) == {"title", "author", "publisher", "origin", "published_on", "language"}


def test_an_english_page_tells_what_it_is() -> None:
    found = article(ENGLISH_PAGE)
    assert found.title == "Port of Dunmore sold for $3.2 billion"
    assert found.author == "Jane Doe and John O'Neil"
    assert found.publisher == "The Dunmore Post"
    assert found.origin == "Reuters"
    assert found.published_on == date(2025, 3, 3)
    assert found.language == "en-US"


def test_what_front_matter_states_is_not_guessed() -> None:
    found = article(
        "---\ntitle: Vente du port\npublisher: Le Phare\nauthor: A. Roy\npublished: 2025-04-01\nlanguage: fr-CH\n"
        "url: https://a.org/1\norigin: ATS\nreconstructed: true\n---\n" + FRENCH_PAGE
    )
    assert (found.title, found.publisher, found.author) == ("Vente du port", "Le Phare", "A. Roy")
    assert (found.published_on, found.language, found.url, found.origin) == (
        date(2025, 4, 1),
        "fr-CH",
        "https://a.org/1",
        "ATS",
    )
    assert found.reconstructed
    assert found.guessed == ()


def test_a_key_without_a_value_is_unknown_and_not_detected() -> None:
    found = article(f"---\npublisher:\nauthor:\npublished:\norigin:\n---\n{FRENCH_PAGE}")
    assert (found.publisher, found.author, found.published_on, found.origin) == ("", "", None, "")
    assert set(found.guessed) == {"title", "language"}


def test_title_and_language_are_detected_even_where_front_matter_leaves_them_empty() -> None:
    found = article(f"---\ntitle:\nlanguage:\n---\n{FRENCH_PAGE}")
    assert (found.title, found.language) == ("Le port de Brévigny vendu 3,2 G$ à un fonds", "fr-CA")


@pytest.mark.parametrize(
    ("page", "title"),
    [
        (f"Un port vendu\n{STORY}", "Un port vendu"),
        (f"Un port vendu ?\n{STORY}", "Un port vendu ?"),
        (f"menu\nclose\n\nUn port vendu\n{STORY}", "Un port vendu"),
        (f"Économie\nUn port vendu\n{STORY}", "Un port vendu"),
        (f"# Un **port** vendu #\n\n{STORY}", "Un port vendu"),
        (f"Notre reportage\n\n# Un port vendu\n\n{STORY}", "Un port vendu"),
        (f"Le port est vendu.\n{STORY}\nLe port est vendu.\n{STORY}", "Le port est vendu."),
        (f"Le Phare du port\nMenu\nUn port vendu\n{STORY}", "Un port vendu"),
        (f"Par Jeanne Roy\nUn port vendu\n{STORY}", "Un port vendu"),
        (f"PARIS, 3 mars 2025 (AFP) - {STORY}", STORY),
        (f"Hier, {STORY}\n{STORY}", "Hier, La ville vend son port pour 3 M€ à un fonds, dit la mairesse dans…"),
        (STORY, STORY),
    ],
)
def test_the_title_is_the_headline_or_else_the_opening_words(page: str, title: str) -> None:
    found = article(page)
    assert found.title == title
    assert "title" in found.guessed


def test_opening_words_are_not_cut_between_a_number_and_its_scale() -> None:
    found = article(
        "La ville de Brévigny et son port ont vendu hier à un grand fonds pour quelque 14,3 milliards de dollars."
    )
    assert found.title == "La ville de Brévigny et son port ont vendu hier à un grand fonds pour quelque…"


def test_a_title_without_spaces_is_cut_all_the_same() -> None:
    assert len(article("x" * 5000).title) <= 81


def test_no_date_is_invented() -> None:
    found = article(f"Un port vendu\nLe 3 mars 2025 marque un tournant.\n{STORY}")
    assert found.published_on is None
    assert found.notes == ()


def test_a_date_without_a_year_is_noted_and_not_taken() -> None:
    found = article(f"LYON, 3 mars (AFP) - {STORY}")
    assert found.published_on is None
    assert found.notes == ("date-without-year: 3 mars",)


def test_a_weekday_that_does_not_fit_its_date_is_noted() -> None:
    found = article(f"Lyon, France | AFP | lundi 04/03/2025 - {STORY}")
    assert found.published_on == date(2025, 3, 4)
    assert found.notes == ("weekday: lundi 04/03/2025",)
    assert article(f"Lyon, France | AFP | mardi 04/03/2025 - {STORY}").notes == ()


def test_a_weekday_is_checked_where_front_matter_states_the_day_too() -> None:
    found = article(f"---\npublished: 2025-03-04\n---\nLyon, France | AFP | lundi 04/03/2025 - {STORY}")
    assert found.notes == ("weekday: lundi 04/03/2025",)


def test_an_outlet_above_the_headline_is_the_publisher_and_no_story() -> None:
    found = article(f"Le Journal des 20 ports\nPublié le 3 mars 2025\nUn port vendu\n{STORY}")
    assert (found.publisher, found.title) == ("Le Journal des 20 ports", "Un port vendu")
    assert (0, len("Le Journal des 20 ports")) in found.masks


@pytest.mark.parametrize(
    "top",
    [
        "The Orrin Standard",
        "Orrin Valley Ledger\nHome / Local / Ports",
        "La Gazette de Brévigny",
        "LE CLAIRON DE BRÉVIGNY\nVotre hebdo depuis 1981",
        "THE QUAY\nNews and views for the shipping trade",
        "Le Clairon du Port\nÉdition du lundi 3 mars 2025",
        "Quai & Mer\nAccueil > Ports",
    ],
)
def test_a_masthead_its_motto_and_sections_are_above_the_title(top: str) -> None:
    rights = "\n© 2025 Quai & Mer" if top.startswith("Quai") else ""
    found = article(f"{top}\nUn port vendu 3 M€\n3 mars 2025\n{STORY}{rights}")
    assert (found.title, found.publisher) == ("Un port vendu 3 M€", top.splitlines()[0])
    assert found.masks[0][0] == 0
    assert found.text[found.masks[0][1] :].lstrip().startswith(("Un port", top.splitlines()[-1]))


@pytest.mark.parametrize(
    "top",
    [
        "Storm Sets Rainfall Record\nThree ports shut",
        "Le Courrier part en retard\nUn port fermé",
        "Le port est vendu\nLa voix des dockers",
        f"The Orrin Standard\n{STORY}",
    ],
)
def test_a_headline_that_holds_an_outlet_word_stays_the_title(top: str) -> None:
    found = article(f"{top}\n{STORY}")
    assert (found.title, found.publisher) == (top.splitlines()[0], "")


def test_a_headline_above_a_byline_is_no_outlet() -> None:
    found = article(f"Le maire vend 20 ports\nPar Jeanne Roy\n{STORY}")
    assert (found.publisher, found.title) == ("", "Le maire vend 20 ports")


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("La ville vend son port pour 3 millions d'euros, dit la mairesse dans une lettre.", "fr"),
        ("La ville vend son port pour 3 G$, dit la mairesse dans une lettre.", "fr-CA"),
        ("La ville vend son port pour 3 M$, dit la mairesse dans une lettre.", "fr-CA"),
        ("La ville vend son port pour 12 $ US la tonne, dit la mairesse dans une lettre.", "fr-CA"),
        ("La ville vend son port pour 3 Md€ et 2 M$, dit la mairesse dans une lettre.", "fr"),
        ("La ville vend son port pour 3 millions de francs à nonante personnes, selon une lettre des maires.", "fr-CH"),
        ("The city has sold its port for $3 million, the mayor said in a letter.", "en"),
        ("The city has sold the harbour and labour rose 3 per cent at its centre.", "en-GB"),
        ("The city has sold its port center and labor costs rose 3 percent.", "en-US"),
        ("GASPÉ, Que. — The city has sold its port for $3 million, or 3 per cent, the mayor said.", "en-CA"),
        ("The city has sold its labor center, the mayor said at the labour centre.", "en"),
        ("LYON – Vendu\u202f! Le préfet dit que le port est à un fonds pour 3 millions d'euros.", "fr-FR"),
        ("Qui paie\u00a0? La ville vend son port pour 3 M€, dit le maire dans une lettre.", "fr-FR"),
        ("La ville vend son port pour 3 millions d'euros, dit le préfet dans une lettre.", "fr"),
        ("Qui paie\u00a0? La ville belge vend son port pour 3 millions d'euros dans une lettre.", "fr"),
        ("Qui paie\u00a0? La ville vend son port pour 3 M$ au fonds de Montréal.", "fr"),
        ("Le litre est à 1,85 $ le matin, dit la mairesse dans une lettre de Rimouski, G5L 3K4.", "fr-CA"),
        (
            "Le chef de la direction du port dit dans une lettre que la vente est pour le troisième trimestre de 2026.",
            "fr-CA",
        ),
        ("The port will cost the city $3.2-billion over ten years, the mayor said in a letter.", "en-CA"),
        ("The $3.2-billion port is sold, the mayor said in a letter to the city.", "en"),
        ("On March 3, 2025, Ottawa said the labour centre of the port in Ontario is sold.", "en-CA"),
        ("On March 3, 2025, the city said that the port is sold.", "en"),
        ("The city, in Salem, Ore., has sold its port center, the mayor said.", "en-US"),
        ("The notice of 3/18/2025 says that the city has sold its port.", "en-US"),
        ("The city has sold its port for £3m to a fund, the mayor said at 6.30am.", "en-GB"),
        ("El puerto de la ciudad se vende por 3 millones, que no es poco, según la alcaldesa.", ""),
        ("Il porto della città è stato venduto per 3 milioni, ha detto il sindaco con una lettera.", ""),
        ("Der Hafen ist für 3 Millionen verkauft worden, sagte die Bürgermeisterin.", ""),
        ("3,2 14 88", ""),
    ],
)
def test_a_language_is_told_by_its_words_and_a_region_by_its_print(text: str, tag: str) -> None:
    assert detect_language(text) == tag


def test_a_language_that_is_not_recognised_is_noted_and_left_empty() -> None:
    found = article("Der Hafen\nDer Hafen ist für 3 Millionen verkauft worden, sagte die Bürgermeisterin.")
    assert found.language == ""
    assert found.notes == ("language: not recognised",)
    assert "language" not in found.guessed
