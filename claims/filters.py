"""What the review queue can be narrowed to; the choice lives in the page's address."""

from __future__ import annotations

from collections.abc import Iterator
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

    def __init__(self, data: QueryDict, *, dossier: Dossier, user: User) -> None:
        self.dossier, self.user = dossier, user
        super().__init__(data, queryset=Claim.objects.filter(dossier=dossier).in_queue())
        fields = self.form.fields
        fields["source"].queryset = Source.objects.filter(dossier=dossier).for_page()
        fields["origin"].queryset = Origin.objects.filter(dossier=dossier)
        verdicts = Verdict.objects.filter(dossier=dossier, by=OuterRef("pk"))
        fields["editor"].queryset = get_user_model().objects.filter(Exists(verdicts))
        fields["assigned"].choices = self._assignable
        fields["kind"].choices, fields["unit"].choices = self._kinds, self._units

    @cached_property
    def sources(self) -> list[tuple[int, str]]:
        """The number and the short name of each source of the dossier."""
        rows = (
            Source.objects.filter(dossier=self.dossier).order_by("number").values_list("number", "publisher", "title")
        )
        return [(number, publisher or title) for number, publisher, title in rows]

    @cached_property
    def origins(self) -> list[Origin]:
        return list(self.dossier.origins.all())

    @cached_property
    def tally(self) -> Tally:
        return tally_of(self.dossier.pk)

    def options(self) -> Iterator[tuple[BoundField, list[tuple[str, str]]]]:
        """The lists to choose from on the page, each with its options, whose rows are asked for once."""
        held = {
            "source": [(str(number), _numbered(number, name)) for number, name in self.sources],
            "origin": [(str(origin.pk), str(origin)) for origin in self.origins],
        }
        for name in ("decided", "kind", "unit", "source", "origin", "editor", "assigned", "has", "sort"):
            field: Any = self.form[name].field
            if name in held:
                yield self.form[name], [("", str(field.empty_label)), *held[name]]
            else:
                yield self.form[name], [(str(value), str(label)) for value, label in field.choices]

    @cached_property
    def people(self) -> list[User]:
        """Whoever may decide, by name."""
        found = get_user_model().objects.with_perm("claims.decide_figure", backend=BACKEND)
        return sorted(found, key=lambda user: (user.get_full_name() or user.get_username()).casefold())

    def _assignable(self) -> list[tuple[str, str]]:
        """Called once the choices are wanted."""
        people = [(str(user.pk), user.get_full_name() or user.get_username()) for user in self.people]
        return [("me", str(_("me"))), ("nobody", str(_("nobody"))), *people]

    def _kinds(self) -> list[tuple[str, str]]:
        """The kinds of the dossier's claims, each with how many there are."""
        kinds = self.tally.kinds
        counted = ((value, f"{label} ({kinds[value]})") for value, label in Kind.choices if value in kinds)
        return [("", str(_("all"))), *counted]

    def _units(self) -> list[tuple[str, str]]:
        return [("", str(_("all"))), *((unit, f"{unit} ({n})") for unit, n in sorted(self.tally.units.items()))]

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
