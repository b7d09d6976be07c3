"""Every address, as nobody, viewer, editor, chief and admin, by every method, plainly and by htmx: matrix.txt."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import reverse

from claims.models import Entry, Verdict
from dealdesk.models import User
from tests import factories
from tests.access.ground import ADMIN, PAGES, ROLES, Ground, Page, addresses
from tests.administration.acting import full_story
from tests.views.sending import HTMX

pytestmark = pytest.mark.django_db
SENT = {"outcome": "confirmed", "seen": "0", "label": "Autre question", "into": "2", "text": "Mot", "language": "fr"}
GONE = {400, 403, 404, 405, 500, 503}
OTHER_ADMIN = {"index", "login", "logout", "password_change", "password_change_done", "autocomplete", "jsi18n"}
OTHER_ADMIN |= {"view_on_site", "app_list", "", "auth_user_password_change"}
OTHER_ADMIN |= {f"claims_{model}_bulk" for model in ("claim", "figure", "entry")} | {
    "sources_source_bulk",
    "sources_source_import",
}


@pytest.fixture
def ground() -> Ground:
    return Ground.lay()


def test_every_address_has_its_line() -> None:
    known = {page.name for page in PAGES}
    found = {name for name, _route in addresses() if not name.startswith("admin:")} - {""}
    assert found == known, "add what is missing to tests/access/matrix.txt, take out what is gone"
    assert {route for name, route in addresses() if not name} == {
        "admin/login/", "admin/logout/", "admin/password_change/"
    }  # fmt: skip


def test_every_model_of_the_admin_has_its_line() -> None:
    pages = {f"{model}_{page}" for model in ADMIN for page in ("changelist", "add", "history", "delete", "change")}
    found = {name.removeprefix("admin:") for name, _route in addresses() if name.startswith("admin:")}
    assert found == pages | OTHER_ADMIN


def allowed(code: str, role: str) -> bool:
    if code in {"read", "to", "open"}:
        return True
    if code in {"author", "own"}:
        return role == "editor"
    return ROLES.index(role) >= ROLES.index(code)


def holds(page: Page, role: str, method: str, answer: Any) -> bool:
    """Whether the answer is what the matrix says."""
    code = {"GET": page.get, "POST": page.post}.get(method, "-")
    status = int(answer.status_code)
    if role == "nobody" and "open" not in (page.get, page.post):
        return status == 302 and str(answer["Location"]).startswith("/accounts/login/?next=")
    if code == "-":
        return status == 405 or (page.name == "login" and status == 302)  # who is signed in is sent on
    if code in {"to", "read"}:
        return status in {"to": {302}, "read": {200, 304}}[code]
    if code == "own" and role in {"chief", "admin"}:
        return status == 404
    return status not in GONE if allowed(code, role) else status == 403


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_the_matrix_holds(ground: Ground, page: Page) -> None:
    address, wrong = ground.address(page), []
    for role in ("nobody", *ROLES):
        for method in ("GET", "POST", "PUT", "DELETE"):
            for headers in ({}, HTMX):
                with transaction.atomic():
                    client = ground.client(role)
                    data = SENT | {"key": str(uuid4()), "entry": ground.words["entry"]}
                    extra: dict[str, Any] = {"data": data} if method == "POST" else {}
                    answer = getattr(client, method.lower())(address, headers=headers, **extra)
                    if not holds(page, role, method, answer):
                        wrong.append(f"{role} {method} {'htmx' if headers else 'plain'}: {answer.status_code}")
                    transaction.set_rollback(True)
    assert wrong == []


NAMING = [page for page in PAGES if "story" in page.arguments]
WITH_ROWS = [page for page in NAMING if len(page.arguments) > 1 and page.arguments[1] not in {"json", "csv"}]


@pytest.mark.parametrize("page", NAMING, ids=str)
def test_what_is_not_there_is_404(ground: Ground, page: Page) -> None:
    client = ground.client("editor" if page.post in {"author", "own"} else "admin")
    send = client.get if page.post == "-" else client.post
    assert send(ground.address(page, story="no-such-story")).status_code == 404
    if page in WITH_ROWS:
        arguments = ("story", "999999", *page.arguments[2:])
        assert send(ground.address(Page(page.name, arguments, "", ""))).status_code == 404


@pytest.mark.parametrize("page", WITH_ROWS, ids=str)
def test_a_row_is_reached_through_its_own_dossier_only(ground: Ground, page: Page) -> None:
    """The same address under another dossier, which is there and may be read, leads nowhere and does nothing."""
    another = factories.dossier("another")
    if not page.arguments[
        1
    ].isdecimal():  # a row is named by its key: the other dossier has a claim and a source as well
        factories.disputed_claim(another)
    before = Verdict.objects.count(), Entry.objects.count()
    client = ground.client("editor" if page.post in {"author", "own"} else "admin")
    send = client.get if page.post == "-" else client.post
    for headers in ({}, HTMX):
        answer = send(ground.address(page, story="another"), SENT | {"key": str(uuid4())}, headers=headers)
        assert answer.status_code == 404
    assert (Verdict.objects.count(), Entry.objects.count()) == before


@pytest.fixture
def admin_rows(ground: Ground) -> dict[str, Any]:
    """A row of every model that the admin shows."""
    from django.contrib import admin

    full_story()
    ground.client("viewer").post("/accounts/logout/")  # a row of the access record
    return {f"{m._meta.app_label}_{m._meta.model_name}": m._default_manager.first() for m in admin.site._registry}


@pytest.mark.parametrize("model", sorted(ADMIN))
def test_the_admin_is_there_for_chiefs_and_admins_only(ground: Ground, admin_rows: dict[str, Any], model: str) -> None:
    row, wrong = admin_rows[model], []
    for role in ("nobody", *ROLES):
        client, rights = ground.client(role), ADMIN[model].get(role, set())
        for page, right in {"changelist": "view", "history": "view", "change": "view", "add": "add"}.items():
            address = reverse(f"admin:{model}_{page}", args=[] if page in {"changelist", "add"} else [row.pk])
            wanted = {"nobody": 302, "viewer": 404, "editor": 404}.get(role, 200 if right in rights else 403)
            status = client.get(address).status_code
            if status != wanted and not (page == "history" and wanted == 200 and status == 302):
                wrong.append(f"{role} {page}: {status}, not {wanted}")
        for method in ("post", "put", "delete"):
            status = getattr(client, method)(reverse(f"admin:{model}_delete", args=[row.pk])).status_code
            wanted = {"nobody": 302, "viewer": 404, "editor": 404}.get(role, 200 if "delete" in rights else 403)
            if status != wanted:
                wrong.append(f"{role} {method} delete: {status}, not {wanted}")
        if role in {"chief", "admin"} and "change" not in rights:
            status = client.post(reverse(f"admin:{model}_change", args=[row.pk]), {}).status_code
            if status != 403:
                wrong.append(f"{role} post change: {status}")
    assert wrong == []


@pytest.mark.parametrize("role", ["viewer", "editor"])
@pytest.mark.parametrize(
    "path", ["", "claims/", "claims/figure/bulk/confirm/", "jsi18n/", "autocomplete/", "r/1/1/", "x/"]
)
def test_every_other_page_of_the_admin_is_not_there_for_viewers_and_editors(
    ground: Ground, role: str, path: str
) -> None:
    for method in ("get", "post"):
        assert getattr(ground.client(role), method)(f"/admin/{path}").status_code == 404


def test_fields_that_a_form_does_not_have_are_not_taken(ground: Ground) -> None:
    """Mass assignment: nobody gives themselves a role, an author or a date by sending one."""
    editor = ground.client("editor")
    own = {"is_superuser": "1", "is_staff": "1", "groups": "1", "username": "root"}
    editor.post("/i18n/", {"language": "fr"} | own)
    editor.post("/accounts/password/", own)
    person = User.objects.get(pk=ground.people["editor"].pk)
    assert (person.is_superuser, person.is_staff, person.username) == (False, False, "editor")

    forged = {
        "by": ground.people["chief"].pk,
        "by_id": ground.people["chief"].pk,
        "number": 7,
        "position": 9,
        "at": "1999-01-01",
    }
    forged |= {"judged": "{}", "digest": "0" * 64, "batch": str(uuid4()), "dossier": 99}
    sent = {"outcome": "confirmed", "seen": "0", "key": str(uuid4())} | forged
    assert editor.post(f"/d/story/figures/{ground.words['figure']}/decide/", sent).status_code == 302
    verdict = Verdict.objects.get()
    assert (verdict.by, verdict.number, verdict.position) == (ground.people["editor"], 1, 1)
    assert verdict.at.year > 1999
    assert verdict.digest == verdict.computed_digest()
