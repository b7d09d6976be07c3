"""Confirming a whole version: one act, one reason, all or none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from claims.models import Claim, Figure, Verdict
from tests import factories
from tests.views.sending import HTMX, succeeded, text

pytestmark = pytest.mark.django_db


def version(confirm: Iterable[Figure], contest: Iterable[Figure], **more: Any) -> dict[str, Any]:
    both = [*confirm, *contest]
    fields = {"confirm": [f.pk for f in both[: len(list(confirm))]], "contest": [f.pk for f in contest]}
    seen = {f"seen_{figure.pk}": figure.verdict_number for figure in both}
    return fields | seen | {"version": "v1", "key": str(uuid4()), "reason": "Acte notarié."} | more


def post_version(client: Client, claim: Claim, data: dict[str, Any], headers: dict[str, str]) -> Any:
    return client.post(f"/d/{claim.dossier.slug}/claims/{claim.number}/decide/", data, headers=headers)


def test_to_confirm_a_version_decides_all_its_figures_in_one_batch(editor: Client, headers: dict[str, str]) -> None:
    claim, low, high, over = factories.disputed_claim()
    response = post_version(editor, claim, version([low, over], [high]), headers)
    assert succeeded(response, headers)
    assert dict(Figure.objects.values_list("pk", "decision")) == {
        low.pk: "confirmed", over.pk: "confirmed", high.pk: "contested",
    }  # fmt: skip
    assert Verdict.objects.values("batch").distinct().count() == 1
    claim.refresh_from_db()
    assert claim.status == "settled"


def test_the_version_form_on_the_page_can_be_sent_as_it_is(editor: Client) -> None:
    claim, low, high, _ = factories.disputed_claim()
    factories.decide(high, "contested", reason="Autre raison.")
    html = editor.get(f"/d/{claim.dossier.slug}/claims/{claim.number}/").content.decode()
    form = html[html.index('id="v1-form"') :]
    pairs = re.findall(r'<input type="hidden" name="([a-z_0-9]+)" value="([^"]*)"', form[: form.index("</form>")])
    data: dict[str, list[str]] = {}
    for name, value in pairs:
        data.setdefault(name, []).append(value)
    assert post_version(editor, claim, data | {"reason": ["Acte."]}, HTMX).status_code == 200
    low.refresh_from_db()
    high.refresh_from_db()
    assert low.decision == "confirmed"
    assert high.verdict_number == 1, "who was contested already keeps the reason it had"


def test_a_version_with_rivals_needs_the_reason(editor: Client, headers: dict[str, str]) -> None:
    claim, low, high, over = factories.disputed_claim()
    response = post_version(editor, claim, version([low, over], [high], reason=""), headers)
    assert response.status_code == 422
    assert "To contest a figure, give the reason." in text(response)
    assert not Verdict.objects.exists()


def test_a_version_decided_meanwhile_is_refused_whole_and_keeps_the_reason(
    editor: Client, headers: dict[str, str]
) -> None:
    claim, low, high, over = factories.disputed_claim()
    data = version([low, over], [high])
    factories.decide(high, "confirmed")
    response = post_version(editor, claim, data, headers)
    assert response.status_code == 409
    assert "Someone else decided meanwhile" in text(response)
    assert ">Acte notarié.</textarea>" in text(response)
    assert Verdict.objects.count() == 1


def test_a_version_that_forgets_a_confirmed_rival_is_refused(editor: Client, headers: dict[str, str]) -> None:
    claim, low, high, over = factories.disputed_claim()
    factories.decide(high, "confirmed")
    response = post_version(editor, claim, version([low, over], []), headers)
    assert response.status_code == 409
    assert "cannot be true as well is confirmed" in text(response)


def test_a_repeated_version_is_answered_and_not_repeated(editor: Client, headers: dict[str, str]) -> None:
    claim, low, high, over = factories.disputed_claim()
    data = version([low, over], [high])
    assert succeeded(post_version(editor, claim, data, headers), headers)
    assert succeeded(post_version(editor, claim, data, headers), headers)
    assert Verdict.objects.count() == 3


def test_a_version_of_another_claim_or_of_nothing_is_refused(editor: Client, headers: dict[str, str]) -> None:
    claim, *_ = factories.disputed_claim()
    _, elsewhere, _, _ = factories.disputed_claim(claim.dossier)
    assert post_version(editor, claim, version([elsewhere], []), headers).status_code == 422
    assert post_version(editor, claim, version([], []), headers).status_code == 422
    assert not Verdict.objects.exists()
