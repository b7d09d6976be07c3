"""Adding a figure that the reader missed: what is read, where it goes, what is refused, and what undo leaves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from claims.adding import StandsAlready, add_figure
from claims.editing import withdraw_source
from claims.importing import import_files
from claims.locating import PrintedOften, Selection
from claims.models import Claim, Entry, Figure, Mention
from claims.refusals import Refusal
from sources.models import Dossier, Source
from tests import factories

pytestmark = pytest.mark.django_db

TEXT = (
    "😀 Titre\n\nNordwind débourse 14,8 milliards de dollars.\n"
    "Le chiffre de 14,8 milliards est repris.\nEt puis une paille.\n"
)


def selected(source: Source, quote: str, **more: Any) -> Selection:
    """What the script sends: code points of the text as a browser shows it."""
    assert source.current is not None
    shown = source.current.text.replace("\r\n", "\n")
    start = shown.index(quote)
    return Selection(edition=source.current.sha256, quote=quote, start=start, end=start + len(quote), **more)


def typed(source: Source, quote: str, **more: Any) -> Selection:
    assert source.current is not None
    return Selection(edition=source.current.sha256, quote=quote, **more)


def add(source: Source, chosen: Selection, claim: Claim | None = None, label: str = "") -> Figure:
    figure = add_figure(source, chosen, claim=claim, label=label, by=factories.user())
    return Figure.objects.get(pk=figure.pk)


@pytest.fixture
def source(story: Dossier) -> Source:
    return factories.source(story, TEXT)


@pytest.fixture
def price(story: Dossier) -> Claim:
    return factories.claim(story, "Prix")


def test_a_selection_is_read_in_its_place_and_counts(source: Source, price: Claim) -> None:
    figure = add(source, selected(source, "14,8 milliards de dollars"), price)
    price.refresh_from_db()
    assert (figure.claim, figure.kind, figure.unit, figure.said_low) == (price, "money", "USD", 14_800_000_000)
    assert (figure.dismissed, figure.placed, figure.vanished) == (False, True, False)
    assert (price.figure_count, price.status) == (1, "single")
    entry = Entry.objects.get()
    assert (entry.act, entry.before, entry.after) == (
        "add",
        {"dismissed": True, "placed": False},
        {"dismissed": False, "placed": True},
    )


@pytest.mark.parametrize("quote", ["14,8", "débourse 14,8 milliards de", "4,8 milliards", " 14,8 milliards de dollars"])
def test_the_mention_is_the_whole_of_what_was_read_there(source: Source, price: Claim, quote: str) -> None:
    add(source, selected(source, quote), price)
    mention = Mention.objects.get()
    assert mention.quote == "14,8 milliards de dollars"
    assert source.current is not None
    assert source.current.text[mention.start : mention.end] == mention.quote


def test_undo_dismisses_the_figure_and_deletes_nothing(source: Source, price: Claim) -> None:
    figure = add(source, selected(source, "14,8 milliards de dollars"), price)
    Entry.objects.undo(Entry.objects.get(), by=factories.user())
    figure.refresh_from_db()
    price.refresh_from_db()
    assert (figure.dismissed, figure.placed, price.figure_count, price.status) == (True, False, 0, "empty")
    assert figure.mentions.count() == 1


def test_what_was_added_and_undone_is_found_dismissed_in_its_claim(source: Source, price: Claim) -> None:
    add(source, selected(source, "14,8 milliards de dollars"), price)
    Entry.objects.undo(Entry.objects.get(), by=factories.user())
    with pytest.raises(StandsAlready, match="dismissed, in “Prix”"):
        add(source, selected(source, "14,8 milliards de dollars"), price)


def test_a_new_claim_takes_kind_and_unit_of_what_was_read(source: Source, story: Dossier) -> None:
    figure = add(source, selected(source, "14,8 milliards de dollars"), label=" Montant déboursé ")
    assert (figure.claim.label, figure.claim.kind, figure.claim.unit) == ("Montant déboursé", "money", "USD")
    assert (figure.claim.number, figure.claim.figure_count) == (1, 1)


def test_what_is_refused_leaves_no_claim_behind(source: Source, story: Dossier) -> None:
    with pytest.raises(Refusal):
        add(source, selected(source, "une paille"), label="Paille")
    with pytest.raises(Refusal, match="name a new one"):
        add(source, selected(source, "14,8 milliards de dollars"), label="  ")
    assert not story.claims.exists()
    assert not Figure.objects.exists()


def test_the_same_value_of_the_same_source_joins_its_figure(source: Source, price: Claim) -> None:
    figure = add(source, selected(source, "14,8 milliards de dollars"), price)
    second = typed(source, "14,8 milliards est", read_as="14,8 milliards de dollars")
    assert add(source, second, price) == figure
    assert [mention.quote for mention in figure.printed_mentions()] == [
        "14,8 milliards de dollars",
        "14,8 milliards est",
    ]
    assert list(Entry.objects.order_by("pk").values_list("act", "subject")) == [("add", "figure"), ("add", "mention")]


def test_another_claim_gets_a_figure_of_its_own(source: Source, price: Claim, story: Dossier) -> None:
    figure = add(source, selected(source, "14,8 milliards de dollars"), price)
    other = factories.claim(story, "Valorisation")
    chosen = typed(source, "14,8 milliards est", read_as="14,8 milliards de dollars")
    assert add(source, chosen, other) != figure


def test_it_belongs_to_the_newest_import_of_the_dossier(source: Source, price: Claim, story: Dossier) -> None:
    factories.figure(factories.claim(story), 3, arrival=7)
    assert add(source, selected(source, "14,8 milliards de dollars"), price).arrival == 7


def test_read_as_says_what_the_reader_cannot(source: Source, story: Dossier) -> None:
    claim = factories.claim(story, "Prix dérisoire")
    figure = add(source, selected(source, "une paille", read_as="moins de 1 000 euros"), claim)
    mention = figure.mentions.get()
    assert (figure.said_low, figure.said_high, figure.unit) == (None, 1000, "EUR")
    assert (mention.quote, mention.printed, mention.hedge) == ("une paille", "", "")


def test_read_as_wins_over_what_is_read_in_place(source: Source, price: Claim) -> None:
    chosen = selected(source, "14,8 milliards de dollars", read_as="14,3 milliards de dollars")
    assert add(source, chosen, price).said_low == 14_300_000_000


def test_a_bare_number_takes_the_unit_of_its_claim_and_says_so(source: Source, price: Claim) -> None:
    figure = add(source, typed(source, "14,8 milliards est"), price)
    assert (figure.kind, figure.unit, figure.said_low) == ("money", "USD", 14_800_000_000)
    assert figure.assumed == ["currency"]


@pytest.mark.parametrize(
    ("text", "quote", "said"),
    [
        ("Il y a 49 % du capital.", "49 %", "was read as 49% (percent), and the claim asks for another kind: money"),
        ("Un prix de 14 dollars, pas 15 dollars.", "14 dollars, pas 15", "was read as several figures"),
        ("Rien ici.", "Rien", "No figure was read in “Rien”"),
        ("Rien ici.", "  ", "Select the figure"),
        ("Rien ici.", "Tout", "The text does not print “Tout”"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(
    story: Dossier, price: Claim, text: str, quote: str, said: str
) -> None:
    source = factories.source(story, text)
    with pytest.raises(Refusal) as refused:
        add(source, typed(source, quote), price)
    assert said in str(refused.value)
    assert not Mention.objects.exists()


def test_a_selection_that_cuts_a_number_is_refused(story: Dossier, price: Claim) -> None:
    source = factories.source(story, "Réf. AB14dollars")
    with pytest.raises(Refusal, match="cuts a word or a number"):
        add(source, selected(source, "14dollars", read_as="14 dollars"), price)


def test_where_a_mention_stands_nothing_is_added_and_its_claim_is_named(story: Dossier, price: Claim) -> None:
    source = factories.source(story, "Le prix est de 14,3 milliards de dollars.")
    factories.figure(price, 14_300_000_000, of=source, quote="14,3 milliards de dollars")
    with pytest.raises(StandsAlready) as refused:
        add(source, selected(source, "14,3"), price)
    assert refused.value.claim == price
    assert Mention.objects.count() == 1


def test_a_reading_that_reaches_over_a_mention_is_refused_as_well(story: Dossier, price: Claim) -> None:
    source = factories.source(story, "Le prix est de 14,3 milliards de dollars.")
    factories.figure(price, 14, of=source, quote="14,3")
    with pytest.raises(StandsAlready):
        add(source, selected(source, "milliards de dollars"), price)


def test_a_text_that_has_changed_since_is_refused(source: Source, price: Claim) -> None:
    chosen = selected(source, "14,8 milliards de dollars")
    source.add_edition(factories.article(f"Corrigé.\n{TEXT}"))
    with pytest.raises(Refusal, match="another text than your page showed"):
        add(source, chosen, price)
    with pytest.raises(Refusal, match="another text"):
        add(source, Selection(edition="", quote="14,8 milliards de dollars"), price)


def test_offsets_that_do_not_hold_the_quote_are_refused(source: Source, price: Claim) -> None:
    chosen = selected(source, "14,8 milliards de dollars")
    assert chosen.start is not None
    assert chosen.end is not None
    utf16 = Selection(chosen.edition, chosen.quote, chosen.start + 1, chosen.end + 1)
    with pytest.raises(Refusal, match="does not print this at the place"):
        add(source, utf16, price)


def test_a_withdrawn_source_takes_no_figure(source: Source, price: Claim) -> None:
    chosen = selected(source, "14,8 milliards de dollars")
    withdraw_source(source, by=factories.user(role="chief"), reason="Rétracté")
    with pytest.raises(Refusal, match="withdrawn"):
        add(source, chosen, price)


def test_a_claim_that_cannot_answer_is_refused(source: Source, story: Dossier, price: Claim) -> None:
    chosen = selected(source, "14,8 milliards de dollars")
    far = factories.claim(factories.dossier(), "Ailleurs")
    text = factories.claim(story, "Reste-t-il ?", kind="text", unit="")
    merged = factories.claim(story, "Fondue", merged_into=price)
    for claim in (far, text, merged):
        with pytest.raises(Refusal):
            add(source, chosen, claim)
    assert not Figure.objects.exists()


def test_a_quote_printed_twice_asks_which_and_takes_the_one_that_is_chosen(story: Dossier, price: Claim) -> None:
    source = factories.source(story, "Un prix de 14 dollars.\nEncore 14 dollars, pas 114 dollars.")
    with pytest.raises(PrintedOften) as asked:
        add(source, typed(source, "14 dollars"), price)
    assert [(one.before, one.after) for one in asked.value.occurrences] == [
        ("Un prix de ", "."),
        ("Encore ", ", pas 114 dollars."),
    ]
    add(source, typed(source, "14 dollars", place=asked.value.occurrences[1].start), price)
    assert Mention.objects.get().start == asked.value.occurrences[1].start


def test_a_quote_is_found_whatever_its_spaces_and_line_breaks(story: Dossier, price: Claim) -> None:
    text = "Titre\r\n\r\nUn prix de 14,8\u00a0milliards\r\nde dollars annoncé l’été.\r\n"
    source = factories.source(story, text)
    add(source, typed(source, "14,8 milliards\nde dollars annoncé l'été", read_as="14,8 milliards de dollars"), price)
    mention = Mention.objects.get()
    assert mention.quote == "14,8\u00a0milliards\r\nde dollars annoncé l’été"
    assert text[mention.start : mention.end] == mention.quote


def test_offsets_of_the_shown_text_are_those_of_a_file_with_other_line_breaks(story: Dossier, price: Claim) -> None:
    source = factories.source(story, "Titre\r\n\r\n😀 Un prix de 14,8 milliards de dollars.\r\n")
    add(source, selected(source, "14,8 milliards de dollars"), price)
    assert Mention.objects.get().quote == "14,8 milliards de dollars"


def test_who_speaks_and_whom_it_credits_are_kept_as_the_reader_finds_them(story: Dossier, price: Claim) -> None:
    source = factories.source(story, "Selon l’AFP, le prix est de 14,8 milliards de dollars.")
    figure = add(source, selected(source, "14,8 milliards de dollars"), price)
    assert "AFP" in figure.attribution
    assert figure.origin is not None
    assert figure.origin.name == "AFP"


def test_an_import_keeps_what_was_added(tmp_path: Path) -> None:
    text = "Norvane rachète Helioport\n\nNorvane débourse une paille pour Helioport.\n"
    dossier = factories.dossier("norvane")
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    import_files(dossier, [tmp_path / "a.txt"])
    source = Source.objects.get()
    figure = add(source, typed(source, "une paille", read_as="1 000 euros"), label="Prix d’Helioport")

    (tmp_path / "a.txt").write_text(f"Mise à jour\n{text}Encore une ligne.\n", encoding="utf-8")
    import_files(dossier, [tmp_path / "a.txt"])
    figure.refresh_from_db()
    assert (figure.dismissed, figure.vanished, figure.said_low) == (False, False, 1000)
    assert [mention.edition.number for mention in figure.printed_mentions()] == [2]

    (tmp_path / "a.txt").write_text(text.replace("une paille", "une fortune"), encoding="utf-8")
    import_files(dossier, [tmp_path / "a.txt"])
    figure.refresh_from_db()
    assert figure.vanished
