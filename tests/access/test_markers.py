"""What people and files say is shown as it is and runs nowhere: a marker in every field, on every page and file."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from claims import editing
from claims.factsheet import FORMATS
from claims.models import Claim, Comment, Figure, Mention, Verdict
from dealdesk.models import User
from sources.models import Dossier, Echo, Origin, Source
from tests import factories
from tests.access.ground import PAGES, Ground

pytestmark = pytest.mark.django_db
MARK = "<img src=x onerror=alert(1)>'\"{{7*7}}</script>"
RAW = re.compile(r"<img src=x|onerror=alert\(1\)>|'\"\{\{7\*7\}\}</script>")
ECHO = {"wording": 0.9, "order": 0.9, "credit": MARK, "named": MARK, "passages": []}


def mark_everything() -> None:
    """Every field that a person or a file fills, past every form: what is stored may come from an import."""
    Dossier.objects.update(title=MARK)
    Source.objects.update(title=MARK, publisher=MARK, author=MARK)
    Claim.objects.update(label=MARK, unit=MARK[:60])
    Figure.objects.update(attribution=MARK, unit=MARK[:60])
    Mention.objects.update(attribution=MARK, hedge=MARK, unit=MARK[:60], printed=MARK)
    Origin.objects.update(name=MARK)
    Echo.objects.update(proposed=True, evidence=ECHO)
    User.objects.update(first_name=MARK, last_name=MARK, email="a@example.org")
    for number, source in enumerate(Source.objects.all()):
        Source.objects.filter(pk=source.pk).update(name=f"{number}{MARK}", url=f"https://example.org/{number}?{MARK}")


@pytest.fixture
def ground() -> Ground:
    laid = Ground.lay()
    story = Dossier.objects.get(slug="story")
    editor = laid.people["editor"]
    marked = factories.source(story, f"Le prix est de 14,9 milliards, {MARK} dit le journal.", name=f"m{MARK}")
    claim = Claim.objects.get(dossier=story, number=1)
    figure = factories.figure(claim, 14_900_000_000, of=marked, quote="14,9 milliards")
    factories.decide(figure, "contested", by=editor, reason=MARK)
    origin = story.origins.create(name=MARK)
    editing.correct_source(marked, {"origin": origin, "publisher": MARK}, by=editor, reason=MARK)
    claim.rename(MARK, by=editor, reason=MARK)
    Comment.objects.add(claim, MARK, by=editor, key=Verdict.objects.latest("pk").key)
    mark_everything()
    return laid


def pages(answer: Any) -> str:
    assert answer.status_code in {200, 302, 304, 403, 404}, answer.status_code
    return str(answer.text) if answer.headers.get("Content-Type", "").startswith("text/html") else ""


@pytest.mark.parametrize("page", [page for page in PAGES if page.get not in {"-", "to"}], ids=str)
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true", "HX-Target": "claim"}], ids=["plain", "htmx"])
def test_no_page_runs_a_marker(ground: Ground, page: Any, headers: dict[str, str]) -> None:
    address = ground.address(page)
    for query in ("", "?q=" + MARK, "?status=" + MARK):
        assert not RAW.search(pages(ground.client("chief").get(address + query, headers=headers)))


def test_the_markers_are_there_to_be_found(ground: Ground) -> None:
    assert "&lt;img src=x onerror=alert(1)&gt;" in ground.client("chief").get("/d/story/claims/1/").text


def test_no_page_of_the_admin_runs_a_marker(ground: Ground) -> None:
    client = ground.client("admin")
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        row = model._default_manager.first()
        assert not RAW.search(pages(client.get(reverse(f"{name}_changelist"))))
        assert not RAW.search(pages(client.get(reverse(f"{name}_changelist"), {"q": MARK})))
        if row is not None:
            assert not RAW.search(pages(client.get(reverse(f"{name}_change", args=[row.pk]))))
            assert not RAW.search(pages(client.get(reverse(f"{name}_history", args=[row.pk]), follow=True)))


def test_what_is_refused_shows_what_was_typed_without_running_it(ground: Ground) -> None:
    client, figure = ground.client("editor"), ground.words["figure"]
    sent = {"outcome": "contested", "seen": "7", "key": "00000000-0000-4000-8000-000000000001", "reason": MARK}
    answer = client.post(f"/d/story/figures/{figure}/decide/", sent | {"evidence_url": MARK})
    assert answer.status_code in {409, 422}
    assert "&lt;img src=x" in answer.text
    assert not RAW.search(answer.text)


@pytest.mark.parametrize("format_", sorted(FORMATS))
def test_every_file_is_written_whole_with_markers_in_it(ground: Ground, format_: str) -> None:
    client = ground.client("viewer")
    answer = client.get(f"/d/story/sheet.{FORMATS[format_].file}")
    if answer.status_code == 404:
        return  # a draft is not offered in every format
    body = b"".join(answer) if answer.streaming else answer.content
    assert answer.status_code == 200
    assert body
    if format_ == "html":
        assert not RAW.search(body.decode())


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t="])
def test_no_cell_of_a_table_is_a_formula(client: Client, story: Dossier, start: str) -> None:
    claim, *_ = factories.disputed_claim(story)
    Claim.objects.filter(pk=claim.pk).update(label=f"{start}HYPERLINK(1)")
    Source.objects.update(title=f"{start}HYPERLINK(1)")
    client.force_login(factories.user(role="viewer"))
    answer = client.get("/d/story/sheet.csv")
    body = (b"".join(answer) if answer.streaming else answer.content).decode()
    cells = [cell for row in csv.reader(io.StringIO(body)) for cell in row if "HYPERLINK" in cell]
    assert cells
    assert [cell for cell in cells if cell.lstrip("\t ")[0] in "=+-@"] == []
