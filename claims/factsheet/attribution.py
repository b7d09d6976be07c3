"""Who says what: a wording as printed, its hedge kept, according to sources named as a newspaper names them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims.factsheet.names import in_a_sentence
from claims.factsheet.remarks import day_meant, doubts, moment_in_words, remarked, shared_doubts
from claims.factsheet.runs import Run, Runs, compose, listed
from claims.factsheet.sayings import Saying
from claims.factsheet.sheet import SheetFigure, SheetSource
from claims.wording import NBSP

DAGGER = "†"
FEASTS = frozenset({"Noël", "Pâques", "Pentecôte", "Toussaint"})


def said(saying: Saying, language: str, *, lead: bool = False, opens: bool = False) -> Runs:
    """A wording, according to its sources; `opens` where a sentence begins with it."""
    return compose(
        _("%(wording)s, according to %(sources)s"),
        wording=wording_of(saying, language, lead=lead, opens=opens),
        sources=sources_of(saying, language),
    )


def wording_of(saying: Saying, language: str, *, lead: bool = False, opens: bool = False) -> Runs:
    """The wording, in quotation marks where every cited source prints it so with a hedge; then what to know of it."""
    words = saying.wording if opens or saying.first.answer else within(saying.wording, saying.language)
    printed: Runs = (Run(words, "lead" if lead else "printed", language=saying.language),)
    if saying.hedged and saying.verbatim and not lead:
        printed = compose(_("“%(wording)s”"), wording=printed)
    as_of = saying.first.as_of
    remarks = [_("as of %(date)s") % {"date": moment_in_words(as_of, language)}] if as_of else []
    return remarked(
        printed, [(Run(remark),) for remark in [*day_meant(saying, language), *remarks, *shared_doubts(saying)]]
    )


def within(wording: str, language: str) -> str:
    """A wording that opened its source's sentence, as one stands within another. English days and months keep theirs.

    >>> within("Plus de 1 900 personnes", "fr"), within("Jeudi", "fr"), within("May 2", "en"), within("M€ 14", "fr")
    ('plus de 1 900 personnes', 'jeudi', 'May 2', 'M€ 14')
    """
    first = wording.replace("'", "’").partition(" ")[0]
    elided = first[1:2] == "’"
    is_word = elided or (len(first) > 1 and first.istitle() and first.isalpha() and first not in FEASTS)
    return wording[:1].lower() + wording[1:] if is_word and language.lower().startswith("fr") else wording


def sources_of(saying: Saying, language: str) -> Runs:
    """The sources of a saying, each with its citation; several of one origin are called so."""
    shared = shared_doubts(saying)
    names = []
    for figure in saying.figures:
        remarks = [(Run(doubt),) for doubt in doubts(figure) if doubt not in shared]
        names.append(remarked(named_source(figure), [*_speaker(figure), *remarks]))
    listing = listed(names, language)
    if saying.origins == 1 and saying.sources > 1:
        return compose(_("%(sources)s (one origin)"), sources=listing)
    return listing


def named_source(figure: SheetFigure) -> Runs:
    mark = (Run(DAGGER, "reconstructed"),) if figure.source.reconstructed else ()
    return (Run(source_name(figure.source), "source", (figure,)), *mark)


def _speaker(figure: SheetFigure) -> list[Runs]:
    """Whom a source cites, where it does not speak itself."""
    if not figure.attribution:
        return []
    words = in_a_sentence(mid_sentence(figure.attribution), get_language() or "en")
    speaker = Run(words, "printed", language=figure.source.language)
    return [compose(_("citing %(speaker)s"), speaker=[speaker])]


def mid_sentence(speaker: str) -> str:
    """A speaker who opened a sentence, as one stands within another; names keep their capital.

    >>> [mid_sentence(words) for words in ("Plusieurs médias américains", "Le Monde", "Forrester", "L’AFP")]
    ['plusieurs médias américains', 'Le Monde', 'Forrester', 'L’AFP']
    """
    first, _space, rest = speaker.partition(" ")
    return f"{first.lower()} {rest}" if rest[:1].islower() and first[1:].islower() else speaker


def source_name(source: SheetSource) -> str:
    """Its publisher, or its number where nobody knows who published it; in the language that is active."""
    return _name(source.publisher, str(source.number), get_language() or "en")


@lru_cache(maxsize=4_096)
def _name(publisher: str, number: str, language: str) -> str:
    """Kept: a sheet names each of its sources over and over."""
    named = (_("source %(number)s") % {"number": number}).replace(f" {number}", f"{NBSP}{number}")
    return in_a_sentence(publisher, language) or named


def enumerated(found: Sequence[Saying], language: str, *, lead: bool = False) -> Runs:
    listing = said(found[0], language, lead=lead)
    for saying in found[1:]:
        listing = compose(_("%(one)s; %(other)s"), one=listing, other=said(saying, language, lead=lead))
    return listing
