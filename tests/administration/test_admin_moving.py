"""Moving and merging in bulk, and undoing from the journal exactly the act that was done."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from claims.editing import merge_claims, move_figure
from claims.models import Claim, Entry, Figure
from dealdesk.models import User
from tests import factories
from tests.administration.acting import address, choose, refused, submit

pytestmark = pytest.mark.django_db


def offered(page: Any) -> list[str]:
    return [label for _value, label in page.context["page"].goals]


def test_figures_are_moved_to_a_claim_of_their_kind_in_one_batch(client: Client, chief: User) -> None:
    claim, low, high, over = factories.disputed_claim()
    to = factories.claim(claim.dossier, "Prix payé")
    factories.claim(claim.dossier, "Âge", kind="age", unit="year")
    factories.claim(claim.dossier, "Fondue", merged_into=claim)
    factories.claim(factories.dossier(), "Ailleurs")
    page = choose(client, "move", low, high)
    assert sorted(offered(page)) == ["Montant investi (money)", "Prix payé (money)"]
    for _ in range(2):
        assert submit(client, "move", page, goal=str(to.pk)).status_code == 302
    entries = Entry.objects.all()
    assert {(e.act, e.reason, e.by, e.batch) for e in entries} == {("move", "Checked", chief, page.context["page"].key)}
    for figure in (low, high, over):
        figure.refresh_from_db()
    assert (low.claim, high.claim, over.claim) == (to, to, claim)
    assert low.placed


@pytest.mark.parametrize("goal", ["", "0", "x", "foreign"])
def test_a_move_without_a_claim_that_can_take_the_figures_is_refused(client: Client, chief: User, goal: str) -> None:
    _claim, low, *_ = factories.disputed_claim()
    foreign = factories.claim(factories.dossier(), "Ailleurs")
    answer = submit(client, "move", choose(client, "move", low), goal=str(foreign.pk) if goal == "foreign" else goal)
    assert "Choose the claim" in refused(answer)
    assert not Entry.objects.exists()


def test_figures_of_two_kinds_are_not_moved_to_one_claim(client: Client, chief: User) -> None:
    claim, low, *_ = factories.disputed_claim()
    to = factories.claim(claim.dossier, "Prix payé")
    age = factories.figure(factories.claim(claim.dossier, "Âge", kind="age", unit="year"), 28, quote="28")
    page = choose(client, "move", low, age)
    assert "of the same kind" in refused(submit(client, "move", page, goal=str(to.pk)))
    assert not Entry.objects.exists(), "all or none"
    assert submit(client, "move", page, goal=str(to.pk), leave_out=[age.pk]).status_code == 302


def test_claims_are_merged_into_one_of_them_in_one_batch(client: Client, chief: User) -> None:
    into, *_ = factories.disputed_claim()
    others = [factories.claim(into.dossier, name) for name in ("Prix payé", "Somme")]
    for n, other in enumerate(others):
        factories.figure(other, n + 1, quote=str(n + 1))
    page = choose(client, "merge", into, *others)
    assert len(offered(page)) == 3
    for _ in range(2):
        assert submit(client, "merge", page, Claim, goal=str(into.pk)).status_code == 302
    assert Entry.objects.count() == 4
    assert Entry.objects.values("batch").distinct().count() == 1
    into.refresh_from_db()
    assert (into.figure_count, Claim.objects.filter(merged_into=into).count()) == (5, 2)


def test_a_merge_into_a_claim_that_was_left_out_or_of_one_claim_alone_is_refused(client: Client, chief: User) -> None:
    into, *_ = factories.disputed_claim()
    other = factories.claim(into.dossier, "Prix payé")
    page = choose(client, "merge", into, other)
    refused(submit(client, "merge", page, Claim, goal=str(into.pk), leave_out=[into.pk]))
    refused(submit(client, "merge", page, Claim, goal=str(into.pk), leave_out=[other.pk]))
    assert not Entry.objects.exists()


def test_claims_of_two_kinds_are_not_merged(client: Client, chief: User) -> None:
    into, *_ = factories.disputed_claim()
    same = factories.claim(into.dossier, "Prix payé")
    age = factories.claim(into.dossier, "Âge", kind="age", unit="year")
    refused(submit(client, "merge", choose(client, "merge", into, same, age), Claim, goal=str(into.pk)))
    assert not Entry.objects.exists(), "all or none"


def test_a_key_of_another_merge_is_refused(client: Client, chief: User) -> None:
    into, *_ = factories.disputed_claim()
    one, two = (factories.claim(into.dossier, name) for name in ("Prix payé", "Somme"))
    first = choose(client, "merge", into, one)
    submit(client, "merge", first, Claim, goal=str(into.pk))
    second = choose(client, "merge", into, two)
    refused(submit(client, "merge", second, Claim, goal=str(into.pk), key=str(first.context["page"].key)))
    assert Claim.objects.filter(merged_into=into).count() == 1


def merge(chief: User) -> tuple[Claim, Claim, list[Entry]]:
    into, *_ = factories.disputed_claim()
    other = factories.claim(into.dossier, "Prix payé")
    for n in (1, 2):
        factories.figure(other, n, quote=str(n))
    return into, other, merge_claims(other, into, by=chief)


def test_one_ticked_row_stands_for_its_whole_act_and_all_of_it_is_undone(client: Client, chief: User) -> None:
    _into, other, entries = merge(chief)
    page = choose(client, "undo", entries[0])
    assert {row.pk for row, *_ in page.context["rows"]} == {entry.pk for entry in entries}
    assert 'name="leave_out"' not in page.text
    for _ in range(2):
        assert submit(client, "undo", page, Entry, reason="By mistake").status_code == 302
    undone = Entry.objects.filter(act="undo")
    assert {(e.by, e.reason, e.batch) for e in undone} == {(chief, "By mistake", page.context["page"].key)}
    assert undone.count() == 3
    other.refresh_from_db()
    assert (other.merged_into, other.figure_count) == (None, 2)


def test_a_row_cannot_be_left_out_of_an_act_by_hand(client: Client, chief: User) -> None:
    _into, other, entries = merge(chief)
    page = choose(client, "undo", entries[0])
    assert "3 rows" in refused(submit(client, "undo", page, Entry, leave_out=[entries[0].pk]))
    other.refresh_from_db()
    assert other.merged_into is not None


def test_an_act_that_a_later_one_stands_on_is_refused_with_its_name(client: Client, chief: User) -> None:
    into, _other, entries = merge(chief)
    page = choose(client, "undo", *entries)
    figure = Figure.objects.get(pk=entries[0].subject_id)
    move_figure(figure, factories.claim(into.dossier, "Troisième"), by=factories.user("bob"))
    assert "moved to another claim, by bob" in refused(submit(client, "undo", page, Entry))
    assert not Entry.objects.filter(act="undo").exists()


def test_what_was_undone_already_is_left_out_with_a_word(client: Client, chief: User) -> None:
    into, *_ = factories.disputed_claim()
    entry = into.pin(by=chief)
    Entry.objects.undo(entry, by=chief)
    page = choose(client, "undo", entry)
    assert "already undone" in page.text
    assert not page.context["chosen"]


def test_the_record_itself_stays_closed(client: Client, chief: User) -> None:
    into, *_ = factories.disputed_claim()
    entry = into.pin(by=chief)
    assert client.post(address(Entry, "change", entry.pk), {"reason": "forged"}).status_code == 403
    assert client.post(address(Entry, "add"), {}).status_code == 403


def test_who_only_looks_at_the_journal_undoes_nothing(client: Client) -> None:
    into, *_ = factories.disputed_claim()
    entry = into.pin(by=factories.user())
    person = factories.user(role="viewer")
    User.objects.filter(pk=person.pk).update(is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename="view_entry"))
    client.force_login(person)
    assert 'value="undo"' not in client.get(address(Entry, "changelist")).text
    sent = {"rows": f"{entry.pk}:0", "key": str(uuid4())}
    assert client.post(reverse("admin:claims_entry_bulk", args=["undo"]), sent).status_code == 403
    assert Entry.objects.count() == 1
