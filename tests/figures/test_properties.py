"""What holds for every text."""

import string
from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from claims.figures.interval import Interval
from claims.figures.reader import read_figures

WORDS = (
    *[
        "14,3",
        "14.3",
        "1",
        "500",
        "2025",
        "12/06/2025",
        "49",
        "%",
        "milliards",
        "de",
        "dollars",
        "billion",
        "$",
        "US",
        "G$",
        "€",
        "Md€",
        "plus",
        "de",
        "moins",
        "d'",
        "environ",
    ],
    *[
        "entre",
        "et",
        "à",
        "from",
        "to",
        "between",
        "juin",
        "mai",
        "May",
        "13",
        "mi-",
        "fin",
        "début",
        "d'ici",
        "une",
        "douzaine",
        "plusieurs",
        "dizaines",
        "deux",
    ],
    *[
        "tiers",
        "double",
        "fois",
        "un",
        "one",
        "dozen",
        "half",
        "third",
        "deuxième",
        "second",
        "ans",
        "old",
        "âgé",
        "salariés",
        "people",
        "Llama",
        "4",
        ",",
        ".",
        ":",
        ";",
        "(",
        ")",
        "-",
        "–",
    ],
    *[
        "½",
        "٣",
        "000",
        "milliard",
        "cent",
        "mille",
        "vingt",
        "quatre",
        "hundred",
        "thousand",
        "and",
        "or",
        "ou",
        "°C",
        "km",
        "MWh",
        "/",
        "selon",
        "said",
    ],
    *("\n", "\n\n", "\u00a0", "\u202f", "\u200b", "\u202e"),
)

texts = st.one_of(
    st.text(max_size=200),
    st.text(alphabet=string.digits + " .,-/$€%", max_size=120),
    st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=40).map("".join),
)
languages = st.sampled_from(["fr", "fr-CA", "fr-CH", "en-US", "en-GB", "en", ""])
publications = st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2040, 12, 31)))


@settings(max_examples=400, deadline=None)
@given(texts, languages, publications)
@example("9999-12-31 31/12/9999 29/2", "en", None)
@example("1/0 0/0 00 000 000 12e3", "fr", None)
@example("-1/2 des voix, environ −½, -¾", "fr", None)
def test_offsets_give_the_quote_and_figures_do_not_overlap(text: str, language: str, published: date | None) -> None:
    reached = 0
    for reading in read_figures(text, language, published):
        assert text[reading.start : reading.end] == reading.quote != ""
        assert reading.start >= reached
        assert reading.printed in reading.quote
        reached = reading.end


@settings(max_examples=300, deadline=None)
@given(texts, languages, publications)
def test_bounds_are_in_order_and_what_is_compared_holds_what_is_said(
    text: str, language: str, published: date | None
) -> None:
    for reading in read_figures(text, language, published):
        for said, compared in (
            (reading.said, reading.compared),
            *((other.said, other.compared) for other in reading.alternatives),
        ):
            assert said.low is None or said.high is None or said.low <= said.high
            assert _holds(compared, said)


def _holds(outer: Interval, inner: Interval) -> bool:
    low = outer.low is None or (inner.low is not None and outer.low <= inner.low)
    return low and (outer.high is None or (inner.high is not None and inner.high <= outer.high))


@settings(max_examples=150, deadline=None)
@given(texts, languages)
def test_noise_far_away_changes_nothing_near(noise: str, language: str) -> None:
    near = "Wayland a payé 14,3 millions d'euros pour 49 % de Kestrel le 13 juin 2024."
    lone = read_figures(near, language or "fr")
    after = read_figures(f"{near}\n\n{'Rien à voir. ' * 5}\n\n{noise}", language or "fr")
    assert [(r.start, r.quote, r.said, r.unit) for r in after[: len(lone)]] == [
        (r.start, r.quote, r.said, r.unit) for r in lone
    ]


@settings(max_examples=150, deadline=None)
@given(texts, st.integers(0, 60), st.integers(0, 60))
def test_what_is_masked_is_not_read_and_moves_nothing(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    for reading in read_figures(text, "fr", None, [(start, end)]):
        assert text[reading.start : reading.end] == reading.quote
        assert reading.end <= start or reading.start >= end or not text[start:end].strip()


def test_the_same_text_is_read_alike_twice() -> None:
    text = "Selon l'AFP, près de 1 500 salariés, soit 12 %, partiront d'ici fin 2025."
    assert read_figures(text, "fr") == read_figures(text, "fr")
