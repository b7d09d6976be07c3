"""The public page in a real browser, without scripts: nothing that axe finds, nothing that runs over, on paper too."""

from __future__ import annotations

import io
import re

import pypdf
import pytest

from tests.browser.conftest import Open
from tests.ground.axe import faults
from tests.ground.desk import Desk

PUBLISH = """
from claims.factsheet.build import build_draft
from claims.publishing import fingerprint, publish, undecided
from dealdesk.models import User
from sources.models import Dossier
dossier = Dossier.objects.get(slug="seeds")
draft = build_draft(dossier)
why = {claim.id: "La réponse de Meta est attendue." for claim in undecided(draft)}
publish(dossier, by=User.objects.first(), seen=fingerprint(draft), why=why)
"""


@pytest.fixture
def published(desk: Desk) -> Desk:
    desk.manage("shell", "--verbosity", "0", "--command", PUBLISH)
    return desk


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["wide", "phone"])
def test_the_public_page_has_no_fault_that_axe_finds_and_does_not_run_over(
    published: Desk, open_page: Open, size: str, scheme: str
) -> None:
    page = open_page(size, scheme=scheme)
    page.goto("/s/seeds/")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_page_works_and_prints_without_scripts(published: Desk, open_page: Open) -> None:
    page = open_page(scripts=False)
    page.goto("/s/seeds/")
    page.locator(".cite a").first.click()
    assert re.search(r"#q\d+$", page.url)
    assert page.locator(":target mark").is_visible()
    printed = pypdf.PdfReader(io.BytesIO(page.pdf()))
    text = " ".join(" ".join(one.extract_text().split()) for one in printed.pages)
    assert "La réponse de Meta est attendue." in text
    assert "SHA-256" in text
