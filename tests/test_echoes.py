"""Texts that echo one another are found with the evidence; texts on one event that do not are left apart."""

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from claims.dimensions import base
from claims.figures.reader import read_figures
from sources.echoes import PROPOSED, Document, Echo, Printed, echoes, origins, touched
from sources.reading.formats import read_article

STORIES = sorted(path.parent for path in (Path(__file__).parent / "stories").glob("*/story.json"))
# In these, as the README of the stories says, one article credits an agency and repeats part of its dispatch.
ECHOING = {"cloud-outage", "drug-licence", "earthquake", "grocery-takeover", "rail-accident", "wildfire"}

DISPATCH = (
    "Le chantier naval de Port-Brenn sera fermé pendant six semaines à partir de lundi prochain, après la découverte"
    " de fissures dans la cale sèche. La direction promet que les salaires seront versés sans retard."
)
REWRITTEN = (
    "Mauvaise nouvelle sur la côte. Le chantier naval de Port-Brenn sera fermé pendant six semaines à partir de lundi"
    " prochain, après la découverte de fissures dans la cale sèche. Les élus du canton demandent une réunion rapide."
)
INDEPENDENT = (
    "À Port-Brenn, les ouvriers ont appris mardi que la cale sèche était abîmée. Leur chantier naval s’arrête un mois"
    " et demi. Plusieurs redoutent déjà que les commandes partent ailleurs, chez le voisin espagnol par exemple."
)


def only(*documents: Document) -> Echo:
    (echo,) = echoes(documents)
    return echo


def document(key: str, text: str, language: str = "fr", publisher: str = "", credit: str = "") -> Document:
    return Document(key, text, language, publisher, credit)


def numbered(key: str, language: str, values: list[str]) -> Document:
    """A text without wording that prints these values in this order."""
    starts = range(0, 10 * len(values), 10)
    figures = tuple(Printed(at, at + 5, value) for at, value in zip(starts, values, strict=True))
    return Document(key, "", language, figures=figures)


def test_a_rewritten_dispatch_is_found_with_the_passage_in_both() -> None:
    echo = only(document("a", DISPATCH), document("b", REWRITTEN))
    (passage,) = echo.passages
    shared = DISPATCH[slice(*passage.a)]
    assert shared == REWRITTEN[slice(*passage.b)]
    assert shared.startswith("Le chantier naval")
    assert shared.endswith("la cale sèche")
    assert echo.score >= PROPOSED


def test_offsets_count_code_points_behind_emoji_and_crlf() -> None:
    shifted = "\U0001f6a2 \r\n" + DISPATCH
    (passage,) = only(document("a", DISPATCH), document("b", shifted)).passages
    assert DISPATCH[slice(*passage.a)] == shifted[slice(*passage.b)]


def test_an_independent_article_on_the_same_event_is_no_echo() -> None:
    assert echoes([document("a", DISPATCH), document("b", INDEPENDENT)]) == []


def test_a_change_of_one_word_does_not_hide_an_echo() -> None:
    changed = DISPATCH.replace("promet", "assure").replace("lundi", "mardi")
    assert only(document("a", DISPATCH), document("b", changed)).score >= PROPOSED


@pytest.mark.parametrize(("opening", "closing"), ["«»", "“”", '""'])
def test_the_same_quotation_is_no_echo(opening: str, closing: str) -> None:
    said = f"{opening}Nous avons trouvé des fissures profondes dans toute la partie basse de la cale sèche{closing}"
    texts = [f"Le directeur explique : {said}.", f"Devant la presse, il raconte. {said}, lit-on."]
    assert echoes([document("a", texts[0]), document("b", texts[1])]) == []


def test_a_run_of_names_is_no_echo() -> None:
    names = "Jeanne Auray, Marc Belin, Louis Tarde, Anne Merle et Paul Kerven"
    texts = [f"Étaient présents {names}.", f"On cite {names} parmi eux."]
    assert echoes([document("a", texts[0]), document("b", texts[1])]) == []


def test_masked_furniture_is_no_echo() -> None:
    menu = "Accueil abonnez vous pour lire toute la suite de cet article réservé aux lecteurs fidèles"
    a, b = (Document(key, menu + "\n", "fr", masks=((0, len(menu)),)) for key in "ab")
    assert echoes([a, b]) == []


def test_a_credited_agency_ties_texts_that_share_no_wording() -> None:
    echo = only(document("a", DISPATCH, credit="AFP"), document("b", INDEPENDENT, credit="AFP"))
    assert (echo.credit, echo.passages) == ("AFP", ())
    assert echo.score >= PROPOSED


def test_an_outlet_named_in_the_text_adds_to_wording_and_is_nothing_alone() -> None:
    named = INDEPENDENT + " C’est ce qu’a révélé Le Veilleur."
    assert echoes([document("a", DISPATCH, publisher="Le Veilleur"), document("b", named)]) == []
    tail = " Le reste du canton ignore encore tout de ce qui attend les familles du port." * 4
    plain = only(document("a", DISPATCH + tail.replace("canton", "pays")), document("b", REWRITTEN))
    cited = only(
        document("a", DISPATCH + tail.replace("canton", "pays"), publisher="Le Veilleur"),
        document("b", REWRITTEN + " (Le Veilleur)"),
    )
    assert cited.named == "Le Veilleur"
    assert cited.score >= plain.score


