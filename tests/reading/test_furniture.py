import pytest

from sources.reading.formats import read_article
from sources.reading.furniture import furniture, is_furniture
from sources.reading.lines import lines_of, merged, without
from tests.reading.pages import ENGLISH_PAGE, FRENCH_PAGE


def masked(page: str) -> list[str]:
    return [page[start:end] for start, end in merged(furniture(page, lines_of(page)))]


def story_of(page: str) -> list[str]:
    article = read_article(page.encode(), "page.txt")
    return [" ".join(line.text.split()) for line in lines_of(without(article.text, article.masks))]


def test_a_french_page_is_read_without_its_furniture() -> None:
    assert story_of(FRENCH_PAGE) == [
        "Le port de Brévigny vendu 3,2 G$ à un fonds",
        "La ville cède son port pour 3,2 milliards de dollars. Le fonds promet 450 emplois.",
        "Le port de Brévigny vendu 3,2 G$ à un fonds",
        "La mairesse a signé lundi la vente du port , que le conseil avait approuvée en mai 2024.",
        "Le fonds, qui possède déjà 12 terminaux , paiera en 3 versements. Le syndicat craint 80 départs.",
    ]


def test_an_english_page_is_read_without_its_furniture() -> None:
    assert story_of(ENGLISH_PAGE) == [
        "Port of Dunmore sold for $3.2 billion",
        "The city has sold its port for $3.2 billion, the mayor said on Monday.",
        "The fund owns 12 terminals and will pay in 3 instalments, according to the contract.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "menu", "Close", "FERMER", "Source:", "Source :", "Sources : Insee, Banque de France",
        "Latest News", "» Partager", "Share on X", "Share this article on Facebook, LinkedIn", "Copier le lien",
        "3 min de lecture", "5-minute read", "Temps de lecture : 12 min", "Lecture 2 min.", "Reading time: 4 minutes",
        "12 commentaires", "1,204 views", "Commentaires (8)", "Il y a 3 heures", "Updated 2 hours ago",
        "Publié aujourd'hui à 8 h 12", "S’abonner", "Abonnez-vous dès 1 € par mois", "Sign up for our newsletter",
        "Recevez les 5 infos du jour dans votre boîte courriel", "Nous utilisons des cookies pour mesurer l'audience",
        "By continuing to browse you accept our use of cookies.", "Cet article est réservé aux abonnés",
        "You have 3 free articles left this month", "Lire aussi : La ville vend 3 écoles", "Read more: Ten ports",
        "À LIRE AUSSI | Trois ports", "Lire la suite", "Advertisement", "La suite après cette publicité",
        "Story continues below advertisement", "© 2025 Le Courrier", "Copyright 2019-2025 The Post", "(c) The Post",
        "Le Courrier 2025 - Tous droits réservés", "Crédit photo : Anne Roy", "PHOTO ANNE ROY, ARCHIVES LE COURRIER",
        "Justin Lee/Getty Images", "Accueil > Économie > Ports", "Tags : port, fonds, 2025", "#port #fonds2025",
        "https://example.org/2025/03/03/port", "![Le port](https://example.org/12.jpg)", "10:30", "me\u200bnu",
        "Skip to main content", "Suivez-nous sur Facebook", "Écouter cet article (4 min)",
        "7 minute read", "A 4-minute read", "Lu en 3 min", "Lecture : 3 mn", "Lecture 3’", "Less than a minute read",
        "Page A4", "Avec agences", "With wire reports",
    ],
)  # fmt: skip
def test_a_line_of_furniture_is_masked(line: str) -> None:
    page = f"Un titre de deux mots\n{line}\nLa ville vend son port pour 3 M€, dit la mairesse."
    assert masked(page) == [line.strip()]


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell 3% on Monday",
        "Sources close to the deal put the price at 3 billion dollars. The bank declined to comment.",
        "Selon la source : les 12 sites ferment. La direction dément.",
        "Lire 3 livres par mois coûte 45 €",
        "Partager les 3 M€ entre les communes prendra 5 ans",
        "Published accounts show that profit fell 12% last year",
        "Copyright holders are asking for $3 billion",
        "Related costs rose 4%",
        "Read more than 3 books a month",
        "Le menu à 12 €",
        "Comments on the plan came from 1,200 people",
        "Les commentaires de 300 riverains",
        "La lecture de 3 min par jour suffit",
        "Photo : 3 ouvriers devant les 12 grues",
        "Voir 12 ports en 3 jours",
        "La publicité rapporte 3 M€",
        "Follow-up studies found 12 cases",
        "Plus de 3 000 emplois supprimés",
        "Watch sales rose 4%",
        "Home prices rose 3%",
        "Subscribers rose to 3 million",
        "Trois commentaires de la mairesse",
        "Sign-ups rose 12%",
        "Cookies sold 3 million boxes",
    ],
)
def test_a_line_of_the_story_is_not_masked(line: str) -> None:
    assert not is_furniture(line, label=True)
    assert masked(f"Un titre\n{line}\nLa ville vend son port pour 3 M€.") == []


@pytest.mark.parametrize(
    "passage",
    [
        "(source)",
        "(lire notre analyse)",
        "[Read our explainer]",
        "(photo : Anne Roy)",
        "[12]",
        "(lire aussi : Le port)",
    ],
)
def test_a_passage_of_furniture_is_masked_within_a_sentence(passage: str) -> None:
    assert masked(f"La ville vend son port 3 M€ {passage} à un fonds.") == [passage]


@pytest.mark.parametrize(
    "passage", ["(12 grues)", "(soit 3 M€)", "[sic]", "(source de 3 M€ de recettes)", "(voir 12 fois)"]
)
def test_other_passages_in_parentheses_stay(passage: str) -> None:
    assert masked(f"La ville vend son port {passage} à un fonds.") == []


def test_the_target_of_a_link_is_masked_and_its_words_stay() -> None:
    assert masked("La ville [vend 3 quais](https://a.org/2025/12) au fonds.") == ["(https://a.org/2025/12)"]


def test_links_after_their_heading_are_masked_up_to_the_end() -> None:
    page = "La ville vend son port.\nÀ lire aussi\nUne aciérie ferme après 112 ans\n- Trois questions sur le blé.\n"
    assert masked(page) == ["À lire aussi", "Une aciérie ferme après 112 ans", "- Trois questions sur le blé."]


def test_a_story_that_goes_on_after_the_heading_of_a_link_list_stays() -> None:
    page = "La ville vend son port.\nÀ lire aussi\nTrois ports à vendre\nLe fonds paiera 3 M€ en mai."
    assert masked(page) == ["À lire aussi"]


def test_lines_without_sentences_under_the_heading_of_a_link_list_stay_where_nothing_else_is_the_story() -> None:
    assert masked("À la une\nPort vendu 3 M€\nAciérie fermée") == ["À la une"]


def test_a_section_label_is_furniture_above_the_story_only() -> None:
    page = "Économie\nUn port vendu\nLa ville vend son port.\nÉconomie\nLe port rapportait 3 M€."
    assert masked(page) == ["Économie"]
    assert next(iter(furniture(page, lines_of(page)))) == (0, len("Économie"))


def test_a_title_and_a_summary_that_are_printed_twice_stay() -> None:
    page = "Port vendu 3 M€\nLa ville vend.\nPort vendu 3 M€\nLa ville vend."
    assert masked(page) == []
