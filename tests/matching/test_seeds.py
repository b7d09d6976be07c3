"""The story that Dealdesk starts with shows its three disputes and no other, under names that an editor keeps."""

from pathlib import Path

from claims.figures.reader import read_figures
from claims.matching import Text, match
from sources.reading.formats import read_article
from tests.matching.annotated import rival_pairs
from tests.matching.measure import in_usual_year

SEEDS = Path(__file__).parents[2] / "seeds"


def texts() -> list[Text]:
    found = []
    for path in sorted(SEEDS.glob("[0-9]*.md")):
        article = read_article(path.read_bytes(), path.name)
        readings = read_figures(article.text, article.language or "fr", article.published_on, article.masks)
        language = article.language or "fr"
        found.append(Text(path.name, article.text, article.title, language, article.published_on, tuple(readings)))
    return list(in_usual_year(found))


def test_the_first_story_shows_its_three_disputes_and_no_other() -> None:
    told = texts()
    groups = match(told, "fr")
    place = {member: group.label for group in groups for member in group.members}
    disputed = {place[a] for a, b in rival_pairs(told) if place[a] == place[b]}
    assert disputed == {
        "Montant investi par Meta dans Scale AI",
        "Date de l’annonce",
        "Départs de salariés de Scale AI",
    }
