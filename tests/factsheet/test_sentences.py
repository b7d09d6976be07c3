"""What the sheet says of a claim: worded as printed, attributed, and never more certain than the desk is."""

from decimal import Decimal
from typing import Any

from claims.factsheet.runs import plain
from claims.factsheet.sayings import agrees, sayings
from claims.factsheet.sentences import claim_text, reconstructed_note, withdrawn_notes
from claims.factsheet.sheet import SheetClaim
from claims.figures.interval import Interval
from tests.factsheet.sheets import claim, exact, figure, sheet, source, verdict

A, B, C, AFP = source(1, "Le Matin"), source(2, "Le Soir"), source(3), source(4, "AFP")
OVER_14 = Interval(Decimal(14), None, low_open=True)


def said(of: SheetClaim, language: str = "en") -> list[tuple[str, str]]:
    return [(statement.role, plain(statement.runs)) for statement in claim_text(of, language).statements]


def test_an_agreed_claim_gives_one_wording_with_every_source_that_says_it() -> None:
    made = claim(figure(1, "29 milliards", "29", A), figure(2, "29 milliards de dollars", "29", B))
    assert said(made) == [("agreed", "29 milliards de dollars, according to Le Matin and Le Soir.")]


def test_every_source_named_is_cited_with_its_own_figure() -> None:
    made = claim(figure(1, "29 milliards", "29", A), figure(2, "29 milliards", "29", B))
    runs = claim_text(made, "en").statements[0].runs
    assert [(run.text, [f.id for f in run.cites]) for run in runs if run.cites] == [("Le Matin", [1]), ("Le Soir", [2])]


def test_a_less_precise_figure_keeps_its_hedge_and_is_said_to_agree() -> None:
    made = claim(figure(1, "14,3 milliards", "14.3", A), figure(2, "14 milliards", OVER_14, AFP, hedge="plus de"))
    assert said(made)[1] == ("compatible", "AFP gives “plus de 14 milliards”, which agrees.")


def test_several_sources_give_in_the_plural() -> None:
    over = [figure(n, "14 milliards", OVER_14, of, hedge="plus de") for n, of in ((2, B), (3, AFP))]
    made = claim(
        figure(1, "14,3 milliards", "14.3", A), *over, figure(4, "14,3 milliards", "14.3", source(5)), status="agreed"
    )
    assert ("compatible", "Le Soir and AFP give “plus de 14 milliards”, which agrees.") in said(made)


def test_hedges_of_other_words_are_not_put_into_one_mouth() -> None:
    about = Interval(Decimal("12.6"), Decimal("15.4"))
    made = claim(
        figure(1, "14 milliards", about, A, hedge="environ"), figure(2, "14 milliards", about, B, hedge="quelque")
    )
    text = " ".join(words for _role, words in said(made))
    assert "environ 14 milliards, according to Le Matin." in text
    assert "Le Soir gives “quelque 14 milliards”, which agrees." in text


def test_a_wording_that_not_all_print_is_not_put_in_quotation_marks() -> None:
    made = claim(
        *(figure(10 + n, "14,3 milliards", "14.3", source(10 + n)) for n in range(2)),
        figure(2, "14 milliards", OVER_14, B, hedge="plus de"),
        figure(3, "14 milliards de dollars", OVER_14, AFP, hedge="plus de"),
    )
    assert ("compatible", "Le Soir and AFP give plus de 14 milliards de dollars, which agrees.") in said(made)


def test_a_settled_claim_says_what_is_confirmed_and_who_contests_what_and_why() -> None:
    made = claim(
        figure(
            1, "14,3 milliards", "14.3", A, in_dispute=True, verdict=verdict("confirmed", "checked with the company")
        ),
        figure(2, "14,8 milliards", "14.8", B, in_dispute=True, verdict=verdict("contested", "would mean 51 %")),
        status="settled",
    )
    assert said(made) == [
        (
            "confirmed",
            "Confirmed: 14,3 milliards, according to Le Matin. Reason: checked with the company. "
            "Decided by Claire Desk on November 22, 2026.",
        ),
        (
            "contested",
            "Contested: 14,8 milliards, according to Le Soir. Reason: would mean 51 %. "
            "Decided by Claire Desk on November 22, 2026.",
        ),
    ]


def test_the_confirmed_wording_is_the_one_that_is_set_off() -> None:
    made = claim(
        figure(1, "14,3 milliards", "14.3", A, in_dispute=True, verdict=verdict("confirmed")), status="settled"
    )
    assert [run.text for run in claim_text(made, "en").statements[0].runs if run.role == "lead"] == ["14,3 milliards"]


