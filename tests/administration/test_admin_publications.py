"""Published sheets in the admin: found and read, withdrawn through the desk's own act, otherwise never written."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.factsheet.build import build_draft
from claims.models import Publication
from claims.publishing import fingerprint, publish
from dealdesk.models import User
from sources.models import Dossier
from tests import factories
from tests.administration.acting import address

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(story: Dossier) -> Publication:
    _claim, low, high, _over = factories.disputed_claim(story)
    factories.decide(low, "confirmed")
    factories.decide(high, "contested")
    return publish(story, by=factories.user("rene", role="chief"), seen=fingerprint(build_draft(story)))


@pytest.mark.parametrize("role", ["chief", "admin"])
def test_sheets_are_listed_and_read_and_not_written(client: Client, published: Publication, role: str) -> None:
    client.force_login(factories.user(role=role))
    listed = client.get(address(Publication, "changelist"), {"q": "rene"})
    assert published.get_absolute_url() in listed.text
    page = client.get(address(Publication, "change", published.pk))
    assert published.sha256 in page.text
    assert 'name="_save"' not in page.text
    assert client.get(address(Publication, "add")).status_code == 403
    assert client.post(address(Publication, "delete", published.pk)).status_code == 403
    assert client.post(address(Publication, "change", published.pk), {"title": "Autre"}).status_code == 403


def test_its_page_leads_a_chief_to_withdraw_a_sheet_and_then_says_why(client: Client, published: Publication) -> None:
    client.force_login(factories.user(role="chief"))
    slug, number = published.dossier.slug, published.number
    page, form = address(Publication, "change", published.pk), f"{reverse('sheets', args=[slug])}#n{number}"
    assert form in client.get(page).text
    assert f'id="n{number}"' in client.get(form).text
    client.post(reverse("withdraw_sheet", args=[slug, number]), {"reason": "La source s’est rétractée"})
    after = client.get(page).text
    assert form not in after
    assert "La source s’est rétractée" in after
    found = {value: client.get(address(Publication, "changelist"), {"withdrawn": value}).text for value in "01"}
    assert published.sha256 not in found["0"]
    assert published.get_absolute_url() in found["1"]
    assert published.get_absolute_url() not in found["0"]


def test_who_may_look_at_sheets_but_not_publish_is_not_offered_to_withdraw(
    client: Client, published: Publication
) -> None:
    looker = factories.user(role="viewer")
    looker.user_permissions.add(Permission.objects.get(codename="view_publication"))
    User.objects.filter(pk=looker.pk).update(is_staff=True)
    client.force_login(looker)
    page = client.get(address(Publication, "change", published.pk))
    assert page.status_code == 200
    assert "#n1" not in page.text


def test_the_list_reads_no_sheet_and_asks_as_often_for_two_as_for_one(client: Client, published: Publication) -> None:
    client.force_login(factories.user(role="chief"))
    client.get(address(Publication, "changelist"))
    with CaptureQueriesContext(connection) as one:
        client.get(address(Publication, "changelist"))
    story = published.dossier
    story.claims.get().rename("Le prix", by=published.by)
    publish(story, by=published.by, seen=fingerprint(build_draft(story)))
    with CaptureQueriesContext(connection) as two:
        client.get(address(Publication, "changelist"))
    assert len(two) == len(one)
    assert not any('"content"' in query["sql"] for query in two)
