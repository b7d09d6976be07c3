"""A dossier's rows as a sheet needs them: each table read once, what belongs together put together here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model

from claims.factsheet.quotes import around
from claims.factsheet.sheet import SheetMention, SheetSource, SheetVerdict
from claims.models import Claim, CrossCheck, Figure, Mention, Verdict
from claims.models.figure import DECISIONS
from sources.models import Dossier, Source

if TYPE_CHECKING:
    from dealdesk.models import User

# Prefetching asks for each figure anew; of 10,000 figures it takes longer than all else together.
_SOURCE = (
    "number", "name", "title", "publisher", "author", "published_on", "language", "url", "origin__name",
    "current__sha256", "reconstructed", "withdrawn", "guessed", "pk", "origin", "current__text",
)  # fmt: skip
_TOLD = tuple(field.name for field in fields(SheetSource))  # what the first of these are called on a sheet
_FIGURE = (
    "claim", "source", "kind", "unit", "said_low", "said_high", "said_low_open", "said_high_open", "low", "high",
    "low_open", "high_open", "answer", "as_of", "attribution", "origin", "alternatives", "assumed", "findings",
    "in_dispute", "decision", "stale",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rows:
    """`sources` by key in the order of their numbers; `claims` the most urgent first. `figures` and `checks` by
    claim, `mentions` and `verdicts` by figure; a figure that nobody decided has no verdict.
    """

    sources: Mapping[int, SheetSource]
    claims: list[Claim]
    figures: Mapping[int, list[Figure]]
    mentions: Mapping[int, list[SheetMention]]
    verdicts: Mapping[int, SheetVerdict]
    checks: Mapping[int, list[CrossCheck]]


def rows_of(dossier: Dossier) -> Rows:
    """Seven queries, whatever the dossier holds."""
    sources, rows, texts = _sources(dossier)
    checks: defaultdict[int, list[CrossCheck]] = defaultdict(list)
    for check in CrossCheck.objects.shown().filter(dossier=dossier, coincidence=False):
        checks[check.claim_id].append(check)
    return Rows(
        sources=sources,
        claims=list(Claim.objects.filter(dossier=dossier).in_queue()),
        figures=_figures(dossier, rows),
        mentions=_mentions(dossier, sources, texts),
        verdicts=_verdicts(dossier),
        checks=checks,
    )


def _sources(dossier: Dossier) -> tuple[dict[int, SheetSource], dict[int, Source], dict[int, str]]:
    """Each as the sheet has it, as a row that knows its origin alone, and its text. Whole rows would take as long as
    all figures.
    """
    sources: dict[int, SheetSource] = {}
    rows: dict[int, Source] = {}
    texts: dict[int, str] = {}
    for *columns, pk, origin, text in dossier.sources.order_by("number").values_list(*_SOURCE):
        told: dict[str, Any] = dict(zip(_TOLD, columns, strict=True))
        told |= {"origin": told["origin"] or "", "sha256": told["sha256"] or "", "guessed": tuple(told["guessed"])}
        sources[pk] = SheetSource(**told)
        rows[pk] = Source.from_db(dossier._state.db, ["id", "origin_id"], [pk, origin])
        texts[pk] = text or ""
    return sources, rows, texts


def _figures(dossier: Dossier, sources: Mapping[int, Source]) -> Mapping[int, list[Figure]]:
    """Those that stand, each with its source at hand."""
    standing = Figure.objects.standing().filter(claim__dossier=dossier, claim__merged_into=None).only(*_FIGURE)
    figures: defaultdict[int, list[Figure]] = defaultdict(list)
    place = Figure._meta.get_field("source")
    for figure in standing.order_by("source__number", "low", "high", "pk"):
        place.set_cached_value(figure, sources[figure.source_id])  # as select_related does
        figures[figure.claim_id].append(figure)
    return figures


def _mentions(
    dossier: Dossier, sources: Mapping[int, SheetSource], texts: Mapping[int, str]
) -> Mapping[int, list[SheetMention]]:
    """What the current editions print, in the order of the text, with what stands beside it."""
    printed = Mention.objects.printed().filter(edition__source__dossier=dossier).order_by("start", "pk")
    mentions: defaultdict[int, list[SheetMention]] = defaultdict(list)
    columns = ("figure_id", "edition__source", "pk", "start", "end", "quote", "printed", "hedge")
    for figure, source, key, start, end, quote, digits, hedge in printed.values_list(*columns):
        file, beside = sources[source].file, around(texts[source], start, end)
        mentions[figure].append(SheetMention(key, file, start, end, quote, digits, hedge, *beside))
    return mentions


def _verdicts(dossier: Dossier) -> Mapping[int, SheetVerdict]:
    """Each figure's last verdict, where it decides."""
    columns = ("figure_id", "outcome", "reason", "by_id", "at", "evidence_url", "figure__stale")
    rows = list(Verdict.objects.filter(dossier=dossier).order_by("number").values_list(*columns))
    people = get_user_model().objects.in_bulk({row[3] for row in rows}) if rows else {}
    last = {row[0]: row[1:] for row in rows}
    return {
        figure: SheetVerdict(outcome, reason, _name(people[by]), at, evidence, stale)
        for figure, (outcome, reason, by, at, evidence, stale) in last.items()
        if outcome in DECISIONS
    }


def _name(person: User) -> str:
    return person.get_full_name() or person.get_username()
