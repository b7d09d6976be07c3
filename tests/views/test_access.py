"""Who may open and do what: every address, as nobody, viewer, editor, chief and admin."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from claims.models import Comment, Entry, Figure, Verdict
from sources.models import Dossier, Intake
from tests import factories

pytestmark = pytest.mark.django_db
ROLES = ("viewer", "editor", "chief", "admin")
READ = [
    "/",
    "/d/story/",
    "/d/story/claims/1/",
    "/d/story/sources/",
    "/d/story/sources/1/",
    "/d/story/overview/",
    "/d/story/origins/",
    "/d/story/links/",
    "/d/story/summary/",
    "/d/story/sheet.json",
    "/d/story/sheet.csv",
    "/d/story/sheet.md",
    "/d/story/sheet.html",
    "/d/story/sheet.docx",
    "/d/story/sheet.xlsx",
    "/d/story/sheet.claimreview.jsonld",
    "/d/story/sheet.annotations.jsonld",
    "/d/story/sheets/",
    "/d/story/journal/",
    "/d/story/pulse/",
]
ACTS = [
    "/d/story/figures/{low}/decide/",
    "/d/story/claims/1/decide/",
    "/d/story/claims/1/pin/",
    "/d/story/claims/1/unpin/",
    "/d/story/claims/1/rename/",
    "/d/story/figures/{low}/dismiss/",
    "/d/story/figures/{low}/move/",
    "/d/story/claims/1/merge/",
    "/d/story/figures/{low}/restore/",
]
CHIEFS = ["/d/story/sheets/publish/", "/d/story/sheets/1/withdraw/", "/d/story/sheets/rule/"]
EDITORS = ["/d/story/claims/1/sentence/"]
AMONG_EDITORS = ["/d/story/claims/1/assign/", "/d/story/claims/1/comments/", "/d/story/comments/1/withdraw/"]
ADD = ["/d/story/sources/add/", "/d/story/sources/add/check/"]  # pages of those who may add sources
STAGE = [
    "/d/story/sources/add/files/",
    "/d/story/sources/add/text/",
    "/d/story/sources/add/address/",
    "/d/story/sources/add/1/read/",
    "/d/story/sources/add/check/",
    "/dossiers/new/",
]
HTMX = {"HX-Request": "true", "HX-Target": "claim"}


@pytest.fixture
def low(story: Dossier) -> Figure:
    _, low, _, _ = factories.disputed_claim(story)
    factories.claim(story, "Autre montant")
    return low


def data(low: Figure) -> dict[str, object]:
    """Enough for any of the acts."""
    return {
        "outcome": "confirmed",
        "seen": 0,
        "key": str(uuid4()),
        "confirm": [low.pk],
        f"seen_{low.pk}": 0,
        "label": "Autre question",
        "into": 2,
    }


@pytest.mark.parametrize("path", READ)
def test_nobody_reads_without_signing_in(client: Client, low: Figure, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/?next=")


@pytest.mark.parametrize("path", ACTS + AMONG_EDITORS)
def test_nobody_acts_without_signing_in(client: Client, low: Figure, path: str) -> None:
    response = client.post(path.format(low=low.pk), data(low))
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/?next=")
    assert not Verdict.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize("path", [*CHIEFS, *EDITORS])
def test_nobody_publishes_or_rewords_without_signing_in(client: Client, low: Figure, path: str) -> None:
    assert client.post(path, data(low))["Location"].startswith("/accounts/login/?next=")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("path", READ)
def test_whoever_signs_in_reads(client: Client, low: Figure, path: str, role: str) -> None:
    client.force_login(factories.user(role=role))
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize("path", ACTS)
def test_a_viewer_is_refused_every_act(client: Client, low: Figure, path: str, headers: dict[str, str]) -> None:
    client.force_login(factories.user(role="viewer"))
    assert client.post(path.format(low=low.pk), data(low), headers=headers).status_code == 403
    assert not Verdict.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize("role", ["editor", "chief", "admin"])
@pytest.mark.parametrize("path", ACTS)
def test_editors_chiefs_and_admins_act(client: Client, low: Figure, path: str, role: str) -> None:
    client.force_login(factories.user(role=role))
    assert client.post(path.format(low=low.pk), data(low)).status_code == 302
    batches = {*Verdict.objects.values_list("batch"), *Entry.objects.values_list("batch")}
    assert len(batches) == 1


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
@pytest.mark.parametrize("path", AMONG_EDITORS)
def test_a_viewer_neither_assigns_nor_comments(client: Client, low: Figure, path: str, headers: dict[str, str]) -> None:
    viewer = factories.user(role="viewer")
    said = Comment.objects.add(low.claim, "À voir.", by=viewer, key=uuid4())
    client.force_login(viewer)
    sent = {"to": viewer.pk, "text": "Moi aussi.", "key": str(uuid4())}
    path = path.replace("comments/1/", f"comments/{said.pk}/")
    assert client.post(path, sent, headers=headers).status_code == 403
    assert Comment.objects.count() == 1
    assert not Entry.objects.exists()
    assert "comment-form" not in client.get("/d/story/claims/1/").content.decode()


@pytest.mark.parametrize("path", [path for path in ACTS + AMONG_EDITORS if "decide" not in path])
def test_an_act_is_not_done_by_following_a_link(client: Client, low: Figure, path: str) -> None:
    client.force_login(factories.user(role="admin"))
    assert client.get(path.format(low=low.pk)).status_code == 405


@pytest.mark.parametrize("path", ["/d/story/figures/{low}/decide/", "/d/story/claims/1/decide/"])
def test_the_address_of_a_decision_only_shows_the_claim(client: Client, low: Figure, path: str) -> None:
    client.force_login(factories.user(role="admin"))
    assert client.get(path.format(low=low.pk), {"outcome": "confirmed"}).status_code == 302
    assert not Verdict.objects.exists()


def test_a_viewer_sees_no_button_to_decide(client: Client, low: Figure) -> None:
    factories.decide(low, "confirmed")
    client.force_login(factories.user(role="viewer"))
    html = client.get("/d/story/claims/1/").content.decode()
    assert "decide/" not in html
    assert 'name="outcome"' not in html
    assert "rename/" not in html
    assert "dismiss/" not in html


@pytest.mark.parametrize("path", [*ADD, *STAGE])
def test_nobody_adds_sources_without_signing_in(client: Client, story: Dossier, path: str) -> None:
    for response in (client.get(path), client.post(path, {"text": "Un port", "title": "Un port", "language": "fr"})):
        assert response.status_code == 302
        assert response["Location"].startswith("/accounts/login/?next=")
    assert not Intake.objects.exists()
    assert Dossier.objects.count() == 1


@pytest.mark.parametrize("path", [*ADD, "/dossiers/new/"])
def test_a_viewer_does_not_even_see_the_pages_that_add(client: Client, story: Dossier, path: str) -> None:
    client.force_login(factories.user(role="viewer"))
    assert client.get(path).status_code == 403


@pytest.mark.parametrize("path", STAGE)
def test_a_viewer_adds_nothing(client: Client, story: Dossier, path: str) -> None:
    client.force_login(factories.user(role="viewer"))
    sent = {"text": "Un port vendu", "address": "http://127.0.0.1/", "title": "Un port", "language": "fr"}
    assert client.post(path, sent).status_code == 403
    assert not Intake.objects.exists()
    assert Dossier.objects.count() == 1


@pytest.mark.parametrize("role", ["editor", "chief", "admin"])
@pytest.mark.parametrize("path", ADD)
def test_editors_chiefs_and_admins_add_sources(client: Client, story: Dossier, path: str, role: str) -> None:
    client.force_login(factories.user(role=role))
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(("role", "status"), [("editor", 403), ("chief", 302), ("admin", 302)])
def test_chiefs_and_admins_make_dossiers(client: Client, role: str, status: int) -> None:
    client.force_login(factories.user(role=role))
    assert client.post("/dossiers/new/", {"title": "Un port", "language": "fr"}).status_code == status
    assert Dossier.objects.exists() == (status == 302)


@pytest.mark.parametrize("path", [path for path in STAGE if path not in (*ADD, "/dossiers/new/")])
def test_nothing_is_staged_by_following_a_link(client: Client, story: Dossier, path: str) -> None:
    client.force_login(factories.user(role="admin"))
    assert client.get(path).status_code == 405


def test_an_act_without_its_csrf_token_is_refused(low: Figure) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(factories.user(role="editor"))
    assert strict.post(f"/d/story/figures/{low.pk}/decide/", data(low)).status_code == 403
    assert not Verdict.objects.exists()


def test_every_page_carries_the_strict_policy(client: Client, low: Figure) -> None:
    client.force_login(factories.user(role="editor"))
    for path in ("/d/story/", "/d/none/"):
        policy = client.get(path)["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_the_sign_in_page_leads_where_one_wanted_to_go(client: Client, story: Dossier) -> None:
    factories.user("rene", password="correct horse")
    response = client.post("/accounts/login/?next=/d/story/", {"username": "rene", "password": "correct horse"})
    assert response["Location"] == "/d/story/"


def test_a_wrong_password_is_explained(client: Client) -> None:
    factories.user("rene", password="correct horse")
    response = client.post("/accounts/login/", {"username": "rene", "password": "wrong"})
    assert 'role="alert"' in response.content.decode()


def test_the_chosen_language_is_kept_for_the_next_sign_in(client: Client) -> None:
    rene = factories.user("rene", password="correct horse")
    client.force_login(rene)
    client.post("/i18n/", {"language": "fr"})
    rene.refresh_from_db()
    assert rene.language == "fr"
    fresh = Client()
    fresh.post("/accounts/login/", {"username": "rene", "password": "correct horse"})
    assert '<html lang="fr">' in fresh.get("/").content.decode()


def test_a_language_that_is_not_offered_changes_nothing(client: Client) -> None:
    rene = factories.user("rene")
    client.force_login(rene)
    client.post("/i18n/", {"language": "de"})
    rene.refresh_from_db()
    assert rene.language == ""
