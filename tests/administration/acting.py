"""What the tests of the admin share: addresses, a full story, and what a person would send."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from claims import editing
from claims.models import Claim, Entry, Figure, Mention, Verdict
from sources.models import Dossier, Edition, Origin, Source
from tests import factories

KEPT = (Dossier, Origin, Source, Edition, Claim, Figure, Mention, Verdict, Entry)


def address(model: Any, page: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def full_story(slug: str = "") -> Dossier:
    """A dossier with rows of every kind: verdicts confirmed and contested, journal entries, an origin."""
    made = factories.dossier(slug)
    claim, low, high, _over = factories.disputed_claim(made)
    chief = factories.user(role="chief")
    factories.decide(low, "confirmed", by=chief)
    factories.decide(high, "contested", by=chief)
    claim.pin(by=chief, reason="Wanted")
    origin = made.origins.create(name=f"Agence {made.pk}")
    editing.correct_source(low.source, {"origin": origin, "publisher": "La Dépêche"}, by=chief)
    return made


def typed(client: Client, row: Any, **changes: object) -> dict[str, Any]:
    """What the change form would send: what it showed, with `changes` typed over."""
    form = client.get(address(type(row), "change", row.pk)).context["adminform"].form
    sent: dict[str, Any] = {}
    for bound in form:
        value = bound.value()
        sent[bound.html_name] = "" if value is None else value
        if bound.field.show_hidden_initial:
            sent[bound.html_initial_name] = "" if value is None else str(value)
    sent |= changes
    return {name: value for name, value in sent.items() if value is not False}


def choose(client: Client, act: str, *rows: Any, **more: str) -> Any:
    """Tick rows in their list and pick the act."""
    sent = {"action": act, "_selected_action": [row.pk for row in rows], **more}
    return client.post(address(type(rows[0]), "changelist"), sent)


def form_of(page: Any) -> dict[str, Any]:
    """What the page would send back as it stands."""
    context = page.context
    return {
        "rows": context["rows_seen"],
        "rivals": context["rivals_seen"],
        "key": str(context["page"].key),
        "reason": context["page"].reason,
    }


def submit(client: Client, act: str, page: Any, model: Any = Figure, **typed: Any) -> Any:
    meta = model._meta
    return client.post(
        reverse(f"admin:{meta.app_label}_{meta.model_name}_bulk", args=[act]),
        form_of(page) | {"reason": "Checked"} | typed,
    )


def refused(answer: Any, status: int = 422) -> str:
    assert answer.status_code == status
    assert 'role="alert"' in answer.text
    return str(answer.context["page"].refusal)
