"""What the review queue can be narrowed to; the choice lives in the page's address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import django_filters  # type: ignore[import-untyped]
from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from claims.models import Claim, CrossCheck, Figure, Verdict
from claims.models.claim import ClaimQuerySet, Kind, Status
from claims.models.tally import Tally, tally_of
from claims.pulse import Pulse
from claims.remembering import known
from claims.search import claims_with
from sources.models import Dossier, Origin, Source

if TYPE_CHECKING:
    from dealdesk.models import User

NAMES = ("status", "decided", "kind", "unit", "source", "origin", "editor", "assigned", "has", "q", "sort")
BACKEND = "django.contrib.auth.backends.ModelBackend"  # the one that knows roles; others only guard the door
# The fields by which the queue is sorted; each order ends in the claim's number, so that none is ever ambiguous.
SORTS: dict[str, tuple[str, ...]] = {
    "": ("urgency", "number"),
    "kind": ("kind", "unit", "urgency", "number"),
    "label": ("label", "number"),
    "sources": ("-source_count", "number"),
    "newest": ("-number",),
}


class SourceChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, source: Source) -> str:
        return _numbered(source.number, source.short_name)


def _numbered(number: int, name: str) -> str:
    return f"{number} · {name}"


class SourceFilter(django_filters.ModelChoiceFilter):  # type: ignore[misc]
    field_class = SourceChoice


class ClaimFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters over the claims of one dossier; a value that is no choice narrows nothing."""

    status = django_filters.ChoiceFilter(label=_("Status"), choices=Status.choices, empty_label=_("all"))
    decided = django_filters.ChoiceFilter(
        label=_("Decisions"),
        choices=[("no", _("still to decide")), ("yes", _("all decided"))],
        empty_label=_("any"),
        method="by_decided",
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Kind.choices, empty_label=_("all"))
    unit = django_filters.ChoiceFilter(label=_("Unit"), choices=[], empty_label=_("all"))
    source = SourceFilter(
        label=_("Source"),
        queryset=Source.objects.none(),
        to_field_name="number",
        empty_label=_("all"),
        method="by_source",
    )
    origin = django_filters.ModelChoiceFilter(
        label=_("Origin"), queryset=Origin.objects.none(), empty_label=_("all"), method="by_origin"
    )
    editor = django_filters.ModelChoiceFilter(
        label=_("Decided by"), queryset=get_user_model().objects.none(), empty_label=_("anyone"), method="by_editor"
    )
    assigned = django_filters.ChoiceFilter(
        label=_("Assigned to"), choices=[], empty_label=_("anyone"), method="by_assigned"
    )
    has = django_filters.ChoiceFilter(
        label=_("Only with"),
        choices=[
            ("check", _("a cross-check")),
            ("new", _("figures of the last import")),
            ("doubt", _("figures in an uncertain place")),
            ("stale", _("verdicts out of date")),
        ],
        empty_label=_("anything"),
        method="by_what_it_has",
    )
    q = django_filters.CharFilter(label=_("Words in labels, quotes and sources"), method="by_words")

    sort = django_filters.ChoiceFilter(
        label=_("Order"),
        choices=[
            ("kind", _("by kind")),
            ("label", _("by label")),
            ("sources", _("most sources first")),
            ("newest", _("newest first")),
        ],
        empty_label=_("what waits first"),
        method="by_order",
    )

    class Meta:
        model = Claim
        fields: list[str] = []

    def __init__(self, data: QueryDict, *, lists: Filters) -> None:
        self.lists, self.dossier, self.user = lists, lists.dossier, lists.user
        super().__init__(data, queryset=lists.all)
        fields = self.form.fields
        fields["source"].queryset = Source.objects.filter(dossier=self.dossier).for_page()
        fields["origin"].queryset = Origin.objects.filter(dossier=self.dossier)
        verdicts = Verdict.objects.filter(dossier=self.dossier, by=OuterRef("pk"))
        fields["editor"].queryset = get_user_model().objects.filter(Exists(verdicts))
        fields["assigned"].choices = self._assignable
        fields["kind"].choices, fields["unit"].choices = self._kinds, self._units

    def options(self) -> Iterator[tuple[BoundField, list[tuple[str, str]]]]:
        """The lists to choose from on the page, each with its options, whose rows are asked for once."""
        held = {
            "source": [(str(number), _numbered(number, name)) for number, name in self.lists.sources],
            "origin": [(str(origin.pk), str(origin)) for origin in self.lists.origins],
        }
        for name in ("decided", "kind", "unit", "source", "origin", "editor", "assigned", "has", "sort"):
            field: Any = self.form[name].field
            if name in held:
                yield self.form[name], [("", str(field.empty_label)), *held[name]]
            else:
                yield self.form[name], [(str(value), str(label)) for value, label in field.choices]

    def _assignable(self) -> list[tuple[str, str]]:
        """Called once the choices are wanted."""
        people = [(str(user.pk), user.get_full_name() or user.get_username()) for user in self.lists.people]
        return [("me", str(_("me"))), ("nobody", str(_("nobody"))), *people]

    def _kinds(self) -> list[tuple[str, str]]:
        """The kinds of the dossier's claims, each with how many there are."""
        kinds = self.lists.tally.kinds
        counted = ((value, f"{label} ({kinds[value]})") for value, label in Kind.choices if value in kinds)
        return [("", str(_("all"))), *counted]

    def _units(self) -> list[tuple[str, str]]:
        units = sorted(self.lists.tally.units.items())
        return [("", str(_("all"))), *((unit, f"{unit} ({n})") for unit, n in units)]

    @property
    def chosen(self) -> dict[str, str]:
        """The filters in force, by name, as the address spells them."""
        self.form.is_valid()
        return {name: str(self.data[name]) for name in NAMES if self.form.cleaned_data.get(name)}

    def by_decided(self, claims: ClaimQuerySet, name: str, value: str) -> ClaimQuerySet:
        if value == "no":
            return claims.filter(undecided_count__gt=0)
        return claims.filter(dispute_count__gt=0, undecided_count=0)

    def by_assigned(self, claims: ClaimQuerySet, name: str, value: str) -> ClaimQuerySet:
        if value == "nobody":
            return claims.filter(assigned_to=None)
        return claims.filter(assigned_to=self.user.pk if value == "me" else int(value))

    def by_what_it_has(self, claims: ClaimQuerySet, name: str, value: str) -> ClaimQuerySet:
        mine = Figure.objects.standing().filter(claim=OuterRef("pk"))
        held = {
            "check": CrossCheck.objects.filter(claim=OuterRef("pk"), current=True, coincidence=False),
            "new": mine.filter(arrival=OuterRef("dossier__look__arrival"), arrival__gt=1),
            "doubt": mine.doubtful(),
            "stale": mine.filter(stale=True),
        }
        return claims.filter(Exists(held[value]))

    def by_source(self, claims: ClaimQuerySet, name: str, value: Source) -> ClaimQuerySet:
        return claims.filter(pk__in=value.figures.standing().values("claim"))

    def by_origin(self, claims: ClaimQuerySet, name: str, value: Origin) -> ClaimQuerySet:
        """Where a figure credits the origin itself, or comes from a source of it."""
        own = Q(origin=value) | Q(origin=None, source__origin=value)
        return claims.filter(Exists(Figure.objects.standing().filter(own, claim=OuterRef("pk"))))

    def by_editor(self, claims: ClaimQuerySet, name: str, value: User) -> ClaimQuerySet:
        return claims.filter(Exists(Verdict.objects.filter(figure__claim=OuterRef("pk"), by=value)))

    def by_order(self, claims: ClaimQuerySet, name: str, value: str) -> ClaimQuerySet:
        return claims.order_by(*SORTS[value])

    def by_words(self, claims: ClaimQuerySet, name: str, value: str) -> ClaimQuerySet:
        found = claims_with(value, self.dossier.pk)
        return claims if found is None else claims.filter(pk__in=found)


