"""The answer to a verdict: with what the page has, it is the page that a reload would show, and repeats little."""

from __future__ import annotations

import copy
import re
from typing import Any
from uuid import uuid4

import lxml.html
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from claims import remembering
from claims.models import Claim, Comment, Figure
from sources.models import Dossier
from tests import factories
from tests.views.sending import HTMX, sent

pytestmark = pytest.mark.django_db
ADDRESS = "/d/story/claims/1/"
PARTS = ("claim", "source-pane", "chips", "queue", "progress", "live", "who", "foot")
LEFT = "[@hx-preserve]"


@pytest.fixture(autouse=True)
def empty_shelf(settings: Settings) -> None:
    settings.CHECK_FRAGMENTS = False  # this compares, and counts queries
    remembering.forget()


def parsed(response: Any) -> Any:
    """A page or a fragment of one, less what differs for each request."""
    html = re.sub(r'(name="(?:csrfmiddlewaretoken|key)" value=)"[^"]+"', r"\1", response.content.decode())
    html = re.sub(r'\s(?:hx-swap-oob="true"|autofocus)', "", html)
    return lxml.html.fromstring(f"<div>{html}</div>" if "<html" not in html else html)


def part(page: Any, name: str) -> str:
    (found,) = page.xpath(f'//*[@id="{name}"]')
    found.tail = None
    return re.sub(r"\s+", " ", lxml.html.tostring(found, encoding="unicode")).replace("> <", "><")


def opened(client: Client, address: str = ADDRESS) -> tuple[Any, dict[str, str]]:
    """The page, and the headers that it sends with a verdict."""
    page = parsed(client.get(address))
    (header,) = page.xpath('//*[@id="claim"]/@hx-headers')
    shown = re.fullmatch(r'{"X-Shown": "(\w*)"}', header)
    assert shown is not None
    return page, {**HTMX, "X-Shown": shown[1]}


def taken(page: Any, answer: Any) -> Any:
    """What htmx makes of both: where the answer says so, the page's own part stays."""
    for left in answer.xpath(f"//*{LEFT}"):
        (own,) = page.xpath(f'//*[@id="{left.get("id")}"]')
        own = copy.deepcopy(own)
        own.tail = left.tail
        left.getparent().replace(left, own)
    return answer


def decide(client: Client, figure: Figure, headers: dict[str, str], outcome: str, **more: Any) -> Any:
    response = client.post(f"/d/story/figures/{figure.pk}/decide/", sent(figure, outcome, **more), headers=headers)
    assert response.status_code == 200
    return response


def assert_same_as_reloaded(client: Client, page: Any, response: Any) -> None:
    shown = taken(page, parsed(response))
    again = parsed(client.get(response.headers["HX-Replace-Url"]))
    for name in PARTS:
        assert part(shown, name) == part(again, name), name
    assert shown.xpath("//title")[0].text.strip() == again.xpath("//title")[0].text.strip()


def test_the_page_after_each_act_is_the_page_that_a_reload_shows(editor: Client, story: Dossier) -> None:
    claim, low, high, over = factories.disputed_claim(story)
    factories.disputed_claim(story)
    Comment.objects.add(claim, "Vu avec la société", by=factories.user(), key=uuid4())
    for figure, outcome, more in (
        (low, "confirmed", {}),
        (low, "withdrawn", {}),
        (high, "contested", {"reason": "Contredit par le rapport"}),
        (over, "contested", {"reason": "Contredit par le rapport"}),
        (high, "confirmed", {"reason": "Vu au contrat", "evidence_url": "https://example.org/x"}),
    ):
        page, headers = opened(editor, f"{ADDRESS}?figure={figure.pk}")  # pressing the button makes it the open one
        response = decide(editor, figure, headers, outcome, **more)
        assert response.content.count(b"hx-preserve") == 5
        assert_same_as_reloaded(editor, page, response)


def test_so_it_is_where_rivals_are_contested_and_where_a_version_is_confirmed(editor: Client, story: Dossier) -> None:
    claim, low, high, over = factories.disputed_claim(story)
    factories.decide(high, "confirmed", by=factories.user())
    page, headers = opened(editor, f"{ADDRESS}?figure={low.pk}")
    rivals = {f"seen_{high.pk}": "1", "contest_rivals": "1", "reason": "Démenti"}
    assert_same_as_reloaded(editor, page, decide(editor, low, headers, "confirmed", **rivals))
    page, headers = opened(editor)
    form = {
        "version": "v1",
        "key": str(uuid4()),
        "reason": "Démenti",
        "confirm": [high.pk, over.pk],
        "contest": [low.pk],
    }
    for figure in (low, high, over):
        figure.refresh_from_db()
        form[f"seen_{figure.pk}"] = str(figure.verdict_number)
    response = editor.post(f"{ADDRESS}decide/", form, headers=headers)
    assert response.status_code == 200
    assert b"hx-preserve" not in response.content
    assert_same_as_reloaded(editor, page, response)
    claim.refresh_from_db()
    assert claim.status == "settled"


