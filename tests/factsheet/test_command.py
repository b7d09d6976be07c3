"""`manage.py export_factsheet`: the draft or a published number, to a file or to standard output, whole or not."""

from __future__ import annotations

import hashlib
import json
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from claims.factsheet import FORMATS
from claims.factsheet.build import build_draft
from claims.models import Claim, Publication
from claims.publishing import fingerprint, publish
from sources.models import Dossier
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(story: Dossier) -> Publication:
    _claim, low, high, _over = factories.disputed_claim(story)
    factories.decide(low, "confirmed", reason="Recoupé.")
    factories.decide(high, "contested", reason="Démenti.")
    row = publish(story, by=factories.user(role="chief"), seen=fingerprint(build_draft(story)))
    Claim.objects.get().rename("Prix payé", by=factories.user())
    return row


def exported(*arguments: str) -> str:
    out = StringIO()
    call_command("export_factsheet", "story", *arguments, stdout=out)
    return out.getvalue()


def test_a_number_gives_what_was_published_and_none_the_draft(published: Publication) -> None:
    assert exported("--number", "1") == published.content
    draft = json.loads(exported())
    assert (draft["draft"], draft["claims"][0]["label"]) == (True, "Prix payé")


def test_an_unknown_number_names_those_that_there_are(published: Publication) -> None:
    with pytest.raises(CommandError, match=r"no published sheet 7\. Published: 1\."):
        exported("--number", "7")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_goes_to_a_file(published: Publication, tmp_path: Path, name: str) -> None:
    path = tmp_path / "sheet"
    exported("--number", "1", "--format", name, "--output", str(path))
    assert path.stat().st_size > 100
    assert [one.name for one in tmp_path.iterdir()] == ["sheet"]


def test_bytes_go_to_standard_output_as_they_are(published: Publication) -> None:
    raw = BytesIO()
    terminal = TextIOWrapper(raw)
    call_command("export_factsheet", "story", "--number", "1", "--format", "zip", stdout=terminal)
    assert ZipFile(BytesIO(raw.getvalue())).testzip() is None
    with pytest.raises(CommandError, match="--output FILE"):
        exported("--format", "zip")


def test_an_earlier_file_stays_where_the_new_one_cannot_be_written(
    published: Publication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sheet.md"
    path.write_text("earlier", encoding="utf-8")

    def break_off(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("claims.factsheet.markdown.write", break_off)
    with pytest.raises(CommandError, match="No space left"):
        exported("--format", "markdown", "--output", str(path))
    assert [one.read_text(encoding="utf-8") for one in tmp_path.iterdir()] == ["earlier"]


def behind_the_desks_back(statement: str, table: str) -> None:
    on = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in ("no_update", "no_delete"):
            cursor.execute(f"DROP TRIGGER {table}_{name}{on}")
        cursor.execute(statement)


def verified() -> str:
    out = StringIO()
    call_command("verify_log", "story", stdout=out)
    return out.getvalue()


def test_the_log_is_verified_with_the_sheets_that_rest_on_it(published: Publication) -> None:
    assert "story: 1 published sheets" in verified()
    assert hashlib.sha256(published.content.encode()).hexdigest() == published.sha256


def test_a_sheet_that_was_altered_behind_the_desks_back_is_found(published: Publication) -> None:
    behind_the_desks_back("UPDATE claims_publication SET content = '{}'", "claims_publication")
    with pytest.raises(CommandError, match="sheet 1 is not what was published"):
        verified()


def test_verdicts_cut_off_the_end_of_the_log_are_missed_by_the_sheet(published: Publication) -> None:
    behind_the_desks_back("DELETE FROM claims_verdict WHERE position = 2", "claims_verdict")
    with pytest.raises(CommandError, match="no longer holds the verdicts that sheet 1 rests on"):
        verified()
