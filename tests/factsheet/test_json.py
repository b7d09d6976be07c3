"""The JSON: its published schema holds, nothing is lost there and back, and no text leaves a script block."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from claims.factsheet import json as as_json
from claims.factsheet.archive import SCHEMAS
from claims.factsheet.frozen import thaw
from claims.factsheet.sheet import FactSheet
from claims.factsheet.spelling import dumps
from claims.figures.interval import Interval
from tests.factsheet.samples import everything
from tests.factsheet.sheets import claim, figure, sheet, source, verdict


def strict(path: Path) -> Draft202012Validator:
    """The published schema, in which a property that it does not name is an error."""

    def closed(part: Any) -> Any:
        if isinstance(part, dict):
            part = {name: closed(value) for name, value in part.items()}
            if "properties" in part:
                part.setdefault("additionalProperties", False)
        return [closed(one) for one in part] if isinstance(part, list) else part

    schema = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(closed(schema), format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.mark.parametrize("made", [everything(), everything(draft=True, number=0, site="", by=""), sheet()])
def test_the_json_fits_its_published_schema_which_names_every_property(made: FactSheet) -> None:
    assert list(strict(SCHEMAS / "factsheet-1.json").iter_errors(json.loads(as_json.render(made)))) == []


def test_the_schema_refuses_what_is_wrong() -> None:
    wrong = json.loads(as_json.render(everything()))
    wrong["claims"][0]["status"] = "true"
    del wrong["claims"][0]["figures"][0]["source"]
    assert len(list(strict(SCHEMAS / "factsheet-1.json").iter_errors(wrong))) == 2


def test_a_sheet_comes_back_from_its_json_as_it_was() -> None:
    made = everything()
    assert thaw(as_json.render(made)) == made
    assert as_json.render(thaw(as_json.render(made))) == as_json.render(made)


def test_json_of_another_format_is_refused() -> None:
    other = as_json.render(everything()).replace('"format": 1', '"format": 2')
    with pytest.raises(ValueError, match="format 2"):
        thaw(other)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
BOUND = st.none() | st.decimals(-(10**12), 10**12, places=3, allow_nan=False, allow_infinity=False)


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = draw(BOUND), draw(BOUND)
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Interval(low, high, draw(st.booleans()), draw(st.booleans()))


@given(intervals(), intervals(), TEXT, TEXT, st.datetimes(timezones=st.just(UTC)))
def test_nothing_is_lost_whatever_the_figures_and_the_words(
    said: Interval, compared: Interval, quote: str, reason: str, at: datetime
) -> None:
    decided = replace(verdict("contested", reason), at=at)
    of = source(1, quote, title=reason or "t")
    one = replace(figure(1, quote, said, of, compared=compared, verdict=decided, answer=""), as_of="2025")
    made = sheet(claim(one, label=reason or "x", versions=((1,),)), title=quote, made_at=at.replace(microsecond=0))
    assert thaw(as_json.render(made)) == made


@given(TEXT)
def test_no_text_leaves_a_script_block(words: str) -> None:
    written = dumps([words, f"</script>{words}<!--&"])
    assert not {"<", ">", "&", "\u2028", "\u2029"} & set(written)
    assert json.loads(written)[0] == words


def test_the_streamed_json_is_the_whole_json() -> None:
    out = io.BytesIO()
    as_json.write(everything(), out)
    assert json.loads(out.getvalue()) == json.loads(json.dumps(as_json.as_data(everything())))
    assert b"<" not in out.getvalue()


def test_a_bound_comes_back_with_all_fifteen_digits() -> None:
    digits = Decimal("123456789.012345")
    made = sheet(claim(figure(1, "x", Interval(digits, digits), source(1))))
    assert thaw(as_json.render(made)).claims[0].figures[0].said.low == digits
