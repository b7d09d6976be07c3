"""Acts that put many rows elsewhere, and the one that takes whole acts back: what their bulk pages show and do."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.template.defaultfilters import truncatechars
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from claims import bulk
from claims.admin.tables import CLAIMS, FIGURES, BulkAct, Table, because
from claims.models import Claim, Entry, Figure
from claims.models.journal import types
from sources.admin import change_link


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


def changed(entry: Entry) -> str:
    """`label: before → after`, field by field."""
    parts = (f"{name}: {entry.before.get(name)} → {value}" for name, value in entry.after.items())
    return truncatechars("; ".join(parts), 160)


def _entry_cells(entry: Entry) -> tuple[object, ...]:
    model: Any = types[entry.subject]
    subject = change_link(model, entry.subject_id, f"{model._meta.verbose_name} {entry.subject_id}")
    return (entry.get_act_display(), subject, changed(entry), entry.by, entry.at)


ENTRIES = Table(
    Entry,
    (gettext_lazy("Act"), gettext_lazy("Subject"), gettext_lazy("Change"), gettext_lazy("By"), gettext_lazy("At")),
    lambda entries: entries.select_related("by", "undone_by").order_by("-pk"),
    _entry_cells,
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
    pointless=lambda entry: because(not hasattr(entry, "undone_by"), lambda: _("already undone")),
    write=bulk.undo,
    record=Entry,
    whole=True,
    widen=whole_acts,
)
