"""What the tests of the review page read from it."""

from __future__ import annotations

import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import Claim
from sources.models import Dossier
from tests import factories


def page(client: Client, path: str, **headers: str) -> str:
    response = client.get(path, headers=headers)
    assert response.status_code == 200, response
    return response.content.decode()


def labels(html: str) -> list[str]:
    return re.findall(r'class="row-label">([^<]*)<', html)


def queue_of(story: Dossier) -> tuple[Claim, Claim, Claim]:
    """One claim in dispute, one agreed, one from a single origin."""
    disputed, *_ = factories.disputed_claim(story)
    agreed = factories.claim(story, "Part acquise", kind="percent", unit="%")
    factories.figure(agreed, 49, quote="49 %")
    factories.figure(agreed, 49, quote="49 %")
    single = factories.claim(story, "Salariés", kind="count", unit="salarié")
    factories.figure(single, 80, quote="quatre-vingts")
    return disputed, agreed, single


def queries(client: Client, path: str) -> int:
    """How many queries the page asks once the session is warm."""
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)
