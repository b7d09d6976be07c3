"""Who is let into the admin, and how that follows from the roles."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from claims.models import Figure
from dealdesk.models import User
from dealdesk.roles import follow_role
from tests import factories
from tests.administration.acting import KEPT, address, full_story

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("role", "let_in"), [("viewer", False), ("editor", False), ("chief", True), ("admin", True)])
def test_chiefs_and_admins_are_let_in(client: Client, role: str, let_in: bool) -> None:
    client.force_login(factories.user(role=role))
    assert (client.get(reverse("admin:index")).status_code == 200) is let_in


def test_who_is_not_signed_in_is_asked_to(client: Client) -> None:
    assert client.get(reverse("admin:index")).status_code == 302
    assert client.get(address(Figure, "changelist")).status_code == 302


@pytest.mark.parametrize("model", KEPT)
def test_an_editor_who_is_staff_still_sees_nothing_that_the_role_does_not_allow(client: Client, model: Any) -> None:
    editor = factories.user(role="editor")
    User.objects.filter(pk=editor.pk).update(is_staff=True)
    client.force_login(editor)
    full_story()
    assert client.get(address(model, "changelist")).status_code == 403
    assert client.get(address(model, "change", model.objects.first().pk)).status_code == 403


def test_an_editor_who_may_look_sees_no_bulk_actions_and_cannot_post_them(client: Client) -> None:
    editor = factories.user(role="editor")
    User.objects.filter(pk=editor.pk).update(is_staff=True)
    editor.user_permissions.add(Permission.objects.get(codename="view_figure"))
    client.force_login(editor)
    full_story()
    figure = Figure.objects.get(decision="")
    page = client.get(address(Figure, "changelist"))
    assert page.status_code == 200
    assert 'value="contest"' not in page.text
    client.post(address(Figure, "changelist"), {"action": "contest", "_selected_action": [figure.pk]})
    sent = client.post(
        reverse("admin:claims_figure_bulk", args=["contest"]), {"rows": f"{figure.pk}:0", "reason": "No"}
    )
    assert sent.status_code == 403
    figure.refresh_from_db()
    assert figure.decision == ""


def test_access_follows_the_role_that_is_given_and_taken(client: Client) -> None:
    client.force_login(factories.user(role="admin"))
    person = factories.user("lea", role="editor")
    chief, editor = Group.objects.get(name="chief"), Group.objects.get(name="editor")
    for groups, staff in ([chief.pk], True), ([editor.pk], False), ([], False), ([editor.pk, chief.pk], True):
        sent = {"username": "lea", "groups": groups, "is_active": "on", "language": "fr"}
        assert client.post(address(User, "change", person.pk), sent).status_code == 302
        person.refresh_from_db()
        assert person.is_staff is staff
    assert person.language == "fr"


def test_access_to_the_admin_cannot_be_ticked_without_the_role(client: Client) -> None:
    client.force_login(factories.user(role="admin"))
    person = factories.user("lea", role="editor")
    sent = {"username": "lea", "groups": [], "is_active": "on", "is_staff": "on"}
    client.post(address(User, "change", person.pk), sent)
    person.refresh_from_db()
    assert not person.is_staff


def test_a_new_chief_is_let_in_at_once(client: Client) -> None:
    client.force_login(factories.user(role="admin"))
    word = "a long enough sentence"
    sent = {"username": "noor", "usable_password": "true", "password1": word, "password2": word}
    sent["groups"] = str(Group.objects.get(name="chief").pk)
    assert client.post(address(User, "add"), sent).status_code == 302
    assert User.objects.get(username="noor").is_staff


def test_a_superuser_stays_let_in_without_any_role() -> None:
    person = factories.user(role="admin")
    follow_role(person)
    person.refresh_from_db()
    assert person.is_staff


def test_roles_are_shown_and_not_changed_in_the_admin(client: Client) -> None:
    client.force_login(factories.user(role="admin"))
    chief = Group.objects.get(name="chief")
    assert client.get(address(Group, "changelist")).status_code == 200
    assert "Can record verdicts in bulk" in client.get(address(Group, "change", chief.pk)).text
    assert client.post(address(Group, "change", chief.pk), {"name": "boss"}).status_code == 403
    assert client.post(address(Group, "delete", chief.pk), {"post": "yes"}).status_code == 403
