"""What the sheet says of each claim, in sentences of the dossier's language.

A figure is worded as printed, with its hedge, and cites its source; what is contested names who says so, who
decided and why; what is undecided gives every side. One origin is never called "sources".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims import agreement
from claims.factsheet import rewriting
from claims.factsheet.attribution import DAGGER, enumerated, named_source, said, sources_of, wording_of
from claims.factsheet.runs import Run, Runs, capitalised, compose, spaced
from claims.factsheet.sayings import Saying, Sides, agrees, sayings, sides
from claims.factsheet.sheet import FactSheet, SheetClaim, SheetFigure, Statement
from claims.wording import day_in_words


@dataclass(frozen=True, slots=True)
class ClaimText:
    """A claim in sentences. `leads` are the figures it rests on: confirmed, agreed, or the sides of a dispute.

    `set_aside`: the figures have changed since an editor worded the claim, so the sheet's own sentence stands.
    """

    claim: SheetClaim
    leads: tuple[SheetFigure, ...]
    statements: tuple[Statement, ...]
    set_aside: bool = False


@dataclass(frozen=True, slots=True)
class _Told:
    """What a claim's figures say: `leads` carry it, `rest` is not in dispute and does not. `fits`: so does the editor's
    own wording.
    """

    sides: Sides
    leads: list[Saying]
    undecided: list[Saying]
    rest: list[Saying]
    fits: bool


def sentence_language(tag: str) -> str:
    """The language that the sentences of a dossier are written in: the nearest that the desk speaks.

    >>> sentence_language("fr-CA"), sentence_language("de")
    ('fr', 'en')
    """
    try:
        return translation.get_supported_language_variant(tag)
    except LookupError:
        return settings.LANGUAGE_CODE


def claim_text(claim: SheetClaim, language: str) -> ClaimText:
    """A claim in sentences, those that it was published with if it was; `language` is the dossier's BCP 47 tag."""
    if claim.statements:
        return ClaimText(claim, claim.leads, claim.statements, claim.set_aside)
    spoken = sentence_language(language)
    with translation.override(spoken):
        return _claim_text(claim, spoken)


def in_sentences(sheet: FactSheet) -> FactSheet:
    """The sheet with its claims worded, for good: what is published later reads the same."""
    texts = [claim_text(claim, sheet.language) for claim in sheet.claims]
    claims = [
        replace(text.claim, statements=text.statements, leads=text.leads, set_aside=text.set_aside) for text in texts
    ]
    return replace(sheet, claims=tuple(claims), notes=notes(sheet))


def notes(sheet: FactSheet) -> tuple[str, ...]:
    """What is to be known of the whole sheet."""
    marked = any(source.reconstructed for source in sheet.sources)
    return (*([reconstructed_note(sheet.language)] if marked else []), *withdrawn_notes(sheet))


def leading(claim: SheetClaim, language: str) -> list[Saying]:
    """The sayings that a claim rests on: confirmed, else in dispute, else the one that most origins give."""
    return _told(claim, language).leads


def reconstructed_note(language: str) -> str:
    """What the dagger after a source's name means."""
    with translation.override(sentence_language(language)):
        return _("%(mark)s demonstration text, not the publisher's words") % {"mark": DAGGER}


def withdrawn_notes(sheet: FactSheet) -> tuple[str, ...]:
    """A sentence for each source that was withdrawn: its figures are not on the sheet."""
    with translation.override(sentence_language(sheet.language)):
        return tuple(
            _("Source %(number)d (%(name)s) was withdrawn: its figures do not count.")
            % {"number": source.number, "name": source.short_name}
            for source in sheet.sources
            if source.withdrawn
        )


def leading_role(claim: SheetClaim) -> str:
    """What a claim's leading statement is: confirmed, undecided or agreed."""
    return _role(sides(claim))


def _role(split: Sides) -> str:
    return "confirmed" if split.confirmed else "undecided" if split.undecided else "agreed"


def _told(claim: SheetClaim, language: str) -> _Told:
    split = sides(claim)
    confirmed, undecided = sayings(split.confirmed, language), sayings(split.undecided, language)
    rest = sayings(split.rest, language)
    leads = confirmed or undecided or ([] if split.contested else rest[:1])
    if leads and not (confirmed or undecided):
        rest = rest[1:]
    fits = rewriting.fits(claim.sentence, leads, _role(split))
    return _Told(split, leads, undecided, rest, fits)


def _claim_text(claim: SheetClaim, language: str) -> ClaimText:
    told = _told(claim, language)
    split, leads = told.sides, told.leads
    several = not split.confirmed and len(leads) > 1
    return ClaimText(
        claim,
        tuple(saying.first for saying in leads),
        (
            *_leading(claim, told, language),
            *(Statement("compatible", _compatible(saying, leads, language, several=several)) for saying in told.rest),
            *(Statement("contested", runs) for runs in _decided(sayings(split.contested, language), language)),
            *(Statement("check", (Run(check.sentence),)) for check in claim.checks if not check.stale),
            *_stale(split, language),
            *_origin(claim, language),
        ),
        set_aside=bool(claim.sentence) and not told.fits,
    )


