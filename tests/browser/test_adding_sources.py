"""Adding sources in a real browser: by mouse with one file refused, by keyboard with a pasted text, without scripts."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, Route, expect

from tests.browser.conftest import Open, sign_in
from tests.ground.axe import faults, sideways
from tests.ground.desk import Desk
from tests.ground.desk_set import until
from tests.reading.documents import STORY, locked, page, pdf, word

Keep = Callable[[Page, str], None]
ADD = "/d/seeds/sources/add/"
ARTICLE = "\n".join(STORY)
PASTED = "Un canal rouvre\n\nLa ville rouvre son canal pour 18,7 millions d’euros, a dit le maire le 3 mars 2025."


def payload(name: str, raw: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": raw}


def line(page: Page, name: str) -> str:
    return page.locator(".sending li").filter(has_text=name).locator(".said").inner_text()


def test_two_files_and_one_that_is_refused_by_mouse(desk: Desk, open_page: Open, keep: Keep) -> None:
    page_ = open_page()
    sign_in(page_, desk)
    page_.goto("/d/seeds/sources/")
    page_.get_by_role("link", name="Add sources").click()
    keep(page_, "empty")
    page_.get_by_label("Files").set_input_files(
        [payload("port.docx", word()), payload("secret.pdf", locked(pdf(), "secret")), payload("quais.html", page())]
    )
    page_.get_by_role("button", name="Read the files").click()
    expect(page_.locator(".sending li.ready")).to_have_count(2, timeout=30_000)
    expect(page_.locator(".sending li.refused")).to_have_count(1)
    assert re.search(r"ready, \d+ figures", line(page_, "port.docx"))
    assert "protected by a password" in line(page_, "secret.pdf")
    expect(page_.locator("#intake-said")).to_contain_text("quais.html: ready")
    keep(page_, "sent")

    page_.get_by_role("link", name="Check and import").last.click()
    port = page_.locator("li.card").filter(has_text="port.docx")
    port.get_by_label("Publisher").fill("Le Courrier du port")
    port.get_by_text("The text as it was read").click()
    expect(port.locator(".preview .text")).to_contain_text("14,3 milliards")
    keep(page_, "staged")
    page_.get_by_role("button", name="Import what is chosen").first.click()
    page_.wait_for_url(re.compile(r"/d/seeds/\?.*has=new"))
    expect(page_.locator("#messages")).to_contain_text("2 sources imported")
    keep(page_, "done")
    page_.goto("/d/seeds/sources/")
    expect(page_.get_by_text("Le Courrier du port")).to_be_visible()
    page_.goto(f"{ADD}check/")
    expect(page_.get_by_text("protected by a password")).to_be_visible()
    page_.get_by_role("button", name=re.compile("Remove.*secret.pdf")).click()
    expect(page_.get_by_text("Nothing waits to be checked.")).to_be_visible()


def test_files_can_be_dropped(desk: Desk, open_page: Open) -> None:
    page_ = open_page()
    sign_in(page_, desk)
    page_.goto(ADD)
    held = page_.evaluate_handle(
        """given => {
            const held = new DataTransfer();
            for (const [name, raw] of given)
                held.items.add(new File([Uint8Array.from(atob(raw), one => one.charCodeAt(0))], name));
            return held;
        }""",
        [[name, base64.b64encode(raw).decode()] for name, raw in (("a.txt", ARTICLE.encode()), ("b.pdf", pdf()))],
    )
    page_.dispatch_event(".drop", "dragover", {"dataTransfer": held})
    expect(page_.locator(".drop.over")).to_be_visible()
    page_.dispatch_event(".drop", "drop", {"dataTransfer": held})
    expect(page_.locator(".sending li.ready")).to_have_count(2, timeout=30_000)
    expect(page_.locator(".drop.over")).to_have_count(0)


def test_many_are_imported_in_parts_with_progress_and_an_interruption_loses_nothing(
    desk: Desk, open_page: Open, keep: Keep
) -> None:
    page_ = open_page()
    sign_in(page_, desk)
    page_.goto(ADD)
    said = "Quai {0}\n\nLe port vend {1} quais pour {2} millions d’euros, dit le maire."
    texts = [payload(f"quai-{n}.txt", said.format(n, n + 20, n + 40).encode()) for n in range(12)]
    page_.get_by_label("Files").set_input_files(texts)
    page_.get_by_role("button", name="Read the files").click()
    page_.get_by_role("link", name="Check and import").click(timeout=60_000)
    parts: list[str] = []

    def cut_off_the_first(route: Route) -> None:
        parts.append(route.request.method)
        if len(parts) == 1:
            route.fulfill(status=503, body="")
        else:
            route.continue_()

    page_.route(re.compile(r"/sources/add/check/$"), cut_off_the_first)
    page_.get_by_role("button", name="Import what is chosen").first.click()
    told = page_.locator("#importing")
    expect(told).to_contain_text("The import stopped. What was stored is whole")
    assert faults(page_) == []
    keep(page_, "stopped")
    page_.get_by_role("button", name="Import what is chosen").first.click()
    page_.wait_for_url(re.compile(r"has=new"), timeout=60_000)
    expect(page_.locator("#messages")).to_contain_text("12 sources imported: ")
    page_.goto("/d/seeds/journal/")
    expect(page_.get_by_text("part of the act above")).to_have_count(11)


def test_a_file_that_is_too_large_is_named_before_it_is_sent(desk: Desk, open_page: Open, tmp_path: Path) -> None:
    large = tmp_path / "large.pdf"
    large.write_bytes(b"%PDF" + b" " * 20_100_000)
    page_ = open_page()
    sign_in(page_, desk)
    page_.goto(ADD)
    sent: list[str] = []
    page_.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page_.get_by_label("Files").set_input_files(large)
    page_.get_by_role("button", name="Read the files").click()
    expect(page_.locator(".sending li.refused")).to_contain_text("larger than 20 MB")
    assert sent == []


def press(page_: Page, *keys: str) -> None:
    for key in keys:
        page_.keyboard.press(key)


def tab_to(page_: Page, selector: str) -> None:
    """Press Tab until what has the focus matches."""
    for _ in range(90):
        if page_.locator(f"{selector}:focus").count():
            return
        press(page_, "Tab")
    pytest.fail(f"Tab never reached {selector}")


def test_a_pasted_text_by_keyboard_alone(desk: Desk, open_page: Open, keep: Keep) -> None:
    page_ = open_page()
    sign_in(page_, desk)
    page_.goto("/d/seeds/sources/")
    tab_to(page_, "a[href$='/sources/add/']")
    press(page_, "Enter")
    page_.wait_for_url(re.compile("/sources/add/"))
    tab_to(page_, "#id_files")
    tab_to(page_, "#id_text")
    page_.keyboard.insert_text(PASTED)
    tab_to(page_, "form:has(#id_text) button")
    press(page_, "Enter")
    expect(page_.locator(".sending li.ready")).to_have_count(1)
    expect(page_.locator(".go-on a")).to_be_focused()
    press(page_, "Enter")
    page_.wait_for_url(re.compile("/check/"))
    tab_to(page_, "input[name$='-publisher']")
    page_.keyboard.insert_text("Le Courrier")
    keep(page_, "staged")
    press(page_, "Enter")
    page_.wait_for_url(re.compile(r"/d/seeds/\?.*has=new"))
    expect(page_.locator("#messages")).to_contain_text("1 source imported")


def test_without_scripts_the_same_forms_do_the_same(desk: Desk, open_page: Open) -> None:
    page_ = open_page(scripts=False)
    sign_in(page_, desk)
    page_.goto(ADD)
    page_.get_by_label("Files").set_input_files([payload("a.txt", ARTICLE.encode()), payload("b.pdf", b"%PDF-1.4")])
    page_.get_by_role("button", name="Read the files").click()
    page_.wait_for_url(re.compile("/check/"))
    expect(page_.get_by_text("The PDF is damaged")).to_be_visible()
    page_.get_by_role("button", name="Import what is chosen").click()
    if not desk.database:
        expect(page_.get_by_text("1 source imported")).to_be_visible()
        return
    until(lambda: desk.asked("select count(*) from sources_source where name = 'a.txt'"))  # by a worker
    page_.reload()
    expect(page_.get_by_text("The PDF is damaged")).to_be_visible()
    expect(page_.get_by_text("being imported")).to_have_count(0)


def test_a_session_that_has_ended_is_said_so_and_nothing_is_lost(desk: Desk, open_page: Open) -> None:
    page_ = open_page()
    sign_in(page_, desk)
    page_.goto(ADD)
    page_.context.clear_cookies()
    page_.get_by_label("Text of the article").fill(PASTED)
    page_.get_by_role("button", name="Read the text").click()
    expect(page_.locator(".sending li.refused")).to_contain_text("sign in again")
    expect(page_.get_by_label("Text of the article")).to_have_value(PASTED)


@pytest.mark.parametrize("size", ["wide", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_or_state_has_a_fault_that_axe_finds(
    desk: Desk, open_page: Open, keep: Keep, size: str, scheme: str
) -> None:
    page_ = open_page(size, scheme=scheme, locale="fr-FR")
    sign_in(page_, desk, "chief")
    page_.goto("/dossiers/new/")
    assert_no_fault(page_, "new")
    page_.goto(f"{ADD}check/")
    assert_no_fault(page_, "nothing")
    page_.goto(ADD)
    assert_no_fault(page_, "empty")
    for name, raw in (("a.txt", ARTICLE.encode()), ("un-nom-tres-long" * 8 + ".docx", word()), ("b.pdf", b"%PDF")):
        page_.locator("#id_files").set_input_files([payload(name, raw)])
        page_.locator("form.files button").click()
    expect(page_.locator(".sending li.ready")).to_have_count(2, timeout=30_000)
    expect(page_.locator(".sending li.refused")).to_have_count(1)
    assert_no_fault(page_, "sent")
    keep(page_, f"sent-{size}-{scheme}")
    page_.goto(f"{ADD}check/")
    for fold in page_.locator("details.preview summary").all():
        fold.click()
    assert_no_fault(page_, "staged")
    page_.locator("input[name$='-title']").first.fill("")
    page_.locator("button[name=import]").first.click()
    expect(page_.get_by_role("alert")).to_be_visible()
    assert_no_fault(page_, "refused")
    keep(page_, f"refused-{size}-{scheme}")


def assert_no_fault(page_: Page, state: str) -> None:
    assert (faults(page_), sideways(page_)) == ([], []), state
