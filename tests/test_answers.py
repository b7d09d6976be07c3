"""Claims in words: a quote, a typed answer, and the same verdicts, journal and sheet as for figures."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from claims.adding import StandsAlready, add_answer, add_figure
from claims.correcting import correct_value
from claims.factsheet.build import build_draft
from claims.importing import import_files
from claims.locating import Selection
from claims.models import Claim, Entry, Figure, Mention
from claims.models.claim import Kind, Status
from claims.refusals import Refusal
from claims.templatetags.correcting import seen_token
from sources.models import Dossier, Source
from tests import factories
from tests.views.reading import page

pytestmark = pytest.mark.django_db

STAYS = "Alma Wirth restera au conseil, avec 49 % des voix, a dit le groupe.\nRien d’autre.\n"
LEAVES = "Mme Wirth quitte le conseil.\n"


@pytest.fixture
def sources(story: Dossier) -> tuple[Source, Source]:
    return factories.source(story, STAYS), factories.source(story, LEAVES)


def answered(source: Source, quote: str, answer: str, claim: Claim | None = None, label: str = "") -> Figure:
    assert source.current is not None
    chosen = Selection(edition=source.current.sha256, quote=quote)
    return add_answer(source, chosen, answer, claim=claim, label=label, by=factories.user())


def asked(sources: tuple[Source, Source]) -> tuple[Claim, Figure, Figure]:
    stays = answered(sources[0], "Alma Wirth restera au conseil, avec 49 % des voix", "oui", label="Reste-t-elle ?")
    leaves = answered(sources[1], "Mme Wirth quitte le conseil", "non", claim=stays.claim)
    stays.claim.refresh_from_db()
    return stays.claim, stays, leaves


def test_answers_that_differ_are_in_dispute_and_decided_like_figures(sources: tuple[Source, Source]) -> None:
    claim, stays, leaves = asked(sources)
    assert (claim.kind, claim.status, claim.undecided_count) == (Kind.TEXT, Status.DISPUTED, 2)
    factories.decide(stays, "confirmed")
    factories.decide(leaves, "contested")
    claim.refresh_from_db()
    assert claim.status == Status.SETTLED
    stated = [row for row in build_draft(claim.dossier).claims if row.id == claim.number]
    assert [figure.answer for figure in stated[0].figures] == ["oui", "non"]


def test_the_same_answer_in_other_letters_agrees(sources: tuple[Source, Source]) -> None:
    claim = answered(sources[0], "Alma Wirth restera au conseil", "Oui", label="Reste-t-elle ?").claim
    answered(sources[1], "Mme Wirth quitte le conseil", " oui ", claim=claim)
    claim.refresh_from_db()
    assert claim.status == Status.AGREED


def test_a_figure_may_stand_inside_what_is_quoted_and_be_added_after_it(sources: tuple[Source, Source]) -> None:
    asked(sources)
    edition = sources[0].current
    assert edition is not None
    chosen = Selection(edition=edition.sha256, quote="49 %")
    figure = add_figure(sources[0], chosen, claim=None, label="Part des voix", by=factories.user())
    assert figure.kind == Kind.PERCENT


def test_adding_an_answer_is_undone_and_the_quote_stays_in_the_record(sources: tuple[Source, Source]) -> None:
    claim, _, leaves = asked(sources)
    entry = Entry.objects.filter(act="add", subject_id=leaves.pk).get()
    Entry.objects.undo(entry, by=factories.user())
    claim.refresh_from_db()
    assert claim.status == Status.SINGLE
    assert Mention.objects.filter(figure=leaves).exists()


def test_an_answer_is_corrected_and_its_verdict_becomes_stale(sources: tuple[Source, Source]) -> None:
    claim, stays, _ = asked(sources)
    factories.decide(stays, "confirmed")
    stays.refresh_from_db()
    correct_value(stays, "non", by=factories.user(), seen=seen_token(stays))
    stays.refresh_from_db()
    claim.refresh_from_db()
    assert (stays.answer, stays.stale, claim.status) == ("non", True, Status.AGREED)


@pytest.mark.parametrize(
    ("quote", "answer", "label"),
    [
        ("Alma Wirth restera", "", "Reste-t-elle ?"),
        ("", "oui", "Reste-t-elle ?"),
        ("Alma Wirth partira", "oui", "Reste-t-elle ?"),
        ("Alma Wirth reste", "oui", "Reste-t-elle ?"),
        ("Alma Wirth restera", "oui", ""),
    ],
    ids=["no answer", "no quote", "not printed", "a cut word", "no label"],
)
def test_what_is_missing_is_refused_and_nothing_is_written(
    sources: tuple[Source, Source], quote: str, answer: str, label: str
) -> None:
    with pytest.raises(Refusal):
        answered(sources[0], quote, answer, label=label)
    assert not Claim.objects.exists()
    assert not Mention.objects.exists()


def test_a_quote_answers_once_and_only_claims_in_words_take_answers(sources: tuple[Source, Source]) -> None:
    asked(sources)
    with pytest.raises(StandsAlready):
        answered(sources[1], "Mme Wirth quitte le conseil", "oui", label="Part-elle ?")
    number = factories.claim(sources[0].dossier, "Part")
    with pytest.raises(Refusal):
        answered(sources[0], "Rien d’autre.", "rien", claim=number)


def test_a_later_import_leaves_answers_alone_and_a_new_edition_carries_them_on(tmp_path: Path, story: Dossier) -> None:
    path = tmp_path / "a.txt"
    path.write_text(STAYS, encoding="utf-8")
    import_files(story, [path])
    figure = answered(story.sources.get(), "Alma Wirth restera au conseil", "oui", label="Reste-t-elle ?")
    (tmp_path / "b.txt").write_text("Elle garde 49 % des voix.\n", encoding="utf-8")
    import_files(story, [tmp_path / "b.txt"])
    path.write_text(STAYS + "Une ligne de plus, et 12 salariés.\n", encoding="utf-8")
    import_files(story, [path])
    figure.refresh_from_db()
    assert figure.is_standing
    assert figure.mentions.count() == 2
    assert figure.claim.figures.count() == 1


def test_the_pages_ask_and_answer(client: Client, sources: tuple[Source, Source]) -> None:
    client.force_login(factories.user())
    assert "Ask a question without a number" in page(client, "/d/story/")
    sent = {"label": "Reste-t-elle ?", "source": 1, "quote": "Alma Wirth restera au conseil", "answer": "oui"}
    response = client.post("/d/story/claims/new/", sent)
    assert response.status_code == 302
    claim = Claim.objects.get()
    html = page(client, response["Location"])
    assert "“oui”" in html
    assert "Add what another source answers" in html
    refused = client.post(f"/d/story/claims/{claim.number}/answers/", {"source": 2, "quote": "pas là", "answer": "non"})
    assert refused.status_code == 422
    assert "The text does not print “pas là”." in refused.content.decode()
    client.post(
        f"/d/story/claims/{claim.number}/answers/",
        {"source": 2, "quote": "Mme Wirth quitte le conseil", "answer": "non"},
    )
    assert "≠" in page(client, f"/d/story/claims/{claim.number}/")
    assert client.get("/d/story/claims/99/answers/").status_code == 404


def test_whoever_may_not_edit_asks_nothing(client: Client, sources: tuple[Source, Source]) -> None:
    client.force_login(factories.user(role="viewer"))
    assert client.get("/d/story/claims/new/").status_code == 403
    assert "Ask a question without a number" not in page(client, "/d/story/")
