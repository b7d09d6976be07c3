"""What the bulk page shows and does: tables of exact rows, and the acts that are offered on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import Model, Prefetch, QuerySet
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from claims import bulk, editing
from claims.admin import showing
from claims.models import Claim, Entry, Figure, Mention, Verdict
from claims.models.figure import Outcome
from sources.admin import change_link
from sources.models import Source

if TYPE_CHECKING:
    from dealdesk.models import User


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the page. `seen`: the number of the last verdict shown; `left_out`: why the act passes it by."""

    pk: int
    seen: int
    cells: tuple[object, ...]
    left_out: str


@dataclass(frozen=True, slots=True)
class Table:
    """`fetch` takes a queryset of `model` and returns rows ready to show, in the order of the page."""

    model: type[Model]
    headings: tuple[str | Promise, ...]
    fetch: Callable[[Any], Iterable[Any]]
    cells: Callable[[Any], tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class BulkAct:
    """An act on the rows of `table`. `heading` takes the number of rows; `pointless` says why a row is left out.

    `goals` are the rows that the act can lead to, of which one is chosen. A `whole` act leaves no row out by hand;
    `widen` says which rows the ticked ones stand for.
    """

    name: str
    label: str | Promise
    heading: Callable[[int], str]
    explanation: str | Promise
    table: Table
    pointless: Callable[[Any], str]
    write: Callable[[bulk.Submission, User], list[Any]]
    record: type[Model]
    needs_reason: bool = False
    takes_evidence: bool = False
    permission: str = "claims.decide_in_bulk"
    goals: Callable[[list[int]], list[tuple[str, str]]] | None = None
    goal_label: str | Promise = ""
    whole: bool = False
    widen: Callable[[Any], QuerySet[Any]] = lambda ticked: ticked

    def rows(self, keys: Iterable[int]) -> list[Row]:
        found = self.table.fetch(self.table.model._default_manager.filter(pk__in=list(keys)))
        return [
            Row(row.pk, getattr(row, "verdict_number", 0), self.table.cells(row), self.pointless(row)) for row in found
        ]


def first_mentions() -> QuerySet[Mention]:
    """Mentions with what a list shows of them, those of the newest edition first."""
    return Mention.objects.standing().only("figure_id", "edition_id", "start", "quote").order_by("-edition_id", "start")


def fetch_figures(figures: QuerySet[Figure]) -> Iterable[Figure]:
    verdicts = Verdict.objects.select_related("by").defer("judged").order_by("-number")
    return (
        figures.select_related("claim", "source")
        .prefetch_related(Prefetch("mentions", first_mentions()), Prefetch("verdicts", verdicts))
        .order_by("claim__number", "low", "source__number", "pk")
    )


def last_verdict(figure: Figure) -> SafeString:
    """What was decided, by whom and why."""
    shown, last = showing.decision(figure), next(iter(figure.verdicts.all()), None)
    if last is None:
        return shown
    shown = shown if figure.decision else showing.outcome(last.outcome)
    by = _("by %(name)s") % {"name": last.by}
    return format_html('{} <span class="by">{}</span> <span class="why">{}</span>', shown, by, last.reason)


def figure_cells(figure: Figure) -> tuple[object, ...]:
    return (
        change_link(Claim, figure.claim_id, figure.claim),
        change_link(Source, figure.source_id, figure.source.short_name),
        format_html('<span class="quote">{}</span>', showing.quote(figure) or "–"),
        showing.figure_link(figure),
        last_verdict(figure),
    )


FIGURES = Table(
    Figure,
    (
        gettext_lazy("Claim"),
        gettext_lazy("Source"),
        gettext_lazy("As printed"),
        gettext_lazy("Value"),
        gettext_lazy("Verdict now"),
    ),
    fetch_figures,
    figure_cells,
)
CLAIMS = Table(
    Claim,
    (gettext_lazy("Claim"), gettext_lazy("Status"), gettext_lazy("Sources")),
    lambda claims: claims.order_by("number"),
    lambda claim: (change_link(Claim, claim.pk, claim), showing.status(claim.status), claim.source_count),
)
SOURCES = Table(
    Source,
    (gettext_lazy("Source"), gettext_lazy("Title"), gettext_lazy("Published on")),
    lambda sources: sources.order_by("number"),
    lambda source: (source.number, change_link(Source, source.pk, source), source.published_on or "–"),
)


def because(applies: bool, why: Callable[[], str]) -> str:
    return "" if applies else why()


def without_verdict(figure: Figure) -> str:
    return because(bool(figure.decision), lambda: _("there is no verdict to withdraw"))


def journalled(table: Table, act: Callable[..., Entry], pointless: Callable[[Any], str], **more: Any) -> dict[str, Any]:
    """The parts that all journalled acts share."""
    write = partial(bulk.change, table.model, act, pointless)
    return {"table": table, "pointless": pointless, "write": write, "record": Entry, **more}


def deciding(outcome: Outcome, pointless: Callable[[Figure], str], **more: Any) -> dict[str, Any]:
    return {"table": FIGURES, "pointless": pointless, "write": partial(bulk.decide, outcome), "record": Verdict, **more}


CONFIRM = BulkAct(
    "confirm",
    gettext_lazy("Confirm figures…"),
    lambda n: ngettext("Confirm %(count)d figure", "Confirm %(count)d figures", n) % {"count": n},
    gettext_lazy("Each figure gets one verdict, confirmed, with the reason below. All are written, or none."),
    **deciding(Outcome.CONFIRMED, showing.standing, takes_evidence=True),
)
CONTEST = BulkAct(
    "contest",
    gettext_lazy("Contest figures…"),
    lambda n: ngettext("Contest %(count)d figure", "Contest %(count)d figures", n) % {"count": n},
    gettext_lazy("Each figure gets one verdict, contested, with the reason below. All are written, or none."),
    **deciding(Outcome.CONTESTED, showing.standing, needs_reason=True, takes_evidence=True),
)
WITHDRAW = BulkAct(
    "withdraw",
    gettext_lazy("Withdraw verdicts…"),
    lambda n: ngettext("Withdraw %(count)d verdict", "Withdraw %(count)d verdicts", n) % {"count": n},
    gettext_lazy("The verdicts stay in the record; a new row says that they were withdrawn. All are written, or none."),
    **deciding(Outcome.WITHDRAWN, without_verdict),
)
DISMISS = BulkAct(
    "dismiss",
    gettext_lazy("Dismiss figures…"),
    lambda n: ngettext("Dismiss %(count)d figure", "Dismiss %(count)d figures", n) % {"count": n},
    gettext_lazy(
        "They no longer count: no figures, or not of this story. They stay in the record and can be restored."
    ),
    **journalled(FIGURES, Figure.dismiss, lambda f: because(not f.dismissed, lambda: _("already dismissed"))),
)
RESTORE = BulkAct(
    "restore",
    gettext_lazy("Restore dismissed figures…"),
    lambda n: ngettext("Restore %(count)d figure", "Restore %(count)d figures", n) % {"count": n},
    gettext_lazy("They count again, with the verdicts that they had."),
    **journalled(FIGURES, Figure.restore, lambda f: because(f.dismissed, lambda: _("not dismissed"))),
)
PIN = BulkAct(
    "pin",
    gettext_lazy("Pin claims to the sheet…"),
    lambda n: ngettext("Pin %(count)d claim to the sheet", "Pin %(count)d claims to the sheet", n) % {"count": n},
    gettext_lazy("Pinned claims go on the fact sheet even where a single origin answers them."),
    **journalled(CLAIMS, Claim.pin, lambda c: because(not c.pinned, lambda: _("already pinned"))),
)
UNPIN = BulkAct(
    "unpin",
    gettext_lazy("Unpin claims…"),
    lambda n: ngettext("Unpin %(count)d claim", "Unpin %(count)d claims", n) % {"count": n},
    gettext_lazy("Claims that a single origin answers leave the fact sheet."),
    **journalled(CLAIMS, Claim.unpin, lambda c: because(c.pinned, lambda: _("not pinned"))),
)
WITHDRAW_SOURCE = BulkAct(
    "withdraw",
    gettext_lazy("Withdraw sources…"),
    lambda n: ngettext("Withdraw %(count)d source", "Withdraw %(count)d sources", n) % {"count": n},
    gettext_lazy(
        "Their figures no longer count, and the fact sheet says that they were withdrawn. Nothing is deleted."
    ),
    needs_reason=True,
    permission="sources.change_source",
    **journalled(SOURCES, editing.withdraw_source, lambda s: because(not s.withdrawn, lambda: _("already withdrawn"))),
)
RESTORE_SOURCE = BulkAct(
    "restore",
    gettext_lazy("Restore withdrawn sources…"),
    lambda n: ngettext("Restore %(count)d source", "Restore %(count)d sources", n) % {"count": n},
    gettext_lazy("Their figures count again, with the verdicts that they had."),
    permission="sources.change_source",
    **journalled(SOURCES, editing.restore_source, lambda s: because(s.withdrawn, lambda: _("not withdrawn"))),
)

FIGURE_ACTS = (CONFIRM, CONTEST, WITHDRAW, DISMISS, RESTORE)
CLAIM_ACTS = (CONFIRM, CONTEST, WITHDRAW, PIN, UNPIN)
SOURCE_ACTS = (WITHDRAW_SOURCE, RESTORE_SOURCE)
