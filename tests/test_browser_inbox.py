"""The inbox in a real browser without scripts: a file uploaded, its changes read, taken in with a click and undone with one."""

import time

import pytest
from playwright.sync_api import Page

from casebook import receipts
from reading_world import make, served
from test_accessibility import AXE, FAULTS
from test_browser import enter, launched
from test_inbox import SECOND

LONGEST = 60  # seconds within which a file of a few rows is looked at on a busy machine


@pytest.fixture(scope="module")
def browser():
    with launched() as browser:
        yield browser


def looked(page: Page) -> Page:
    until = time.monotonic() + LONGEST
    while page.get_by_text("you need not wait").count() and time.monotonic() < until:
        time.sleep(0.2)
        page.reload()
    return page


def test_a_file_is_uploaded_read_taken_in_and_undone(browser, tmp_path):
    shop = make(tmp_path)
    with served(shop) as site:
        page = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False).new_page()
        enter(page, site, "researcher1")
        page.goto(site.url + "/inbox")
        page.get_by_label("The file").set_input_files({"name": "sheet.csv", "mimeType": "text/csv", "buffer": SECOND.encode()})
        page.get_by_role("button", name="Look at it").click()
        looked(page)
        address = page.url
        page.goto(address)  # a reload shows the same
        assert page.locator("#changed").is_visible() and "18 years" in page.locator("ins").all_inner_texts()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.get_by_role("button", name="Take it in").click()
        assert "Written: you took a file in" in page.locator(".outcome").inner_text()
        looked(page).get_by_role("button", name="Undo").click()
        assert "Written: you undid the receiving of a file" in page.locator(".outcome").inner_text()
        assert [one.file for one in receipts.effective(shop.folders.sources / "list")] == ["sheet.csv"]
        context = browser.new_context(bypass_csp=True)
        with_scripts = context.new_page()
        enter(with_scripts, site, "researcher1")
        with_scripts.goto(site.url + "/inbox")
        with_scripts.get_by_label("The file").set_input_files(
            {"name": "new.csv", "mimeType": "text/csv", "buffer": b"Name,Born\nA B,1980\n"})  # fmt: skip
        with_scripts.get_by_role("button", name="Look at it").click()
        looked(with_scripts).get_by_label("Its title").fill("A new list")
        with_scripts.get_by_role("button", name="Show what would change").last.click()
        looked(with_scripts).evaluate(AXE)
        assert with_scripts.evaluate(FAULTS) == []
