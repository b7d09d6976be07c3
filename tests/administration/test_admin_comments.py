"""Comments in the admin: found and read, never written."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from claims.models import Comment
from tests import factories
from tests.administration.acting import address

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["chief", "admin"])
def test_comments_are_listed_and_read_and_not_written(client: Client, role: str) -> None:
    rene = factories.user("rene")
    claim = factories.claim(factories.dossier(), "Montant")
    said = Comment.objects.add(claim, "Je rappelle l’entreprise.", by=rene, key=uuid4())
    Comment.objects.withdraw(said, by=rene, key=uuid4())
    client.force_login(factories.user(role=role))
    listed = client.get(address(Comment, "changelist"), {"q": "rappelle"})
    assert "Je rappelle l’entreprise." in listed.text
    for row in Comment.objects.all():
        page = client.get(address(Comment, "change", row.pk))
        assert page.status_code == 200
        assert 'name="_save"' not in page.text
    assert client.get(address(Comment, "add")).status_code == 403
    assert client.post(address(Comment, "delete", said.pk)).status_code == 403
