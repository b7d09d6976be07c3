"""A language is one file: a third one is read without a line of Python."""

from datetime import date
from pathlib import Path

import pytest

from claims.figures import reader
from claims.figures.lexicons import languages
from tests.figures.printed import bounds, days, quotes, read

MADE_UP = """
decimal = ","
noun_first = true
telling = ["ti", "zo"]

[words]
function = ["ti", "zo", "na"]
of = ["de"]
one = ["un"]
articles = ["ti"]
definite = ["ti"]
plural_endings = ["oj"]

[numbers.cardinals]
un = 1
du = 2
dek = 10

[numbers.scales]
mil = 1000
milion = 1000000

[hedges]
more = ["pli ol"]
about = ["cirka"]

[ranges]
between = ["inter"]
and = ["kaj"]

[units]
"km" = ["kilometroj"]

[percent]
"%" = ["%"]

[currencies]
EUR = ["eŭroj"]

[dates]
before_year = ["en"]

[dates.months]
januaro = 1
junio = 6

[dates.weekdays]
lundo = 0
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "eo.toml").write_text(MADE_UP, encoding="utf-8")
    monkeypatch.setattr(reader, "FOLDER", tmp_path)
    return tmp_path


def test_languages_are_the_files_of_the_folder(folder: Path) -> None:
    assert languages(folder) == ("eo",)
    assert {"en", "fr"} <= set(languages())


def test_a_made_up_language_is_read(folder: Path) -> None:
    readings = read("ti pli ol 14,5 milion eŭroj zo du domoj na 49 % en junio 2024 kaj cirka 12 kilometroj", "eo")
    assert [(r.quote, r.hedge, r.kind, r.unit) for r in readings] == [
        ("14,5 milion eŭroj", "pli ol", "money", "EUR"),
        ("du domoj", "", "count", "domo"),
        ("49 %", "", "percent", "%"),
        ("junio 2024", "", "date", "date"),
        ("12 kilometroj", "cirka", "measure", "km"),
    ]
    assert bounds(readings[0].said) == "(14500000, ]"
    assert days(readings[3].said) == "2024-06-01..2024-06-30"


def test_the_tag_picks_the_lexicon_and_its_region() -> None:
    assert [r.unit for r in read("un prêt de 20 $", "fr-CA")] == ["CAD"]
    assert [r.unit for r in read("un prêt de 20 $", "fr_CA")] == ["CAD"]
    assert [r.unit for r in read("un prêt de 20 $", "fr")] == ["USD"]


@pytest.mark.parametrize("tag", ["", "de", "xx-YY"])
def test_an_unknown_language_is_found_in_the_text(tag: str) -> None:
    assert quotes("Le groupe a payé plus de 14,3 milliards de dollars pour la moitié du capital.", tag) == [
        "14,3 milliards de dollars",
        "moitié",
    ]
    assert quotes("The group has paid more than $14.3 billion for half of the capital.", tag) == [
        "$14.3 billion",
        "half",
    ]


def test_an_empty_text_has_no_figure() -> None:
    assert reader.read_figures("") == []
    assert reader.read_figures("", "fr", date(2025, 1, 1)) == []
