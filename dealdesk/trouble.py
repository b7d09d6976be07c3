"""What the desk says when something outside it fails: the database is away, a form has expired, or worse.

These pages ask no database and no session, and show again what was typed.
"""

import sys
from dataclasses import dataclass

from django.core.exceptions import SuspiciousOperation
from django.db.utils import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

AGAIN_IN = 5  # seconds
SECRET = ("password", "csrfmiddlewaretoken")


@dataclass(frozen=True, slots=True)
class Typed:
    """A field that was sent; `long` where a person must have written it."""

    name: str
    value: str

    @property
    def long(self) -> bool:
        return any(char.isspace() for char in self.value)


@requires_csrf_token
def server_error(request: HttpRequest) -> HttpResponse:
    """503 while the database cannot be reached or written, else 500; Django's handler500."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return _database_is_away(request)
    context = {
        "title": _("Something went wrong"),
        "words": _("The desk made a mistake. Nothing was recorded. Tell your administrator when it happened."),
        "typed": [field for field in _typed(request) if field.long],
    }
    return render(request, "trouble.html", context, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is missing or not this session's. What was typed is shown, not sent again: it may be forged."""
    context = {
        "title": _("This page is too old"),
        "words": _(
            "You signed in again since it was opened, or your browser keeps no cookies. Nothing was recorded. "
            "Copy what you typed, go back, reload the page and send it again."
        ),
        "typed": [field for field in _typed(request) if field.long],
    }
    response = render(request, "trouble.html", context, status=403)
    response["X-Page-Expired"] = "1"
    return response


def _database_is_away(request: HttpRequest) -> HttpResponse:
    context = {
        "title": _("The desk cannot reach its database"),
        "words": _("Nothing was lost: what is recorded is safe, and what you typed is below. Try again in a moment."),
        "typed": _typed(request),
        "again": request.get_full_path(),
    }
    response = render(request, "trouble.html", context, status=503)
    response["Retry-After"] = str(AGAIN_IN)
    return response


def _typed(request: HttpRequest) -> list[Typed]:
    """The fields of a form that was sent; none where it held a password."""
    if request.method != "POST":
        return []
    try:
        sent = request.POST
    except (SuspiciousOperation, UnreadablePostError, MultiPartParserError):
        return []
    if any("password" in name.lower() for name in sent):
        return []
    return [Typed(name, value) for name in sent for value in sent.getlist(name) if name not in SECRET]
