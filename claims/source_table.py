"""What is known of a dossier's sources, corrected from a table: read, planned as exact changes, shown, and done or not.

A line names its source by dossier and number. Only the columns of COLUMNS count, and an empty cell changes nothing.
What comes of it is `correct_source` for each source that differs: journalled, in one batch, all of them or none.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from claims.correcting import origin_named
from claims.editing import correct_source, lock
from claims.factsheet.csv import FORMULA_STARTS
from claims.models import Entry
from claims.models.recording import clean_text
from claims.refusals import Refusal
from sources.models import Dossier, Origin, Source
from sources.reading.article import UnreadableFile
from sources.reading.decode import decode

if TYPE_CHECKING:
    from dealdesk.models import User

COLUMNS = ("title", "publisher", "author", "published_on", "language", "origin")
MOST_ROWS = 500
MOST_BYTES = 5_000_000
MOST_UNPACKED = 50_000_000  # bytes of a workbook's members together
MOST_COLUMNS = 50
SALT = "claims.source_table"
KEPT = 3600  # seconds for which a preview can be confirmed
Line = tuple[int, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Change:
    """What one source's fields say now and would say, each as text."""

    source: Source
    fields: dict[str, tuple[str, str]]

    @property
    def lines(self) -> list[tuple[str, str, str]]:
        """Field by field: its name as people know it, what it says and what it would say."""
        known = Source._meta.get_field
        return [(str(known(name).verbose_name), *said) for name, said in self.fields.items()]  # type: ignore[union-attr]


@dataclass(slots=True)
class Plan:
    """Nothing of it is done while there are problems."""

    changes: list[Change] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    same: int = 0

    def sign(self, by: User) -> str:
        """The exact changes, for the form that confirms them: nobody else can, and nothing else."""
        held = [[change.source.pk, change.fields] for change in self.changes]
        return signing.dumps([by.pk, held], salt=SALT, compress=True)


def read_table(raw: bytes) -> list[Line]:
    """The lines of a CSV file or a workbook's first page, by the names in its head. Raises Refusal."""
    if len(raw) > MOST_BYTES:
        raise Refusal(_("The table is larger than 5 MB."))
    rows = iter(_workbook(raw) if raw.startswith(b"PK") else _csv(raw))
    head = [cell.strip().casefold() for cell in next(rows, [])]
    missing = [name for name in ("dossier", "number") if name not in head]
    if missing or not set(head) & set(COLUMNS):
        raise Refusal(_("The first line must name the columns: dossier, number, and what is to be corrected."))
    numbered = ((at, dict(zip(head, row, strict=False))) for at, row in enumerate(rows, start=2) if any(row))
    lines = list(islice(numbered, MOST_ROWS + 1))
    if len(lines) > MOST_ROWS:
        raise Refusal(_("The table has more than %(limit)d lines. Split it.") % {"limit": MOST_ROWS})
    return lines


def plan(lines: Sequence[Line]) -> Plan:
    """What the lines would change, and every reason why they cannot."""
    made, seen = Plan(), set()
    dossiers = {row.get("dossier", "").strip() for _at, row in lines}
    if len(dossiers) > 1:
        raise Refusal(_("The lines belong to several dossiers. One act stays within one: make a table of each."))
    known = {
        str(source.number): source
        for source in Source.objects.filter(dossier__slug__in=dossiers).select_related("dossier", "origin")
    }
    for at, row in lines:
        number = row.get("number", "").strip()
        source = known.get(number)
        if source is None:
            made.problems.append(_("Line %(line)d: no source %(number)s in this dossier.") % _at(at, number))
        elif number in seen:
            made.problems.append(_("Line %(line)d: source %(number)s has a line already.") % _at(at, number))
        else:
            _plan_one(made, at, source, row)
        seen.add(number)
    return made


def apply(signed: str, *, by: User, reason: str = "") -> list[Entry]:
    """Do what was shown: all of it in one batch, or nothing. Refused where a source says otherwise by now."""
    batch = uuid4()
    with transaction.atomic():
        held = _unsigned(signed, by)
        found = Source.objects.in_bulk([pk for pk, _fields in held])
        for dossier in Dossier.objects.filter(sources__in=found).distinct():
            lock(dossier)
        now = Source.objects.select_related("dossier", "origin").in_bulk(list(found))
        entries = [_correct(now[pk], fields, by, reason, batch) for pk, fields in held]
    return [entry for entry in entries if entry]


