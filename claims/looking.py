"""A look at a whole dossier: the cross-checks among its claims and the sources that echo one another, as rows.

What is found is worked out without a lock and then written in one transaction. What an editor said of a check or an
echo is never touched; what is no longer found stays as a row that is not shown.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from claims.crosschecks import Finding, Question, Sheet, check
from claims.crosschecks.stored import finding_as_json
from claims.dimensions import base
from claims.matching.gathering import Gathered
from claims.models import Claim, CrossCheck, Entry, Figure, Look, Mention
from claims.models.claim import Kind
from claims.models.inserting import drafted, insert
from claims.models.journal import Act
from claims.onfile import OnFile, highest_in, on_file
from sources import echoes
from sources.models import Dossier, Echo, Source

# Asked twice of every import, and as SQL in a tenth of the time that the ORM takes to put it so.
_NEWEST = """
SELECT
    COALESCE((SELECT position FROM claims_verdict WHERE dossier_id = %(dossier)s ORDER BY position DESC LIMIT 1), 0),
    COALESCE((SELECT id FROM claims_entry WHERE dossier_id = %(dossier)s AND subject NOT IN ('check', 'echo')
        ORDER BY id DESC LIMIT 1), 0),
    COALESCE((SELECT MAX(edition.id) FROM sources_edition edition JOIN sources_source source
        ON source.id = edition.source_id WHERE source.dossier_id = %(dossier)s), 0)
"""


@dataclass(frozen=True, slots=True)
class Held:
    """What an import has in memory of a dossier, each source in order: what it read and what it wrote.

    `newest`: what was newest there before it read.
    """

    newest: Mapping[str, Any]
    filed: Sequence[OnFile]
    gathered: Gathered

    def stands(self, dossier: Dossier, newest: Mapping[str, Any]) -> bool:
        """Whether nothing else was decided, changed or imported since."""
        if any(newest[name] != self.newest[name] for name in ("position", "entry")):
            return False
        current = dossier.sources.filter(current__isnull=False).values_list("current", flat=True)
        return set(current) == {one.source.current_id for one in self.filed}


def look_again(dossier: Dossier, held: Held | None = None, *, whole: bool = True) -> None:
    """Find cross-checks and echoes anew and keep them. What is written while it looks makes it due again.

    `held` spares reading the dossier from the database, where nothing changed it since. Unless the `whole` is asked
    for, only those echoes are looked for that sources may have changed which came since the last look.
    """
    newest = newest_in(dossier)
    arrival = highest_in(dossier).arrival
    if held is not None and not held.stands(dossier, newest):
        held = None
    filed = held.filed if held else on_file(dossier)
    standing = _standing(filed)
    sheets = [_sheet(one, standing) for one in filed]
    findings = check(_questions(dossier, standing), sheets, held.gathered if held else None)
    documents = [_document(one) for one in filed]
    pairs = None if whole else _touched(dossier, filed, documents)
    heard = echoes.echoes(documents, pairs)
    with transaction.atomic():
        dossier.hold()
        _keep_checks(dossier, findings, standing)
        _keep_echoes(dossier, heard, {str(one.source.pk): one.source for one in filed}, pairs)
        Look(dossier=dossier, **newest, arrival=arrival, at=datetime.now(UTC)).save()


def is_due(dossier: Dossier) -> bool:
    """Whether anything was decided, changed or imported since the last look."""
    return is_outdated(Look.objects.filter(dossier=dossier).first(), dossier)


def is_outdated(last: Look | None, dossier: Dossier) -> bool:
    """The same for a last look that is at hand."""
    return last is None or any(getattr(last, name) != value for name, value in newest_in(dossier).items())


def newest_in(dossier: Dossier) -> dict[str, Any]:
    """The last verdict, journal entry and edition; acts on checks and echoes change nothing that is looked at."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, {"dossier": dossier.pk})
        return dict(zip(("position", "entry", "edition"), cursor.fetchone(), strict=True))


