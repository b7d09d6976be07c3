"""Every page, by whoever may open it: nothing that axe finds, light and dark, and nothing sideways down to 320 px.

A page that has no line here fails: what is listed is compared with the resolver.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.access.ground import addresses
from tests.browser.conftest import AnyTemplate, Open, sign_in
from tests.ground.axe import BY_COLOUR, BY_SIZE, faults, shows_more, sideways
from tests.ground.desk import Desk
from tests.ground.everything import READER

WIDE, NARROW = ViewportSize(width=1440, height=900), ViewportSize(width=320, height=640)
ZOOMED = ViewportSize(width=720, height=450)  # what a window of 1440 by 900 holds at 200 %

NO_PAGE = {
    "pulse", "download", "public_feed", "public_newest_file", "public_file", "public_card", "schema", "healthz",
    "readyz", "admin:autocomplete", "admin:jsi18n", "admin:view_on_site",
}  # fmt: skip
"""What answers with a file, a fragment or data."""
POST_ONLY = {
    "assign_claim", "add_comment", "withdraw_comment", "decide_version", "pin_claim", "unpin_claim", "rename_claim",
    "merge_claim", "decide", "dismiss_figure", "restore_figure", "move_figure", "look", "mark_coincidence",
    "mark_relevant", "place_figure", "add_figure", "count_as_one", "count_apart", "publish_sheet", "publishing_rule",
    "withdraw_sheet", "reword_claim", "stage_files", "stage_text", "stage_address", "read_staged", "logout",
    "set_language", "admin:logout", "admin:login",
}  # fmt: skip
"""What acts, or sends on to a page that is listed."""
PAGES = {
    "editor": {
        "desk": ["/"],
        "review": [
            "/d/seeds/", "/d/seeds/?status=settled", "/d/seeds/?status=contested", "/d/seeds/?status=agreed",
            "/d/seeds/?status=single", "/d/seeds/?status=empty", "/d/seeds/?kind=money&q=milliards&has=check",
            "/d/seeds/?q=nothing-of-the-kind", "/d/seeds/?sort=label", "/d/empty/", "/d/long/", "/d/wire/",
        ],
        "claim": ["/d/seeds/claims/1/", "/d/seeds/claims/{text}/"],
        "ask": ["/d/seeds/claims/new/"], "answer": ["/d/seeds/claims/{text}/answers/"],
        "others": ["/d/seeds/claims/1/others/"], "figure_more": ["/d/seeds/figures/{figure}/more/"],
        "correct_value": ["/d/seeds/figures/{figure}/value/"],
        "correct_facts": ["/d/seeds/figures/{figure}/facts/"],
        "source": ["/d/seeds/sources/1/", "/d/seeds/sources/2/", "/d/long/sources/1/"],
        "editions": ["/d/seeds/sources/2/editions/", "/d/seeds/sources/1/editions/"],
        "origins": ["/d/wire/origins/", "/d/long/origins/", "/d/seeds/origins/", "/d/empty/origins/"],
        "links": ["/d/seeds/links/", "/d/empty/links/"],
        "overview": ["/d/seeds/overview/", "/d/empty/overview/", "/d/long/overview/"],
        "summary": ["/d/seeds/summary/", "/d/empty/summary/", "/d/long/summary/"],
        "journal": ["/d/seeds/journal/", "/d/empty/journal/", "/d/long/journal/"],
        "sources": ["/d/seeds/sources/", "/d/empty/sources/", "/d/long/sources/"],
        "add_sources": ["/d/seeds/sources/add/"],
        "check_sources": ["/d/empty/sources/add/check/"],
        "password_change": ["/accounts/password/"],
        "404": ["/d/no-such-story/"],
        "403": ["/dossiers/new/"],
    },
    "chief": {
        "check_sources": ["/d/seeds/sources/add/check/"],
        "new_dossier": ["/dossiers/new/"],
        "sheets": ["/d/seeds/sheets/", "/d/empty/sheets/", "/d/long/sheets/"],
    },
    "reader": {"review": ["/d/seeds/"], "source": ["/d/seeds/sources/2/"], "sheets": ["/d/seeds/sheets/"]},
    "nobody": {
        "login": ["/accounts/login/"],
        "public_newest": ["/s/seeds/"],
        "public_sheet": ["/s/seeds/1/"],
        "public_changes": ["/s/seeds/changes/1/2/"],
    },
    "admin": {
        "admin:index": ["/admin/"],
        "admin:app_list": ["/admin/claims/"],
        "admin:sources_source_import": ["/admin/sources/source/import/"],
        "admin:password_change": ["/admin/password_change/"],
        "admin:auth_user_password_change": ["/admin/dealdesk/user/1/password/"],
    },
}  # fmt: skip
MODELS = {
    "sources": ("dossier", "source", "edition", "origin"),
    "claims": ("claim", "figure", "mention", "verdict", "entry", "comment", "publication"),
    "dealdesk": ("user", "accessrecord"),
    "auth": ("group",),
}
ADDED = {"sources_dossier", "sources_origin", "dealdesk_user"}
CHOSEN = {"claims_claim": "pin", "claims_figure": "confirm", "claims_entry": "undo", "sources_source": "withdraw"}


@pytest.fixture(scope="module")
def full_desk(desk_template: AnyTemplate, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One desk for all tests here, with a row of everything; none of them changes what another looks at."""
    with desk_template.serve(tmp_path_factory.mktemp("everyone") / "served") as served:
        served.manage("shell", "--verbosity", "0", "--command", "from tests.ground.everything import fill; fill()")
        yield replace(served, passwords=served.passwords | {"reader": READER})


