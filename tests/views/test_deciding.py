"""Deciding over HTTP, by htmx and by plain forms: what is recorded, what is refused, and what a refusal keeps."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.test import Client

from claims.models import Verdict
from dealdesk.models import User
from tests import factories
from tests.views.sending import HTMX, card, post, sent, succeeded, text

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("outcome", ["confirmed", "contested"])
def test_a_decision_is_recorded_with_its_author_and_reason(
    editor: Client, rene: User, headers: dict[str, str], outcome: str
) -> None:
    _, low, _, _ = factories.disputed_claim()
    response = post(editor, low, sent(low, outcome, reason="Vu.", evidence_url="https://x.example/a"), headers)
    assert succeeded(response, headers)
    verdict = Verdict.objects.get()
    assert (verdict.outcome, verdict.by, verdict.reason) == (outcome, rene, "Vu.")
    assert verdict.evidence_url == "https://x.example/a"


def test_a_plain_form_leads_back_to_the_claim_with_a_message(editor: Client) -> None:
    claim, low, _, _ = factories.disputed_claim()
    response = editor.post(f"/d/{claim.dossier.slug}/figures/{low.pk}/decide/?kind=money", sent(low, "confirmed"))
    claim_url = f"/d/{claim.dossier.slug}/claims/{claim.number}/"
    assert response["Location"] == f"{claim_url}?kind=money&figure={low.pk}#f{low.pk}"
    assert "Confirmed: $14.3B (Article 1)." in text(editor.get(response["Location"].partition("#")[0]))


def test_htmx_gets_the_claim_the_queue_the_progress_and_a_message(editor: Client) -> None:
    claim, low, _, _ = factories.disputed_claim()
    response = post(editor, low, sent(low, "confirmed"), HTMX)
    assert "<html" not in text(response)
    assert "Confirmed: $14.3B (Article 1)." in text(response)
    assert "1 of 2 figures decided" in text(response)
    assert re.search(r'id="queue"[^>]*hx-swap-oob', response.content.decode())
    assert response["HX-Replace-Url"].startswith(f"/d/{claim.dossier.slug}/claims/{claim.number}/")


def test_the_next_claim_to_decide_is_offered_once_this_one_is_done(editor: Client) -> None:
    claim, low, high, _ = factories.disputed_claim()
    other, *_ = factories.disputed_claim(claim.dossier)
    factories.decide(low, "confirmed")
    response = post(editor, high, sent(high, "contested", reason="Coquille."), HTMX)
    assert re.search(rf'id="next-undecided"\s+href="/d/[^"]*/claims/{other.number}/#claim"', response.content.decode())


def test_a_verdict_can_be_withdrawn(editor: Client, headers: dict[str, str]) -> None:
    _, low, _, _ = factories.disputed_claim()
    factories.decide(low, "confirmed")
    assert succeeded(post(editor, low, sent(low, "withdrawn"), headers), headers)
    low.refresh_from_db()
    assert (low.decision, low.verdict_number) == ("", 2)


def test_the_forms_on_the_page_can_be_sent_as_they_are(editor: Client) -> None:
    """What the page's own hidden fields say is what the server takes."""
    claim, low, _, _ = factories.disputed_claim()
    factories.decide(low, "contested")
    html = editor.get(f"/d/{claim.dossier.slug}/claims/{claim.number}/").content.decode()
    form = html[html.index(f'id="f{low.pk}-form"') :]
    fields = dict(re.findall(r'<input type="hidden" name="(seen|key)" value="([^"]*)"', form[: form.index("</form>")]))
    assert post(editor, low, fields | {"outcome": "confirmed"}).status_code == 302
    low.refresh_from_db()
    assert low.decision == "confirmed"


# --- refusals ------------------------------------------------------------------------------------


def test_to_contest_without_a_reason_is_refused_beside_the_field(editor: Client, headers: dict[str, str]) -> None:
    _, low, _, _ = factories.disputed_claim()
    response = post(editor, low, sent(low, "contested", reason="  ", evidence_url="https://x.example/kept"), headers)
    assert response.status_code == 422
    shown = card(response, low)
    assert 'aria-invalid="true" autofocus' in shown
    assert "To contest a figure, give the reason." in shown
    assert 'value="https://x.example/kept"' in shown
    assert not Verdict.objects.exists()


