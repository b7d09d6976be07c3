"""What the review queue can be narrowed to; the choice lives in the page's address."""

from __future__ import annotations

import django_filters  # type: ignore[import-untyped]
from django import forms
from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from claims.models import Claim, CrossCheck, Figure
from claims.models.claim import ClaimQuerySet, Kind, Status
from claims.search import claims_with
from sources.models import Dossier, Source

NAMES = ("status", "decided", "kind", "source", "has", "q")


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
    source = SourceFilter(
        label=_("Source"),
        queryset=Source.objects.none(),
        to_field_name="number",
        empty_label=_("all"),
        method="by_source",
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

    class Meta:
        model = Claim
        fields: list[str] = []

    def __init__(self, data: QueryDict, *, dossier: Dossier) -> None:
        self.dossier = dossier
        super().__init__(data, queryset=Claim.objects.filter(dossier=dossier).in_queue())
        self.form.fields["source"].queryset = Source.objects.filter(dossier=dossier).for_page()

    @property
    def chosen(self) -> dict[str, str]:
        """The filters in force, by name, as the address spells them."""
        self.form.is_valid()
        return {name: str(self.data[name]) for name in NAMES if self.form.cleaned_data.get(name)}

    def by_decided(self, claims: ClaimQuerySet, name: str, value: str) -> ClaimQuerySet:
        if value == "no":
            return claims.filter(undecided_count__gt=0)
        return claims.filter(dispute_count__gt=0, undecided_count=0)

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

    def by_words(self, claims: ClaimQuerySet, name: str, value: str) -> ClaimQuerySet:
        found = claims_with(value, self.dossier.pk)
        return claims if found is None else claims.filter(pk__in=found)