@pytest.fixture(scope="module")
def words(full_desk: Desk) -> dict[str, int]:
    """What stands for the braces of an address."""
    return {
        "text": full_desk.asked("select number from claims_claim where kind = 'text'"),
        "figure": full_desk.asked("select min(id) from claims_figure where kind = 'money'"),
    }


Visit = Callable[[str], Page]


@pytest.fixture(scope="module")
def visit(chromium: Browser, full_desk: Desk) -> Iterator[Visit]:
    """The window of someone who is signed in; each signs in once."""
    windows: dict[str, Page] = {}

    def visit_(who: str) -> Page:
        if who not in windows:
            context = chromium.new_context(
                base_url=full_desk.url, viewport=WIDE, locale="fr-FR", reduced_motion="reduce", color_scheme="light"
            )
            context.set_default_timeout(20_000)
            windows[who] = context.new_page()
            if who != "nobody":
                sign_in(windows[who], full_desk, who)
        return windows[who]

    yield visit_
    for window in windows.values():
        window.context.close()


def look(page: Page, state: str) -> list[str]:
    """The faults of a page as it stands: wide and light, then dark, then at 200 %, then narrow.

    Narrow, every rule is asked again in both themes where something is shown that was not shown wide; else those that
    depend on room.
    """
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    shows_more(page)
    found = [f"wide, light: {fault}" for fault in faults(page)]
    page.emulate_media(color_scheme="dark")
    found += [f"wide, dark: {fault}" for fault in faults(page, *BY_COLOUR)]
    page.set_viewport_size(ZOOMED)
    found += [f"200 %: {fault}" for fault in sideways(page)]
    page.set_viewport_size(NARROW)
    found += [f"narrow: {fault}" for fault in sideways(page)]
    is_more = shows_more(page)
    found += [f"narrow, dark: {fault}" for fault in faults(page, *([] if is_more else BY_SIZE))]
    page.emulate_media(color_scheme="light")
    if is_more:
        found += [f"narrow, light: {fault}" for fault in faults(page, *BY_COLOUR)]
    page.set_viewport_size(WIDE)
    return [f"{state}: {fault}" for fault in found]


def looked_at(page: Page, paths: list[str]) -> list[str]:
    found = []
    for path in paths:
        page.goto(path)
        found += look(page, path)
    return found


@pytest.mark.parametrize("who", PAGES)
def test_no_page_has_a_fault(visit: Visit, words: dict[str, int], who: str) -> None:
    paths = [path.format(**words) for pages in PAGES[who].values() for path in pages]
    found = looked_at(visit(who), paths)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("app", MODELS)
def test_no_page_of_the_admin_has_a_fault(visit: Visit, full_desk: Desk, app: str) -> None:
    page, found = visit("admin"), []
    for model in MODELS[app]:
        listed = f"/admin/{app}/{model}/"
        row = full_desk.asked(f"select min(id) from {app}_{model}")
        paths = [listed, f"{listed}{row}/change/"] + ([f"{listed}add/"] if f"{app}_{model}" in ADDED else [])
        found += looked_at(page, paths)
        if act := CHOSEN.get(f"{app}_{model}"):
            page.goto(listed)
            page.locator("tr input.action-select").first.check()
            page.locator("select[name=action]").select_option(act)
            page.locator(".actions button").first.click()
            page.locator("form#bulk, main form").first.wait_for()
            found += look(page, f"{listed}bulk/{act}/")
    assert not found, "\n".join(found)


