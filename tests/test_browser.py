"""The built example in a real browser: each role logs in, searches a name in two scripts, and opens the case."""

import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from casebook import accounts
from casebook.folders import REPOSITORY, Folders
from web_fixtures import PASSWORDS, make_accounts, serving_site

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def launched():
    """A Chromium, closed at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def build_example(data: Path) -> Folders:
    """The example that ships, copied, built and published in a folder of its own."""
    for source in (REPOSITORY / "data" / "sources").glob("example-*"):
        shutil.copytree(source, data / "sources" / source.name)
    (data / "decisions").mkdir()
    for log in (REPOSITORY / "data" / "decisions").glob("example*.jsonl"):
        shutil.copy(log, data / "decisions")
    faces = REPOSITORY / "data" / "decisions" / "projections"
    if faces.is_dir():
        shutil.copytree(faces, data / "decisions" / "projections")
    shutil.copy(REPOSITORY / "data" / "policy.yml", data)
    for command in ("import_sources", "publish"):
        run = [sys.executable, REPOSITORY / "scripts" / f"{command}.py", "--data", data]
        subprocess.run(run, check=True, capture_output=True)
    return Folders.of(data)


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    folders = build_example(tmp_path_factory.mktemp("example"))
    folders.keys.mkdir(exist_ok=True, mode=0o700)
    accounts.write_private(folders.keys / "session.key", "cd" * 32 + "\n")
    make_accounts(folders)
    with serving_site(folders) as served:
        yield served


@pytest.fixture(scope="module")
def chromium():
    with launched() as browser:
        yield browser


def enter(page, site, name: str) -> None:
    page.goto(site.url + "/")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORDS[name])
    page.get_by_role("button", name="Log in").click()


@pytest.mark.parametrize("name", ["researcher1", "journalist1"])
def test_each_role_finds_the_case_in_both_scripts_and_reads_it(example, chromium, name):
    context = chromium.new_context(viewport={"width": 1180, "height": 820})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    enter(page, example, name)
    for words in ("艾克白尔", "Hushur"):
        page.goto(example.url + "/")
        page.get_by_role("searchbox").fill(words)
        page.get_by_role("button", name="Search").click()
        page.get_by_role("link", name="Akber Hushur").click()
        assert page.get_by_role("heading", level=1).inner_text() == "Akber Hushur"
        text = page.locator("main").inner_text()
        assert "艾克白尔·吾舒尔" in text and "May 2017" in text and "17 years" in text
        assert ("Every claim, in its source’s words" in text) == (name == "researcher1")
    assert all(url.startswith(example.url) for url in asked), "every asset comes from here"
    context.close()


def test_a_custodian_is_told_kindly_that_nothing_here_is_for_them(example, chromium):
    context = chromium.new_context()
    page = context.new_page()
    enter(page, example, "custodian1")
    assert page.get_by_role("heading", level=1).inner_text() == "Not for this account"
    page.get_by_role("button", name="Log out").click()
    assert page.get_by_label("Password").is_visible()
    context.close()


def test_a_phone_needs_no_sideways_scrolling_and_a_keyboard_is_enough_without_scripts(example, chromium):
    context = chromium.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    enter(page, example, "journalist1")
    page.goto(example.url + "/cases")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("hushur")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Akber Hushur").press("Enter")
    for address in ("/", "/cases", "/cases?status=sentenced&since=2016", "/data", page.url.removeprefix(example.url)):
        page.goto(example.url + address)
        assert page.locator("html").evaluate("e => e.scrollWidth") <= 390, address
    context.close()
