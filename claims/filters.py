"""What the review queue can be narrowed to; the choice lives in the page's address."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import django_filters  # type: ignore[import-untyped]
from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, OuterRef, Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from claims.models import Claim, CrossCheck, Figure, Verdict
from claims.models.claim import ClaimQuerySet, Kind, Status
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
        return f"{source.number} · {source.short_name}"


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

    def __init__(self, data: QueryDict, *, dossier: Dossier, user: User) -> None:
        self.dossier, self.user = dossier, user
        super().__init__(data, queryset=Claim.objects.filter(dossier=dossier).in_queue())
        fields = self.form.fields
        fields["source"].queryset = Source.objects.filter(dossier=dossier).for_page()
        fields["origin"].queryset = Origin.objects.filter(dossier=dossier)
        fields["editor"].queryset = get_user_model().objects.filter(verdicts__dossier=dossier).distinct()
        fields["assigned"].choices = self._assignable
        fields["kind"].choices, fields["unit"].choices = self._counted()

    @cached_property
    def people(self) -> list[User]:
        """Whoever may decide, by name."""
        found = get_user_model().objects.with_perm("claims.decide_figure", backend=BACKEND)
        return sorted(found, key=lambda user: (user.get_full_name() or user.get_username()).casefold())

    def _assignable(self) -> list[tuple[str, str]]:
        """Called once the choices are wanted."""
        people = [(str(user.pk), user.get_full_name() or user.get_username()) for user in self.people]
        return [("me", str(_("me"))), ("nobody", str(_("nobody"))), *people]

    def _counted(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """The kinds and units of the dossier's claims, each with how many there are; in one query."""
        found = Claim.objects.filter(dossier=self.dossier, merged_into=None).order_by("kind", "unit")
        kinds: dict[str, int] = {}
        units: dict[str, int] = {}
        for kind, unit, count in found.values_list("kind", "unit").annotate(Count("pk")):
            kinds[kind] = kinds.get(kind, 0) + count
            if unit and unit != kind:
                units[unit] = units.get(unit, 0) + count
        every = ("", str(_("all")))
        return (
            [every, *((value, f"{label} ({kinds[value]})") for value, label in Kind.choices if value in kinds)],
            [every, *((unit, f"{unit} ({count})") for unit, count in sorted(units.items()))],
        )

    @property
    def order(self) -> tuple[str, ...]:
        """The fields by which the queue is sorted."""
        return SORTS.get(self.chosen.get("sort", ""), SORTS[""])

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
