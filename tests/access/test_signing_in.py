"""Signing in: throttled by account and by address, with a new session each time, and a record of it all."""

from typing import Any

import pytest
from argon2 import PasswordHasher
from axes.models import AccessAttempt
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from dealdesk.models import AccessRecord, User
from dealdesk.signing import ADDRESS_LIMIT
from tests import factories
from tests.views.sending import HTMX

pytestmark = pytest.mark.django_db
GOOD = "correct horse battery"


@pytest.fixture(autouse=True)
def quick_passwords(request: pytest.FixtureRequest, settings: Any) -> None:
    """Many attempts, so a hash that takes no time; one test is about the real one."""
    if "argon2" not in request.node.name:
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def rene() -> User:
    return factories.user("rene", password=GOOD)


def sign_in(client: Client, password: str, name: str = "rene", address: str = "192.0.2.1", **more: Any) -> Any:
    return client.post("/accounts/login/", {"username": name, "password": password} | more, REMOTE_ADDR=address)


def records() -> list[str]:
    return list(AccessRecord.objects.order_by("pk").values_list("what", flat=True))


def test_an_account_is_tried_ten_times_from_anywhere_then_no_password_opens_it(client: Client, rene: User) -> None:
    for attempt in range(10):
        answer = sign_in(client, f"guess {attempt}", address=f"192.0.2.{attempt}")
    assert answer.status_code == 429
    refused = sign_in(client, GOOD, address="198.51.100.7")
    assert refused.status_code == 429
    assert refused["Retry-After"] == "900"
    assert "Wait 15 minutes and try again, or ask an administrator" in refused.text
    assert records() == ["failed"] * 9 + ["locked"] * 2


def test_waiting_as_long_as_was_said_opens_it_again(client: Client, rene: User, settings: Any) -> None:
    for attempt in range(11):
        sign_in(client, f"guess {attempt}")
    AccessAttempt.objects.update(attempt_time=timezone.now() - settings.AXES_COOLOFF_TIME * 1.01)
    assert sign_in(client, GOOD).status_code == 302


def test_attempts_while_it_is_closed_do_not_keep_it_closed(client: Client, rene: User) -> None:
    for attempt in range(10):
        sign_in(client, f"guess {attempt}")
    last = AccessAttempt.objects.latest("attempt_time").attempt_time
    sign_in(client, "guess again")
    assert AccessAttempt.objects.latest("attempt_time").attempt_time == last


def test_one_address_cannot_try_account_after_account(client: Client, rene: User) -> None:
    for attempt in range(ADDRESS_LIMIT):
        sign_in(client, "guess", name=f"someone{attempt}")
    assert sign_in(client, GOOD).status_code == 429
    assert sign_in(client, GOOD, address="198.51.100.7").status_code == 302


def test_whoever_has_an_account_does_not_start_the_count_again_by_using_it(client: Client, rene: User) -> None:
    factories.user("mallory", password=GOOD)
    for attempt in range(10):
        sign_in(Client(), f"guess {attempt}")
        sign_in(Client(), GOOD, name="mallory")
    assert sign_in(client, GOOD).status_code == 429


def test_the_address_is_the_proxys_word_only_behind_one(client: Client, rene: User, settings: Any) -> None:
    header = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7"}
    client.post("/accounts/login/", {"username": "rene", "password": "guess"}, headers=header)
    settings.BEHIND_PROXY = True
    client.post("/accounts/login/", {"username": "rene", "password": "guess"}, headers=header)
    addresses = AccessRecord.objects.order_by("pk").values_list("address", flat=True)
    assert list(addresses) == ["127.0.0.1", "198.51.100.7"]


def test_nothing_that_was_typed_is_kept_with_an_attempt(client: Client, rene: User) -> None:
    sign_in(client, "a-password-of-another-site", next="/d/story/")
    sign_in(client, "a-password-of-another-site", name="typed-a-password-here")
    kept = repr(list(AccessAttempt.objects.values_list("post_data", "get_data")))
    assert "another-site" not in kept
    assert "typed-a-password-here" not in kept
    assert list(AccessRecord.objects.order_by("pk").values_list("user", flat=True)) == [rene.pk, None]


def test_the_session_has_a_new_key_after_signing_in(client: Client, rene: User) -> None:
    client.get("/accounts/login/")
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key or ""
    sign_in(client, GOOD)
    assert client.session.session_key != planted
    assert not type(session)().exists(planted)


def test_passwords_are_kept_as_argon2(rene: User) -> None:
    kind, hash = rene.password.split("$", 1)
    assert kind == "argon2"
    assert PasswordHasher().verify(f"${hash}", GOOD)


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/login/?next="])
@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "https:evil.example"],
)
def test_signing_in_leads_nowhere_else(client: Client, rene: User, path: str, elsewhere: str) -> None:
    data = {"username": "rene", "password": GOOD, "next": elsewhere}
    answer = client.post(path + (elsewhere if path.endswith("=") else ""), data)
    assert answer["Location"] == "/"


