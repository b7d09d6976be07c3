"""What the desk is measured against: the same rows by the plainest Django views, through the same middleware."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from claims.models import Claim

TABLE = "bench_rows"
MAKE_TABLE = f"CREATE TABLE {TABLE} (words text NOT NULL)"
_LIST = """<!doctype html><html><head><title>Claims</title></head><body><h1>{{ page.paginator.count }} claims</h1><ul>
{% for claim in page %}<li><a href="{% url "bare_one" claim.pk %}">{{ claim.label }}</a> {{ claim.get_status_display }}
{{ claim.figure_count }} {{ claim.source_count }} {{ claim.unit }} {{ claim.created_at|date:"Y-m-d" }}</li>
{% endfor %}</ul><p>{{ page.number }} / {{ page.paginator.num_pages }} {{ user.get_username }}</p></body></html>"""
_ONE = """<!doctype html><html><head><title>{{ claim.label }}</title></head><body><h1>{{ claim.label }}</h1>
<p>{{ claim.get_status_display }} {{ claim.figure_count }} {{ claim.unit }} {{ user.get_username }}</p></body></html>"""


def bare_list(request: HttpRequest, dossier: int) -> HttpResponse:
    """Fifty claims of a dossier with their number, a link each, session and user."""
    claims = Claim.objects.filter(dossier=dossier, merged_into=None).order_by("urgency", "number")
    page = Paginator(claims, 50).get_page(request.GET.get("page"))
    return HttpResponse(TEMPLATES["list"].render({"page": page, "user": request.user}, request))


def bare_one(request: HttpRequest, pk: int) -> HttpResponse:
    """One row, session and user."""
    return HttpResponse(TEMPLATES["one"].render({"claim": Claim.objects.get(pk=pk), "user": request.user}, request))


@login_not_required
def bare_answer(request: HttpRequest) -> HttpResponse:
    """Nothing but the server, the middleware and an answer."""
    return HttpResponse("ok")


@csrf_exempt
@login_not_required
@require_POST
def bare_insert(request: HttpRequest) -> HttpResponse:
    """One row on the disk, as durable as the database is set up to be; no session, no user, no template."""
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {TABLE} (words) VALUES (%s)", [request.POST["words"]])
    return HttpResponse("ok")


TEMPLATES = {"list": engines["django"].from_string(_LIST), "one": engines["django"].from_string(_ONE)}

urlpatterns = [
    path("bare/<int:dossier>/", bare_list),
    path("bare/one/<int:pk>/", bare_one, name="bare_one"),
    path("bare/", bare_answer),
    path("bare/insert/", bare_insert),
    path("", include("dealdesk.urls")),
]
