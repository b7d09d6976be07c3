"""The record of a dossier as one list: verdicts and the other acts of its editors, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Q, QuerySet, Value
from django.utils.translation import gettext as _

from claims.models import Claim, Entry, Figure, Verdict
from claims.models.figure import Outcome
from claims.models.journal import Act
from sources.models import Dossier, Source


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after, in the reader's words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """One act. `quotes` are what was judged; `changes` what an entry changed; `undone` says that it was taken back."""

    at: datetime
    by: str
    what: str
    state: str
    reason: str
    subject: str
    claim: Claim | None = None
    source: Source | None = None
    quotes: tuple[str, ...] = ()
    evidence_url: str = ""
    changes: tuple[Change, ...] = ()
    entry: Entry | None = None
    undone: bool = False


def acts(dossier: Dossier, *, by: str = "", kind: str = "", words: str = "") -> QuerySet[Any, Any]:
    """(at, type, pk) of what is asked for; `kind` is an outcome or an act, `by` a user's id."""
    verdicts, entries = Verdict.objects.filter(dossier=dossier), Entry.objects.filter(dossier=dossier)
    if by:
        verdicts, entries = verdicts.filter(by=int(by)), entries.filter(by=int(by))
    if kind:
        verdicts, entries = verdicts.filter(outcome=kind), entries.filter(act=kind)
    for word in words.split():
        verdicts = verdicts.filter(Q(reason__icontains=word) | Q(figure__claim__label__icontains=word))
        entries = entries.filter(Q(reason__icontains=word) | _about(dossier, word))
    chosen = [
        rows.annotate(type=Value(name, output_field=CharField())).order_by().values_list("at", "type", "pk")
        for name, rows in (("verdict", verdicts), ("entry", entries))
    ]
    return chosen[0].union(chosen[1], all=True).order_by("-at", "-type", "-pk")


def _about(dossier: Dossier, word: str) -> Q:
    """Entries on a claim, or on a figure of a claim, whose label holds the word; or on a source whose title does."""
    claims = Claim.objects.filter(dossier=dossier, label__icontains=word)
    sources = Source.objects.filter(dossier=dossier, title__icontains=word)
    return (
        Q(subject="claim", subject_id__in=claims.values("pk"))
        | Q(subject="figure", subject_id__in=Figure.objects.filter(claim__in=claims).values("pk"))
        | Q(subject="source", subject_id__in=sources.values("pk"))
    )


def lines(found: Iterable[tuple[datetime, str, int]]) -> list[Line]:
    """The acts of one page in full, in a fixed number of queries."""
    listed = list(found)
    verdicts = Verdict.objects.select_related("by", "figure__claim__dossier", "figure__source").in_bulk(
        [pk for _at, type_, pk in listed if type_ == "verdict"]
    )
    entries = Entry.objects.select_related("by", "undone_by").in_bulk(
        [pk for _at, type_, pk in listed if type_ == "entry"]
    )
    subjects = Subjects(list(entries.values()))
    return [_verdict(verdicts[pk]) if type_ == "verdict" else subjects.line(entries[pk]) for _at, type_, pk in listed]


def people(dossier: Dossier) -> list[tuple[int, str]]:
    """Who has acted in a dossier: (id, name), by name."""
    fields = ("by_id", "by__first_name", "by__last_name", "by__username")
    found = {
        row[0]: f"{row[1]} {row[2]}".strip() or row[3]
        for rows in (Verdict.objects.filter(dossier=dossier), Entry.objects.filter(dossier=dossier))
        for row in rows.order_by().values_list(*fields).distinct()
    }
    return sorted(found.items(), key=lambda person: person[1].casefold())


def kinds() -> list[tuple[str, list[tuple[str, Any]]]]:
    """What can be asked for, as groups of choices."""
    return [(_("Verdicts"), list(Outcome.choices)), (_("Other acts"), list(Act.choices))]


def _name(person: Any) -> str:
    return str(person.get_full_name() or person.get_username())


def _verdict(row: Verdict) -> Line:
    return Line(
        at=row.at,
        by=_name(row.by),
        what=str(_("verdict withdrawn") if row.outcome == Outcome.WITHDRAWN else row.get_outcome_display()),
        state=row.outcome,
        reason=row.reason,
        subject=row.judged["claim"]["label"],
        claim=row.figure.claim,
        source=row.figure.source,
        quotes=tuple(row.judged["quotes"]) or (row.judged["answer"],),
        evidence_url=row.evidence_url,
    )


class Subjects:
    """What the entries of one page are about, each kind of row fetched once."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        ids = {name: [e.subject_id for e in entries if e.subject == name] for name in ("claim", "figure", "source")}
        self.figures = Figure.objects.select_related("source").prefetch_related("mentions").in_bulk(ids["figure"])
        moved = [e.before.get("claim") for e in entries] + [e.after.get("claim") for e in entries]
        claim_ids = {*ids["claim"], *(f.claim_id for f in self.figures.values()), *(pk for pk in moved if pk)}
        self.claims = Claim.objects.select_related("dossier").in_bulk(claim_ids)
        self.sources = Source.objects.in_bulk(ids["source"])

    def line(self, entry: Entry) -> Line:
        figure = self.figures.get(entry.subject_id) if entry.subject == "figure" else None
        claim = self.claims.get(figure.claim_id if figure else entry.subject_id) if entry.subject != "source" else None
        source = figure.source if figure else self.sources.get(entry.subject_id) if entry.subject == "source" else None
        return Line(
            at=entry.at,
            by=_name(entry.by),
            what=entry.get_act_display(),
            state="",
            reason=entry.reason,
            subject=(claim.label if claim else source.title if source else "") if entry.subject != "dossier" else "",
            claim=claim if entry.subject in {"claim", "figure"} else None,
            source=source,
            quotes=(str(figure),) if figure else (),
            changes=tuple(self._change(entry, name) for name in entry.after),
            entry=entry,
            undone=hasattr(entry, "undone_by"),
        )

    def _change(self, entry: Entry, name: str) -> Change:
        field = MODELS[entry.subject]._meta.get_field(name)
        label = str(getattr(field, "verbose_name", name))
        return Change(label, self._words(name, entry.before.get(name)), self._words(name, entry.after.get(name)))

    def _words(self, name: str, value: Any) -> str:
        if name == "claim" and value in self.claims:
            return self.claims[value].label
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        return _("nothing") if value in (None, "") else str(value)


MODELS: dict[str, type[Claim | Figure | Source | Dossier]] = {
    "claim": Claim,
    "figure": Figure,
    "source": Source,
    "dossier": Dossier,
}