def test_one_answer_after_another_makes_the_same_page(editor: Client, story: Dossier) -> None:
    """The answer says what the page then has."""
    _claim, low, high, _over = factories.disputed_claim(story)
    page, headers = opened(editor)
    for figure in (low, high):
        for other in page.xpath("//*[@aria-current and @id]"):
            if re.fullmatch(r"f\d+", other.get("id")):  # desk.js does so
                del other.attrib["aria-current"]
        response = decide(editor, figure, headers, "contested", reason="Démenti")
        assert b"hx-preserve" in response.content
        page = taken(page, parsed(response))
        (header,) = page.xpath('//*[@id="claim"]/@hx-headers')
        headers = {**HTMX, "X-Shown": header.split('"')[3]}
    assert part(page, "claim") == part(parsed(editor.get(response.headers["HX-Replace-Url"])), "claim")


@pytest.mark.parametrize("address", ["/d/story/", ADDRESS, f"{ADDRESS}?kind=money", "/d/story/?sort=label"])
def test_every_page_says_what_it_has(editor: Client, story: Dossier, address: str) -> None:
    factories.disputed_claim(story)
    _page, headers = opened(editor, address)
    assert headers["X-Shown"]


@pytest.mark.parametrize("what", ["verdict", "comment", "name", "correction", "nothing sent", "another filter"])
def test_whoever_has_not_seen_all_gets_the_whole_claim(editor: Client, story: Dossier, what: str) -> None:
    claim, low, high, over = factories.disputed_claim(story)
    chief = factories.user("chef", role="chief")
    _page, headers = opened(editor)
    if what == "verdict":
        factories.decide(over, "confirmed", by=chief)
    elif what == "comment":
        Comment.objects.add(claim, "Vu", by=chief, key=uuid4())
    elif what == "name":
        chief.last_name = "Autre"
        chief.save()
    elif what == "correction":
        over.dismiss(by=chief)
    elif what == "nothing sent":
        headers = HTMX
    address = f"/d/story/figures/{low.pk}/decide/{'?kind=money' if what == 'another filter' else ''}"
    response = editor.post(address, sent(low, "contested", reason="Démenti"), headers=headers)
    assert response.status_code == 200
    assert b"hx-preserve" not in response.content
    assert f'id="f{high.pk}-form"' in response.content.decode()


def test_what_is_refused_is_answered_with_the_whole_claim(editor: Client, story: Dossier) -> None:
    _claim, low, *_ = factories.disputed_claim(story)
    _page, headers = opened(editor)
    response = editor.post(f"/d/story/figures/{low.pk}/decide/", sent(low, "contested"), headers=headers)
    assert response.status_code == 422
    assert b"hx-preserve" not in response.content


def test_a_repeated_request_is_answered_with_the_whole_claim(editor: Client, story: Dossier) -> None:
    _claim, low, *_ = factories.disputed_claim(story)
    _page, headers = opened(editor)
    data = sent(low, "confirmed")
    first, again = (editor.post(f"/d/story/figures/{low.pk}/decide/", data, headers=headers) for _ in range(2))
    assert (first.status_code, again.status_code) == (200, 200)
    assert b"hx-preserve" in first.content
    assert b"hx-preserve" not in again.content
    low.refresh_from_db()
    assert low.verdict_number == 1


def asked(client: Client, figure: Figure, headers: dict[str, str]) -> int:
    with CaptureQueriesContext(connection) as queries:
        decide(client, figure, headers, "contested", reason="Démenti")
    return len([query for query in queries if "SAVEPOINT" not in query["sql"]])


def test_a_verdict_asks_no_more_with_more_figures_and_more_claims(editor: Client, story: Dossier) -> None:
    counts = []
    for more in (0, 8):
        claim = factories.claim(story, "Combien")
        figures = [factories.figure(claim, 10 + 30 * n, quote=f"{10 + 30 * n}") for n in range(2 + more)]
        Claim.objects.get(pk=claim.pk).refresh()
        _page, headers = opened(editor, f"/d/story/claims/{claim.number}/")
        counts.append(asked(editor, figures[0], headers))
    assert counts[1] <= counts[0] <= 25
