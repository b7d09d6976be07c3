"""What an editor sends to add sources, and confirms of each; and a new dossier."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from claims.intaking import Confirmed, Twin
from sources.fetching import MAX_ADDRESS
from sources.intake import Intake
from sources.models import Dossier
from sources.reading.front_matter import LANGUAGE_TAG

LANGUAGES = [
    ("fr", _("French")),
    ("fr-CA", _("French (Canada)")),
    ("fr-BE", _("French (Belgium)")),
    ("fr-CH", _("French (Switzerland)")),
    ("en", _("English")),
    ("en-GB", _("English (United Kingdom)")),
    ("en-US", _("English (United States)")),
    ("en-CA", _("English (Canada)")),
]


class PasteForm(forms.Form):
    title = forms.CharField(label=_("Title, where the text has none"), max_length=200, required=False)
    text = forms.CharField(
        label=_("Text of the article"), strip=False, widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"})
    )


class AddressForm(forms.Form):
    address = forms.CharField(
        label=_("Address of the page"),
        max_length=MAX_ADDRESS,
        widget=forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "off"}),
    )


class NewDossierForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("As the desk calls the story."))
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, help_text=_("Of the dossier's sentences."))

    def create(self) -> Dossier:
        """A dossier whose address is made from its title; of two made at once, the later gets the next number."""
        stem = slugify(self.cleaned_data["title"])[:70].strip("-") or "dossier"
        for number in range(1, 1000):
            slug = stem if number == 1 else f"{stem}-{number}"
            if Dossier.objects.filter(slug=slug).exists():
                continue
            try:
                with transaction.atomic():
                    return Dossier.objects.create(slug=slug, **self.cleaned_data)
            except IntegrityError:
                continue
        raise RuntimeError(f"a thousand dossiers are called {stem}")


class ConfirmForm(forms.Form):
    """One staged source: whether to import it, as what, and its metadata. `twin`: what the dossier has of it."""

    chosen = forms.BooleanField(required=False)
    taken_as = forms.ChoiceField(required=False, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title"), max_length=500)
    publisher = forms.CharField(label=_("Publisher"), max_length=200, required=False)
    author = forms.CharField(label=_("Author"), max_length=200, required=False)
    published_on = forms.DateField(
        label=_("Published"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    language = forms.CharField(
        label=_("Language"), max_length=20, required=False, widget=forms.TextInput({"list": "languages"})
    )
    url = forms.URLField(label=_("Address"), max_length=1000, required=False, assume_scheme="https")

    def __init__(self, data: Mapping[str, Any] | None, *, staged: Intake, twin: Twin | None, again: bool) -> None:
        self.staged, self.twin, self.again = staged, twin, again
        initial = {name: staged.found(name) for name in self.declared_fields} | {
            "chosen": not again and not (twin and twin.same),
            "taken_as": "edition" if twin and self._is_edition(twin) else "new",
        }
        super().__init__(data, prefix=f"s{staged.pk}", initial=initial, use_required_attribute=False)
        choices = [("new", str(_("as a source of its own")))]
        if twin:
            choices.insert(0, ("edition", _("as a new edition of source %(number)d") % {"number": twin.source.number}))
        self.fields["taken_as"].choices = choices  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            if name in staged.found("guessed"):
                field.widget.attrs["aria-describedby"] = f"id_s{staged.pk}-{name}_guessed"

    def _is_edition(self, twin: Twin) -> bool:
        alike = bool(twin.source.title == self.staged.found("title"))
        return twin.why != "name" or alike

    @property
    def is_chosen(self) -> bool:
        """Whether the editor wants it, as sent or, before that, as proposed."""
        return bool(self["chosen"].value())

    def clean_language(self) -> str:
        tag: str = self.cleaned_data["language"].strip()
        if tag and not LANGUAGE_TAG.fullmatch(tag):
            raise forms.ValidationError(_("Write a language tag such as fr, fr-CA or en-GB."))
        return tag

    def refuse_taken_address(self, taken: dict[str, str]) -> None:
        """`taken`: addresses that sources of the dossier and earlier rows of this page have, with who has them."""
        url = self.cleaned_data.get("url")
        if self.as_edition or not url:
            return
        if url in taken:
            message = _("%(other)s has this address. Import it as a new edition of that source, or leave it empty.")
            self.add_error("url", forms.ValidationError(message, params={"other": taken[url]}))
        taken.setdefault(url, self.staged.name)

    @property
    def as_edition(self) -> bool:
        return self.twin is not None and self.cleaned_data.get("taken_as") == "edition"

    def confirmed(self) -> Confirmed:
        source = self.twin.source if self.twin and self.as_edition else None
        return Confirmed(self.staged, self.cleaned_data, source)
