"""Comments and assignment on the review page, by htmx and by plain forms."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from claims.models import Claim, Comment, Entry
from dealdesk.models import User
from sources.models import Dossier
from tests import factories
from tests.views.reading import labels, page, queries
from tests.views.sending import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def amount(story: Dossier) -> Claim:
    return factories.disputed_claim(story)[0]


@pytest.fixture(params=["htmx", "plain"])
def headers(request: pytest.FixtureRequest) -> dict[str, str]:
    return {"HX-Request": "true", "HX-Target": "comments"} if request.param == "htmx" else {}


def comment(client: Client, words: str, headers: dict[str, str], **more: Any) -> Any:
    data = {"text": words, "key": str(uuid4())} | more
    return client.post("/d/story/claims/1/comments/", data, headers=headers)


def test_a_comment_is_listed_on_its_claim_the_newest_last(
    editor: Client, amount: Claim, headers: dict[str, str]
) -> None:
    for words in ("Premier <avis>.", "Second avis."):
        assert comment(editor, words, headers).status_code == (200 if headers else 302)
    html = page(editor, "/d/story/claims/1/")
    assert html.index("Premier &lt;avis&gt;.") < html.index("Second avis.")
    assert "2 comments" in " ".join(html.split())


def test_htmx_gets_the_comments_alone_so_that_nothing_else_moves(editor: Client, amount: Claim) -> None:
    response = comment(editor, "À voir.", {"HX-Request": "true", "HX-Target": "comments"})
    assert response.content.decode().lstrip().startswith('<section id="comments"')
    assert 'id="claim"' not in response.content.decode()


def test_what_is_refused_comes_back_as_it_was_typed(editor: Client, amount: Claim, headers: dict[str, str]) -> None:
    long = "Très long. " * 200
    response = comment(editor, long, headers)
    assert response.status_code == 422
    assert "longer than 2,000 characters" in text(response)
    assert "Très long." in text(response)
    assert not Comment.objects.exists()


def test_a_repeated_request_adds_one_comment(editor: Client, amount: Claim, headers: dict[str, str]) -> None:
    key = str(uuid4())
    for _ in range(2):
        assert comment(editor, "À voir.", headers, key=key).status_code == (200 if headers else 302)
    assert Comment.objects.count() == 1
    assert comment(editor, "Autre chose.", headers, key=key).status_code == 409


def test_a_request_without_its_key_is_refused(editor: Client, amount: Claim, headers: dict[str, str]) -> None:
    assert comment(editor, "À voir.", headers, key="").status_code == 422
    assert not Comment.objects.exists()


def test_its_author_withdraws_a_comment(editor: Client, amount: Claim, rene: User, headers: dict[str, str]) -> None:
    said = Comment.objects.add(amount, "À oublier.", by=rene, key=uuid4())
    address = f"/d/story/comments/{said.pk}/withdraw/"
    for _ in range(2):
        assert editor.post(address, headers=headers).status_code == (200 if headers else 302)
    html = page(editor, "/d/story/claims/1/")
    assert "withdrawn by its author" in html
    assert "À oublier." not in html
    assert Comment.objects.count() == 2


def test_nobody_withdraws_what_another_said(client: Client, amount: Claim, rene: User, headers: dict[str, str]) -> None:
    said = Comment.objects.add(amount, "À voir.", by=rene, key=uuid4())
    client.force_login(factories.user(role="admin"))
    assert client.post(f"/d/story/comments/{said.pk}/withdraw/", headers=headers).status_code == 403
    assert "withdraw/" not in page(client, "/d/story/claims/1/")
    assert Comment.objects.count() == 1


def test_comments_are_not_on_the_fact_sheet(editor: Client, amount: Claim, rene: User) -> None:
    Comment.objects.add(amount, "Entre nous seulement.", by=rene, key=uuid4())
    for format in ("md", "csv", "json"):
        assert "Entre nous" not in editor.get(f"/d/story/sheet.{format}").content.decode()


def test_more_comments_ask_no_more_queries(editor: Client, amount: Claim, rene: User) -> None:
    Comment.objects.add(amount, "À voir.", by=rene, key=uuid4())
    few = queries(editor, "/d/story/")
    for _ in range(9):
        Comment.objects.add(amount, "À voir.", by=factories.user(), key=uuid4())
    assert queries(editor, "/d/story/") == few


def assign(client: Client, to: object, headers: dict[str, str]) -> Any:
    return client.post(
        "/d/story/claims/1/assign/", {"to": str(to)}, headers=headers and {**headers, "HX-Target": "claim"}
    )


def test_a_claim_is_assigned_and_shown_as_such(editor: Client, amount: Claim, headers: dict[str, str]) -> None:
    marc = factories.user("marc", first_name="Marc", last_name="Le Goff")
    assert assign(editor, marc.pk, headers).status_code == (200 if headers else 302)
    html = " ".join(page(editor, "/d/story/claims/1/").split())
    assert "Assigned to Marc Le Goff" in html
    assert "for Marc Le Goff" in html
    assign(editor, "", headers)
    assert "Assigned to nobody" in page(editor, "/d/story/claims/1/")
    assert [entry.act for entry in Entry.objects.order_by("pk")] == ["assign", "assign"]


def test_a_claim_goes_to_those_only_who_may_decide(editor: Client, amount: Claim, headers: dict[str, str]) -> None:
    for other in (factories.user(role="viewer").pk, factories.user(is_active=False).pk, "99999", "me", "x"):
        assign(editor, other, headers)
    amount.refresh_from_db()
    assert amount.assigned_to is None
    assert not Entry.objects.exists()


def test_assigning_the_same_person_again_is_no_act(editor: Client, amount: Claim, rene: User) -> None:
    for _ in range(2):
        assign(editor, rene.pk, {})
    assert Entry.objects.count() == 1


def test_the_journal_says_whose_it_became_and_takes_it_back(editor: Client, amount: Claim) -> None:
    marc = factories.user("marc", first_name="Marc", last_name="Le Goff")
    assign(editor, marc.pk, {})
    html = page(editor, "/d/story/journal/")
    assert re.search(r"<del>nothing</del>.*?<ins>Marc Le Goff</ins>", html, re.DOTALL)
    editor.post("/d/story/journal/", {"entry": Entry.objects.get().pk, "rows": 1})
    amount.refresh_from_db()
    assert amount.assigned_to is None


def test_the_queue_narrows_to_what_is_mine_anothers_or_nobodys(
    editor: Client, story: Dossier, amount: Claim, rene: User
) -> None:
    marc = factories.user("marc")
    mine, his = factories.claim(story, "À moi"), factories.claim(story, "À lui")
    mine.assign(rene, by=rene)
    his.assign(marc, by=rene)
    assert labels(page(editor, "/d/story/?assigned=me")) == ["À moi"]
    assert labels(page(editor, f"/d/story/?assigned={marc.pk}")) == ["À lui"]
    assert labels(page(editor, "/d/story/?assigned=nobody")) == ["Montant investi"]
    assert len(labels(page(editor, "/d/story/?assigned=someone"))) == 3
