"""The record of a dossier in words: verdicts and the other acts of its editors, as claims.acts lists them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from claims.figures.interval import Interval
from claims.models import Claim, CrossCheck, Entry, Figure, Mention, Verdict
from claims.models.bounds import bound_columns, interval_from_json
from claims.models.figure import Outcome
from claims.models.journal import Act, types
from claims.wording import interval_in_words, shown_unit, value_in_words
from sources.models import Echo, Edition, Origin, Source


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after, in the reader's words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """One act. `quotes` are what was judged; `changes` what an entry changed; `undone` says that it was taken back.

    `texts`: the numbers of a source's edition before and after.
    """

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
    texts: tuple[int, int] | None = None
    entry: Entry | None = None
    undone: bool = False


def lines(found: Iterable[tuple[datetime, str, int]]) -> list[Line]:
    """The acts of one page in full, in a fixed number of queries."""
    listed = list(found)
    verdicts = Verdict.objects.select_related("by", "figure__claim__dossier", "figure__source").in_bulk(
        [pk for _at, type_, pk in listed if type_ == "v"]
    )
    entries = Entry.objects.select_related("by", "undone_by").in_bulk([pk for _at, type_, pk in listed if type_ == "e"])
    subjects = Subjects(list(entries.values()))
    return [_verdict(verdicts[pk]) if type_ == "v" else subjects.line(entries[pk]) for _at, type_, pk in listed]


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
        ids = {name: [e.subject_id for e in entries if e.subject == name] for name in types}
        self.figures = Figure.objects.select_related("source").prefetch_related("mentions").in_bulk(ids["figure"])
        places = Mention.objects.select_related("figure__source")
        self.places = places.in_bulk(ids["mention"]) if ids["mention"] else {}
        self.checks = CrossCheck.objects.in_bulk(ids["check"]) if ids["check"] else {}
        self.echoes = Echo.objects.select_related("a", "b").in_bulk(ids["echo"]) if ids["echo"] else {}
        figures = [*self.figures.values(), *(place.figure for place in self.places.values())]
        held = {row.claim_id for row in figures} | {row.claim_id for row in self.checks.values()}
        self.claims = Claim.objects.select_related("dossier").in_bulk(
            {*ids["claim"], *held, *_pointed(entries, "claim", "merged_into")}
        )
        self.sources = Source.objects.in_bulk(ids["source"])
        people = _pointed(entries, "assigned_to")
        self.people = get_user_model().objects.in_bulk(people) if people else {}
        texts = _pointed(entries, "current")
        self.texts = dict(Edition.objects.filter(pk__in=texts).values_list("pk", "number")) if texts else {}
        origins = {*ids["origin"], *_pointed(entries, "origin")}
        self.origins = Origin.objects.in_bulk(origins) if origins else {}

    def line(self, entry: Entry) -> Line:
        figure, place = self._figure(entry), self.places.get(entry.subject_id) if entry.subject == "mention" else None
        claim, source = self._claim(entry, figure), self._source(entry, figure)
        added = ADDED.get(entry.subject) if entry.act == Act.ADD else None
        return Line(
            at=entry.at,
            by=_name(entry.by),
            what=str(added or entry.get_act_display()),
            state="",
            reason=entry.reason,
            subject=claim.label if claim else self._named(entry, source),
            claim=claim,
            source=source,
            quotes=(str(place or figure),) if figure else (),
            texts=self._texts(entry),
            changes=() if added else tuple(self._changes(entry, figure)),
            entry=entry,
            undone=hasattr(entry, "undone_by"),
        )

    def _figure(self, entry: Entry) -> Figure | None:
        """The figure that an entry on a figure, or on one of its places, is about."""
        if entry.subject == "mention":
            return self.places[entry.subject_id].figure
        return self.figures.get(entry.subject_id) if entry.subject == "figure" else None

    def _claim(self, entry: Entry, figure: Figure | None) -> Claim | None:
        """The claim that an entry on a claim, a figure or a cross-check is about."""
        if entry.subject == "claim":
            return self.claims.get(entry.subject_id)
        row = self.checks.get(entry.subject_id) if entry.subject == "check" else figure
        return self.claims.get(row.claim_id) if row else None

    def _source(self, entry: Entry, figure: Figure | None) -> Source | None:
        if figure:
            return figure.source
        return self.sources.get(entry.subject_id) if entry.subject == "source" else None

    def _texts(self, entry: Entry) -> tuple[int, int] | None:
        old, new = (self.texts.get(side.get("current")) for side in (entry.before, entry.after))
        return (old, new) if old and new else None

    def _named(self, entry: Entry, source: Source | None) -> str:
        """What an entry is about that is about no claim."""
        if entry.subject == "echo":
            echo = self.echoes[entry.subject_id]
            return f"{echo.a.short_name} ~ {echo.b.short_name}"
        if entry.subject == "origin":
            return self.origins[entry.subject_id].name
        return source.title if source else ""

    def _changes(self, entry: Entry, figure: Figure | None) -> Iterator[Change]:
        """Field by field, except that a figure's value is one thing, whatever columns hold it."""
        names = list(entry.after)
        if figure and entry.after.keys() >= VALUE:
            yield Change(_("value"), value_then(figure.kind, entry.before), value_then(figure.kind, entry.after))
            names = [name for name in names if name not in VALUE | {"findings"}]
        for name in names:
            if name not in IMPLIED.get(entry.act, ()) and (name != "placed" or len(names) == 1):
                yield self._change(entry, name)

    def _change(self, entry: Entry, name: str) -> Change:
        field = types[entry.subject]._meta.get_field(name)
        label = str(getattr(field, "verbose_name", name))
        return Change(label, self._words(name, entry.before.get(name)), self._words(name, entry.after.get(name)))

    def _words(self, name: str, value: Any) -> str:
        if name in {"claim", "merged_into"} and value in self.claims:
            return self.claims[value].label
        if name == "origin" and value in self.origins:
            return self.origins[value].name
        if name == "assigned_to" and value in self.people:
            return _name(self.people[value])
        if name == "current":
            return _("edition %(number)d") % {"number": self.texts.get(value, 0)}
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        return _("nothing") if value in (None, "") else str(value)


