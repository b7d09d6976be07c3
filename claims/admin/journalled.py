"""Edits that go through the journal: only what the author changed, refused where it changed meanwhile."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Field, Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from claims.models.journal import type_names
from claims.models.recording import clean_text
from claims.refusals import Refusal
from sources.admin import KeptAdmin


class JournalledForm(forms.ModelForm):  # type: ignore[type-arg]
    """Asks why, and compares with what its author saw (hidden initial values), not with what is stored now."""

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 60}),
        help_text=_("Why you change this; it is kept in the journal with your name."),
    )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for name in self.changed_data:
            self._refuse_overwriting(name)
            self._refuse_unstorable(name)
        return cleaned

    def _refuse_overwriting(self, name: str) -> None:
        bound = self[name]
        if not bound.field.show_hidden_initial or self.instance.pk is None:
            return
        seen = self.data.get(bound.html_initial_name)
        if seen is None or bound.field.has_changed(self.initial.get(name), seen):
            now = bound.field.prepare_value(self.initial.get(name))
            message = _(
                "Someone changed this while you had it open; it now says “%(now)s”. Look, then change it again."
            )
            self.add_error(name, ValidationError(message, params={"now": now}))

    def _refuse_unstorable(self, name: str) -> None:
        value = self.cleaned_data.get(name)
        try:
            if isinstance(value, str):
                clean_text(value)
        except Refusal as refusal:
            self.add_error(name, str(refusal))

    def _post_clean(self) -> None:
        """Constraints over columns that are not in the form count too: nothing else stands before the database."""
        super()._post_clean()  # type: ignore[misc]
        if not self.errors:
            try:
                self.instance.validate_constraints()
            except ValidationError as error:
                self._update_errors(error)  # type: ignore[attr-defined]

    @property
    def acts(self) -> dict[str, Any]:
        """The fields that the author changed, with their new values."""
        return {name: self.cleaned_data[name] for name in self.changed_data if name != "reason"}


class JournalledAdmin(KeptAdmin):
    """A subclass says in `journal` which act each change is."""

    form = JournalledForm

    def journal(self, request: HttpRequest, obj: Any, changes: dict[str, Any], reason: str) -> None:
        raise NotImplementedError

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who changes an existing row is asked why."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not self.has_change_permission(request, obj):
            return fieldsets
        return [*fieldsets, (None, {"fields": ("reason",)})]

    def formfield_for_dbfield(self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and "object_id" in _url_arguments(request):
            field.show_hidden_initial = True
        return field

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            super().save_model(request, obj, form, change)
        elif form.acts:
            self.journal(request, type(obj)._default_manager.get(pk=obj.pk), form.acts, form.cleaned_data["reason"])

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """A refusal that only the write path can know undoes the whole act and is said."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refusal as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """The journal is the history: it also holds what was done on the desk."""
        query = {"subject": type_names[self.model], "subject_id": object_id}
        return HttpResponseRedirect(reverse("admin:claims_entry_changelist", query=query))


def _url_arguments(request: HttpRequest) -> dict[str, Any]:
    return request.resolver_match.kwargs if request.resolver_match else {}


def object_id(request: HttpRequest) -> int | None:
    """The primary key in the address of a change page."""
    given = str(_url_arguments(request).get("object_id", ""))
    return int(given) if given.isdecimal() else None


def limited_to_dossier(rows: Any, of: type[Model], pk: int | None) -> Any:
    """`rows` (with a `dossier`) of the dossier that the row `pk` of `of` belongs to."""
    return rows.filter(dossier__in=of._default_manager.filter(pk=pk).values("dossier"))
