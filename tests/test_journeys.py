"""What somebody new does on the sites from login to the end, in a real browser, with every click counted; see docs/tour.md."""

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page

import reading_world
from casebook import decisions, publication
from casebook.folders import Folders
from reading_world import CASE
from reviewing_site import prepare, served
from test_browser import enter, launched
from test_browser_deciding import done

pytestmark = pytest.mark.slow
TOUR = Path(__file__).resolve().parents[1] / "docs" / "tour.md"
NAME = "Sabir Qurbanov"


class Hand:
    """A browser of one account, and how often its owner clicked after the login."""

    def __init__(self, browser, site, name: str) -> None:
        self.page: Page = browser.new_context(accept_downloads=True).new_page()
        self.clicks = 0
        enter(self.page, site, name)

    def click(self, role: str, name: str, **options) -> None:
        self.page.get_by_role(role, name=name, **options).first.click()
        self.clicks += 1

    def sees(self) -> str:
        return self.page.locator("main").inner_text()


@pytest.fixture(scope="module")
def browser():
    with launched() as found:
        yield found


def test_a_researcher_reads_settles_and_approves_and_with_a_second_one_the_edition_changes(browser, tmp_path):
    shop = reading_world.make(tmp_path / "world")
    folders = Folders.of(shop.path)
    decisions.append(folders.decisions, "consent", "researcher1", case=CASE, giver="family", fields=["all"], how="form",
                     given="2024-01-01", purposes=["journalists"], basis="consent", level="full")
    shutil.rmtree(folders.editions)  # which knows nothing of this log
    publication.publish(folders, "journalists", date.today().isoformat())
    with reading_world.served(shop) as research, reading_world.served(shop, press=True) as press:
        first, second, reader = Hand(browser, research, "researcher1"), Hand(browser, research, "researcher2"), Hand(
            browser, press, "journalist1")
        for link in ("Attention", "Texts to read", "Begin with the first"):
            first.click("link", link)
        first.page.locator("li").filter(has_text="Sentenced: that it happened").get_by_role("checkbox").check()
        first.clicks += 1
        first.click("button", "Take all that is not struck out, and go on")
        assert "Written: you read a text through" in done(first.page)
        first.click("link", "Attention")
        first.click("link", "Accounts that differ")
        first.click("button", "Both stay: accounts differ")
        assert "Written: you left two accounts to differ" in done(first.page)
        for hand in (first, second):
            if hand is second:
                hand.click("link", "Attention")
            hand.click("link", "Faces and consents")
            hand.click("link", NAME)
            hand.click("button", "Approve exactly this")
            assert "Written: you approved what readers see" in done(hand.page)
        reader.click("link", "Cases")
        assert NAME not in reader.sees()
        second.page.goto(research.url + "/waiting")
        second.click("button", "Make an edition now")
        assert "1 added" in done(second.page)
        first.page.goto(research.url + "/waiting")
        assert "Edition 2 of" in first.sees() and "Edition 2 of" in second.sees()
        reader.click("link", "Cases")
        assert NAME in reader.sees()
    choices = [one["choice"] for one in decisions.read(folders.decisions) if one.kind == "claim"]
    assert choices[:2] == ["accept", "accept"]
    assert_told("researcher", first.clicks)
    assert_told("second researcher", second.clicks)


def test_a_journalist_finds_a_prefecture_sees_how_sure_the_dates_are_cites_a_case_and_takes_the_list(browser, tmp_path):
    with served(prepare(tmp_path / "world"), press=True) as press:
        hand = Hand(browser, press, "journalist1")
        hand.click("link", "Cases")
        for place in ("Kashgar Prefecture", "Kashgar City"):
            ticks = hand.page.locator("label.tick").filter(has_text=place).filter(has_not_text=f", {place}")
            ticks.get_by_role("checkbox").first.check()
            hand.clicks += 1
        hand.click("button", "Apply")
        assert "2 cases" in hand.sees()
        with hand.page.expect_download() as taken:
            hand.click("link", "CSV", exact=True)
        rows = list(csv.DictReader(taken.value.path().read_text(encoding="utf-8-sig").splitlines()))
        assert {row["name"] for row in rows} == {"Ghalip Niyaz", "Tursun Barat"}
        hand.click("link", "Tursun Barat")
        assert "May 2017" in hand.sees(), "a month, and no day"
        hand.page.get_by_text("Cite this case").click()
        hand.clicks += 1
        assert "Casebook, edition 1 of" in hand.sees() and "Casebook, édition 1 du" in hand.sees()
    assert_told("journalist", hand.clicks)


def assert_told(who: str, clicks: int) -> None:
    """The count of clicks is the one that the tour tells."""
    assert f"| {who} | {clicks} |" in TOUR.read_text(encoding="utf-8"), f"{who}: {clicks} clicks"
