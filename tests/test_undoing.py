"""Undoing whole acts: every row or none, and a sentence that names what is in the way."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from claims.editing import merge_claims, move_figure, split_claim, withdraw_source
from claims.models import Claim, Entry, Figure
from claims.refusals import Refusal
from claims.undoing import PERMISSIONS, undo_acts
from dealdesk.models import User
from sources.models import Dossier
from tests import factories

pytestmark = pytest.mark.django_db


def merged(story: Dossier) -> tuple[Claim, Claim, list[Figure]]:
    """Two figures of one claim, merged into another: three rows in one batch."""
    into, other = factories.claim(story, "Prix"), factories.claim(story, "Prix payé")
    figures = [factories.figure(other, n, quote=str(n)) for n in (14, 15)]
    merge_claims(other, into, by=factories.user(first_name="Claire", last_name="Desk"))
    return into, other, figures


def undo_last(story: Dossier, rows: int, by: User | None = None) -> list[Entry]:
    return undo_acts(story, [Entry.objects.latest("pk").batch], rows=rows, by=by or factories.user())


def test_an_act_of_several_rows_is_undone_whole(story: Dossier) -> None:
    _into, other, figures = merged(story)
    undone = undo_last(story, 3)
    assert len({entry.batch for entry in undone}) == 1
    for row in (other, *figures):
        row.refresh_from_db()
    assert other.merged_into is None
    assert {figure.claim for figure in figures} == {other}
    assert not any(figure.placed for figure in figures)


def test_what_was_undone_can_be_done_again_by_undoing_that(story: Dossier) -> None:
    into, _other, figures = merged(story)
    undo_last(story, 3)
    undo_last(story, 3)
    assert into.figures.count() == len(figures)


def test_a_later_act_in_the_way_is_named_and_nothing_is_undone(story: Dossier) -> None:
    _into, _other, figures = merged(story)
    batch = Entry.objects.latest("pk").batch
    figures[0].refresh_from_db()
    bob = factories.user("bob")
    move_figure(figures[0], factories.claim(story, "Troisième"), by=bob)
    before = Entry.objects.count()
    with pytest.raises(Refusal, match=r"moved to another claim, by bob.*Undo the later act first"):
        undo_acts(story, [batch], rows=3, by=bob)
    assert Entry.objects.count() == before


def test_another_number_of_rows_than_was_shown_is_refused(story: Dossier) -> None:
    merged(story)
    with pytest.raises(Refusal, match="3 rows that can be undone, and your page showed 1"):
        undo_last(story, 1)
    assert Entry.objects.count() == 3


def test_an_act_is_undone_once(story: Dossier) -> None:
    merged(story)
    batch = Entry.objects.latest("pk").batch
    undo_last(story, 3)
    with pytest.raises(Refusal, match="already undone"):
        undo_acts(story, [batch], rows=3, by=factories.user())


def test_a_claim_does_not_fold_back_over_figures_that_came_to_it_since(story: Dossier) -> None:
    _claim, low, high, _over = factories.disputed_claim(story)
    new = split_claim([high], "À part", by=factories.user())
    batch = Entry.objects.latest("pk").batch
    move_figure(low, new, by=factories.user())
    with pytest.raises(Refusal, match="holds figures that came to it since"):
        undo_acts(story, [batch], rows=2, by=factories.user())
    new.refresh_from_db()
    assert (new.merged_into, new.figures.count()) == (None, 2)


def test_who_may_not_change_a_thing_may_not_take_its_change_back(story: Dossier) -> None:
    withdraw_source(factories.source(story), by=factories.user(role="chief"), reason="Rétracté")
    with pytest.raises(PermissionDenied):
        undo_last(story, 1, factories.user(role="editor"))
    undo_last(story, 1, factories.user(role="chief"))


def test_an_act_of_another_dossier_is_not_reached(story: Dossier) -> None:
    merged(story)
    with pytest.raises(Refusal):
        undo_last(factories.dossier(), 3)


def test_whatever_the_journal_is_about_has_a_permission() -> None:
    from claims.models.journal import types

    assert set(PERMISSIONS) == set(types)
