"""Comments, and whose a claim is: what is written, what is refused, and what stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from claims.models import Claim, Comment, Entry
from claims.refusals import KeyReused, Refusal, TokenMissing
from claims.undoing import undo_acts
from dealdesk.models import User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def marc() -> User:
    return factories.user("marc")


@pytest.fixture
def amount() -> Claim:
    return factories.claim(factories.dossier("story"), "Montant")


def refused(act: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        act()


def test_a_comment_is_kept_as_it_was_typed(amount: Claim, marc: User) -> None:
    comment = Comment.objects.add(amount, "  Deux lignes.\r\nÀ voir. ", by=marc, key=uuid4())
    assert comment.text == "Deux lignes.\nÀ voir."
    assert list(Comment.objects.of(amount)) == [comment]


def test_a_repeated_request_is_answered_with_the_first_comment(amount: Claim, marc: User) -> None:
    key = uuid4()
    first = Comment.objects.add(amount, "À voir.", by=marc, key=key)
    assert Comment.objects.add(amount, "À voir.", by=marc, key=key) == first
    assert Comment.objects.count() == 1


def test_a_key_serves_one_text_of_one_person(amount: Claim, marc: User) -> None:
    key = uuid4()
    Comment.objects.add(amount, "À voir.", by=marc, key=key)
    with pytest.raises(KeyReused):
        Comment.objects.add(amount, "Autre chose.", by=marc, key=key)
    with pytest.raises(KeyReused):
        Comment.objects.add(amount, "À voir.", by=factories.user(), key=key)


@pytest.mark.parametrize("text", ["", " \r\n ", "x" * 2001, "nul\x00", "\ud800"])
def test_what_cannot_be_kept_is_refused(amount: Claim, marc: User, text: str) -> None:
    with pytest.raises(Refusal):
        Comment.objects.add(amount, text, by=marc, key=uuid4())
    assert not Comment.objects.exists()


def test_a_comment_without_a_key_is_refused(amount: Claim, marc: User) -> None:
    with pytest.raises(TokenMissing):
        Comment.objects.add(amount, "À voir.", by=marc, key=None)


def test_the_longest_comment_fits(amount: Claim, marc: User) -> None:
    assert len(Comment.objects.add(amount, "é" * 2000, by=marc, key=uuid4()).text) == 2000


def test_its_author_takes_a_comment_back_by_another_row_and_only_once(amount: Claim, marc: User) -> None:
    comment = Comment.objects.add(amount, "À voir.", by=marc, key=uuid4())
    taken = Comment.objects.withdraw(comment, by=marc, key=uuid4())
    assert Comment.objects.withdraw(comment, by=marc, key=uuid4()) == taken
    (listed,) = Comment.objects.of(amount)
    assert listed.text == "À voir."
    assert listed.is_withdrawn
    assert Comment.objects.counts([amount]) == {}


def test_nobody_takes_back_what_another_said(amount: Claim, marc: User) -> None:
    comment = Comment.objects.add(amount, "À voir.", by=marc, key=uuid4())
    with pytest.raises(Refusal):
        Comment.objects.withdraw(comment, by=factories.user(role="chief"), key=uuid4())
    assert Comment.objects.counts([amount]) == {amount.pk: 1}


def test_comments_follow_their_claim_into_the_one_it_was_merged_into(amount: Claim, marc: User) -> None:
    into, last = factories.claim(amount.dossier), factories.claim(amount.dossier)
    comments = [Comment.objects.add(one, "À voir.", by=marc, key=uuid4()) for one in (amount, into, last)]
    Claim.objects.filter(pk=amount.pk).update(merged_into=into)
    assert list(Comment.objects.of(into)) == comments[:2]
    Claim.objects.filter(pk=into.pk).update(merged_into=last)
    assert list(Comment.objects.of(last)) == comments
    assert Comment.objects.counts([last]) == {last.pk: 3}


def test_a_comment_cannot_be_changed_or_removed(amount: Claim, marc: User) -> None:
    comment = Comment.objects.add(amount, "À voir.", by=marc, key=uuid4())
    refused(lambda: Comment.objects.update(text="Autre chose."))
    refused(Comment.objects.all().delete)
    comment.text = "Autre chose."
    refused(comment.save)


def test_a_row_either_says_something_or_takes_something_back(amount: Claim, marc: User) -> None:
    with pytest.raises(IntegrityError, match="comment_says_or_withdraws"), transaction.atomic():
        Comment.objects.create(dossier=amount.dossier, claim=amount, text="", by=marc, key=uuid4())


def test_assigning_is_journalled_and_undone(amount: Claim, marc: User) -> None:
    chief = factories.user(role="chief")
    entry = amount.assign(marc, by=chief)
    assert amount.assigned_to == marc
    assert (entry.act, entry.before, entry.after) == ("assign", {"assigned_to": None}, {"assigned_to": marc.pk})
    undo_acts(amount.dossier, [entry.batch], rows=1, by=chief)
    amount.refresh_from_db()
    assert amount.assigned_to is None
    assert Entry.objects.count() == 2


def test_whose_a_claim_is_makes_no_verdict_stale(marc: User) -> None:
    claim, low, *_ = factories.disputed_claim()
    factories.decide(low, "confirmed")
    claim.assign(marc, by=marc)
    low.refresh()
    assert not low.stale
