"""A sheet is built in as many questions whatever it holds, and worded only for the formats that have its words."""

from __future__ import annotations

import gc
import io
import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from claims.collecting import uncollected
from claims.factsheet import FORMATS
from claims.factsheet.build import build_draft
from claims.factsheet.spelling import dumps
from sources.models import Dossier
from tests import factories
from tests.factsheet.sheets import NOON

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text("aé<>&\"\\\n\u2028\u2029"),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("aé<&\"", max_size=3), inner, max_size=4),
)  # fmt: skip


def decided(story: Dossier) -> None:
    _claim, first, second, _third = factories.disputed_claim(story)
    factories.decide(first, "confirmed", reason="Recoupé")
    factories.decide(second, "contested", reason="Démenti")


@pytest.mark.django_db
def test_a_sheet_of_more_claims_asks_no_more_questions(story: Dossier) -> None:
    decided(story)
    with CaptureQueriesContext(
        connection,
    ) as few:
        build_draft(story)
    for _ in range(4):
        decided(story)
    with CaptureQueriesContext(connection) as many:
        sheet = build_draft(story)
    assert len(sheet.claims) == 5
    assert len(many) == len(few) == 8


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name, format_ in FORMATS.items() if not format_.worded])
def test_what_has_no_sentences_is_the_same_of_a_draft_that_was_not_worded(story: Dossier, name: str) -> None:
    decided(story)
    plain, worded = (build_draft(story, now=NOON, worded=worded) for worded in (False, True))
    assert not plain.claims[0].statements
    assert worded.claims[0].statements
    files = io.BytesIO(), io.BytesIO()
    for sheet, out in zip((plain, worded), files, strict=True):
        FORMATS[name].write(sheet, out)
    assert files[0].getvalue() == files[1].getvalue()


@given(VALUES, st.integers(0, 3))
def test_json_is_spelled_as_the_standard_library_spells_it(value: Any, level: int) -> None:
    whole = json.dumps(value, ensure_ascii=False, indent=1)
    for char in "<>&\u2028\u2029":
        whole = whole.replace(char, f"\\u{ord(char):04x}")
    assert dumps(value, level) == whole.replace("\n", "\n" + " " * level)


def test_garbage_is_collected_again_after_a_sheet_that_could_not_be_built() -> None:
    with uncollected():
        assert not gc.isenabled()
    with pytest.raises(Dossier.DoesNotExist):
        _fail()
    assert gc.isenabled()


def _fail() -> None:
    with uncollected():
        raise Dossier.DoesNotExist
