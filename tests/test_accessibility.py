"""Every kind of page meets WCAG 2.2 A and AA as far as axe-core can tell, in light and dark, and on a telephone."""

from pathlib import Path

import pytest

from test_browser import launched
from web_fixtures import CAMPAIGN_ID, CASE_KEY, PASSWORDS, PUBLIC_IDS, make_casebook, serving_site

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FAULTS = f"""async () => (await axe.run(document, {{runOnly: {RULES}}})).violations.map(
  one => one.id + ": " + one.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(" | "))"""
PRESS = ["/", "/cases", "/cases?q=alim&status=imprisoned", "/cases?q=nobody+at+all", f"/cases/{PUBLIC_IDS[0]}",
         f"/cases/{PUBLIC_IDS[0]}/act", "/map", "/map?in=653100", "/statistics", "/changes", "/data", "/published/cases",
         "/cases?view=table", "/campaigns", f"/campaigns/{CAMPAIGN_ID}", f"/campaigns/{CAMPAIGN_ID}/act",
         "/nothing-here"]  # fmt: skip
RESEARCH = ["/", "/cases?q=alim", f"/cases/{CASE_KEY}", f"/cases/{CASE_KEY}/face", f"/cases/{CASE_KEY}/consents",
            "/attention", "/campaigns", "/waiting", "/matches", "/reading",
            "/contradictions", "/issues", "/inbox", "/add", "/cases?view=table",
            "/campaigns/march", "/campaigns/march/face", "/weights", "/matches/judged", "/statistics",
            "/cases?sql=select+1"]  # fmt: skip


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    folders = make_casebook(tmp_path_factory.mktemp("axe"))
    with serving_site(folders, press=True) as press, serving_site(folders) as research:
        yield {"journalist1": press, "researcher1": research}


@pytest.fixture(scope="module")
def chromium():
    with launched() as browser:
        yield browser


def faults(chromium, site, name: str, addresses: list[str], **options) -> dict[str, list[str]]:
    """What axe-core finds on each page that has a fault."""
    context = chromium.new_context(bypass_csp=True, **options)
    page = context.new_page()
    page.goto(site.url + "/-/login")
    page.evaluate(AXE)
    found = {"/-/login": page.evaluate(FAULTS)}
    page.fill("#username", name)
    page.fill("#password", PASSWORDS[name])
    page.press("#password", "Enter")
    page.wait_for_url(site.url + "/")
    for address in addresses:
        page.goto(site.url + address)
        page.evaluate(AXE)
        found[address] = page.evaluate(FAULTS)
    context.close()
    return {address: list_ for address, list_ in found.items() if list_}


@pytest.mark.parametrize(("name", "addresses"), [("journalist1", PRESS), ("researcher1", RESEARCH)])
def test_no_page_keeps_anybody_out(chromium, sites, name, addresses):
    assert faults(chromium, sites[name], name, addresses) == {}


@pytest.mark.slow
@pytest.mark.parametrize("options", [
    {"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 844}}, {"locale": "fr-FR"},
], ids=["dark", "telephone", "French"])  # fmt: skip
@pytest.mark.parametrize(("name", "addresses"), [("journalist1", PRESS), ("researcher1", RESEARCH)])
def test_nor_in_the_dark_on_a_telephone_or_in_french(chromium, sites, name, addresses, options):
    assert faults(chromium, sites[name], name, addresses, **options) == {}


@pytest.mark.slow
@pytest.mark.parametrize("locale", ["en-GB", "fr-FR"])
@pytest.mark.parametrize("width", [1200, 390])
@pytest.mark.parametrize(("name", "addresses"), [("journalist1", PRESS), ("researcher1", RESEARCH)])
def test_every_page_stands_without_scripts_in_each_language_and_width(chromium, sites, name, addresses, width, locale):
    context = chromium.new_context(viewport={"width": width, "height": 844}, locale=locale, java_script_enabled=False)
    page = context.new_page()
    page.goto(sites[name].url + "/-/login")
    page.fill("#username", name)
    page.fill("#password", PASSWORDS[name])
    page.press("#password", "Enter")
    wrong = []
    for address in addresses:
        status = page.goto(sites[name].url + address).status
        html = page.locator("html")
        found = (status, html.get_attribute("lang"), page.locator("h1").count(), html.evaluate("e => e.scrollWidth") <= width)
        wrong += [(address, found)] if found != (404 if "nothing" in address else 200, locale[:2], 1, True) else []
    context.close()
    assert wrong == []
