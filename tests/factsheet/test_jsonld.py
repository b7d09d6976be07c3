"""ClaimReview and Web Annotations, read with tools that are not ours."""

from __future__ import annotations

import base64
import io
import json
from dataclasses import replace
from typing import Any

import pytest
from anchorpoint import TextPositionSelector, TextPositionSet, TextQuoteSelector  # type: ignore[import-untyped]

from claims.factsheet import claimreview, webannotations
from claims.factsheet.archive import SCHEMAS
from claims.factsheet.build import build_draft
from claims.factsheet.sheet import FactSheet, Withdrawal
from sources.models import Dossier
from tests import factories
from tests.factsheet.samples import everything
from tests.factsheet.sheets import NOON, claim, figure, sheet, source, verdict
from tests.factsheet.test_json import strict


def written(module: Any, made: FactSheet) -> Any:
    out = io.BytesIO()
    module.write(made, out)
    assert not {b"<", b">", b"&"} & {bytes([byte]) for byte in out.getvalue()}
    return json.loads(out.getvalue())


def reviews(made: FactSheet) -> list[dict[str, Any]]:
    found = written(claimreview, made)
    assert list(strict(SCHEMAS / "claimreview-1.json").iter_errors(found)) == []
    return list(found)


def test_each_decided_version_has_one_review_with_a_word_and_its_reason() -> None:
    confirmed, contested = reviews(everything())
    assert confirmed["reviewRating"] == {
        "@type": "Rating", "alternateName": "Confirmé", "ratingExplanation": "Recoupé.",
    }  # fmt: skip
    assert contested["reviewRating"]["alternateName"] == "Contesté"
    assert contested["reviewRating"]["ratingExplanation"].startswith("+1 </script>")
    assert contested["url"] == "https://desk.example/s/story/2/#c1-v2"
    assert contested["author"] == {"@type": "Organization", "name": "Le Journal", "url": "https://desk.example/"}
    assert contested["datePublished"] == "2026-11-22"


def test_a_contested_version_gets_no_number() -> None:
    for review in reviews(everything()):
        assert not {"ratingValue", "bestRating", "worstRating"} & review["reviewRating"].keys()
    numbered = reviews(everything())
    numbered[1]["reviewRating"]["ratingValue"] = 1
    assert list(strict(SCHEMAS / "claimreview-1.json").iter_errors(numbered)) != []


def test_every_source_that_says_so_is_an_appearance_and_no_other() -> None:
    a, b, c = source(1, "Le Matin"), source(2, "Le Soir"), source(3, "AFP")
    decided = [
        figure(n, "14,3", "14.3", of, in_dispute=True, verdict=verdict("confirmed")) for n, of in ((1, a), (2, b))
    ]
    rival = figure(3, "14,8", "14.8", c, in_dispute=True, verdict=verdict("contested", "non"))
    made = sheet(claim(*decided, rival, status="settled", versions=((1, 2), (3,))))
    names = [[one["publisher"]["name"] for one in review["itemReviewed"]["appearance"]] for review in reviews(made)]
    assert names == [["Le Matin", "Le Soir"], ["AFP"]]


def test_what_two_versions_share_is_reviewed_once() -> None:
    shared = figure(1, "14", "14", source(1), in_dispute=True, verdict=verdict("confirmed"))
    others = [figure(n, str(n), str(n), source(n), in_dispute=True) for n in (2, 3)]
    assert len(reviews(sheet(claim(shared, *others, versions=((1, 2), (1, 3)))))) == 1


def test_a_withdrawn_sheet_reviews_nothing_and_its_annotations_say_why() -> None:
    gone = replace(everything(), withdrawal=Withdrawal(NOON, "Claire", "Erreur."))
    assert reviews(gone) == []
    assert written(webannotations, gone)["label"].endswith("Erreur.")


def test_a_stale_verdict_is_no_review() -> None:
    old = figure(1, "14", "14", source(1), in_dispute=True, verdict=verdict("confirmed", stale=True))
    assert reviews(sheet(claim(old, versions=((1,),)))) == []


@pytest.mark.parametrize("label", ["Court", "Long " * 30])
def test_what_is_reviewed_is_shorter_than_75_characters_and_keeps_the_wording(label: str) -> None:
    one = figure(1, "14,3 milliards", "14.3", source(1), verdict=verdict("confirmed"))
    (review,) = reviews(sheet(claim(one, label=label, versions=((1,),))))
    assert len(review["claimReviewed"]) < 75
    assert review["claimReviewed"].endswith(": 14,3 milliards")


@pytest.fixture
def printed(db: None) -> tuple[Dossier, dict[str, str]]:
    """Texts with letters outside the basic plane, combining marks, and the same quote printed twice."""
    dossier = factories.dossier("story", title="Une histoire", language="fr")
    text = "🙂🙂 e\u0301 Soit 29 milliards 🙂.\nPuis, plus loin, 29 milliards encore, et 30 milliards."
    one, two = (
        factories.source(dossier, text),
        factories.source(dossier, "Non : 31 milliards.", url="https://x.example/"),
    )
    asked = factories.claim(dossier)
    for quote, value, of in (("29 milliards", 29, one), ("30 milliards", 30, one), ("31 milliards", 31, two)):
        factories.figure(asked, value, of=of, quote=quote)
    texts = {source.current.sha256: source.current.text for source in dossier.sources.all() if source.current}
    return dossier, texts


def test_an_independent_reader_finds_every_quote_by_its_selectors(printed: tuple[Dossier, dict[str, str]]) -> None:
    dossier, texts = printed
    items = written(webannotations, build_draft(dossier))["first"]["items"]
    assert len(items) == 3
    for item in items:
        name = item["target"]["state"]["cached"].removeprefix("ni:///sha-256;")
        text = texts[base64.urlsafe_b64decode(f"{name}=").hex()]
        quote, position = item["target"]["selector"]
        selector = TextQuoteSelector(exact=quote["exact"], prefix=quote["prefix"], suffix=quote["suffix"])
        found = selector.as_position(text)
        assert found is not None
        assert (found.start, found.end) == (position["start"], position["end"])
        placed = TextPositionSet(positions=[TextPositionSelector(start=position["start"], end=position["end"])])
        assert placed.select_text(text).strip("… ") == quote["exact"]


def test_an_annotation_assesses_and_says_what_the_desk_makes_of_the_figure() -> None:
    collection = written(webannotations, everything())
    assert collection["type"] == "AnnotationCollection"
    assert collection["total"] == len(collection["first"]["items"]) == 8
    first, second, *_rest = collection["first"]["items"]
    assert {item["motivation"] for item in collection["first"]["items"]} == {"assessing"}
    assert first["target"]["source"] == "https://matin.example/a"
    assert second["target"]["source"].startswith("ni:///sha-256;")
    assert "Contesté." in second["body"][0]["value"]
    assert first["body"][1]["source"] == "https://desk.example/s/story/2/#c1"


def test_every_place_where_a_figure_is_printed_is_annotated() -> None:
    one = figure(1, "14,3", "14.3", source(1), also=("14,3 Md",))
    made = replace(sheet(claim(one)))
    assert [i["target"]["selector"][0]["exact"] for i in written(webannotations, made)["first"]["items"]] == [
        "14,3",
        "14,3 Md",
    ]
