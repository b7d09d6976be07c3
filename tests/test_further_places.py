"""A further place of a value that counts already: undone alone, and put back by undoing that."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from claims.acts import acts
from claims.adding import add_figure
from claims.chronicle import lines
from claims.importing import import_files
from claims.locating import Selection
from claims.models import Claim, Entry, Figure, Mention
from claims.refusals import Refusal
from claims.undoing import undo_acts
from sources.models import Dossier, Source
from tests import factories

pytestmark = pytest.mark.django_db

TEXT = "Nordwind débourse 14,8 milliards de dollars.\nLe chiffre de 14,8 milliards est repris.\n"
FIRST, FURTHER = "14,8 milliards de dollars", "14,8 milliards est"


@pytest.fixture
def source(story: Dossier) -> Source:
    return factories.source(story, TEXT)


@pytest.fixture
def price(source: Source, story: Dossier) -> Figure:
    """The value at its first place, added by hand."""
    return add(source, FIRST, factories.claim(story, "Prix"))


def add(source: Source, quote: str, claim: Claim | None, label: str = "") -> Figure:
    assert source.current is not None
    chosen = Selection(edition=source.current.sha256, quote=quote, read_as="14,8 milliards de dollars")
    return add_figure(source, chosen, claim=claim, label=label, by=factories.user())


def quotes(figure: Figure) -> list[str]:
    return [mention.quote for mention in Figure.objects.get(pk=figure.pk).printed_mentions()]


def undo_last(story: Dossier, rows: int = 1) -> None:
    undo_acts(story, [Entry.objects.latest("pk").batch], rows=rows, by=factories.user())


def test_undo_takes_back_the_place_and_nothing_else(story: Dossier, source: Source, price: Figure) -> None:
    add(source, FURTHER, price.claim)
    undo_last(story)
    price.refresh_from_db()
    assert quotes(price) == [FIRST]
    assert (price.dismissed, price.placed, price.vanished) == (False, True, False)
    undo_last(story)
    assert quotes(price) == [FIRST, FURTHER]


def test_a_verdict_counts_again_once_the_place_is_taken_back(story: Dossier, source: Source, price: Figure) -> None:
    factories.decide(price, "confirmed", by=factories.user())
    add(source, FURTHER, price.claim)
    price.refresh_from_db()
    assert price.stale
    undo_last(story)
    price.refresh_from_db()
    assert not price.stale


def test_what_was_placed_by_the_same_act_is_unplaced_too(story: Dossier, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    import_files(story, [tmp_path / "a.txt"])
    figure = Figure.objects.get(mentions__quote=FIRST)
    Mention.objects.exclude(quote=FIRST).delete()
    add(figure.source, FURTHER, figure.claim)
    undo_last(story, rows=2)
    figure.refresh_from_db()
    assert (quotes(figure), figure.placed) == ([FIRST], False)


def test_the_place_is_free_again_and_then_not_to_be_put_back(story: Dossier, source: Source, price: Figure) -> None:
    add(source, FURTHER, price.claim)
    undo_last(story)
    undoing = Entry.objects.latest("pk").batch
    add(source, FURTHER, None, label="Valorisation")
    with pytest.raises(Refusal, match="stands at this place by now, in “Valorisation”"):
        undo_acts(story, [undoing], rows=1, by=factories.user())
    assert quotes(price) == [FIRST]


def test_two_places_that_stand_are_never_one(source: Source, price: Figure) -> None:
    add(source, FURTHER, price.claim)
    taken = Mention.objects.get(quote=FURTHER)
    taken.pk, taken._state.adding = None, True
    with pytest.raises(IntegrityError), transaction.atomic():
        taken.save()


def test_a_place_that_a_later_edition_continued_goes_from_there_too(tmp_path: Path) -> None:
    story, path = factories.dossier("deux"), tmp_path / "a.txt"
    path.write_text(TEXT.replace(FURTHER, "une paille est"), encoding="utf-8")
    import_files(story, [path])
    figure = Figure.objects.get(mentions__quote=FIRST)
    add(figure.source, "une paille est", figure.claim)
    added = Entry.objects.latest("pk").batch
    path.write_text(f"Mise à jour\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    import_files(story, [path])
    assert quotes(figure) == [FIRST, "une paille est"]

    undo_acts(story, [added], rows=2, by=factories.user())
    assert quotes(figure) == [FIRST]
    undo_last(story, rows=3)
    assert quotes(figure) == [FIRST, "une paille est"]


def test_the_journal_tells_the_place(story: Dossier, source: Source, price: Figure) -> None:
    add(source, FURTHER, price.claim)
    told, *_earlier = lines(acts(story, words="prix"))
    assert (told.what, told.quotes, told.claim) == ("further place added by hand", (FURTHER,), price.claim)
    assert told.changes == ()