def claim_basis(figures: Iterable[Figure]) -> str:
    """SHA-256 over what the standing figures of a claim say and what was decided: another one makes a check stale."""
    rows = sorted(
        [figure.pk, str(figure.low), str(figure.high), figure.unit, figure.as_of, figure.counting_decision]
        for figure in figures
    )
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def check_basis(finding: Finding, bases: Mapping[int, str]) -> str:
    """The same over all the claims that a finding rests on; `bases` by claim number."""
    numbers = sorted(finding.claims)
    return hashlib.sha256(" ".join(bases.get(number, "") for number in numbers).encode()).hexdigest()


def stale_checks(checks: Sequence[CrossCheck]) -> set[int]:
    """The primary keys of those whose claims no longer stand as they did when it was found; one query."""
    found = {row.pk: row.finding for row in checks}
    numbers = {number for finding in found.values() for number in finding.claims}
    dossiers = {row.dossier_id for row in checks}
    figures = Figure.objects.standing().filter(claim__dossier__in=dossiers, claim__number__in=numbers)
    bases = {number: claim_basis(held) for number, held in _by_claim(figures.select_related("claim")).items()}
    return {row.pk for row in checks if check_basis(found[row.pk], bases) != row.basis}


def _standing(filed: Iterable[OnFile]) -> dict[int, Figure]:
    """The standing figures of claims that were not merged; each is printed somewhere, or it would not stand."""
    found: dict[int, Figure] = {}
    for one in filed:
        for mention in one.mentions:
            figure = mention.figure
            figure.source = one.source
            if figure.is_standing and figure.claim.merged_into_id is None:
                found.setdefault(figure.pk, figure)
    return found


def _by_claim(figures: Iterable[Figure]) -> dict[int, list[Figure]]:
    found: dict[int, list[Figure]] = {}
    for figure in figures:
        found.setdefault(figure.claim.number, []).append(figure)
    return found


def _questions(dossier: Dossier, standing: Mapping[int, Figure]) -> list[Question]:
    held = _by_claim(standing.values())
    claims = Claim.objects.in_queue().filter(dossier=dossier).exclude(kind=Kind.TEXT)
    return [
        Question(claim.number, claim.label, claim.kind, claim.unit, tuple(f.statement() for f in held[claim.number]))
        for claim in claims
        if claim.number in held
    ]


def _sheet(one: OnFile, standing: Mapping[int, Figure]) -> Sheet:
    figures = {index: m.figure_id for index, m in enumerate(one.mentions) if m.figure_id in standing}
    return Sheet(one.text, figures)


def _document(one: OnFile) -> echoes.Document:
    source = one.source
    assert source.current is not None
    return echoes.Document(
        key=str(source.pk),
        text=source.current.text,
        language=source.language,
        publisher=source.publisher,
        credit=source.origin.name if source.origin else "",
        masks=tuple(source.current.mask_spans),
        figures=tuple(_printed(mention) for mention in one.mentions if _is_telling(mention)),
    )


def _is_telling(mention: Mention) -> bool:
    """Dates are left out, since every text has them; so is what an editor dismissed."""
    return mention.kind not in (Kind.DATE, Kind.TEXT) and not mention.figure.dismissed


def _printed(mention: Mention) -> echoes.Printed:
    """A print with its value in its base unit, so that equal ones are equal in whatever words."""
    figure = mention.figure
    dimension, factor = base(figure.unit, figure.kind)
    bound = figure.said_low if figure.said_low is not None else figure.said_high
    value = "" if bound is None else f"{(bound * Decimal(factor)).normalize():f}"
    return echoes.Printed(mention.start, mention.end, f"{dimension} {value}")


def _keep_checks(dossier: Dossier, findings: Sequence[Finding], standing: Mapping[int, Figure]) -> None:
    """One row for each key; those not found any more are kept, since an editor may have spoken of them.

    A row that would say the same is not written again: it would stamp its claim as changed for every open page.
    """
    stored = {row.key: row for row in CrossCheck.objects.filter(dossier=dossier)}
    rows = {row.key: row for row in _checks(dossier, findings, standing)}
    gone = [row.pk for key, row in stored.items() if row.current and key not in rows]
    if gone:
        CrossCheck.objects.filter(pk__in=gone).update(current=False)
    CrossCheck.objects.bulk_create(
        [row for key, row in rows.items() if key not in stored or _says(row) != _says(stored[key])],
        update_conflicts=True,
        unique_fields=["dossier", "key"],
        update_fields=["claim", "found", "basis", "strength", "current"],
    )