def test_a_stale_decision_is_shown_the_other_verdict_beside_what_was_typed(
    editor: Client, headers: dict[str, str]
) -> None:
    _, low, _, _ = factories.disputed_claim()
    mine = sent(low, "contested", reason="Je n’y crois pas.")
    factories.decide(low, "confirmed", by=factories.user("zoe"), reason="Vu au registre.")
    response = post(editor, low, mine, headers)
    assert response.status_code == 409
    shown = card(response, low)
    assert "Someone else decided meanwhile" in shown
    assert "by zoe" in shown
    assert "<q>Vu au registre.</q>" in shown
    assert "<q>Je n’y crois pas.</q>" in shown
    assert ">Je n’y crois pas.</textarea>" in shown
    assert Verdict.objects.count() == 1


def test_after_a_stale_decision_the_fresh_token_lets_one_decide_again(editor: Client, rene: User) -> None:
    _, low, _, _ = factories.disputed_claim()
    mine = sent(low, "contested", reason="Je n’y crois pas.")
    factories.decide(low, "confirmed")
    form = card(post(editor, low, mine, HTMX), low)
    fresh = dict(re.findall(r'<input type="hidden" name="(seen|key)" value="([^"]*)"', form))
    assert fresh["seen"] == "1"
    assert fresh["key"] != mine["key"]
    assert post(editor, low, mine | fresh, HTMX).status_code == 200
    assert Verdict.objects.latest("position").by == rene


def test_to_confirm_a_rival_offers_to_contest_the_other_in_the_same_act(
    editor: Client, headers: dict[str, str]
) -> None:
    _, low, high, _ = factories.disputed_claim()
    factories.decide(low, "confirmed")
    response = post(editor, high, sent(high, "confirmed", reason="Acte déposé."), headers)
    assert response.status_code == 409
    shown = card(response, high)
    assert "Confirm this one and contest the other" in shown
    assert f'name="seen_{low.pk}" value="1"' in shown
    assert ">Acte déposé.</textarea>" in shown


def test_the_offer_taken_confirms_one_and_contests_the_other_in_one_batch(
    editor: Client, headers: dict[str, str]
) -> None:
    _, low, high, _ = factories.disputed_claim()
    factories.decide(low, "confirmed")
    taken = {
        "contest_rivals": "1",
        f"seen_{low.pk}": "1",
        "seen": "0",
        "key": str(uuid4()),
        "reason": "Acte déposé.",
    }
    assert succeeded(post(editor, high, taken, headers), headers)
    low.refresh_from_db()
    high.refresh_from_db()
    assert (low.decision, high.decision) == ("contested", "confirmed")
    assert len(set(Verdict.objects.filter(number__gte=1, reason="Acte déposé.").values_list("batch"))) == 1


def test_the_offer_needs_the_reason(editor: Client, headers: dict[str, str]) -> None:
    _, low, high, _ = factories.disputed_claim()
    factories.decide(low, "confirmed")
    taken = {"contest_rivals": "1", f"seen_{low.pk}": "1", "seen": "0", "key": str(uuid4()), "reason": ""}
    response = post(editor, high, taken, headers)
    assert response.status_code == 422
    assert "give the reason" in card(response, high)
    assert "Confirm this one and contest the other" in card(response, high)


def test_the_offer_is_refused_where_the_rival_was_decided_meanwhile(editor: Client) -> None:
    _, low, high, _ = factories.disputed_claim()
    factories.decide(low, "confirmed")
    factories.decide(low, "withdrawn")
    taken = {"contest_rivals": "1", f"seen_{low.pk}": "1", "seen": "0", "key": str(uuid4()), "reason": "Le dépôt."}
    response = post(editor, high, taken, HTMX)
    assert response.status_code == 409
    assert "Someone else decided meanwhile" in card(response, high)


