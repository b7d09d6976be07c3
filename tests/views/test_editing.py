"""Renaming, pinning, dismissing: each is done once, and journalled."""

from __future__ import annotations

import pytest
from django.test import Client

from claims.models import Entry
from tests import factories
from tests.views.sending import succeeded, text

pytestmark = pytest.mark.django_db


def test_a_claim_is_renamed_pinned_and_unpinned_with_a_journal_entry_each(
    editor: Client, headers: dict[str, str]
) -> None:
    claim, *_ = factories.disputed_claim()
    base = f"/d/{claim.dossier.slug}/claims/{claim.number}"
    for act, data in (("rename", {"label": "Somme investie"}), ("pin", {}), ("unpin", {})):
        assert succeeded(editor.post(f"{base}/{act}/", data, headers=headers), headers)
    assert list(Entry.objects.order_by("pk").values_list("act", flat=True)) == ["rename", "pin", "unpin"]
    claim.refresh_from_db()
    assert (claim.label, claim.pinned) == ("Somme investie", False)


def test_an_empty_label_leaves_the_old_one(editor: Client) -> None:
    claim, *_ = factories.disputed_claim()
    response = editor.post(f"/d/{claim.dossier.slug}/claims/{claim.number}/rename/", {"label": "  "}, follow=True)
    assert "The old one stays" in text(response)
    assert not Entry.objects.exists()


def test_a_figure_is_dismissed_and_restored_with_a_journal_entry_each(editor: Client, headers: dict[str, str]) -> None:
    claim, _, high, _ = factories.disputed_claim()
    base = f"/d/{claim.dossier.slug}/figures/{high.pk}"
    assert succeeded(editor.post(f"{base}/dismiss/", {"reason": "Hors sujet."}, headers=headers), headers)
    claim.refresh_from_db()
    assert claim.status == "agreed"
    assert Entry.objects.get().reason == "Hors sujet."
    assert succeeded(editor.post(f"{base}/restore/", headers=headers), headers)
    claim.refresh_from_db()
    assert claim.status == "disputed"


def test_a_reason_that_cannot_be_stored_is_refused_with_a_message(editor: Client) -> None:
    claim, _, high, _ = factories.disputed_claim()
    url = f"/d/{claim.dossier.slug}/figures/{high.pk}/dismiss/"
    assert "cannot be stored" in text(editor.post(url, {"reason": "a\x07b"}, follow=True))
    assert not Entry.objects.exists()


def test_a_figure_moves_to_another_claim_or_to_a_new_one(editor: Client) -> None:
    claim, low, high, _over = factories.disputed_claim()
    other = factories.claim(claim.dossier, "Prix de 2014")
    base = f"/d/{claim.dossier.slug}/figures"
    assert "Prix de 2014" in text(editor.get(claim.get_absolute_url()))
    assert "Moved." in text(editor.post(f"{base}/{high.pk}/move/", {"to": other.number}, follow=True))
    assert "Moved." in text(editor.post(f"{base}/{low.pk}/move/", {"label": "Prix annoncé"}, follow=True))
    for row in (low, high):
        row.refresh_from_db()
    assert (high.claim, low.claim.label) == (other, "Prix annoncé")


@pytest.mark.parametrize("sent", [{}, {"to": "999"}, {"to": "1", "label": "Deux choix"}])
def test_a_move_without_one_clear_goal_is_refused(editor: Client, sent: dict[str, str]) -> None:
    claim, low, *_ = factories.disputed_claim()
    url = f"/d/{claim.dossier.slug}/figures/{low.pk}/move/"
    assert "Choose the claim" in text(editor.post(url, sent, follow=True))
    assert not Entry.objects.exists()


def test_a_claim_merges_into_another_and_its_page_leads_there(editor: Client) -> None:
    claim, *_ = factories.disputed_claim()
    other = factories.claim(claim.dossier, "Prix payé")
    url = f"/d/{claim.dossier.slug}/claims/{claim.number}/merge/"
    response = editor.post(url, {"into": other.number}, follow=True)
    assert "Merged." in text(response)
    assert response.redirect_chain[-1][0].startswith(other.get_absolute_url())
    claim.refresh_from_db()
    assert claim.merged_into == other


def test_a_claim_of_another_dossier_or_kind_is_no_goal(editor: Client) -> None:
    claim, *_ = factories.disputed_claim()
    far = factories.claim(factories.dossier(), "Ailleurs")
    age = factories.claim(claim.dossier, "Âge", kind="age", unit="year")
    for goal in (age.number, far.number + 50):
        url = f"/d/{claim.dossier.slug}/claims/{claim.number}/merge/"
        assert "Choose the claim to merge into" in text(editor.post(url, {"into": goal}, follow=True))
    assert not Entry.objects.exists()
