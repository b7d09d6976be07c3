"""What an editor sends. Each form carries what its author had seen and a key that makes a repeat harmless."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from claims import editing
from claims.models import Claim, Figure, Verdict
from claims.models.figure import Outcome
from claims.models.verdict import Decision
from claims.remembering import fresh_key

if TYPE_CHECKING:
    from dealdesk.models import User


OFFERED = 100


class ActForm(forms.Form):
    """Reason, evidence and idempotency key. `name` starts the ids of its fields; `fresh_key` serves the next try."""

    key = forms.UUIDField(required=False)
    reason = forms.CharField(required=False)
    evidence_url = forms.URLField(
        label=_("Evidence (web address)"), required=False, max_length=1000, assume_scheme="https"
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, name: str) -> None:
        super().__init__(data)
        self.name = name

    @cached_property
    def fresh_key(self) -> str:
        return fresh_key()

    @property
    def reason_error(self) -> str:
        return " ".join(map(str, self.errors.get("reason", []))) if self.is_bound else ""

    @property
    def other_errors(self) -> list[str]:
        """What was refused, except for the reason, beside which its own message stands."""
        return [str(message) for name, found in self.errors.items() if name != "reason" for message in found]


class DecisionForm(ActForm):
    """One figure's verdict. `contest_rivals` confirms it and contests the confirmed figures that it conflicts with."""

    outcome = forms.CharField(required=False)
    contest_rivals = forms.BooleanField(required=False)
    seen = forms.IntegerField(required=False, min_value=0)

    def decisions(self, figure: int) -> list[Decision]:
        sent = self.cleaned_data
        if not sent["contest_rivals"]:
            return [Decision(figure, sent["outcome"], sent["seen"])]
        rivals = seen_numbers(self.data)
        contested = (Decision(pk, Outcome.CONTESTED, number) for pk, number in rivals.items() if pk != figure)
        return [Decision(figure, Outcome.CONFIRMED, sent["seen"]), *contested]

    def record(self, figure: int, claim: int, *, by: User) -> list[Verdict]:
        """On the figure and the claim of these keys."""
        return _record(self, self.decisions(figure), claim, by)


class VersionForm(ActForm):
    """Confirms the figures named by `confirm` and contests those named by `contest`, as the page that sent it said."""

    def decisions(self) -> list[Decision]:
        seen = seen_numbers(self.data)
        return [
            Decision(pk, outcome, seen.get(pk))
            for name, outcome in (("confirm", Outcome.CONFIRMED), ("contest", Outcome.CONTESTED))
            for pk in _numbers(self.data, name)
        ]

    def record(self, claim: Claim, *, by: User) -> list[Verdict]:
        return _record(self, self.decisions(), claim.pk, by)


class CommentForm(forms.Form):
    """What is said about a claim; `fresh_key` serves the next try."""

    text = forms.CharField(required=False)
    key = forms.UUIDField(required=False)

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)

    @cached_property
    def fresh_key(self) -> str:
        return fresh_key()

    @property
    def refusals(self) -> list[str]:
        return [str(message) for found in self.errors.values() for message in found]


class RenameForm(forms.Form):
    label = forms.CharField(label=_("New label"), max_length=200)


class MergeForm(forms.Form):
    """Which claim, by its number, takes the figures of `claim`."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, claim: Claim) -> None:
        super().__init__(data)
        self.fields["into"] = forms.ModelChoiceField(alike(claim), to_field_name="number")


class MoveForm(forms.Form):
    """The number of another claim, or the label of a new one."""

    label = forms.CharField(required=False, max_length=200)

    def __init__(self, data: Mapping[str, Any] | None = None, *, claim: Claim) -> None:
        super().__init__(data)
        self.fields["to"] = forms.ModelChoiceField(alike(claim), to_field_name="number", required=False)

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or {}
        if bool(sent.get("to")) == bool(sent.get("label")):
            raise forms.ValidationError(_("Choose one: a claim or a new label."))
        return sent

    def move(self, figure: Figure, by: User, reason: str) -> None:
        if self.cleaned_data["label"]:
            editing.split_claim([figure], self.cleaned_data["label"], by=by, reason=reason)
        else:
            editing.move_figure(figure, self.cleaned_data["to"], by=by, reason=reason)


def alike(claim: Claim) -> QuerySet[Claim]:
    """The claims that a figure of this one may move to."""
    return Claim.objects.in_queue().filter(dossier=claim.dossier_id, kind=claim.kind).exclude(pk=claim.pk)


def offered(claim: Claim) -> list[tuple[int, str]]:
    """Number and label of the first of them, as a list offers them."""
    return list(alike(claim).values_list("number", "label")[:OFFERED])


def _record(form: ActForm, decisions: list[Decision], claim_id: int, by: User) -> list[Verdict]:
    """Record the decisions; refused where one is on a figure of another claim than the page's."""
    sent = form.cleaned_data
    return Verdict.objects.record(
        decisions,
        by=by,
        key=sent["key"],
        reason=sent["reason"],
        evidence_url=sent["evidence_url"],
        claim=claim_id,
    )


def seen_numbers(data: Mapping[str, Any]) -> dict[int, int]:
    """The verdict numbers that the page showed, by figure: `seen_12=3` gives {12: 3}.

    >>> seen_numbers({"seen_12": "3", "seen_x": "1", "seen": "4", "seen_9": "nine"})
    {12: 3}
    """
    found = {}
    for name, value in data.items():
        pk = name.removeprefix("seen_")
        if name.startswith("seen_") and _is_number(pk) and _is_number(value):
            found[int(pk)] = int(value)
    return found


def _numbers(data: Mapping[str, Any], name: str) -> Iterable[int]:
    values = data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
    return [int(value) for value in values if _is_number(value)]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 18
