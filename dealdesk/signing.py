"""Signing in: where requests come from, how many attempts are too many, and the record of both."""

from __future__ import annotations

import ipaddress
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from dealdesk.models import AccessRecord, User

ADDRESS_LIMIT = 50  # a whole newsroom may share one address


def address_of(request: HttpRequest) -> str | None:
    """The address that a request comes from; behind a proxy, the one that this proxy saw (the last of its header)."""
    found = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        found = request.headers.get("x-forwarded-for", "").rsplit(",", 1)[-1].strip() or found
    try:
        return str(ipaddress.ip_address(found))
    except ValueError:
        return None


class Throttle(AxesDatabaseHandler):  # type: ignore[misc]
    """Counts failures of an account and of an address; the address may have more of them."""

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        of_account, of_address = (
            sum(attempts.values_list("failures_since_start", flat=True))
            for attempts in self.get_user_attempts(request, credentials)
        )
        return max(int(of_account), int(of_address) * settings.AXES_FAILURE_LIMIT // ADDRESS_LIMIT)


def too_many_attempts(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """What a throttled sign-in is answered with, whether or not the password was right."""
    record(AccessRecord.What.LOCKED, request, user=named_by(request))
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    words = _(
        "Too many attempts to sign in. Wait %(minutes)d minutes and try again, or ask an administrator, who can "
        "give you a new password."
    ) % {"minutes": minutes}
    answer = render(request, "registration/locked.html", {"words": words}, status=429)
    answer["Retry-After"] = str(minutes * 60)
    return answer


def named_by(request: HttpRequest) -> User | None:
    """The account that a sign-in names, where there is one."""
    name = request.POST.get("username", "")
    return User.objects.filter(username=name).first() if name and "\0" not in name else None


def signed_in(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def record(what: str, request: HttpRequest, *, user: User | None, **more: Any) -> AccessRecord:
    """One row of the access record. `by` is who is signed in, unless it is given."""
    return AccessRecord.objects.create(
        what=what, user=user, address=address_of(request), **{"by": signed_in(request)} | more
    )