def test_a_table_of_sources_has_no_fault_shown_or_refused(visit: Visit) -> None:
    page, found = visit("admin"), []
    for name, cell in (("shown", "Le Courrier du port"), ("refused", "x" * 201)):
        table = f"dossier,number,publisher\nseeds,1,{cell}\nseeds,2,{cell}\n"
        page.goto("/admin/sources/source/import/")
        page.locator("input[type=file]").set_input_files(
            {"name": "a.csv", "mimeType": "text/csv", "buffer": table.encode()}
        )
        page.locator("main input[type=submit]").click()
        page.locator("table td, [role=alert]").first.wait_for()
        found += look(page, name)
    assert not found, "\n".join(found)


def test_every_page_is_looked_at() -> None:
    listed = {name for pages in PAGES.values() for name in pages} - {"403", "404"}
    for app, models in MODELS.items():
        for model in models:
            listed |= {f"admin:{app}_{model}_{page}" for page in ("changelist", "change", "add", "history", "delete")}
            listed |= {f"admin:{app}_{model}_bulk"} & {f"admin:{name}_bulk" for name in CHOSEN}
    found = {name for name, _route in addresses() if name not in {"", "admin:"}} - {"admin:password_change_done"}
    assert found == listed | NO_PAGE | POST_ONLY, "add the new page to the lists of this file, take out what is gone"


def refuse_for_want_of_a_reason(page: Page) -> None:
    page.keyboard.press("x")
    expect(page.locator("textarea[aria-invalid]")).to_be_focused()


def refuse_a_second_truth(page: Page) -> None:
    figures = page.locator("article.figure")
    rival = figures.first.locator("a[data-figure]").first.get_attribute("data-figure")
    figures.first.get_by_role("button", name="Confirm").click()
    expect(figures.first).to_have_class(re.compile("confirmed"))
    page.locator(f"#{rival}").get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("alert").first).to_contain_text("cannot be true as well")


def refuse_a_stale_decision(page: Page) -> None:
    figure = page.locator("article.figure").nth(1)
    figure.locator("input[name=seen]").first.evaluate("field => { field.value = 7; }")
    figure.get_by_label("Reason").first.fill("The other tab says otherwise")
    figure.get_by_role("button", name="Contest").first.click()
    expect(page.get_by_role("alert").first).to_be_visible()


def unfold_everything(page: Page) -> None:
    page.evaluate("for (const fold of document.querySelectorAll('main details')) fold.open = true")


def open_the_menu_of_sheets(page: Page) -> None:
    page.locator("header .rooms summary").click()


def open_the_menu_of_the_person(page: Page) -> None:
    page.locator("header .person summary").click()


def refuse_a_value(page: Page) -> None:
    figure = page.locator("article.figure").first
    figure.get_by_text("More", exact=True).click()
    figure.get_by_label("It is misread: read it as").fill("49 %")
    figure.get_by_role("button", name="Correct the value").click()
    expect(figure.get_by_role("alert")).to_contain_text("asks for another kind")


def ask_for_the_keys(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()


STATES = (
    refuse_for_want_of_a_reason, refuse_a_second_truth, refuse_a_stale_decision, unfold_everything,
    open_the_menu_of_sheets, open_the_menu_of_the_person, refuse_a_value, ask_for_the_keys,
)  # fmt: skip


def test_no_state_of_the_review_has_a_fault(desk: Desk, open_page: Open) -> None:
    page, found = open_page(), []
    sign_in(page, desk)
    for reach in STATES:
        page.goto("/d/seeds/")
        reach(page)
        found += look(page, reach.__name__)
    assert not found, "\n".join(found)


def test_a_refused_sign_in_has_no_fault_and_neither_has_a_closed_door(desk: Desk, open_page: Open) -> None:
    page, found = open_page(), []
    page.goto("/")
    for attempt in range(12):
        page.locator("[name=username]").fill("editor")
        page.locator("[name=password]").fill("not the password")
        page.locator("main button").click()
        if attempt == 0:
            expect(page.get_by_role("alert")).to_be_visible()
            found += look(page, "refused")
        if not page.locator("[name=username]").count():
            break
    expect(page.locator("[name=username]")).to_have_count(0)
    found += look(page, "closed")
    assert not found, "\n".join(found)
