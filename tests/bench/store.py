"""A large store by bulk inserts: `python -m tests.bench.store` fills the database that the environment names.

The texts print every figure where its mention says, and statuses and counts are derived as imports derive them.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256

from django.db.models import QuerySet

from claims import search
from claims.figures.interval import Interval
from claims.models import Claim, Figure, Mention, Progress
from claims.models.bounds import bound_columns
from sources.models import Dossier, Edition, Source
from sources.reading.article import Article

WORDS = [
    "acquisition",
    "amende",
    "audience",
    "bilan",
    "budget",
    "chantier",
    "commande",
    "contrat",
    "coût",
    "dette",
    "effectif",
    "émission",
    "emprunt",
    "exportation",
    "facture",
    "filiale",
    "fonds",
    "fusion",
    "garantie",
    "hausse",
    "impôt",
    "indemnité",
    "investissement",
    "licence",
]
FILLER = "Selon plusieurs observateurs, la décision ne surprendra personne dans le milieu, où l’on attend la suite. "


def fill(
    slug: str,
    *,
    claims: int,
    sources: int,
    figures: int,
    wide: int = 0,
    wides: int = 1,
    length: int = 0,
    disputed: float = 0.3,
    seed: int = 1,
) -> Dossier:
    """A dossier of `claims` with `figures` each; the first `wides` have `wide`. Texts have at least `length`."""
    chance = random.Random(seed)
    dossier = Dossier.objects.create(slug=slug, title=f"Dossier {slug}", language="fr")
    plans = [
        _plan(number, chance, disputed, wide if number <= wides and wide else figures)
        for number in range(1, claims + 1)
    ]
    printed: list[list[tuple[int, str, int]]] = [[] for _ in range(sources)]
    for number, (_label, values) in enumerate(plans):
        for at, value in enumerate(values):
            quote = f"{value // 10},{value % 10} millions de dollars"
            printed[(number * 7 + at) % sources].append((number, quote, value))
    held = [_source(dossier, number, spots, length, chance) for number, spots in enumerate(printed, 1)]
    Source.objects.bulk_create([source for source, _text, _spans in held])
    editions = [Edition.of(source, 1, _article(text)) for source, text, _spans in held]
    Edition.objects.bulk_create(editions)
    for (source, _text, _spans), edition in zip(held, editions, strict=True):
        source.current = edition
    Source.objects.bulk_update([source for source, _text, _spans in held], ["current"])
    made = [
        Claim(dossier=dossier, number=n, label=label, kind="money", unit="USD")
        for n, (label, _v) in enumerate(plans, 1)
    ]
    _write(made, held, editions)
    search.index([claim.pk for claim in made])
    Progress.objects.keep(dossier.pk)
    return dossier


def _plan(number: int, chance: random.Random, disputed: float, figures: int) -> tuple[str, list[int]]:
    label = f"Montant {number} : {' et '.join(chance.sample(WORDS, 2))}"
    value = chance.randrange(100, 9_000)
    far = chance.random() < disputed or figures > 10 or number == 1
    return label, [value + (chance.choice((0, 37, 61)) if far and at else 0) for at in range(figures)]


def _source(
    dossier: Dossier, number: int, spots: Sequence[tuple[int, str, int]], length: int, chance: random.Random
) -> tuple[Source, str, list[tuple[int, int, int, int]]]:
    """A source with its text, and for each figure in it the claim's place in the list, the value and its span."""
    text, spans = f"Article {number}\n\n", []
    for at, (claim, quote, value) in enumerate(spots):
        text += f"Le poste {claim + 1} ({chance.choice(WORDS)}) atteint "
        spans.append((claim, value, len(text), len(text) + len(quote)))
        text += f"{quote}, dit le rapport. " + ("\n\n" if at % 5 == 4 else "")
    while len(text) < length:
        text += FILLER + ("\n\n" if len(text) % 7 == 0 else "")
    source = Source(
        dossier=dossier,
        number=number,
        name=f"{number}.txt",
        title=f"Article {number} sur {chance.choice(WORDS)}",
        publisher=f"Journal {number}",
        published_on=date(2025, 6, 1) + timedelta(days=number % 60),
        language="fr",
    )
    return source, text, spans


def _article(text: str) -> Article:
    raw = text.encode()
    return Article(
        raw=raw, sha256=sha256(raw).hexdigest(), text=text, encoding="utf-8", extractor="plain", extractor_version="1"
    )


def _write(
    claims: Sequence[Claim],
    held: Sequence[tuple[Source, str, list[tuple[int, int, int, int]]]],
    editions: Sequence[Edition],
) -> None:
    """Claims with what is derived, figures and mentions."""
    figures: list[list[Figure]] = [[] for _ in claims]
    mentions = []
    for (source, text, spans), edition in zip(held, editions, strict=True):
        for number, value, start, end in spans:
            figure = _figure(claims[number], source, value)
            figures[number].append(figure)
            mentions.append(_mention(figure, edition, start, end, text))
    for claim, mine in zip(claims, figures, strict=True):
        statements = [replace(figure.statement(), id=at) for at, figure in enumerate(mine)]
        for at in claim.derive([figure.source for figure in mine], statements):
            mine[at].in_dispute = True
    Claim.objects.bulk_create(claims, batch_size=2000)
    Figure.objects.bulk_create([figure for mine in figures for figure in mine], batch_size=2000)
    Mention.objects.bulk_create(mentions, batch_size=2000)


def _figure(claim: Claim, source: Source, value: int) -> Figure:
    amount, half = Decimal(value) * 100_000, Decimal(50_000)
    said = bound_columns("said_", Interval(amount, amount))
    return Figure(
        claim=claim,
        source=source,
        kind="money",
        unit="USD",
        **said,
        **bound_columns("", Interval(amount - half, amount + half, high_open=True)),
    )


def _mention(figure: Figure, edition: Edition, start: int, end: int, text: str) -> Mention:
    quote = text[start:end]
    return Mention(
        figure=figure,
        edition=edition,
        start=start,
        end=end,
        quote=quote,
        printed=quote.split()[0],
        kind="money",
        unit="USD",
        said_low=figure.said_low,
        said_high=figure.said_high,
        low=figure.low,
        high=figure.high,
    )


def undecided(dossier: Dossier) -> QuerySet[Figure]:
    """Figures that wait for a verdict, one claim after the other."""
    return Figure.objects.filter(claim__dossier=dossier, in_dispute=True, decision="").order_by("claim__number", "pk")
