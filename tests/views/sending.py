"""What the tests of deciding send, and what they read in the answers."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.test import Client

from claims.models import Figure

HTMX = {"HX-Request": "true", "HX-Target": "claim"}


def sent(figure: Figure, outcome: str, **more: Any) -> dict[str, Any]:
    figure.refresh_from_db()
    return {"outcome": outcome, "seen": figure.verdict_number, "key": str(uuid4()), "reason": ""} | more


def post(client: Client, figure: Figure, data: dict[str, Any], headers: dict[str, str] | None = None) -> Any:
    return client.post(f"/d/{figure.claim.dossier.slug}/figures/{figure.pk}/decide/", data, headers=headers or {})


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def card(response: Any, figure: Figure) -> str:
    """The part of the page that shows one figure."""
    html = response.content.decode()
    start = html.index(f'id="f{figure.pk}"')
    return " ".join(html[start : html.index("</article>", start)].split())


def succeeded(response: Any, headers: dict[str, str]) -> bool:
    return bool(response.status_code == (200 if headers else 302))
