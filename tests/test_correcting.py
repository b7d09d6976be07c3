"""Correcting a figure: read by the desk's own reader, journalled whole, undone to the last digit, kept by imports."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from claims.acts import acts
from claims.chronicle import lines
from claims.correcting import checked_as_of, correct_facts, correct_value, seen_token
from claims.editing import merge_claims, move_figure, split_claim
from claims.figures.interval import Interval
from claims.importing import import_files
from claims.models import Entry, Figure
from claims.refusals import Refusal
from sources.models import Dossier
from tests import factories

pytestmark = pytest.mark.django_db


def correct(figure: Figure, words: str) -> Entry:
    return correct_value(figure, words, by=factories.user(), seen=seen_token(figure), reason="Mal lu")


def columns(figure: Figure) -> dict[str, object]:
    found = Figure.objects.filter(pk=figure.pk).values().get()
    return {name: value for name, value in found.items() if name not in {"stale", "in_dispute"}}


def misread(story: Dossier) -> Figure:
    """A figure read in Canadian dollars, which the $ sign leaves open."""
    claim = factories.claim(story, "Prix", unit="CAD")
    reading = {"low": "14800000000", "high": "14800000000", "low_open": False, "high_open": False}
    return factories.figure(
        claim,
        Decimal("14800000000.25"),
        quote="14,8 G$",
        compared=Interval(Decimal(14_750_000_000), Decimal(14_850_000_000), high_open=True),
        alternatives=[{"said": reading, "compared": reading, "unit": "USD", "why": "currency"}],
        assumed=["currency"],
        findings=["weekday"],
    )


def test_a_value_is_read_from_words_and_the_print_stays(story: Dossier) -> None:
    claim, _low, high, _over = factories.disputed_claim(story)
    entry = correct(high, "environ 14,3 milliards de dollars")
    high.refresh_from_db()
    claim.refresh_from_db()
    assert high.said == Interval(Decimal(12_870_000_000), Decimal(15_730_000_000))
    assert (high.mentions.get().quote, high.mentions.get().low) == ("14,8 milliards", Decimal(14_750_000_000))
    assert (claim.status, claim.dispute_count) == ("agreed", 0)
    assert (entry.act, entry.reason) == ("correct", "Mal lu")


def test_a_correction_makes_the_verdict_stale_and_undo_gives_it_back(story: Dossier) -> None:
    _claim, _low, high, _over = factories.disputed_claim(story)
    factories.decide(high, "contested")
    high.refresh_from_db()
    entry = correct(high, "14,3 milliards de dollars")
    high.refresh_from_db()
    assert (high.stale, high.counting_decision) == (True, "")
    Entry.objects.undo(entry, by=factories.user())
    high.refresh_from_db()
    assert (high.stale, high.counting_decision) == (False, "contested")


def test_undo_restores_every_digit_and_every_list(story: Dossier) -> None:
    figure = misread(story)
    before = columns(figure)
    entry = correct(figure, "plus de 9 milliards d’euros")
    now = columns(figure)
    assert (now["unit"], now["said_low"], now["said_high"], now["said_low_open"]) == ("EUR", 9_000_000_000, None, True)
    assert (now["alternatives"], now["assumed"], now["findings"]) == ([], [], [])
    Entry.objects.undo(entry, by=factories.user())
    assert columns(figure) == before
    again = Entry.objects.get(undoes=entry)
    Entry.objects.undo(again, by=factories.user())
    assert columns(figure) == now


@pytest.mark.parametrize(
    ("kind", "unit", "words", "low", "high"),
    [
        ("money", "USD", "14 milliards", 14_000_000_000, 14_000_000_000),
        ("money", "USD", "14,8 Md$", 14_800_000_000, 14_800_000_000),
        ("percent", "%", "49", 49, 49),
        ("count", "salarié", "moins de 80", None, 80),
        ("date", "date", "12 juin 2025", factories.days("2025-06-12").low, factories.days("2025-06-12").high),
    ],
)
def test_words_are_read_as_the_source_would_print_them(
    story: Dossier, kind: str, unit: str, words: str, low: int | None, high: int | None
) -> None:
    claim = factories.claim(story, kind=kind, unit=unit)
    figure = factories.figure(claim, 5, quote="5")
    correct(figure, words)
    figure.refresh_from_db()
    assert (figure.said_low, figure.said_high, figure.unit) == (low, high, unit)


def test_words_that_do_not_say_enough_are_read_where_the_print_stands(story: Dossier) -> None:
    source = factories.source(story, "Le fondateur, âgé de plus de 82 ans, quitte le groupe.")
    figure = factories.figure(factories.claim(story, "Âge", kind="age", unit="year"), 82, of=source, quote="82 ans")
    figure.mentions.update(hedge="plus de")
    correct(figure, "28 ans")
    figure.refresh_from_db()
    assert (figure.kind, figure.said_low, figure.said_high) == ("age", 28, 28)


def test_a_hedge_that_was_not_typed_is_not_read_into_the_words(story: Dossier) -> None:
    source = factories.source(story, "Le fondateur, âgé de plus de 82 ans, quitte le groupe.")
    figure = factories.figure(factories.claim(story, "Âge", kind="age", unit="year"), 82, of=source, quote="82 ans")
    with pytest.raises(Refusal, match="asks for another kind: age"):
        correct(figure, "28 ans")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "Type the figure as an article"),
        ("beaucoup", "No figure was read in “beaucoup”"),
        ("49 %", "was read as 49% (percent), and the claim asks for another kind: money"),
        ("14 milliards de dollars ou 15 milliards de dollars", "was read as several figures"),
        ("14\x07 milliards", "cannot be stored"),
        ("2025202520252025 dollars", "No figure was read"),
    ],
)
def test_words_that_are_not_one_value_of_the_claims_kind_are_refused_with_what_was_read(
    story: Dossier, words: str, said: str
) -> None:
    _claim, low, *_ = factories.disputed_claim(story)
    with pytest.raises(Refusal, match=said.replace("(", r"\(").replace(")", r"\)")):
        correct(low, words)
    assert not Entry.objects.exists()


def test_a_correction_that_changes_nothing_is_refused(story: Dossier) -> None:
    _claim, low, *_ = factories.disputed_claim(story)
    with pytest.raises(Refusal, match="read so already"):
        correct(low, "14,3 milliards de dollars")


def test_a_correction_does_not_overwrite_one_that_its_author_had_not_seen(story: Dossier) -> None:
    _claim, low, *_ = factories.disputed_claim(story)
    seen = seen_token(low)
    correct(low, "14 milliards de dollars")
    for stale, said in ((seen, "meanwhile"), ("", "does not say what its author had seen")):
        with pytest.raises(Refusal, match=said):
            correct_value(low, "15 milliards de dollars", by=factories.user(), seen=stale)
        with pytest.raises(Refusal, match=said):
            correct_facts(low, "2024", None, by=factories.user(), seen=stale)
    assert Entry.objects.count() == 1


def test_date_and_origin_are_one_row_and_undone_together(story: Dossier) -> None:
    _claim, low, *_ = factories.disputed_claim(story)
    entry = correct_facts(low, "2024-05", "Agence", by=factories.user(), seen=seen_token(low))
    low.refresh_from_db()
    assert (low.as_of, low.origin and low.origin.name) == ("2024-05", "Agence")
    Entry.objects.undo(entry, by=factories.user())
    low.refresh_from_db()
    assert (low.as_of, low.origin) == ("", None)


def test_an_origin_is_found_by_its_name_whatever_its_capitals(story: Dossier) -> None:
    _claim, low, *_ = factories.disputed_claim(story)
    known = story.origins.create(name="Agence")
    entry = correct_facts(low, "", "AGENCE ", by=factories.user(), seen=seen_token(low))
    low.refresh_from_db()
    assert (low.origin, set(entry.after)) == (known, {"origin"})
    assert story.origins.count() == 1


@pytest.mark.parametrize("text", ["2024", "2024-05", "2024-05-03", "", " 2024 "])
def test_an_as_of_date_is_a_year_a_month_a_day_or_nothing(text: str) -> None:
    assert checked_as_of(text) == text.strip()


@pytest.mark.parametrize("text", ["mai", "2024-13", "2024-5", "2024-02-30", "٢٠٢٤", "24", "0000"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        checked_as_of(text)


def test_the_chronicle_says_a_corrected_value_in_words(story: Dossier) -> None:
    _claim, low, *_ = factories.disputed_claim(story)
    entry = correct(low, "9 milliards d’euros")
    Entry.objects.undo(entry, by=factories.user())
    undone, corrected = lines(acts(story))
    (change,) = corrected.changes
    assert (change.field, change.before) == ("value", "$14.3B ($14.25B – $14.35B)")
    assert change.after.startswith("€9B")
    (back,) = undone.changes
    assert (back.before, back.after) == (change.after, change.before)


def test_the_chronicle_names_the_origin_and_not_its_number(story: Dossier) -> None:
    _claim, low, *_ = factories.disputed_claim(story)
    correct_facts(low, "", "Agence", by=factories.user(), seen=seen_token(low))
    ((change,),) = [line.changes for line in lines(acts(story))]
    assert (change.before, change.after) == ("nothing", "Agence")


def test_moving_merging_and_splitting_place_the_figure_and_undo_takes_both_back(story: Dossier) -> None:
    claim, low, high, _over = factories.disputed_claim(story)
    other = factories.claim(story, "Prix payé")
    alone = factories.figure(other, 14_900_000_000, quote="14,9 milliards")
    move_figure(low, other, by=factories.user())
    split_claim([high], "À part", by=factories.user())
    merge_claims(other, claim, by=factories.user())
    for figure in (low, high, alone):
        figure.refresh_from_db()
        assert figure.placed
        assert all("placed" in entry.after for entry in Entry.objects.filter(act="move", subject_id=figure.pk))
    for entry in Entry.objects.order_by("-pk"):
        Entry.objects.undo(entry, by=factories.user())
    for figure, home in ((low, claim), (high, claim), (alone, other)):
        figure.refresh_from_db()
        assert (figure.placed, figure.claim) == (False, home)


def test_an_import_keeps_a_corrected_value_and_leaves_the_figure_where_it_was_placed(tmp_path: Path) -> None:
    text = "Norvane rachète Helioport\n\nNorvane va payer {} milliards d’euros pour le rachat d’Helioport.\n"
    dossier = factories.dossier("norvane")
    for name, amount in (("a", "14,3"), ("b", "14,8")):
        (tmp_path / f"{name}.txt").write_text(text.format(amount), encoding="utf-8")
    import_files(dossier, sorted(tmp_path.iterdir()))
    figure = Figure.objects.get(source__name="b.txt", kind="money")
    correct(figure, "14,3 milliards d’euros")
    move_figure(figure, factories.claim(dossier, "À part", unit="EUR"), by=factories.user())

    (tmp_path / "b.txt").write_text(text.format("14,8") + "\nUne ligne de plus.\n", encoding="utf-8")
    (tmp_path / "c.txt").write_text(text.format("14,4"), encoding="utf-8")
    import_files(dossier, [tmp_path / "b.txt", tmp_path / "c.txt"])
    figure.refresh_from_db()
    assert figure.said == Interval(Decimal(14_300_000_000), Decimal(14_300_000_000))
    assert (figure.claim.label, figure.placed, figure.vanished) == ("À part", True, False)
    assert [mention.quote for mention in figure.printed_mentions()] == ["14,8 milliards d’euros"]