VALUES = ["USD 4175", "count 318", "% 62.5", "km 127", "EUR 93400", "count 4"]


def test_a_translation_shows_by_its_rare_figures_in_the_same_order() -> None:
    echo = only(numbered("a", "fr", VALUES), numbered("b", "en-GB", VALUES))
    assert echo.score >= PROPOSED
    assert echo.order == 1


FRENCH = (
    "Le port de Sarvigne a perdu 4,7 % de son trafic l’an dernier, à 12,35 millions de tonnes. Ses 1 840 dockers ont"
    " touché une prime de 615 euros. Le quai de 1 275 mètres coûtera 88,4 millions d’euros, et 263 emplois sont promis."
)
TRANSLATED = (
    "Traffic at the port of Sarvigne shrank 4.7% last year to 12.35 million tonnes. Its 1,840 dockers received a bonus"
    " of 615 euros. The 1,275-metre quay will cost €88.4m, and 263 jobs are to be created."
)
REPORTED = (
    "Sarvigne’s new quay, 1,275 metres long, will cost €88.4m. The harbour has 1,840 dockers, and unions fear for 140"
    " of them. Trade fell last year to 12.35 million tonnes, the lowest since a strike of 37 days; wages rose 2.9%."
)


@pytest.mark.parametrize(("text", "is_echo"), [(TRANSLATED, True), (REPORTED, False)], ids=["translated", "reported"])
def test_a_translation_is_told_from_a_report_with_half_of_the_same_figures(text: str, is_echo: bool) -> None:
    french = Document("a", FRENCH, "fr", figures=tuple(printed(FRENCH, "fr")))
    english = Document("b", text, "en", figures=tuple(printed(text, "en")))
    assert bool([echo for echo in echoes([french, english]) if echo.score >= PROPOSED]) is is_echo


def test_the_same_figures_in_another_order_are_no_translation() -> None:
    assert echoes([numbered("a", "fr", VALUES), numbered("b", "en", VALUES[::-1])]) == []


def test_figures_alone_do_not_tie_texts_of_one_language() -> None:
    assert echoes([numbered("a", "fr-CA", VALUES), numbered("b", "fr", VALUES)]) == []


def test_values_that_every_text_prints_are_not_rare() -> None:
    languages = ["fr", "en", "fr", "en", "fr", "en", "fr"]
    assert echoes([numbered(str(n), language, VALUES) for n, language in enumerate(languages)]) == []


def test_a_chain_of_echoes_is_one_group_under_the_agency() -> None:
    texts = [
        document("a", DISPATCH, credit="Agence Brenn", publisher="Agence Brenn"),
        document("b", REWRITTEN),
        document("c", INDEPENDENT, credit="Agence Brenn"),
        document("d", "Rien de commun avec le reste du dossier dans cette courte note de bas de page."),
    ]
    (group,) = origins(texts, echoes(texts))
    assert (group.name, group.members) == ("Agence Brenn", ("a", "b", "c"))
    assert {echo.a for echo in group.echoes} == {"a"}


def read(path: Path) -> Document:
    article = read_article(path.read_bytes(), path.name)
    return Document(
        key=path.name,
        text=article.text,
        language=article.language,
        publisher=article.publisher,
        credit=article.origin,
        masks=article.masks,
        figures=tuple(printed(article.text, article.language, article.masks)),
    )


def printed(text: str, language: str, masks: tuple[tuple[int, int], ...] = ()) -> Iterator[Printed]:
    for reading in read_figures(text, language, None, masks):
        dimension, factor = base(reading.unit, reading.kind)
        if reading.kind != "date" and reading.said.low is not None:
            yield Printed(reading.start, reading.end, f"{dimension} {(reading.said.low * factor).normalize():f}")


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.name)
def test_articles_of_a_story_are_merged_only_where_one_repeats_a_dispatch(story: Path) -> None:
    documents = [read(path) for path in sorted(story.glob("*.txt"))]
    groups = origins(documents, echoes(documents))
    assert [len(group.members) for group in groups] == ([2] if story.name in ECHOING else [])
    assert all(group.name and "a.txt" in group.members for group in groups)


def test_two_hundred_articles_are_compared_each_pair_once() -> None:
    texts = [" ".join(f"mot{(n * 7919 + i * 104729) % 5003} plein" for i in range(300)) for n in range(200)]
    documents = [document(str(n), text) for n, text in enumerate(texts)]
    found = echoes(documents)
    assert len({(echo.a, echo.b) for echo in found}) == len(found) <= sum(1 for _ in combinations(documents, 2))


def test_what_new_texts_touch_is_all_that_becomes_another() -> None:
    """Values that become common, or telling again since there are more texts, change the echoes of older texts too."""
    chance = random.Random(5)
    texts = [
        replace(numbered(chr(97 + n), "fr", [f"% {v}" for v in chance.sample(range(1001, 1012), 5)]), text=DISPATCH)
        for n in range(12)
    ]
    for count in range(2, len(texts)):
        old, now = texts[:count], texts[: count + 1]
        pairs = touched(now, {now[-1].key})
        kept = {(one.a, one.b): one for one in echoes(old) if (one.a, one.b) not in pairs}
        fresh = {(one.a, one.b): one for one in echoes(now, pairs)}
        assert kept | fresh == {(one.a, one.b): one for one in echoes(now)}
    assert len(touched(texts, {texts[-1].key})) < len(texts) * (len(texts) - 1) / 2