def test_choosing_a_language_leads_nowhere_else(client: Client) -> None:
    answer = client.post("/i18n/", {"language": "fr", "next": "https://evil.example/"})
    assert "evil" not in answer["Location"]


def test_an_account_that_was_closed_is_out_at_its_next_step(client: Client, rene: User) -> None:
    sign_in(client, GOOD)
    assert client.get("/").status_code == 200
    User.objects.filter(pk=rene.pk).update(is_active=False)
    assert client.get("/").status_code == 302
    assert sign_in(Client(), GOOD).status_code == 200


def test_a_changed_password_keeps_this_session_and_ends_the_others(client: Client, rene: User) -> None:
    other = Client()
    sign_in(client, GOOD)
    sign_in(other, GOOD)
    page = client.get("/accounts/password/")
    assert "Change your password" in page.text
    new = "staple battery horse"
    data = {"old_password": GOOD, "new_password1": new, "new_password2": new}
    assert client.post("/accounts/password/", data | {"old_password": "wrong"}).status_code == 200
    assert client.post("/accounts/password/", data).status_code == 302
    assert "Your password is changed." in client.get("/").text
    assert other.get("/").status_code == 302
    assert records() == ["signed-in", "signed-in", "password"]


@pytest.mark.parametrize("weak", ["short", "password123"])
def test_a_weak_password_is_refused_with_the_reason(client: Client, rene: User, weak: str) -> None:
    sign_in(client, GOOD)
    answer = client.post("/accounts/password/", {"old_password": GOOD, "new_password1": weak, "new_password2": weak})
    assert answer.status_code == 200
    rene.refresh_from_db()
    assert rene.check_password(GOOD)


def test_a_fragment_of_an_ended_session_sends_the_page_to_sign_in_and_back(client: Client, rene: User) -> None:
    current = {"HX-Current-URL": "http://testserver/d/story/?status=disputed"}
    answer = client.get("/d/story/claims/1/", headers=HTMX | current, follow=True)
    assert answer.status_code == 401
    assert answer["HX-Redirect"] == "/accounts/login/?next=%2Fd%2Fstory%2F%3Fstatus%3Ddisputed"


def test_the_admin_has_no_door_of_its_own(client: Client, rene: User) -> None:
    for path in ("/admin/login/", "/admin/"):
        *_, (last, _) = client.get(path, follow=True).redirect_chain
        assert last == "/accounts/login/?next=/admin/"
    assert client.post("/admin/login/", {"username": "rene", "password": GOOD}).status_code == 302
    assert "_auth_user_id" not in client.session


def test_signing_out_and_a_change_of_role_are_recorded_with_who_did_it(client: Client, rene: User) -> None:
    chief = factories.user("anne", role="admin")
    client.force_login(chief)
    groups: list[int] = []
    data = {"username": "rene", "groups": groups, "is_active": "on", "is_superuser": "on"}
    assert client.post(f"/admin/dealdesk/user/{rene.pk}/change/", data).status_code == 302
    assert client.post(f"/admin/dealdesk/user/{rene.pk}/change/", data).status_code == 302  # nothing changed
    client.post("/accounts/logout/")
    rights, out = AccessRecord.objects.order_by("pk")
    assert (rights.what, rights.user, rights.by) == ("rights", rene, chief)
    assert rights.before == {"roles": ["editor"], "superuser": False, "active": True}
    assert rights.after == {"roles": [], "superuser": True, "active": True}
    assert (out.what, out.user) == ("signed-out", chief)


def test_the_access_record_cannot_be_changed_or_deleted(client: Client, rene: User) -> None:
    sign_in(client, GOOD)
    record = AccessRecord.objects.get()
    for act in (record.save, record.delete, AccessRecord.objects.all().delete):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            act()


def test_the_access_record_is_read_in_the_admin_and_written_nowhere(client: Client, rene: User) -> None:
    sign_in(client, GOOD)
    client.force_login(factories.user(role="admin"))
    record = AccessRecord.objects.first()
    assert record
    page = f"/admin/dealdesk/accessrecord/{record.pk}/"
    assert "signed in" in client.get("/admin/dealdesk/accessrecord/").text
    assert client.get(f"{page}change/").status_code == 200
    assert client.post(f"{page}change/", {"what": "failed"}).status_code == 403
    assert client.post(f"{page}delete/", {"post": "yes"}).status_code == 403
    client.force_login(factories.user(role="chief"))
    assert client.get("/admin/dealdesk/accessrecord/").status_code == 403
