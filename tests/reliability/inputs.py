"""Generated inputs on their whole way in: sent, read, confirmed, imported, looked at.

Everything goes through the application's own addresses, with all its middleware. No server error, no wrong offset:
what a page refuses it says with a status below 500; what it takes must stand in the text where the desk says.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING, Any

from tests.reliability import generated
from tests.reliability.ground import Desk, main, report

if TYPE_CHECKING:
    from django.test import Client

    from sources.models import Dossier

BATCH = 40  # staged before they are imported; the desk keeps 50 at most
INPUTS = 10_000
JSON = {"accept": "application/json"}
# Of every hundred: kinds that are read in a process apart cost most.
KINDS = [*["txt"] * 55, *["md"] * 15, *["paste"] * 20, *["html"] * 6, *["docx"] * 3, "pdf"]
MAKERS = {
    "txt": generated.plain,
    "md": generated.plain,
    "html": generated.html,
    "docx": generated.document,
    "pdf": generated.printed,
}


class Way:
    """A visitor who sends, and counts what comes back."""

    def __init__(self, client: Client, dossier: Dossier) -> None:
        self.client, self.dossier = client, dossier
        self.statuses: Counter[int] = Counter()
        self.outcomes: Counter[str] = Counter()
        self.failed: list[str] = []
        self.slowest = 0.0

    def seen(self, response: Any, what: str) -> Any:
        self.statuses[response.status_code] += 1
        if response.status_code >= 500:
            self.failed.append(what)
        return response

    def send(self, number: int) -> None:
        """Input `number`, up to the point where it waits for confirmation or is refused."""
        random = Random(number)
        kind = random.choice(KINDS)
        started = time.process_time()
        said = self._sent(kind, random, number)
        while "next" in said:
            said = self._json(self.client.post(said["next"], headers=JSON), f"{number} {kind} read")
        self.outcomes[said.get("stage", "refused")] += 1
        self.slowest = max(self.slowest, time.process_time() - started)

    def _sent(self, kind: str, random: Random, number: int) -> dict[str, Any]:
        from django.core.files.uploadedfile import SimpleUploadedFile

        if kind == "paste":
            text = generated.story(random).encode("utf-8", "surrogatepass").decode("utf-8", "replace")
            data: dict[str, Any] = {"text": text, "title": random.choice(generated.PIECES)}
            address = f"/d/{self.dossier.slug}/sources/add/text/"
        else:
            raw = MAKERS[kind](random)
            data = {"files": SimpleUploadedFile(generated.name(random, f".{kind}"), raw)}
            address = f"/d/{self.dossier.slug}/sources/add/files/"
        return self._json(self.client.post(address, data, headers=JSON), f"{number} {kind}")

    def _json(self, response: Any, what: str) -> dict[str, Any]:
        self.seen(response, what)
        return dict(response.json()) if response.headers.get("Content-Type") == "application/json" else {}

    def bring_in(self) -> None:
        """Confirm what waits as the page offers it, and look at the result."""
        from lxml import html

        address = f"/d/{self.dossier.slug}/sources/add/check/"
        page = self.seen(self.client.get(address), "check")
        document: Any = html.fromstring(page.content)
        form = max(document.forms, key=lambda one: len(one.form_values()))
        values: dict[str, Any] = {}
        for name, value in form.form_values():
            values.setdefault(name, []).append(value)
        answer = self.seen(self.client.post(address, values), "import")
        self.outcomes["imported" if answer.status_code == 302 else "to be corrected"] += 1
        self._discard()
        for path in ("", "sources/", "overview/", "summary/", "?q=14%2C3", "?has=new"):
            self.seen(self.client.get(f"/d/{self.dossier.slug}/{path}"), path)

    def _discard(self) -> None:
        from sources.intake import Intake

        Intake.objects.all().delete()


def wrong_offsets() -> int:
    """Stored places whose text is not the quote."""
    from claims.models import Mention

    places = Mention.objects.select_related("edition").order_by("edition").iterator(500)
    return sum(place.edition.text[place.start : place.end] != place.quote for place in places)


def dossiers(count: int) -> Iterator[tuple[Dossier, range]]:
    """A new dossier for each batch, so that pages stay those of a dossier that a desk would have."""
    from tests import factories

    for first in range(0, count, BATCH):
        yield factories.dossier(f"generated-{first}"), range(first, min(first + BATCH, count))


def scenario(desk: Desk, short: bool) -> None:
    from django.test import Client

    from claims.models import Figure, Mention
    from sources.models import Source
    from tests import factories

    client = Client(raise_request_exception=False, SERVER_NAME="127.0.0.1")
    client.force_login(factories.user("generated"))
    count = 120 if short else INPUTS
    statuses: Counter[int] = Counter()
    outcomes: Counter[str] = Counter()
    failed: list[str] = []
    slowest = 0.0
    for dossier, numbers in dossiers(count):
        way = Way(client, dossier)
        for number in numbers:
            way.send(number)
        way.bring_in()
        statuses, outcomes, failed = statuses + way.statuses, outcomes + way.outcomes, failed + way.failed
        slowest = max(slowest, way.slowest)
    report(
        "generated inputs", inputs=count, read=outcomes["ready"], refused=outcomes["refused"],
        sources=Source.objects.count(), figures=Figure.objects.count(), places=Mention.objects.count(),
        wrong_offsets=wrong_offsets(), requests=sum(statuses.values()), server_errors=len(failed), failed=failed[:5],
        slowest_seconds=round(slowest, 1),
    )  # fmt: skip


if __name__ == "__main__":
    main(scenario)
