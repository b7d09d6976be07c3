"""Every query of the pages is answered from an index, on whichever database runs the tests.

The plans are read for a store in which reading a whole table would be the worst choice: on PostgreSQL sequential scans
are priced out, so that one is left only where there is no index for the query at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sources.models import Dossier
from tests import factories

pytestmark = pytest.mark.django_db
LARGE = (
    "claims_claim", "claims_figure", "claims_mention", "claims_verdict", "claims_entry", "claims_comment",
    "claims_crosscheck", "sources_source", "sources_edition", "sources_echo",
)  # fmt: skip
PAGES = (
    "/", "/d/story/", "/d/story/claims/1/", "/d/story/?q=montant", "/d/story/?status=disputed&sort=sources",
    "/d/story/?decided=no&kind=money", "/d/story/?has=stale", "/d/story/claims/2/?sort=newest",
    "/d/story/sources/1/", "/d/story/sources/", "/d/story/summary/", "/d/story/journal/", "/d/story/overview/",
    "/d/story/origins/", "/d/story/links/", "/d/story/pulse/", "/d/story/sheets/",
)  # fmt: skip


@pytest.fixture
def editor(story: Dossier) -> Client:
    claim, low, _high, _over = factories.disputed_claim(story)
    chief = factories.user(role="chief")
    factories.decide(low, "contested", by=chief)
    claim.pin(by=chief)
    factories.figure(factories.claim(story, "Une autre"), 12, quote="12")
    client = Client()
    client.force_login(chief)
    return client


def selects(client: Client, path: str) -> list[str]:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in caught.captured_queries if query["sql"].lstrip().startswith("SELECT")]


def scans(sql: str) -> Iterator[str]:
    """The large tables of which a plan reads every row, with the line that says so."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {sql}")
            lines = [line for (line,) in cursor.fetchall()]
            found = ((re.search(r"Seq Scan on (\w+)", line), line) for line in lines)
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            names = {alias: table for table, alias in re.findall(r'"(\w+)" (\w+)\b', sql)}
            lines = [row[3] for row in cursor.fetchall()]
            found = ((re.search(r"^SCAN (\w+)(?! CONSTANT)", line), line) for line in lines)
            found = ((match, line) for match, line in found if not match or names.get(match[1], match[1]) in LARGE)
        for match, line in found:
            if match and (connection.vendor == "sqlite" or match[1] in LARGE):
                yield line


@pytest.mark.parametrize("path", PAGES)
def test_no_page_reads_a_whole_table(editor: Client, path: str) -> None:
    found = {(line, sql) for sql in selects(editor, path) for line in scans(sql)}
    assert not found


def test_a_plan_that_reads_a_whole_table_is_recognised(story: Dossier) -> None:
    factories.disputed_claim(story)
    assert list(scans('SELECT "claims_claim"."id" FROM "claims_claim" WHERE "claims_claim"."label" = \'x\''))
    assert list(scans('SELECT U0."id" FROM "claims_figure" U0 WHERE U0."stale"'))
    assert not list(scans('SELECT "claims_claim"."id" FROM "claims_claim" WHERE "claims_claim"."id" = 1'))
