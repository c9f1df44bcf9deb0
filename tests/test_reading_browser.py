"""Reading a text in a real browser: by the keyboard with scripts, and by the form alone without them, from desk to phone."""

import pytest
from datasette.utils import tilde_encode

from casebook import decisions, reviewing_aside
from reading_world import CASE, make, record, served
from test_browser import enter, launched


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    return make(tmp_path_factory.mktemp("reading") / "world")


@pytest.fixture(scope="module")
def site(shop):
    with pytest.MonkeyPatch.context() as patch, served(shop) as site:
        patch.setattr(reviewing_aside.Aside, "add", lambda aside, job: (aside._kept.update({job.number: job}), job.ended.set()))
        yield site


@pytest.fixture(scope="module")
def browser():
    with launched() as browser:
        yield browser


def reader(browser, site, name: str, width: int = 1200, **options):
    page = browser.new_context(viewport={"width": width, "height": 844}, **options).new_page()
    page.set_default_timeout(15_000)
    enter(page, site, name)
    return page


def choices(shop) -> list[str]:
    return [one["choice"] for one in decisions.read(shop.folders.decisions) if one.kind == "claim"]


def test_a_text_is_read_by_the_keyboard_alone(browser, site, shop):
    page = reader(browser, site, "researcher1")
    page.goto(f"{site.url}/reading/next")
    assert page.locator("mark").count() == 2 and page.locator(".keys").is_visible()
    for key in "jjjx":  # down to the sentence, which did not happen: its day and its term go with it
        page.keyboard.press(key)
    assert page.locator("mark.here").inner_text() == "sentenced to 15 years in prison in March 2018"
    assert page.locator("li.struck").count() == 3
    page.keyboard.press("t")
    page.wait_for_url("**/read/**told=*")
    assert choices(shop) == ["accept", "accept", "reject", "reject", "reject"]
    assert "Written: you read a text through" in page.locator(".outcome").inner_text()
    assert "nephew" not in page.locator(".text").inner_text(), "the next text is shown"


def test_without_scripts_the_form_does_the_same(browser, site, shop):
    page = reader(browser, site, "researcher2", java_script_enabled=False)
    page.goto(f"{site.url}/read/{tilde_encode(record(shop, 'Mihray'))}")
    assert not page.locator(".keys").is_visible()
    before = len(choices(shop))
    page.locator("li").filter(has_text="Detained: place").get_by_role("checkbox").check()
    page.get_by_role("button", name="Take them and stay here").click()
    assert choices(shop)[before:] == ["accept", "accept", "reject"]
    assert "Struck out by researcher2" in page.locator(".proposals").inner_text()


@pytest.mark.parametrize("address", ["/reading", "/contradictions", "/issues", f"/cases/{CASE}", f"/cases/{CASE}/why", "read"])
def test_a_phone_needs_no_sideways_scrolling_and_everything_has_a_name(browser, site, shop, address):
    page = reader(browser, site, "researcher1", width=390)
    page.goto(site.url + (f"/read/{tilde_encode(record(shop, 'nephew'))}" if address == "read" else address))
    assert page.locator("html").evaluate("e => e.scrollWidth") <= 390
    nameless = "e => [...e.querySelectorAll('input:not([type=hidden]), select, textarea, button')].filter(" \
               "f => !f.labels?.length && !f.textContent.trim()).length"  # fmt: skip
    assert page.locator("main").evaluate(nameless) == 0
    order = page.locator("h1, h2, h3, h4, h5").evaluate_all("all => all.map(e => +e.tagName[1])")
    assert order[0] == 1 and order.count(1) == 1 and all(b <= a + 1 for a, b in zip(order, order[1:], strict=False))
    ids = page.locator("[id]:not(svg *)").evaluate_all("all => all.map(e => e.id)")
    assert len(ids) == len(set(ids))
