"""What the tests of adding sources send: staged, and confirmed as the page shows it."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sources.intake import Intake
from tests.reading.documents import STORY

ADD = "/d/story/sources/add/"
CHECK = "/d/story/sources/add/check/"
ARTICLE = "\n".join(STORY)
JSON = {"Accept": "application/json"}


def files(*given: tuple[str, bytes]) -> dict[str, Any]:
    return {"files": [SimpleUploadedFile(name, raw) for name, raw in given]}


def upload(client: Client, *given: tuple[str, bytes]) -> list[Intake]:
    client.post(ADD + "files/", files(*given))
    return list(Intake.objects.order_by("pk"))


def paste(client: Client, said: str = ARTICLE, title: str = "") -> Intake:
    client.post(ADD + "text/", {"text": said, "title": title})
    return Intake.objects.latest("pk")


def confirmed(*staged: Intake, chosen: bool = True, **changes: str) -> dict[str, str]:
    """What the page sends for these rows as it shows them, with changes."""
    data = {"import": "1"}
    for one in staged:
        for field in ("title", "publisher", "author", "published_on", "language", "url"):
            data[f"s{one.pk}-{field}"] = changes.get(field, one.article[field] or "")
        data[f"s{one.pk}-taken_as"] = changes.get("taken_as", "new")
        if chosen:
            data[f"s{one.pk}-chosen"] = "on"
    return data
