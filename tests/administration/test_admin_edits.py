"""Edits in the admin: journalled, one row per act, never over another's; and what cannot be edited at all."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from claims.models import Claim, Entry, Figure, Mention, Verdict
from dealdesk.models import User
from sources.models import Dossier, Edition, Origin, Source
from tests import factories
from tests.administration.acting import KEPT, address, full_story, typed

pytestmark = pytest.mark.django_db

READ_ONLY = (Edition, Mention, Verdict, Entry)


def save(client: Client, row: Any, sent: dict[str, Any]) -> Any:
    return client.post(address(type(row), "change", row.pk), sent)


def errors(response: Any) -> str:
    assert response.status_code == 200, "the form is shown again"
    return str(response.context["adminform"].form.errors)


def test_a_claim_is_renamed_and_pinned_with_one_journal_row_per_act(client: Client, chief: User) -> None:
    claim, *_ = factories.disputed_claim()
    sent = typed(client, claim, label="  Prix payé ", pinned="on", reason="Clearer")
    assert save(client, claim, sent).status_code == 302
    claim.refresh_from_db()
    assert (claim.label, claim.pinned) == ("Prix payé", True)
    assert [(entry.act, entry.reason, entry.by) for entry in Entry.objects.order_by("pk")] == [
        ("rename", "Clearer", chief),
        ("pin", "Clearer", chief),
    ]
    assert Entry.objects.get(act="rename").before == {"label": "Montant investi"}


def test_saving_without_a_change_journals_nothing(client: Client, chief: User) -> None:
    claim, *_ = factories.disputed_claim()
    assert save(client, claim, typed(client, claim, reason="Nothing")).status_code == 302
    assert not Entry.objects.exists()


def test_derived_fields_of_a_claim_cannot_be_typed(client: Client, chief: User) -> None:
    claim, *_ = factories.disputed_claim()
    sent = typed(client, claim, status="settled", figure_count="99", number="7", dossier="1", label="Prix")
    save(client, claim, sent)
    before = (claim.status, claim.figure_count, claim.number, claim.dossier_id)
    claim.refresh_from_db()
    assert (claim.status, claim.figure_count, claim.number, claim.dossier_id) == before
    assert claim.label == "Prix"


def test_a_change_does_not_take_back_what_another_changed_meanwhile(client: Client, chief: User) -> None:
    claim, *_ = factories.disputed_claim()
    sent = typed(client, claim, pinned="on")
    claim.rename("Prix payé", by=factories.user())
    assert save(client, claim, sent).status_code == 302
    claim.refresh_from_db()
    assert (claim.label, claim.pinned) == ("Prix payé", True)


def test_a_change_of_the_same_field_is_refused_and_what_was_typed_stays(client: Client, chief: User) -> None:
    claim, *_ = factories.disputed_claim()
    sent = typed(client, claim, label="Mon titre", reason="Mine")
    claim.rename("Prix payé", by=factories.user())
    response = save(client, claim, sent)
    assert "Prix payé" in errors(response)
    assert "Mon titre" in response.text
    assert "Mine" in response.text
    assert Entry.objects.count() == 1


def test_a_request_that_does_not_say_what_was_seen_is_refused(client: Client, chief: User) -> None:
    claim, *_ = factories.disputed_claim()
    sent = typed(client, claim, label="Prix")
    del sent["initial-label"]
    assert "label" in errors(save(client, claim, sent))
    assert not Entry.objects.exists()


@pytest.mark.parametrize("label", ["", "   ", "tab\x0bbed", "lone \x00 nul"])
def test_a_label_that_cannot_be_stored_is_refused_on_the_form(client: Client, chief: User, label: str) -> None:
    claim, *_ = factories.disputed_claim()
    assert "label" in errors(save(client, claim, typed(client, claim, label=label)))
    assert not Entry.objects.exists()


def test_a_source_is_corrected_through_the_journal(client: Client, chief: User) -> None:
    _claim, low, *_ = factories.disputed_claim()
    origin = low.source.dossier.origins.create(name="Agence")
    sent = typed(
        client, low.source, publisher="Le Quotidien", published_on="2025-06-12", origin=origin.pk, reason="Masthead"
    )
    assert save(client, low.source, sent).status_code == 302
    source = Source.objects.get(pk=low.source_id)
    assert (source.publisher, str(source.published_on), source.origin) == ("Le Quotidien", "2025-06-12", origin)
    entry = Entry.objects.get()
    assert (entry.act, entry.reason, entry.by, entry.subject_id) == ("correct", "Masthead", chief, source.pk)
    assert set(entry.after) == {"publisher", "published_on", "origin"}


def test_the_origin_of_another_dossier_cannot_be_chosen(client: Client, chief: User) -> None:
    _claim, low, *_ = factories.disputed_claim()
    foreign = factories.dossier().origins.create(name="Ailleurs")
    for row in (low.source, low):
        assert "origin" in errors(save(client, row, typed(client, row, origin=foreign.pk)))
    assert not Entry.objects.exists()


def test_a_source_with_the_url_of_another_is_refused_in_words(client: Client, chief: User) -> None:
    _claim, low, high, _over = factories.disputed_claim()
    Source.objects.filter(pk=high.source_id).update(url="https://example.org/a")
    response = save(client, low.source, typed(client, low.source, url="https://example.org/a"))
    assert "Source 2 of this dossier has this URL." in errors(response)


def test_a_source_whose_name_another_has_cannot_lose_its_url(client: Client, chief: User) -> None:
    _claim, low, high, _over = factories.disputed_claim()
    Source.objects.filter(pk=high.source_id).update(url="https://example.org/a", name=low.source.name)
    response = save(client, high.source, typed(client, Source.objects.get(pk=high.source_id), url=""))
    assert errors(response)
    assert not Entry.objects.exists()


def test_a_dossier_is_retitled_through_the_journal_and_keeps_its_address(client: Client, chief: User) -> None:
    dossier = factories.dossier("deal", title="Deal")
    save(client, dossier, typed(client, dossier, title="The deal", slug="elsewhere"))
    dossier.refresh_from_db()
    assert (dossier.title, dossier.slug) == ("The deal", "deal")
    assert Entry.objects.get().before == {"title": "Deal"}


def test_a_dossier_and_an_origin_can_be_added(client: Client, chief: User) -> None:
    client.post(address(Dossier, "add"), {"title": "New", "slug": "new", "language": "en"})
    dossier = Dossier.objects.get(slug="new")
    client.post(address(Origin, "add"), {"name": "Agence", "dossier": dossier.pk})
    assert dossier.origins.get().name == "Agence"


def test_an_origin_that_is_named_keeps_its_name(client: Client, chief: User) -> None:
    full_story()
    origin = Origin.objects.get()
    assert "name" not in client.get(address(Origin, "change", origin.pk)).context["adminform"].form.fields
    free = origin.dossier.origins.create(name="Agnce")
    save(client, free, {"name": "Agence libre"})
    free.refresh_from_db()
    assert free.name == "Agence libre"


def test_the_as_of_date_of_a_figure_is_corrected_and_its_verdict_becomes_stale(client: Client, chief: User) -> None:
    _claim, low, *_ = factories.disputed_claim()
    factories.decide(low, "confirmed", by=chief)
    low.refresh_from_db()
    assert save(client, low, typed(client, low, as_of="2025-06", reason="Report")).status_code == 302
    low.refresh_from_db()
    assert (low.as_of, low.stale) == ("2025-06", True)
    assert Entry.objects.get().after == {"as_of": "2025-06"}


@pytest.mark.parametrize("as_of", ["June", "2025-13", "2025-6", "٢٠٢٥"])
def test_an_as_of_date_that_is_none_is_refused(client: Client, chief: User, as_of: str) -> None:
    _claim, low, *_ = factories.disputed_claim()
    assert "as_of" in errors(save(client, low, typed(client, low, as_of=as_of)))


def test_the_value_and_what_is_derived_of_a_figure_cannot_be_typed(client: Client, chief: User) -> None:
    _claim, low, *_ = factories.disputed_claim()
    form = client.get(address(Figure, "change", low.pk)).context["adminform"].form
    assert set(form.fields) == {"as_of", "origin", "reason"}


@pytest.mark.parametrize("model", READ_ONLY)
def test_nobody_adds_to_the_record_or_changes_it(client: Client, superuser: User, model: Any) -> None:
    full_story()
    row = model.objects.first()
    assert client.get(address(model, "add")).status_code == 403
    assert client.post(address(model, "add"), {}).status_code == 403
    assert (
        client.post(address(model, "change", row.pk), {"reason": "forged", "outcome": "confirmed"}).status_code == 403
    )


@pytest.mark.parametrize("model", KEPT)
def test_nothing_of_the_record_is_deleted_even_by_a_superuser(client: Client, superuser: User, model: Any) -> None:
    full_story()
    row, count = model.objects.first(), model.objects.count()
    assert client.get(address(model, "delete", row.pk)).status_code == 403
    assert client.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    assert "delete_selected" not in client.get(address(model, "changelist")).text
    client.post(
        address(model, "changelist"), {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    )
    assert model.objects.count() == count


@pytest.mark.parametrize("model", [Source, Claim, Figure])
def test_what_is_read_or_matched_is_not_added_by_hand(client: Client, superuser: User, model: Any) -> None:
    assert client.post(address(model, "add"), {}).status_code == 403


def test_no_query_touches_a_verdict_behind_the_admin() -> None:
    full_story()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Verdict.objects.update(reason="forged")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.update(reason="forged")
    assert not Verdict.objects.filter(reason="forged").exists()


def test_a_person_whose_verdicts_stand_cannot_be_deleted(client: Client, superuser: User) -> None:
    full_story()
    judge = Verdict.objects.first()
    assert judge is not None
    client.post(reverse("admin:dealdesk_user_delete", args=[judge.by_id]), {"post": "yes"})
    assert User.objects.filter(pk=judge.by_id).exists()
