"""A look at a dossier: cross-checks and echoes as rows, stale when what they rest on changes, an editor's word kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from claims.crosschecks import sentence
from claims.importing import import_files
from claims.looking import is_due, look_again, stale_checks
from claims.models import CrossCheck, Entry, Figure, Look
from claims.models.claim import Status
from claims.origins import part_origins, share_origin
from claims.refusals import Refusal
from claims.stamps import CLAIMS
from sources.models import Dossier, Echo
from tests import factories

pytestmark = pytest.mark.django_db

DEAL = (
    "Norvane prend une participation de 49 % dans Helioport, valorisée 29 milliards d’euros.\n\n"
    "Norvane investit {amount} milliards d’euros dans Helioport, a annoncé le groupe le 13 juin 2025.\n"
)
DISPATCH = (
    "Le chantier naval de Port-Brenn sera fermé pendant six semaines à partir de lundi prochain, après la découverte"
    " de fissures dans la cale sèche. La direction promet que les 240 salaires seront versés sans aucun retard.\n"
)


def imported(tmp_path: Path, *texts: str, dossier: Dossier | None = None) -> Dossier:
    dossier = dossier or factories.dossier("affaire")
    paths = []
    for text in texts:
        path = tmp_path / f"{len(list(tmp_path.iterdir())) + 1}.txt"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    import_files(dossier, paths)
    return dossier


def deal(tmp_path: Path) -> Dossier:
    return imported(
        tmp_path,
        DEAL.format(amount="14,3"),
        DEAL.format(amount="14,8").replace("Norvane prend", "Le fonds Norvane prend"),
    )


def the_check(dossier: Dossier) -> CrossCheck:
    return dossier.cross_checks.get(current=True, found__check="product")


def test_an_import_keeps_the_checks_that_tell_versions_apart(tmp_path: Path) -> None:
    check = the_check(deal(tmp_path))
    assert check.claim.status == Status.DISPUTED
    assert "49 %" in sentence(check.finding, "en").replace("\u202f", " ").replace("49%", "49 %")
    fits, excludes = (Figure.objects.filter(pk__in=ids) for ids in (check.finding.fits, check.finding.excludes))
    assert [round(float(figure.said_low or 0) / 1e9, 1) for figure in fits] == [14.3]
    assert [round(float(figure.said_low or 0) / 1e9, 1) for figure in excludes] == [14.8]


def test_a_stored_finding_comes_back_as_it_was_found(tmp_path: Path) -> None:
    check = the_check(deal(tmp_path))
    before = check.finding.digest
    look_again(check.dossier)
    check.refresh_from_db()
    assert check.finding.digest == before


def test_a_check_is_stale_once_a_figure_under_it_changes_and_fresh_after_a_look(tmp_path: Path) -> None:
    dossier = deal(tmp_path)
    check = the_check(dossier)
    assert stale_checks([check]) == set()
    stake = Figure.objects.filter(kind="percent").first()
    assert stake is not None
    stake.dismiss(by=factories.user())
    assert stale_checks([check]) == {check.pk}
    look_again(dossier)
    check.refresh_from_db()
    assert not check.current or stale_checks([check]) == set()


def test_a_verdict_on_what_a_check_rests_on_makes_it_stale(tmp_path: Path) -> None:
    check = the_check(deal(tmp_path))
    factories.decide(Figure.objects.get(pk=check.finding.fits[0]), "confirmed")
    assert stale_checks([check]) == {check.pk}


def test_a_look_that_finds_the_same_leaves_the_claims_as_open_pages_know_them(tmp_path: Path) -> None:
    dossier = deal(tmp_path)
    before = claim_stamps()
    look_again(dossier)
    assert claim_stamps() == before
    factories.decide(Figure.objects.get(pk=the_check(dossier).finding.fits[0]), "confirmed")
    decided = claim_stamps()
    look_again(dossier)
    changed = {claim for claim, stamp in claim_stamps().items() if stamp != decided[claim]}
    assert the_check(dossier).claim_id in changed
    assert changed <= set(dossier.cross_checks.values_list("claim", flat=True))


def claim_stamps() -> dict[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT claim, stamp FROM {CLAIMS}")
        return dict(cursor.fetchall())


def test_a_check_that_no_longer_holds_is_not_shown_but_kept(tmp_path: Path) -> None:
    dossier = deal(tmp_path)
    check = the_check(dossier)
    for figure in Figure.objects.filter(kind="percent"):
        figure.dismiss(by=factories.user())
    look_again(dossier)
    assert list(CrossCheck.objects.filter(found__check="product").shown()) == []
    assert CrossCheck.objects.filter(pk=check.pk).exists()


def test_a_coincidence_stays_one_through_later_looks_and_can_be_undone(tmp_path: Path) -> None:
    dossier, person = deal(tmp_path), factories.user()
    check = the_check(dossier)
    entry = check.mark_coincidence(by=person, reason="Les 49 % sont d’une autre année.")
    look_again(dossier)
    check.refresh_from_db()
    assert check.coincidence
    Entry.objects.undo(entry, by=person)
    check.refresh_from_db()
    assert not check.coincidence


def test_a_look_is_due_after_a_verdict_an_act_and_an_import_but_not_after_a_word_on_a_check(tmp_path: Path) -> None:
    dossier, person = deal(tmp_path), factories.user()
    assert not is_due(dossier)
    the_check(dossier).mark_coincidence(by=person)
    assert not is_due(dossier)
    figure = Figure.objects.filter(claim__dossier=dossier, in_dispute=True).first()
    assert figure is not None
    factories.decide(figure, "confirmed")
    assert is_due(dossier)
    look_again(dossier)
    figure.claim.rename("Prix payé", by=person)
    assert is_due(dossier)
    imported(tmp_path, "Norvane emploie 1 500 salariés.\n", dossier=dossier)
    assert not is_due(dossier)


def test_texts_that_echo_are_proposed_and_count_as_two_until_an_editor_says(tmp_path: Path) -> None:
    dossier = imported(tmp_path, DISPATCH, "Mauvaise nouvelle. " + DISPATCH)
    echo = dossier.echoes.open().get()
    claim = Figure.objects.filter(claim__dossier=dossier, kind="count").first()
    assert claim is not None
    assert claim.claim.status == Status.AGREED
    share_origin(echo, by=factories.user())
    claim.claim.refresh_from_db()
    assert claim.claim.status == Status.SINGLE
    assert claim.claim.origin_count == 1
    assert not dossier.echoes.open().exists()


def test_one_origin_is_undone_as_the_batch_it_was(tmp_path: Path) -> None:
    dossier, person = imported(tmp_path, DISPATCH, "Mauvaise nouvelle. " + DISPATCH), factories.user()
    entries = share_origin(dossier.echoes.get(), by=person)
    Entry.objects.undo_batch(entries[0].batch, by=person)
    assert dossier.echoes.get().decision == ""
    assert set(dossier.sources.values_list("origin", flat=True)) == {None}


def test_sources_that_an_editor_parts_stay_apart_through_later_looks(tmp_path: Path) -> None:
    dossier, person = imported(tmp_path, DISPATCH, "Mauvaise nouvelle. " + DISPATCH), factories.user()
    echo = dossier.echoes.get()
    share_origin(echo, by=person)
    part_origins(echo, by=person, reason="Chacun a appelé le chantier.")
    look_again(dossier)
    echo.refresh_from_db()
    assert echo.decision == Echo.Decision.APART
    assert not dossier.echoes.open().exists()
    assert len({source.origin_key for source in dossier.sources.all()}) == 2
    with pytest.raises(Refusal):
        part_origins(echo, by=person)


def test_a_new_figure_says_what_it_joined_and_why(tmp_path: Path) -> None:
    dossier = deal(tmp_path)
    figure = Figure.objects.filter(claim__dossier=dossier, source__number=2, kind="percent").get()
    assert figure.joined is not None
    assert (figure.joined.source.number, figure.joined.claim) == (1, figure.claim)
    assert 0 < (figure.join_strength or 0) <= 1
    assert "same" in figure.join_why


def test_the_figures_of_a_later_import_are_known_as_new(tmp_path: Path) -> None:
    dossier = deal(tmp_path)
    imported(
        tmp_path, DEAL.format(amount="14,3").replace("Norvane prend", "On apprend que Norvane prend"), dossier=dossier
    )
    assert Look.objects.get(dossier=dossier).arrival == 2
    assert set(Figure.objects.filter(arrival=2).values_list("source__number", flat=True)) == {3}


def test_another_article_changes_no_decision(tmp_path: Path) -> None:
    dossier = deal(tmp_path)
    for figure in Figure.objects.filter(claim__dossier=dossier, in_dispute=True).order_by("low"):
        factories.decide(figure, "confirmed" if str(figure.said_low).startswith("143") else "contested")
    before = list(Figure.objects.order_by("pk").values("pk", "claim", "decision", "stale", "verdict_number", "low"))
    status = dict(dossier.claims.values_list("pk", "status"))
    imported(tmp_path, DEAL.format(amount="14,3").replace("Norvane prend", "Enfin, Norvane prend"), dossier=dossier)
    after = Figure.objects.filter(arrival=1).order_by("pk")
    assert list(after.values("pk", "claim", "decision", "stale", "verdict_number", "low")) == before
    disputed = the_check(dossier).claim
    assert status[disputed.pk] == Status.SETTLED
    assert disputed.status == Status.DISPUTED  # a third voice is in dispute, and nobody has decided on it yet
    assert disputed.undecided_count == 1


def found_in(dossier: Dossier) -> list[object]:
    checks = dossier.cross_checks.order_by("key").values_list("key", "found", "basis", "current")
    heard = dossier.echoes.order_by("a", "b").values_list("a", "b", "score", "evidence", "editions", "proposed")
    return [*checks, *heard]


def test_an_import_finds_from_memory_what_a_look_at_the_database_finds(tmp_path: Path) -> None:
    dossier = deal(tmp_path)
    imported(tmp_path, DISPATCH, DISPATCH + DEAL.format(amount="14,9"), dossier=dossier)
    before = found_in(dossier)
    assert len(before) > 1
    look_again(dossier)
    assert found_in(dossier) == before


def test_what_an_editor_does_during_an_import_is_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(DEAL.format(amount="14,3"), encoding="utf-8")
    other = tmp_path / "b.txt"
    other.write_text(DEAL.format(amount="14,8"), encoding="utf-8")
    dossier = factories.dossier("affaire")

    def dismiss(name: str) -> None:
        stake = Figure.objects.filter(kind="percent", source__name=name).get()
        stake.dismiss(by=factories.user())

    import_files(dossier, [path, other], dismiss)
    assert not dossier.cross_checks.filter(current=True, found__check="product").exists()


STORIES = Path(__file__).parent / "stories"


@pytest.mark.parametrize("story", ["cloud-outage", "wildfire"])
def test_what_each_article_more_changes_is_what_a_look_at_the_whole_dossier_finds(story: str) -> None:
    dossier = factories.dossier(story)
    for path in sorted((STORIES / story).glob("*.txt")):
        import_files(dossier, [path])
        before = found_in(dossier)
        look_again(dossier)
        assert found_in(dossier) == before
    assert dossier.echoes.exists()


def test_what_an_editor_changed_is_heard_in_older_sources_by_the_next_import(tmp_path: Path) -> None:
    """More than the coming of sources happened: the next import compares all of them again."""
    dossier = imported(tmp_path, DEAL.format(amount="14,3"), DEAL.format(amount="14,3").replace("Norvane", "Orvia"))
    figure = Figure.objects.filter(kind="percent").order_by("pk").first()
    assert figure is not None
    figure.dismiss(by=factories.user())
    imported(tmp_path, "Sans rapport\n\nIl pleut depuis 12 jours.\n", dossier=dossier)
    before = found_in(dossier)
    look_again(dossier)
    assert found_in(dossier) == before
