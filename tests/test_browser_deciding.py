"""The research site in a real browser without scripts: a consent, two approvals, an edition, and a hold that acts at once."""

import time

import pytest
from playwright.sync_api import Page

from publishing_world import PEOPLE, key
from reviewing_site import prepare, served
from test_browser import enter, launched

CASE, NAME = key(3), PEOPLE[3][0]
FACE, CONSENTS = f"/cases/{CASE}/face", f"/cases/{CASE}/consents"
LONGEST = 120  # seconds within which an edition of four people is made and checked on a busy machine


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return prepare(tmp_path_factory.mktemp("deciding") / "world")


@pytest.fixture(scope="module")
def sites(world):
    with served(world) as research, served(world, press=True) as press:
        yield research, press


@pytest.fixture(scope="module")
def browser():
    with launched() as browser:
        yield browser


def reader(browser, site, name: str, width: int = 1200) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 844}, java_script_enabled=False).new_page()
    enter(page, site, name)
    return page


def done(page: Page) -> str:
    """What came of a decision, when all that follows from it is done."""
    until = time.monotonic() + LONGEST
    while "is being done" in page.locator(".outcome").inner_text() and time.monotonic() < until:
        time.sleep(0.3)
        page.get_by_role("link", name="Look again").click()
    return page.locator(".outcome").inner_text()


def test_a_consent_two_approvals_and_an_edition_show_a_case_and_a_hold_takes_it_away(browser, sites):
    research, press = sites
    first, second = (reader(browser, research, name) for name in ("researcher1", "researcher2"))
    journalist = reader(browser, press, "journalist1")
    assert NAME not in journalist.goto(press.url + "/cases").text()
    record_consent(first, research.url)
    for page in (first, second):
        page.goto(research.url + "/waiting")
        page.get_by_role("link", name=NAME).click()
        assert page.locator(".preview").get_by_role("heading", name=NAME).is_visible()
        page.get_by_role("button", name="Approve exactly this").click()
        assert "Written: you approved what readers see" in page.locator(".outcome").inner_text()
    second.goto(research.url + "/waiting")
    second.get_by_role("button", name="Make an edition now").click()
    assert "4 cases, checked; 1 added" in done(second)
    assert NAME in journalist.goto(press.url + "/cases").text()

    first.goto(research.url + FACE)
    first.get_by_role("button", name="Hold the whole case").click()
    assert NAME not in journalist.goto(press.url + "/cases").text(), "the very next request"
    assert "What readers saw was closed at once." in done(first)
    assert "3 cases, checked; 0 added, 0 corrected, 1 gone" in first.locator(".outcome").inner_text()
    assert NAME not in journalist.goto(press.url + "/cases").text() and PEOPLE[0][0] in journalist.content()


def record_consent(page: Page, url: str) -> None:
    page.goto(url + CONSENTS)
    assert "Nobody has allowed anything yet" in page.content()
    assert page.locator(".leaf").count() == 5 and page.locator("form.decide input:checked").count() == 0
    form = page.locator("section[aria-labelledby=record]")
    form.get_by_label("The family", exact=True).check()
    for tick in ("Keep it", "Share it with researchers", "Journalists whose names we know", "Under the name"):
        form.get_by_label(tick, exact=True).check()
    form.get_by_label("Everything ordinary").check()
    form.get_by_label("The day it was given").fill("2024-05-01")
    form.get_by_label("In which way it was given").fill("told on the telephone, read back")
    form.get_by_role("button", name="Record this consent").click()
    assert "Written: you recorded a consent" in done(page)
    told = page.locator("#there + article").inner_text()
    assert "The family allows it for to be kept, researchers and named journalists" in told


@pytest.mark.parametrize("address", [f"/cases/{key(0)}", f"/cases/{key(0)}/face", f"/cases/{key(0)}/consents", "/waiting"])
def test_a_phone_needs_no_sideways_scrolling_and_every_field_has_a_name(browser, sites, address):
    page = reader(browser, sites[0], "researcher1", width=390)
    page.goto(sites[0].url + address)
    assert page.locator("html").evaluate("e => e.scrollWidth") <= 390
    nameless = "e => [...e.querySelectorAll('input:not([type=hidden]), select, textarea, button')].filter(" \
               "f => !f.labels?.length && !f.textContent?.trim()).length"  # fmt: skip
    assert page.locator("main").evaluate(nameless) == 0
    order = page.locator("h1, h2, h3, h4, h5").evaluate_all("all => all.map(e => +e.tagName[1])")
    assert order[0] in (1, 2) and order.count(1) == 1 and all(b <= a + 1 for a, b in zip(order, order[1:], strict=False))
    ids = page.locator("[id]").evaluate_all("all => all.map(e => e.id)")
    assert len(ids) == len(set(ids))


def test_a_form_is_filled_in_and_sent_by_the_keyboard_alone(browser, sites):
    page = reader(browser, sites[0], "researcher2")
    page.goto(sites[0].url + FACE)
    page.get_by_label("Birth and age").focus()
    page.keyboard.press("Space")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == "part":
            break
    page.keyboard.press("Enter")
    assert "Written: you held it" in done(page)
    assert "Birth and age held by researcher2" in page.locator("section[aria-labelledby=held]").inner_text()
