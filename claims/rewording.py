"""An editor's own wording of a claim on the sheet: what it must keep, and the one way to set it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from claims.factsheet import rewriting
from claims.factsheet.attribution import sources_of, wording_of
from claims.factsheet.build import build_draft
from claims.factsheet.runs import Runs, plain
from claims.factsheet.sayings import Saying
from claims.factsheet.sentences import leading, leading_role, sentence_language
from claims.models import Claim, Entry
from claims.refusals import Refusal

if TYPE_CHECKING:
    from dealdesk.models import User


@dataclass(frozen=True, slots=True)
class Slot:
    """A placeholder and the words that stand in its place."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Wording:
    """What an editor works with: the placeholders, a sentence to begin with, and the one that stands now."""

    leads: tuple[Saying, ...]
    role: str
    language: str
    slots: tuple[Slot, ...]
    template: str

    def filled(self, stored: str) -> Runs:
        """The sentence as the sheet would print it; empty where it does not fit."""
        if not self.fits(stored):
            return ()
        with translation.override(self.language):
            return rewriting.filled(rewriting.bare(stored), self.leads, self.language)

    def fits(self, stored: str) -> bool:
        return rewriting.fits(stored, self.leads, self.role)


def wording_of_claim(claim: Claim) -> Wording:
    """Raises Refusal where the claim has no leading statement to word."""
    draft = build_draft(claim.dossier)
    shown = next((one for one in draft.claims if one.id == claim.number), None)
    language = sentence_language(draft.language)
    with translation.override(language):
        leads = leading(shown, language) if shown else []
        if shown is None or not leads:
            raise Refusal(_("This claim has no sentence to reword: no figure stands, or all are contested."))
        slots = []
        for saying in leads:
            key = rewriting.key(saying)
            slots.append(Slot(f"{{figure {key}}}", plain(wording_of(saying, language, lead=True))))
            slots.append(Slot(f"{{sources {key}}}", plain(sources_of(saying, language))))
        return Wording(tuple(leads), leading_role(shown), language, tuple(slots), rewriting.template_of(leads))


def reword(claim: Claim, sentence: str, *, by: User, reason: str = "") -> Entry:
    """Set the wording, or go back to the sheet's own with an empty one. Raises Refusal with all to mend."""
    sentence = " ".join(sentence.split())
    if sentence:
        wording = wording_of_claim(claim)
        wrong = rewriting.mistakes(sentence, wording.leads, wording.language)
        if wrong:
            raise Refusal(" ".join(wrong))
        sentence = rewriting.marked(sentence, wording.role)
    return claim.reword(sentence, by=by, reason=reason)
