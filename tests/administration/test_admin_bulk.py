"""Acts on many rows: the page shows the exact rows, and one act decides all of them or none."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.admin import bulk
from claims.figures.interval import Interval
from claims.models import Claim, Figure, Verdict
from dealdesk.models import User
from tests import factories
from tests.administration.acting import address, choose, form_of, refused, submit

pytestmark = pytest.mark.django_db


def test_the_page_shows_the_exact_rows_with_their_verdicts(client: Client, chief: User) -> None:
    claim, low, high, over = factories.disputed_claim()
    factories.decide(low, "contested", reason="Autre opération")
    page = choose(client, "contest", low, high)
    assert page.status_code == 200
    assert page.context["rows_seen"] == f"{low.pk}:1 {high.pk}:0"
    for shown in (claim.label, "14,3 milliards", "14,8 milliards", "Autre opération", low.source.short_name):
        assert shown in page.text
    assert address(Figure, "change", over.pk) not in page.text
    assert " style=" not in page.text


def test_to_contest_in_bulk_records_one_verdict_per_figure_in_one_batch(client: Client, chief: User) -> None:
    claim, low, high, _over = factories.disputed_claim()
    answer = submit(client, "contest", choose(client, "contest", low, high), reason="Neither is in the filing")
    assert answer.status_code == 302
    verdicts = list(Verdict.objects.all())
    assert {verdict.figure_id for verdict in verdicts} == {low.pk, high.pk}
    assert {(v.outcome, v.reason, v.by, v.batch) for v in verdicts} == {
        ("contested", "Neither is in the filing", chief, verdicts[0].batch)
    }
    claim.refresh_from_db()
    assert claim.status == "contested"


def test_to_confirm_in_bulk_keeps_reason_and_evidence(client: Client, chief: User) -> None:
    _claim, low, _high, over = factories.disputed_claim()
    page = choose(client, "confirm", low, over)
    submit(client, "confirm", page, reason="", evidence_url="https://example.org/filing")
    assert {(v.figure_id, v.outcome, v.evidence_url) for v in Verdict.objects.all()} == {
        (low.pk, "confirmed", "https://example.org/filing"),
        (over.pk, "confirmed", "https://example.org/filing"),
    }


def test_the_filters_of_the_list_outlast_the_act(client: Client, chief: User) -> None:
    _claim, low, *_ = factories.disputed_claim()
    listed = address(Figure, "changelist") + "?in_dispute__exact=1"
    page = client.post(listed, {"action": "confirm", "_selected_action": [low.pk]})
    answer = client.post(page.context["form_url"], form_of(page))
    assert answer.headers["Location"] == listed


def test_a_row_can_be_left_out(client: Client, chief: User) -> None:
    _claim, low, high, _over = factories.disputed_claim()
    submit(client, "contest", choose(client, "contest", low, high), leave_out=[low.pk])
    assert [verdict.figure_id for verdict in Verdict.objects.all()] == [high.pk]


def test_a_repeated_request_is_answered_and_not_repeated(client: Client, chief: User) -> None:
    _claim, low, high, _over = factories.disputed_claim()
    page = choose(client, "contest", low, high)
    for _ in range(2):
        assert submit(client, "contest", page).status_code == 302
    assert Verdict.objects.count() == 2


def test_to_contest_without_a_reason_is_refused(client: Client, chief: User) -> None:
    _claim, low, high, _over = factories.disputed_claim()
    assert "reason" in refused(submit(client, "contest", choose(client, "contest", low, high), reason=" "))
    assert not Verdict.objects.exists()


def test_who_decided_meanwhile_is_shown_and_the_reason_is_kept(client: Client, chief: User) -> None:
    _claim, low, high, _over = factories.disputed_claim()
    page = choose(client, "contest", low, high)
    factories.decide(low, "confirmed", by=factories.user("lea"), reason="Communiqué")
    answer = submit(client, "contest", page, reason="My own long reason")
    assert "meanwhile" in refused(answer, 409)
    assert "My own long reason" in answer.text
    assert "lea" in answer.text
    assert "Communiqué" in answer.text
    assert [changed for _row, _cells, changed in answer.context["rows"]] == [True, False]
    assert Verdict.objects.count() == 1
    again = submit(client, "contest", answer, reason="My own long reason")
    assert again.status_code == 302
    assert Verdict.objects.filter(by=chief).count() == 2


def test_to_confirm_both_sides_of_a_dispute_is_refused(client: Client, chief: User) -> None:
    _claim, low, high, _over = factories.disputed_claim()
    answer = submit(client, "confirm", choose(client, "confirm", low, high))
    assert "cannot both be true" in refused(answer)
    assert not answer.context["rivals"], "one of them has to be left out; nothing else is offered"
    assert not Verdict.objects.exists()
    assert submit(client, "confirm", answer, leave_out=[high.pk]).status_code == 302


def test_the_rival_of_a_confirmed_figure_is_refused_with_the_offer_to_contest_it(client: Client, chief: User) -> None:
    _claim, low, high, over = factories.disputed_claim()
    factories.decide(high, "confirmed")
    answer = submit(client, "confirm", choose(client, "confirm", low, over), reason="Filing")
    refused(answer)
    assert [row.pk for row, *_ in answer.context["rivals"]] == [high.pk]
    assert submit(client, "confirm", answer, reason="", contest_rivals="on").status_code == 422, (
        "contesting needs a reason"
    )
    assert submit(client, "confirm", answer, reason="Filing", contest_rivals="on").status_code == 302
    outcomes = dict(Verdict.objects.filter(by=chief).values_list("figure_id", "outcome"))
    assert outcomes == {low.pk: "confirmed", over.pk: "confirmed", high.pk: "contested"}
    assert Verdict.objects.filter(by=chief).values("batch").distinct().count() == 1


def test_a_figure_dismissed_meanwhile_refuses_the_whole(client: Client, chief: User) -> None:
    _claim, low, high, _over = factories.disputed_claim()
    page = choose(client, "contest", low, high)
    low.dismiss(by=factories.user())
    answer = submit(client, "contest", page)
    refused(answer)
    assert not Verdict.objects.exists()
    assert [row.left_out for row, _cells, _changed in answer.context["rows"]] == ["dismissed", ""]
    assert submit(client, "contest", answer).status_code == 302, "the other can still be decided"


@pytest.mark.parametrize("lost", [{"key": ""}, {"key": "no-uuid"}, {"rows": "seen-nothing"}])
def test_a_request_without_its_tokens_is_refused(client: Client, chief: User, lost: dict[str, str]) -> None:
    _claim, low, *_ = factories.disputed_claim()
    page = choose(client, "contest", low)
    if "rows" in lost:
        lost = {"rows": f"{low.pk}:"}
    refused(submit(client, "contest", page, **lost))
    assert not Verdict.objects.exists()


def test_a_key_of_another_act_is_refused_and_replaced(client: Client, chief: User) -> None:
    _claim, low, high, _over = factories.disputed_claim()
    first = choose(client, "contest", low)
    submit(client, "contest", first)
    answer = submit(client, "contest", choose(client, "contest", high), key=form_of(first)["key"])
    refused(answer)
    assert form_of(answer)["key"] != form_of(first)["key"]
    assert submit(client, "contest", answer).status_code == 302


@pytest.mark.parametrize("rows", ["1", "x:1", "1:1,2:2", "1:-1", "²:1", "1:1 " * 3 + "999999999999999999999:1"])
def test_rows_that_the_page_never_wrote_are_a_bad_request(client: Client, chief: User, rows: str) -> None:
    answer = client.post(reverse("admin:claims_figure_bulk", args=["contest"]), {"rows": rows, "key": str(uuid4())})
    assert answer.status_code == 400


@pytest.mark.parametrize("evidence", ["javascript:alert(1)", "no address", "ftp://example.org/x"])
def test_evidence_that_is_no_web_address_is_refused(client: Client, chief: User, evidence: str) -> None:
    _claim, low, *_ = factories.disputed_claim()
    refused(submit(client, "confirm", choose(client, "confirm", low), evidence_url=evidence))
    assert not Verdict.objects.exists()


def test_nothing_is_offered_across_dossiers(client: Client, chief: User) -> None:
    _one, low, *_ = factories.disputed_claim()
    _two, other, *_ = factories.disputed_claim()
    answer = choose(client, "contest", low, other)
    assert answer.status_code == 302
    page = client.get(answer.headers["Location"])
    assert "several dossiers" in page.text
    sent = {"rows": f"{low.pk}:0 {other.pk}:0", "key": str(uuid4()), "reason": "No"}
    refused(client.post(reverse("admin:claims_figure_bulk", args=["contest"]), sent))
    assert not Verdict.objects.exists()


def test_all_pages_can_be_chosen_and_too_many_rows_are_refused(
    client: Client, chief: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim, low, _high, _over = factories.disputed_claim()
    page = choose(client, "contest", low, select_across="1")
    assert len(page.context["rows"]) == 3
    monkeypatch.setattr(bulk, "LIMIT", 2)
    answer = choose(client, "contest", low, select_across="1")
    assert answer.status_code == 302
    assert "More than 2 rows" in client.get(answer.headers["Location"]).text
    assert claim.figures.filter(decision="").count() == 3


def test_all_pages_means_the_rows_that_the_page_showed(client: Client, chief: User) -> None:
    claim, low, _high, _over = factories.disputed_claim()
    page = choose(client, "contest", low, select_across="1")
    late = factories.figure(claim, 15_000_000_000, quote="15 milliards")
    submit(client, "contest", page)
    late.refresh_from_db()
    assert (late.decision, Verdict.objects.count()) == ("", 3)


def test_verdicts_are_withdrawn_in_bulk_and_rows_without_one_are_left_out(client: Client, chief: User) -> None:
    _claim, low, high, _over = factories.disputed_claim()
    factories.decide(low, "confirmed")
    page = choose(client, "withdraw", low, high)
    assert page.context["rows_seen"] == f"{low.pk}:1"
    assert "there is no verdict to withdraw" in page.text
    submit(client, "withdraw", page, reason="")
    assert list(low.verdicts.order_by("number").values_list("outcome", flat=True)) == ["confirmed", "withdrawn"]
    assert submit(client, "withdraw", page, reason="").status_code == 302, "a repeated request is answered"
    refused(submit(client, "withdraw", page, key=str(uuid4())), 409)


def test_a_claim_brings_its_standing_figures(client: Client, chief: User) -> None:
    claim, low, high, over = factories.disputed_claim()
    over.dismiss(by=chief)
    page = choose(client, "contest", claim)
    assert page.context["rows_seen"] == f"{low.pk}:0 {high.pk}:0"
    assert submit(client, "contest", page, Claim).status_code == 302
    claim.refresh_from_db()
    assert claim.status == "contested"


def test_rows_that_no_act_can_take_open_a_page_that_says_so(client: Client, chief: User) -> None:
    _claim, low, *_ = factories.disputed_claim()
    page = choose(client, "restore", low)
    assert "not dismissed" in page.text
    assert not page.context["chosen"]
    assert 'type="submit" class="default"' not in page.text


def test_an_address_typed_by_hand_leads_back_to_the_list(client: Client, chief: User) -> None:
    assert client.get(reverse("admin:claims_figure_bulk", args=["contest"])).status_code == 302
    assert client.get(reverse("admin:claims_figure_bulk", args=["erase"])).status_code == 404


def test_more_rows_ask_no_more_queries_of_the_page(client: Client, chief: User) -> None:
    claim, *_ = factories.disputed_claim()
    counts = []
    for _ in range(2):
        figures = list(claim.figures.all())
        choose(client, "contest", *figures)
        with CaptureQueriesContext(connection) as queries:
            choose(client, "contest", *figures)
        counts.append(len(queries))
        for n in range(5):
            factories.figure(claim, Interval(None, None), quote=f"{n} de plus")
    assert counts[0] == counts[1]
