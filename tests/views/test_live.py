"""The pulse as pages ask for it: what it answers, what it costs, and whom it shows to whom."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims import editing
from claims.models import Claim, Comment, Presence
from dealdesk.models import User
from sources.models import Dossier
from tests import factories
from tests.views.reading import labels, page
from tests.views.sending import HTMX

pytestmark = pytest.mark.django_db


@pytest.fixture
def marc() -> User:
    return factories.user("marc", first_name="Marc", last_name="Le Goff")


def state_in(html: str) -> str:
    found = re.search(r'id="live"[^>]*data-state="([^"]+)"', html)
    assert found
    return found[1]


def ask(client: Client, state: str = "", query: str = "claim=1", slug: str = "story") -> Any:
    headers = {"HX-Request": "true"} | ({"If-None-Match": f'"{state}"'} if state else {})
    return client.get(f"/d/{slug}/pulse/?{query}", headers=headers)


def shows(response: Any) -> set[str]:
    """The ids of the parts that an answer holds."""
    known = {"live", "who", "with-you", "queue", "chips", "progress", "claim", "comment-list", "news"}
    return known & set(re.findall(r'id="([\w-]+)"', response.content.decode()))


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def news(response: Any) -> str:
    text = words(response)
    return text[text.index('id="news"') :]


def watched(client: Client, story: Dossier) -> tuple[Claim, Any, str]:
    """A claim in dispute whose page is open, with what that page has seen."""
    claim, low, *_ = factories.disputed_claim(story)
    return claim, low, state_in(page(client, f"/d/story/claims/{claim.number}/"))


def test_a_page_that_has_seen_everything_is_answered_with_304_and_nothing(editor: Client, story: Dossier) -> None:
    _, _, state = watched(editor, story)
    response = ask(editor, state)
    assert (response.status_code, response.content) == (304, b"")
    assert response["ETag"] == f'"{state}"'


def test_an_answer_is_kept_by_no_cache(editor: Client, story: Dossier) -> None:
    watched(editor, story)
    assert "no-store" in ask(editor)["Cache-Control"]


def test_a_verdict_of_another_brings_the_claim_the_queue_and_a_line(editor: Client, story: Dossier, marc: User) -> None:
    _, low, state = watched(editor, story)
    factories.decide(low, "confirmed", by=marc)
    response = ask(editor, state)
    assert shows(response) >= {"live", "queue", "chips", "progress", "claim", "news"}
    assert "Marc Le Goff confirmed $14.3B (Article 1)" in news(response)
    assert ask(editor, state_in(response.content.decode())).status_code == 304


def test_a_live_claim_brings_the_seen_number_only_with_the_verdict(editor: Client, story: Dossier, marc: User) -> None:
    """Rule 5 lives from it: a form never says that its author saw a verdict that the page does not show."""
    _, low, state = watched(editor, story)
    factories.decide(low, "contested", by=marc, reason="Un seul journal.")
    html = words(ask(editor, state))
    card = html[html.index(f'id="f{low.pk}"') : html.index("</article>", html.index(f'id="f{low.pk}"'))]
    assert 'name="seen" value="1"' in card
    assert "Un seul journal." in card


def test_what_happens_to_another_claim_leaves_the_open_one_alone(editor: Client, story: Dossier, marc: User) -> None:
    _, _, state = watched(editor, story)
    _, other, *_ = factories.disputed_claim(story)
    factories.decide(other, "confirmed", by=marc)
    response = ask(editor, state)
    assert "queue" in shows(response)
    assert "claim" not in shows(response)
    assert "happening" not in news(response)


def test_someone_who_comes_brings_no_queue(editor: Client, story: Dossier, marc: User) -> None:
    claim, _, state = watched(editor, story)
    Presence.objects.note(marc, story.pk, claim.number, datetime.now(UTC))
    response = ask(editor, state)
    assert shows(response) == {"live", "who", "with-you", "news"}
    assert "Marc Le Goff looks at this claim too" in words(response)
    assert f'data-mark="{claim.number}"' in words(response)


def test_whoever_is_here_stands_beside_their_claim_in_the_queue(editor: Client, story: Dossier, marc: User) -> None:
    claim, *_ = factories.disputed_claim(story)
    Presence.objects.note(marc, story.pk, claim.number, datetime.now(UTC))
    html = page(editor, "/d/story/")
    row = html[html.index(f'id="c{claim.number}"') : html.index("</a>", html.index(f'id="c{claim.number}"'))]
    assert "Marc Le Goff is on it" in row
    assert re.search(rf'href="/d/story/claims/{claim.number}/#claim" title="Marc Le Goff · Montant investi"', html)


def test_asking_is_the_sign_of_life(editor: Client, story: Dossier, rene: User) -> None:
    claim, _, state = watched(editor, story)
    assert not Presence.objects.exists()
    ask(editor, state)
    assert (Presence.objects.get().user, Presence.objects.get().claim) == (rene, claim)


def test_presence_is_for_those_who_may_read(client: Client, story: Dossier, marc: User) -> None:
    Presence.objects.note(marc, story.pk, None, datetime.now(UTC))
    response = client.get("/d/story/pulse/")
    assert response.status_code == 302
    assert Presence.objects.count() == 1


def test_a_session_that_has_ended_is_answered_with_401(client: Client, story: Dossier) -> None:
    response = client.get("/d/story/pulse/", headers={"HX-Request": "true"}, follow=True)
    assert response.status_code == 401


def test_nobody_is_named_in_the_log(
    editor: Client, story: Dossier, marc: User, caplog: pytest.LogCaptureFixture
) -> None:
    claim, _, state = watched(editor, story)
    Presence.objects.note(marc, story.pk, claim.number, datetime.now(UTC))
    with caplog.at_level(logging.DEBUG, logger="dealdesk"), caplog.at_level(logging.INFO):
        ask(editor, state)
    assert "marc" not in caplog.text.lower()
    assert "rene" not in caplog.text.lower()


def test_what_one_does_oneself_is_no_news(editor: Client, story: Dossier, rene: User) -> None:
    _, low, state = watched(editor, story)
    factories.decide(low, "confirmed", by=rene)
    assert "rene" not in news(ask(editor, state))


def test_ones_own_act_is_seen_by_the_page_that_did_it(editor: Client, story: Dossier) -> None:
    _, low, state = watched(editor, story)
    answer = editor.post(
        f"/d/story/figures/{low.pk}/decide/", {"outcome": "confirmed", "seen": 0, "key": str(uuid4())}, headers=HTMX
    )
    newer = state_in(answer.content.decode())
    assert newer != state
    assert ask(editor, newer).status_code == 304


def test_a_decision_on_what_another_decided_meanwhile_is_answered_with_theirs_and_ones_own_reason(
    editor: Client, story: Dossier, marc: User
) -> None:
    _, low, state = watched(editor, story)
    factories.decide(low, "confirmed", by=marc)
    ask(editor, state)  # was told, and did not look
    sent = {"outcome": "contested", "reason": "Ma raison.", "seen": 0, "key": str(uuid4())}
    answer = editor.post(f"/d/story/figures/{low.pk}/decide/", sent, headers=HTMX)
    assert answer.status_code == 409
    assert "Someone else decided meanwhile" in words(answer)
    assert "Ma raison.</textarea>" in words(answer)
    assert ask(editor, state_in(answer.content.decode())).status_code == 304


def test_a_comment_brings_the_comments_and_no_claim(editor: Client, story: Dossier, marc: User) -> None:
    claim, _, state = watched(editor, story)
    Comment.objects.add(claim, "Je rappelle <l’entreprise>.", by=marc, key=uuid4())
    response = ask(editor, state)
    assert "comment-list" in shows(response)
    assert "claim" not in shows(response)
    assert "Marc Le Goff commented: “Je rappelle &lt;l’entreprise&gt;.”" in news(response)
    assert "1 comment" in words(response)


@pytest.mark.parametrize("act", ["rename", "dismiss", "move", "source"])
def test_every_act_on_the_claim_or_its_figures_touches_it(editor: Client, story: Dossier, marc: User, act: str) -> None:
    claim, low, state = watched(editor, story)
    acts: dict[str, Callable[[], object]] = {
        "rename": lambda: claim.rename("Prix", by=marc),
        "dismiss": lambda: low.dismiss(by=marc),
        "move": lambda: editing.move_figure(low, factories.claim(story), by=marc),
        "source": lambda: low.source.add_edition(factories.article("Plus rien.")),
    }
    acts[act]()
    assert "claim" in shows(ask(editor, state))


def test_a_page_that_says_nothing_readable_gets_everything(editor: Client, story: Dossier) -> None:
    _, low, _ = watched(editor, story)
    factories.decide(low, "confirmed")
    for state in ("", "nonsense", "1.2.3", "1.2.3.4.5.6"):
        response = ask(editor, state)
        assert response.status_code == 200
        assert shows(response) >= {"queue", "claim"}


def test_the_queue_stays_narrowed(editor: Client, story: Dossier, marc: User) -> None:
    _, low, state = watched(editor, story)
    factories.claim(story, "Autre")
    factories.decide(low, "confirmed", by=marc)
    assert labels(ask(editor, state, "claim=1&q=Montant").content.decode()) == ["Montant investi"]


def test_the_page_says_where_to_ask_with_its_filters(editor: Client, story: Dossier) -> None:
    claim, *_ = factories.disputed_claim(story)
    html = page(editor, f"/d/story/claims/{claim.number}/?q=Mont")
    assert f'data-url="/d/story/pulse/?q=Mont&amp;claim={claim.number}"' in html


@pytest.mark.parametrize(("slug", "query"), [("none", "claim=1"), ("story", "claim=99")])
def test_there_is_no_pulse_of_what_is_not_there(editor: Client, story: Dossier, slug: str, query: str) -> None:
    assert ask(editor, "", query, slug).status_code == 404


def test_asking_changes_nothing_but_by_get(editor: Client, story: Dossier) -> None:
    assert editor.post("/d/story/pulse/").status_code == 405


def test_nothing_new_costs_three_queries_whatever_the_size(editor: Client, story: Dossier) -> None:
    """The session, the person, the pulse; every ten seconds a fourth, for the sign of life."""
    for size in (1, 8):
        for _ in range(size):
            claim, low, *_ = factories.disputed_claim(story)
            factories.decide(low, "confirmed")
            Presence.objects.note(factories.user(), story.pk, claim.number, datetime.now(UTC))
        state = state_in(page(editor, "/d/story/claims/1/"))
        ask(editor, state)
        with CaptureQueriesContext(connection) as asked:
            assert ask(editor, state).status_code == 304
        assert len(asked) == 3, [query["sql"] for query in asked]


def test_a_verdict_costs_a_constant_number_of_queries(editor: Client, story: Dossier, marc: User) -> None:
    costs = []
    for size in (2, 8):
        for _ in range(size):
            claim, low, *_ = factories.disputed_claim(story)
        state = state_in(page(editor, f"/d/story/claims/{claim.number}/"))
        factories.decide(low, "confirmed", by=marc)
        ask(editor, state, f"claim={claim.number}")
        with CaptureQueriesContext(connection) as asked:
            assert "claim" in shows(ask(editor, state, f"claim={claim.number}"))
        costs.append(len(asked))
    assert costs[0] == costs[1]
    assert costs[0] <= 30
