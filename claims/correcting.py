"""What an editor corrects on a figure: how it is read, its as-of date, its origin. What is printed stays as it is."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from claims.editing import lock
from claims.models import Entry, Figure
from claims.models.bounds import plain
from claims.models.claim import Kind
from claims.models.journal import Act
from claims.models.recording import clean_text
from claims.refusals import Refusal, TokenMissing
from claims.rereading import Printed, Wanted, read_typed, value_columns
from sources.models import Dossier, Origin

if TYPE_CHECKING:
    from dealdesk.models import User

AS_OF = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", re.ASCII)


def correct_value(figure: Figure, words: str, *, by: User, seen: str, reason: str = "") -> Entry:
    """Read the figure as `words` say, in place of what was read. A verdict on it becomes stale.

    `seen` is the token of the figure as its author saw it (see `seen_token`).
    """
    with transaction.atomic():
        now = _locked(figure, seen)
        if now.kind == Kind.TEXT:
            return _correct_answer(now, clean_text(words), by, reason)
        reading = read_typed(words, now.source, Wanted(now.kind, now.unit), _print_of(now))
        after = value_columns(reading)
        if all(getattr(now, name) == value for name, value in after.items()):
            raise Refusal(_("The figure is read so already. Nothing was changed."))
        return Entry.objects.change(figure, Act.CORRECT, after, by=by, reason=reason)


def _correct_answer(figure: Figure, answer: str, by: User, reason: str) -> Entry:
    """What the desk takes a quote to say; a verdict on the old answer becomes stale."""
    if not answer or answer == figure.answer:
        raise Refusal(_("Type the answer as it should read. Nothing was changed."))
    return Entry.objects.change(figure, Act.CORRECT, {"answer": answer[:300]}, by=by, reason=reason)


def correct_facts(
    figure: Figure, as_of: str, origin: Origin | str | None, *, by: User, seen: str, reason: str = ""
) -> Entry:
    """Set the as-of date and the origin; an origin given by its name is made where the dossier has none so called."""
    with transaction.atomic():
        now = _locked(figure, seen)
        if isinstance(origin, str):
            origin = origin_named(now.claim.dossier, origin)
        wanted: dict[str, Any] = {"as_of": as_of, "origin": origin}
        changed = {name: value for name, value in wanted.items() if getattr(now, name) != value}
        if not changed:
            raise Refusal(_("Date and origin are as they were. Nothing was changed."))
        return Entry.objects.change(figure, Act.CORRECT, changed, by=by, reason=reason)


def checked_as_of(text: str) -> str:
    """An as-of date as it is stored: a year, a month or a day, or nothing. ValidationError where it is none.

    >>> checked_as_of(" 2024-05 ")
    '2024-05'
    """
    text = text.strip()
    match = AS_OF.fullmatch(text)
    try:
        if match:
            date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        match = None
    if text and not match:
        raise ValidationError(_("Write a year, a month or a day: 2024, 2024-05 or 2024-05-31."))
    return text


def origin_named(dossier: Dossier, name: str) -> Origin:
    """The dossier's origin of that name, whatever its capitals; a new one where there is none."""
    name = clean_text(name)
    known = Origin.objects.filter(dossier=dossier, name__iexact=name).first()
    return known or Origin.objects.create(dossier=dossier, name=name)


def seen_token(figure: Figure) -> str:
    """What an author has before them when correcting: another one means that somebody corrected it meanwhile."""
    bounds = (figure.said_low, figure.said_high, figure.low, figure.high)
    shown = ["" if bound is None else plain(bound) for bound in bounds]
    return "|".join([*shown, figure.unit, figure.as_of, str(figure.origin_id or "")])


def _locked(figure: Figure, seen: str) -> Figure:
    """The figure as it is now, behind its dossier's lock; refused where its author saw another."""
    lock(figure.claim.dossier)
    now = Figure.objects.select_related("claim__dossier", "source__current", "origin").get(pk=figure.pk)
    if not seen:
        raise TokenMissing(
            _("The request does not say what its author had seen. Reload the page and correct it again.")
        )
    if seen != seen_token(now):
        raise Refusal(_("Someone corrected this figure meanwhile. Look at it as it is now, then correct it again."))
    return now


def _print_of(figure: Figure) -> Printed | None:
    """Where its source prints it first."""
    mention = next(iter(figure.printed_mentions()), None)
    return Printed(mention.edition.text, mention.start, mention.end, mention.hedge) if mention else None