def test_evidence_is_a_link_named_by_its_host() -> None:
    decided = verdict("contested", "no", evidence="https://sec.example/filing?id=1")
    runs = (
        claim_text(claim(figure(1, "14,8", "14.8", A, in_dispute=True, verdict=decided), status="contested"), "en")
        .statements[0]
        .runs
    )
    assert [(run.text, run.url) for run in runs if run.role == "link"] == [
        ("sec.example", "https://sec.example/filing?id=1")
    ]


def test_an_undecided_claim_gives_every_side_and_says_that_nobody_decided() -> None:
    under = Interval(None, Decimal(12), high_open=True)
    made = claim(
        figure(1, "une douzaine", under, A, hedge="moins d’", kind="count", unit="salarié", in_dispute=True),
        figure(
            2,
            "plusieurs dizaines",
            Interval(Decimal(20), Decimal(99)),
            AFP,
            kind="count",
            unit="salarié",
            in_dispute=True,
        ),
        status="disputed",
    )
    assert said(made) == [
        (
            "undecided",
            "In dispute: plusieurs dizaines, according to AFP; “moins d’une douzaine”, according to Le Matin. "
            "The desk has not decided.",
        )
    ]


def test_a_figure_that_fits_every_side_of_a_dispute_says_so() -> None:
    made = claim(
        figure(1, "14,3 milliards", "14.3", A, in_dispute=True),
        figure(2, "14,8 milliards", "14.8", B, in_dispute=True),
        figure(3, "14 milliards", OVER_14, AFP, hedge="plus de"),
        status="disputed",
    )
    assert said(made)[1] == ("compatible", "AFP gives “plus de 14 milliards”, which fits each of these.")


def test_figures_of_other_dates_or_currencies_are_not_said_to_agree() -> None:
    earlier = figure(1, "14,3 milliards", "14.3", A, as_of="2024-05")
    assert not agrees(earlier, figure(2, "14,3 milliards", "14.3", B, as_of="2025-06"))
    assert not agrees(earlier, figure(2, "14,3 milliards d’euros", "14.3", B, unit="EUR"))
    assert agrees(earlier, figure(2, "14,3 milliards", "14.3", B))
    text = said(claim(earlier, figure(2, "13,1 milliards", "13.1", B, as_of="2025-06")))
    assert text[0] == ("agreed", "14,3 milliards (as of May 2024), according to Le Matin.")
    assert text[1] == ("compatible", "Le Soir gives 13,1 milliards (as of June 2025).")


def test_another_reading_counts_as_agreement_only_where_it_fits() -> None:
    said_as = {"low": "14.3", "high": "14.3"}
    canadian = {"said": said_as, "compared": {"low": "14.25", "high": "14.35"}, "unit": "CAD", "why": "currency"}
    bare = figure(1, "14,3 G$", "14.3", A, alternatives=(canadian,))
    assert agrees(bare, figure(2, "14,3 milliards de dollars canadiens", "14.3", B, unit="CAD"))
    assert not agrees(bare, figure(2, "15,9 milliards de dollars canadiens", "15.9", B, unit="CAD"))
    assert said(claim(bare))[0][1] == "14,3 G$ (the currency is not certain), according to Le Matin."


def test_a_doubt_is_told_beside_the_source_that_it_concerns() -> None:
    said_as = {"low": "14.3", "high": "14.3"}
    american = {"said": said_as, "compared": {"low": "14.25", "high": "14.35"}, "unit": "USD", "why": "currency"}
    bare = figure(1, "14,3 G$", "14.3", A, unit="CAD", alternatives=(american,))
    made = claim(bare, figure(2, "14,3 milliards de dollars US", "14.3", B))
    assert said(made) == [
        (
            "agreed",
            "14,3 milliards de dollars US, according to Le Matin (the currency is not certain) and Le Soir.",
        )
    ]


def test_sayings_that_one_act_confirmed_stand_in_one_sentence() -> None:
    decided = verdict("confirmed", "checked")
    made = claim(
        figure(1, "14,3 milliards", "14.3", A, in_dispute=True, verdict=decided),
        figure(2, "14 milliards", OVER_14, B, hedge="plus de", verdict=decided),
        figure(3, "14 milliards", OVER_14, AFP, hedge="au moins"),
        status="settled",
    )
    assert said(made) == [
        (
            "confirmed",
            "Confirmed: 14,3 milliards, according to Le Matin; plus de 14 milliards, according to Le Soir. "
            "Reason: checked. Decided by Claire Desk on November 22, 2026.",
        ),
        ("compatible", "AFP gives “au moins 14 milliards”, which agrees."),
    ]


def test_a_single_origin_is_called_that_and_never_sources() -> None:
    wire = [source(n, name, origin="AFP") for n, name in ((1, "Le Matin"), (2, "Le Soir"))]
    made = claim(*(figure(n, "49 %", "49", of, origin_key="origin-1") for n, of in enumerate(wire, 1)), status="single")
    assert said(made) == [
        ("agreed", "49 %, according to Le Matin and Le Soir (one origin)."),
        ("origin", "One origin only: AFP."),
    ]
    assert "sources" not in " ".join(words for _role, words in said(made))


