"""What the sheet says of each claim, in sentences of the dossier's language.

A figure is worded as printed, with its hedge, and cites its source; what is contested names who says so, who
decided and why; what is undecided gives every side. One origin is never called "sources".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from babel.dates import format_date
from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims import agreement
from claims.factsheet.remarks import day_meant, doubts, moment_in_words, remarked, shared_doubts
from claims.factsheet.runs import Run, Runs, capitalised, compose, listed, spaced
from claims.factsheet.sayings import Saying, Sides, agrees, sayings, sides
from claims.factsheet.sheet import FactSheet, SheetClaim, SheetFigure, SheetSource
from claims.wording import NBSP, cldr_locale

DAGGER = "†"


@dataclass(frozen=True, slots=True)
class Statement:
    """One paragraph. `role`: confirmed, agreed, compatible, contested, undecided, check, stale or origin."""

    role: str
    runs: Runs


@dataclass(frozen=True, slots=True)
class ClaimText:
    """A claim in sentences. `leads` are the sayings it rests on: confirmed, agreed, or the sides of a dispute."""

    claim: SheetClaim
    leads: tuple[Saying, ...]
    statements: tuple[Statement, ...]


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
    """A claim in sentences; `language` is the dossier's BCP 47 tag."""
    spoken = sentence_language(language)
    with translation.override(spoken):
        return _claim_text(claim, spoken)


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


def _claim_text(claim: SheetClaim, language: str) -> ClaimText:
    split = sides(claim)
    confirmed, undecided = sayings(split.confirmed, language), sayings(split.undecided, language)
    contested, rest = sayings(split.contested, language), sayings(split.rest, language)
    leads = confirmed or undecided
    main: list[Statement] = []
    if not leads and not contested:
        leads, rest = rest[:1], rest[1:]
        main = [Statement("agreed", _stop(_said(saying, language, lead=True))) for saying in leads]
    main += [Statement("confirmed", runs) for runs in _decided(confirmed, language, lead=True)]
    main += [Statement("undecided", _undecided(undecided, language))] if undecided else []
    several = not confirmed and len(undecided) > 1
    return ClaimText(
        claim,
        tuple(leads),
        (
            *main,
            *(Statement("compatible", _compatible(saying, leads, language, several=several)) for saying in rest),
            *(Statement("contested", runs) for runs in _decided(contested, language)),
            *(Statement("check", (Run(check.sentence),)) for check in claim.checks if not check.stale),
            *_stale(split, language),
            *_origin(claim, language),
        ),
    )


def _decided(found: Sequence[Saying], language: str, *, lead: bool = False) -> Iterator[Runs]:
    """What was confirmed (`lead`) or contested, one paragraph for each act that decided it."""
    template = _("Confirmed: %(sayings)s.") if lead else _("Contested: %(sayings)s.")
    acts: dict[tuple[object, ...], list[Saying]] = {}
    for saying in found:
        acts.setdefault(tuple(_acts(saying.figures)), []).append(saying)
    for together in acts.values():
        figures = [figure for saying in together for figure in saying.figures]
        sentence = compose(template, sayings=_enumerated(together, language, lead=lead))
        yield spaced([sentence, *_decisions(figures, language)])


def _undecided(found: Sequence[Saying], language: str) -> Runs:
    sentence = compose(_("In dispute: %(sayings)s."), sayings=_enumerated(found, language))
    return spaced([sentence, (Run(_("The desk has not decided.")),)])


def _enumerated(found: Sequence[Saying], language: str, *, lead: bool = False) -> Runs:
    said = _said(found[0], language, lead=lead)
    for saying in found[1:]:
        said = compose(_("%(one)s; %(other)s"), one=said, other=_said(saying, language, lead=lead))
    return said


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
    return capitalised(compose(template, sources=_sources(saying, language), wording=_wording(saying, language)))


def _said(saying: Saying, language: str, *, lead: bool = False) -> Runs:
    """A wording, according to its sources."""
    return compose(
        _("%(wording)s, according to %(sources)s"),
        wording=_wording(saying, language, lead=lead),
        sources=_sources(saying, language),
    )


def _wording(saying: Saying, language: str, *, lead: bool = False) -> Runs:
    """The wording, in quotation marks where every cited source prints it so with a hedge; then what to know of it."""
    printed: Runs = (Run(saying.wording, "lead" if lead else "printed", language=saying.language),)
    if saying.hedged and saying.verbatim and not lead:
        printed = compose(_("“%(wording)s”"), wording=printed)
    as_of = saying.first.as_of
    remarks = [_("as of %(date)s") % {"date": moment_in_words(as_of, language)}] if as_of else []
    return remarked(
        printed, [(Run(remark),) for remark in [*day_meant(saying, language), *remarks, *shared_doubts(saying)]]
    )


def _sources(saying: Saying, language: str) -> Runs:
    """The sources of a saying, each with its citation; several of one origin are called so."""
    shared = shared_doubts(saying)
    names = []
    for figure in saying.figures:
        remarks = [(Run(doubt),) for doubt in doubts(figure) if doubt not in shared]
        names.append(remarked(_source(figure), [*_speaker(figure), *remarks]))
    listing = listed(names, language)
    if saying.origins == 1 and saying.sources > 1:
        return compose(_("%(sources)s (one origin)"), sources=listing)
    return listing


def _source(figure: SheetFigure) -> Runs:
    mark = (Run(DAGGER, "reconstructed"),) if figure.source.reconstructed else ()
    return (replace(source_name(figure.source), cites=(figure,)), *mark)


def _speaker(figure: SheetFigure) -> list[Runs]:
    """Whom a source cites, where it does not speak itself."""
    if not figure.attribution:
        return []
    speaker = Run(mid_sentence(figure.attribution), "printed", language=figure.source.language)
    return [compose(_("citing %(speaker)s"), speaker=[speaker])]


def mid_sentence(speaker: str) -> str:
    """A speaker who opened a sentence, as one stands within another; names keep their capital.

    >>> [mid_sentence(words) for words in ("Plusieurs médias américains", "Le Monde", "Forrester", "L’AFP")]
    ['plusieurs médias américains', 'Le Monde', 'Forrester', 'L’AFP']
    """
    first, _space, rest = speaker.partition(" ")
    return f"{first.lower()} {rest}" if rest[:1].islower() and first[1:].islower() else speaker


def source_name(source: SheetSource) -> Run:
    """Its publisher, or its number where nobody knows who published it."""
    number = str(source.number)
    named = (_("source %(number)s") % {"number": number}).replace(f" {number}", f"{NBSP}{number}")
    return Run(source.publisher or named, "source")


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
        when = str(format_date(day, "long", locale=cldr_locale(language)))
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
        when = format_date(timezone.localtime(figure.verdict.at).date(), "long", locale=cldr_locale(language))
        yield Statement(
            "stale", compose(template, name=[Run(figure.verdict.by)], source=_source(figure), date=[Run(str(when))])
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
