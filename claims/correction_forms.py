"""The forms of an editor's hand on one figure or one text; each carries what its author had seen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims import adding, correcting, locating
from claims.models import Claim, Entry, Figure
from claims.models.claim import Kind
from sources.models import Dossier, Origin, Source

if TYPE_CHECKING:
    from dealdesk.models import User


OFFERED = 300  # claims that a page lists to choose from


class HandForm(forms.Form):
    """`refusals` are the sentences to show beside the form that was sent."""

    reason = forms.CharField(required=False, max_length=1000)

    @property
    def refusals(self) -> list[str]:
        return [str(message) for found in self.errors.values() for message in found] if self.is_bound else []


class FigureForm(HandForm):
    """`shown` is the token of the figure that the page showed."""

    act = ""
    shown = forms.CharField(required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, figure: Figure) -> None:
        super().__init__(data)
        self.figure = figure

    def record(self, by: User) -> Entry:
        raise NotImplementedError


class ValueForm(FigureForm):
    act = "value"
    words = forms.CharField(required=False, max_length=300, strip=True)

    def record(self, by: User) -> Entry:
        sent = self.cleaned_data
        return correcting.correct_value(self.figure, sent["words"], by=by, seen=sent["shown"], reason=sent["reason"])


class FactsForm(FigureForm):
    """An origin of the dossier, or the name of a new one, which wins over the choice that the page made by itself."""

    act = "facts"
    as_of = forms.CharField(required=False, max_length=20)
    new_origin = forms.CharField(required=False, max_length=200)

    def __init__(self, data: Mapping[str, Any] | None = None, *, figure: Figure) -> None:
        super().__init__(data, figure=figure)
        origins = Origin.objects.filter(dossier=figure.claim.dossier_id)
        self.fields["origin"] = forms.ModelChoiceField(origins, required=False)

    def clean_as_of(self) -> str:
        return correcting.checked_as_of(self.cleaned_data["as_of"])

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or {}
        if sent.get("new_origin") and sent.get("origin") not in {None, self.figure.origin}:
            raise forms.ValidationError(_("Choose one: an origin of the list or a new name."))
        return sent

    def record(self, by: User) -> Entry:
        sent = self.cleaned_data
        origin = sent["new_origin"] or sent["origin"]
        return correcting.correct_facts(
            self.figure, sent["as_of"], origin, by=by, seen=sent["shown"], reason=sent["reason"]
        )


class AddForm(HandForm):
    """A place in the source's text, the claim that it answers or the label of a new one, and how to read it.

    The script sends `start` and `end` in code points of the text as it is rendered; without it the quote is looked up,
    and `place` is the chosen one of several.
    """

    edition = forms.CharField(required=False, max_length=64)
    quote = forms.CharField(required=False, max_length=locating.LONGEST, strip=False)
    start = forms.IntegerField(required=False, min_value=0)
    end = forms.IntegerField(required=False, min_value=0)
    place = forms.IntegerField(required=False, min_value=0)
    label = forms.CharField(required=False, max_length=200)
    read_as = forms.CharField(required=False, max_length=200)

    def __init__(self, data: Mapping[str, Any] | None = None, *, source: Source) -> None:
        super().__init__(data)
        self.source = source
        self.choices: list[locating.Occurrence] = []
        self.standing: Claim | None = None
        claims = Claim.objects.in_queue().filter(dossier=source.dossier_id).exclude(kind=Kind.TEXT)
        self.fields["claim"] = forms.ModelChoiceField(claims, to_field_name="number", required=False)

    def offered(self) -> list[Claim]:
        """The claims to choose from on the page: those that wait first, and the one that was chosen."""
        claims: list[Claim] = list(self.fields["claim"].queryset[:OFFERED])  # type: ignore[attr-defined]
        chosen = self.cleaned_data.get("claim") if self.errors is not None and self.is_bound else None
        return claims if chosen is None or chosen in claims else [chosen, *claims]

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or {}
        if bool(sent.get("claim")) == bool(sent.get("label")):
            raise forms.ValidationError(_("Choose one: a claim or a new label."))
        return sent

    def record(self, by: User) -> Figure:
        """Add it. What is refused keeps, for the page, the places to choose from or the claim that holds it already."""
        sent = self.cleaned_data
        selection = locating.Selection(
            edition=sent["edition"],
            quote=sent["quote"],
            start=sent["start"],
            end=sent["end"],
            place=sent["place"],
            read_as=sent["read_as"],
        )
        try:
            return adding.add_figure(
                self.source, selection, claim=sent["claim"], label=sent["label"], by=by, reason=sent["reason"]
            )
        except locating.PrintedOften as refusal:
            self.choices = refusal.occurrences
            raise
        except adding.StandsAlready as refusal:
            self.standing = refusal.claim
            raise


class AnswerForm(HandForm):
    """What a source says in answer to a claim in words, or to a new one: its quote, and the answer in short."""

    label = forms.CharField(required=False, max_length=200)
    edition = forms.CharField(required=False, max_length=64)
    quote = forms.CharField(required=False, max_length=locating.LONGEST, strip=False)
    place = forms.IntegerField(required=False, min_value=0)
    answer = forms.CharField(required=False, max_length=300)

    def __init__(self, data: Mapping[str, Any] | None = None, *, dossier: Dossier, claim: Claim | None) -> None:
        super().__init__(data)
        self.claim = claim
        self.choices: list[locating.Occurrence] = []
        sources = dossier.sources.filter(withdrawn=False).exclude(current=None).for_page()
        self.fields["source"] = forms.ModelChoiceField(sources.select_related("current"), to_field_name="number")

    def record(self, by: User) -> Figure:
        """Add it. The quote is looked up in the source's newest text; PrintedOften keeps the places to choose from."""
        sent = self.cleaned_data
        source: Source = sent["source"]
        edition = sent["edition"] or (source.current.sha256 if source.current else "")
        chosen = locating.Selection(edition=edition, quote=sent["quote"], place=sent["place"])
        try:
            return adding.add_answer(
                source, chosen, sent["answer"], claim=self.claim, label=sent["label"], by=by, reason=sent["reason"]
            )
        except locating.PrintedOften as refusal:
            self.choices = refusal.occurrences
            raise


__all__ = ["AddForm", "AnswerForm", "FactsForm", "FigureForm", "HandForm", "ValueForm"]
