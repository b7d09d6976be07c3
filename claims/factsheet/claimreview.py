"""The desk's decisions as schema.org ClaimReview, JSON-LD: one for each version that was confirmed or contested.

What is contested gets a word for a rating and no number: the desk says why it doubts, not how false it holds it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from claims.agreement import CONFIRMED, CONTESTED
from claims.factsheet.json import indented
from claims.factsheet.outline import spoken
from claims.factsheet.sayings import sayings
from claims.factsheet.sheet import FactSheet, SheetClaim, SheetFigure, SheetSource
from claims.wording import NBSP

LONGEST = 74
ARTICLE = "NewsArticle"


def write(sheet: FactSheet, out: BinaryIO) -> None:
    """A list, review by review."""
    with spoken(sheet) as language:
        out.write(b"[")
        comma = "\n"
        for claim in sheet.stated:
            for review in reviews(sheet, claim, language):
                out.write((comma + indented(review)).encode())
                comma = ",\n"
        out.write(b"\n]\n")


def reviews(sheet: FactSheet, claim: SheetClaim, language: str) -> Iterator[dict[str, Any]]:
    """One for each version and outcome; what two versions share is reviewed once. A withdrawn sheet reviews nothing."""
    if sheet.withdrawal:
        return
    seen: set[tuple[str, tuple[int, ...]]] = set()
    for number, version in enumerate(claim.versions, start=1):
        for outcome in (CONFIRMED, CONTESTED):
            figures = [figure for figure in claim.figures if figure.id in version and figure.decision == outcome]
            what = outcome, tuple(figure.id for figure in figures)
            if figures and what not in seen:
                seen.add(what)
                yield _review(sheet, claim, figures, f"c{claim.id}-v{number}", language)


def shortened(label: str, wording: str, longest: int = LONGEST) -> str:
    """What is reviewed, in one line: the wording whole if it can be, the label cut where it must be.

    >>> shortened("Montant investi", "14,3 milliards").replace(NBSP, " ")
    'Montant investi : 14,3 milliards'
    >>> len(shortened("mot " * 40, "14,3 milliards")), len(shortened("Montant", "mot " * 40))
    (74, 69)
    """
    colon = f"{NBSP}: "
    wording = _cut(wording, longest - len(colon) - 12)
    return _cut(label, longest - len(colon) - len(wording)) + colon + wording


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _review(
    sheet: FactSheet, claim: SheetClaim, figures: Sequence[SheetFigure], anchor: str, language: str
) -> dict[str, Any]:
    verdicts = [figure.verdict for figure in figures if figure.verdict]
    reasons = dict.fromkeys(verdict.reason for verdict in verdicts if verdict.reason)
    word = _("Confirmed") if verdicts[0].outcome == CONFIRMED else _("Contested")
    rating = {"@type": "Rating", "alternateName": word}
    if reasons:
        rating["ratingExplanation"] = " ".join(reasons)
    said = sayings(figures, language)[0]
    evidence = list(dict.fromkeys(verdict.evidence_url for verdict in verdicts if verdict.evidence_url))
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "@id": f"{sheet.url}#{anchor}",
        "url": f"{sheet.url}#{anchor}",
        "inLanguage": language,
        "claimReviewed": shortened(claim.label, said.wording),
        "datePublished": sheet.made_at.date().isoformat(),
        "author": organisation(sheet),
        "reviewRating": rating,
        "itemReviewed": _item(claim, figures),
        **({"citation": evidence} if evidence else {}),
    }


def organisation(sheet: FactSheet) -> dict[str, Any]:
    return {"@type": "Organization", "name": sheet.desk, **({"url": f"{sheet.site}/"} if sheet.site else {})}


def _item(claim: SheetClaim, figures: Sequence[SheetFigure]) -> dict[str, Any]:
    """The claim as its sources make it, each source an appearance, the earliest first."""
    sources = list({figure.source.number: figure.source for figure in figures}.values())
    sources.sort(key=lambda source: (source.published_on is None, source.published_on or 0, source.number))
    authors = {source.publisher: None for source in sources if source.publisher}
    item: dict[str, Any] = {"@type": "Claim", "name": claim.label}
    if authors:
        item["author"] = [{"@type": "Organization", "name": name} for name in authors]
    if sources[0].published_on:
        item["datePublished"] = sources[0].published_on.isoformat()
        item["firstAppearance"] = _appearance(sources[0])
    item["appearance"] = [_appearance(source) for source in sources]
    return item


def _appearance(source: SheetSource) -> dict[str, Any]:
    given: dict[str, Any] = {
        "@type": ARTICLE,
        "headline": source.title,
        "inLanguage": source.language,
        "url": source.url,
        "datePublished": source.published_on.isoformat() if source.published_on else "",
    }
    if source.author:
        given["author"] = {"@type": "Person", "name": source.author}
    if source.publisher:
        given["publisher"] = {"@type": "Organization", "name": source.publisher}
    return {name: value for name, value in given.items() if value}
