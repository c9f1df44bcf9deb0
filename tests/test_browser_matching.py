"""The queue of matches in a real browser: by the keyboard, without scripts, by two at once, and on a telephone."""

import pytest
from playwright.sync_api import Page

from matching_world import ALIM, MIHRAY, OTHER_ALIM, SABIR, judged, make, 沙比尔, 米热依, 阿里木
from test_browser import enter, launched
from test_matching_pages import page as address
from web_fixtures import serving_site


@pytest.fixture(scope="module")
def browser():
    with launched() as browser:
        yield browser


@pytest.fixture
def shop(tmp_path):
    return make(tmp_path / "world")


@pytest.fixture
def site(shop):
    with serving_site(shop.folders) as site:
        yield site


def reader(browser, site, name: str = "researcher1", width: int = 1200, scripts: bool = True) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 844}, java_script_enabled=scripts).new_page()
    enter(page, site, name)
    page.goto(site.url + "/matches")
    return page


def before(page: Page) -> tuple[str, str]:
    return tuple(page.locator(f"form.decide input[name={side}]").first.input_value() for side in "ab")


def press(page: Page, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)


def test_the_queue_is_worked_through_by_one_key_each(browser, site, shop):
    page = reader(browser, site)
    assert before(page) == (MIHRAY, 米热依)
    press(page, "n")
    assert before(page) == (SABIR, 沙比尔)
    press(page, "p")
    assert before(page) == (MIHRAY, 米热依)
    press(page, "u")
    page.get_by_label("Why").fill("same day, d s u n")
    page.locator("h1").click()
    press(page, "s")
    assert before(page) == (ALIM, OTHER_ALIM)
    assert "Written: same." in page.locator(".said").inner_text()
    press(page, "d")
    assert judged(shop) == [
        ("researcher1", MIHRAY, 米热依, "unsure", ""), ("researcher1", SABIR, 沙比尔, "same", "same day, d s u n"),
        ("researcher1", ALIM, OTHER_ALIM, "different", ""),
    ]  # fmt: skip
    press(page, "p")
    page.get_by_role("button", name="Take this back").click()
    assert judged(shop)[-1] == ("researcher1", "undo", 4)
    assert "2 left" in page.goto(site.url + "/matches").text() or "3 left" in page.content()


def test_without_scripts_the_buttons_do_all_of_it(browser, site, shop):
    page = reader(browser, site, scripts=False)
    page.get_by_role("button", name="Different").click()
    page.get_by_role("button", name="Same").click()
    assert judged(shop) == [("researcher1", MIHRAY, 米热依, "different", ""), ("researcher1", SABIR, 沙比尔, "same", "")]


def test_two_at_one_pair_lose_nothing_they_typed(browser, site, shop):
    one, other = (reader(browser, site, name) for name in ("researcher1", "researcher2"))
    assert before(one) != before(other)
    for page in (one, other):
        page.goto(site.url + address(ALIM, 阿里木))
    one.get_by_role("button", name="Different").click()
    other.get_by_label("Why").fill("one village")
    other.get_by_role("button", name="Same").click()
    assert "Something was decided on this meanwhile" in other.locator(".outcome").inner_text()
    assert other.get_by_label("Why").input_value() == "one village" and before(other) == (ALIM, 阿里木)
    other.get_by_role("button", name="Unsure").click()
    assert [line[3] for line in judged(shop)] == ["different", "unsure"]


@pytest.mark.parametrize("width", [390, 1200])
def test_the_page_fits_and_can_be_read_aloud(browser, site, width):
    page = reader(browser, site, width=width)
    errors = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    for path in ("/matches", address(SABIR, 沙比尔), "/matches/judged?choice=same", "/matches/judged?choice=disputes"):
        page.goto(site.url + path)
        assert page.locator("html").evaluate("e => e.scrollWidth") <= width
        nameless = "e => [...e.querySelectorAll('input:not([type=hidden]), button')].filter(" \
                   "f => !f.labels?.length && !f.innerText?.trim()).length"  # fmt: skip
        assert page.locator("main").evaluate(nameless) == 0
        assert page.locator("h1").count() == 1
        whole = [page.locator(".axis svg").nth(n).bounding_box()["width"] for n in range(page.locator(".axis svg").count())]
        drawn = [page.locator(".axis rect").nth(n).bounding_box()["width"] for n in range(page.locator(".axis rect").count())]
        if path == address(SABIR, 沙比尔):  # a month of one year, and a day
            assert [round(a / b, 2) for a, b in zip(drawn, whole, strict=True)] == [pytest.approx(0.08, abs=0.02), 0.0]
        ids = page.locator("[id]").evaluate_all("all => all.map(e => e.id)")
        assert len(ids) == len(set(ids))
    assert errors == []
