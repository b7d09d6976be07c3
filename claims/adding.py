"""The one way to add a figure that the reader missed: a place in a source's text, read and put into a claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from claims.editing import lock
from claims.figures.interval import Interval
from claims.figures.reading import Reading
from claims.locating import Selection, located
from claims.models import Claim, Entry, Figure, Mention
from claims.models.claim import Kind
from claims.models.journal import Act
from claims.models.recording import clean_text
from claims.refusals import Refusal
from claims.rereading import Printed, Wanted, read_at, read_typed, refused, value_columns
from claims.selecting import Span, cuts
from sources.models import Dossier, Edition, Origin, Source
from sources.reading.credit_forms import agency_in

if TYPE_CHECKING:
    from dealdesk.models import User


class StandsAlready(Refusal):
    """A figure stands at that place already, in `claim`."""

    def __init__(self, message: str, claim: Claim) -> None:
        super().__init__(message)
        self.claim = claim


def add_figure(
    source: Source, chosen: Selection, *, claim: Claim | None, label: str = "", by: User, reason: str = ""
) -> Figure:
    """A mention at the chosen place, in a figure of `claim` or of a new claim called `label`; one act of the journal.

    The figure is written dismissed and the act lets it count, so that undo dismisses it and nothing is deleted. A
    mention of what this source says in that claim already joins its figure, and undo takes back the mention alone.
    """
    with transaction.atomic():
        lock(source.dossier)
        source = Source.objects.select_related("dossier", "current").get(pk=source.pk)
        edition = _same_edition(source, chosen)
        start, end = located(edition.text, chosen)
        _refuse_taken(edition, start, end)
        reading = _read(source, edition.text, (start, end), chosen.read_as, claim)
        _refuse_taken(edition, reading.start, reading.end)
        claim = _open(claim, source) if claim else _new_claim(source.dossier, label, reading)
        twin = _twin(source, claim, reading)
        figure = twin or _create(source, claim, reading)
        mention = _print(figure, edition, reading, further=bool(twin))
        _journal(figure, mention, by, reason)
    return figure


def add_answer(
    source: Source, chosen: Selection, answer: str, *, claim: Claim | None, label: str = "", by: User, reason: str = ""
) -> Figure:
    """What a source says in answer to a question without a number: `answer` in the desk's words, the quote in its own.

    A claim that does not exist yet is made of the kind `text`. Undone like `add_figure`.
    """
    answer = clean_text(answer)
    if not answer:
        raise Refusal(_("Say in a few words what the source answers."))
    with transaction.atomic():
        lock(source.dossier)
        source = Source.objects.select_related("dossier", "current").get(pk=source.pk)
        edition = _same_edition(source, chosen)
        start, end = located(edition.text, chosen)
        said = _said_in_words(edition.text, start, end)
        _refuse_answered(edition, start, end)
        claim = _open(claim, source, Kind.TEXT) if claim else _new_claim(source.dossier, label, said)
        found = Figure.objects.filter(source=source, claim=claim, answer=answer, dismissed=False).first()
        figure = found or _create(source, claim, said, answer)
        mention = _print(figure, edition, said, further=bool(found))
        _journal(figure, mention, by, reason)
    return figure


def _journal(figure: Figure, mention: Mention, by: User, reason: str) -> None:
    """Let the figure count and be placed, and a further place of it stand: one act, of the rows that this changes."""
    batch = uuid4()
    if figure.dismissed or not figure.placed:
        after = {"placed": True} | ({"dismissed": False} if figure.dismissed else {})
        act = Act.ADD if figure.dismissed else Act.PLACE
        Entry.objects.change(figure, act, after, by=by, reason=reason, batch=batch)
    if mention.dismissed:
        Entry.objects.change(mention, Act.ADD, {"dismissed": False}, by=by, reason=reason, batch=batch)
        figure.refresh_from_db()


def _said_in_words(text: str, start: int, end: int) -> Reading:
    """A quote as a reading without a value."""
    nothing, quote = Interval(None, None), text[start:end]
    if cuts(text, start, end):
        raise Refusal(_("The selection cuts a word or a number. Select the whole of what the source says."))
    return Reading(start, end, quote, printed="", hedge="", kind=Kind.TEXT, said=nothing, compared=nothing, unit="")


def _refuse_answered(edition: Edition, start: int, end: int) -> None:
    """One quote is one answer; a figure may well stand inside it."""
    there = edition.mentions.standing().filter(start=start, end=end).select_related("figure__claim").first()
    if there is not None:
        words = _("“%(quote)s” is quoted already, in “%(claim)s”. Choose more or fewer words around it.")
        raise StandsAlready(words % {"quote": there.quote, "claim": there.figure.claim.label}, there.figure.claim)


def _same_edition(source: Source, chosen: Selection) -> Edition:
    """The text that the author saw, which must still be the source's newest."""
    if source.withdrawn or source.current is None:
        raise Refusal(_("This source was withdrawn: its figures do not count, and none is added."))
    if chosen.edition != source.current.sha256:
        raise Refusal(_("This source has another text than your page showed. Reload the page and select it again."))
    return source.current