@dataclass
class Filters:
    """What the address asks of the queue, and the lists to choose from. The forms are only made where one is needed.

    The lists are asked for once for all pages, as long as the stamps of the dossier stay.
    """

    data: QueryDict
    user: User
    pulse: Pulse

    @property
    def dossier(self) -> Dossier:
        return self.pulse.dossier

    @cached_property
    def full(self) -> ClaimFilter:
        return ClaimFilter(self.data, lists=self)

    @cached_property
    def chosen(self) -> dict[str, str]:
        """The filters in force, by name, as the address spells them."""
        return self.full.chosen if any(self.data.get(name) for name in NAMES) else {}

    @property
    def all(self) -> ClaimQuerySet:
        return Claim.objects.filter(dossier=self.dossier).in_queue()

    @cached_property
    def claims(self) -> ClaimQuerySet:
        """What the queue lists, in its order."""
        found: ClaimQuerySet = self.full.qs if self.chosen else self.all
        return found

    @property
    def order(self) -> tuple[str, ...]:
        """The fields by which the queue is sorted."""
        return SORTS.get(self.chosen.get("sort", ""), SORTS[""])

    @cached_property
    def sources(self) -> list[tuple[int, str]]:
        """The number and the short name of each source of the dossier."""
        rows = Source.objects.filter(dossier=self.dossier).order_by("number")
        return known(
            self.pulse.under("sources", "ground"),
            lambda: [
                (n, publisher or title) for n, publisher, title in rows.values_list("number", "publisher", "title")
            ],
        )

    @cached_property
    def origins(self) -> list[Origin]:
        return known(self.pulse.under("origins", "ground"), lambda: list(self.dossier.origins.all()))

    @cached_property
    def tally(self) -> Tally:
        return known(self.pulse.under("tally", "claims"), lambda: tally_of(self.dossier.pk))

    @cached_property
    def people(self) -> list[User]:
        """Whoever may decide, by name."""
        rights = self.pulse.stamps.people
        return known(None if rights is None else ("people", rights), _who_may_decide)

    @property
    def shown(self) -> tuple[Any, ...] | None:
        """All that the lists are made from, see claims.remembering."""
        key = self.pulse.under("lists", "ground", "people")
        editors = known(self.pulse.under("editors", "claims"), self._editors)
        counts = (tuple(sorted(counter.items())) for counter in (self.tally.kinds, self.tally.units))
        return key and (*key, *self.chosen.items(), *editors, *counts)

    def _editors(self) -> tuple[int, ...]:
        verdicts = Verdict.objects.filter(dossier=self.dossier, by=OuterRef("pk"))
        return tuple(get_user_model().objects.filter(Exists(verdicts)).order_by("pk").values_list("pk", flat=True))


def _who_may_decide() -> list[User]:
    found = get_user_model().objects.with_perm("claims.decide_figure", backend=BACKEND)
    return sorted(found, key=lambda user: ((user.get_full_name() or user.get_username()).casefold(), user.pk))
