"""Whatever stands in the data becomes neither markup nor a request: no page runs it, or asks another machine for it."""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest

import web_fixtures
from test_access import ROUTES
from test_browser import enter, launched
from web_fixtures import make_casebook, make_edition, serving_site

PAYLOADS = (
    "<script>pwned()</script>",
    "<img src=//evil.example/i onerror=pwned()>",
    '\'"><svg onload=pwned()>',
    "</title></textarea><b onclick=x>",
    "javascript:pwned()",
    "https://evil.example/page",
    "//evil.example/x",
    "data:text/html,<script>pwned()</script>",
    "{{ 7 * 7 }}{% raw %}",
    "<iframe srcdoc='<script>pwned()</script>'>",
    "<style>@import '//evil.example'</style>",
    "<meta http-equiv=refresh content=0;//evil.example>",
    "<base href=//evil.example/>",
    "<link rel=stylesheet href=//evil.example/c>",
    "<form action=//evil.example><input type=submit>",
    "![x](//evil.example/i.png)",
    "&lt;script&gt;pwned()&lt;/script&gt;",
    "<a href=javascript:pwned()>x</a>",
    "]]><script>pwned()</script>",
    "<!-- --><script>pwned()</script>",
    "url(//evil.example/i)",
)
WHOLE = "Canary " + " ".join(PAYLOADS)
PLACES = {"src", "href", "action", "formaction", "data", "poster", "srcset", "background", "ping", "manifest", "xlink:href"}
NOT_OURS = {"iframe", "object", "embed", "base", "frame", "applet", "style"}


class Faults(HTMLParser):
    """What a page holds that no page of ours does."""

    def __init__(self, url: str) -> None:
        super().__init__(convert_charrefs=True)
        self.host, self.found, self.inside = urlsplit(url).netloc, [], ""

    def handle_starttag(self, tag, attrs):
        self.inside = tag
        self.found += [tag] if tag in NOT_OURS else []
        for name, value in attrs:
            odd = name.startswith("on") or name in ("srcdoc", "http-equiv") or (name == "style" and "(" in (value or ""))
            elsewhere = name in PLACES and not self._is_here(value or "")
            self.found += [f"{tag} {name}={value}"] if odd or elsewhere else []

    def handle_endtag(self, tag):
        self.inside = ""

    def handle_data(self, data):
        self.found += [data] if self.inside == "script" and data.strip() else []

    def _is_here(self, address: str) -> bool:
        if address == "data:,":  # no picture
            return True
        parts = urlsplit(address.strip())
        return (parts.scheme in ("", "mailto") and not parts.netloc) or (parts.scheme, parts.netloc) == ("http", self.host)


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(web_fixtures, "SECRET_NAME", WHOLE)
        patched.setattr(web_fixtures, "CANARY", "Canary")
        patched.setattr(web_fixtures, "CANARIES", PAYLOADS)
        made = make_casebook(tmp_path_factory.mktemp("markup"))
        make_edition(made, 2, (WHOLE, PAYLOADS[0]))
    return made


@pytest.fixture(scope="module", params=[pytest.param("press", marks=pytest.mark.slow), "research"])
def site(folders, request):
    with serving_site(folders, press=request.param == "press") as served:
        yield served


NO_PAGE = re.compile(r"\.(pdf|xlsx|csv|xml|geojson|json|jsono|ico|css|svg|db|blob)$")


def addresses() -> list[str]:
    given = (address for forms in ROUTES.values() for address in forms)
    pages = [address for address in given if not NO_PAGE.search(urlsplit(address).path)]
    return [*pages, "/cases?q=%3Cscript%3Epwned()%3C/script%3E", "/cases?q=canary"]


def test_no_text_becomes_markup_and_no_page_names_another_machine(site):
    reader, read, held = site.client("researcher1"), 0, 0
    for address in addresses():
        answer = reader.get(address, follow_redirects=True)
        if "html" not in answer.headers.get("content-type", ""):
            continue
        faults = Faults(site.url)
        faults.feed(answer.text)
        assert faults.found == [], address
        read, held = read + 1, held + ("pwned" in answer.text)
    assert read > 40 and held > 5, "there was something to find"


@pytest.mark.slow
def test_a_browser_runs_nothing_of_it_and_asks_nobody_else(site):
    with launched() as browser:
        page = browser.new_context().new_page()
        asked, ran = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
        page.expose_function("pwned", lambda: ran.append("a script"))
        enter(page, site, "researcher1")
        for address in addresses():
            page.goto(site.url + address)
    assert ran == [] and len(asked) > 60
    assert [url for url in asked if not url.startswith((site.url, "data:"))] == []
