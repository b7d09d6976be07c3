"""Who says what: one row a claim, one column a source."""

from dataclasses import replace

from claims.factsheet.matrix import WIDEST, build_matrix
from claims.factsheet.quotes import around, quotes_by_source
from claims.factsheet.sheet import SheetMention
from tests.factsheet.sheets import claim, figure, sheet, source, verdict

A, B, C = source(1), source(2), source(3)


def test_each_figure_stands_under_its_source_with_how_it_stands() -> None:
    made = claim(
        figure(1, "14,3", "14.3", A, in_dispute=True, verdict=verdict("confirmed")),
        figure(2, "14,8", "14.8", B, in_dispute=True, verdict=verdict("contested", "no")),
        figure(3, "14,5", "14.5", B, in_dispute=True),
        figure(4, "14", "14", C),
    )
    cells = build_matrix(sheet(made)).rows[0].cells
    assert [[(a.figure.id, a.state) for a in cell] for cell in cells] == [
        [(1, "confirmed")],
        [(2, "contested"), (3, "undecided")],
        [(4, "agreed")],
    ]


def test_a_stale_verdict_leaves_a_figure_undecided() -> None:
    made = claim(figure(1, "14,3", "14.3", A, in_dispute=True, verdict=verdict("confirmed", stale=True)))
    assert build_matrix(sheet(made)).rows[0].cells[0][0].state == "undecided"


def test_sources_that_say_nothing_on_the_sheet_have_no_column() -> None:
    stated = claim(figure(1, "14,3", "14.3", A))
    other = claim(figure(2, "49 %", "49", B), on_sheet=False, status="single", id=2)
    assert [s.number for s in build_matrix(sheet(stated, other, sources=(C,))).sources] == [1]


def test_a_quote_stands_in_its_own_paragraph() -> None:
    text = "Titre\nLe prix est de 29 milliards, dit-on.\nSuite"
    start = text.index("29")
    mention = SheetMention(10, "1.txt", start, start + 12, "29 milliards", "29", "", *around(text, start, start + 12))
    made = replace(figure(1, "29 milliards", "29", A), mentions=(mention,))
    (found,) = quotes_by_source([A], [claim(made)])
    (quote,) = found.quotes
    assert (quote.before, quote.mention.quote, quote.after) == ("Le prix est de ", "29 milliards", ", dit-on.")


def test_a_matrix_that_nobody_would_read_is_not_made() -> None:
    """A page of 2,000 sources and 500 claims would have a million cells."""
    figures = [figure(n, "14,3", "14.3", source(n)) for n in range(1, WIDEST + 2)]
    assert len(build_matrix(sheet(claim(*figures[:-1]))).sources) == WIDEST
    assert build_matrix(sheet(claim(*figures))).rows == ()
