"""The short form of every scenario of `make reliability`, each named for the guard that it holds."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from tests.reliability.ground import run

pytestmark = pytest.mark.database


def figures(module: str) -> dict[str, dict[str, Any]]:
    """What the scenario reports, by name, on the database that the tests run on."""
    return {row["name"]: row for row in run(module, connection.vendor, short=True)}


WHOLE = {"broken chains": 0, "half acts": 0, "stale columns": 0}


def test_the_dossiers_lock_and_its_constraints_keep_every_verdict_of_editors_at_once() -> None:
    found = figures("editors")
    at_once, races, repeats = found["editors at once"], found["races for one figure"], found["repeated requests"]
    assert at_once["stored"] == at_once["acknowledged"] == 60
    assert at_once.items() >= (WHOLE | {"refused": 0}).items()
    assert races["one_winner"] == races["races"] == races["stored"] == 8
    assert races["told"] == races["losers"]
    assert repeats["answered"] == repeats["sent"]
    assert repeats["stored"] == repeats["wanted"]
    assert found["errors in the log"] == {"name": "errors in the log", "locked": 0, "others": 0}


def test_without_the_lock_and_its_constraints_the_same_races_overwrite_verdicts_unseen() -> None:
    found = figures("unlocked")["races without the lock"]
    assert found["several_winners"] > 0
    assert found["overwritten_unseen"] > 0


def test_full_sync_and_one_transaction_an_act_survive_kill_9_and_the_key_finds_what_was_stored_unanswered() -> None:
    found = figures("crashes")
    server, imports = found["server killed"], found["import killed"]
    assert server["acknowledged"] > 0
    assert server.items() >= (WHOLE | {"lost": 0, "strange": 0}).items()
    assert server["clean_503_in_crash"] == server["database_crashes"]
    assert imports["half sources"] == imports["different after the rerun"] == 0


def test_every_acknowledged_act_is_synced_and_trouble_with_the_database_is_one_clean_503() -> None:
    found = figures("trouble")
    synced = found["disk syncs"]
    assert "counted" in synced or synced["syncs"] >= synced["acknowledged_acts"] == 12
    if connection.vendor == "postgresql":
        away = found["database away"]
        assert away["clean_503"] == away["requests"] == away["recorded"] == away["sent_again"]
        assert (away["readyz"], away["healthz"]) == (503, 200)
        assert away["served"] == away["asked_after_a_restart"] == 8
    else:
        full = found["disk full"]
        assert full["clean_503"] > 0
        assert full["others"] == 0
        assert full["stored"] == full["acknowledged"]
        assert full["recorded_with_space_again"] == full["acts"]
        assert full.items() >= WHOLE.items()


def test_one_transaction_an_act_meets_a_full_disk_or_a_read_only_file_with_a_clean_503() -> None:
    found = figures("disks")
    full = found["disk really full"]
    if "counted" in full:
        return  # no right to mount a small disk here: the kept-small file of the test above stands for it
    assert full["clean_503"] > 0
    assert full["others"] == 0
    assert full["stored"] == full["acknowledged"]
    assert full["recorded_with_space_again"] == full["acts"]
    assert full.items() >= WHOLE.items()
    if connection.vendor == "sqlite":
        frozen = found["file read-only"]
        assert frozen["clean_503"] == frozen["acts"] == frozen["recorded_when_writable"]
        assert frozen["stored"] == 0
        assert frozen["page_read_meanwhile"] == 200


def test_one_snapshot_a_backup_and_triggers_after_every_migration() -> None:
    found = figures("copies")
    copy, upgraded = found["backup at work"], found["upgrade from the first version"]
    assert copy["exit_codes"] == [0, 0, 0]
    assert copy["acts_meanwhile"] > 0
    assert copy["refused_acts"] == 0
    assert copy["in_the_copy"] >= copy["acknowledged_before"] > 0
    assert copy["equal_digests"]
    assert copy["refused_into_a_desk"]
    assert upgraded["tables_intact"] == upgraded["tables"]
    assert upgraded["triggers_missing"] == 0
    assert upgraded["change_refused"]


def test_no_generated_input_makes_a_server_error_and_the_quotes_assertion_holds_every_place() -> None:
    found = figures("inputs")["generated inputs"]
    assert found["server_errors"] == 0
    assert found["wrong_offsets"] == 0
    assert found["read"] > 20
    assert found["refused"] > 20
    assert found["places"] > 100