def test_the_offer_cannot_reach_into_another_claim(editor: Client, headers: dict[str, str]) -> None:
    claim, low, _, _ = factories.disputed_claim()
    _, elsewhere, _, _ = factories.disputed_claim(claim.dossier)
    taken = {"contest_rivals": "1", f"seen_{elsewhere.pk}": "0", "seen": "0", "key": str(uuid4()), "reason": "Non."}
    assert post(editor, low, taken, headers).status_code == 422
    assert not Verdict.objects.exists()


@pytest.mark.parametrize(
    ("change", "status", "message"),
    [
        ({"seen": ""}, 422, "does not say what its author had seen"),
        ({"key": ""}, 422, "does not say what its author had seen"),
        ({"key": "no-uuid"}, 422, "valid UUID"),
        ({"outcome": "maybe"}, 422, "can be confirmed or contested"),
        ({"outcome": "withdrawn"}, 409, "There is no verdict to withdraw."),
        ({"reason": "x" * 1001}, 422, "longer than 1,000 characters"),
        ({"reason": "\x07 sonne"}, 422, "cannot be stored"),
        ({"evidence_url": "javascript:alert(1)"}, 422, "valid URL"),
    ],
)
def test_what_is_refused_says_so_on_the_card_and_writes_nothing(
    editor: Client, headers: dict[str, str], change: dict[str, str], status: int, message: str
) -> None:
    _, low, _, _ = factories.disputed_claim()
    response = post(editor, low, sent(low, "confirmed", reason="Tapé.") | change, headers)
    assert response.status_code == status
    assert message in card(response, low)
    assert "Nothing was recorded" in card(response, low)
    assert not Verdict.objects.exists()


def test_a_figure_that_does_not_stand_cannot_be_decided(editor: Client, headers: dict[str, str]) -> None:
    _, low, _, _ = factories.disputed_claim()
    data = sent(low, "confirmed")
    low.dismiss(by=factories.user())
    response = post(editor, low, data, headers)
    assert response.status_code == 409
    assert "This figure was dismissed" in text(response)


def test_a_key_used_for_another_decision_is_refused(editor: Client, headers: dict[str, str]) -> None:
    _, low, _, _ = factories.disputed_claim()
    first = sent(low, "confirmed")
    post(editor, low, first)
    again = sent(low, "contested", key=first["key"], reason="Non.")
    response = post(editor, low, again, headers)
    assert response.status_code == 409
    assert "already used for another decision" in card(response, low)


def test_a_repeated_request_is_answered_and_not_repeated(editor: Client, headers: dict[str, str]) -> None:
    _, low, _, _ = factories.disputed_claim()
    data = sent(low, "confirmed", reason="Vu.")
    first, second = post(editor, low, data, headers), post(editor, low, data, headers)
    assert first.status_code == second.status_code
    assert succeeded(second, headers)
    assert Verdict.objects.count() == 1


def test_a_figure_of_another_dossier_is_not_found(editor: Client, headers: dict[str, str]) -> None:
    claim, low, _, _ = factories.disputed_claim()
    factories.dossier("other")
    assert editor.post(f"/d/other/figures/{low.pk}/decide/", sent(low, "confirmed"), headers=headers).status_code == 404
    assert editor.post(f"/d/other/claims/{claim.number}/decide/", {}, headers=headers).status_code == 404


def test_after_signing_in_again_the_address_of_a_decision_shows_the_claim(editor: Client) -> None:
    claim, low, _, _ = factories.disputed_claim()
    response = editor.get(f"/d/{claim.dossier.slug}/figures/{low.pk}/decide/")
    assert response["Location"].endswith(f"/claims/{claim.number}/?figure={low.pk}#f{low.pk}")


def test_a_session_that_ended_sends_htmx_to_sign_in_and_back(client: Client) -> None:
    claim, low, _, _ = factories.disputed_claim()
    here = f"/d/{claim.dossier.slug}/claims/{claim.number}/"
    headers = HTMX | {"HX-Current-URL": f"http://testserver{here}"}
    response = post(client, low, sent(low, "confirmed"), headers)
    final = client.get(response["Location"], headers=headers)
    assert final.status_code == 401
    assert final["HX-Redirect"] == f"/accounts/login/?next={here.replace('/', '%2F')}"
    assert not Verdict.objects.exists()
