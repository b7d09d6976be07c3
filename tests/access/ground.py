"""The matrix of access as data, and a story that has a row of everything that an address can name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from claims.factsheet.build import build_draft
from claims.models import Comment, CrossCheck
from claims.publishing import fingerprint, publish
from dealdesk.models import User
from sources.intake import Intake
from sources.models import Dossier, Echo
from tests import factories

ROLES = ("viewer", "editor", "chief", "admin")
LINES = [
    line.split()
    for line in (Path(__file__).parent / "matrix.txt").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]


@dataclass(frozen=True, slots=True)
class Page:
    """A line of the matrix: `arguments` are words that a Ground turns into an address."""

    name: str
    arguments: tuple[str, ...]
    get: str
    post: str

    def __str__(self) -> str:
        return self.name


PAGES = [
    Page(line[0], tuple(word for word in line[1:-2] if word != "-"), line[-2], line[-1])
    for line in LINES
    if not line[0].startswith("admin:")
]
ADMIN = {
    line[0].removeprefix("admin:"): {"chief": set(line[1].split(",")), "admin": set(line[2].split(","))}
    for line in LINES
    if line[0].startswith("admin:")
}


def addresses() -> Iterator[tuple[str, str]]:
    """The name and the route of every address of the project."""

    def walk(patterns: list[Any], route: str, space: str) -> Iterator[tuple[str, str]]:
        for pattern in patterns:
            here = route + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                yield f"{space}{pattern.name or ''}", here
            else:
                yield from walk(
                    pattern.url_patterns, here, f"{space}{pattern.namespace}:" if pattern.namespace else space
                )

    return walk(get_resolver().url_patterns, "", "")


@dataclass
class Ground:
    """People of every role, signed in, and the story."""

    people: dict[str, User]
    words: dict[str, object]

    @classmethod
    def lay(cls) -> Ground:
        people = {role: factories.user(role, role=role) for role in ROLES}
        story = factories.dossier("story")
        return cls(people, rows_of_everything(story, people["editor"]))

    def client(self, role: str) -> Client:
        client = Client(raise_request_exception=False)
        if role in self.people:
            client.force_login(self.people[role])
        return client

    def address(self, page: Page, **other: object) -> str:
        words = self.words | other
        found = [str(words.get(word, word)) for word in page.arguments]
        return reverse(page.name, args=[int(word) if word.isdigit() else word for word in found])


def rows_of_everything(story: Dossier, editor: User) -> dict[str, object]:
    """What the words of the matrix stand for."""
    claim, low, high, _over = factories.disputed_claim(story)
    factories.claim(story, "Autre montant")
    check = CrossCheck.objects.create(
        dossier=story, claim=claim, key="k", found={}, basis="b", strength=1, current=False
    )
    echo = Echo.objects.create(dossier=story, a=low.source, b=high.source, score=0.9, proposed=False)
    low.source.add_edition(factories.article("Le chiffre est 14,3 milliards, dit le journal."))
    entry = claim.pin(by=editor)
    staged = Intake.objects.stage(story, editor, timezone.now(), name="a.txt", raw=b"Le prix est de 14,3 milliards.")
    comment = Comment.objects.add(claim, "À vérifier", by=editor, key=uuid4())
    asked = factories.claim(story, "Reste-t-elle ?", kind="text", unit="")
    for label in ("Montant", "Prix payé"):
        claim.rename(label, by=editor)
        publish(story, by=editor, seen=fingerprint(build_draft(story)), why={1: "Attend"}, site="https://desk.example")
    rows = {"figure": low, "check": check, "echo": echo, "comment": comment, "entry": entry, "staged": staged}
    made = {word: row.pk for word, row in rows.items()}
    return {"story": story.slug, "schema": "factsheet-1.json", "asked": asked.number} | made
