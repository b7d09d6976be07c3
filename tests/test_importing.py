"""Files in, rows out: whole sources or nothing, again without change, and never over an editor's head."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from claims import importing, storing
from claims.figures.reader import read_figures
from claims.figures.reading import Reading
from claims.importing import Outcome, import_files
from claims.models import Claim, Entry, Figure, Mention, Verdict
from claims.models.inserting import insert
from sources.models import Dossier, Edition, Source
from tests import factories

pytestmark = pytest.mark.django_db

FIRST = """Norvane rachète Helioport

Norvane va payer 14,3 milliards d’euros pour Helioport, a annoncé le groupe le 13 juin 2025.

L’opération concerne 1 500 salariés. Norvane détiendra 49 % du capital.
"""
SECOND = """Helioport passe chez Norvane

Norvane débourse 14,8 milliards d’euros pour racheter Helioport.

Helioport emploie quelque 1 500 salariés. La part de Norvane atteint 49 %.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "norvane"
    path.mkdir()
    (path / "a.txt").write_text(FIRST, encoding="utf-8")
    (path / "b.txt").write_text(SECOND, encoding="utf-8")
    return path


def run(*args: str | Path) -> str:
    out = io.StringIO()
    call_command("import_seeds", *map(str, args), stdout=out, stderr=io.StringIO())
    return out.getvalue()


def claim_of(quote: str) -> Claim:
    return (
        Mention.objects.printed()
        .filter(quote__startswith=quote)
        .select_related("figure__claim")
        .latest("pk")
        .figure.claim
    )


def rows() -> list[object]:
    return [
        list(model.objects.order_by("pk").values())
        for model in (Dossier, Source, Edition, Claim, Figure, Mention, Verdict, Entry)
    ]


def test_a_folder_becomes_a_dossier_of_its_name(folder: Path) -> None:
    said = run(folder)
    dossier = Dossier.objects.get(slug="norvane")
    assert [source.name for source in dossier.sources.all()] == ["a.txt", "b.txt"]
    assert "norvane: 2 sources (2 new)" in said
    assert "a.txt: guessed" in said


def test_every_mention_stands_where_it_says(folder: Path) -> None:
    run(folder)
    mentions = Mention.objects.select_related("edition")
    assert mentions.count() >= 7
    assert all(m.edition.text[m.start : m.end] == m.quote for m in mentions)


def test_figures_that_answer_the_same_question_meet_and_conflict(folder: Path) -> None:
    run(folder)
    price, rival = claim_of("14,3"), claim_of("14,8")
    assert price == rival
    assert price.status == "disputed"
    assert claim_of("49").status == "agreed"


def test_importing_again_changes_nothing(folder: Path) -> None:
    run(folder)
    before = rows()
    assert "(2 same)" in run(folder)
    assert rows() == before


def test_a_value_printed_twice_is_one_figure(tmp_path: Path) -> None:
    path = tmp_path / "c.txt"
    path.write_text(
        FIRST + "\nLe prix de 14,3 milliards d’euros sera versé à Helioport en une fois.\n", encoding="utf-8"
    )
    run(path, "--dossier", "une")
    assert claim_of("14,3").figures.count() == 1
    assert claim_of("14,3").figures.get().mentions.count() == 2


def test_a_sixth_article_changes_no_decision_and_joins_what_is_there(folder: Path) -> None:
    run(folder)
    price = claim_of("14,3")
    figure = price.figures.get(mentions__quote__startswith="14,3")
    factories.decide(figure, "confirmed")
    price.rename("Prix d’Helioport", by=factories.user())
    (folder / "c.txt").write_text(
        "Helioport vendu\n\nNorvane a confirmé payer 14,3 milliards d’euros pour Helioport.\n", encoding="utf-8"
    )
    assert "1 new" in run(folder)
    price.refresh_from_db()
    figure.refresh_from_db()
    assert (price.label, figure.decision, figure.stale) == ("Prix d’Helioport", "confirmed", False)
    assert price.source_count == 3


