"""Two web processes and a worker on one PostgreSQL: an editor who is sent to either sees one desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import sign_in
from tests.ground.desk import Desk
from tests.ground.desk_set import Set, set_or_skip

TEXT = "{name} s’offre Ostrava\n\n{name} va payer {amount} milliards d’euros pour Ostrava, de 1 200 salariés.\n"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Set]:
    with set_or_skip(tmp_path) as desk:
        for command in ("first_start", "import_seeds"):
            desk.manage(command)
        yield desk


@pytest.fixture
def desks(desk: Set) -> Iterator[tuple[Desk, Desk]]:
    """The same desk at two addresses, each served by processes of its own."""
    lines = (desk.folder / "accounts.txt").read_text(encoding="utf-8").splitlines()
    passwords = dict(line.split() for line in lines)
    with desk.web() as one, desk.web() as two:
        yield Desk(one, desk.folder, passwords), Desk(two, desk.folder, passwords)


def test_what_is_decided_at_one_process_stands_at_the_other(chromium: Browser, desks: tuple[Desk, Desk]) -> None:
    one, two = desks
    context = chromium.new_context(base_url=one.url, locale="en-US")
    page = context.new_page()
    sign_in(page, one)
    page.goto(f"{one.url}/d/seeds/")
    address = page.locator("[aria-current=true]").first.get_attribute("href") or ""
    page.get_by_text("Confirm version 1…").click()
    page.get_by_role("group").get_by_label("Reason").first.fill("Checked with the company")
    page.get_by_role("button", name="Confirm this version").first.click()
    expect(page.locator("article.figure.confirmed").first).to_be_visible()
    # Cookies know no ports: the same session goes to the other process.
    page.goto(f"{two.url}{address}")
    expect(page.locator("article.figure.confirmed").first).to_be_visible()
    page.locator("article.figure.confirmed").first.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_text("Verdict withdrawn").first).to_be_visible()
    page.goto(f"{one.url}{address}")
    expect(page.get_by_text("Earlier verdicts").first).to_be_visible()
    context.close()


def test_an_import_that_a_worker_does_is_seen_in_the_page(
    chromium: Browser, desk: Set, desks: tuple[Desk, Desk], tmp_path: Path
) -> None:
    files = []
    for name, amount in (("Norvane", "14,3"), ("Le groupe Norvane", "14,8")):
        files.append(tmp_path / f"{amount}.txt")
        files[-1].write_text(TEXT.format(name=name, amount=amount), encoding="utf-8")
    one, two = desks
    context = chromium.new_context(base_url=one.url, locale="en-US")
    page = context.new_page()
    sign_in(page, one)
    page.goto(f"{one.url}/d/seeds/sources/add/")
    page.get_by_label("Files").set_input_files(files)
    page.get_by_role("button", name="Read the files").click()
    expect(page.locator(".sending li.ready")).to_have_count(2)
    page.get_by_role("link", name="Check and import").last.click()
    page.get_by_role("button", name="Import what is chosen").first.click()
    expect(page.get_by_text("0 of 2 imported")).to_be_visible()
    page.wait_for_timeout(1_500)
    assert desk.asked("SELECT count(*) FROM sources_intake") == 2
    with desk.worker():
        expect(page.get_by_text("2 sources imported").first).to_be_visible(timeout=60_000)
    page.goto(f"{two.url}/d/seeds/sources/")
    expect(page.get_by_text("Le groupe Norvane s’offre Ostrava").first).to_be_visible()
    context.close()
