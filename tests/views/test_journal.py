"""The journal: who did what, what it was about, and taking it back."""

from __future__ import annotations

import re

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.editing import merge_claims, withdraw_source
from claims.models import Claim, CrossCheck, Entry
from claims.views import journal as journal_views
from claims.views.journal import PER_PAGE
from dealdesk.models import User
from sources.models import Dossier, Echo
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def claire(client: Client) -> User:
    """An editor, signed in."""
    person = factories.user("claire", role="editor", first_name="Claire", last_name="Desk")
    client.force_login(person)
    return person


def journal(client: Client, **asked: str) -> str:
    response = client.get(reverse("journal", args=["story"]), asked)
    assert response.status_code == 200
    return response.content.decode()


def acts(html: str) -> list[str]:
    found = re.findall(r'<span class="what [^"]*">(.*?)</span>\s*(?:<span class="printed"|·|</p>)', html, re.DOTALL)
    return [re.sub(r"<span.*?</span>", "", act, flags=re.DOTALL).strip() for act in found]


@pytest.fixture
def busy(story: Dossier, claire: User) -> Claim:
    """Confirmed, then renamed, then contested by someone else."""
    claim, low, high, _over = factories.disputed_claim(story)
    factories.decide(low, "confirmed", by=claire, reason="Recoupé")
    claim.rename("Somme versée", by=claire, reason="plus clair")
    factories.decide(high, "contested", by=factories.user("bob"), reason="Impossible")
    return claim


def test_verdicts_and_other_acts_are_one_list_newest_first(client: Client, busy: Claim) -> None:
    assert acts(journal(client)) == ["contested", "renamed", "confirmed"]


def test_a_verdict_shows_what_was_judged_and_why(client: Client, busy: Claim) -> None:
    html = journal(client)
    assert "“14,8 milliards”" in html
    assert "Impossible" in html
    assert reverse("claim", args=["story", busy.number]) in html


def test_an_act_shows_before_and_after(client: Client, busy: Claim) -> None:
    html = journal(client)
    assert "<del>Montant investi</del>" in html
    assert "<ins>Somme versée</ins>" in html


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"kind": "contested"}, ["contested"]),
        ({"kind": "rename"}, ["renamed"]),
        ({"words": "impossible"}, ["contested"]),
        ({"words": "somme versée"}, ["contested", "renamed", "confirmed"]),
        ({"words": "plus clair somme"}, ["renamed"]),
        ({"words": "nothing like it"}, []),
        ({"by": "not a number"}, ["contested", "renamed", "confirmed"]),
    ],
)
def test_it_is_filtered_by_kind_and_text(client: Client, busy: Claim, asked: dict[str, str], found: list[str]) -> None:
    assert acts(journal(client, **asked)) == found


def test_it_is_filtered_by_person(client: Client, busy: Claim, claire: User) -> None:
    assert acts(journal(client, by=str(claire.pk))) == ["renamed", "confirmed"]


def test_it_is_shown_page_by_page_in_as_many_queries_for_many_as_for_few(
    client: Client, busy: Claim, claire: User
) -> None:
    with CaptureQueriesContext(connection) as few:
        journal(client)
    for n in range(PER_PAGE):
        busy.rename(f"Somme {n}", by=claire)
    with CaptureQueriesContext(connection) as many:
        html = journal(client)
    assert len(acts(html)) == PER_PAGE
    assert len(acts(journal(client, before=to(html, "Older")))) == 3
    assert len(many) <= len(few)


def to(html: str, words: str) -> str:
    """The act that a link to another page names."""
    (found,) = re.findall(rf'href="[^"]*(?:before|after)=(\w+)">[^<]*{words}', html)
    return str(found)


def test_pages_stay_what_they_are_while_acts_are_added_and_keep_the_filter(
    client: Client, busy: Claim, claire: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_views, "PER_PAGE", 2)
    for n in range(5):
        busy.rename(f"Somme {n}", by=claire)
    newest = journal(client, kind="rename")
    assert "?kind=rename&amp;before=" in newest
    older = to(newest, "Older")
    second = renames(journal(client, kind="rename", before=older))
    busy.rename("Somme 5", by=claire)
    html = journal(client, kind="rename", before=older)
    assert renames(html) == second == ["Somme 2", "Somme 1"]
    back = journal(client, kind="rename", after=to(html, "Newer"))
    assert renames(back) == ["Somme 4", "Somme 3"]
    assert renames(journal(client, kind="rename", after=to(back, "Newer"))) == ["Somme 5", "Somme 4"]


def test_of_acts_of_one_moment_none_is_left_out_or_told_twice(
    client: Client, busy: Claim, claire: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_views, "PER_PAGE", 1)
    verdict = factories.decide(busy.figures.latest("pk"), "contested", by=claire, reason="Faux")
    with monkeypatch.context() as moment:
        moment.setattr("django.utils.timezone.now", lambda: verdict.at)
        busy.rename("Somme A", by=claire)
        busy.rename("Somme B", by=claire)
    seen, name = [], ""
    for _page in range(3):
        html = journal(client, before=name)
        seen += acts(html)
        name = to(html, "Older")
    assert seen == ["contested", "renamed", "renamed"]


def renames(html: str) -> list[str]:
    return re.findall(r"<ins>(.*?)</ins>", html)


