"""The rules of the design that the database holds by itself, named so that an error says which one."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from claims.figures.interval import Interval
from claims.models import Claim, Figure, Mention
from claims.models.bounds import storable
from tests import factories

pytestmark = pytest.mark.django_db


def breaks(name: str, act: Any) -> None:
    """`act` is refused by the constraint of that name (SQLite names unique columns instead)."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        act()
    assert name in str(caught.value) or "UNIQUE constraint failed" in str(caught.value)


def test_low_is_never_above_high() -> None:
    figure = factories.figure(factories.claim(factories.dossier()), 14)
    breaks("figure_low_not_above_high", lambda: Figure.objects.filter(pk=figure.pk).update(low=15, high=14))
    breaks(
        "figure_said_low_not_above_high", lambda: Figure.objects.filter(pk=figure.pk).update(said_low=15, said_high=14)
    )


def test_low_above_high_by_the_last_digit_that_is_stored_is_refused() -> None:
    figure = factories.figure(factories.claim(factories.dossier()), 14)
    breaks(
        "figure_low_not_above_high",
        lambda: Figure.objects.filter(pk=figure.pk).update(
            low=Decimal("123456.000000002"), high=Decimal("123456.000000001")
        ),
    )


def test_a_value_that_would_not_come_back_exactly_is_refused_before_it_is_written() -> None:
    claim = factories.claim(factories.dossier())
    with pytest.raises(ValidationError):
        factories.figure(claim, Decimal("1234567890123456"))
    with pytest.raises(ValidationError):
        storable(Decimal("1e40"))


def test_an_update_past_the_model_refuses_such_a_value_too() -> None:
    figure = factories.figure(factories.claim(factories.dossier()), 14)
    with pytest.raises(ValidationError):
        Figure.objects.filter(pk=figure.pk).update(high=Decimal("1234567890123456"))


@pytest.mark.parametrize("value", ["123456789012345", "14300000000", "0.333333333", "12345.678901234", "-273.15"])
def test_a_stored_bound_comes_back_as_it_was(value: str) -> None:
    figure = factories.figure(factories.claim(factories.dossier()), Decimal(value))
    figure.refresh_from_db()
    assert figure.said_low == Decimal(value)
    assert figure.low == Decimal(value)


def test_a_mention_whose_quote_is_not_printed_there_is_not_written() -> None:
    figure = factories.figure(factories.claim(factories.dossier()), 14)
    mention = figure.mentions.get()
    with pytest.raises(ValueError, match="not printed"):
        Mention.objects.create(
            figure=figure, edition=mention.edition, start=0, end=2, quote="15", printed="15", kind="money"
        )


def test_a_place_is_one_mention() -> None:
    figure = factories.figure(factories.claim(factories.dossier()), 14)
    mention = figure.mentions.get()
    mention.pk = None
    mention._state.adding = True
    breaks("mention_once_per_place", mention.save)


def test_a_text_claims_figure_has_an_answer_and_no_interval() -> None:
    parent = factories.dossier()
    source = factories.source(parent, "Elle reste au conseil.")
    claim = factories.claim(parent, "Reste au conseil", kind="text", unit="")
    Figure.objects.create(claim=claim, source=source, kind="text", answer="oui")
    breaks("figure_is_a_value_or_an_answer", lambda: Figure.objects.create(claim=claim, source=source, kind="text"))
    breaks(
        "figure_is_a_value_or_an_answer",
        lambda: Figure.objects.create(claim=claim, source=source, kind="text", answer="non", low=1),
    )


def test_text_answers_that_differ_are_a_dispute() -> None:
    parent = factories.dossier()
    claim = factories.claim(parent, "Reste au conseil", kind="text", unit="")
    for answer in ("oui", "Oui", "non"):
        source = factories.source(parent, f"Au conseil : {answer}.")
        figure = Figure.objects.create(claim=claim, source=source, kind="text", answer=answer)
        factories.mention(figure, answer)
        figure.refresh()
    claim.refresh()
    assert (claim.status, claim.dispute_count) == ("disputed", 3)


def test_kinds_and_statuses_are_a_closed_list() -> None:
    claim = factories.claim(factories.dossier())
    breaks("claim_kind_is_known", lambda: Claim.objects.filter(pk=claim.pk).update(kind="vibe"))
    breaks("claim_status_is_known", lambda: Claim.objects.filter(pk=claim.pk).update(status="ok"))


def test_what_is_cited_cannot_be_deleted() -> None:
    figure = factories.figure(factories.claim(factories.dossier()), 14)
    source = figure.source
    assert source.current is not None
    for row in (source, source.current, figure.claim, source.dossier, figure):
        with pytest.raises(ProtectedError):
            row.delete()
    by = factories.decide(figure, "confirmed").by
    with pytest.raises(ProtectedError):
        by.delete()


def test_a_file_is_one_source_of_a_dossier_by_url_else_by_name() -> None:
    parent = factories.dossier()
    factories.source(parent, name="a.txt")
    breaks("source_name_once_per_dossier", lambda: parent.sources.create(number=9, name="a.txt", title="A"))
    parent.sources.create(number=2, name="a.txt", title="A", url="https://journal.example/a")
    breaks(
        "source_url_once_per_dossier",
        lambda: parent.sources.create(number=3, name="b.txt", title="B", url="https://journal.example/a"),
    )
    other = factories.dossier()
    factories.source(other, name="a.txt")
    assert other.sources.count() == 1


def test_the_database_enforces_foreign_keys() -> None:
    figure = factories.figure(factories.claim(factories.dossier()), 14)
    Figure.objects.filter(pk=figure.pk).update(claim=999_999)
    with pytest.raises(IntegrityError), transaction.atomic():
        connection.check_constraints()
    Figure.objects.filter(pk=figure.pk).update(claim=figure.claim_id)


def test_intervals_refuse_low_above_high() -> None:
    with pytest.raises(ValueError, match="above"):
        Interval(Decimal(2), Decimal(1))