def test_the_speaker_whom_a_source_cites_is_named() -> None:
    made = claim(figure(1, "49 %", "49", AFP, attribution="plusieurs médias américains"), figure(2, "49 %", "49", A))
    assert said(made)[0][1] == "49 %, according to Le Matin and AFP (citing plusieurs médias américains)."


def test_a_source_without_publisher_is_called_by_its_number() -> None:
    assert said(claim(figure(1, "49 %", "49", C)))[0][1] == "49 %, according to source\u00a03."


def test_a_demonstration_text_is_marked_wherever_it_is_named() -> None:
    demo = source(1, "Le Matin", reconstructed=True)
    runs = claim_text(claim(figure(1, "49 %", "49", demo)), "en").statements[0].runs
    assert [run.text for run in runs if run.role == "reconstructed"] == ["†"]
    assert reconstructed_note("en") == "† demonstration text, not the publisher's words"


def test_a_stale_verdict_is_told_and_does_not_count() -> None:
    made = claim(
        figure(1, "14,3 milliards", "14.3", A, in_dispute=True, verdict=verdict("confirmed", stale=True)),
        figure(2, "14,8 milliards", "14.8", B, in_dispute=True),
        status="disputed",
    )
    roles = dict(said(made))
    assert roles["undecided"].startswith("In dispute: 14,3 milliards, according to Le Matin; 14,8 milliards")
    assert "what was judged has changed: this no longer counts" in roles["stale"]
    assert "confirmed" not in roles


def test_a_contested_claim_confirms_nothing() -> None:
    decided = [verdict("contested", "typing error"), verdict("contested", "old figure")]
    made = claim(
        *(
            figure(n, f"{n} milliards", str(n), of, in_dispute=True, verdict=v)
            for n, of, v in ((1, A, decided[0]), (2, B, decided[1]))
        ),
        status="contested",
    )
    assert [role for role, _words in said(made)] == ["contested", "contested"]


def test_a_date_that_is_printed_short_says_which_day_it_means_and_what_was_assumed() -> None:
    day = Interval(Decimal(739404), Decimal(739404))
    made = claim(figure(1, "2 juin", day, A, kind="date", unit="date", assumed=("year",)))
    assert said(made, "en")[0][1] == "2 juin (June 2, 2025, year assumed), according to Le Matin."


def test_a_date_that_is_printed_in_full_is_not_said_twice() -> None:
    day = Interval(Decimal(739404), Decimal(739404))
    made = claim(figure(1, "2 juin 2025", day, A, kind="date", unit="date"))
    assert "(" not in said(made, "fr")[0][1]


def test_a_typed_answer_is_stated_and_its_rival_too() -> None:
    nothing = Interval(None, None)
    fields: dict[str, Any] = {"kind": "text", "unit": "", "in_dispute": True}
    made = claim(
        figure(1, "restera", nothing, A, answer="stays on the board", **fields),
        figure(2, "quitte", nothing, B, answer="leaves the board", **fields),
        status="disputed",
    )
    assert said(made)[0][1].startswith("In dispute: stays on the board, according to Le Matin; leaves the board")


def test_the_wording_is_taken_from_a_source_in_the_language_of_the_dossier() -> None:
    english = source(7, "The Paper", language="en-GB")
    group = [figure(1, "14,3 milliards de dollars américains", "14.3", A), figure(2, "$14.3 billion", "14.3", english)]
    assert [saying.wording for saying in sayings(group, "en")] == ["$14.3 billion"]
    assert [saying.wording for saying in sayings(group, "fr")] == ["14,3 milliards de dollars américains"]


def test_the_most_independent_origins_lead() -> None:
    about = Interval(Decimal("12.6"), Decimal("15.4"))
    made = claim(
        figure(1, "14 milliards", about, A, hedge="environ"),
        figure(2, "13,8 milliards", exact("13.8"), B),
        figure(3, "13,8 milliards", exact("13.8"), AFP),
    )
    assert said(made)[0][1] == "13,8 milliards, according to Le Soir and AFP."


def test_lists_follow_the_language_of_the_dossier() -> None:
    made = claim(*(figure(n, "29 milliards", "29", of) for n, of in ((1, A), (2, B), (3, AFP))))
    assert "Le Matin, Le Soir et l’AFP" in said(made, "fr")[0][1]


def test_a_withdrawn_source_is_named_as_such() -> None:
    made = sheet(claim(figure(1, "29 milliards", "29", A)), sources=(source(2, "Le Soir", withdrawn=True),))
    assert withdrawn_notes(made) == ("Source 2 (Le Soir) was withdrawn: its figures do not count.",)
