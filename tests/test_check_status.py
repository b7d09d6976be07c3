"""`check_status` proves that what is cached agrees with what it derives from, and mends what does not."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from claims import editing, importing
from claims.importing import import_files
from claims.models import Claim, Figure, Progress
from claims.models.progress import counted
from claims.models.tally import counted_tally, tally_of
from sources.models import Dossier
from tests import factories

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("check_status", *arguments, stdout=out)
    return out.getvalue()


def test_everything_agrees_after_an_import_and_the_acts_of_editors(story: Dossier, tmp_path: Path) -> None:
    for name, amount in (("a.txt", "14,3"), ("b.txt", "14,8")):
        (tmp_path / name).write_text(f"Meta achète Scale\n\nLe prix est de {amount} milliards de dollars.\n", "utf-8")
    import_files(story, sorted(tmp_path.iterdir()))
    claim, low, high, over = factories.disputed_claim(story)
    chief = factories.user(role="chief")
    factories.decide(low, "confirmed", by=chief)
    factories.decide(high, "contested", by=chief)
    factories.decide(high, "withdrawn", by=chief)
    over.dismiss(by=chief)
    claim.rename("Autrement", by=chief)
    assert run() == "All statuses and counts agree.\n"


def test_everything_agrees_after_an_import_in_several_transactions(story: Dossier, tmp_path: Path) -> None:
    for number, amount in enumerate(("14,3", "14,3", "14,8", "14,3")):
        text = f"Meta achète Scale\n\nLe prix est de {amount} milliards de dollars.\n"
        (tmp_path / f"{number}.txt").write_text(text, "utf-8")
    with mock.patch.object(importing, "TOGETHER", 1):
        import_files(story, sorted(tmp_path.iterdir()))
    assert Claim.objects.get(dossier=story, kind="money").source_count == 4
    assert run() == "All statuses and counts agree.\n"


def test_what_is_kept_of_a_dossier_is_what_is_counted_after_each_kind_of_act(story: Dossier) -> None:
    Progress.objects.keep(story.pk)
    assert _kept(story) == counted(story.pk)
    claim, low, _high, _over = factories.disputed_claim(story)
    chief = factories.user(role="chief")
    acts: tuple[Callable[[], object], ...] = (
        lambda: factories.decide(low, "contested", by=chief),
        lambda: claim.rename("Autrement", by=chief),
        lambda: factories.source(story),
    )
    for act in acts:
        before = _kept(story)
        act()
        Progress.objects.keep(story.pk)
        assert _kept(story) == counted(story.pk)
        assert _kept(story)["active_at"] != before["active_at"]


def _kept(dossier: Dossier) -> dict[str, Any]:
    return dict(Progress.objects.filter(dossier=dossier).values(*counted(dossier.pk)).get())


def test_a_row_changed_behind_the_write_path_is_named_and_mended(story: Dossier) -> None:
    claim, low, high, _over = factories.disputed_claim(story)
    Claim.objects.filter(pk=claim.pk).update(status="agreed", urgency=3)
    Figure.objects.filter(pk=low.pk).update(in_dispute=False)
    Figure.objects.filter(pk=high.pk).update(decision="confirmed")
    Progress.objects.filter(dossier=story).update(undecided=1)
    out = StringIO()
    with pytest.raises(CommandError, match="4 rows do not agree"):
        call_command("check_status", "story", stdout=out)
    said = out.getvalue()
    assert f"story, claim {claim.number}: status is 'agreed' and should be 'disputed'" in said
    assert f"figure {low.pk}: in_dispute is False and should be True" in said
    assert f"figure {high.pk}: decision is 'confirmed' and should be ''" in said
    assert "undecided is 1 and should be 2" in said
    assert "4 rows derived again" in run("--fix")
    assert run() == "All statuses and counts agree.\n"


def test_the_tally_follows_every_way_of_writing_claims(story: Dossier) -> None:
    claim, low, high, _over = factories.disputed_claim(story)
    other, chief = factories.claim(story, "Effectif", kind="count", unit="salarié"), factories.user(role="chief")
    acts: tuple[Callable[[], object], ...] = (
        lambda: factories.decide(low, "contested", by=chief),
        lambda: factories.decide(high, "contested", by=chief),
        lambda: editing.split_claim([low], "À part", by=chief),
        lambda: editing.merge_claims(claim, Claim.objects.get(label="À part"), by=chief),
        lambda: Claim.objects.filter(pk=other.pk).update(unit="ouvrier"),
        lambda: Claim.objects.bulk_create([Claim(dossier=story, number=n, label="x", kind="age") for n in (50, 51)]),
        lambda: Claim.objects.filter(number=51).delete(),
    )
    for act in acts:
        before = tally_of(story.pk)
        act()
        assert tally_of(story.pk) == counted_tally(story.pk)
        assert tally_of(story.pk) != before
    Progress.objects.keep(story.pk)
    decided = Progress.objects.get(dossier=story).undecided
    factories.decide(high, "contested", by=chief)
    assert Progress.objects.get(dossier=story).undecided == decided - 1
    assert run() == "All statuses and counts agree.\n"


def test_a_tally_that_is_off_is_named_and_counted_again(story: Dossier) -> None:
    factories.disputed_claim(story)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE claims_tally SET claims = 7")
    with pytest.raises(CommandError, match="rows do not agree"):
        run()
    run("--fix")
    assert tally_of(story.pk) == counted_tally(story.pk)
    assert run() == "All statuses and counts agree.\n"


def test_a_progress_that_is_off_stops_no_verdict_and_is_right_after_it(story: Dossier) -> None:
    _, low, high, _over = factories.disputed_claim(story)
    Progress.objects.filter(dossier=story).update(disputed=0, to_decide=0, undecided=0)
    factories.decide(low, "contested")
    factories.decide(high, "contested")
    assert run() == "All statuses and counts agree.\n"


def test_an_unknown_dossier_is_refused(story: Dossier) -> None:
    with pytest.raises(CommandError, match="no dossier elsewhere"):
        run("elsewhere")
