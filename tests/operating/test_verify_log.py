"""`manage.py verify_log` names the first link that does not hold, whatever was done behind the desk's back."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from claims.models import Figure, Verdict
from sources.models import Dossier
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(story: Dossier) -> list[Verdict]:
    """Four verdicts of one dossier, its triggers gone."""
    _claim, low, high, _over = factories.disputed_claim(story)
    for figure, outcome in ((low, "confirmed"), (low, "withdrawn"), (high, "contested"), (high, "withdrawn")):
        factories.decide(Figure.objects.get(pk=figure.pk), outcome)
    with connection.cursor() as cursor:
        table = " ON claims_verdict" if connection.vendor == "postgresql" else ""
        for name in ("no_update", "no_delete"):
            cursor.execute(f"DROP TRIGGER claims_verdict_{name}{table}")
    return list(Verdict.objects.order_by("position"))


def broken() -> str:
    with pytest.raises(CommandError) as error:
        call_command("verify_log", stdout=StringIO())
    return str(error.value)


def test_a_whole_chain_is_counted_with_its_head(chain: list[Verdict]) -> None:
    out = StringIO()
    call_command("verify_log", stdout=out)
    assert out.getvalue() == f"story: 4 verdicts, head {chain[-1].digest[:16]}\n"


@pytest.mark.parametrize(
    ("field", "value"),
    [("reason", "autre"), ("outcome", "contested"), ("by", None), ("at", "2001-01-01T00:00Z"), ("judged", {})],
)
def test_a_changed_verdict_is_named(chain: list[Verdict], field: str, value: object) -> None:
    Verdict.objects.filter(pk=chain[1].pk).update(**{field: value if field != "by" else factories.user()})
    assert broken() == f"story: verdict 2 (figure {chain[1].figure_id}) does not fit the chain."


def test_a_changed_verdict_with_a_digest_of_its_own_breaks_the_next_link(chain: list[Verdict]) -> None:
    forged = chain[1]
    forged.reason = "autre"
    Verdict.objects.filter(pk=forged.pk).update(reason="autre", digest=forged.computed_digest())
    assert "verdict 3 " in broken()


def test_a_removed_verdict_is_named(chain: list[Verdict]) -> None:
    Verdict.objects.filter(pk=chain[1].pk)._raw_delete("default")
    assert broken() == "story: verdict 2 is missing."


def test_two_verdicts_that_changed_places_are_named(chain: list[Verdict]) -> None:
    for position, verdict in ((99, chain[1]), (2, chain[2]), (3, chain[1])):
        Verdict.objects.filter(pk=verdict.pk).update(position=position)
    assert "verdict 2 " in broken()


def test_a_dossier_that_is_not_there_is_said() -> None:
    with pytest.raises(CommandError, match="no dossier gone"):
        call_command("verify_log", "gone")
