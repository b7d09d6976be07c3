"""Publishing: frozen, numbered, append-only, by another pair of eyes where the dossier asks for one."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from claims.editing import withdraw_source
from claims.factsheet import FORMATS, json
from claims.factsheet.build import build_draft
from claims.factsheet.frozen import thaw
from claims.factsheet.rules import RULES_VERSION
from claims.factsheet.runs import plain
from claims.models import Claim, Figure, Publication, PublicationWithdrawal, Verdict
from claims.publishing import Standing, fingerprint, publish, sheet_of, standing, undecided, withdraw
from claims.refusals import Refusal
from dealdesk.models import User
from sources.models import Dossier
from tests import factories

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def disputed(story: Dossier) -> tuple[Figure, Figure]:
    _claim, low, high, _over = factories.disputed_claim(story)
    return low, high


@pytest.fixture
def chief() -> User:
    return factories.user("chief", role="chief", first_name="Anne", last_name="Chef")


def decide(disputed: tuple[Figure, Figure], by: User | None = None) -> None:
    low, high = disputed
    factories.decide(low, "confirmed", by=by, reason="Recoupé.")
    factories.decide(high, "contested", by=by, reason="Démenti.")


def go(story: Dossier, by: User, **given: object) -> Publication:
    """Publish as someone who looked at the draft just now."""
    seen = fingerprint(build_draft(story))
    return publish(story, by=by, **({"seen": seen, "now": NOON} | given))  # type: ignore[arg-type]


@pytest.fixture
def published(story: Dossier, disputed: tuple[Figure, Figure], chief: User) -> Publication:
    decide(disputed)
    return go(story, chief)


def test_a_sheet_is_frozen_with_hashes_rules_and_the_head_of_the_log(published: Publication, story: Dossier) -> None:
    last = Verdict.objects.latest("position")
    assert (published.number, published.rules, published.at) == (1, RULES_VERSION, NOON)
    assert (published.log_head, published.log_position) == (last.digest, last.position)
    assert published.sha256 == hashlib.sha256(published.content.encode()).hexdigest()
    assert published.sources == [
        [source.number, source.current.sha256, False]
        for source in story.sources.select_related("current").order_by("number")
        if source.current
    ]
    sheet = thaw(published.content)
    assert (sheet.number, sheet.draft, sheet.by, sheet.log_head) == (1, False, "Anne Chef", last.digest)
    assert json.render(sheet) == published.content


def test_a_dispute_that_nobody_decided_holds_the_sheet_back(
    story: Dossier, disputed: tuple[Figure, Figure], chief: User
) -> None:
    with pytest.raises(Refusal, match=r"Decide these first.*“Montant investi”"):
        go(story, chief)
    with pytest.raises(Refusal, match="Decide these first"):
        go(story, chief, why={1: "  "})
    assert not Publication.objects.exists()


def test_a_dispute_may_go_out_with_the_reason_why_it_is_undecided_on_the_sheet(
    story: Dossier, disputed: tuple[Figure, Figure], chief: User
) -> None:
    sheet = sheet_of(go(story, chief, why={1: "La réponse de Meta est attendue."}))
    assert [claim.why_undecided for claim in sheet.claims] == ["La réponse de Meta est attendue."]
    words = " ".join(plain(statement.runs) for statement in sheet.claims[0].statements)
    assert "The desk has not decided: La réponse de Meta est attendue." in words


def test_a_reason_is_kept_only_for_what_is_undecided(published: Publication, story: Dossier, chief: User) -> None:
    factories.disputed_claim(story)
    sheet = sheet_of(go(story, chief, why={1: "trop", 2: "La réponse est attendue.", 99: "x"}))
    assert [claim.why_undecided for claim in sheet.claims] == ["", "La réponse est attendue."]


def test_only_what_the_sheet_states_leaves_the_house(
    story: Dossier, disputed: tuple[Figure, Figure], chief: User
) -> None:
    decide(disputed)
    factories.figure(factories.claim(story, "Seule", kind="percent", unit="%"), 49, quote="49 %")
    assert [claim.label for claim in sheet_of(go(story, chief)).claims] == ["Montant investi"]


def test_a_second_pair_of_eyes_keeps_who_decided_from_publishing(
    story: Dossier, disputed: tuple[Figure, Figure], chief: User
) -> None:
    decide(disputed, by=chief)
    Dossier.objects.filter(pk=story.pk).update(second_pair_of_eyes=True)
    with pytest.raises(Refusal, match="second pair of eyes"):
        go(story, chief)
    other = factories.user(role="chief")
    assert go(story, other).by == other


def test_without_that_rule_who_decided_may_publish(
    story: Dossier, disputed: tuple[Figure, Figure], chief: User
) -> None:
    decide(disputed, by=chief)
    assert go(story, chief).number == 1


def test_a_verdict_that_was_renewed_by_another_is_that_others(
    story: Dossier, disputed: tuple[Figure, Figure], chief: User
) -> None:
    decide(disputed, by=chief)
    decide(disputed)
    Dossier.objects.filter(pk=story.pk).update(second_pair_of_eyes=True)
    assert go(story, chief).number == 1


def test_what_changed_since_one_looked_is_not_published_unseen(
    story: Dossier, disputed: tuple[Figure, Figure], chief: User
) -> None:
    decide(disputed)
    seen = fingerprint(build_draft(story))
    Claim.objects.get().rename("Autre question", by=chief)
    with pytest.raises(Refusal, match="has changed since you looked"):
        publish(story, by=chief, seen=seen)
    with pytest.raises(Refusal, match="has changed since you looked"):
        publish(story, by=chief, seen="")


def test_a_sheet_that_says_the_same_is_not_published_twice(published: Publication, story: Dossier, chief: User) -> None:
    with pytest.raises(Refusal, match=r"Nothing has changed since sheet no\. 1"):
        go(story, chief)
    withdraw(published, by=chief, reason="Par erreur.")
    assert go(story, chief).number == 2


def test_an_empty_sheet_is_not_published(story: Dossier, chief: User) -> None:
    with pytest.raises(Refusal, match="nothing on the sheet"):
        go(story, chief)


def test_the_next_number_says_what_changed(published: Publication, story: Dossier, chief: User) -> None:
    Claim.objects.get().rename("Prix payé", by=chief)
    sheet = sheet_of(go(story, chief))
    assert (sheet.number, sheet.changed_since) == (2, 1)
    assert [change.text for change in sheet.changes] == ["“Prix payé”: this claim was called “Montant investi”."]


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_published_sheet_renders_the_same_whatever_the_desk_does_next(
    published: Publication, story: Dossier, chief: User, disputed: tuple[Figure, Figure], name: str
) -> None:
    def rendered() -> bytes:
        out = io.BytesIO()
        FORMATS[name].write(sheet_of(Publication.objects.get(number=1)), out)
        return out.getvalue()

    before = rendered()
    Claim.objects.get().rename("Prix payé", by=chief)
    factories.decide(disputed[0], "withdrawn", by=chief)
    withdraw_source(story.sources.get(number=3), by=chief, reason="Rétracté")
    story.title = "Autre titre"
    story.save()
    assert rendered() == before


def refused(act: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        act()


def test_a_publication_cannot_be_changed_or_removed_by_any_way_in(published: Publication, chief: User) -> None:
    row = withdraw(published, by=chief, reason="Erreur.")
    published.content = "{}"
    refused(published.save)
    refused(lambda: Publication.objects.update(content="{}"))
    refused(lambda: PublicationWithdrawal.objects.update(reason="Autre"))
    refused(row.delete)
    for statement in ("UPDATE claims_publication SET content = 'x'", "DELETE FROM claims_publicationwithdrawal"):
        with connection.cursor() as cursor:
            refused(lambda statement=statement, cursor=cursor: cursor.execute(statement))  # type: ignore[misc]
    assert Publication.objects.get().sha256 == published.sha256


def test_a_publication_cannot_be_deleted(published: Publication) -> None:
    refused(Publication.objects.all().delete)


def test_a_withdrawn_sheet_stays_and_says_why(published: Publication, chief: User) -> None:
    withdraw(published, by=chief, reason="Une source s’est rétractée.", now=NOON)
    found = Publication.objects.of("story").get()
    assert found.is_withdrawn
    sheet = sheet_of(found)
    assert sheet.withdrawal is not None
    assert (sheet.withdrawal.reason, sheet.withdrawal.by) == ("Une source s’est rétractée.", "Anne Chef")
    assert sheet.claims == thaw(published.content).claims


def test_a_withdrawal_needs_a_reason_and_happens_once(published: Publication, chief: User) -> None:
    with pytest.raises(Refusal, match="give the reason"):
        withdraw(published, by=chief, reason=" ")
    withdraw(published, by=chief, reason="Erreur.")
    with pytest.raises(Refusal, match="already"):
        withdraw(published, by=chief, reason="Encore.")


def test_a_fresh_sheet_stands(published: Publication) -> None:
    assert standing(published) == Standing(False, 0, False, False)


def test_a_verdict_on_one_of_its_claims_supersedes_a_sheet(
    published: Publication, story: Dossier, disputed: tuple[Figure, Figure]
) -> None:
    _claim, other, *_ = factories.disputed_claim(story)
    factories.decide(other, "confirmed")
    assert not standing(published).decided_since
    factories.decide(disputed[0], "withdrawn")
    assert standing(published).decided_since


def test_a_source_that_is_withdrawn_or_gets_another_text_supersedes_a_sheet(
    published: Publication, story: Dossier, chief: User
) -> None:
    source = story.sources.get(number=1)
    withdraw_source(source, by=chief, reason="Rétracté")
    assert standing(published).sources_changed


def test_another_text_of_a_source_supersedes_a_sheet(published: Publication, story: Dossier) -> None:
    story.sources.get(number=1).add_edition(factories.article("Le chiffre est 14,3 milliards selon le journal, bis."))
    assert standing(published).sources_changed


def test_a_newer_number_supersedes_a_sheet(published: Publication, story: Dossier, chief: User) -> None:
    Claim.objects.get().rename("Prix payé", by=chief)
    go(story, chief)
    assert standing(published).newer == 2
    assert standing(Publication.objects.get(number=2)).newer == 0


def test_a_draft_names_the_claims_that_wait_for_a_decision(story: Dossier, disputed: tuple[Figure, Figure]) -> None:
    assert [claim.label for claim in undecided(build_draft(story))] == ["Montant investi"]
    decide(disputed)
    assert undecided(build_draft(story)) == ()
