"""Figures as pages show them: in the reader's locale, no more certain than they are printed."""

from decimal import Decimal

from django.utils import translation

from claims.figures.interval import Interval
from claims.templatetags.sheet import compared, said
from tests.factsheet.sheets import figure, source

BILLION = Decimal(10) ** 9
AMOUNT = Interval(Decimal("14.3") * BILLION, Decimal("14.3") * BILLION)
ROUNDED = Interval(Decimal("14.25") * BILLION, Decimal("14.35") * BILLION, high_open=True)


def test_an_amount_is_shown_in_the_locale_of_the_reader() -> None:
    made = figure(1, "14,3 milliards", AMOUNT, source(), compared=ROUNDED)
    with translation.override("fr"):
        assert said(made).replace("\u00a0", " ") == "14,3 Md $US"
        assert compared(made).replace("\u00a0", " ") == "14,25 – 14,35 Md $US"
    with translation.override("en"):
        assert said(made) == "$14.3B"


def test_a_bare_dollar_that_may_be_of_two_countries_is_shown_bare() -> None:
    other = {"said": {}, "compared": {}, "unit": "USD", "why": "currency"}
    made = figure(1, "14,3 G$", AMOUNT, source(), unit="CAD", alternatives=(other,))
    with translation.override("fr"):
        assert said(made).replace("\u00a0", " ") == "14,3 Md $"
    with translation.override("en"):
        assert said(made) == "$14.3B"


def test_another_doubt_leaves_the_currency_as_it_is() -> None:
    other = {"said": {}, "compared": {}, "unit": "CAD", "why": "scale"}
    with translation.override("fr"):
        assert "$CA" in said(figure(1, "14,3", AMOUNT, source(), unit="CAD", alternatives=(other,)))


def test_an_exact_value_has_no_interval_to_show() -> None:
    age = Interval(Decimal(28), Decimal(28))
    assert compared(figure(1, "28 ans", age, source(), kind="age", unit="year")) == ""
