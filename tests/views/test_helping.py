"""What helps to decide: cross-checks, echoes, doubtful links and what is new, as pages show them."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from claims.looking import is_due
from claims.models import Entry, Figure
from sources.models import Dossier, Echo
from tests import factories
from tests.test_looking import DEAL, DISPATCH, deal, imported, the_check
from tests.views.reading import labels, page, queries
from tests.views.sending import HTMX

pytestmark = pytest.mark.django_db


@pytest.fixture
def affair(tmp_path: Path) -> Dossier:
    return deal(tmp_path)


@pytest.fixture
def echoing(tmp_path: Path) -> Dossier:
    return imported(tmp_path, DISPATCH, "Mauvaise nouvelle. " + DISPATCH)


def address(dossier: Dossier) -> str:
    return f"/d/affaire/claims/{the_check(dossier).claim.number}/"


def test_the_claim_shows_the_arithmetic_of_its_checks_in_the_readers_language(editor: Client, affair: Dossier) -> None:
    html = page(editor, address(affair), **{"Accept-Language": "fr"})
    assert "Ce qui aide à trancher" in html
    assert "cela convient à" in html
    assert "mais exclut" in html


def test_a_check_whose_figures_changed_is_shown_as_out_of_date(editor: Client, affair: Dossier) -> None:
    stake = Figure.objects.filter(kind="percent").first()
    assert stake is not None
    stake.dismiss(by=factories.user())
    assert "What it rests on has changed since." in page(editor, address(affair))


def test_a_coincidence_is_marked_and_taken_back(editor: Client, affair: Dossier, headers: dict[str, str]) -> None:
    check = the_check(affair)
    editor.post(f"/d/affaire/checks/{check.pk}/coincidence/", headers=headers)
    assert "An editor called this a coincidence." in page(editor, address(affair))
    editor.post(f"/d/affaire/checks/{check.pk}/relevant/", headers=headers)
    assert "An editor called this a coincidence." not in page(editor, address(affair))
    assert [entry.act for entry in Entry.objects.order_by("pk")] == ["coincidence", "relevant"]


def test_checks_are_made_again_when_asked_for(editor: Client, affair: Dossier) -> None:
    factories.decide(Figure.objects.filter(in_dispute=True)[0], "contested")
    number = the_check(affair).claim.number
    response = editor.post(f"/d/affaire/claims/{number}/look/")
    assert response.status_code == 302
    assert not is_due(affair)


def test_a_page_that_asks_by_itself_gets_the_checks_alone_and_not_too_often(editor: Client, affair: Dossier) -> None:
    number = the_check(affair).claim.number
    headers = HTMX | {"HX-Target": "checks"}
    factories.decide(Figure.objects.filter(in_dispute=True)[0], "contested")
    too_soon = editor.post(f"/d/affaire/claims/{number}/look/", {"auto": "1"}, headers=headers)
    assert too_soon.status_code == 204
    affair.look.__class__.objects.update(at="2025-01-01T00:00:00Z")
    response = editor.post(f"/d/affaire/claims/{number}/look/", {"auto": "1"}, headers=headers)
    html = response.content.decode()
    assert html.strip().startswith('<section id="checks"')
    assert "article" not in html
    assert not is_due(affair)


def test_the_summary_states_the_arithmetic_but_not_a_coincidence(editor: Client, affair: Dossier) -> None:
    assert "mais exclut" in page(editor, "/d/affaire/summary/")
    the_check(affair).mark_coincidence(by=factories.user())
    assert "mais exclut" not in page(editor, "/d/affaire/summary/")


def test_the_sheet_holds_each_check_with_the_figures_that_it_tells_apart(editor: Client, affair: Dossier) -> None:
    claims = editor.get("/d/affaire/sheet.json").json()["claims"]
    (check,) = [check for claim in claims for check in claim["checks"] if check["check"] == "product"]
    figures = {figure["id"]: figure["low"] for claim in claims for figure in claim["figures"]}
    assert [figures[pk] for pk in check["fits"]] == [14_300_000_000]
    assert [figures[pk] for pk in check["excludes"]] == [14_800_000_000]
    assert not check["stale"]


def test_a_figure_says_beside_which_one_it_stands_and_why(editor: Client, affair: Dossier) -> None:
    assert "stands beside “14,3 milliards d’euros”" in page(editor, address(affair))


def test_the_queue_is_narrowed_to_claims_with_a_check(editor: Client, affair: Dossier) -> None:
    found = labels(page(editor, "/d/affaire/?has=check"))
    assert found == [the_check(affair).claim.label]


def test_the_queue_is_narrowed_to_what_the_last_import_brought(editor: Client, affair: Dossier, tmp_path: Path) -> None:
    assert labels(page(editor, "/d/affaire/?has=new")) == []
    imported(tmp_path, "À Helioport, on compte 1 500 salariés, dit la mairie.\n", dossier=affair)
    (label,) = labels(page(editor, "/d/affaire/?has=new"))
    claim = Figure.objects.get(arrival=2).claim
    assert label == claim.label
    assert '<p class="is-new small">new</p>' in page(editor, f"/d/affaire/claims/{claim.number}/")


def test_doubtful_links_are_listed_weakest_first_until_an_editor_places_them(editor: Client, affair: Dossier) -> None:
    first, second = Figure.objects.filter(source__number=2).exclude(joined=None).order_by("pk")[:2]
    Figure.objects.filter(pk=first.pk).update(join_strength=0.5)
    Figure.objects.filter(pk=second.pk).update(join_strength=0.4)
    html = page(editor, "/d/affaire/links/")
    assert 0 < html.index(f'id="f{second.pk}"') < html.index(f'id="f{first.pk}"')
    assert "Uncertain place:" in page(editor, f"/d/affaire/claims/{first.claim.number}/")
    response = editor.post(f"/d/affaire/figures/{first.pk}/place/", {"back": "links"})
    assert response["Location"] == "/d/affaire/links/"
    html = page(editor, "/d/affaire/links/")
    assert f'id="f{first.pk}"' not in html
    assert f'id="f{second.pk}"' in html


def test_the_claim_warns_of_sources_that_may_be_one_origin(editor: Client, echoing: Dossier) -> None:
    claim = Figure.objects.filter(kind="count")[0].claim
    assert "may have one origin" in page(editor, f"/d/affaire/claims/{claim.number}/")


def test_origins_show_the_passages_in_common_and_take_a_decision(editor: Client, echoing: Dossier) -> None:
    html = page(editor, "/d/affaire/origins/")
    assert "Not decided yet" in html
    assert "sera fermé pendant six semaines" in html
    echo = echoing.echoes.get()
    response = editor.post(f"/d/affaire/echoes/{echo.pk}/one/")
    assert response.status_code == 302
    assert "Counted as one origin" in page(editor, "/d/affaire/origins/")
    editor.post(f"/d/affaire/echoes/{echo.pk}/apart/")
    assert "Counted as two origins" in page(editor, "/d/affaire/origins/")
    assert Echo.objects.get().decision == "apart"


def test_evidence_of_an_older_edition_is_not_cut_from_the_newer_one(editor: Client, echoing: Dossier) -> None:
    echoing.echoes.update(editions=["0" * 64, "0" * 64])
    html = page(editor, "/d/affaire/origins/")
    assert "new edition since" in html
    assert "Passages in common" not in html


def test_more_figures_and_checks_cost_no_more_queries(editor: Client, affair: Dossier, tmp_path: Path) -> None:
    Figure.objects.exclude(joined=None).update(join_strength=0.3)
    few = {path: queries(editor, path) for path in (address(affair), "/d/affaire/links/", "/d/affaire/origins/")}
    for n, amount in enumerate(("14,3", "14,8", "15,1", "16,2")):
        imported(
            tmp_path, DEAL.format(amount=amount).replace("Norvane prend", f"Numéro {n}, Norvane prend"), dossier=affair
        )
    Figure.objects.exclude(joined=None).update(join_strength=0.3)
    for path, asked in few.items():
        assert queries(editor, path) == asked, path