def _says(row: CrossCheck) -> tuple[object, ...]:
    return row.claim_id, row.found, row.basis, row.strength, row.current


def _checks(dossier: Dossier, findings: Sequence[Finding], standing: Mapping[int, Figure]) -> Iterator[CrossCheck]:
    """The rows of what was found."""
    if not findings:
        return
    claims = dict(dossier.claims.values_list("number", "pk"))
    held = _by_claim(standing.values())
    rests_on = held.keys() & {number for finding in findings for number in finding.claims}
    bases = {number: claim_basis(held[number]) for number in rests_on}
    for finding in findings:
        yield CrossCheck(
            dossier=dossier,
            claim_id=claims[finding.claim],
            key=finding.key,
            found=finding_as_json(finding),
            basis=check_basis(finding, bases),
            strength=finding.strength,
            current=True,
        )


def _touched(
    dossier: Dossier, filed: Sequence[OnFile], documents: Sequence[echoes.Document]
) -> set[echoes.Pair] | None:
    """The pairs to compare again; None for all, where more happened since the last look than that sources came."""
    last = Look.objects.filter(dossier=dossier).first()
    if last is None:
        return None
    acts = Entry.objects.filter(dossier=dossier, pk__gt=last.entry).exclude(subject__in=["check", "echo"])
    fresh = [one.source for one in filed if one.source.current_id and one.source.current_id > last.edition]
    if acts.exclude(act=Act.ADD, subject="source").exists() or any(s.current and s.current.number > 1 for s in fresh):
        return None
    return echoes.touched(documents, {str(source.pk) for source in fresh})


def _keep_echoes(
    dossier: Dossier, heard: Sequence[echoes.Echo], sources: Mapping[str, Source], pairs: set[echoes.Pair] | None
) -> None:
    """One row a pair that has one origin, it seems; `pairs` were looked at, or all."""
    stored = Echo.objects.filter(dossier=dossier)
    if pairs is not None:
        stored = stored.filter(a__in={int(a) for a, _ in pairs}, b__in={int(b) for _, b in pairs})
    held = {(echo.a_id, echo.b_id): echo for echo in stored}
    rows = [_echo(dossier, one, sources) for one in heard if one.score >= echoes.PROPOSED]
    looked_at = held.keys() if pairs is None else {(int(a), int(b)) for a, b in pairs}
    gone = (held.keys() & looked_at) - {(row.a_id, row.b_id) for row in rows}
    if gone:
        Echo.objects.filter(pk__in=[held[pair].pk for pair in gone], proposed=True).update(proposed=False)
    insert(row for row in rows if (row.a_id, row.b_id) not in held)
    Echo.objects.bulk_create(
        [row for row in rows if (was := held.get((row.a_id, row.b_id))) and _heard(row) != _heard(was)],
        update_conflicts=True,
        unique_fields=["a", "b"],
        update_fields=["score", "evidence", "editions", "proposed"],
    )


def _heard(row: Echo) -> tuple[object, ...]:
    return row.score, row.evidence, row.editions, row.proposed


def _echo(dossier: Dossier, one: echoes.Echo, sources: Mapping[str, Source]) -> Echo:
    a, b = sources[one.a], sources[one.b]
    return drafted(
        Echo,
        {"dossier": dossier, "a": a, "b": b},
        score=one.score,
        evidence={
            "wording": one.wording,
            "order": one.order,
            "passages": [{"a": list(p.a), "b": list(p.b), "words": p.words} for p in one.passages],
            "credit": one.credit,
            "named": one.named,
        },
        editions=[source.current.sha256 if source.current else "" for source in (a, b)],
        proposed=True,
    )
