"""Plain functions that make rows for tests; every argument has a sensible default."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from hashlib import sha256
from itertools import count
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import Group

from claims import search
from claims.figures.interval import Interval
from claims.models import Claim, Figure, Mention, Progress, Verdict
from claims.models.bounds import bound_columns
from dealdesk.models import User
from sources.models import Dossier, Source
from sources.reading.article import Article

numbers = count(1)


def user(name: str = "", *, role: str = "editor", password: str = "", **fields: Any) -> User:
    """A person of the desk: role viewer, editor, chief or admin."""
    person = User(
        username=name or f"{role}{next(numbers)}",
        is_staff=role in {"chief", "admin"},
        is_superuser=role == "admin",
        **fields,
    )
    person.set_password(password or None)
    person.save()
    if role != "admin":
        person.groups.add(Group.objects.get(name=role))
    return person


def dossier(slug: str = "", **fields: Any) -> Dossier:
    slug = slug or f"dossier-{next(numbers)}"
    return Dossier.objects.create(slug=slug, title=fields.pop("title", slug.capitalize()), **fields)


def article(text: str, **fields: Any) -> Article:
    raw = text.encode()
    return Article(
        raw=raw,
        sha256=sha256(raw).hexdigest(),
        text=text,
        encoding="utf-8",
        extractor="plain",
        extractor_version="1",
        **fields,
    )


def source(parent: Dossier, text: str = "Le prix est de 14,3 milliards de dollars.", **fields: Any) -> Source:
    """A source with one edition that says `text`."""
    number = parent.sources.count() + 1
    fields = {"name": f"{number}.txt", "title": f"Article {number}", "language": "fr"} | fields
    made = parent.sources.create(number=number, **fields)
    made.add_edition(article(text))
    Progress.objects.keep(parent.pk)
    return made


def claim(parent: Dossier, label: str = "", *, kind: str = "money", unit: str = "USD", **fields: Any) -> Claim:
    number = parent.claims.count() + 1
    made = parent.claims.create(number=number, label=label or f"Montant {number}", kind=kind, unit=unit, **fields)
    search.index([made.pk])
    Progress.objects.keep(parent.pk)
    return made


def days(first: str, last: str = "") -> Interval:
    """A span of days as an interval of ordinals."""
    low, high = (Decimal(date.fromisoformat(day).toordinal()) for day in (first, last or first))
    return Interval(low, high)


def figure(
    parent: Claim,
    said: Interval | Decimal | int | str,
    *,
    of: Source | None = None,
    quote: str = "",
    compared: Interval | None = None,
    **fields: Any,
) -> Figure:
    """A figure with one mention of `quote`, which must stand in the source's text; its claim is derived again."""
    interval = said if isinstance(said, Interval) else Interval(Decimal(said), Decimal(said))
    of = of or source(parent.dossier, f"Le chiffre est {quote or said} selon le journal.")
    assert of.current is not None
    quote = quote or (str(said) if not isinstance(said, Interval) else of.current.text[:12])
    made = Figure.objects.create(
        claim=parent,
        source=of,
        **{"kind": parent.kind, "unit": parent.unit} | fields,
        **bound_columns("said_", interval),
        **bound_columns("", compared or interval),
    )
    mention(made, quote)
    made.refresh()
    parent.refresh()
    search.index([parent.pk])
    Progress.objects.keep(parent.dossier_id)
    made.refresh_from_db()
    return made


def mention(of: Figure, quote: str) -> Mention:
    assert of.source.current is not None
    start = of.source.current.text.index(quote)
    return Mention.objects.create(
        figure=of,
        edition=of.source.current,
        start=start,
        end=start + len(quote),
        quote=quote,
        printed=quote,
        kind=of.kind,
        unit=of.unit,
        said_low=of.said_low,
        said_high=of.said_high,
        low=of.low,
        high=of.high,
    )


def decide(
    of: Figure, outcome: str, *, by: User | None = None, reason: str = "Vérifié auprès de l’entreprise."
) -> Verdict:
    """Record a verdict as someone who has seen the last one."""
    of.refresh_from_db()
    return of.record_verdict(outcome, by=by or user(), seen=of.verdict_number, key=uuid4(), reason=reason)


def disputed_claim(parent: Dossier | None = None) -> tuple[Claim, Figure, Figure, Figure]:
    """A claim that says 14,3, 14,8 and "plus de 14": the first two cannot both be true."""
    made = claim(parent or dossier(), "Montant investi")
    low = figure(
        made,
        14_300_000_000,
        quote="14,3 milliards",
        compared=Interval(Decimal(14_250_000_000), Decimal(14_350_000_000), high_open=True),
    )
    high = figure(
        made,
        14_800_000_000,
        quote="14,8 milliards",
        compared=Interval(Decimal(14_750_000_000), Decimal(14_850_000_000), high_open=True),
    )
    over = figure(made, Interval(Decimal(14_000_000_000), None, low_open=True), quote="14 milliards")
    for one in (low, high, over):
        one.refresh_from_db()
    made.refresh_from_db()
    return made, low, high, over
