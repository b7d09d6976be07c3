"""One write path for decisions: what it records, what it refuses (design rules 4, 5 and 6)."""

from uuid import uuid4

import pytest

from claims.models import Figure, Verdict
from claims.models.verdict import Decision
from claims.refusals import (
    KeyReused,
    NothingToWithdraw,
    NotStanding,
    ReasonNeeded,
    Refusal,
    RivalConfirmed,
    StaleToken,
    TokenMissing,
)
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_verdict_is_stored_with_what_was_judged_and_the_claim_follows() -> None:
    claim, low, high, _over = factories.disputed_claim()
    assert claim.status == "disputed"
    assert claim.undecided_count == 2

    verdict = factories.decide(low, "confirmed", reason="Communiqué")

    low.refresh_from_db()
    claim.refresh_from_db()
    assert (verdict.number, low.decision, low.verdict_number) == (1, "confirmed", 1)
    assert verdict.judged["quotes"] == ["14,3 milliards"]
    assert verdict.judged["interval"]["high"] == "14350000000"
    assert (claim.status, claim.undecided_count) == ("disputed", 1)

    factories.decide(high, "contested")
    claim.refresh_from_db()
    assert (claim.status, claim.undecided_count) == ("settled", 0)


def test_to_contest_all_makes_the_claim_contested() -> None:
    claim, low, high, _over = factories.disputed_claim()
    factories.decide(low, "contested")
    factories.decide(high, "contested")
    claim.refresh_from_db()
    assert claim.status == "contested"


def test_to_contest_without_a_reason_is_refused_and_writes_nothing() -> None:
    _claim, low, *_ = factories.disputed_claim()
    with pytest.raises(ReasonNeeded):
        factories.decide(low, "contested", reason="  ")
    assert not Verdict.objects.exists()


def test_a_missing_token_or_key_is_refused() -> None:
    _claim, low, *_ = factories.disputed_claim()
    by = factories.user()
    with pytest.raises(TokenMissing):
        low.record_verdict("confirmed", by=by, seen=None, key=uuid4())
    with pytest.raises(TokenMissing):
        low.record_verdict("confirmed", by=by, seen=0, key=None)


def test_a_stale_tab_gets_the_other_editors_verdict() -> None:
    _claim, low, *_ = factories.disputed_claim()
    first = factories.decide(low, "confirmed")
    with pytest.raises(StaleToken) as caught:
        low.record_verdict("contested", by=factories.user(), seen=0, key=uuid4(), reason="Autre avis")
    assert list(caught.value.latest) == [first]
    assert Verdict.objects.count() == 1


def test_a_repeated_request_is_answered_and_not_repeated() -> None:
    _claim, low, *_ = factories.disputed_claim()
    key, by = uuid4(), factories.user()
    first = low.record_verdict("confirmed", by=by, seen=0, key=key)
    again = low.record_verdict("confirmed", by=by, seen=0, key=key)
    assert again == first
    assert Verdict.objects.count() == 1


def test_a_key_does_not_serve_another_decision() -> None:
    _claim, low, *_ = factories.disputed_claim()
    key, by = uuid4(), factories.user()
    low.record_verdict("confirmed", by=by, seen=0, key=key)
    with pytest.raises(KeyReused):
        low.record_verdict("withdrawn", by=by, seen=1, key=key)


def test_to_confirm_a_rival_is_refused_and_names_it() -> None:
    _claim, low, high, _over = factories.disputed_claim()
    factories.decide(low, "confirmed")
    with pytest.raises(RivalConfirmed) as caught:
        factories.decide(high, "confirmed")
    assert list(caught.value.rivals) == [low]


def test_a_rival_may_be_contested_in_the_same_act_as_one_batch() -> None:
    claim, low, high, over = factories.disputed_claim()
    factories.decide(low, "confirmed")
    decisions = [Decision(high.pk, "confirmed", 0), Decision(over.pk, "confirmed", 0), Decision(low.pk, "contested", 1)]
    verdicts = Verdict.objects.record(decisions, by=factories.user(), key=uuid4(), reason="Erreur reconnue")
    claim.refresh_from_db()
    assert len({verdict.batch for verdict in verdicts}) == 1
    assert [verdict.number for verdict in verdicts] == [1, 1, 2]
    assert claim.status == "settled"


def test_one_refusal_in_a_batch_writes_none_of_it() -> None:
    _claim, low, high, _over = factories.disputed_claim()
    decisions = [Decision(low.pk, "confirmed", 0), Decision(high.pk, "contested", 7)]
    with pytest.raises(StaleToken):
        Verdict.objects.record(decisions, by=factories.user(), key=uuid4(), reason="x")
    assert not Verdict.objects.exists()


def test_one_act_stays_within_one_dossier() -> None:
    _one, low, *_ = factories.disputed_claim()
    _other, far, *_ = factories.disputed_claim()
    decisions = [Decision(low.pk, "confirmed", 0), Decision(far.pk, "confirmed", 0)]
    with pytest.raises(Refusal):
        Verdict.objects.record(decisions, by=factories.user(), key=uuid4())


def test_undo_appends_a_withdrawn_verdict() -> None:
    claim, low, *_ = factories.disputed_claim()
    factories.decide(low, "confirmed")
    factories.decide(low, "withdrawn")
    low.refresh_from_db()
    claim.refresh_from_db()
    assert (low.decision, low.verdict_number, claim.undecided_count) == ("", 2, 2)
    with pytest.raises(NothingToWithdraw):
        factories.decide(low, "withdrawn")


def test_a_dismissed_figure_cannot_be_decided_and_is_out_of_the_dispute() -> None:
    claim, low, high, _over = factories.disputed_claim()
    high.dismiss(by=factories.user(), reason="Autre transaction")
    claim.refresh_from_db()
    low.refresh_from_db()
    assert (claim.status, low.in_dispute) == ("agreed", False)
    with pytest.raises(NotStanding):
        factories.decide(high, "confirmed")


def test_a_verdict_becomes_stale_when_what_was_judged_changes_and_can_be_renewed() -> None:
    claim, low, *_ = factories.disputed_claim()
    factories.decide(low, "confirmed")
    Figure.objects.filter(pk=low.pk).update(as_of="2025-06")
    low.refresh_from_db()
    low.refresh()
    claim.refresh()
    assert (low.stale, low.counting_decision, claim.undecided_count) == (True, "", 2)
    factories.decide(low, "confirmed")
    low.refresh_from_db()
    assert not low.stale


def test_the_chain_links_every_verdict_of_a_dossier() -> None:
    _claim, low, high, _over = factories.disputed_claim()
    first = factories.decide(low, "confirmed")
    second = factories.decide(high, "contested")
    assert second.previous_digest == first.digest
    first.refresh_from_db()
    assert first.computed_digest() == first.digest
    first.reason = "Autre"
    assert first.computed_digest() != first.digest


@pytest.mark.parametrize("url", ["javascript:alert(1)", "not a link", "https://journal.example/" + "a" * 1000])
def test_evidence_that_is_no_web_address_is_refused(url: str) -> None:
    _claim, low, *_ = factories.disputed_claim()
    with pytest.raises(Refusal, match="evidence"):
        low.record_verdict("confirmed", by=factories.user(), seen=0, key=uuid4(), evidence_url=url)


def test_figures_that_are_not_in_dispute_may_be_decided() -> None:
    claim, _low, _high, over = factories.disputed_claim()
    factories.decide(over, "confirmed")
    claim.refresh_from_db()
    assert claim.undecided_count == 2
