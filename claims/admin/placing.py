"""Acts that put many rows elsewhere, and the one that takes whole acts back: what their bulk pages show and do."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from claims import bulk
from claims.admin.tables import CLAIMS, FIGURES, BulkAct, Table, because
from claims.chronicle import Line, Subjects
from claims.models import Claim, Entry, Figure


def claims_to_take(keys: list[int]) -> list[tuple[str, str]]:
    """The claims that can take these figures: of their dossier and of their kinds."""
    figures = Figure.objects.filter(pk__in=keys)
    found = Claim.objects.in_queue().filter(
        dossier__in=figures.values("claim__dossier"), kind__in=figures.values("kind")
    )
    return _options(found)


def claims_among(keys: list[int]) -> list[tuple[str, str]]:
    return _options(Claim.objects.in_queue().filter(pk__in=keys))


def _options(claims: QuerySet[Claim]) -> list[tuple[str, str]]:
    return [(str(claim.pk), f"{claim.label} ({claim.get_kind_display()})") for claim in claims]


def whole_acts(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Every row of the acts that the chosen rows belong to."""
    return Entry.objects.filter(batch__in=entries.order_by().values("batch"))


@dataclass(frozen=True, slots=True)
class Told:
    """A row of the journal in words."""

    pk: int
    line: Line


def _tell(entries: QuerySet[Entry]) -> list[Told]:
    rows = list(entries.select_related("by", "undone_by").order_by("-pk"))
    subjects = Subjects(rows)
    return [Told(entry.pk, subjects.line(entry)) for entry in rows]


def _told_cells(told: Told) -> tuple[object, ...]:
    line = told.line
    changes = [
        _("%(field)s: %(before)s → %(after)s") % {"field": one.field, "before": one.before, "after": one.after}
        for one in line.changes
    ]
    about = " · ".join(filter(None, [line.subject, *line.quotes]))
    return (line.what, about, format_html_join("", "<div>{}</div>", ((one,) for one in changes)), line.by, line.at)


ENTRIES = Table(
    Entry,
    (gettext_lazy("Act"), gettext_lazy("Subject"), gettext_lazy("Change"), gettext_lazy("By"), gettext_lazy("At")),
    _tell,
    _told_cells,
)

MOVE = BulkAct(
    "move",
    gettext_lazy("Move figures to a claim…"),
    lambda n: ngettext("Move %(count)d figure", "Move %(count)d figures", n) % {"count": n},
    gettext_lazy("They answer the claim that you choose, and their verdicts become stale. All are moved, or none."),
    table=FIGURES,
    pointless=lambda figure: "",
    write=bulk.move,
    record=Entry,
    goals=claims_to_take,
    goal_label=gettext_lazy("Claim that takes them"),
)
MERGE = BulkAct(
    "merge",
    gettext_lazy("Merge claims into one…"),
    lambda n: ngettext("Merge %(count)d claim into one", "Merge %(count)d claims into one", n) % {"count": n},
    gettext_lazy("All their figures answer the claim that you choose; the others say where they went. All, or none."),
    table=CLAIMS,
    pointless=lambda claim: because(claim.merged_into_id is None, lambda: _("already merged")),
    write=bulk.merge,
    record=Entry,
    goals=claims_among,
    goal_label=gettext_lazy("Claim that stays"),
)
UNDO = BulkAct(
    "undo",
    gettext_lazy("Undo whole acts…"),
    lambda n: ngettext("Undo %(count)d row", "Undo %(count)d rows", n) % {"count": n},
    gettext_lazy("Every row of an act is undone, or none: the rows that you did not tick are here too."),
    table=ENTRIES,
    pointless=lambda told: because(not told.line.undone, lambda: _("already undone")),
    write=bulk.undo,
    record=Entry,
    whole=True,
    widen=whole_acts,
)
