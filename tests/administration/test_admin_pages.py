"""Every page of the admin opens, finds, and asks the database no more for more rows."""

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.models import Claim, Entry, Figure, Mention, Verdict
from dealdesk.models import User
from sources.models import Dossier, Edition, Origin, Source
from tests import factories
from tests.administration.acting import KEPT, address, full_story

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["admin", "chief"])
def staff(request: pytest.FixtureRequest, client: Client) -> Client:
    client.force_login(factories.user(role=request.param))
    return client


@pytest.mark.parametrize("model", KEPT)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_list_and_every_row_open(staff: Client, model: Any, language: str) -> None:
    full_story()
    listed = staff.get(address(model, "changelist"), headers={"accept-language": language})
    assert listed.status_code == 200
    rows = list(model.objects.all())
    assert rows
    for row in rows:
        link = address(model, "change", row.pk)
        assert link in listed.text, "each row leads to its page"
        assert staff.get(link, headers={"accept-language": language}).status_code == 200


def test_the_index_names_the_desk_and_leads_back_to_it(staff: Client) -> None:
    page = staff.get(reverse("admin:index"))
    assert "Dealdesk" in page.text
    assert f'<a class="to-desk" href="{reverse("desk")}">' in page.text


def test_people_and_roles_are_for_the_admin_alone(client: Client) -> None:
    client.force_login(factories.user(role="chief"))
    assert client.get(address(User, "changelist")).status_code == 403
    assert client.get(address(Group, "changelist")).status_code == 403


@pytest.mark.parametrize(
    ("model", "query", "found"),
    [
        (Dossier, "sto", 1),
        (Source, "dépêche", 1),
        (Source, "Article", 3),
        (Origin, "Agence", 1),
        (Edition, "1.txt", 1),
        (Claim, "investi", 1),
        (Claim, "14,8 milliards", 1),
        (Figure, "14,8", 1),
        (Figure, "investi", 3),
        (Mention, "14,3", 1),
        (Verdict, "entreprise", 2),
        (Entry, "wanted", 1),
        (Entry, "nothing of the kind", 0),
        (Claim, "nothing of the kind", 0),
    ],
)
def test_search_finds_by_the_words_that_people_know(
    client: Client, superuser: User, model: Any, query: str, found: int
) -> None:
    full_story("story")
    page = client.get(address(model, "changelist"), {"q": query})
    assert page.context["cl"].result_count == found


@pytest.mark.parametrize("model", [*KEPT, User])
def test_a_longer_list_asks_no_more_queries(client: Client, superuser: User, model: Any) -> None:
    full_story()
    counts = []
    for _ in range(2):
        full_story()
        client.get(address(model, "changelist"))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(model, "changelist")).status_code == 200
        counts.append(len(queries))
        for _more in range(3):
            full_story()
    assert counts[0] == counts[1]


@pytest.mark.parametrize("model", [Edition, Mention, Source, Figure, Verdict])
def test_a_list_leaves_texts_and_bytes_in_the_database(client: Client, superuser: User, model: Any) -> None:
    full_story()
    with CaptureQueriesContext(connection) as queries:
        client.get(address(model, "changelist"))
    loaded = [query["sql"].split(" FROM ")[0] for query in queries]
    columns = ('"sources_edition"."text"', '"sources_edition"."raw"')
    measured = [sql.replace('LENGTH("sources_edition"."text")', "") for sql in loaded]
    assert not any(column in sql for sql in measured for column in columns)


def test_the_pages_link_claim_figure_source_mention_and_verdict(client: Client, superuser: User) -> None:
    full_story()
    figure = Figure.objects.get(decision="confirmed")
    claim_page = client.get(address(Claim, "change", figure.claim_id)).text
    assert address(Figure, "change", figure.pk) in claim_page
    assert address(Source, "change", figure.source_id) in claim_page
    figure_page = client.get(address(Figure, "change", figure.pk)).text
    for linked in (figure.claim, figure.source, figure.mentions.get(), figure.verdicts.get()):
        assert address(type(linked), "change", linked.pk) in figure_page


