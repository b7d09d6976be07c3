"""Moving, merging and splitting: journalled, undone as exactly the batch that was done, respected by imports."""

from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from claims.editing import merge_claims, move_figure, split_claim
from claims.figures.interval import Interval
from claims.importing import import_files
from claims.models import Claim, Entry, Figure
from claims.refusals import Refusal
from sources.models import Dossier
from tests import factories

pytestmark = pytest.mark.django_db


def figures_of(claim: Claim) -> list[int]:
    return list(claim.figures.order_by("pk").values_list("pk", flat=True))


def last_batch() -> UUID:
    return Entry.objects.latest("pk").batch


def test_a_moved_figure_answers_the_other_claim_and_its_verdict_is_stale(story: Dossier) -> None:
    claim, low, high, _over = factories.disputed_claim(story)
    other = factories.claim(story, "Prix de 2014")
    factories.decide(high, "contested")
    move_figure(high, other, by=factories.user(), reason="Autre transaction")
    for row in (claim, other, high, low):
        row.refresh_from_db()
    assert (claim.status, claim.figure_count, low.in_dispute) == ("agreed", 2, False)
    assert (other.status, other.figure_count) == ("single", 1)
    assert (high.claim, high.stale, high.counting_decision) == (other, True, "")


def test_a_move_undone_brings_back_claim_dispute_and_verdict(story: Dossier) -> None:
    claim, _low, high, _over = factories.disputed_claim(story)
    factories.decide(high, "contested")
    entry = move_figure(high, factories.claim(story, "Autre"), by=factories.user())
    Entry.objects.undo(entry, by=factories.user())
    claim.refresh_from_db()
    high.refresh_from_db()
    assert (claim.status, claim.undecided_count) == ("disputed", 1)
    assert (high.claim, high.stale, high.decision) == (claim, False, "contested")


@pytest.mark.parametrize("where", ["same", "kind", "dossier", "merged"])
def test_a_figure_moves_only_where_it_can_answer(story: Dossier, where: str) -> None:
    claim, low, *_ = factories.disputed_claim(story)
    to = {
        "same": lambda: claim,
        "kind": lambda: factories.claim(story, "Âge", kind="age", unit="year"),
        "dossier": lambda: factories.claim(factories.dossier(), "Ailleurs"),
        "merged": lambda: factories.claim(story, "Fondue", merged_into=claim),
    }[where]()
    with pytest.raises(Refusal):
        move_figure(low, to, by=factories.user())
    assert not Entry.objects.exists()


def test_merged_claims_stay_with_where_they_went_and_undo_parts_them(story: Dossier) -> None:
    claim, *figures = factories.disputed_claim(story)
    other = factories.claim(story, "Prix payé")
    alone = factories.figure(other, 14_900_000_000, quote="14,9 milliards")
    merge_claims(other, claim, by=factories.user(), reason="Même question")
    claim.refresh_from_db()
    other.refresh_from_db()
    assert (other.merged_into, other.figure_count) == (claim, 0)
    assert figures_of(claim) == [figure.pk for figure in [*figures, alone]]
    assert claim.dispute_count == 3

    Entry.objects.undo_batch(last_batch(), by=factories.user())
    claim.refresh_from_db()
    other.refresh_from_db()
    assert (other.merged_into, figures_of(other), other.figure_count) == (None, [alone.pk], 1)
    assert claim.dispute_count == 2


def test_a_split_makes_a_claim_of_its_own_and_undo_folds_it_back(story: Dossier) -> None:
    claim, low, high, over = factories.disputed_claim(story)
    new = split_claim([high], "Montant annoncé", by=factories.user())
    claim.refresh_from_db()
    assert (new.label, figures_of(new), new.figure_count) == ("Montant annoncé", [high.pk], 1)
    assert claim.status == "agreed"

    Entry.objects.undo_batch(last_batch(), by=factories.user())
    claim.refresh_from_db()
    new.refresh_from_db()
    assert (new.merged_into, figures_of(claim)) == (claim, [low.pk, high.pk, over.pk])
    assert claim.status == "disputed"


def test_a_split_leaves_something_behind(story: Dossier) -> None:
    _claim, low, high, over = factories.disputed_claim(story)
    with pytest.raises(Refusal):
        split_claim([low, high, over], "Tout", by=factories.user())
    with pytest.raises(Refusal):
        split_claim([low], "  ", by=factories.user())


def test_a_batch_is_undone_whole_or_not_at_all(story: Dossier) -> None:
    claim, *_ = factories.disputed_claim(story)
    other = factories.claim(story, "Prix payé")
    alone = factories.figure(other, 14_900_000_000, quote="14,9 milliards")
    merge_claims(other, claim, by=factories.user())
    batch = last_batch()
    alone.refresh_from_db()
    move_figure(alone, factories.claim(story, "Troisième"), by=factories.user())
    before = Entry.objects.count()
    with pytest.raises(Refusal):
        Entry.objects.undo_batch(batch, by=factories.user())
    assert Entry.objects.count() == before


def test_an_import_follows_a_merge(tmp_path: Path) -> None:
    """A later article joins the claim that the editor merged the question into."""
    text = "Norvane rachète Helioport\n\nNorvane va payer {} milliards d’euros pour le rachat d’Helioport.\n"
    dossier = factories.dossier("norvane")
    for name, amount in (("a", "14,3"), ("b", "14,8")):
        (tmp_path / f"{name}.txt").write_text(text.format(amount), encoding="utf-8")
    import_files(dossier, sorted(tmp_path.iterdir()))
    price = Claim.objects.get(dossier=dossier, kind="money")
    kept = factories.claim(dossier, "Prix d’Helioport", unit="EUR")
    value = Interval(Decimal(14_000_000_000), None, low_open=True)
    factories.figure(kept, value, quote="14 milliards")
    merge_claims(price, kept, by=factories.user())

    (tmp_path / "c.txt").write_text(text.format("14,4"), encoding="utf-8")
    import_files(dossier, [tmp_path / "c.txt"])
    assert Figure.objects.get(source__name="c.txt", kind="money").claim == kept