def value_then(kind: str, columns: Mapping[str, Any]) -> str:
    """A figure's value in the reader's words, from columns as the journal keeps them, with what it was compared by."""
    language = get_language() or "en"
    unit = shown_unit(columns["unit"], columns["alternatives"])
    said, compared = (_interval(columns, prefix) for prefix in ("said_", ""))
    words = value_in_words(kind, said, unit, language)
    between = interval_in_words(kind, compared, unit, language)
    return words if between in {"", words} else f"{words} ({between})"


def _interval(columns: Mapping[str, Any], prefix: str) -> Interval:
    return interval_from_json({name: columns[f"{prefix}{name}"] for name in ("low", "high", "low_open", "high_open")})


def _pointed(entries: Iterable[Entry], *names: str) -> set[int]:
    """The primary keys that the entries' fields of these names led to, before and after."""
    found = (side.get(name) for entry in entries for side in (entry.before, entry.after) for name in names)
    return {pk for pk in found if pk}


# An act on a thing that has a name of its own.
ADDED = {"source": gettext_lazy("source added"), "mention": gettext_lazy("further place added by hand")}
# What the name of an act says already; that a figure was placed goes without saying where more was done to it.
IMPLIED = {
    Act.ADD.value: frozenset({"dismissed", "placed"}),
    Act.DISMISS.value: frozenset({"dismissed"}),
    Act.RESTORE.value: frozenset({"dismissed"}),
    Act.PLACE.value: frozenset({"placed"}),
    Act.PIN.value: frozenset({"pinned"}),
    Act.UNPIN.value: frozenset({"pinned"}),
    Act.WITHDRAW_SOURCE.value: frozenset({"withdrawn"}),
    Act.RESTORE_SOURCE.value: frozenset({"withdrawn"}),
}
VALUE = (
    frozenset(bound_columns("said_", None)) | frozenset(bound_columns("", None)) | {"unit", "alternatives", "assumed"}
)