@pytest.mark.parametrize("name", ["", "x", "e", "e0", "v" + "9" * 40, "e١", "é1"])
def test_a_place_that_is_none_leads_to_the_newest(client: Client, busy: Claim, name: str) -> None:
    assert acts(journal(client, before=name)) == acts(journal(client))
    assert acts(journal(client, after=name)) == acts(journal(client))


def undo(client: Client, entry: Entry, **more: str) -> list[str]:
    response = client.post(reverse("journal", args=["story"]), {"entry": entry.pk} | more)
    assert response.status_code == 302
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_an_act_is_undone_by_another_that_follows_it(client: Client, busy: Claim) -> None:
    entry = Entry.objects.get(act="rename")
    assert undo(client, entry) == ["Undone. The journal keeps both acts."]
    busy.refresh_from_db()
    assert busy.label == "Montant investi"
    html = journal(client)
    assert acts(html) == ["undone", "contested", "renamed", "confirmed"]
    assert "undone since" in html


def test_an_act_is_not_undone_twice(client: Client, busy: Claim) -> None:
    entry = Entry.objects.get(act="rename")
    undo(client, entry)
    assert undo(client, entry)[-1] == "This was already undone."
    assert Entry.objects.count() == 2


def test_an_act_that_was_followed_by_another_is_not_undone_over_it(client: Client, busy: Claim, claire: User) -> None:
    entry = Entry.objects.get(act="rename")
    busy.rename("Encore autre", by=claire)
    assert undo(client, entry) == [
        "Nothing was undone: what this act changed was changed again since (renamed, by Claire Desk). "
        "Undo the later act first."
    ]
    busy.refresh_from_db()
    assert busy.label == "Encore autre"


@pytest.fixture
def merged(story: Dossier, claire: User) -> Entry:
    """The last row of a merge of two figures: an act of three rows."""
    into, other = factories.claim(story, "Prix"), factories.claim(story, "Prix payé")
    for n in (14, 15):
        factories.figure(other, n, quote=str(n))
    return merge_claims(other, into, by=claire)[-1]


def test_an_act_of_several_rows_offers_to_undo_all_of_them(client: Client, merged: Entry) -> None:
    html = " ".join(journal(client).split())
    assert (html.count("Undo the whole act (3 rows)"), html.count("part of the act above")) == (1, 2)
    assert undo(client, merged, rows="3") == ["Undone, 3 rows. The journal keeps both acts."]
    assert Entry.objects.filter(act="undo").count() == 3
    assert Claim.objects.get(label="Prix payé").merged_into is None


@pytest.mark.parametrize("rows", ["1", "", "two", "9" * 5000])
def test_an_act_of_several_rows_is_not_undone_by_who_saw_one(client: Client, merged: Entry, rows: str) -> None:
    assert "3 rows that can be undone" in undo(client, merged, rows=rows)[0]
    assert not Entry.objects.filter(act="undo").exists()


def test_what_cross_checks_and_echoes_were_said_to_be_is_told(client: Client, story: Dossier, claire: User) -> None:
    claim, low, high, _over = factories.disputed_claim(story)
    check = CrossCheck.objects.create(dossier=story, claim=claim, key="k", found={}, basis="b", strength=1)
    echo = Echo.objects.create(dossier=story, a=low.source, b=high.source, score=0.9)
    check.mark_coincidence(by=claire, reason="par hasard")
    Entry.objects.change(echo, "one-origin", {"decision": "one"}, by=claire)
    Entry.objects.change(story.origins.create(name="Agence"), "rename", {"name": "AFP"}, by=claire)
    html = journal(client)
    assert acts(html) == ["renamed", "said to share an origin", "marked as coincidence"]
    assert "<ins>AFP</ins>" in html
    assert reverse("claim", args=["story", claim.number]) in html
    assert "<p>Article 1 ~ Article 2</p>" in html
    assert undo(client, Entry.objects.get(subject="check")) == ["Undone. The journal keeps both acts."]


def test_a_viewer_reads_and_cannot_undo(client: Client, busy: Claim) -> None:
    client.force_login(factories.user(role="viewer"))
    assert 'name="entry"' not in journal(client)
    response = client.post(reverse("journal", args=["story"]), {"entry": Entry.objects.get().pk})
    assert response.status_code == 403
    assert Entry.objects.count() == 1


def test_only_who_may_change_a_source_takes_its_withdrawal_back(client: Client, story: Dossier, claire: User) -> None:
    source = factories.source(story)
    chief = factories.user(role="chief")
    entry = withdraw_source(source, by=chief, reason="Rétracté")
    assert client.post(reverse("journal", args=["story"]), {"entry": entry.pk}).status_code == 403
    client.force_login(chief)
    undo(client, entry)
    source.refresh_from_db()
    assert not source.withdrawn


def test_an_entry_of_another_dossier_is_not_found(client: Client, busy: Claim) -> None:
    factories.dossier("other")
    entry = Entry.objects.get()
    assert client.post(reverse("journal", args=["other"]), {"entry": entry.pk}).status_code == 404
    assert client.post(reverse("journal", args=["story"]), {"entry": "x"}).status_code == 404


def test_an_empty_journal_says_so(client: Client, story: Dossier, claire: User) -> None:
    assert "Nobody has decided or changed anything yet." in journal(client)
    assert "Nothing in the journal fits this filter." in journal(client, words="x")
