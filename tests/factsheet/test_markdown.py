"""The Markdown sheet: the page's sentences, footnotes that can be checked, and nothing that markup could swallow."""

import re

from claims.factsheet import markdown
from tests.factsheet.sheets import claim, figure, sheet, source, verdict


def test_a_draft_says_so_and_a_published_sheet_does_not() -> None:
    assert "**Draft of November 22, 2026**" in markdown.render(sheet())
    assert "Draft" not in markdown.render(sheet(draft=False))


def test_every_citation_has_one_footnote_and_every_footnote_a_citation() -> None:
    a, b = source(1, "Le Matin"), source(2, "Le Soir")
    text = markdown.render(
        sheet(
            claim(figure(1, "29 milliards", "29", a), figure(2, "29 milliards", "29", b)),
            claim(
                figure(3, "14,8", "14.8", b, in_dispute=True, verdict=verdict("contested", "no")),
                id=2,
                status="contested",
            ),
        )
    )
    cited = re.findall(r"\[\^([\d-]+)\](?!:)", text)
    noted = re.findall(r"^\[\^([\d-]+)\]:", text, re.MULTILINE)
    assert sorted(cited) == sorted(noted) == ["1-1", "2-2", "2-3"]


def test_a_footnote_holds_quote_places_file_and_hash() -> None:
    text = markdown.render(
        sheet(claim(figure(1, "14 milliards", "14", source(1, "AFP"), hedge="plus de", also=("14 Md",))))
    )
    note = next(line for line in text.splitlines() if line.startswith("[^1-1]:"))
    assert note == f"[^1-1]: “plus de 14 milliards”, AFP; characters 0–12, 100–105 of 1.txt, SHA-256 `{'ab' * 32}`"


def test_markup_in_what_others_wrote_is_shown_and_not_obeyed() -> None:
    evil = source(1, "<script>alert(1)</script> & *Co*", title="# A [link](http://x)")
    decided = verdict("contested", "see [^9-9] | **bold**")
    made = claim(
        figure(1, "_14_", "14", evil, in_dispute=True, verdict=decided), status="contested", label="1. `x`\n# y"
    )
    text = markdown.render(sheet(made))
    assert "<script" not in text
    assert r"&lt;script&gt;alert(1)&lt;/script&gt; &amp; \*Co\*" in text
    assert r"## 1. \`x\` \# y" in text
    assert r"see \[^9-9\] \| \*\*bold\*\*" in text
    assert r"\_14\_" in text


def test_a_sentence_that_opens_like_a_list_stays_a_sentence() -> None:
    made = claim(figure(1, "14", "14", source(1, "- Le Matin")), figure(2, "14", "14.3", source(2, "1. Le Soir")))
    lines = markdown.render(sheet(made)).splitlines()
    assert not [line for line in lines if re.match(r"[-+] |\d+[.)] (?!\*\*)", line)]


def test_contested_statements_are_set_off_and_sources_that_are_demonstration_texts_are_marked() -> None:
    demo = source(1, reconstructed=True)
    decided = verdict("contested", "no")
    text = markdown.render(
        sheet(claim(figure(1, "14,8", "14.8", demo, in_dispute=True, verdict=decided), status="contested"))
    )
    assert "\n> Contested: 14,8, according to source\u00a01[^1-1]†." in text
    assert "> † demonstration text, not the publisher's words" in text
    assert "(demonstration text)" in text


def test_claims_that_are_not_on_the_sheet_are_left_out() -> None:
    text = markdown.render(
        sheet(claim(figure(1, "49 %", "49", source(1)), on_sheet=False, status="single", label="Part"))
    )
    assert "Part" not in text
    assert "[^1-1]" not in text
