"""Every place where a figure is printed as a W3C Web Annotation on its source, with what the desk makes of it.

Positions count code points of the stored text, which each target names by its SHA-256 (RFC 6920) as `state.cached`.
"""

from __future__ import annotations

import base64
from functools import lru_cache
from typing import Any, BinaryIO

from claims.factsheet.claimreview import organisation
from claims.factsheet.json import indented
from claims.factsheet.matrix import state
from claims.factsheet.outline import said, spoken, state_words, withdrawal_note
from claims.factsheet.sheet import FactSheet, SheetClaim, SheetFigure, SheetMention, SheetSource
from claims.factsheet.spelling import dumps
from claims.wording import NBSP

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def write(sheet: FactSheet, out: BinaryIO) -> None:
    """A collection with one page, annotation by annotation."""
    total = sum(len(figure.mentions) for claim in sheet.stated for figure in claim.figures)
    base = sheet.url or f"urn:dealdesk:{sheet.slug}"
    head = {"@context": CONTEXT, "id": f"{base}#annotations", "type": "AnnotationCollection", "total": total}
    with spoken(sheet) as language:
        out.write(f"{dumps(head)[:-2]},\n".encode())
        label = " · ".join(words for words in (sheet.title, withdrawal_note(sheet)) if words)
        out.write(f' "label": {dumps(label)},\n "first": {{\n'.encode())
        out.write(f'  "id": {dumps(f"{base}#annotations-1")},\n  "type": "AnnotationPage",\n  "items": ['.encode())
        comma = "\n"
        for claim in sheet.stated:
            for figure in claim.figures:
                for mention in figure.mentions:
                    one = annotation(sheet, claim, figure, mention, language)
                    out.write((comma + indented(one)).encode())
                    comma = ",\n"
        out.write(b"\n  ]\n }\n}\n")


def annotation(
    sheet: FactSheet, claim: SheetClaim, figure: SheetFigure, mention: SheetMention, language: str
) -> dict[str, Any]:
    base = sheet.url or f"urn:dealdesk:{sheet.slug}"
    words = f"{claim.label}{NBSP}: {said(figure)}. {state_words(state(claim, figure)).capitalize()}."
    if figure.verdict and figure.decision and figure.verdict.reason:
        words += f" {figure.verdict.reason}"
    return {
        "id": f"{base}#m{mention.id}",
        "type": "Annotation",
        "motivation": "assessing",
        "created": (figure.verdict.at if figure.verdict else sheet.made_at).isoformat(timespec="seconds"),
        "creator": {"type": "Organization", "name": organisation(sheet)["name"]},
        "body": [
            {
                "type": "TextualBody",
                "purpose": "assessing",
                "value": words,
                "language": language,
                "format": "text/plain",
            },
            {"type": "SpecificResource", "purpose": "linking", "source": f"{base}#c{claim.id}"},
        ],
        "target": {
            "type": "SpecificResource",
            "source": figure.source.url or hash_name(figure.source),
            "state": {"type": "TimeState", "cached": hash_name(figure.source)},
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": mention.quote,
                    "prefix": mention.prefix,
                    "suffix": mention.suffix,
                },
                {"type": "TextPositionSelector", "start": mention.start, "end": mention.end},
            ],
        },
    }


def hash_name(source: SheetSource) -> str:
    """The name of a text by its hash.

    >>> from types import SimpleNamespace
    >>> hash_name(SimpleNamespace(sha256="00" * 32))
    'ni:///sha-256;AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
    """
    return _hash_name(source.sha256)


@lru_cache(maxsize=1_024)
def _hash_name(sha256: str) -> str:
    return f"ni:///sha-256;{base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip('=')}"
