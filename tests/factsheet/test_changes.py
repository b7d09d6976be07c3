"""The corrections note: what one sheet says otherwise than another, in words."""

from __future__ import annotations

from dataclasses import replace

from claims.factsheet.changes import changes
from claims.factsheet.sheet import FactSheet, SheetClaim, SheetFigure
from tests.factsheet.sheets import claim, exact, figure, sheet, source, verdict

A, B = source(1, "Le Matin"), source(2, "Le Soir")


def told(old: FactSheet, new: FactSheet) -> list[tuple[str, int, str]]:
    return [(change.kind, change.claim, change.text) for change in changes(old, new)]


def low(**fields: object) -> SheetFigure:
    return replace(figure(1, "14,3 milliards", "14.3", A, in_dispute=True), **fields)  # type: ignore[arg-type]


def high(**fields: object) -> SheetFigure:
    return replace(figure(2, "14,8 milliards", "14.8", B, in_dispute=True), **fields)  # type: ignore[arg-type]


def amount(*figures: SheetFigure, status: str = "disputed", **fields: object) -> SheetClaim:
    return claim(*figures, status=status, **fields)


def test_the_same_sheet_has_no_changes() -> None:
    assert told(sheet(amount(low(), high())), sheet(amount(low(), high()), number=2)) == []


def test_a_decision_adds_and_gives_its_reason_once() -> None:
    no, yes = verdict("contested", "Démenti."), verdict("confirmed", "Démenti.")
    new = sheet(amount(low(verdict=yes), high(verdict=no), status="settled"))
    assert told(sheet(amount(low(), high())), new) == [
        (
            "addition",
            1,
            "“Montant investi”: settled; before: disputed. Now confirmed: “14,3 milliards” (Le Matin). "
            "Now contested: “14,8 milliards” (Le Soir). Reason: Démenti.",
        )
    ]


def test_a_decision_that_is_turned_round_is_a_correction() -> None:
    was = amount(low(verdict=verdict("confirmed")), high(verdict=verdict("contested", "x")), status="settled")
    now = amount(low(verdict=verdict("contested", "y")), high(verdict=verdict("confirmed", "y")), status="settled")
    ((kind, _claim, text),) = told(sheet(was), sheet(now))
    assert kind == "correction"
    assert "contested, before confirmed: “14,3 milliards” (Le Matin)." in text
    assert "confirmed, before contested: “14,8 milliards” (Le Soir)." in text


def test_a_verdict_that_no_longer_counts_is_a_correction() -> None:
    was = amount(low(verdict=verdict("confirmed")), high(verdict=verdict("contested", "x")), status="settled")
    now = amount(low(verdict=verdict("confirmed", stale=True)), high(verdict=verdict("contested", "x")))
    ((kind, _claim, text),) = told(sheet(was), sheet(now))
    assert kind == "correction"
    assert "o longer confirmed: “14,3 milliards” (Le Matin)." in text


def test_a_corrected_value_is_a_correction_that_gives_both() -> None:
    ((kind, _claim, text),) = told(
        sheet(amount(low())), sheet(amount(low(said=exact("13.3", "0"), compared=exact("13.3"))))
    )
    assert (kind, text) == (
        "correction",
        "“Montant investi”: “14,3 milliards” (Le Matin) is read as $13.3, before as $14.3.",
    )


def test_figures_that_come_and_go_are_named() -> None:
    assert [t for _k, _c, t in told(sheet(amount(low())), sheet(amount(high())))] == [
        "“Montant investi”: new figures: “14,8 milliards” (Le Soir). "
        "Figures that no longer count: “14,3 milliards” (Le Matin).",
        "New source: 2 (Le Soir).",
    ]


def test_claims_that_come_go_and_are_renamed_are_named() -> None:
    old = sheet(amount(low()), claim(high(), id=2, label="Ancien"))
    new = sheet(amount(low(), label="Prix payé"), claim(high(), id=3, label="Nouveau"))
    assert told(old, new) == [
        ("correction", 1, "“Prix payé”: this claim was called “Montant investi”."),
        ("addition", 3, "New on the sheet: “Nouveau”."),
        ("correction", 0, "No longer on the sheet: “Ancien”."),
    ]


def test_sources_that_are_withdrawn_or_have_another_text_are_named() -> None:
    old = sheet(sources=(A, B))
    new = sheet(sources=(replace(A, withdrawn=True), replace(B, sha256="ef" * 32)))
    assert [text for _kind, _claim, text in told(old, new)] == [
        "Source 1 (Le Matin) was withdrawn.",
        "The text of source 2 (Le Soir) has changed.",
    ]
    assert next(text for _k, _c, text in told(new, old)) == "Source 1 (Le Matin) counts again."


def test_other_reading_rules_and_another_title_are_told() -> None:
    texts = [text for _k, _c, text in told(sheet(rules_version="1"), sheet(rules_version="2", title="Autre"))]
    assert texts == [
        "The title was “Une histoire”.",
        "Numbers are read by version 2 of the reading rules, before by version 1.",
    ]


def test_a_claim_that_left_the_sheet_is_gone_though_the_desk_keeps_it() -> None:
    ((_kind, _claim, text),) = told(sheet(amount(low())), sheet(amount(low(), on_sheet=False)))
    assert text == "No longer on the sheet: “Montant investi”."
