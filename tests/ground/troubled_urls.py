"""The desk's addresses, one at which the desk makes a mistake, and one at which its database is away."""

from __future__ import annotations

from typing import Never

from django.contrib.auth.decorators import login_not_required
from django.db.utils import OperationalError
from django.http import HttpRequest
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from dealdesk.urls import handler500


@csrf_exempt
@login_not_required
def mistake(request: HttpRequest) -> Never:
    raise RuntimeError("on purpose")


@csrf_exempt
@login_not_required
def away(request: HttpRequest) -> Never:
    raise OperationalError("on purpose")


urlpatterns = [
    path("trouble/500/", mistake),
    path("trouble/503/", away),
    path("", include("dealdesk.urls")),
]

__all__ = ["handler500", "urlpatterns"]