def _refuse_taken(edition: Edition, start: int, end: int) -> None:
    """Two mentions never overlap: who finds one there is led to its claim."""
    figures = edition.mentions.standing().exclude(kind=Kind.TEXT)  # an answer in words may hold figures
    there = figures.filter(start__lt=end, end__gt=start).select_related("figure__claim__dossier").first()
    if there is None:
        return
    shown = {"quote": there.quote, "claim": there.figure.claim.label}
    if there.figure.dismissed:
        words = _("“%(quote)s” stands here already, dismissed, in “%(claim)s”. Restore it there.")
    else:
        words = _("“%(quote)s” stands here already, in “%(claim)s”. Move or correct it there.")
    raise StandsAlready(words % shown, there.figure.claim)


def _read(source: Source, text: str, place: Span, read_as: str, claim: Claim | None) -> Reading:
    """One reading with its place in the text: as the editor says, else as printed there, else as the quote alone says.

    Where the reader reads it in its place, the mention is what was read: number, scale and unit, whole.
    """
    start, end = place
    quote = text[start:end]
    wanted = Wanted(claim.kind, claim.unit) if claim else Wanted()
    if read_as.strip():
        typed = read_typed(read_as, source, wanted, Printed(text, start, end))
        return _whole(text, replace(typed, start=start, end=end, quote=quote, printed="", hedge=""))
    there = read_at(source, text, start, end)
    found = wanted.fitting(there)
    if len(found) == 1:
        return _assumed(found[0], there)
    if len(there) > 1:
        raise Refusal(refused(quote, there, wanted, source))
    alone = read_typed(quote, source, wanted)
    return _whole(text, replace(alone, start=start + alone.start, end=start + alone.end))


def _assumed(reading: Reading, read: Sequence[Reading]) -> Reading:
    """What the claim lent to a bare number is said, as for everything that is not printed."""
    if reading in read:
        return reading
    code = "currency" if reading.kind == Kind.MONEY else "unit"
    return replace(reading, assumed=(*reading.assumed, code))


def _whole(text: str, reading: Reading) -> Reading:
    if cuts(text, reading.start, reading.end):
        raise Refusal(_("The selection cuts a word or a number. Select the whole figure."))
    return reading


def _open(claim: Claim, source: Source, kind: str = "") -> Claim:
    """The claim, where it is of the dossier and asks for a value, or for words where `kind` says so."""
    claim.refresh_from_db()
    if claim.dossier_id != source.dossier_id or (claim.kind == Kind.TEXT) != (kind == Kind.TEXT):
        if kind == Kind.TEXT:
            raise Refusal(_("Choose a claim of this dossier that asks for an answer in words."))
        raise Refusal(_("Choose a claim of this dossier that asks for a value."))
    if claim.merged_into_id:
        raise Refusal(_("This claim was merged into another meanwhile. Reload the page and choose again."))
    return claim


def _new_claim(dossier: Dossier, label: str, reading: Reading) -> Claim:
    label = clean_text(label)
    if not label:
        raise Refusal(_("Choose the claim that the figure answers, or name a new one."))
    last = dossier.claims.aggregate(last=Max("number"))["last"] or 0
    return dossier.claims.create(number=last + 1, label=label[:200], kind=reading.kind, unit=reading.unit[:60])


def _twin(source: Source, claim: Claim, reading: Reading) -> Figure | None:
    """The figure by which this source says the same in this claim already; one that counts before one that does not."""
    same = {name: value for name, value in value_columns(reading).items() if name not in NOT_THE_VALUE}
    found = Figure.objects.filter(source=source, claim=claim, kind=reading.kind, as_of=reading.as_of, **same)
    return found.select_related("source", "claim").order_by("dismissed", "pk").first()


NOT_THE_VALUE = frozenset({"alternatives", "assumed", "findings"})


def _create(source: Source, claim: Claim, reading: Reading, answer: str = "") -> Figure:
    agency = agency_in(reading.attribution)
    dossier = source.dossier
    last = Figure.objects.filter(claim__dossier=dossier).aggregate(last=Max("arrival"))["last"]
    columns: dict[str, Any] = value_columns(reading)
    return Figure.objects.create(
        claim=claim,
        source=source,
        origin=Origin.objects.get_or_create(dossier=dossier, name=agency)[0] if agency else None,
        kind=reading.kind,
        answer=answer,
        as_of=reading.as_of,
        attribution=reading.attribution[:200],
        arrival=last or 1,
        dismissed=True,
        **columns,
    )


def _print(figure: Figure, edition: Edition, reading: Reading, *, further: bool) -> Mention:
    """The mention; a `further` place of a figure waits for its row in the journal to stand."""
    columns = value_columns(reading)
    mention = Mention(
        figure=figure,
        edition=edition,
        start=reading.start,
        end=reading.end,
        quote=edition.text[reading.start : reading.end],
        printed=reading.printed[:200],
        hedge=reading.hedge[:100],
        kind=reading.kind,
        attribution=reading.attribution[:200],
        dismissed=further,
        **{name: columns[name] for name in ("unit", "said_low", "said_high", "low", "high")},
    )
    mention.save()
    return mention