def test_an_edition_and_a_mention_show_what_was_printed(client: Client, superuser: User) -> None:
    full_story()
    mention = Mention.objects.get(quote="14,8 milliards")
    assert mention.edition.text in client.get(address(Edition, "change", mention.edition_id)).text
    assert "<mark>14,8 milliards</mark>" in client.get(address(Mention, "change", mention.pk)).text


def test_figures_are_shown_in_the_readers_locale_and_as_printed(client: Client, superuser: User) -> None:
    full_story()
    french = client.get(address(Figure, "changelist"), headers={"accept-language": "fr"}).text.replace("\u00a0", " ")
    english = client.get(address(Figure, "changelist"), headers={"accept-language": "en"}).text
    assert "14,3 Md $US" in french
    assert "$14.3B" in english or "US$14.3B" in english
    assert "14,3 milliards" in english


def test_the_history_of_a_row_is_its_journal(client: Client, superuser: User) -> None:
    full_story()
    claim = Claim.objects.get()
    page = client.get(address(Claim, "history", claim.pk), follow=True)
    assert [entry.act for entry in page.context["cl"].result_list] == ["pin"]


@pytest.mark.parametrize("model", [Claim, Figure, User])
def test_admin_pages_carry_the_strict_policy_and_nothing_inline(client: Client, superuser: User, model: Any) -> None:
    full_story()
    page = client.get(address(model, "changelist"))
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert "<style" not in page.text
    assert " style=" not in page.text
    assert "onclick=" not in page.text


@pytest.mark.parametrize(("decision", "found"), [("none", 1), ("confirmed", 1), ("contested", 1)])
def test_figures_are_filtered_by_verdict_or_its_absence(
    client: Client, superuser: User, decision: str, found: int
) -> None:
    full_story()
    page = client.get(address(Figure, "changelist"), {"decision": decision})
    assert page.context["cl"].result_count == found


def test_a_batch_can_be_looked_up_and_its_figures_listed(client: Client, superuser: User) -> None:
    full_story()
    verdict = Verdict.objects.get(outcome="contested")
    listed = client.get(address(Verdict, "changelist"), {"batch": str(verdict.batch)})
    assert list(listed.context["cl"].result_list) == [verdict]
    figures = client.get(address(Figure, "changelist"), {"verdicts__batch": str(verdict.batch)})
    assert list(figures.context["cl"].result_list) == [verdict.figure]
    assert client.get(address(Verdict, "changelist"), {"q": str(uuid4())}).context["cl"].result_count == 0


def test_the_journal_is_told_in_words_and_leads_to_what_was_changed(client: Client, superuser: User) -> None:
    full_story("story")
    entry = Entry.objects.get(act="correct")
    page = client.get(address(Entry, "changelist"), headers={"accept-language": "en"}).text
    assert "publisher: nothing → La Dépêche" in page
    assert "origin: nothing → Agence" in page
    assert "no → yes" not in page  # "pinned" says it
    own = client.get(address(Entry, "change", entry.pk), headers={"accept-language": "en"}).text
    assert "publisher: nothing → La Dépêche" in own
    assert "origin_id" not in own
    assert address(Source, "change", entry.subject_id) in own
    found = client.get(address(Entry, "changelist"), {"subject": "claim"})
    assert [row.act for row in found.context["cl"].result_list] == ["pin"]


@pytest.mark.parametrize("model", [Edition, Mention, Verdict, Entry])
def test_a_row_that_nothing_happens_to_offers_no_history(client: Client, superuser: User, model: Any) -> None:
    full_story()
    row = model.objects.all()[0]
    assert "historylink" not in client.get(address(model, "change", row.pk)).text
    back = client.get(address(model, "history", row.pk))
    assert (back.status_code, back["Location"]) == (302, address(model, "change", row.pk))
