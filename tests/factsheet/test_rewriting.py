"""An editor's own wording: figures and citations stay bound, hedges stay, and one origin is not "sources"."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from claims.factsheet import rewriting
from claims.factsheet.names import in_a_sentence
from claims.factsheet.runs import plain
from claims.factsheet.sentences import claim_text, leading, leading_role
from claims.factsheet.sheet import SheetClaim
from claims.figures.interval import Interval
from tests.factsheet.sheets import claim, figure, source, verdict

A, B = source(1, "Le Matin"), source(2, "Financial Times")
ABOUT = Interval(Decimal("12.6"), Decimal("15.4"))
AGREED = claim(
    figure(7, "14 milliards", ABOUT, A, hedge="environ"), figure(9, "14 milliards", ABOUT, B, hedge="environ")
)


def wrong(sentence: str, of: SheetClaim = AGREED) -> list[str]:
    return rewriting.mistakes(sentence, leading(of, "fr"), "fr")


def statements(of: SheetClaim, sentence: str) -> list[str]:
    return [plain(s.runs) for s in claim_text(worded(of, sentence), "en").statements]


def worded(of: SheetClaim, sentence: str) -> SheetClaim:
    """As it is stored once an editor wrote it for the claim as it stands."""
    return replace(of, sentence=rewriting.marked(sentence, leading_role(of)))


def test_a_wording_with_every_placeholder_is_used_and_cites_as_before() -> None:
    (statement,) = claim_text(worded(AGREED, "{sources 7} put it at {figure 7}."), "en").statements
    assert plain(statement.runs) == "Le Matin and the Financial Times put it at environ 14 milliards."
    assert [[f.id for f in run.cites] for run in statement.runs if run.cites] == [[7], [9]]


def test_the_hedge_is_in_the_placeholder_and_cannot_be_lost() -> None:
    assert wrong("Meta a payé {figure 7}, selon {sources 7}.") == []
    assert "environ 14 milliards" in statements(AGREED, "Meta a payé {figure 7}, selon {sources 7}.")[0]


def test_what_is_missing_is_named() -> None:
    assert wrong("Meta a payé {figure 7}.") == ["{sources 7} is missing: it keeps its place."]
    assert wrong("Rien.") == [
        "{figure 7} is missing: it keeps its place.",
        "{sources 7} is missing: it keeps its place.",
    ]


@pytest.mark.parametrize("extra", ["{figure 7}", "{figure 8}", "{sources 12}"])
def test_a_placeholder_too_many_is_named(extra: str) -> None:
    assert len(wrong(f"{{figure 7}}, selon {{sources 7}}. {extra}")) == 1


@pytest.mark.parametrize("loose", ["14,8 milliards de dollars", "49 %", "12 juin 2025"])
def test_a_figure_that_no_source_stands_for_is_refused(loose: str) -> None:
    (said,) = wrong(f"{{figure 7}}, et non {loose}, selon {{sources 7}}.")
    assert "is a figure that no source stands for" in said


def test_a_name_that_holds_digits_is_no_figure() -> None:
    assert wrong("Pour Llama 4, {figure 7}, selon {sources 7}.") == []


@pytest.mark.parametrize("brace", ["{", "}", "{figure x}"])
def test_a_brace_outside_a_placeholder_is_refused(brace: str) -> None:
    assert wrong(f"{{figure 7}}, selon {{sources 7}} {brace}") == ["A brace stands outside a placeholder."]


@pytest.mark.parametrize("word", ["sources", "plusieurs médias", "Sources"])
def test_one_origin_is_never_called_several(word: str) -> None:
    one = claim(*(replace(f, origin_key="reuters") for f in AGREED.figures))
    assert len(wrong(f"{{figure 7}}, selon des {word} : {{sources 7}}.", one)) == 1
    assert wrong(f"{{figure 7}}, selon des {word} : {{sources 7}}.") == []


def test_a_wording_that_no_longer_fits_gives_way_to_the_sheets_own_and_says_so() -> None:
    gone = worded(claim(AGREED.figures[1]), "{sources 7} put it at {figure 7}.")
    text = claim_text(gone, "en")
    assert plain(text.statements[0].runs) == "environ 14 milliards, according to the Financial Times."
    assert text.set_aside
    assert not claim_text(worded(AGREED, "{sources 7}: {figure 7}"), "en").set_aside


def test_the_reasons_and_what_is_contested_stay_after_an_editors_wording() -> None:
    decided = claim(
        figure(1, "14,3", "14.3", A, in_dispute=True, verdict=verdict("confirmed", "Recoupé.")),
        figure(2, "14,8", "14.8", B, in_dispute=True, verdict=verdict("contested", "Démenti.")),
        status="settled",
    )
    confirmed, contested = statements(decided, "It was {figure 1}, says {sources 1}.")
    assert confirmed.startswith("It was 14,3, says Le Matin. Reason: Recoupé. Decided by")
    assert contested.startswith("Contested: 14,8, according to the Financial Times.")


def test_every_side_of_a_dispute_keeps_its_place() -> None:
    open_ = claim(
        figure(1, "14,3", "14.3", A, in_dispute=True),
        figure(2, "14,8", "14.8", B, in_dispute=True),
        status="disputed",
    )
    assert len(wrong("{figure 1}, selon {sources 1}.", open_)) == 2
    own = statements(open_, "{figure 1} for {sources 1}, {figure 2} for {sources 2}.")
    assert own == ["14,3 for Le Matin, 14,8 for the Financial Times. The desk has not decided."]


def test_words_for_what_is_confirmed_are_not_said_of_what_is_open_again() -> None:
    low = figure(1, "14,3", "14.3", A, in_dispute=True, verdict=verdict("confirmed"))
    high = figure(2, "14,8", "14.8", B, in_dispute=True, verdict=verdict("contested", "Démenti."))
    written = worded(claim(low, high, status="settled"), "It was {figure 1}, says {sources 1}.")
    stale = replace(low, verdict=verdict("confirmed", stale=True))
    text = claim_text(replace(written, figures=(stale, high), status="disputed"), "en")
    assert text.set_aside
    assert plain(text.statements[0].runs).startswith("In dispute: 14,3, according to Le Matin.")


def test_the_sentence_to_begin_with_fits() -> None:
    template = rewriting.template_of(leading(AGREED, "fr"))
    assert template == "{figure 7}, according to {sources 7}."
    assert wrong(template) == []


@pytest.mark.parametrize(
    ("name", "french", "english"),
    [
        ("AFP", "l’AFP", "AFP"),
        ("Le Monde", "Le Monde", "Le Monde"),
        ("New York Times", "le New York Times", "the New York Times"),
        ("BBC", "la BBC", "the BBC"),
        ("Reuters", "Reuters", "Reuters"),
        ("The Guardian", "The Guardian", "The Guardian"),
    ],
)
def test_an_outlet_is_named_as_papers_name_it(name: str, french: str, english: str) -> None:
    assert (in_a_sentence(name, "fr-CA"), in_a_sentence(name, "en")) == (french, english)
