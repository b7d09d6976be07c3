"""Words are found in labels, quotes and sources, alike on both databases, and stay found as the desk works."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from claims import search
from claims.importing import import_files
from claims.models import Claim
from sources.models import Dossier
from tests import factories

pytestmark = pytest.mark.django_db


def found(dossier: Dossier, words: str) -> list[str]:
    matching = search.claims_with(words, dossier.pk)
    assert matching is not None
    return sorted(Claim.objects.filter(pk__in=matching).values_list("label", flat=True))


@pytest.fixture
def desk() -> Dossier:
    made = factories.dossier("affaire")
    source = factories.source(
        made, "Selon le préfet, l’évaluation atteint 14,8 milliards à Bâle.", publisher="Le Veilleur", title="La vente"
    )
    factories.figure(factories.claim(made, "Évaluation d’Helioport"), 14_800, of=source, quote="14,8 milliards")
    factories.figure(factories.claim(made, "Part acquise"), 49, quote="49 %")
    return made


@pytest.mark.parametrize(
    "words",
    [
        "évaluation",
        "EVALUATION",
        "evalu",
        "helioport",
        "14,8",
        "14.8 milliards",
        "veilleur",
        "prefet bale",
        "vente",
        "préf",
    ],
)
def test_a_claim_is_found_by_label_quote_context_and_source_without_accents(desk: Dossier, words: str) -> None:
    assert found(desk, words) == ["Évaluation d’Helioport"]


@pytest.mark.parametrize("words", ["8,14", "valuation", "xdossier", "helioport acquise", '"NEAR(', "évaluation*x"])
def test_what_is_not_there_is_not_found(desk: Dossier, words: str) -> None:
    assert found(desk, words) == []


@pytest.mark.parametrize("words", ["", "  ", "*", "'\"", "()", "–"])
def test_signs_alone_are_no_search(desk: Dossier, words: str) -> None:
    assert search.claims_with(words, desk.pk) is None


def test_a_search_stays_in_its_dossier(desk: Dossier) -> None:
    other = factories.dossier("autre")
    factories.claim(other, "Évaluation d’Helioport, autre affaire")
    assert found(desk, "helioport") == ["Évaluation d’Helioport"]


def test_renaming_moving_dismissing_and_a_sources_new_name_are_found_at_once(desk: Dossier) -> None:
    person = factories.user()
    value, share = desk.claims.order_by("number")
    share.rename("Participation", by=person)
    assert found(desk, "participation") == ["Participation"]
    assert found(desk, "acquise") == []
    figure = value.figures.get()
    figure.dismiss(by=person)
    assert found(desk, "milliards") == []
    figure.restore(by=person)
    assert found(desk, "milliards") == ["Évaluation d’Helioport"]


def test_the_table_is_filled_where_it_was_missing(desk: Dossier) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {search.TABLE}")
    search.install(connection)
    assert found(desk, "helioport") == ["Évaluation d’Helioport"]


def test_an_import_files_the_words_that_indexing_again_would(desk: Dossier, tmp_path: Path) -> None:
    for number, amount in enumerate(("14,3", "14,8", "14,3")):
        text = (
            f"Norvane achète Scale\n\nLe préfet dit : le prix est de {amount} milliards de dollars, contre 9 en 2023.\n"
        )
        (tmp_path / f"{number}.txt").write_text(text, "utf-8")
    import_files(desk, sorted(tmp_path.iterdir()))
    filed = _filed()
    search.index(Claim.objects.values_list("pk", flat=True))
    assert filed == _filed()
    assert all(filed.values())


def _filed() -> dict[int, list[str]]:
    """The words of each claim, whatever the order in which its quotes come."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT rowid, words FROM {search.TABLE}")
        return {claim: sorted(words.split()) for claim, words in cursor.fetchall()}