def _leading(claim: SheetClaim, told: _Told, language: str) -> Iterator[Statement]:
    """What the claim rests on, in the editor's wording where there is one that fits; then what is undecided."""
    confirmed, undecided, leads = told.sides.confirmed, told.undecided, told.leads
    own = rewriting.filled(rewriting.bare(claim.sentence), leads, language) if told.fits else ()
    if confirmed:
        ours = [spaced([own, *_decisions(confirmed, language)])] if own else _decided(leads, language, lead=True)
        yield from (Statement("confirmed", runs) for runs in ours)
    elif not undecided:
        yield from (
            Statement("agreed", own or _stop(said(saying, language, lead=True, opens=True))) for saying in leads
        )
    if undecided:
        sides_ = own if own and not confirmed else _in_dispute(undecided, language)
        yield Statement("undecided", spaced([sides_, _not_decided(claim)]))


def _decided(found: Sequence[Saying], language: str, *, lead: bool = False) -> Iterator[Runs]:
    """What was confirmed (`lead`) or contested, one paragraph for each act that decided it."""
    template = _("Confirmed: %(sayings)s.") if lead else _("Contested: %(sayings)s.")
    acts: dict[tuple[object, ...], list[Saying]] = {}
    for saying in found:
        acts.setdefault(tuple(_acts(saying.figures)), []).append(saying)
    for together in acts.values():
        figures = [figure for saying in together for figure in saying.figures]
        sentence = compose(template, sayings=enumerated(together, language, lead=lead))
        yield spaced([sentence, *_decisions(figures, language)])


def _in_dispute(found: Sequence[Saying], language: str) -> Runs:
    return compose(_("In dispute: %(sayings)s."), sayings=enumerated(found, language))


def _not_decided(claim: SheetClaim) -> Runs:
    if not claim.why_undecided:
        return (Run(_("The desk has not decided.")),)
    return _stop(compose(_("The desk has not decided: %(reason)s"), reason=[Run(claim.why_undecided, "reason")]))


def _compatible(saying: Saying, leads: Sequence[Saying], language: str, *, several: bool) -> Runs:
    """What a figure says that is not in dispute, and whether it fits what the claim rests on, or `several` sides."""
    plural = saying.sources
    if not leads or not all(agrees(saying.first, lead.first) for lead in leads):
        template = ngettext("%(sources)s gives %(wording)s.", "%(sources)s give %(wording)s.", plural)
    elif several:
        template = ngettext(
            "%(sources)s gives %(wording)s, which fits each of these.",
            "%(sources)s give %(wording)s, which fits each of these.",
            plural,
        )
    else:
        template = ngettext(
            "%(sources)s gives %(wording)s, which agrees.", "%(sources)s give %(wording)s, which agrees.", plural
        )
    return capitalised(compose(template, sources=sources_of(saying, language), wording=wording_of(saying, language)))


def _acts(figures: Iterable[SheetFigure]) -> list[tuple[str, date, str, str]]:
    """Who decided these, on which day, why and on what evidence; each act once."""
    verdicts = [figure.verdict for figure in figures if figure.verdict]
    return list(dict.fromkeys((v.by, timezone.localtime(v.at).date(), v.reason, v.evidence_url) for v in verdicts))


def _decisions(figures: Iterable[SheetFigure], language: str) -> list[Runs]:
    found: list[Runs] = []
    for by, day, reason, evidence in _acts(figures):
        if reason:
            found.append(_stop(compose(_("Reason: %(reason)s"), reason=[Run(reason, "reason")])))
        if evidence:
            link = Run(urlsplit(evidence).hostname or evidence, "link", url=evidence)
            found.append(_stop(compose(_("Evidence: %(link)s"), link=[link])))
        when = day_in_words(day, language)
        found.append((Run(_("Decided by %(name)s on %(date)s.") % {"name": by, "date": when}),))
    return found


def _stale(split: Sides, language: str) -> Iterator[Statement]:
    """A verdict that no longer counts, since what was judged has changed."""
    for figure in (*split.undecided, *split.rest):
        if figure.verdict is None or not figure.verdict.stale:
            continue
        if figure.verdict.outcome == agreement.CONFIRMED:
            template = _(
                "%(name)s confirmed %(source)s on %(date)s, but what was judged has changed: this no longer counts."
            )
        else:
            template = _(
                "%(name)s contested %(source)s on %(date)s, but what was judged has changed: this no longer counts."
            )
        when = day_in_words(timezone.localtime(figure.verdict.at).date(), language)
        yield Statement(
            "stale",
            compose(template, name=[Run(figure.verdict.by)], source=named_source(figure), date=[Run(when)]),
        )


def _origin(claim: SheetClaim, language: str) -> Iterator[Statement]:
    """Said of a claim that only one origin answers."""
    if claim.origin_count != 1 or not claim.figures:
        return
    names = {figure.source.origin for figure in claim.figures}
    name = names.pop() if len(names) == 1 else ""
    yield Statement(
        "origin", (Run(_("One origin only: %(name)s.") % {"name": name} if name else _("One origin only.")),)
    )


def _stop(runs: Runs) -> Runs:
    """A full stop where the sentence has no end yet."""
    return runs if runs and runs[-1].text.rstrip().endswith((".", "!", "?", "…")) else (*runs, Run("."))