def _unsigned(signed: str, by: User) -> list[tuple[int, dict[str, tuple[str, str]]]]:
    try:
        author, held = signing.loads(signed, salt=SALT, max_age=KEPT)
    except signing.BadSignature:
        author, held = None, []
    if author != by.pk or not held:
        raise Refusal(_("This preview is too old or not yours. Send the table again."))
    return [(pk, fields) for pk, fields in held]


def _correct(source: Source, fields: dict[str, tuple[str, str]], by: User, reason: str, batch: Any) -> Entry | None:
    for name, (before, _after) in fields.items():
        if _shown(source, name) != before:
            raise Refusal(
                _("Source %(number)d was changed since you looked. Send the table again.") % {"number": source.number}
            )
    after = {name: _value(source, name, text) for name, (_before, text) in fields.items()}
    return correct_source(source, after, by=by, reason=reason, batch=batch)


def _plan_one(made: Plan, at: int, source: Source, row: dict[str, str]) -> None:
    fields = {}
    for name in COLUMNS:
        try:
            text = clean_text(row.get(name, ""))
            if text and not _is_said(source, name, text):
                _check(source, name, text)
                fields[name] = (_shown(source, name), text)
        except (Refusal, ValidationError) as error:
            words = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            made.problems.append(f"{_('Line %(line)d, %(column)s:') % {'line': at, 'column': name}} {words}")
    if fields:
        made.changes.append(Change(source, fields))
    else:
        made.same += 1


def _is_said(source: Source, name: str, text: str) -> bool:
    shown = _shown(source, name)
    return text.casefold() == shown.casefold() if name == "origin" else text == shown


def _check(source: Source, name: str, text: str) -> None:
    """Raises ValidationError where the field does not take it."""
    if name == "origin":
        Origin._meta.get_field("name").clean(text, None)
    elif name == "published_on":
        _day(text)
    else:
        Source._meta.get_field(name).clean(text, source)  # type: ignore[union-attr]


def _shown(source: Source, name: str) -> str:
    if name == "origin":
        return source.origin.name if source.origin else ""
    value = getattr(source, name)
    return "" if value is None else str(value)


def _value(source: Source, name: str, text: str) -> object:
    """As the field keeps it; an origin that the dossier does not know is made."""
    if name == "origin":
        return origin_named(source.dossier, text)
    return _day(text) if name == "published_on" else text


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValidationError(_("“%(text)s” is no day. Write it as 2025-06-12."), params={"text": text}) from None


def _at(line: int, number: str) -> dict[str, object]:
    return {"line": line, "number": number[:20] or "–"}


def _csv(raw: bytes) -> Iterator[list[str]]:
    """Separated by what its first line holds most of; the apostrophe that an export put before a formula goes again."""
    try:
        text, _encoding = decode(raw)
    except UnreadableFile as error:
        raise Refusal(str(error)) from error
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    try:
        for row in reader:
            yield [_unguarded(cell) for cell in row[:MOST_COLUMNS]]
    except csv.Error as error:
        raise Refusal(_("The table cannot be read as CSV.")) from error


def _unguarded(cell: str) -> str:
    """
    >>> _unguarded("'=1+1"), _unguarded("'s-Hertogenbosch")
    ('=1+1', "'s-Hertogenbosch")
    """
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell


def _workbook(raw: bytes) -> Iterable[list[str]]:
    """The values that are stored: no formula is evaluated, no link followed."""
    import openpyxl  # 20 MB that a server which reads no workbook spares

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            unpacked = sum(member.file_size for member in package.infolist())
        if unpacked > MOST_UNPACKED:
            raise Refusal(_("The workbook would unpack to more than can be read."))
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        rows = book.worksheets[0].iter_rows(max_col=MOST_COLUMNS, max_row=MOST_ROWS + 2, values_only=True)
        return [[_as_text(cell) for cell in row] for row in rows]
    except Refusal:
        raise
    except Exception as error:  # whatever a damaged package makes its parsers say
        raise Refusal(_("The workbook is damaged or no .xlsx. Save it again as .xlsx or CSV.")) from error


def _as_text(cell: object) -> str:
    """
    >>> _as_text(3.0), _as_text(datetime(2025, 6, 12)), _as_text(None)
    ('3', '2025-06-12', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