def test_a_new_edition_carries_on_what_is_unchanged_and_flags_the_rest(folder: Path) -> None:
    run(folder)
    kept = claim_of("1 500").figures.get(source__name="a.txt")
    gone = claim_of("14,3").figures.get(source__name="a.txt")
    factories.decide(kept, "confirmed")
    factories.decide(gone, "confirmed")
    (folder / "a.txt").write_text("Rectifié à midi.\n" + FIRST.replace("14,3", "14,2"), encoding="utf-8")
    assert "1 changed" in run(folder)

    source = Source.objects.get(name="a.txt")
    assert source.editions.count() == 2
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (kept.vanished, kept.stale, kept.decision) == (False, False, "confirmed")
    carried = kept.mentions.printed().get()
    assert carried.carried_from is not None
    assert carried.edition == source.current
    assert (gone.vanished, gone.is_standing) == (True, False)
    assert gone.stale
    assert claim_of("14,2").figures.standing().filter(source=source).count() == 1


def test_a_text_that_goes_back_to_an_earlier_edition_finds_its_figures_again(folder: Path) -> None:
    run(folder)
    first = claim_of("14,3").figures.get(source__name="a.txt")
    (folder / "a.txt").write_text(FIRST.replace("14,3", "14,2"), encoding="utf-8")
    run(folder)
    (folder / "a.txt").write_text(FIRST, encoding="utf-8")
    run(folder)
    first.refresh_from_db()
    assert not first.vanished
    assert Edition.objects.filter(source__name="a.txt").count() == 2


def test_a_file_that_cannot_be_read_is_named_and_the_rest_go_on(folder: Path) -> None:
    (folder / "z.txt").write_bytes("Prix : 3 €, café".encode("cp1252"))
    err = io.StringIO()
    with pytest.raises(CommandError, match="1 of the files"):
        call_command("import_seeds", str(folder), stdout=io.StringIO(), stderr=err)
    assert "z.txt: " in err.getvalue()
    assert Source.objects.count() == 2


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    err = io.StringIO()
    with pytest.raises(CommandError):
        call_command("import_seeds", str(tmp_path / "nowhere"), stdout=io.StringIO(), stderr=err)
    assert "nowhere: There is no such file or folder." in err.getvalue()


@pytest.mark.parametrize("after", ["sources", "editions", "claims", "figures", "mentions"])
def test_a_source_is_written_whole_or_not_at_all(folder: Path, after: str) -> None:
    """A stop in the middle of the second source leaves the first, and a rerun completes."""
    written: list[str] = []

    def stop_late(rows: Iterable[Model]) -> None:
        rows = list(rows)
        insert(rows)
        written.append(["sources", "editions", "claims", "figures", "mentions"][len(written) % 5])
        if written.count(after) == 2:
            raise KeyboardInterrupt

    one_by_one = mock.patch.object(importing, "TOGETHER", 1)
    with one_by_one, mock.patch.object(storing, "insert", stop_late), pytest.raises(KeyboardInterrupt):
        import_files(factories.dossier("norvane"), sorted(folder.iterdir()))
    assert [source.name for source in Source.objects.all()] == ["a.txt"]
    assert not Claim.objects.filter(figures=None).exists()

    assert "(1 same, 1 new)" in run(folder)
    assert claim_of("14,3").status == "disputed"


def test_a_quote_that_is_not_printed_there_stops_the_import_before_anything_is_written(folder: Path) -> None:
    def shifted(*args: Any) -> list[Reading]:
        return [replace(reading, start=reading.start + 1, end=reading.end + 1) for reading in read_figures(*args)]

    with mock.patch.object(importing, "read_figures", shifted), pytest.raises(ValueError, match="is not printed at"):
        import_files(factories.dossier("norvane"), sorted(folder.iterdir()))
    assert not Source.objects.exists()


def test_many_articles_cost_no_more_statements_an_article(folder: Path) -> None:
    for n in range(12):
        (folder / f"c{n}.txt").write_text(
            SECOND.replace("Norvane débourse", f"Le {n + 1} juin, Norvane débourse"), "utf-8"
        )
    paths = sorted(folder.iterdir())
    with CaptureQueriesContext(connection) as few:
        import_files(factories.dossier("deux"), paths[:2])
    with CaptureQueriesContext(connection) as many:
        import_files(factories.dossier("tous"), paths)
    assert len(many) - len(few) <= 6 * (len(paths) - 2)


def test_the_same_url_is_the_same_source_whatever_the_file_is_called(tmp_path: Path) -> None:
    head = "---\nurl: https://journal.example/helioport\n---\n"
    (tmp_path / "a.md").write_text(head + FIRST, encoding="utf-8")
    run(tmp_path / "a.md", "--dossier", "une")
    (tmp_path / "renamed.md").write_text(head + SECOND, encoding="utf-8")
    run(tmp_path / "renamed.md", "--dossier", "une")
    assert Source.objects.count() == 1
    assert Edition.objects.count() == 2


def test_what_an_editor_dismissed_stays_dismissed(folder: Path) -> None:
    run(folder)
    figure = claim_of("49").figures.get(source__name="a.txt")
    figure.dismiss(by=factories.user(), reason="Autre opération")
    run(folder)
    (folder / "a.txt").write_text(FIRST + "\nUn mot de plus.\n", encoding="utf-8")
    run(folder)
    figure.refresh_from_db()
    assert figure.dismissed
    assert Figure.objects.standing().filter(source__name="a.txt", kind="percent").count() == 0


def test_a_number_that_no_database_gives_back_exactly_stops_no_import(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "Une usine vendue\n\nLes 2025202520252025 euros du code ne sont pas les 3 M€ du prix.\n", encoding="utf-8"
    )
    run(path, "--dossier", "une")
    assert [mention.quote for mention in Mention.objects.all()] == ["3 M€"]


def test_metadata_in_front_matter_is_stored_and_origins_are_shared(tmp_path: Path) -> None:
    for name in ("a", "b"):
        facts = f"title: Titre {name}\npublisher: Le Quotidien\npublished: 2025-06-14\norigin: AFP"
        head = f"---\n{facts}\nreconstructed: true\n---\n"
        (tmp_path / f"{name}.md").write_text(head + FIRST, encoding="utf-8")
    run(tmp_path, "--dossier", "une")
    first, second = Source.objects.all()
    assert (first.title, first.publisher, str(first.published_on)) == ("Titre a", "Le Quotidien", "2025-06-14")
    assert first.reconstructed
    assert first.origin == second.origin
    assert claim_of("14,3").status == "single"


def test_each_file_leaves_one_line_in_the_log_without_its_text(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    (folder / "z.txt").write_text("   \n", encoding="utf-8")
    with caplog.at_level("INFO", logger="dealdesk.import"), pytest.raises(CommandError):
        run(folder)
    messages = [record.message for record in caplog.records if record.name == "dealdesk.import"]
    assert [message.split(":")[1].split()[0] for message in messages] == ["a.txt", "b.txt", "z.txt"]
    assert not any("Norvane" in message for message in messages)


def test_outcomes_follow_the_order_of_the_files(folder: Path) -> None:
    paths = sorted(folder.iterdir(), reverse=True)
    outcomes = import_files(factories.dossier("norvane"), paths)
    assert [(outcome.name, outcome.state) for outcome in outcomes] == [("b.txt", "new"), ("a.txt", "new")]
    assert isinstance(outcomes[0], Outcome)


def test_a_decision_made_during_an_import_is_kept(folder: Path) -> None:
    run(folder)
    figure = claim_of("14,8").figures.get(source__name="b.txt")
    figure.record_verdict("contested", by=factories.user(), seen=0, key=uuid4(), reason="Erreur")
    (folder / "c.txt").write_text(SECOND.replace("14,8", "14,9"), encoding="utf-8")
    run(folder)
    figure.refresh_from_db()
    assert figure.decision == "contested"


def test_a_date_without_a_year_gets_the_one_most_printed_in_the_dossier(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Accord signé\n\nNorvane a signé l’accord le 13 juin. Fondée en 2019.\n", encoding="utf-8"
    )
    (tmp_path / "b.txt").write_text(
        "Accord conclu\n\nL’accord du 13 juin 2025 lie Norvane. Il prend effet en juillet 2025.\n", encoding="utf-8"
    )
    run(tmp_path, "--dossier", "une")
    assumed = Figure.objects.get(source__name="a.txt", mentions__quote="13 juin")
    assert assumed.assumed == ["year"]
    assert assumed.interval == factories.days("2025-06-13")


def test_a_figure_that_credits_an_agency_shares_its_origin(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"---\norigin: AFP\n---\n{FIRST}", encoding="utf-8")
    (tmp_path / "b.txt").write_text(
        "Helioport vendu\n\nSelon l’AFP, Norvane va payer 14,3 milliards d’euros pour Helioport.\n", encoding="utf-8"
    )
    run(tmp_path, "--dossier", "une")
    price = claim_of("14,3")
    assert (price.source_count, price.origin_count, price.status) == (2, 1, "single")
